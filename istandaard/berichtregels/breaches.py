"""Find what a message breaks: one XPath over all rules of its kind says where, and only there each rule is asked."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lxml import etree

from migratietoets.istandaard.berichten.bericht import quote
from migratietoets.istandaard.berichtregels import Berichtregel, berichtregels
from migratietoets.istandaard.berichtregels.breach import Breach
from migratietoets.istandaard.berichtregels.conditions import BASE, BERICHT, UnknownElementError, find, ready, xpath
from migratietoets.istandaard.berichtregels.counting import COUNTED, Counted
from migratietoets.istandaard.berichtregels.counting.counted import Detected, Elements
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import KINDS, RETOUR_OF, kinds
from migratietoets.istandaard.schemas.structure import Element, structure

_HOLE = re.compile(r"\{([\w/.]+)\}")


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A row, made ready for one class of one message."""

    row: Berichtregel
    broken: Callable[[etree._Element], bool]
    at: Elements | None
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
        return Breach(self.row.id, about, name, expected, self._value(found, name), self.at is None or bool(found))

    def _value(self, found: Sequence[etree._Element], name: str) -> str:
        """What stands there, as it may be shown."""
        if name == "Bsn":
            return "iets anders"
        if not found:
            return "niets" if self.at is not None else "iets anders"
        return f"een {name}" if len(found[0]) else quote(found[0].text or "")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a message is held to.

    Attributes:
        suspects: from the root to each element that breaks a row, and the root itself when something must be counted.
        per_class: the rows for a class, by the names of all above it and its own.
        counted: what compares many lines, and whether only where the root is suspect.
    """

    suspects: Elements | None
    per_class: dict[tuple[str, ...], tuple[_Compiled, ...]]
    counted: tuple[tuple[Counted, bool], ...]


def _classes(path: tuple[Element, ...]) -> Iterator[tuple[Element, ...]]:
    """Every element of a message with all above it."""
    yield path
    for child in path[-1].children:
        yield from _classes((*path, child))


@cache
def _plan(kind: str, release: Release, domein: Domein) -> _Plan:
    detected = (kind, release, domein)
    rows = [row for row in berichtregels() if row.holds_for(kind, release, domein)]
    counted = [(one, _glance(one, detected)) for one in COUNTED if one.holds_for(*detected)]
    glances = dict.fromkeys(part for _, glance in counted if glance for part in glance.split(" or "))
    union, per_class = [f"self::*[{' or '.join(glances)}]"] if glances else [], {}
    for path in _classes((structure(kind, release, domein),)):
        compiled_rows = [
            (condition, compiled)
            for row in rows
            if path[-1].name in row.klassen or path[-1].type in row.klassen
            for condition, compiled in _compile(row, path, detected)
        ]
        if compiled_rows:
            names = tuple(element.name for element in path)
            place = "/".join(_prefixed(path[1:])) or "self::*"
            union.append(f"{place}[{' or '.join(f'({condition})' for condition, _ in compiled_rows)}]")
            per_class[names] = tuple(compiled for _, compiled in compiled_rows)
    suspects = ready(" | ".join(union), detected) if union else None
    return _Plan(
        suspects,
        per_class,
        tuple((one, bool(glance)) for one, glance in counted),
    )


def _glance(one: Counted, detected: Detected) -> str:
    """The condition within the root without which nothing can be broken; empty where there is none."""
    try:
        return xpath((structure(*detected),), one.when.get(detected[0], ""))
    except UnknownElementError:
        return ""


def _prefixed(path: tuple[Element, ...]) -> Iterator[str]:
    for element in path:
        yield f"{BASE if element.in_basisschema else BERICHT}:{element.name}"


def _compile(row: Berichtregel, path: tuple[Element, ...], detected: Detected) -> Iterator[tuple[str, _Compiled]]:
    """The row for this class; nothing where it names what the class does not have here."""
    try:
        condition = xpath(path, row.fout)
        at = ready(find(path, row.bij), detected) if row.bij else None
        holes = tuple(
            (match[0], ready(f"string({xpath(path, match[1])})", detected)) for match in _HOLE.finditer(row.verwacht)
        )
    except UnknownElementError:
        return
    yield condition, _Compiled(row, ready(f"boolean({condition})", detected), at, holes)


def _names(element: etree._Element) -> tuple[str, ...]:
    above = [etree.QName(one).localname for one in element.iterancestors()]
    return (*reversed(above), etree.QName(element).localname)


RULES = tuple(dict.fromkeys([*(row.id for row in berichtregels()), *(one.id for one in COUNTED)]))
"""Every rule that one message can break: the rows of the table, then what is counted."""


@cache
def kinds_of(rule_id: str) -> tuple[str, ...]:
    """The messages of 3.0, retourberichten apart, that have what a rule is about and are held to it."""
    return tuple(kind for kind in KINDS if kind not in RETOUR_OF and any(_is_in(kind, rule_id, one) for one in Domein))


def _is_in(kind: str, rule_id: str, domein: Domein) -> bool:
    here = (kind, Release.R30, domein)
    if kind not in kinds(Release.R30):
        return False
    classes = {name for path in _classes((structure(*here),)) for name in (path[-1].name, path[-1].type)}
    rows = (row for row in berichtregels() if row.id == rule_id and row.holds_for(*here))
    counted = (one for one in COUNTED if one.id == rule_id)
    return any(one.holds_for(*here) for one in counted) or any(classes & {*row.klassen} for row in rows)


@cache
def held_to(kind: str, release: Release, domein: Domein) -> tuple[str, ...]:
    """The rules that a message of this kind is held to, each once."""
    plan = _plan(kind, release, domein)
    rows = [compiled.row.id for rows in plan.per_class.values() for compiled in rows]
    return tuple(dict.fromkeys([*rows, *(one.id for one, _ in plan.counted)]))


def breaches(root: etree._Element, kind: str, release: Release, domein: Domein) -> Iterator[Breach]:
    """What a message breaks: what the rows say in the order of its elements, then what is counted."""
    plan = _plan(kind, release, domein)
    suspects = plan.suspects(root) if plan.suspects is not None else []
    for element in suspects:
        for compiled in plan.per_class.get(_names(element), ()):
            if breach := compiled.ask(element):
                yield breach
    count_all = bool(suspects) and suspects[0] is root
    for one, glanced in plan.counted:
        if count_all or not glanced:
            yield from one.count(root, (kind, release, domein))
