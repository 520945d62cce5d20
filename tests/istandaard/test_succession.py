from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import permutations

import pytest

from migratietoets.istandaard.history import HistoryBase
from migratietoets.istandaard.model import Key
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.succession import predecessors

DAY = timedelta(days=1)
NOVEMBER, OLD_YEARS_DAY, NEW_YEAR = date(2020, 11, 30), date(2020, 12, 31), date(2021, 1, 1)
DECEMBER = NOVEMBER + DAY
BEGIN, DECISION_24, DECISION_30 = date(2019, 5, 1), date(2020, 11, 16), date(2021, 1, 11)
END = date(2021, 12, 31)
BARE = Key("0344", Domein.JW, "99990001", "999900006", "1", "41", "41A01", BEGIN)


@dataclass(frozen=True)
class State:
    einddatum: date | None
    reden: str | None
    sent: date
    bericht: object

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.sent, time.min)


@dataclass(eq=False)
class History(HistoryBase[State]):
    key: Key
    states: list[State] = field(default_factory=list)

    def ended(self, per: date, at: date, reden: str = "03") -> "History":
        self.states.append(State(per, reden, at, "301"))
        return self


def product(number: str, name: str, from_: date) -> Key:
    """A name is a code, a categorie, or nothing for generiek."""
    return replace(
        BARE, toewijzingnummer=number, categorie=name[:2] or None, code=name[2:] and name, ingangsdatum=from_
    )


def old(
    number: str, name: str, per: date, *, from_: date = BEGIN, until: date | None = None, reden: str = "03"
) -> History:
    existed_before = State(until, None, BEGIN, None)
    return History(product(number, name, from_), [existed_before]).ended(per, DECISION_24, reden)


def new(number: str, name: str, from_: date, until: date | None, *, at: date = DECISION_24) -> History:
    return History(product(number, name, from_), [State(until, None, at, "301")])


def generiek(number: str) -> History:
    return new(number, "", NEW_YEAR, END, at=DECISION_30)


def pairs(every: Iterable[History]) -> dict[str | None, str | None]:
    return {successor.key.toewijzingnummer: before.key.toewijzingnummer for successor, before in predecessors([*every])}


OWN_SUCCESSOR = (old("1", "45A55", OLD_YEARS_DAY), new("1a", "45A55", NEW_YEAR, END))
DECEMBER_ROUTE = (old("2", "41", NOVEMBER), new("2a", "41", DECEMBER, OLD_YEARS_DAY), generiek("2b"))
"""Replaced by a december toewijzing, and then by a generieke (BS-06, BS-07)."""


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        pytest.param(
            [*OWN_SUCCESSOR, old("2", "41", OLD_YEARS_DAY), generiek("2b")], {"1a": "1", "2b": "2"}, id="eigen opvolger"
        ),
        pytest.param(
            [*OWN_SUCCESSOR, old("2", "41", NOVEMBER), generiek("2b")], {"1a": "1", "2b": "2"}, id="december ontbreekt"
        ),
        pytest.param([*OWN_SUCCESSOR, *DECEMBER_ROUTE], {"1a": "1", "2a": "2", "2b": "2"}, id="decemberroute"),
        pytest.param(
            [old("1", "45", OLD_YEARS_DAY), new("1a", "45A55", NEW_YEAR, None), *DECEMBER_ROUTE],
            {"1a": "1", "2a": "2", "2b": "2"},
            id="opvolger in dezelfde categorie",
        ),
        pytest.param(
            [
                old("1", "45", NOVEMBER),
                new("1a", "45", DECEMBER, None).ended(OLD_YEARS_DAY, DECISION_30),
                new("1b", "45A55", NEW_YEAR, END, at=DECISION_30),
                *DECEMBER_ROUTE,
            ],
            {"1a": "1", "1b": "1a", "2a": "2", "2b": "2"},
            id="opvolger zelf vervangen",
        ),
        pytest.param(
            [
                old("1", "45A55", NOVEMBER, until=OLD_YEARS_DAY),
                new("1a", "45A55", DECEMBER, OLD_YEARS_DAY),
                old("2", "41", NEW_YEAR, from_=NEW_YEAR, until=END, reden="01"),
                generiek("2b"),
            ],
            {"1a": "1", "2b": "2"},
            id="de andere liep toch al af",
        ),
        pytest.param(
            [old("1", "42", OLD_YEARS_DAY, reden="07"), old("2", "41", OLD_YEARS_DAY), generiek("2b")],
            {"2b": "2"},
            id="de andere beeindigd voor de client",
        ),
        pytest.param(
            [
                old("1", "41", OLD_YEARS_DAY),
                new("1a", "41", NEW_YEAR, END).ended(NEW_YEAR, DECISION_24 + DAY, "01"),
                generiek("1b"),
            ],
            {"1a": "1", "1b": "1"},
            id="eigen opvolger geannuleerd",
        ),
    ],
)
def test_a_generieke_replaces_what_has_no_successor_yet(every: list[History], expected: dict[str, str]) -> None:
    for order in permutations(every) if len(every) <= 5 else (every, every[::-1]):
        assert pairs(order) == expected


def test_two_generieke_replace_one_each() -> None:
    every = [old("1", "42", OLD_YEARS_DAY), old("2", "41", OLD_YEARS_DAY), generiek("1b"), generiek("2b")]
    assert all(sorted(pairs(order).values()) == ["1", "2"] for order in permutations(every))


def test_a_generieke_beside_what_was_replaced_already_is_one_too_many() -> None:
    assert pairs([*OWN_SUCCESSOR, generiek("1b")]) == {"1a": "1", "1b": "1"}


def test_two_of_one_categorie_have_a_successor_each() -> None:
    every = [
        old("1", "45A48", OLD_YEARS_DAY),
        old("2", "45", OLD_YEARS_DAY),
        new("1a", "45A48", NEW_YEAR, END),
        new("2a", "45A55", NEW_YEAR, END),
    ]
    assert all(pairs(order) == {"1a": "1", "2a": "2"} for order in permutations(every))
