"""Names, groups and combinations: what each stands for, and that its label says so."""

from datetime import date
from itertools import combinations

import pytest

from migratietoets.conformance.contracts import as_json
from migratietoets.conformance.rules.questions.assess import assess_all
from migratietoets.generators.scenarios import scenario
from migratietoets.generators.stock.defects.content import DOUBLE, SINGLE, TRIPLE
from migratietoets.generators.stock.defects.names import (
    DEFECTS,
    GROUPS,
    NAMES,
    NUMBERS,
    OTHER_CANCELLED,
    OTHER_DOMEIN,
    OTHER_GEMEENTE,
    TRAPS,
    choose_names,
    names_of,
)
from migratietoets.generators.stock.label import REDENEN
from migratietoets.generators.stock.mix import Mix
from migratietoets.generators.stock.terms import BOUNDARY_DAYS
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein

REASON_OF = {
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
} | dict.fromkeys(NUMBERS, "no_unique_number")
EENHEID = {"etmaal_per_dag": "14", "dagdeel_per_dag": "16", "euro_per_dag": "83", "stuks_per_dag": "82"}
ORDINARY = [name for name in DEFECTS if not name.startswith(("start_in_", "einddatum_2", "einddatum_open"))]


def redenen(name: str) -> list[str]:
    found = {REASON_OF.get(part, "aspecifiek_met_omvang") for part in name.split("+")}
    return [reden for reden in REDENEN if reden in found]


@pytest.mark.parametrize("name", ORDINARY)
def test_a_name_says_which_reasons_there_are(name: str) -> None:
    seen = 0
    for seed in range(30):
        first = scenario(name, seed=seed, domein=list(Domein)[seed % 2])[0]
        end = first.toewijzing.einddatum
        if end is None or end > date(2020, 12, 31):
            seen += 1
            assert list(first.label.reasons) == redenen(name)
            eenheden = {EENHEID[part] for part in name.split("+") if part in EENHEID}
            if eenheden:
                assert eenheden == {first.toewijzing.eenheid}
                assert first.toewijzing.frequentie == "1"
        else:
            assert set(first.label.reasons) <= {"no_unique_number"}
    assert seen > 10


@pytest.mark.parametrize("domein", list(Domein))
@pytest.mark.parametrize("name", NAMES)
def test_every_name_has_the_label_that_the_oracle_gives(name: str, domein: Domein) -> None:
    for seed in range(8):
        parts = scenario(name, seed=seed, domein=domein)
        for part, out in zip(parts, assess_all([part.toewijzing for part in parts], date(2020, 10, 1)), strict=True):
            expected = {key: value for key, value in part.label.to_json().items() if key != "remarks"}
            assert {key: value for key, value in as_json(out).items() if key in expected} == expected


def test_every_two_reasons_that_one_toewijzing_can_have_are_a_name() -> None:
    """The frequentie is one of three, so these three exclude each other; without omvang nothing else can be wrong."""
    together = {frozenset(redenen(name)) for name in ORDINARY}
    frequenties = {"frequentie_vervallen", "eenheid_frequentie_combinatie", "einddatum_ontbreekt"}
    for pair in combinations(REDENEN, 2):
        capabilities = not frequenties >= {*pair} and (
            "geen_toegestane_variant" not in pair or "no_unique_number" in pair
        )
        assert (frozenset(pair) in together) == capabilities, pair


def test_the_likely_ones_of_three_are_a_name() -> None:
    for number in NUMBERS:
        for rest in (
            "per_4_weken+stuks_inspanning",
            "per_jaar+aspecifiek_met_omvang",
            "stuks_per_dag+stuks_inspanning",
        ):
            assert f"{number}+{rest}" in DEFECTS
        assert f"{number}+einddatum_ontbreekt_week+stuks_inspanning" in DEFECTS
    assert "per_4_weken+aspecifiek_met_omvang+stuks_inspanning" in DEFECTS
    assert (len(SINGLE), len(DOUBLE), len(TRIPLE)) == (14, 13, 5)


