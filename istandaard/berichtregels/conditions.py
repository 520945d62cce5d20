"""From a condition as the table writes it to XPath: names get their namespace, short words are written out."""

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import base_namespace, bericht_namespace
from migratietoets.istandaard.schemas.structure import Element

BERICHT, BASE = "bericht", "basis"
"""The prefixes of the namespaces of a message and of its basisschema."""

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WORDS = {
    "dag": "number(translate({0},'-',''))",
    "vorm": f"translate({{0}},'0123456789{_CAPITALS}','{'9' * 10}{'A' * 26}')",
    "elfproef": "(("
    + " + ".join(f"{weight} * substring({{0}},{place},1)" for place, weight in enumerate(_WEIGHTS, 1))
    + ") mod 11)",
}
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\(([^()]*(?:\([^()]*\))?)\)")
_HEADER = re.compile(r"\bkop\(([\w/]+)\)")
_NAME = re.compile(r"'[^']*'|(?P<root>/)?(?P<up>(?:\.\./)*)(?P<names>[A-Z]\w*(?:/[A-Z]\w*)*)(?![\w(:])")


class UnknownElementError(LookupError):
    """A condition names an element that this message does not have."""


def ready(path: str, detected: tuple[str, Release, Domein]) -> Any:  # noqa: ANN401  # what it gives depends on the path
    """A path with prefixes, compiled for a message."""
    namespaces = {BERICHT: bericht_namespace(*detected).uri, BASE: base_namespace(*detected[1:]).uri}
    return etree.XPath(path, namespaces=namespaces)


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
        out.append(f"{BASE if child.in_basisschema else BERICHT}:{name}")
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
    while (shorter := _WORD.sub(lambda match: _WORDS[match[1]].format(match[2]), written)) != written:
        written = shorter
    return _NAME.sub(prefixed, written)
