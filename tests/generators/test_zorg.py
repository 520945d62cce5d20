"""What is delivered on a chain of toewijzingen: how the chain follows its label, and how much there is room for."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count, pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.opdrachten.leveringen import maak_levering
from conformance.rules.declaratieplek import plekken
from generators.defecten import NAMEN, Gelabeld
from generators.ketens import Schakel, afloop, keten
from generators.leveringen import DECLARANTEN
from generators.scenarios import scenario
from generators.strategies import gelabeld
from generators.tarieven import GRENZEN, Tarief, half_op, tarief
from generators.toeval import bron
from generators.zorg import Zorg, zorg
from istandaard.kalender import iso_week
from istandaard.releases import EINDE_2020, Domein

RUIM = settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
DAG = timedelta(days=1)


def schakels_van(een: Gelabeld) -> tuple[Schakel, ...]:
    teller = count(800001)
    return keten(een, lambda: str(next(teller)))


def alles(een: Gelabeld, rng: Random, declarant: int) -> list[Zorg]:
    return list(zorg(rng, een, schakels_van(een), DECLARANTEN[declarant]))


@RUIM
@given(gelabeld(), st.randoms(use_true_random=False), st.integers(0, 3))
def test_the_oracle_answers_what_is_delivered_as_labelled(
    delen: tuple[Gelabeld, ...], rng: Random, declarant: int
) -> None:
    for een in delen:
        geleverd = alles(een, rng, declarant)
        assert geleverd == sorted(geleverd, key=lambda z: z.levering.dagen)
        assert len({z.levering.id for z in geleverd}) == len(geleverd)
        assert een.toewijzing.gestart or not geleverd
        for z in geleverd:
            assert z.levering.label.to_json() == plekken(maak_levering(z.levering.to_json()))


@RUIM
@given(gelabeld())
def test_a_chain_has_no_gap_and_no_overlap(delen: tuple[Gelabeld, ...]) -> None:
    for een in delen:
        schakels, oud = schakels_van(een), een.toewijzing
        if oud.geannuleerd:
            assert not schakels
            continue
        assert schakels[0].ingangsdatum == oud.ingangsdatum
        assert schakels[-1].einddatum == oud.einddatum or oud.einddatum is None
        for eerste, tweede in pairwise(schakels):
            assert eerste.einddatum is not None
            assert eerste.einddatum + DAG == tweede.ingangsdatum
        nieuwe = [schakel.toewijzingnummer for schakel in schakels if schakel.toewijzingnummer != oud.toewijzingnummer]
        assert len(set(nieuwe)) == len(nieuwe)


def geboekt(geleverd: Sequence[Zorg]) -> dict[Schakel, list[tuple[Zorg, date]]]:
    """Per toewijzing what may be claimed on it, with the day that stands for it."""
    uit: dict[Schakel, list[tuple[Zorg, date]]] = defaultdict(list)
    for z in geleverd:
        for plek in z.levering.label.plekken[:1]:
            uit[z.schakel].append((z, plek.dag))
    return uit


@RUIM
@given(gelabeld(), st.randoms(use_true_random=False), st.integers(0, 3))
def test_volumes_stay_within_the_omvang_or_the_budget(delen: tuple[Gelabeld, ...], rng: Random, declarant: int) -> None:
    for een in delen:
        for schakel, rij in geboekt(alles(een, rng, declarant)).items():
            per_uur = {z.tarief.per_uur is not None for z, _ in rij}
            assert len(per_uur) == 1
            keer = 60 if per_uur == {True} else 1
            assert all(z.volume >= 1 for z, _ in rij)
            if schakel.budget is not None:
                assert sum(z.tarief.bedrag(z.volume) for z, _ in rij) <= schakel.budget + len(rij)
                continue
            if schakel.volume is None:
                continue
            hoogste = schakel.volume * keer
            per: Counter[object] = Counter()
            for z, dag in rij:
                sleutels: dict[str | None, object] = {"2": iso_week(dag), "4": (dag.year, dag.month)}
                if schakel.frequentie == "1":
                    deler = 1 if z.levering.uitvoering == "inspanning" else 7
                    per[dag] += -(-z.volume // deler)
                else:
                    per[sleutels.get(schakel.frequentie)] += z.volume
            assert max(per.values()) <= hoogste


@pytest.mark.parametrize("naam", NAMEN)
def test_care_is_delivered_in_every_situation_that_has_any(naam: str) -> None:
    geleverd, kan = 0, False
    for seed in range(12):
        for een in scenario(naam, seed=seed, domein=list(Domein)[seed % 2]):
            schakels = schakels_van(een)
            begin, eind = date(2020, 12, 21), date(2021, 1, 10)
            loopt = bool(schakels) and schakels[0].ingangsdatum <= begin
            kan |= loopt and een.toewijzing.gestart and any(s.geldt_op(eind) for s in schakels)
            geleverd += len(alles(een, bron(naam, seed), seed % 4))
    assert geleverd or not kan


def test_the_afloop_is_that_of_the_toewijzing_that_was_running() -> None:
    een = next(
        deel
        for seed in range(50)
        for deel in scenario("geen_nummer+stuks_inspanning", seed=seed)
        if deel.label.actions and len(schakels_van(deel)) == 3
    )
    oud, december, nieuw = schakels = schakels_van(een)
    assert (oud.einddatum, december.ingangsdatum) == (date(2020, 11, 30), date(2020, 12, 1))
    assert (december.einddatum, nieuw.ingangsdatum) == (EINDE_2020, date(2021, 1, 1))
    for dag, paar in (
        (date(2020, 11, 30), (oud, december)),
        (date(2020, 12, 1), (december, nieuw)),
        (date(2021, 1, 4), (december, nieuw)),
    ):
        assert afloop(schakels, dag)[1] == paar


@pytest.mark.parametrize(("teller", "noemer", "uit"), [(1455, 10, 146), (1454, 10, 145), (0, 7, 0), (90, 60, 2)])
def test_half_rounds_up(teller: int, noemer: int, uit: int) -> None:
    assert half_op(teller, noemer) == uit


def test_amounts() -> None:
    assert Tarief("83", None).bedrag(12345) == 12345
    assert Tarief("16", 3210).bedrag(3) == 9630
    assert Tarief("01", half_op(5999, 60), 5999).bedrag(50) == 4999  # 4999.17; of the rounded tarief it would be 5000
    assert Tarief("01", half_op(6001, 60), 6001).bedrag(30) == 3001  # 3000.5


def test_every_eenheid_has_a_tarief_and_some_claim_hours_in_minutes() -> None:
    for eenheid, (laagste, hoogste) in GRENZEN.items():
        for n in range(50):
            prijs = tarief("0344", "99990001", f"02A{n:02}", eenheid)
            assert prijs.per_eenheid is not None
            assert laagste <= (prijs.per_uur or prijs.per_eenheid) <= hoogste
            assert prijs.eenheid == ("01" if prijs.per_uur else eenheid)
    uren = {tarief("0344", "99990001", f"02A{n:02}", "04").eenheid for n in range(50)}
    assert uren == {"01", "04"}
    assert tarief("0344", "99990001", "01A11", "83") == Tarief("83", None)
