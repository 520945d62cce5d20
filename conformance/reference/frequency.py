"""How often a frequentie comes round in a period."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from migratietoets.istandaard.codelijsten.codes import PER_DAY, PER_FOUR_WEEKS, PER_MONTH, PER_WEEK, PER_YEAR, TOTAL
from migratietoets.istandaard.kalender import CALENDARS, DEFAULT_CALENDAR, FOUR_WEEKS, ONE_DAY, SUNDAY, iso_week
from migratietoets.istandaard.model import Toewijzing

Days = tuple[date, date]
"""First and last day."""

SPAN_OF: Mapping[str, Callable[[date], object]] = MappingProxyType(
    {
        PER_DAY: lambda day: day,
        PER_WEEK: iso_week,
        PER_MONTH: lambda day: (day.year, day.month),
        PER_YEAR: lambda day: day.year,
        TOTAL: lambda _: None,
    }
)
"""Frequentie -> the day, week and so on that a day lies in; each of them, also a broken one, bears one volume."""


def days_of(span: Days) -> list[date]:
    """Every day of a period, both ends included; [] when it ends before it begins."""
    begin, end = span
    return [begin + i * ONE_DAY for i in range((end - begin).days + 1)]


@lru_cache(4096)
def count_times(frequentie: str, span: Days, calendar: str = DEFAULT_CALENDAR) -> int:
    """How many days, weeks and so on a period touches; four weeks as that calendar cuts them."""
    if frequentie == PER_FOUR_WEEKS:
        return len({(day - CALENDARS[calendar].rhythm) // FOUR_WEEKS for day in days_of(span)})
    return len({SPAN_OF[frequentie](day) for day in days_of(span)})


def count_sundays(toewijzing: Toewijzing, span: Days) -> int:
    """IV077: the sundays of a period, and one more where the toewijzing ends in it on another day."""
    days = days_of(span)
    ends_midweek = toewijzing.einddatum in days and toewijzing.einddatum.isoweekday() != SUNDAY
    return sum(day.isoweekday() == SUNDAY for day in days) + ends_midweek
