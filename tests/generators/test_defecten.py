"""Names, groups and combinations: what each stands for, and that its label says so."""

from datetime import date
from itertools import combinations

import pytest

from conformance.rules.migratietabel import beoordeel_alle
from generators.breuken import DRIEVOUDIG, ENKELVOUDIG, TWEEVOUDIG
from generators.defecten import (
    ANDER_DOMEIN,
    ANDERE_GEANNULEERD,
    ANDERE_GEMEENTE,
    DEFECTEN,
    GROEPEN,
    NAMEN,
    NUMMERS,
    VALSTRIKKEN,
    kies_namen,
    namen_van,
)
from generators.label import REDENEN
from generators.looptijden import GRENSDAGEN
from generators.mix import Mix
from generators.scenarios import scenario
from istandaard.model import Invoerfout
from istandaard.releases import Domein

REDEN = {
    "per_4_weken": "frequentie_vervallen",
    "per_jaar": "frequentie_vervallen",
    "etmaal_per_dag": "eenheid_frequentie_combinatie",
    "dagdeel_per_dag": "eenheid_frequentie_combinatie",
    "euro_per_dag": "eenheid_frequentie_combinatie",
    "stuks_per_dag": "eenheid_frequentie_combinatie",
    "einddatum_ontbreekt_week": "einddatum_ontbreekt",
    "einddatum_ontbreekt_totaal": "einddatum_ontbreekt",
    "specifiek_zonder_omvang": "geen_toegestane_variant",
    "stuks_inspanning": "stuks_inspanning",
    "aspecifiek_met_omvang": "aspecifiek_met_omvang",
} | dict.fromkeys(NUMMERS, "no_unique_number")
EENHEID = {"etmaal_per_dag": "14", "dagdeel_per_dag": "16", "euro_per_dag": "83", "stuks_per_dag": "82"}
GEWOON = [naam for naam in DEFECTEN if not naam.startswith(("start_in_", "einddatum_2", "einddatum_open"))]


def redenen(naam: str) -> list[str]:
    gevonden = {REDEN.get(deel, "aspecifiek_met_omvang") for deel in naam.split("+")}
    return [reden for reden in REDENEN if reden in gevonden]


@pytest.mark.parametrize("naam", GEWOON)
def test_a_name_says_which_reasons_there_are(naam: str) -> None:
    gezien = 0
    for seed in range(30):
        eerste = scenario(naam, seed=seed, domein=list(Domein)[seed % 2])[0]
        einde = eerste.toewijzing.einddatum
        if einde is None or einde > date(2020, 12, 31):
            gezien += 1
            assert list(eerste.label.reasons) == redenen(naam)
            eenheden = {EENHEID[deel] for deel in naam.split("+") if deel in EENHEID}
            if eenheden:
                assert eenheden == {eerste.toewijzing.eenheid}
                assert eerste.toewijzing.frequentie == "1"
        else:
            assert set(eerste.label.reasons) <= {"no_unique_number"}
    assert gezien > 10


@pytest.mark.parametrize("domein", list(Domein))
@pytest.mark.parametrize("naam", NAMEN)
def test_every_name_has_the_label_that_the_oracle_gives(naam: str, domein: Domein) -> None:
    for seed in range(8):
        delen = scenario(naam, seed=seed, domein=domein)
        for deel, uit in zip(
            delen, beoordeel_alle([deel.toewijzing for deel in delen], date(2020, 10, 1)), strict=True
        ):
            verwacht = {sleutel: waarde for sleutel, waarde in deel.label.to_json().items() if sleutel != "remarks"}
            assert {sleutel: waarde for sleutel, waarde in uit.items() if sleutel in verwacht} == verwacht


def test_every_two_reasons_that_one_toewijzing_can_have_are_a_name() -> None:
    """The frequentie is one of three, so these three exclude each other; without omvang nothing else can be wrong."""
    samen = {frozenset(redenen(naam)) for naam in GEWOON}
    frequenties = {"frequentie_vervallen", "eenheid_frequentie_combinatie", "einddatum_ontbreekt"}
    for paar in combinations(REDENEN, 2):
        kan = not frequenties >= {*paar} and ("geen_toegestane_variant" not in paar or "no_unique_number" in paar)
        assert (frozenset(paar) in samen) == kan, paar


def test_the_likely_ones_of_three_are_a_name() -> None:
    for nummer in NUMMERS:
        for rest in (
            "per_4_weken+stuks_inspanning",
            "per_jaar+aspecifiek_met_omvang",
            "stuks_per_dag+stuks_inspanning",
        ):
            assert f"{nummer}+{rest}" in DEFECTEN
        assert f"{nummer}+einddatum_ontbreekt_week+stuks_inspanning" in DEFECTEN
    assert "per_4_weken+aspecifiek_met_omvang+stuks_inspanning" in DEFECTEN
    assert (len(ENKELVOUDIG), len(TWEEVOUDIG), len(DRIEVOUDIG)) == (14, 13, 5)


