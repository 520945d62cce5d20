"""What a toewijzing holds, what a client needs, what an aanbieder asks: a product in an amount and a time."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Final


class Keep(Enum):
    """Says of a field that the case leaves it as it is; None says that it is empty."""

    KEEP = auto()


KEEP: Final = Keep.KEEP


@dataclass(frozen=True, kw_only=True)
class Content:
    """A product in an amount and a time.

    Attributes:
        product: a name of cases/producten.yaml; None is generiek.
        specifiek: with the code of the product, not its categorie alone.
        budget: euro cents.
    """

    product: str | None
    specifiek: bool
    ingangsdatum: date
    einddatum: date | None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """What the gemeente wants to come after a toewijzing; `specifiek`: with the code of its product."""

    specifiek: bool = False
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None


@dataclass(frozen=True, kw_only=True)
class GivenToewijzing(Content):
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
