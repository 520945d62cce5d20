"""Numbers in a text that may be somebody's BSN, however they are spelled.

A spelling is nine digits, or eight where the leading zero is missing, in any script, on their own or in groups
(`digit_runs`). What a reader does not see is looked through: zero-width and
combining characters, character references, escapes, and the edges of CDATA, comments and processing instructions. A
date in the usual order of its parts, and an amount behind its euro sign, are none.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from migratietoets.conformance.trace.digit_runs import RUN, Span, read_run

_SPACES = "\u00a0\u115f\u1160\u3164\uffa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_DOTS = "\u00b7\u2022\u2024\u2027\u3002\uff0e\uff61"
_UNSEEN = "\u00ad\u034f\u061c\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"

_ENTITY = "[A-Za-z][A-Za-z0-9]{1,31}"
_MARKS = ("<!", "&", "%", "\\x", "\\u")
_MARKUP = re.compile(rf"<!|&lt;!|<\?(?!xml )|&(?:#|{_ENTITY};)|%(?:[2-7][0-9a-fA-F]|[cC]2|[eE]2)|\\[xu]")
_WHITE = re.compile(r"\\(?<![A-Za-z>]\\)[nrtfbv](?:[^A-Za-z0-9<>\\]|\\[nrtfbv])*[0-9]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_ESCAPE = (
    r"|(?P<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}))|(?P<white>\\[nrtfbv])"
    r"|(?P<percent>%[2-7][0-9a-fA-F]|%[cC]2%[0-9a-fA-F]{2}|%[eE]2%[89][0-9a-fA-F]%[0-9a-fA-F]{2})"
)
_UNESCAPED = re.compile(
    r"(?P<unseen>(?:<|&lt;)!\[CDATA\[|\]\](?:>|&gt;)|(?:<|&lt;)!--|--(?:>|&gt;)|<\?|\?>)"
    rf"|(?P<reference>&(?:\#[0-9]{{1,8}}|\#[xX][0-9a-fA-F]{{1,7}}|{_ENTITY});)"
    r"|(?P<symbol>[^\x00-\x7f])"
)
_TOKEN = re.compile(_UNESCAPED.pattern + _ESCAPE)
"""What reads as another symbol, or as nothing; a backslash and a percent sign begin an escape or are themselves."""
_ASIDES = {"<!--": "-->", "<?": "?>"}
_OPENING = re.compile(r"<!--|<\?")
_CLASSES = tuple((re.compile(f"[{chars}]"), plain) for chars, plain in ((_SPACES, " "), (_DASHES, "-"), (_DOTS, ".")))
_INVISIBLE = re.compile(f"[{_UNSEEN}]")

_AMOUNT = re.compile(r"€[ \u00a0]?-?[0-9. ]*[0-9][.,][0-9]{2}(?![0-9])")


class Spelled(NamedTuple):
    """A number in a text.

    Attributes:
        number: its nine digits.
        digits: where each of the eight or nine that were written stands.
    """

    number: str
    digits: tuple[Span, ...]

    @property
    def whole(self) -> Span:
        """From its first digit to its last."""
        return self.digits[0][0], self.digits[-1][1]


def bsns_in(text: str, known: Collection[str] = (), *, columns: bool = False) -> list[Spelled]:
    """Every number in a text that passes the elfproef outside the test range, from left to right.

    Args:
        text: any text.
        known: numbers of nine digits that are looked for too, whether they pass or not.
        columns: the text is of a screen, where more than one space stands between columns.
    """
    found = list(_in_plain(text, known, columns))
    if not _hides(text):
        return found
    for asides in ((), tuple(_asides(text))):
        for tokens in (_TOKEN, _UNESCAPED):
            plain, source = _seen(text, asides, tokens)
            found += [
                Spelled(one.number, tuple(source(at) for at, _ in one.digits))
                for one in _in_plain(plain, known, columns)
            ]
    return list(_apart(sorted(found, key=lambda one: (one.whole[0], -one.whole[1]))))


def _hides(text: str) -> bool:
    """Whether there is more to a text than an expression for digits and separators sees."""
    if not text.isascii() and any(map(_is_odd, _BEYOND_ASCII.findall(text))):
        return True
    marked = any(mark in text for mark in _MARKS) or text.count("<?") > text.count("<?xml ")
    return (marked and _MARKUP.search(text) is not None) or _WHITE.search(text) is not None


@lru_cache(maxsize=4096)
def _is_odd(symbol: str) -> bool:
    return _plain(symbol) != symbol


def _apart(found: Iterable[Spelled]) -> Iterator[Spelled]:
    """Those that do not overlap one before them."""
    end = 0
    for one in found:
        if one.whole[0] >= end:
            end = one.whole[1]
            yield one


def _asides(text: str) -> Iterator[Span]:
    """The comments and processing instructions in a text, from left to right."""
    position = 0
    closings = dict(_ASIDES)
    while closings and (opening := _OPENING.search(text, position)) is not None:
        closing = closings.get(opening[0])
        end = -1 if closing is None else text.find(closing, opening.end())
        if end < 0:
            closings.pop(opening[0], None)
            position = opening.end()
        else:
            position = end + len(closing or "")
            yield opening.start(), position


def _in_plain(text: str, known: Collection[str], columns: bool) -> Iterator[Spelled]:  # noqa: FBT001  # passed on
    for run in RUN.finditer(text):
        start, end = run.start(), 0
        for number, places, passes in read_run(run[0], columns=columns):
            if places[0] < end or not (passes or number in known):
                continue
            begin, end = places[0], places[-1] + 1
            if not _is_amount(text, start + begin, start + end):
                yield Spelled(number, tuple((start + at, start + at + 1) for at in places))


def _seen(text: str, asides: Sequence[Span], tokens: re.Pattern[str]) -> tuple[str, Callable[[int], Span]]:
    """What a reader sees of a text, symbol for symbol, and where each symbol of that comes from."""
    parts: list[str] = []
    starts: list[int] = []
    spans: list[Span] = []
    length = position = 0

    def add(part: str, begin: int, end: int) -> None:
        nonlocal length
        if part:
            parts.append(part)
            starts.append(length)
            spans.append((begin, end))
            length += len(part)

    for begin, end, symbol in _hidden(text, asides, tokens):
        add(text[position:begin], position, begin)
        add(symbol, begin, end)
        position = end
    add(text[position:], position, len(text))

    def source(at: int) -> Span:
        part = bisect_right(starts, at) - 1
        begin, end = spans[part]
        if len(parts[part]) == end - begin:
            return begin + at - starts[part], begin + at - starts[part] + 1
        return begin, end

    return "".join(parts), source


def _hidden(text: str, asides: Sequence[Span], tokens: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Each part of a text that reads as another symbol, or as nothing."""
    position = 0
    for begin, end in (*asides, (len(text), len(text))):
        for token in tokens.finditer(text, position, begin):
            yield (*token.span(), _read(token))
        yield begin, end, ""
        position = end


def _read(token: re.Match[str]) -> str:
    """The one symbol that a reader takes a token for."""
    match token.lastgroup:
        case "unseen":
            return ""
        case "reference":
            return _plain(unescape(token[0]))
        case "escape":
            return _plain(chr(int(token[0].lstrip("\\xu"), 16)))
        case "white":
            return " "
        case "percent":
            return _plain(unquote(token[0]))
        case _:
            return _plain(token[0])


def _plain(symbol: str) -> str:
    if len(symbol) != 1:
        return "?"
    if (digit := unicodedata.digit(symbol, None)) is not None:
        return str(digit)
    if _INVISIBLE.match(symbol) or (not symbol.isascii() and unicodedata.category(symbol)[0] in "MC"):
        return ""
    return next((plain for members, plain in _CLASSES if members.match(symbol)), symbol)


def _is_amount(text: str, begin: int, end: int) -> bool:
    """Whether what stands there is an amount of euros and cents, behind its sign."""
    sign = text.rfind("€", max(0, begin - 3), begin)
    return sign >= 0 and _AMOUNT.fullmatch(text, sign, end) is not None
