"""What is delivered on a chain of toewijzingen: how the chain follows its label, and how much there is room for."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count, pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migratietoets.conformance.commands.deliveries import make_delivery
from migratietoets.conformance.contracts import as_json
from migratietoets.conformance.rules.questions.declare import places
from migratietoets.generators.chance import seeded
from migratietoets.generators.deliveries.care import Care, care
from migratietoets.generators.deliveries.delivery import DECLARANTS
from migratietoets.generators.deliveries.successions import Link, chain, ending
from migratietoets.generators.deliveries.tariffs import BOUNDS, Tarief, half_up, tarief
from migratietoets.generators.scenarios import scenario
from migratietoets.generators.stock.defects.names import NAMES, Labelled
from migratietoets.generators.strategies import labelled
from migratietoets.istandaard.kalender import iso_week
from migratietoets.istandaard.releases import END_OF_2020, Domein

GENEROUS = settings(suppress_health_check=[HealthCheck.too_slow])
DAY = timedelta(days=1)


def links_of(one: Labelled) -> tuple[Link, ...]:
    counter = count(800001)
    return chain(one, lambda: str(next(counter)))


def everything(one: Labelled, rng: Random, declarant: int) -> list[Care]:
    return list(care(rng, one, links_of(one), DECLARANTS[declarant]))


@GENEROUS
@given(labelled(), st.randoms(use_true_random=False), st.integers(0, 3))
def test_the_oracle_answers_what_is_delivered_as_labelled(
    parts: tuple[Labelled, ...], rng: Random, declarant: int
) -> None:
    for one in parts:
        geleverd = everything(one, rng, declarant)
        assert geleverd == sorted(geleverd, key=lambda z: z.delivery.days)
        assert len({z.delivery.id for z in geleverd}) == len(geleverd)
        assert one.toewijzing.gestart or not geleverd
        for z in geleverd:
            assert z.delivery.label.to_json() == as_json(places(make_delivery(z.delivery.to_json())))


@GENEROUS
@given(labelled())
def test_a_chain_has_no_gap_and_no_overlap(parts: tuple[Labelled, ...]) -> None:
    for one in parts:
        links, old = links_of(one), one.toewijzing
        if old.cancelled:
            assert not links
            continue
        assert links[0].ingangsdatum == old.ingangsdatum
        assert links[-1].einddatum == old.einddatum or old.einddatum is None
        for first, second in pairwise(links):
            assert first.einddatum is not None
            assert first.einddatum + DAY == second.ingangsdatum
        new_one = [link.toewijzingnummer for link in links if link.toewijzingnummer != old.toewijzingnummer]
        assert len(set(new_one)) == len(new_one)


def booked(geleverd: Sequence[Care]) -> dict[Link, list[tuple[Care, date]]]:
    """Per toewijzing what may be claimed on it, with the day that stands for it."""
    out: dict[Link, list[tuple[Care, date]]] = defaultdict(list)
    for z in geleverd:
        for place in z.delivery.label.places[:1]:
            out[z.link].append((z, place.day))
    return out


@GENEROUS
@given(labelled(), st.randoms(use_true_random=False), st.integers(0, 3))
def test_volumes_stay_within_the_omvang_or_the_budget(parts: tuple[Labelled, ...], rng: Random, declarant: int) -> None:
    for one in parts:
        for link, row in booked(everything(one, rng, declarant)).items():
            per_hour = {z.tarief.per_hour is not None for z, _ in row}
            assert len(per_hour) == 1
            times = 60 if per_hour == {True} else 1
            assert all(z.volume >= 1 for z, _ in row)
            if link.budget is not None:
                assert sum(z.tarief.bedrag(z.volume) for z, _ in row) <= link.budget + len(row)
                continue
            if link.volume is None:
                continue
            highest = link.volume * times
            per: Counter[object] = Counter()
            for z, day in row:
                keys: dict[str | None, object] = {"2": iso_week(day), "4": (day.year, day.month)}
                if link.frequentie == "1":
                    divisor = 1 if z.delivery.uitvoering == "inspanning" else 7
                    per[day] += -(-z.volume // divisor)
                else:
                    per[keys.get(link.frequentie)] += z.volume
            assert max(per.values()) <= highest


@pytest.mark.parametrize("name", NAMES)
def test_care_is_delivered_in_every_situation_that_has_any(name: str) -> None:
    geleverd, capabilities = 0, False
    for seed in range(12):
        for one in scenario(name, seed=seed, domein=list(Domein)[seed % 2]):
            links = links_of(one)
            begin, end = date(2020, 12, 21), date(2021, 1, 10)
            running = bool(links) and links[0].ingangsdatum <= begin
            capabilities |= running and one.toewijzing.gestart and any(s.holds_on(end) for s in links)
            geleverd += len(everything(one, seeded(name, seed), seed % 4))
    assert geleverd or not capabilities


def test_the_ending_is_that_of_the_toewijzing_that_was_running() -> None:
    one = next(
        part
        for seed in range(50)
        for part in scenario("geen_nummer+stuks_inspanning", seed=seed)
        if part.label.actions and len(links_of(part)) == 3
    )
    old, december, new = links = links_of(one)
    assert (old.einddatum, december.ingangsdatum) == (date(2020, 11, 30), date(2020, 12, 1))
    assert (december.einddatum, new.ingangsdatum) == (END_OF_2020, date(2021, 1, 1))
    for day, pair in (
        (date(2020, 11, 30), (old, december)),
        (date(2020, 12, 1), (december, new)),
        (date(2021, 1, 4), (december, new)),
    ):
        assert ending(links, day)[1] == pair


@pytest.mark.parametrize(("counter", "denominator", "out"), [(1455, 10, 146), (1454, 10, 145), (0, 7, 0), (90, 60, 2)])
def test_half_rounds_up(counter: int, denominator: int, out: int) -> None:
    assert half_up(counter, denominator) == out


def test_an_amount_is_rounded_once() -> None:
    assert Tarief("83", None).bedrag(12345) == 12345
    assert Tarief("16", 3210).bedrag(3) == 9630
    assert Tarief("01", half_up(5999, 60), 5999).bedrag(50) == 4999  # 4999.17; of the rounded tarief it would be 5000
    assert Tarief("01", half_up(6001, 60), 6001).bedrag(30) == 3001  # 3000.5


def test_every_eenheid_has_a_tarief_and_some_claim_hours_in_minutes() -> None:
    for eenheid, (lowest, highest) in BOUNDS.items():
        for n in range(50):
            price = tarief("0344", "99990001", f"02A{n:02}", eenheid)
            assert price.per_eenheid is not None
            assert lowest <= (price.per_hour or price.per_eenheid) <= highest
            assert price.eenheid == ("01" if price.per_hour else eenheid)
    hours = {tarief("0344", "99990001", f"02A{n:02}", "04").eenheid for n in range(50)}
    assert hours == {"01", "04"}
    assert tarief("0344", "99990001", "01A11", "83") == Tarief("83", None)
