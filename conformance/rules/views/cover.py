"""The days that toewijzingen cover: gaps, double cover, and the stretches in which nothing changes (TW-06, BS-02)."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from migratietoets.istandaard.kalender import ONE_DAY

Days = tuple[date, date]
"""First and last day; date.max without one."""


def gaps(cover: Iterable[Days], start: date, end: date) -> list[Days]:
    """The days in start..end that no period covers."""
    out, uncovered = [], start
    for first, last in sorted(cover):
        if first > uncovered:
            out.append((uncovered, min(first - ONE_DAY, end)))
        if last >= end:
            return [gap for gap in out if gap[0] <= gap[1]]
        uncovered = max(uncovered, last + ONE_DAY)
    return [gap for gap in [*out, (uncovered, end)] if gap[0] <= gap[1]]


def overlap(one: Days, other: Days) -> Days | None:
    """The days that two periods share."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def stretches(periods: Iterable[Days], start: date, end: date) -> list[Days]:
    """Cut start..end at every day on which a period begins or has just ended."""
    cuts = {start}
    for first, last in periods:
        cuts |= {day for day in (first, date.max if last == date.max else last + ONE_DAY) if start < day <= end}
    days = sorted(cuts)
    return [*((first, following - ONE_DAY) for first, following in pairwise(days)), (days[-1], end)]


def length(period: Days) -> int | None:
    """How many days; None without a last one."""
    return None if period[1] == date.max else (period[1] - period[0]).days + 1
