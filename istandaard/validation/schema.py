"""What the schema of a message says of it, in our words."""

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from lxml import etree

from migratietoets.istandaard.berichten.bericht import short
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation.remark import Remark, path_of
from migratietoets.istandaard.validation.wording import Location, find, translate

MOST = 100
"""No more findings than this are given for one message."""
BESIDE = 1000
"""More siblings than this are shown to the schema in parts,"""
PARTS = 20
"""in so many parts at most."""

_NUMBER = re.compile(r"\[\d+\]")


def schema_errors(root: etree._Element, detected: tuple[str, Release, Domein], schema: etree.XMLSchema) -> list[Remark]:
    """What the schema of a message says of it, one remark an element.

    Args:
        root: the message.
        detected: its kind, release and domein.
        schema: ours, or the official one.
    """
    return [_schema_error(element, remark, detected) for element, remark in _invalid(root, schema)]


class _Finder:
    """Finds the elements libxml2 points at by a path with prefixes."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._namespaces = {one.prefix: etree.QName(one).namespace for one in root.iter() if one.prefix}

    def __call__(self, path: str | None) -> etree._Element:
        """The element; the root when it cannot be found."""
        try:
            found = self._root.getroottree().xpath(path or "/*", namespaces=self._namespaces)
        except etree.XPathError:
            return self._root
        first = found[0] if isinstance(found, list) and found else None
        return first if isinstance(first, etree._Element) else self._root  # noqa: SLF001  # its only public name


def _invalid(root: etree._Element, schema: etree.XMLSchema) -> list[tuple[etree._Element, Any]]:
    """What the schema says of a message, with the element each remark is about.

    A crowd of siblings is shown to it in parts: for each remark libxml2 counts all that stand before.
    """
    found: dict[etree._Element, Any] = {}
    if crowds := _crowds(root):
        longest = max(crowd.end - crowd.begin for crowd in crowds)
        size = max(BESIDE, longest // PARTS)
        for begin in range(0, longest, size):
            for crowd in crowds:
                crowd.show(begin, size)
            _ask(root, schema, found)
            if len(found) >= MOST:
                break
        for crowd in crowds:
            crowd.show_all()
    if not found:
        _ask(root, schema, found)
    return list(found.items())[:MOST]


def _ask(root: etree._Element, schema: etree.XMLSchema, found: dict[etree._Element, Any]) -> None:
    """Add the first remark on each element."""
    if schema.validate(root):
        return
    finder = _Finder(root)
    remarks: Any = schema.error_log  # the stubs do not know that it is iterable
    for remark in itertools.islice(remarks, MOST):
        found.setdefault(finder(remark.path), remark)


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Children of one element, of which those from begin to end share a name."""

    parent: etree._Element
    children: list[etree._Element]
    begin: int
    end: int

    def show(self, begin: int, size: int) -> None:
        """Leave in place a part that begins there; the first one where there is no such part."""
        first = self.begin + begin if self.begin + begin < self.end else self.begin
        part = self.children[first : min(first + size, self.end)]
        self.parent[:] = [*self.children[: self.begin], *part, *self.children[self.end :]]

    def show_all(self) -> None:
        """Put everything back."""
        self.parent[:] = self.children


_IN_CROWD = etree.XPath(f"//*/*[{BESIDE + 1}]")
"""One of each crowd: faster than to count the children of every element."""


def _crowds(root: etree._Element) -> list[_Crowd]:
    crowds = []
    found: Any = _IN_CROWD(root)
    for parent in [element.getparent() for element in found]:
        children = list(parent)
        names = [child.tag for child in children]
        ((crowd, _),) = Counter(names).most_common(1)
        crowds.append(_Crowd(parent, children, names.index(crowd), len(names) - names[::-1].index(crowd)))
    return crowds


def _schema_error(element: etree._Element, remark: Any, detected: tuple[str, Release, Domein]) -> Remark:  # noqa: ANN401  # lxml has no type for it
    path, name = path_of(element), short(etree.QName(element).localname, 60)
    names = _NUMBER.sub("", path).split("/") if path else []
    location = Location(*detected, find(*detected, names), name, element.text or "")
    code, text = translate(remark.type_name, remark.message, location)
    return Remark(path, remark.line, code, text)
