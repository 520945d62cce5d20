"""Quantities of care in terms of each other: so much a day, and how many of another eenheid and frequentie that is.

The conversions that the source lists are exact here: a month is 52/12 weeks, a year twelve of those months.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from migratietoets.conformance.rules.views.rights.bounds import ROUGHLY, TOO_LITTLE
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import (
    DAYS_PER_FREQUENTIE,
    MINUTES_PER_EENHEID,
    PER_DAY,
    PER_FOUR_WEEKS,
    PER_MONTH,
    PER_WEEK,
    PER_YEAR,
    STUKS,
    STUKS_INSPANNING,
    TOTAL,
)
from migratietoets.istandaard.model import Omvang
from migratietoets.istandaard.varianten import ALLOWED

LISTED = frozenset(
    {(PER_FOUR_WEEKS, PER_WEEK), (PER_FOUR_WEEKS, PER_MONTH), (PER_YEAR, PER_MONTH), (PER_DAY, PER_WEEK)}
)
"""The conversions the source lists."""


def eenheid_family(eenheid: str) -> tuple[str, int]:
    """What an eenheid can be converted to, and how many of the smallest of those it holds."""
    if eenheid in MINUTES_PER_EENHEID:
        return "tijd", MINUTES_PER_EENHEID[eenheid]
    return ("stuks" if eenheid in {STUKS, STUKS_INSPANNING} else eenheid), 1


def convertible(one: Omvang, other: Omvang) -> bool:
    """Whether two omvangen speak of the same, in other words."""
    return eenheid_family(one.eenheid)[0] == eenheid_family(other.eenheid)[0]


def _length(frequentie: str, days: int | None) -> Fraction | None:
    """How many days a frequentie takes; a total takes the days it is for, where they are known."""
    return Fraction(days) if frequentie == TOTAL and days is not None else DAYS_PER_FREQUENTIE.get(frequentie)


def a_day(omvang: Omvang, days: int | None) -> Fraction | None:
    """How much it gives a day, in the smallest eenheid; None where nobody can know.

    Args:
        omvang: how much.
        days: how many days a total is for; None without an einddatum.
    """
    length = _length(omvang.frequentie, days)
    if omvang.volume is None or length is None:
        return None
    return Fraction(omvang.volume) * eenheid_family(omvang.eenheid)[1] / length


def volume_for(per_day: Fraction, eenheid: str, frequentie: str, days: int | None) -> Fraction | None:
    """How many of an eenheid each frequentie give that much a day; None where nobody can know."""
    length = _length(frequentie, days)
    return None if length is None else per_day * length / eenheid_family(eenheid)[1]


def listed(old: str, new: str) -> bool:
    """Whether the source says how one frequentie becomes the other; the same one stays what it is."""
    return old == new or (old, new) in LISTED


@dataclass(frozen=True, slots=True)
class Due:
    """What should be given, in the eenheid and frequentie in which it is given.

    Attributes:
        volume: exactly.
        low, high: the whole numbers it may be rounded to: the neighbours, or the sum of those of its parts.
        listed: the source says how it is converted.
        nearest: by what share the nearest permitted form of the same eenheid differs.
        once: a share of a total is given once; what is raised to 1 elsewhere is given each time.
    """

    volume: Fraction
    low: int
    high: int
    listed: bool
    nearest: Fraction
    once: bool

    def verdict(self, volume: int) -> Verdict:
        """Whether so much is the same quantity, as near as may be."""
        off = abs(volume / self.volume - 1)
        if volume < self.volume:
            if not self.listed and off <= ROUGHLY.share:
                return Verdict.PASS
            if volume < self.low:
                return Verdict.FAIL
            if off <= TOO_LITTLE.share:
                return Verdict.PASS
            return Verdict.FAIL if self.nearest < off else Verdict.WARN
        if off <= ROUGHLY.share:
            return Verdict.PASS
        rounded = volume <= self.high and off <= self.nearest
        often = self.volume < 1 and not self.once and off > TOO_LITTLE.share
        return Verdict.PASS if rounded and not often else Verdict.WARN


def due(parts: Sequence[Fraction], old: Sequence[str], new: Omvang, days: int | None, *, closed: bool) -> Due | None:
    """What a successor should give; None where nobody can know.

    Args:
        parts: how much each toewijzing gave a day that it takes the place of.
        old: the frequentie of each of those.
        new: the eenheid and frequentie of the successor.
        days: how many days the successor has.
        closed: the care had an einddatum, so that it may be said per week.
    """
    volumes = [volume_for(part, new.eenheid, new.frequentie, days) for part in parts]
    known = [volume for volume in volumes if volume is not None]
    whole = sum(known, Fraction())
    if len(known) < len(volumes) or not whole:
        return None
    once = {*old, new.frequentie} == {TOTAL}
    return Due(
        whole,
        max(1, sum(floor(volume) for volume in known)),
        max(1, ceil(whole)),
        all(listed(one, new.frequentie) for one in old),
        _nearest_total(whole) if once else nearest_form(sum(parts, Fraction()), new.eenheid, closed=closed),
        once,
    )


def _nearest_total(exact: Fraction) -> Fraction:
    """By what share the nearest whole number differs: a share of a total is a total, and never 0."""
    return min(abs(max(1, whole) / exact - 1) for whole in (floor(exact), ceil(exact)))


def nearest_form(per_day: Fraction, eenheid: str, *, closed: bool) -> Fraction:
    """By what share the nearest permitted form differs that says how much in a stretch of time, in whole numbers."""
    return min(
        (
            abs(max(1, whole) / exact - 1)
            for frequentie, asks_einddatum in ALLOWED.get(eenheid, {}).items()
            if frequentie != TOTAL and (closed or not asks_einddatum)
            for exact, whole in _neighbours(per_day, eenheid, frequentie)
        ),
        default=Fraction(1),
    )


def _neighbours(per_day: Fraction, eenheid: str, frequentie: str) -> Iterator[tuple[Fraction, int]]:
    exact = volume_for(per_day, eenheid, frequentie, None)
    if exact:
        yield exact, floor(exact)
        yield exact, ceil(exact)


def share(volume: int, part: int, whole: int) -> Fraction:
    """What falls to a part of the days of a total."""
    return Fraction(volume * part, whole)
