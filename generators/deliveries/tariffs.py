"""What a delivery costs, in whole euro cents (TR345, TR346, IV081)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from migratietoets.generators.chance import integer
from migratietoets.istandaard.codelijsten.codes import DAGDEEL, ETMAAL, EURO, HOUR, MINUTE, STUKS, STUKS_INSPANNING

BOUNDS: Mapping[str, tuple[int, int]] = {
    MINUTE: (85, 140),
    HOUR: (4800, 8200),
    ETMAAL: (9500, 28000),
    DAGDEEL: (3200, 6800),
    STUKS: (1500, 21000),
    STUKS_INSPANNING: (1500, 21000),
}
"""The lowest and the highest tarief of each eenheid, in euro cents; all invented. Euro's have none."""
SPREAD = 4
"""Two aanbieders of a product differ so many percent at most from what is usual for it; an assumption."""
MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True)
class Tarief:
    """What an aanbieder asks for a product.

    Attributes:
        eenheid: in which is claimed.
        per_eenheid: euro cents, as a prestatie shows it; None for euro's.
        per_hour: euro cents of an hour that is claimed in minutes; it decides the bedrag, per_eenheid is only shown.
    """

    eenheid: str
    per_eenheid: int | None
    per_hour: int | None = None

    def bedrag(self, volume: int) -> int:
        """Euro cents for a volume in this eenheid; an hourly tarief is rounded once, half up."""
        if self.per_hour is not None:
            return half_up(self.per_hour * volume, MINUTES_PER_HOUR)
        return volume if self.per_eenheid is None else volume * self.per_eenheid


def half_up(numerator: int, denominator: int) -> int:
    """A quotient of numbers from 0, rounded to the nearest whole number, half up."""
    return (2 * numerator + denominator) // (2 * denominator)


@cache
def tarief(gemeente: str, aanbieder: str, code: str, eenheid: str) -> Tarief:
    """The tarief that a gemeente and an aanbieder agreed; some claim hours in minutes.

    Args:
        gemeente: CBS code.
        aanbieder: AGB code.
        code: productcode.
        eenheid: of the toewijzing.
    """
    if eenheid == EURO:
        return Tarief(eenheid, None)
    lowest, highest = BOUNDS[eenheid]
    usual = lowest + integer("tarief", code, eenheid) % (highest - lowest + 1)
    roll = integer("tarief", gemeente, aanbieder, code)
    percent = 100 + roll % (2 * SPREAD + 1) - SPREAD
    cent = min(highest, max(lowest, half_up(usual * percent, 100)))
    if eenheid == HOUR and roll >> 16 & 1:
        return Tarief(MINUTE, half_up(cent, MINUTES_PER_HOUR), cent)
    return Tarief(eenheid, cent)
