from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings

from migratietoets.conformance.commands.deliveries import make_delivery
from migratietoets.conformance.contracts import as_json
from migratietoets.conformance.rules.questions.declare import places
from migratietoets.generators.deliveries.delivery import (
    AFSPRAKEN,
    DECLARANTS,
    DELIVERY_SITUATIONS,
    DeclaratieScenario,
    LabelledDelivery,
    delivery,
)
from migratietoets.generators.deliveries.endings import ENDINGS
from migratietoets.generators.deliveries.turn_of_year import SPANS, span_at
from migratietoets.generators.strategies import declaratie_scenarios, deliveries
from migratietoets.istandaard.kalender import CERTAIN_FROM, four_week_period, month
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein

BOUNDARY_DAYS = ("2020-12-27", "2020-12-28", "2020-12-31", "2021-01-01", "2021-01-03", "2021-01-04", "2021-01-31")


def compare(one: LabelledDelivery) -> None:
    record = one.to_json()
    assert one.label.to_json() == as_json(places(make_delivery(record))), record


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_oracle_answers_every_named_delivery_as_labelled(ending: str, domein: Domein) -> None:
    names = [name for name, situation in DELIVERY_SITUATIONS.items() if situation.ending == ending]
    assert names
    for name, declarant, afspraak in product(names, DECLARANTS, AFSPRAKEN):
        compare(delivery(name, domein=domein, declarant=declarant, afspraak=afspraak))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(deliveries())
def test_the_oracle_answers_any_delivery_as_labelled(one: LabelledDelivery) -> None:
    compare(one)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(declaratie_scenarios())
def test_the_deliveries_of_a_scenario_belong_together(scenario: DeclaratieScenario) -> None:
    assert len({one.id for one in scenario.deliveries}) == len(scenario.deliveries)
    for one in scenario.deliveries:
        assert (one.ending, one.declarant) == (scenario.ending, scenario.declarant)
        assert one.days[0] <= one.days[1]
        compare(one)


def test_inspanning_does_not_care_whether_a_successor_follows() -> None:
    """DC-09, metamorphic: the same message, period and rules; only the toewijzing differs."""
    days = [
        name.split("/")[1] for name in DELIVERY_SITUATIONS if name.startswith("inspanning") and "/loopt_door" in name
    ]
    for day, declarant in product(days, DECLARANTS):
        labels = [
            delivery(f"inspanning/{day}/{ending}", declarant=declarant).label
            for ending in ("loopt_door", "opvolger_sluit_aan")
        ]
        places_ = [[(place.bericht, place.period) for place in label.places] for label in labels]
        assert places_[0] == places_[1]
        assert labels[0].rules == labels[1].rules


def test_weeks_52_53_and_1_and_every_boundary_day_are_there() -> None:
    days = [(date(2020, 12, 21) + timedelta(days=n)).isoformat() for n in range(21)]
    for ending in ENDINGS:
        for day in (*days, *BOUNDARY_DAYS, "2021-02-01"):
            assert f"inspanning/{day}/{ending}" in DELIVERY_SITUATIONS
        if ending != "voor_decemberdeel":
            for week in ("2020-W52", "2020-W53", "2021-W01"):
                assert f"output/{week}/{ending}" in DELIVERY_SITUATIONS


@pytest.mark.parametrize(
    ("name", "place", "rules"),
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
def test_a_few_labels_by_hand(name: str, place: tuple[str, str, str], rules: list[str]) -> None:
    label = delivery(name).label.to_json()
    assert [tuple(one.values()) for one in label["allowed"]] == [place]
    assert label["rules"] == rules


def test_the_choice_of_week_53_and_the_agreement_about_it() -> None:
    has_choice = delivery("output/2020-W53/opvolger_sluit_aan").label
    assert has_choice.has_choice
    assert [place.period for place in has_choice.places] == ["2020-P13", "2021-01"]
    for afspraak, period in (("2020", "2020-P13"), ("2021", "2021-01")):
        label = delivery("output/2020-W53/opvolger_sluit_aan", afspraak=afspraak).label
        assert not label.has_choice
        assert [place.period for place in label.places] == [period]
        assert label.rules == ("DC-11", "DC-12", "DC-14")


def test_the_table_of_days_is_that_of_the_calendar() -> None:
    day = SPANS[0].start
    while day <= SPANS[-1].end:
        slot, period = span_at(day), four_week_period(day)
        assert slot.start <= day <= slot.end
        assert slot.four_weeks == (None if period is None else period.name)
        assert slot.month == f"{month(day)[0]:%Y-%m}"
        assert slot.uncertain == (day < CERTAIN_FROM)
        day += timedelta(days=1)
    with pytest.raises(ValueError, match="2021-04-01"):
        span_at(date(2021, 4, 1))


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(InputError, match="Onbekende levering: kerst"):
        delivery("kerst")
