from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import permutations

import pytest

from istandaard.model import Sleutel
from istandaard.releases import Domein
from istandaard.verloop import Geschiedenis, voorgangers

DAG = timedelta(days=1)
NOVEMBER, OUDJAAR, NIEUWJAAR = date(2020, 11, 30), date(2020, 12, 31), date(2021, 1, 1)
DECEMBER = NOVEMBER + DAG
BEGIN, BESLUIT_24, BESLUIT_30 = date(2019, 5, 1), date(2020, 11, 16), date(2021, 1, 11)
EIND = date(2021, 12, 31)
KAAL = Sleutel("0344", Domein.JW, "99990001", "999900006", "1", "41", "41A01", BEGIN)


@dataclass(frozen=True)
class Stand:
    einddatum: date | None
    reden: str | None
    verstuurd: date
    bericht: object

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.verstuurd, time.min)


@dataclass(eq=False)
class Verloop(Geschiedenis[Stand]):
    sleutel: Sleutel
    standen: list[Stand] = field(default_factory=list)

    def beeindigd(self, per: date, op: date, reden: str = "03") -> "Verloop":
        self.standen.append(Stand(per, reden, op, "301"))
        return self


def product(nummer: str, naam: str, van: date) -> Sleutel:
    """A name is a code, a categorie, or nothing for generiek."""
    return replace(KAAL, toewijzingnummer=nummer, categorie=naam[:2] or None, code=naam[2:] and naam, ingangsdatum=van)


def oud(nummer: str, naam: str, per: date, *, van: date = BEGIN, tot: date | None = None, reden: str = "03") -> Verloop:
    bestond = Stand(tot, None, BEGIN, None)
    return Verloop(product(nummer, naam, van), [bestond]).beeindigd(per, BESLUIT_24, reden)


def nieuw(nummer: str, naam: str, van: date, tot: date | None, *, op: date = BESLUIT_24) -> Verloop:
    return Verloop(product(nummer, naam, van), [Stand(tot, None, op, "301")])


def generiek(nummer: str) -> Verloop:
    return nieuw(nummer, "", NIEUWJAAR, EIND, op=BESLUIT_30)


def paren(alle: Iterable[Verloop]) -> dict[str | None, str | None]:
    return {opvolger.sleutel.toewijzingnummer: voor.sleutel.toewijzingnummer for opvolger, voor in voorgangers([*alle])}


EIGEN_OPVOLGER = (oud("1", "45A55", OUDJAAR), nieuw("1a", "45A55", NIEUWJAAR, EIND))
DECEMBERROUTE = (oud("2", "41", NOVEMBER), nieuw("2a", "41", DECEMBER, OUDJAAR), generiek("2b"))
"""Replaced by a december toewijzing, and then by a generieke (BS-06, BS-07)."""


@pytest.mark.parametrize(
    ("alle", "verwacht"),
    [
        pytest.param(
            [*EIGEN_OPVOLGER, oud("2", "41", OUDJAAR), generiek("2b")], {"1a": "1", "2b": "2"}, id="eigen opvolger"
        ),
        pytest.param(
            [*EIGEN_OPVOLGER, oud("2", "41", NOVEMBER), generiek("2b")], {"1a": "1", "2b": "2"}, id="december ontbreekt"
        ),
        pytest.param([*EIGEN_OPVOLGER, *DECEMBERROUTE], {"1a": "1", "2a": "2", "2b": "2"}, id="decemberroute"),
        pytest.param(
            [oud("1", "45", OUDJAAR), nieuw("1a", "45A55", NIEUWJAAR, None), *DECEMBERROUTE],
            {"1a": "1", "2a": "2", "2b": "2"},
            id="opvolger in dezelfde categorie",
        ),
        pytest.param(
            [
                oud("1", "45", NOVEMBER),
                nieuw("1a", "45", DECEMBER, None).beeindigd(OUDJAAR, BESLUIT_30),
                nieuw("1b", "45A55", NIEUWJAAR, EIND, op=BESLUIT_30),
                *DECEMBERROUTE,
            ],
            {"1a": "1", "1b": "1a", "2a": "2", "2b": "2"},
            id="opvolger zelf vervangen",
        ),
        pytest.param(
            [
                oud("1", "45A55", NOVEMBER, tot=OUDJAAR),
                nieuw("1a", "45A55", DECEMBER, OUDJAAR),
                oud("2", "41", NIEUWJAAR, van=NIEUWJAAR, tot=EIND, reden="01"),
                generiek("2b"),
            ],
            {"1a": "1", "2b": "2"},
            id="de andere liep toch al af",
        ),
        pytest.param(
            [oud("1", "42", OUDJAAR, reden="07"), oud("2", "41", OUDJAAR), generiek("2b")],
            {"2b": "2"},
            id="de andere beeindigd voor de client",
        ),
        pytest.param(
            [
                oud("1", "41", OUDJAAR),
                nieuw("1a", "41", NIEUWJAAR, EIND).beeindigd(NIEUWJAAR, BESLUIT_24 + DAG, "01"),
                generiek("1b"),
            ],
            {"1a": "1", "1b": "1"},
            id="eigen opvolger geannuleerd",
        ),
    ],
)
def test_a_generieke_replaces_what_has_no_successor_yet(alle: list[Verloop], verwacht: dict[str, str]) -> None:
    for volgorde in permutations(alle) if len(alle) <= 5 else (alle, alle[::-1]):
        assert paren(volgorde) == verwacht


def test_two_generieke_replace_one_each() -> None:
    alle = [oud("1", "42", OUDJAAR), oud("2", "41", OUDJAAR), generiek("1b"), generiek("2b")]
    assert all(sorted(paren(volgorde).values()) == ["1", "2"] for volgorde in permutations(alle))


def test_a_generieke_beside_what_was_replaced_already_is_one_too_many() -> None:
    assert paren([*EIGEN_OPVOLGER, generiek("1b")]) == {"1a": "1", "1b": "1"}


def test_two_of_one_categorie_have_a_successor_each() -> None:
    alle = [
        oud("1", "45A48", OUDJAAR),
        oud("2", "45", OUDJAAR),
        nieuw("1a", "45A48", NIEUWJAAR, EIND),
        nieuw("2a", "45A55", NIEUWJAAR, EIND),
    ]
    assert all(paren(volgorde) == {"1a": "1", "2a": "2"} for volgorde in permutations(alle))
