"""How far the care after a migration may differ from the care before it: every bound with its reason (TW-06)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Bound:
    """A share of the old quantity, and why it lies there; the reason is for a Dutch reader."""

    share: Fraction
    reason: str


ROUGHLY = Bound(
    Fraction(5, 100),
    "Een omrekening die de bron niet noemt, hangt af van hoe lang een maand of jaar duurt; dat scheelt minder dan 5%.",
)
"""Within this a conversion that is not listed is right, and more care than before needs no word."""
TOO_LITTLE = Bound(
    Fraction(10, 100),
    "Afronden op een heel getal mag, maar wie een tiende verliest terwijl een andere toegestane vorm dichterbij komt, "
    "krijgt niet dezelfde zorg.",
)
"""More than this less is broken where a closer permitted form exists."""

FILLED_UNTIL = date(2021, 6, 30)
"""An einddatum that is filled in where there was none lies here at the earliest, or it takes most of what was promised:
nobody knows how long the care would have run, and half a year leaves time for a new indicatie."""
