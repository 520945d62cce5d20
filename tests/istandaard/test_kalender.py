from datetime import date, timedelta
from itertools import pairwise

import pytest

from migratietoets.istandaard.kalender import (
    CALENDARS,
    CERTAIN_FROM,
    days_of,
    four_week_period,
    four_week_periods,
    is_working_day,
    iso_week,
    month,
    public_holidays,
    sunday,
    week,
    working_days_after,
)


def test_week_53_of_2020_ends_in_january() -> None:
    assert iso_week(date(2021, 1, 3)) == iso_week(date(2020, 12, 28)) == (2020, 53)
    assert week(2020, 53) == (date(2020, 12, 28), date(2021, 1, 3))
    assert sunday((2020, 53)) == date(2021, 1, 3)
    assert iso_week(date(2021, 1, 4)) == (2021, 1)


def test_a_week_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="week"):
        week(2021, 53)


def test_the_days_of_a_day_and_of_a_week() -> None:
    assert days_of("2020-12-31") == (date(2020, 12, 31), date(2020, 12, 31))
    assert days_of("2020-W53") == week(2020, 53)


@pytest.mark.parametrize("geleverd", ["2021-W53", "2020-W53-1", "2020-02-30", "week 53", ""])
def test_the_days_of_anything_else(geleverd: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the text is python's own
        days_of(geleverd)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2020, 2, 10), date(2020, 2, 1), date(2020, 2, 29)),
        (date(2021, 2, 28), date(2021, 2, 1), date(2021, 2, 28)),
        (date(2020, 12, 31), date(2020, 12, 1), date(2020, 12, 31)),
    ],
)
def test_a_month_has_its_first_and_last_day(day: date, first: date, last: date) -> None:
    assert month(day) == (first, last)


@pytest.mark.parametrize("calendar", CALENDARS)
def test_every_reading_is_gapless_and_ends_with_2020(calendar: str) -> None:
    periods = four_week_periods(calendar)
    assert [period.number for period in periods] == list(range(1, 14))
    assert periods[-1].einddatum == date(2020, 12, 31)
    assert all(one.einddatum + timedelta(days=1) == other.begindatum for one, other in pairwise(periods))
    assert all(four_week_period(date(2020, 12, day), calendar).name == "2020-P13" for day in range(28, 32))
    assert four_week_period(date(2021, 1, 1), calendar) is None


@pytest.mark.parametrize(
    ("calendar", "begin", "start_13", "days_13"),
    [
        ("A", date(2020, 1, 6), date(2020, 12, 7), 25),
        ("B", date(2019, 12, 30), date(2020, 11, 30), 32),
        ("C", date(2020, 1, 1), date(2020, 11, 30), 32),
        ("D", date(2020, 1, 1), date(2020, 12, 7), 25),
    ],
)
def test_in_what_the_readings_differ(calendar: str, begin: date, start_13: date, days_13: int) -> None:
    first, *_, last = four_week_periods(calendar)
    assert first.begindatum == begin
    assert last.begindatum == start_13
    assert (last.einddatum - last.begindatum).days + 1 == days_13
    assert four_week_period(begin - timedelta(days=1), calendar) is None


def test_from_7_december_the_readings_agree() -> None:
    def names(day: date) -> set[int]:
        return {four_week_period(day, calendar).number for calendar in CALENDARS}

    assert names(CERTAIN_FROM) == {13}
    assert names(CERTAIN_FROM - timedelta(days=1)) == {12, 13}


def test_an_unknown_reading_is_refused() -> None:
    with pytest.raises(KeyError):
        four_week_period(date(2020, 5, 1), "E")


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 12, 26),  # zaterdag
        date(2020, 12, 27),  # zondag
        date(2020, 12, 25),  # eerste kerstdag
        date(2021, 1, 1),  # nieuwjaarsdag
        date(2020, 4, 10),  # Goede Vrijdag
        date(2020, 4, 13),  # tweede paasdag
        date(2020, 4, 27),  # Koningsdag
        date(2021, 5, 5),  # 5 mei, ook buiten lustrumjaren
        date(2020, 5, 21),  # Hemelvaartsdag
        date(2020, 6, 1),  # tweede pinksterdag
    ],
)
def test_a_weekend_or_holiday_is_no_working_day(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2020, 12, 24), date(2020, 12, 28), date(2020, 12, 31), date(2021, 1, 4)])
def test_any_other_day_is_a_working_day(day: date) -> None:
    assert is_working_day(day)
    assert day not in public_holidays(day.year)


@pytest.mark.parametrize(
    ("day", "count", "outcome"),
    [
        (date(2020, 10, 2), 3, date(2020, 10, 7)),
        (date(2020, 12, 24), 3, date(2020, 12, 30)),
        (date(2020, 12, 30), 3, date(2021, 1, 5)),
        (date(2020, 12, 26), 1, date(2020, 12, 28)),
        (date(2020, 12, 26), 0, date(2020, 12, 26)),
    ],
)
def test_working_days_are_counted_from_the_next_day(day: date, count: int, outcome: date) -> None:
    assert working_days_after(day, count) == outcome
