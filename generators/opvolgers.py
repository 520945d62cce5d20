"""What must follow a toewijzing that does not fit release 3.0, and what only the gemeente can choose about it."""

from dataclasses import dataclass
from random import Random

from generators.producten import MAAND, STUKS_INSPANNING, TOTAAL, WEEK, Product
from istandaard.model import Inhoud, Nieuw, Omvang

GELIJK = "gelijk"
SPECIFIEK = "specifiek_met_omvang"
ASPECIFIEK = "aspecifiek_zonder_budget"
ASPECIFIEK_BUDGET = "aspecifiek_met_budget"
GENERIEK_BUDGET = "generiek_met_budget"
SPECIFIEK_STUKS = "specifiek_stuks_inspanning"
BUDGETTEN = (90000, 250000, 480000, 1200000)
"""Budgets that a gemeente may want, in euro cents."""

KIES_VERVANGING = "Kies waardoor de toewijzing wordt vervangen: alleen de gemeente weet wat er nodig is."
KIES_PRODUCT = "Kies de productcode van de opvolger: de oude toewijzing noemt alleen een categorie."
KIES_OMVANG = "Kies de omvang van de opvolger: de oude toewijzing noemt er geen."
KIES_BUDGET = "Kies het budget van de opvolger: dat volgt niet uit de oude toewijzing."
STUKS_ONBEKEND = "Ga na of stuks hier inspanning of output betekent: de uitvoering is niet bekend."


@dataclass(frozen=True, slots=True)
class Opvolger:
    """What must follow.

    Attributes:
        route: the value of vervanging that asks for it.
        pas_in_30: release 2.4 cannot express it.
        keuzes: what only the gemeente can choose about it.
    """

    route: str
    inhoud: Inhoud
    pas_in_30: bool = False
    keuzes: tuple[str, ...] = ()

    @property
    def vraagt_einddatum(self) -> bool:
        """Release 3.0 wants an einddatum with it (CD075, CD076)."""
        omvang = self.inhoud.omvang
        return self.route in {ASPECIFIEK_BUDGET, GENERIEK_BUDGET} or (
            omvang is not None and omvang.frequentie in {WEEK, TOTAAL}
        )


def eenheid_30(product: Product) -> str:
    """The eenheid in which release 3.0 counts a product."""
    return STUKS_INSPANNING if product.stuks_inspanning else product.eenheid


def gewenst(rng: Random, product: Product, route: str) -> Nieuw | None:
    """What a gemeente could want on this route, or None where the route says it all; never a total."""
    if route == ASPECIFIEK:
        return None
    if route in {ASPECIFIEK_BUDGET, GENERIEK_BUDGET}:
        return Nieuw(budget=rng.choice(BUDGETTEN))
    frequentie = rng.choice((WEEK, MAAND))
    return Nieuw(product.code, rng.choice(product.volumes(frequentie)), eenheid_30(product), frequentie)


def volgens(product: Product, route: str, nieuw: Nieuw | None, omvang: Omvang | None) -> Opvolger:
    """The successor on a route; what nieuw does not say comes from the old omvang, or is left to the gemeente.

    Args:
        product: what the toewijzing is for; generiek names none of it.
        route: a value of vervanging.
        nieuw: the wanted content, complete, or None.
        omvang: the permitted form of the old omvang.
    """
    if route == ASPECIFIEK:
        return Opvolger(route, Inhoud(product.categorie, None))
    if route in {ASPECIFIEK_BUDGET, GENERIEK_BUDGET}:
        categorie = product.categorie if route == ASPECIFIEK_BUDGET else None
        budget = None if nieuw is None else nieuw.budget
        keuzes = () if nieuw else (KIES_BUDGET,)
        return Opvolger(route, Inhoud(categorie, None, budget=budget), pas_in_30=True, keuzes=keuzes)
    if nieuw is None or nieuw.eenheid is None or nieuw.frequentie is None:
        inhoud, keuzes = Inhoud(product.categorie, None, omvang), (KIES_PRODUCT,)
    else:
        inhoud = Inhoud(product.categorie, nieuw.code, Omvang(nieuw.volume, nieuw.eenheid, nieuw.frequentie))
        keuzes = ()
    in_stuks = inhoud.omvang is not None and inhoud.omvang.eenheid == STUKS_INSPANNING
    return Opvolger(route, inhoud, pas_in_30=in_stuks, keuzes=keuzes)
