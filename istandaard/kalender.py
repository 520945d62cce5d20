"""Weeks, months, the 4-week calendar of 2020 and working days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays

from migratietoets.istandaard.releases import END_OF_2020

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""On its clock a day is a day."""
ONE_DAY = timedelta(days=1)
FOUR_WEEKS = timedelta(weeks=4)
SUNDAY = 7
"""As isoweekday says it."""
_SATURDAY = 5

FOUR_WEEKLY, MONTHLY = "vier_weken", "maand"
"""The declaratieperiode of 2020 that an aanbieder chose (DC-03); from 2021 there is only the month."""

Week = tuple[int, int]
"""An ISO week: year and number."""


EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Between these days there can be calculated without falling off the calendar; nobody means a day outside them."""


def day_of(at: datetime) -> date:
    """The day on which a moment lies in Europe/Amsterdam, whatever its own offset."""
    return at.astimezone(AMSTERDAM).date()


def iso_week(day: date) -> Week:
    """The ISO week a day lies in: 2021-01-03 is in (2020, 53)."""
    year, number, _ = day.isocalendar()
    return year, number


def week(year: int, number: int) -> tuple[date, date]:
    """Monday and sunday of an ISO week.

    Raises:
        ValueError: that year has no such week.
    """
    return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7)


WEEK_53: Week = (2020, 53)
"""The week that lies in both years; with it the last period of the 4-week calendar ends."""
WEEK_53_START, WEEK_53_END = week(*WEEK_53)


def days_of(delivered: str) -> tuple[date, date]:
    """First and last day of what a delivery names: a day as 2020-12-31, or an ISO week as 2020-W53.

    Raises:
        ValueError: neither of these.
    """
    year, dash, number = delivered.partition("-W")
    return week(int(year), int(number)) if dash else (date.fromisoformat(delivered),) * 2


def sunday(one: Week) -> date:
    """The sunday that ends an ISO week; with output it decides where the week is declared (DC-10)."""
    return week(*one)[1]


def month(day: date) -> tuple[date, date]:
    """First and last day of the calendar month a day lies in."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def month_name(day: date) -> str:
    """The name of a monthly declaratieperiode, used in reports and in `declare`: "2021-01"."""
    return f"{day:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the 4-week calendar of 2020, both days included."""

    number: int
    begindatum: date
    einddatum: date

    @property
    def name(self) -> str:
        """The name used in reports and in `declare`: "2020-P13"."""
        return f"2020-P{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """One reading of the 4-week calendar of 2020.

    Attributes:
        description: the reading, in Dutch.
        rhythm: the day from which periods of 28 days are counted.
        first: the day on which period 1 begins.
    """

    description: str
    rhythm: date
    first: date


CALENDARS: MappingProxyType[str, Calendar] = MappingProxyType(
    {
        "A": Calendar("dertien keer 28 dagen, teruggeteld vanaf 03-01-2021", date(2020, 1, 6), date(2020, 1, 6)),
        "B": Calendar("per vier ISO-weken vanaf week 1", date(2019, 12, 30), date(2019, 12, 30)),
        "C": Calendar("als B, begonnen op nieuwjaarsdag", date(2019, 12, 30), date(2020, 1, 1)),
        "D": Calendar("als A, begonnen op nieuwjaarsdag", date(2020, 1, 6), date(2020, 1, 1)),
    }
)
"""The readings of a calendar that was never found. All agree that period 13 ends on 31-12-2020 and holds week 53
of that year as far as it lies in 2020 (DC-04); from 07-12-2020 they agree on every day."""
DEFAULT_CALENDAR = "A"
CERTAIN_FROM = date(2020, 12, 7)
"""From this day all readings give the same period."""
_COUNT = 13


@cache
def four_week_periods(calendar: str = DEFAULT_CALENDAR) -> tuple[Period, ...]:
    """The 13 periods of 2020 in one reading; they join, and the last is cut off at 31-12-2020.

    Raises:
        KeyError: no such reading.
    """
    kind = CALENDARS[calendar]
    begins = [kind.first, *(kind.rhythm + i * FOUR_WEEKS for i in range(1, _COUNT))]
    ends = [*(day - ONE_DAY for day in begins[1:]), END_OF_2020]
    return tuple(Period(i, start, end) for i, (start, end) in enumerate(zip(begins, ends, strict=True), 1))


def four_week_period(day: date, calendar: str = DEFAULT_CALENDAR) -> Period | None:
    """The period of 2020 a day lies in; None outside the calendar, as for every day of 2021.

    Raises:
        KeyError: no such reading.
    """
    periods = four_week_periods(calendar)
    return next((period for period in periods if period.begindatum <= day <= period.einddatum), None)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The days of a year that count as feestdag in the Algemene termijnenwet (article 3).

    These are nieuwjaarsdag, Goede Vrijdag (put on a par there), tweede paasdag, Koningsdag, 5 mei (each year, not
    only in jubilee years), Hemelvaartsdag, tweede pinksterdag and both kerstdagen. That law fixes how terms in
    working days run for authorities, and the standard does not define its own.
    """
    return frozenset(holidays.country_holidays("NL", years=year, categories=("public", "optional")))


def is_working_day(day: date) -> bool:
    """Tell whether a day is a working day: monday to friday and no feestdag."""
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The day that lies a number of working days after a day; that day itself does not count.

    With 0: the day itself. A message of friday answered within three working days: wednesday.
    """
    while count > 0:
        day += ONE_DAY
        count -= is_working_day(day)
    return day
