from datetime import date

import pytest

from migratietoets.conformance.rules.messages.amounts import half_up
from migratietoets.conformance.rules.views.claims.volumes import at_most, count, in_minutes, in_total, sundays
from migratietoets.istandaard.kalender import month
from migratietoets.istandaard.model import Omvang

WEEK, MONTH, DAY, YEAR, FOUR_WEEKS, TOTAL = (Omvang(3, "04", frequentie) for frequentie in "241536")
BEGIN, END = date(2021, 10, 12), date(2021, 12, 28)


def in_month(omvang, day, uitvoering="inspanning", begin=BEGIN, end=END):
    from_, until = month(date.fromisoformat(day))
    return at_most(omvang, max(from_, begin), min(until, end), end, uitvoering)


def test_three_hours_a_week_from_12_october_to_28_december():
    assert [in_month(WEEK, f"2021-{m}-01") for m in (10, 11, 12)] == [9, 15, 15]
    assert in_total(WEEK, BEGIN, END) == 36


def test_output_counts_the_sundays_and_a_broken_last_week():
    assert [in_month(WEEK, f"2021-{m}-01", "output") for m in (10, 11, 12)] == [9, 12, 15]
    assert sundays(date(2021, 12, 1), date(2021, 12, 26), date(2021, 12, 26)) == 4  # ends on a sunday


def test_week_13_of_2021_lies_in_two_months():
    begin, end = date(2021, 3, 29), date(2021, 4, 4)
    assert [in_month(WEEK, day, "inspanning", begin, end) for day in ("2021-03-01", "2021-04-01")] == [3, 3]
    assert [in_month(WEEK, day, "output", begin, end) for day in ("2021-03-01", "2021-04-01")] == [0, 3]
    assert in_total(WEEK, begin, end) == 3


def test_of_what_is_not_known_whichever_allows_more():
    begin, end = date(2021, 3, 29), date(2021, 4, 4)
    assert [in_month(WEEK, day, None, begin, end) for day in ("2021-03-01", "2021-04-01")] == [3, 3]


@pytest.mark.parametrize(
    ("omvang", "from_", "until", "times_seen"),
    [
        (MONTH, "2021-01-12", "2021-01-31", 1),
        (MONTH, "2020-11-09", "2020-12-06", 2),
        (DAY, "2021-01-30", "2021-02-02", 4),
        (YEAR, "2020-12-07", "2020-12-31", 1),
        (YEAR, "2020-12-31", "2021-01-01", 2),
        (WEEK, "2020-12-28", "2021-01-03", 1),
        (WEEK, "2020-12-27", "2021-01-04", 3),
        (FOUR_WEEKS, "2020-12-07", "2020-12-31", 2),  # one in one reading of the calendar, two in the other
        (FOUR_WEEKS, "2020-12-07", "2020-12-27", 1),
    ],
)
def test_every_part_that_a_period_touches_bears_the_volume(omvang, from_, until, times_seen):
    days = date.fromisoformat(from_), date.fromisoformat(until)
    assert count(omvang.frequentie, *days) == times_seen
    assert at_most(omvang, *days, None, "inspanning") == 3 * times_seen


def test_a_total_knows_no_period_and_no_end_knows_no_total():
    assert at_most(TOTAL, BEGIN, END, END, "inspanning") is None
    assert in_total(TOTAL, BEGIN, END) == 3
    assert in_total(WEEK, BEGIN, None) is None
    assert in_total(Omvang(None, "04", "2"), BEGIN, END) is None


def test_hours_are_compared_in_minutes():
    assert (in_minutes(2, "04"), in_minutes(2, "01"), in_minutes(2, "16")) == (120, 2, 2)


@pytest.mark.parametrize(("value", "cents"), [("1455/10", 146), ("1454/10", 145), ("146", 146)])
def test_half_a_cent_goes_up(value, cents):
    from fractions import Fraction

    assert half_up(Fraction(value)) == cents
