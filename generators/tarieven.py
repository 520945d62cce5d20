"""What a delivery costs, in whole euro cents (TR345, TR346, IV081)."""

from collections.abc import Mapping
from dataclasses import dataclass

from generators.producten import DAGDEEL, ETMAAL, EURO, MINUUT, STUKS, STUKS_INSPANNING, UUR
from generators.toeval import getal

GRENZEN: Mapping[str, tuple[int, int]] = {
    MINUUT: (85, 140),
    UUR: (4800, 8200),
    ETMAAL: (9500, 28000),
    DAGDEEL: (3200, 6800),
    STUKS: (1500, 21000),
    STUKS_INSPANNING: (1500, 21000),
}
"""The lowest and the highest tarief of each eenheid, in euro cents; all invented. Euro's have none."""
MINUTEN_PER_UUR = 60


@dataclass(frozen=True, slots=True)
class Tarief:
    """What an aanbieder asks for a product.

    Attributes:
        eenheid: in which is claimed.
        per_eenheid: euro cents, as a prestatie shows it; None for euro's.
        per_uur: euro cents of an hour that is claimed in minutes; it decides the bedrag, per_eenheid is only shown.
    """

    eenheid: str
    per_eenheid: int | None
    per_uur: int | None = None

    def bedrag(self, volume: int) -> int:
        """Euro cents for a volume in this eenheid; an hourly tarief is rounded once, half up."""
        if self.per_uur is not None:
            return half_op(self.per_uur * volume, MINUTEN_PER_UUR)
        return volume if self.per_eenheid is None else volume * self.per_eenheid


def half_op(teller: int, noemer: int) -> int:
    """A quotient of numbers from 0, rounded to the nearest whole number, half up."""
    return (2 * teller + noemer) // (2 * noemer)


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
    laagste, hoogste = GRENZEN[eenheid]
    worp = getal("tarief", gemeente, aanbieder, code)
    cent = laagste + worp % (hoogste - laagste + 1)
    if eenheid == UUR and worp >> 16 & 1:
        return Tarief(MINUUT, half_op(cent, MINUTEN_PER_UUR), cent)
    return Tarief(eenheid, cent)
