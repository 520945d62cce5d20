from dataclasses import replace
from datetime import date, datetime

import pytest

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.rules.views.claims.deliveries import (
    afspraken,
    deliveries,
    end_of,
    period_of,
    possible,
)
from migratietoets.conformance.rules.views.claims.placement import placements
from migratietoets.conformance.rules.views.claims.prestaties import Fate, claimed, debit_of
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.istandaard.releases import Domein


def trace(case):
    (one,) = traces(script(cases()[f"declareren/{case}"], Domein.WMO, "aanbieder")).values()
    return one


@pytest.mark.parametrize(
    ("from_", "until", "division", "name"),
    [
        ("2020-12-07", "2020-12-31", "vier_weken", "2020-P13"),
        ("2020-12-28", "2020-12-31", "vier_weken", "2020-P13"),
        ("2020-11-30", "2020-12-31", "vier_weken", "2020-P13"),  # the reading that counts from week 1
        ("2020-11-30", "2020-12-06", "vier_weken", "2020-P12"),
        ("2020-12-01", "2020-12-31", "maand", "2020-12"),
        ("2020-12-28", "2021-01-03", "maand", "2020-12"),
        ("2021-01-01", "2021-01-31", "vier_weken", "2021-01"),
        ("2021-02-15", "2021-02-28", "maand", "2021-02"),
    ],
)
def test_a_productperiode_lies_in_a_period_with_a_name(from_, until, division, name):
    assert period_of(date.fromisoformat(from_), date.fromisoformat(until), division) == name


@pytest.mark.parametrize(
    ("name", "day"), [("2020-P13", "2020-12-31"), ("2020-12", "2020-12-31"), ("2021-01", "2021-01-31")]
)
def test_a_period_ends_on_its_day(name, day):
    assert end_of(name) == date.fromisoformat(day)


def test_a_delivery_of_week_53_may_go_to_the_old_or_to_the_new_toewijzing():
    one = trace("week-53-twee-keer")
    (week_53,) = deliveries(one)
    last = one.berichten[-1].at
    options = possible(one, week_53, last)
    assert options.periods == ("2020-P13", "2021-01")
    assert [options.toewijzing(p).ingangsdatum for p in options.periods] == [date(2020, 6, 1), date(2021, 1, 1)]
    assert options.toewijzing("2021-02") is None
    (placed,) = placements(one)
    assert placed.double
    assert placed.well_placed


def test_what_was_agreed_about_2020_is_what_was_last_asked():
    one = trace("29-december-in-november")
    aanbieder = one.berichten[0].aanbieder
    assert afspraken(one, aanbieder, one.berichten[0].at).division == "maand"
    assert afspraken(one, aanbieder, datetime.fromisoformat("2020-09-01T09:00:00+02:00")).division == "maand"
    assert afspraken(one, "99999999", one.berichten[0].at) is None


def test_a_delivery_that_was_never_claimed():
    one = trace("niets-gedeclareerd")
    (placed,) = placements(one)
    assert (placed.period, placed.found) == (None, "niet gedeclareerd")
    assert placed.was_due(one)
    assert not placed.was_due(replace(one, end=date(2021, 2, 2)))


def test_a_delivery_is_found_in_the_period_that_holds_too_much():
    one = trace("29-december-in-november")
    (placed,) = placements(one)
    assert (placed.period, placed.possible.periods) == ("2020-11", ("2020-12",))
    assert placed.stands_in("303-D")
    assert not placed.stands_in("323")


def test_an_unanswered_prestatie_is_open():
    one = trace("week-53-twee-keer")
    assert [(c.fate, c.name, c.is_credit) for c in claimed(one)] == [
        (Fate.OPEN, "303-D", False),
        (Fate.OPEN, "323", False),
    ]
    assert debit_of(one, claimed(one)[1]) is None
