"""Find what a message breaks: one XPath over all rules of its kind says where, and only there each rule is asked."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from migratietoets.istandaard.berichten.bericht import quote, short
from migratietoets.istandaard.berichtregels import Berichtregel, berichtregels
from migratietoets.istandaard.berichtregels.conditions import BASE, BERICHT, UnknownElementError, find, xpath
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import base_namespace, bericht_namespace
from migratietoets.istandaard.schemas.structure import Element, structure

_Elements = Callable[[etree._Element], list[etree._Element]]  # noqa: SLF001  # its only public name
_HOLE = re.compile(r"\{([\w/.]+)\}")


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a message breaks.

    Attributes:
        rule: its official id.
        element: what it is about, or the class where that is absent.
        name: what it is about.
        expected, found: in Dutch.
        present: it is there; otherwise `element` is the class it belongs in.
    """

    rule: str
    element: etree._Element
    name: str
    expected: str
    found: str
    present: bool

    @property
    def text(self) -> str:
        """One Dutch sentence of at most 300 characters, without a BSN."""
        return short(f"{self.name}: verwacht {self.expected}; gevonden {self.found}.")


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A row, made ready for one class of one message."""

    row: Berichtregel
    broken: Callable[[etree._Element], bool]
    at: _Elements | None
    holes: tuple[tuple[str, Callable[[etree._Element], str]], ...]

    def ask(self, element: etree._Element) -> Breach | None:
        if not self.broken(element):
            return None
        found = self.at(element) if self.at is not None else []
        about = found[0] if found else element
        name = (self.row.bij or etree.QName(element).localname).rpartition("/")[2]
        expected = self.row.verwacht
        for hole, path in self.holes:
            expected = expected.replace(hole, quote(path(element)))
        return Breach(self.row.id, about, name, expected, self._value(found, name), bool(found))

    def _value(self, found: Sequence[etree._Element], name: str) -> str:
        """What stands there, as it may be shown."""
        if name == "Bsn":
            return "iets anders"
        if not found:
            return "niets" if self.at is not None else "iets anders"
        return f"een {name}" if len(found[0]) else quote(found[0].text or "")


@dataclass(frozen=True, slots=True)
class _Plan:
    suspects: _Elements | None
    per_class: dict[tuple[str, ...], tuple[_Compiled, ...]]


def _classes(path: tuple[Element, ...]) -> Iterator[tuple[Element, ...]]:
    """Every element of a message with all above it."""
    yield path
    for child in path[-1].children:
        yield from _classes((*path, child))


@cache
def _plan(kind: str, release: Release, domein: Domein) -> _Plan:
    namespaces = {
        BERICHT: bericht_namespace(kind, release, domein).uri,
        BASE: base_namespace(release, domein).uri,
    }
    rows = [row for row in berichtregels() if row.holds_for(kind, release, domein)]
    union, per_class = [], {}
    for path in _classes((structure(kind, release, domein),)):
        ready = [
            (condition, compiled)
            for row in rows
            if path[-1].name in row.klassen or path[-1].type in row.klassen
            for condition, compiled in _compile(row, path, namespaces)
        ]
        if ready:
            names = tuple(element.name for element in path)
            place = "/".join(["", f"{BERICHT}:Bericht", *_prefixed(path[1:])])
            union.append(f"{place}[{' or '.join(f'({condition})' for condition, _ in ready)}]")
            per_class[names] = tuple(compiled for _, compiled in ready)
    return _Plan(_ready(" | ".join(union), namespaces) if union else None, per_class)


def _prefixed(path: tuple[Element, ...]) -> Iterator[str]:
    for element in path:
        yield f"{BASE if element.in_basisschema else BERICHT}:{element.name}"


def _compile(
    row: Berichtregel, path: tuple[Element, ...], namespaces: dict[str, str]
) -> Iterator[tuple[str, _Compiled]]:
    """The row for this class; nothing where it names what the class does not have here."""
    try:
        condition = xpath(path, row.fout)
        at = _ready(find(path, row.bij), namespaces) if row.bij else None
        holes = tuple(
            (match[0], _ready(f"string({xpath(path, match[1])})", namespaces)) for match in _HOLE.finditer(row.verwacht)
        )
    except UnknownElementError:
        return
    yield condition, _Compiled(row, _ready(f"boolean({condition})", namespaces), at, holes)


def _ready(path: str, namespaces: dict[str, str]) -> Any:  # noqa: ANN401  # what it gives depends on the path
    return etree.XPath(path, namespaces=namespaces)


def _names(element: etree._Element) -> tuple[str, ...]:
    above = [etree.QName(one).localname for one in element.iterancestors()]
    return (*reversed(above), etree.QName(element).localname)


@cache
def held_to(kind: str, release: Release, domein: Domein) -> tuple[str, ...]:
    """The rules that a message of this kind is held to, each once."""
    ready = _plan(kind, release, domein).per_class.values()
    return tuple(dict.fromkeys(compiled.row.id for rows in ready for compiled in rows))


def breaches(root: etree._Element, kind: str, release: Release, domein: Domein) -> Iterator[Breach]:
    """What a message breaks, in the order of its elements."""
    plan = _plan(kind, release, domein)
    for element in plan.suspects(root) if plan.suspects is not None else ():
        for compiled in plan.per_class[_names(element)]:
            if breach := compiled.ask(element):
                yield breach
