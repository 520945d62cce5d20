"""What must follow a toewijzing that does not fit release 3.0, and what only the gemeente can choose about it."""

from dataclasses import dataclass
from random import Random

from migratietoets.generators.stock.products import Product
from migratietoets.istandaard.codelijsten.codes import PER_MONTH, PER_WEEK, STUKS_INSPANNING, TOTAL
from migratietoets.istandaard.model import Content, NewContent, Omvang
from migratietoets.istandaard.vervangingen import (
    ASPECIFIEK,
    ASPECIFIEK_BUDGET,
    GENERIEK_BUDGET,
)

BUDGETS = (90000, 250000, 480000, 1200000)
"""Budgets that a gemeente may want, in euro cents."""

CHOOSE_VERVANGING = "Kies waardoor de toewijzing wordt vervangen: alleen de gemeente weet wat er nodig is."
CHOOSE_PRODUCT = "Kies de productcode van de opvolger: de oude toewijzing noemt alleen een categorie."
CHOOSE_OMVANG = "Kies de omvang van de opvolger: de oude toewijzing noemt er geen."
CHOOSE_BUDGET = "Kies het budget van de opvolger: dat volgt niet uit de oude toewijzing."
STUKS_UNKNOWN = "Ga na of stuks hier inspanning of output betekent: de uitvoering is niet bekend."


@dataclass(frozen=True, slots=True)
class Successor:
    """What must follow.

    Attributes:
        route: the value of vervanging that asks for it.
        only_in_30: release 2.4 cannot express it.
        choices: what only the gemeente can choose about it.
    """

    route: str
    content: Content
    only_in_30: bool = False
    choices: tuple[str, ...] = ()

    @property
    def needs_einddatum(self) -> bool:
        """Release 3.0 wants an einddatum with it (CD075, CD076)."""
        omvang = self.content.omvang
        return self.route in {ASPECIFIEK_BUDGET, GENERIEK_BUDGET} or (
            omvang is not None and omvang.frequentie in {PER_WEEK, TOTAL}
        )


def eenheid_30(product: Product) -> str:
    """The eenheid in which release 3.0 counts a product."""
    return STUKS_INSPANNING if product.stuks_inspanning else product.eenheid


def budget(rng: Random) -> int:
    """A budget around one of the usual ones, in whole fifties of euro's."""
    return rng.choice(BUDGETS) * rng.randint(70, 140) // 100 // 5000 * 5000


def wanted(rng: Random, product: Product, route: str) -> NewContent | None:
    """What a gemeente could want on this route, or None where the route says it all; never a total."""
    if route == ASPECIFIEK:
        return None
    if route in {ASPECIFIEK_BUDGET, GENERIEK_BUDGET}:
        return NewContent(budget=budget(rng))
    frequentie = rng.choice((PER_WEEK, PER_MONTH))
    volume = rng.choice(product.volumes(frequentie))
    return NewContent(code=product.code, volume=volume, eenheid=eenheid_30(product), frequentie=frequentie)


def successor_on(product: Product, route: str, new: NewContent | None, omvang: Omvang | None) -> Successor:
    """The successor on a route; what nieuw does not say comes from the old omvang, or is left to the gemeente.

    Args:
        product: what the toewijzing is for; generiek names none of it.
        route: a value of vervanging.
        new: the wanted content, complete, or None.
        omvang: the permitted form of the old omvang.
    """
    if route == ASPECIFIEK:
        return Successor(route, Content(product.categorie, None))
    if route in {ASPECIFIEK_BUDGET, GENERIEK_BUDGET}:
        categorie = product.categorie if route == ASPECIFIEK_BUDGET else None
        budget = None if new is None else new.budget
        choices = () if new else (CHOOSE_BUDGET,)
        return Successor(route, Content(categorie, None, budget=budget), only_in_30=True, choices=choices)
    if new is None or new.eenheid is None or new.frequentie is None:
        content, choices = Content(product.categorie, None, omvang), (CHOOSE_PRODUCT,)
    else:
        content = Content(product.categorie, new.code, Omvang(new.volume, new.eenheid, new.frequentie))
        choices = ()
    in_stuks = content.omvang is not None and content.omvang.eenheid == STUKS_INSPANNING
    return Successor(route, content, only_in_30=in_stuks, choices=choices)
