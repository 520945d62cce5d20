"""Make the messages that break a rule, each beside the valid message it is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from migratietoets.generators.messages.message import family
from migratietoets.generators.mutations.paths import Draft, Route, UnknownPathError, names, places
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichtregels.breaches import held_to
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.structure import Element

TABLES = ("client", "product", "start_stop", "verzoek", "declaratie", "bedragen")
"""The files beside this module."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; the keys are those of the package."""

    rule: str
    classes: tuple[str, ...]
    having: Mapping[str, str | None]
    without: tuple[str, ...]
    twice: bool
    put: Mapping[str, object]
    dropped: tuple[str, ...]
    variant: str | None
    besides: tuple[str, ...]

    def is_in(self, element: Element) -> bool:
        """Whether it is made in such an element."""
        return element.name in self.classes or element.type in self.classes


@dataclass(frozen=True, slots=True)
class Mutation:
    """A message that breaks a rule.

    Attributes:
        rule: the official id.
        besides: the rules that it cannot but break besides.
        variant: which of the valid messages it is made of.
        place: the names to the class it is made in.
        valid: the message it is made of.
        broken: what is made of it.
    """

    rule: str
    besides: tuple[str, ...]
    variant: str
    place: str
    valid: Bericht
    broken: Bericht


def _row(row: Mapping[str, Any]) -> Row:
    having = row.get("met", {})
    return Row(
        rule=row["regel"],
        classes=tuple(row["klassen"]),
        having=dict.fromkeys(having) if isinstance(having, list) else having,
        without=tuple(row.get("zonder", ())),
        twice=row.get("dubbel", False),
        put=row.get("zet", {}),
        dropped=tuple(row.get("weg", ())),
        variant=row.get("variant"),
        besides=tuple(row.get("anders", ())),
    )


@cache
def rows() -> tuple[Row, ...]:
    """Every row, in the order of the files; a rule may have more than one."""
    return tuple(_row(row) for table in TABLES for row in read_yaml(__package__, f"{table}.yaml")["mutaties"])


def mutations(
    kind: str,
    release: Release,
    domein: Domein,
    *,
    rule: str | None = None,
    seed: int = 0,
    number: int = 0,
) -> Iterator[Mutation]:
    """Every mutation of a message, one a row and place, in the order of the table.

    Args:
        kind: "301" and so on.
        release: a release that has the message.
        domein: the domain.
        rule: only what breaks this rule.
        seed: as of `family`.
        number: as of `family`.
    """
    held = held_to(kind, release, domein)
    wanted = [row for row in rows() if row.rule in held and rule in {None, row.rule}]
    whole = family(kind, release, domein, seed=seed, number=number) if wanted else {}
    for row in wanted:
        seen: set[str] = set()
        for variant, bericht in whole.items():
            if row.variant not in {None, variant}:
                continue
            for element, route in places(bericht):
                if names(route) in seen or not row.is_in(element):
                    continue
                if (broken := made(row, bericht, route)) is not None:
                    seen.add(names(route))
                    yield Mutation(row.rule, row.besides, variant, names(route), bericht, broken)


def made(row: Row, bericht: Bericht, route: Route) -> Bericht | None:
    """The message with the row made there; None where it does not fit."""
    draft = Draft(bericht)
    try:
        if not _fits(row, draft, route):
            return None
        here = draft.twice(route) if row.twice else route
        for path, value in row.put.items():
            draft.put(here, path, draft.written(here, value))
        for path in row.dropped:
            draft.drop(here, path)
    except UnknownPathError:
        return None
    return draft.bericht


def _fits(row: Row, draft: Draft, route: Route) -> bool:
    return all(
        (found := draft.get(route, path)) is not None and text in {None, found if isinstance(found, str) else None}
        for path, text in row.having.items()
    ) and all(draft.get(route, path) is None for path in row.without)
