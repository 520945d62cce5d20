"""How much a toewijzing allows: for a productperiode and in all (IV076, IV077, IV078, TR322). Volumes are whole."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from migratietoets.istandaard.codelijsten.codes import (
    HOUR,
    MINUTE,
    PER_DAY,
    PER_FOUR_WEEKS,
    PER_MONTH,
    PER_WEEK,
    PER_YEAR,
    STUKS,
    STUKS_INSPANNING,
    TOTAL,
)
from migratietoets.istandaard.kalender import CALENDARS, FOUR_WEEKS, ONE_DAY, SUNDAY, iso_week
from migratietoets.istandaard.model import Omvang
from migratietoets.istandaard.uitvoeringen import INSPANNING, OUTPUT

MINUTES_PER_HOUR = 60
FAMILIES = ({HOUR, MINUTE}, {STUKS, STUKS_INSPANNING})
"""Eenheden whose volumes can be laid side by side, hours as minutes."""

SLOT: Mapping[str, Callable[[date], object]] = MappingProxyType(
    {
        PER_DAY: lambda day: day,
        PER_WEEK: iso_week,
        PER_MONTH: lambda day: (day.year, day.month),
        PER_YEAR: lambda day: day.year,
        TOTAL: lambda _: None,
    }
)
"""Frequentie -> the day, week and so on that a day lies in; each that a period touches, also a broken one, counts."""


def _days(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start += ONE_DAY


@lru_cache(4096)
def count(frequentie: str, start: date, end: date) -> int:
    """How many days, weeks, months and so on a period touches; of four weeks the most in any reading."""
    if frequentie == PER_FOUR_WEEKS:
        return max(
            len({(day - calendar.rhythm) // FOUR_WEEKS for day in _days(start, end)}) for calendar in CALENDARS.values()
        )
    return len({SLOT[frequentie](day) for day in _days(start, end)})


def sundays(start: date, end: date, einddatum: date | None) -> int:
    """The sundays of a period, and one more when the toewijzing ends in it on another day (IV077)."""
    ends_midweek = einddatum is not None and start <= einddatum <= end and einddatum.isoweekday() != SUNDAY
    return sum(day.isoweekday() == SUNDAY for day in _days(start, end)) + ends_midweek


def at_most(omvang: Omvang, start: date, end: date, einddatum: date | None, uitvoering: str | None) -> int | None:
    """The most of a toewijzing in a productperiode; None where only its total counts, or nothing is known.

    Args:
        omvang: of the toewijzing.
        start: first day of the productperiode, within the toewijzing.
        end: its last day.
        einddatum: the last day of the toewijzing, or None.
        uitvoering: "inspanning" or "output"; None when unknown: then whichever allows more.
    """
    if omvang.volume is None or omvang.frequentie == TOTAL:
        return None
    times = count(omvang.frequentie, start, end)
    if omvang.frequentie == PER_WEEK and uitvoering != INSPANNING:
        on_sunday = sundays(start, end, einddatum)
        times = on_sunday if uitvoering == OUTPUT else max(times, on_sunday)
    return omvang.volume * times


def in_total(omvang: Omvang, ingangsdatum: date, einddatum: date | None) -> int | None:
    """The most of a whole toewijzing; None where it has no end or sets no volume."""
    if omvang.volume is None or einddatum is None:
        return None
    return omvang.volume * count(omvang.frequentie, ingangsdatum, einddatum)


def in_minutes(volume: int, eenheid: str) -> int:
    """Hours as minutes, so that they can be compared; any other eenheid as it is."""
    return volume * MINUTES_PER_HOUR if eenheid == HOUR else volume


def comparable(one: str, other: str) -> bool:
    """Whether volumes in two eenheden can be laid side by side."""
    return one == other or any({one, other} <= family for family in FAMILIES)
