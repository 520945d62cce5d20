"""From one omvang to another: the eenheden and frequenties between which a volume can be converted."""

from fractions import Fraction
from math import floor

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
)
from migratietoets.istandaard.model import Omvang
from migratietoets.istandaard.varianten import DROPPED_EENHEDEN_PER_DAY

NEAREST = {PER_FOUR_WEEKS: PER_MONTH, PER_YEAR: PER_MONTH}
"""Frequenties that 3.0 dropped, and the one that always takes their place."""

MUCH = Fraction(1, 10)
"""Rounding that changes the care by more than this is said."""


def rounded(value: Fraction) -> int:
    """Half rounds up, at least 1."""
    return max(1, floor(value + Fraction(1, 2)))


def in_eenheid(volume: int | None, old: str, new: str) -> Fraction | None:
    """The same quantity in another eenheid; None where nobody can know it."""
    if volume is None:
        return None
    if old == new or {old, new} == {STUKS, STUKS_INSPANNING}:
        return Fraction(volume)
    minutes = MINUTES_PER_EENHEID.get(old), MINUTES_PER_EENHEID.get(new)
    return Fraction(volume * minutes[0], minutes[1]) if minutes[0] and minutes[1] else None


def per(volume: Fraction | None, old: str, new: str) -> Fraction | None:
    """The same quantity per another frequentie; None where nobody can know it, as from or to a total."""
    if volume is None or old == new:
        return volume
    if old not in DAYS_PER_FREQUENTIE or new not in DAYS_PER_FREQUENTIE:
        return None
    return volume * DAYS_PER_FREQUENTIE[new] / DAYS_PER_FREQUENTIE[old]


def nearest_frequentie(volume: Fraction | None, eenheid: str, frequentie: str, *, ends: bool) -> str:
    """The nearest frequentie that 3.0 permits.

    Per 4 weken becomes per week where there is an einddatum and it divides by four, otherwise per maand; per jaar
    becomes per maand; per dag becomes per week for eenheden that lose per dag.
    """
    if frequentie == PER_FOUR_WEEKS and ends and volume and (volume / 4).denominator == 1:
        return PER_WEEK
    if frequentie == PER_DAY and eenheid in DROPPED_EENHEDEN_PER_DAY:
        return PER_WEEK
    return NEAREST.get(frequentie, frequentie)


def converted(old: Omvang, eenheid: str, frequentie: str | None, *, ends: bool) -> tuple[Fraction | None, str]:
    """The volume in another eenheid and frequentie, before rounding.

    Args:
        old: the omvang that is converted.
        eenheid: the eenheid of the successor.
        frequentie: the frequentie that is wanted; None for the nearest one.
        ends: there is an einddatum.
    """
    volume = in_eenheid(old.volume, old.eenheid, eenheid)
    new = frequentie or nearest_frequentie(volume, eenheid, old.frequentie, ends=ends)
    return per(volume, old.frequentie, new), new


def far_off(exact: Fraction, volume: int) -> bool:
    """Whether rounding changed the quantity by more than a tenth."""
    return abs(volume - exact) > exact * MUCH
