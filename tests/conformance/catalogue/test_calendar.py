from datetime import datetime, timedelta

import pytest

from migratietoets.conformance.catalogue.calendar import BEGIN, END, moment
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.rules.views.terms import term_end
from migratietoets.istandaard.kalender import AMSTERDAM

WORKING_DAYS = 5


@pytest.mark.parametrize(
    ("at", "amsterdam"),
    [
        ("2020-12-31", "2020-12-31T09:00:00"),
        ("2020-12-31T23:30", "2020-12-31T23:30:00"),
        ("2020-12-31T22:59:59Z", "2020-12-31T23:59:59"),
        ("2020-12-31T23:00:00Z", "2021-01-01T00:00:00"),
        ("2020-12-31T23:30:00Z", "2021-01-01T00:30:00"),
        ("2021-01-01T05:00+05:30", "2021-01-01T00:30:00"),
        ("2021-01-04T00:30-05:00", "2021-01-04T06:30:00"),
    ],
)
def test_a_step_stands_on_its_day_in_amsterdam_whatever_offset_it_gives(at, amsterdam):
    assert moment(at) == datetime.fromisoformat(amsterdam).replace(tzinfo=AMSTERDAM)
    assert moment(at).date() == datetime.fromisoformat(amsterdam).date()


@pytest.mark.parametrize("name", [name for name, case in cases().items() if case.positive])
def test_the_last_step_of_a_played_case_leaves_five_working_days(name):
    last = max(step.at for step in cases()[name].steps).date() if cases()[name].steps else BEGIN
    assert term_end(last, WORKING_DAYS) <= END


def test_the_calendar_is_no_longer_than_that():
    last = max(step.at for case in cases().values() if case.positive for step in case.steps).date()
    assert END - term_end(last, WORKING_DAYS) < timedelta(days=1)