def test_old_names_are_groups_of_the_finer_ones_alone_and_in_combination() -> None:
    assert names_of("dubbel_nummer") == tuple(name for name in NUMBERS if name != "geen_nummer")
    assert names_of("eenheid_per_dag") == ("etmaal_per_dag", "dagdeel_per_dag", "euro_per_dag")
    assert len(names_of("aspecifiek_met_omvang")) == 5
    assert names_of("einddatum_ontbreekt") == ("einddatum_ontbreekt_week", "einddatum_ontbreekt_totaal")
    assert len(names_of("dubbel_nummer+eenheid_per_dag")) == 9
    assert len(names_of("geen_nummer+aspecifiek_met_omvang")) == 5
    assert names_of("stuks_inspanning+per_jaar") == ("per_jaar+stuks_inspanning",)
    assert all(names_of(group) for group in GROUPS)
    assert all(names_of(name)[0] == name for name in NAMES if name not in GROUPS)


def test_unknown_names_and_impossible_combinations_are_refused() -> None:
    for name in ("per_eeuw", "per_4_weken+per_jaar", "specifiek_zonder_omvang+stuks_inspanning", "", "schoon+per_jaar"):
        assert names_of(name) == ()
        with pytest.raises(InputError, match=r"Onbekend defect: .*een groep: dubbel_nummer"):
            choose_names(["per_jaar", name])
    assert choose_names(None, {"per_jaar": "nee"}) == tuple(name for name in NAMES if name != "per_jaar")
    with pytest.raises(InputError, match="Defect per_jaar kan hier niet: nee"):
        choose_names(["per_jaar"], {"per_jaar": "nee"})


@pytest.mark.parametrize("name", [name for name in DEFECTS if name.startswith("dubbel_nummer")])
def test_the_second_holder_of_a_number_is_where_the_name_says(name: str) -> None:
    clients = set()
    for seed in range(40):
        first, second = (part.toewijzing for part in scenario(name, seed=seed))
        assert first.toewijzingnummer == second.toewijzingnummer
        assert (first.gemeente, first.domein) == (second.gemeente, second.domein)
        assert not second.cancelled
        clients.add(first.bsn == second.bsn)
        ended = second.einddatum is not None and second.einddatum <= date(2020, 11, 30)
        if "beeindigde" in name:
            assert ended
        else:
            assert not ended
            assert (first.aanbieder == second.aanbieder) == ("zelfde_aanbieder" in name)
    assert clients == {True, False}


@pytest.mark.parametrize("name", TRAPS)
def test_what_only_looks_broken_needs_nothing(name: str) -> None:
    for seed in range(40):
        parts = scenario(name, seed=seed)
        assert not any(part.label.must_migrate for part in parts)
        if name in {OTHER_GEMEENTE, OTHER_DOMEIN, OTHER_CANCELLED}:
            first, second = (part.toewijzing for part in parts)
            assert first.toewijzingnummer == second.toewijzingnummer is not None
            assert (first.gemeente != second.gemeente) == (name == OTHER_GEMEENTE)
            assert (first.domein != second.domein) == (name == OTHER_DOMEIN)
            assert second.cancelled or name != OTHER_CANCELLED


@pytest.mark.parametrize("day", [*BOUNDARY_DAYS, None])
def test_every_boundary_is_a_name(day: date | None) -> None:
    name = f"einddatum_{day.isoformat() if day else 'open'}"
    redenen = set()
    for seed in range(60):
        first = scenario(name, seed=seed)[0]
        assert first.toewijzing.einddatum == day
        redenen.update(first.label.reasons)
    if day is None:
        assert redenen == {*REDENEN}
    elif day.year == 2021:
        assert redenen == {*REDENEN} - {"einddatum_ontbreekt"}
    else:
        assert redenen == ({"no_unique_number"} if day.month == 12 else set())


def test_a_scenario_follows_its_arguments() -> None:
    assert scenario("per_jaar", seed=3) == scenario("per_jaar", seed=3) != scenario("per_jaar", seed=4)
    assert scenario("per_jaar", gemeente="0599", domein=Domein.JW)[0].toewijzing.id.startswith("0599:jw:")
    never = Mix(gestart_share=0.0, instemming_share=0.0)
    for seed in range(10):
        toewijzing = scenario("dubbel_nummer", seed=seed, mix=never)[0].toewijzing
        assert (toewijzing.gestart, toewijzing.instemming) == (False, False)
