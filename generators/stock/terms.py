"""When toewijzingen begin and end: realistic days, and the days on which the rules turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from migratietoets.generators.chance import chance
from migratietoets.generators.shares import share
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import (
    DEADLINE_30,
    DECEMBER_START,
    END_OF_2020,
    NUMBER_DEADLINE,
    START_30,
    VARIANT_DEADLINE,
)

BOUNDARY_DAYS = (
    NUMBER_DEADLINE - ONE_DAY,
    NUMBER_DEADLINE,
    DECEMBER_START,
    VARIANT_DEADLINE,
    END_OF_2020,
    START_30,
    DEADLINE_30,
)
"""Einddata around which the verdict changes."""
BOUNDARIES_IN_SCOPE = tuple(day for day in BOUNDARY_DAYS if day > NUMBER_DEADLINE)
"""Those on which a toewijzing still needs a unique number (TW-01)."""
EARLY, RUNNING, DECEMBER, NEW_YEAR = "vroeg", "lopend", "december", "2021"
BEGIN = {
    EARLY: (date(2018, 1, 1), date(2020, 8, 31)),
    RUNNING: (date(2018, 1, 1), NUMBER_DEADLINE - ONE_DAY),
    DECEMBER: (DECEMBER_START, VARIANT_DEADLINE),
    NEW_YEAR: (START_30, date(2021, 2, 28)),
}
"""First and last ingangsdatum.

30-11 and 31-12-2020 are left out: a withdrawal per the very first day reads as a cancellation.
"""
FIRST_DAY_SHARE = share("first_day")
"""Share that begins on the first possible day of a month."""
LAST_END = date(2023, 12, 31)


@dataclass(frozen=True, slots=True)
class Ends:
    """How toewijzingen end, as shares of all; the rest ends on an ordinary day in 2021 .. 2023.

    Attributes:
        open: no einddatum.
        limit: on one of BOUNDARY_DAYS.
        ended: ended long before the migration.
    """

    open: float = 0.2
    limit: float = 0.25
    ended: float = 0.0


def _day_between(rng: Random, start: date, end: date) -> date:
    return start + timedelta(days=rng.randrange((end - start).days + 1))


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def start_day(rng: Random, period: str) -> date:
    """An ingangsdatum in the period, often the first of a month."""
    start, end = BEGIN[period]
    day = _day_between(rng, start, end)
    return day.replace(day=1) if chance(rng, FIRST_DAY_SHARE) else day


def end_day(rng: Random, start: date, ends: Ends, limits: Sequence[date] = BOUNDARY_DAYS) -> date | None:
    """An einddatum after the ingangsdatum, often on one of these boundaries, or None for open-ended."""
    roll = rng.random()
    if roll < ends.open:
        return None
    if roll < ends.open + ends.limit:
        return rng.choice([day for day in limits if day > start] or [date(2021, 12, 31)])
    if roll < ends.open + ends.limit + ends.ended and start < date(2020, 10, 1):
        return _day_between(rng, start + ONE_DAY, date(2020, 10, 31))
    day = _day_between(rng, max(start + timedelta(days=28), date(2021, 2, 1)), LAST_END)
    return _month_end(day) if chance(rng, FIRST_DAY_SHARE) else day


def ended_early(rng: Random, start: date, latest: date) -> date:
    """An einddatum after the ingangsdatum and not after a last day, often on a boundary."""
    limits = [day for day in BOUNDARY_DAYS if start < day <= latest]
    if limits and chance(rng, 0.5):
        return rng.choice(limits)
    return _day_between(rng, start + ONE_DAY, latest)
