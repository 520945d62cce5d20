from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings

from conformance.opdrachten.leveringen import maak_levering
from conformance.rules.declaratieplek import plekken
from generators.aflopen import AFLOPEN
from generators.leveringen import AFSPRAKEN, DECLARANTEN, LEVERSITUATIES, Declaratiescenario, Levering, levering
from generators.strategies import declaratiescenarios, leveringen
from generators.tijdvakken import TIJDVAKKEN, tijdvak
from istandaard.kalender import ZEKER_VANAF, maand, vierwekenperiode
from istandaard.model import Invoerfout
from istandaard.releases import Domein

GRENSDAGEN = ("2020-12-27", "2020-12-28", "2020-12-31", "2021-01-01", "2021-01-03", "2021-01-04", "2021-01-31")


def vergelijk(een: Levering) -> None:
    record = een.to_json()
    assert een.label.to_json() == plekken(maak_levering(record)), record


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("afloop", AFLOPEN)
def test_the_oracle_answers_every_named_delivery_as_labelled(afloop: str, domein: Domein) -> None:
    namen = [naam for naam, situatie in LEVERSITUATIES.items() if situatie.afloop == afloop]
    assert namen
    for naam, declarant, afspraak in product(namen, DECLARANTEN, AFSPRAKEN):
        vergelijk(levering(naam, domein=domein, declarant=declarant, afspraak=afspraak))


@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(leveringen())
def test_the_oracle_answers_any_delivery_as_labelled(een: Levering) -> None:
    vergelijk(een)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(declaratiescenarios())
def test_the_deliveries_of_a_scenario_belong_together(scenario: Declaratiescenario) -> None:
    assert len({een.id for een in scenario.leveringen}) == len(scenario.leveringen)
    for een in scenario.leveringen:
        assert (een.afloop, een.declarant) == (scenario.afloop, scenario.declarant)
        assert een.dagen[0] <= een.dagen[1]
        vergelijk(een)


def test_inspanning_does_not_care_whether_a_successor_follows() -> None:
    """DC-09, metamorphic: the same message, period and rules; only the toewijzing differs."""
    dagen = [naam.split("/")[1] for naam in LEVERSITUATIES if naam.startswith("inspanning") and "/loopt_door" in naam]
    for dag, declarant in product(dagen, DECLARANTEN):
        labels = [
            levering(f"inspanning/{dag}/{afloop}", declarant=declarant).label
            for afloop in ("loopt_door", "opvolger_sluit_aan")
        ]
        plekken_ = [[(plek.bericht, plek.periode) for plek in label.plekken] for label in labels]
        assert plekken_[0] == plekken_[1]
        assert labels[0].regels == labels[1].regels


def test_weeks_52_53_and_1_and_every_boundary_day_are_there() -> None:
    dagen = [(date(2020, 12, 21) + timedelta(days=n)).isoformat() for n in range(21)]
    for afloop in AFLOPEN:
        for dag in (*dagen, *GRENSDAGEN, "2021-02-01"):
            assert f"inspanning/{dag}/{afloop}" in LEVERSITUATIES
        if afloop != "voor_decemberdeel":
            for week in ("2020-W52", "2020-W53", "2021-W01"):
                assert f"output/{week}/{afloop}" in LEVERSITUATIES


@pytest.mark.parametrize(
    ("naam", "plek", "regels"),
    [
        ("inspanning/2020-12-27/loopt_door", ("303-D", "2020-P13", "oude"), ["DC-03", "DC-06"]),
        ("inspanning/2020-12-28/loopt_door", ("303-D", "2020-P13", "oude"), ["DC-06", "DC-07"]),
        ("inspanning/2020-12-31/opvolger_sluit_aan", ("303-D", "2020-P13", "oude"), ["DC-06", "DC-07"]),
        ("inspanning/2021-01-01/opvolger_sluit_aan", ("323", "2021-01", "opvolger"), ["DC-06", "DC-08"]),
        ("inspanning/2021-01-03/open_einde", ("323", "2021-01", "oude"), ["DC-06", "DC-08"]),
        ("inspanning/2021-01-04/loopt_door", ("323", "2021-01", "oude"), ["DC-05", "DC-06"]),
        ("inspanning/2021-01-31/opvolger_na_januari", ("323", "2021-01", "oude"), ["DC-05", "DC-06"]),
        ("inspanning/2021-02-01/opvolger_na_januari", ("323", "2021-02", "opvolger"), ["DC-05", "DC-06"]),
        ("output/2020-W52/loopt_door", ("303-D", "2020-P13", "oude"), ["DC-03"]),
        ("output/2020-W53/loopt_door", ("323", "2021-01", "oude"), ["DC-10"]),
        ("output/2020-W53/zonder_opvolger", ("303-D", "2020-P13", "oude"), ["DC-14"]),
        ("output/2020-W53/eindigt_in_week_53", ("303-D", "2020-P13", "oude"), ["DC-14"]),
        ("output/2020-W53/opvolger_in_februari", ("303-D", "2020-P13", "oude"), ["DC-14"]),
        ("mijlpaal/2020-12-31/open_einde", ("323", "2021-01", "oude"), ["DC-10"]),
        ("output/2021-W01/eindigt_in_week_1", ("323", "2021-01", "oude"), ["DC-05"]),
    ],
)
def test_a_few_labels_by_hand(naam: str, plek: tuple[str, str, str], regels: list[str]) -> None:
    label = levering(naam).label.to_json()
    assert [tuple(een.values()) for een in label["allowed"]] == [plek]
    assert label["rules"] == regels


def test_the_choice_of_week_53_and_the_agreement_about_it() -> None:
    keus = levering("output/2020-W53/opvolger_sluit_aan").label
    assert keus.keus
    assert [plek.periode for plek in keus.plekken] == ["2020-P13", "2021-01"]
    for afspraak, periode in (("2020", "2020-P13"), ("2021", "2021-01")):
        label = levering("output/2020-W53/opvolger_sluit_aan", afspraak=afspraak).label
        assert not label.keus
        assert [plek.periode for plek in label.plekken] == [periode]
        assert label.regels == ("DC-11", "DC-12", "DC-14")


def test_the_table_of_days_is_that_of_the_calendar() -> None:
    dag = TIJDVAKKEN[0].van
    while dag <= TIJDVAKKEN[-1].tot:
        vak, periode = tijdvak(dag), vierwekenperiode(dag)
        assert vak.van <= dag <= vak.tot
        assert vak.vier_weken == (None if periode is None else periode.naam)
        assert vak.maand == f"{maand(dag)[0]:%Y-%m}"
        assert vak.onzeker == (dag < ZEKER_VANAF)
        dag += timedelta(days=1)
    with pytest.raises(ValueError, match="2021-04-01"):
        tijdvak(date(2021, 4, 1))


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(Invoerfout, match="Onbekende levering: kerst"):
        levering("kerst")