def test_old_names_are_groups_of_the_finer_ones_alone_and_in_combination() -> None:
    assert namen_van("dubbel_nummer") == tuple(naam for naam in NUMMERS if naam != "geen_nummer")
    assert namen_van("eenheid_per_dag") == ("etmaal_per_dag", "dagdeel_per_dag", "euro_per_dag")
    assert len(namen_van("aspecifiek_met_omvang")) == 5
    assert namen_van("einddatum_ontbreekt") == ("einddatum_ontbreekt_week", "einddatum_ontbreekt_totaal")
    assert len(namen_van("dubbel_nummer+eenheid_per_dag")) == 9
    assert len(namen_van("geen_nummer+aspecifiek_met_omvang")) == 5
    assert namen_van("stuks_inspanning+per_jaar") == ("per_jaar+stuks_inspanning",)
    assert all(namen_van(groep) for groep in GROEPEN)
    assert all(namen_van(naam)[0] == naam for naam in NAMEN if naam not in GROEPEN)


def test_unknown_names_and_impossible_combinations_are_refused() -> None:
    for naam in ("per_eeuw", "per_4_weken+per_jaar", "specifiek_zonder_omvang+stuks_inspanning", "", "schoon+per_jaar"):
        assert namen_van(naam) == ()
        with pytest.raises(Invoerfout, match=r"Onbekend defect: .*een groep: dubbel_nummer"):
            kies_namen(["per_jaar", naam])
    assert kies_namen(None, {"per_jaar": "nee"}) == tuple(naam for naam in NAMEN if naam != "per_jaar")
    with pytest.raises(Invoerfout, match="Defect per_jaar kan hier niet: nee"):
        kies_namen(["per_jaar"], {"per_jaar": "nee"})


@pytest.mark.parametrize("naam", [naam for naam in DEFECTEN if naam.startswith("dubbel_nummer")])
def test_the_second_holder_of_a_number_is_where_the_name_says(naam: str) -> None:
    clienten = set()
    for seed in range(40):
        eerste, tweede = (deel.toewijzing for deel in scenario(naam, seed=seed))
        assert eerste.toewijzingnummer == tweede.toewijzingnummer
        assert (eerste.gemeente, eerste.domein) == (tweede.gemeente, tweede.domein)
        assert not tweede.geannuleerd
        clienten.add(eerste.bsn == tweede.bsn)
        voorbij = tweede.einddatum is not None and tweede.einddatum <= date(2020, 11, 30)
        if "beeindigde" in naam:
            assert voorbij
        else:
            assert not voorbij
            assert (eerste.aanbieder == tweede.aanbieder) == ("zelfde_aanbieder" in naam)
    assert clienten == {True, False}


@pytest.mark.parametrize("naam", VALSTRIKKEN)
def test_what_only_looks_broken_needs_nothing(naam: str) -> None:
    for seed in range(40):
        delen = scenario(naam, seed=seed)
        assert not any(deel.label.must_migrate for deel in delen)
        if naam in {ANDERE_GEMEENTE, ANDER_DOMEIN, ANDERE_GEANNULEERD}:
            eerste, tweede = (deel.toewijzing for deel in delen)
            assert eerste.toewijzingnummer == tweede.toewijzingnummer is not None
            assert (eerste.gemeente != tweede.gemeente) == (naam == ANDERE_GEMEENTE)
            assert (eerste.domein != tweede.domein) == (naam == ANDER_DOMEIN)
            assert tweede.geannuleerd or naam != ANDERE_GEANNULEERD


@pytest.mark.parametrize("dag", [*GRENSDAGEN, None])
def test_every_boundary_is_a_name(dag: date | None) -> None:
    naam = f"einddatum_{dag.isoformat() if dag else 'open'}"
    redenen = set()
    for seed in range(60):
        eerste = scenario(naam, seed=seed)[0]
        assert eerste.toewijzing.einddatum == dag
        redenen.update(eerste.label.reasons)
    if dag is None:
        assert redenen == {*REDENEN}
    elif dag.year == 2021:
        assert redenen == {*REDENEN} - {"einddatum_ontbreekt"}
    else:
        assert redenen == ({"no_unique_number"} if dag.month == 12 else set())


def test_a_scenario_follows_its_arguments() -> None:
    assert scenario("per_jaar", seed=3) == scenario("per_jaar", seed=3) != scenario("per_jaar", seed=4)
    assert scenario("per_jaar", gemeente="0599", domein=Domein.JW)[0].toewijzing.id.startswith("0599:jw:")
    nooit = Mix(aandeel_gestart=0.0, aandeel_instemming=0.0)
    for seed in range(10):
        toewijzing = scenario("dubbel_nummer", seed=seed, mix=nooit)[0].toewijzing
        assert (toewijzing.gestart, toewijzing.instemming) == (False, False)
