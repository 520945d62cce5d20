"""Find what a message breaks: one XPath over all rules of its kind says where, and only there each rule is asked."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from migratietoets.istandaard.berichten.bericht import quote
from migratietoets.istandaard.berichtregels import Berichtregel, berichtregels
from migratietoets.istandaard.berichtregels.alike import Lines, lines_of, many_of
from migratietoets.istandaard.berichtregels.breach import Breach
from migratietoets.istandaard.berichtregels.conditions import (
    BERICHT,
    UnknownElementError,
    any_of,
    find,
    prefixed,
    ready,
    xpath,
)
from migratietoets.istandaard.berichtregels.counting import COUNTED, Counted
from migratietoets.istandaard.berichtregels.counting.counted import Detected, Elements
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import KINDS, RETOUR_OF, kinds
from migratietoets.istandaard.schemas.structure import Element, structure

_DATE_ELSEWHERE = re.compile(rf"translate\(/{BERICHT}:Bericht/[\w:/]+,'-',''\)")
_HOLE = re.compile(r"\{([\w/.]+)\}")


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A row, made ready for one class of one message."""

    row: Berichtregel
    broken: Callable[..., bool]
    at: Elements | None
    holes: tuple[tuple[str, Callable[[etree._Element], str]], ...]

    def ask(self, element: etree._Element, fixed: Mapping[str, float]) -> Breach | None:
        if not self.broken(element, **fixed):
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
class _Class:
    """A class of a message, and what it is held to.

    Attributes:
        broken: from the root to those that break a row.
        lines: where many of them may say the same. None elsewhere, and where one row is asked of all of them sooner
            than they are compared.
        rows: what it is held to.
    """

    broken: Callable[..., list[etree._Element]]
    lines: Lines | None
    rows: tuple[_Compiled, ...]

    def breaches(self, root: etree._Element, fixed: Mapping[str, float], *, valid: bool) -> Iterator[Breach]:
        """What they break, in order."""
        suspects = self.lines.broken(root, lambda one: self._breaks(one, fixed)) if self.lines and valid else None
        for element in self.broken(root, **fixed) if suspects is None else suspects:
            for compiled in self.rows:
                if breach := compiled.ask(element, fixed):
                    yield breach

    def _breaks(self, element: etree._Element, fixed: Mapping[str, float]) -> bool:
        return any(compiled.broken(element, **fixed) for compiled in self.rows)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a message is held to.

    Attributes:
        suspect: whether a message breaks any row, something must be counted, or it says much: one path over everything.
        per_class: its classes. Each has a path of its own, since libxml2 compares every element of one with every
            element of the others to join them.
        fixed: the dates elsewhere in the message that rows compare with, read once: the names they have in the paths
            of the classes.
        counted: what compares many lines, with what a glance must show first; None where it is always counted.
    """

    suspect: Callable[[etree._Element], bool]
    per_class: tuple[_Class, ...]
    fixed: dict[str, Callable[[etree._Element], float]]
    counted: tuple[tuple[Callable[[etree._Element], bool] | None, list[Counted]], ...]


@dataclass(slots=True)
class _Fixed:
    """Gives each date elsewhere in a message a name, as a variable in the paths."""

    detected: Detected
    names: dict[str, str] = field(default_factory=dict)

    def named(self, condition: str) -> str:
        return _DATE_ELSEWHERE.sub(
            lambda match: f"${self.names.setdefault(match[0], f'd{len(self.names)}')}", condition
        )

    def written_out(self, condition: str) -> str:
        """A condition with the dates in the place of their names: faster, where it is asked once."""
        dates = {name: date for date, name in self.names.items()}
        return re.sub(r"\$(d\d+)\b", lambda match: dates[match[1]], condition)

    @property
    def read(self) -> dict[str, Callable[[etree._Element], float]]:
        return {name: ready(f"number({date})", self.detected) for date, name in self.names.items()}


def _classes(path: tuple[Element, ...]) -> Iterator[tuple[Element, ...]]:
    """Every element of a message with all above it."""
    yield path
    for child in path[-1].children:
        yield from _classes((*path, child))


def _anywhere(element: Element, place: str, broken: Mapping[str, str]) -> str:
    """Whether anything from an element down is broken, in one walk; empty where nothing can be."""
    found = [broken[place]] if place in broken else []
    for child in element.children:
        name = next(prefixed((child,)))
        below = _anywhere(child, f"{place}/{name}" if place else name, broken)
        found += [f"{name}[{below}]"] if below else []
    return " or ".join(found)


@cache
def _plan(kind: str, release: Release, domein: Domein) -> _Plan:
    detected = (kind, release, domein)
    rows = [row for row in berichtregels() if row.holds_for(kind, release, domein)]
    counted: dict[str, list[Counted]] = {}
    for one in COUNTED:
        if one.holds_for(*detected):
            counted.setdefault(_glance(one, detected), []).append(one)
    broken: dict[str, str] = {}
    many, per_class = [], []
    fixed = _Fixed(detected)
    for path in _classes((structure(kind, release, domein),)):
        compiled_rows = [
            (condition, compiled)
            for row in rows
            if path[-1].name in row.klassen or path[-1].type in row.klassen
            for condition, compiled in _compile(row, path, fixed)
        ]
        if compiled_rows:
            place = "/".join(prefixed(path[1:]))
            broken[place] = any_of(condition for condition, _ in compiled_rows)
            own = f"{place or 'self::*'}[{broken[place]}]"
            lines = lines_of(path, own, detected) if len(compiled_rows) > 1 else None
            many += [many_of(path)] if lines else []
            per_class.append(_Class(ready(own, detected), lines, tuple(one for _, one in compiled_rows)))
    anywhere = fixed.written_out(_anywhere(structure(*detected), "", broken))
    suspect = " or ".join(filter(None, (*many, *counted, anywhere)))
    return _Plan(
        ready(f"boolean({suspect})" if suspect else "false()", detected),
        tuple(per_class),
        fixed.read,
        tuple((ready(f"boolean({glance})", detected) if glance else None, these) for glance, these in counted.items()),
    )


def _glance(one: Counted, detected: Detected) -> str:
    """The condition within the root without which nothing can be broken; empty where there is none."""
    try:
        return xpath((structure(*detected),), one.when.get(detected[0], ""))
    except UnknownElementError:
        return ""


def _compile(row: Berichtregel, path: tuple[Element, ...], fixed: _Fixed) -> Iterator[tuple[str, _Compiled]]:
    """The row for this class; nothing where it names what the class does not have here."""
    try:
        condition, detected = fixed.named(xpath(path, row.fout)), fixed.detected
        at = ready(find(path, row.bij), detected) if row.bij else None
        holes = tuple(
            (match[0], ready(f"string({xpath(path, match[1])})", detected)) for match in _HOLE.finditer(row.verwacht)
        )
    except UnknownElementError:
        return
    yield condition, _Compiled(row, ready(f"boolean({condition})", detected), at, holes)


RULES = tuple(dict.fromkeys([*(row.id for row in berichtregels()), *(one.id for one in COUNTED)]))
"""Every rule that one message can break: the rows of the table, then what is counted."""


ANSWERS = ("304", "325")
"""The retourberichten that say more than what they answer."""


def kinds_of(rule_id: str) -> tuple[str, ...]:
    """The messages of 3.0, retourberichten but ANSWERS apart, that have what a rule is about and are held to it."""
    own = (kind for kind in KINDS if kind not in RETOUR_OF or kind in ANSWERS)
    known = [kind for kind in own if kind in kinds(Release.R30)]
    return tuple(kind for kind in known if any(rule_id in _about(kind, one) for one in Domein))


@cache
def _about(kind: str, domein: Domein) -> frozenset[str]:
    """The rules that a message of 3.0 has something for: the class of a row, or what is counted."""
    here = (kind, Release.R30, domein)
    names = {name for path in _classes((structure(*here),)) for name in (path[-1].name, path[-1].type)}
    rows = (row.id for row in berichtregels() if not names.isdisjoint(row.klassen) and row.holds_for(*here))
    return frozenset((*rows, *(one.id for one in COUNTED if one.holds_for(*here))))


@cache
def held_to(kind: str, release: Release, domein: Domein) -> tuple[str, ...]:
    """The rules that a message of this kind is held to, each once."""
    plan = _plan(kind, release, domein)
    rows = [compiled.row.id for one in plan.per_class for compiled in one.rows]
    return tuple(dict.fromkeys([*rows, *(one.id for _, these in plan.counted for one in these)]))


def breaches(
    root: etree._Element, kind: str, release: Release, domein: Domein, *, valid: bool = False
) -> Iterator[Breach]:
    """What a message breaks: what the rows say, class by class, then what is counted.

    Args:
        root: the message.
        kind: with `release` and `domein`, what message it is.
        release: see `kind`.
        domein: see `kind`.
        valid: it fits its schema; of many lines that is judged faster.
    """
    plan = _plan(kind, release, domein)
    suspect = plan.suspect(root)
    if suspect:
        fixed = {name: date(root) for name, date in plan.fixed.items()}
        for one in plan.per_class:
            yield from one.breaches(root, fixed, valid=valid)
    for glance, rules in plan.counted:
        if glance is None or (suspect and glance(root)):
            for rule in rules:
                yield from rule.count(root, (kind, release, domein))
