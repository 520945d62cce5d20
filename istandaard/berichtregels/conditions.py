"""From a condition as the table writes it to XPath: names get their namespace, short words are written out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree

from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import base_namespace, bericht_namespace
from migratietoets.istandaard.schemas.structure import Element

BERICHT, BASE = "bericht", "basis"
"""The prefixes of the namespaces of a message and of its basisschema."""

_WEIGHTS = (-1, 2, 3, 4, 5, 6, 7, 8, 9)
_SHARES = tuple((weight - 10 * before) % 11 for weight, before in zip(_WEIGHTS, (0, *_WEIGHTS), strict=False))
"""What the number without its last so many digits counts for, so that no digit has to be cut out of it."""
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WORDS = {
    "dag": "translate({0},'-','')",  # whatever it is compared or reckoned with makes it a number
    "vorm": f"translate({{0}},'0123456789{_CAPITALS}','{'9' * 10}{'A' * 26}')",
    "elfproef": "(("
    + " + ".join(f"{share} * floor({{0}} div {10**place})" for place, share in enumerate(_SHARES) if share)
    + ") mod 11)",
}
_DIGITS_ALONE = re.compile(r"\bvorm\(([^()]*)\)(?= !?= '9+')")
"""A shape without letters: faster, and the same where nothing but digits fits."""
_ONE_OF = re.compile(r"(?<![\w:./\]])([\w:./]*\w) = ('\w*')((?: or \1 = '\w*')+)(?! or \1 )")
"""The same path compared more than once: it is walked once."""
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\(([^()]*(?:\([^()]*\))?)\)")
_HEADER = re.compile(r"\bkop\(([\w/]+)\)")
_INNERMOST = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NAME = re.compile(r"'[^']*'|(?P<root>/)?(?P<up>(?:\.\./)*)(?P<names>[A-Z]\w*(?:/[A-Z]\w*)*)(?![\w(:])")


class UnknownElementError(LookupError):
    """A condition names an element that this message does not have."""


def ready(path: str, detected: tuple[str, Release, Domein]) -> Any:  # noqa: ANN401  # what it gives depends on the path
    """A path with prefixes, compiled for a message."""
    namespaces = {BERICHT: bericht_namespace(*detected).uri, BASE: base_namespace(*detected[1:]).uri}
    # those functions are made ready at every call, and a text need not know where it stands
    return etree.XPath(path, namespaces=namespaces, regexp=False, smart_strings=False)


def prefixed(path: Iterable[Element]) -> Iterator[str]:
    """The name of each element with its prefix."""
    for element in path:
        yield f"{BASE if element.in_basisschema else BERICHT}:{element.name}"


def find(path: Sequence[Element], names: str) -> str:
    """The names of a path below an element, each with its prefix.

    Args:
        path: the element and all above it, from the root.
        names: "Product/Code", or "../Product/Code".

    Raises:
        UnknownElementError: there is no such element.
    """
    ups = names.count("../")
    element, out = path[len(path) - 1 - ups], ["..", *[".."] * (ups - 1)] if ups else []
    for name in names[3 * ups :].split("/"):
        child = next((child for child in element.children if child.name == name), None)
        if child is None:
            raise UnknownElementError(f"{element.name}: {name}")
        out += prefixed((child,))
        element = child
    return "/".join(out)


def xpath(path: Sequence[Element], condition: str) -> str:
    """A condition of the table as XPath within the last element of a path.

    Raises:
        UnknownElementError: it names an element that this message does not have.
    """

    def prefixed(match: re.Match[str]) -> str:
        if match["names"] is None:
            return match[0]
        if match["root"]:
            return f"/{BERICHT}:Bericht/" + find(path[:1], match["names"])
        return find(path, match["up"] + match["names"])

    written = _HEADER.sub(r"/Header/\1", condition)
    written = _DIGITS_ALONE.sub(rf"translate(\1,'0123456789','{'9' * 10}')", written)
    while (shorter := _WORD.sub(lambda match: _WORDS[match[1]].format(match[2]), written)) != written:
        written = shorter
    return _ONE_OF.sub(_walked_once, _NAME.sub(prefixed, written))


def any_of(conditions: Iterable[str]) -> str:
    """Whether any of some conditions holds, as XPath; what several begin with is looked at once."""
    rests: dict[str, list[str]] = {}
    for condition in conditions:
        first, rest = _split(condition)
        rests.setdefault(first, []).append(rest)
    return " or ".join(
        f"({first} and ({' or '.join(rest)}))" if all(rest) else f"({first})" for first, rest in rests.items()
    )


def _split(condition: str) -> tuple[str, str]:
    """What a condition needs first, and the rest of it; no rest where nothing is needed of all it says."""
    outside = condition
    while (shorter := _INNERMOST.sub(lambda match: "_" * len(match[0]), outside)) != outside:
        outside = shorter
    first, _, _ = outside.partition(" and ")
    return (condition, "") if " or " in outside else (condition[: len(first)], condition[len(first) + 5 :])


def _walked_once(match: re.Match[str]) -> str:
    """`A = '1' or A = '2'` as `A[. = '1' or . = '2']`."""
    path, first, others = match.groups()
    return f"{path}[. = {first}{others.replace(f'{path} = ', '. = ')}]"
