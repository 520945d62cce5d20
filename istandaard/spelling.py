"""Names as somebody gives them, and what may have been meant by one that nobody knows: asked the same everywhere."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

NEAR = 0.6
"""How much a known name has in common with what was found before it is offered."""
LONGEST = 100
"""What is longer is no slip of the keyboard."""
MOST = 3


def nearest(found: object, known: Iterable[object]) -> tuple[str, ...]:
    """The known names that are nearest, at most three that are equally near; capitals and leading zeros play no part.

    Args:
        found: what was given. What is no text, is very long, or is a number gets no answer.
        known: the names that could have been meant; what is no text is passed over.
    """
    if not isinstance(found, str) or found.isdigit() or not 0 < len(found) <= LONGEST:
        return ()
    names = dict.fromkeys(name for name in known if isinstance(name, str))
    asked = _plain(found)
    folder, _, own = asked.rpartition("/")
    own_names = {name: _plain(name).rpartition("/")[2] for name in names if "/" in name}
    if folder and own and (same := tuple(name for name, text in own_names.items() if text == own)):
        return same[:MOST]
    return _best(asked, {name: _plain(name) for name in names}) or (() if folder else _best(asked, own_names))


def meant(found: object, known: Iterable[object]) -> str:
    """Nothing where no known name is near; otherwise a space and a question: “ Bedoelde u gemeente?”."""
    return _question(nearest(found, known))


def unknown(what: str, found: object, known: Iterable[object], between: str = ", ") -> str:
    """The sentence that says that nobody knows a name, what may have been meant, and which names there are.

    Args:
        what: what was found, as the reader gave it.
        found: the name in it.
        known: the names there are.
        between: what stands between two of those.
    """
    names = [str(name) for name in known]
    return f"{what} is niet bekend.{meant(found, names)} Verwacht: {between.join(names)}."


def split_commas(texts: Iterable[str]) -> tuple[str, ...]:
    """Names that were given one by one, or more in one text between commas."""
    return tuple(name.strip() for text in texts for name in text.split(",") if name.strip())


def meant_pattern(pattern: str, known: Iterable[str]) -> str:
    """As `meant`, for a pattern: where no name is near, the known beginnings of names are offered as patterns."""
    names = tuple(known)
    stem, star, _ = pattern.partition("*")
    if not star and (question := meant(pattern, names)):
        return question
    near = nearest(stem, dict.fromkeys(start for name in names for start in _starts(name)))
    return _question(tuple(f"{start}*" for start in near))


def _question(near: tuple[str, ...]) -> str:
    if not near:
        return ""
    *first, last = near
    return f" Bedoelde u {', '.join(first)} of {last}?" if first else f" Bedoelde u {last}?"


def _best(asked: str, plain: dict[str, str]) -> tuple[str, ...]:
    matcher = SequenceMatcher(b=asked, autojunk=False)
    best, names = NEAR, list[str]()
    for name, text in plain.items():
        matcher.set_seq1(text)
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        ratio = matcher.ratio()
        if ratio > best:
            best, names = ratio, []
        if ratio == best:
            names.append(name)
    return tuple(names[:MOST])


def _plain(name: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", name.lower().replace("_", "-"))


def _starts(name: str) -> Iterator[str]:
    """MT-04 begins with MT- and TR332 with TR; migratie/per-jaar with migratie/ and migratie/per-."""
    for end in re.finditer(r"(?<=[^A-Za-z0-9])|(?<=[A-Za-z])(?=\d)", name):
        yield name[: end.start()]
