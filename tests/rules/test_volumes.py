from datetime import date

import pytest

from conformance.rules.bedragen import half_omhoog
from conformance.rules.volumes import aantal, hoogstens, in_minuten, in_totaal, zondagen
from istandaard.kalender import maand
from istandaard.model import Omvang

WEEK, MAAND, DAG, JAAR, VIER_WEKEN, TOTAAL = (Omvang(3, "04", frequentie) for frequentie in "241536")
BEGIN, EIND = date(2021, 10, 12), date(2021, 12, 28)


def in_maand(omvang, dag, uitvoering="inspanning", begin=BEGIN, eind=EIND):
    van, tot = maand(date.fromisoformat(dag))
    return hoogstens(omvang, max(van, begin), min(tot, eind), eind, uitvoering)


def test_three_hours_a_week_from_12_october_to_28_december():
    assert [in_maand(WEEK, f"2021-{m}-01") for m in (10, 11, 12)] == [9, 15, 15]
    assert in_totaal(WEEK, BEGIN, EIND) == 36


def test_output_counts_the_sundays_and_a_broken_last_week():
    assert [in_maand(WEEK, f"2021-{m}-01", "output") for m in (10, 11, 12)] == [9, 12, 15]
    assert zondagen(date(2021, 12, 1), date(2021, 12, 26), date(2021, 12, 26)) == 4  # ends on a sunday


def test_week_13_of_2021_lies_in_two_months():
    begin, eind = date(2021, 3, 29), date(2021, 4, 4)
    assert [in_maand(WEEK, dag, "inspanning", begin, eind) for dag in ("2021-03-01", "2021-04-01")] == [3, 3]
    assert [in_maand(WEEK, dag, "output", begin, eind) for dag in ("2021-03-01", "2021-04-01")] == [0, 3]
    assert in_totaal(WEEK, begin, eind) == 3


def test_of_what_is_not_known_whichever_allows_more():
    begin, eind = date(2021, 3, 29), date(2021, 4, 4)
    assert [in_maand(WEEK, dag, None, begin, eind) for dag in ("2021-03-01", "2021-04-01")] == [3, 3]


@pytest.mark.parametrize(
    ("omvang", "van", "tot", "keren"),
    [
        (MAAND, "2021-01-12", "2021-01-31", 1),
        (MAAND, "2020-11-09", "2020-12-06", 2),
        (DAG, "2021-01-30", "2021-02-02", 4),
        (JAAR, "2020-12-07", "2020-12-31", 1),
        (JAAR, "2020-12-31", "2021-01-01", 2),
        (WEEK, "2020-12-28", "2021-01-03", 1),
        (WEEK, "2020-12-27", "2021-01-04", 3),
        (VIER_WEKEN, "2020-12-07", "2020-12-31", 2),  # one in one reading of the calendar, two in the other
        (VIER_WEKEN, "2020-12-07", "2020-12-27", 1),
    ],
)
def test_every_part_that_a_period_touches_bears_the_volume(omvang, van, tot, keren):
    dagen = date.fromisoformat(van), date.fromisoformat(tot)
    assert aantal(omvang.frequentie, *dagen) == keren
    assert hoogstens(omvang, *dagen, None, "inspanning") == 3 * keren


def test_a_total_knows_no_period_and_no_end_knows_no_total():
    assert hoogstens(TOTAAL, BEGIN, EIND, EIND, "inspanning") is None
    assert in_totaal(TOTAAL, BEGIN, EIND) == 3
    assert in_totaal(WEEK, BEGIN, None) is None
    assert in_totaal(Omvang(None, "04", "2"), BEGIN, EIND) is None


def test_hours_are_compared_in_minutes():
    assert (in_minuten(2, "04"), in_minuten(2, "01"), in_minuten(2, "16")) == (120, 2, 2)


@pytest.mark.parametrize(("waarde", "centen"), [("1455/10", 146), ("1454/10", 145), ("146", 146)])
def test_half_a_cent_goes_up(waarde, centen):
    from fractions import Fraction

    assert half_omhoog(Fraction(waarde)) == centen
