"""What a toewijzing holds, what a client needs, what an aanbieder asks: a product in an amount and a time."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Final

from migratietoets.istandaard.model import QuantityFields


class Keep(Enum):
    """Says of a field that the case leaves it as it is; None says that it is empty."""

    KEEP = auto()


KEEP: Final = Keep.KEEP


@dataclass(frozen=True, kw_only=True)
class CaseContent(QuantityFields):
    """A product in an amount and a time.

    Attributes:
        product: a name of cases/producten.yaml; None is generiek.
        specifiek: with the code of the product, not its categorie alone.
    """

    product: str | None
    specifiek: bool
    ingangsdatum: date
    einddatum: date | None


@dataclass(frozen=True, kw_only=True)
class Replacement(QuantityFields):
    """What the gemeente wants to come after a toewijzing; `specifiek`: with the code of its product."""

    specifiek: bool = False


@dataclass(frozen=True, kw_only=True)
class GivenToewijzing(CaseContent):
    """A toewijzing that the parties have at the start; its number, client and aanbieder are symbols."""

    ref: str
    number: int | None
    client: str = "A"
    aanbieder: int = 1
    uitvoering: str | None = None
    vervanging: str | None = None
    new: Replacement | None = None
    gestart: bool = True
    instemming: bool = True


@dataclass(frozen=True)
class Given:
    """What the parties have at the start."""

    toewijzingen: tuple[GivenToewijzing, ...] = ()
