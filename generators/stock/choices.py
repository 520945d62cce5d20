"""What only the gemeente can choose about a successor, chosen: a label leaves it open, a message cannot."""

from dataclasses import replace
from datetime import date
from functools import cache

from migratietoets.generators.stock.label import Action
from migratietoets.generators.stock.products import PRODUCTEN, Product
from migratietoets.generators.stock.successors import BUDGETS
from migratietoets.istandaard.codelijsten.codes import PER_MONTH, PER_WEEK, TOTAL
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import END_OF_2020, Domein, Release

CHOSEN_EINDDATUM = date(2021, 12, 31)
"""Where 3.0 asks for an einddatum and there was none."""
CHOSEN_BUDGET = BUDGETS[2]


@cache
def product_for(domein: Domein, categorie: str | None, code: str | None, eenheid: str | None) -> Product:
    """The product with this code, else one of this categorie that is counted alike, else one of this categorie."""

    def fits(product: Product) -> tuple[bool, bool, bool]:
        return product.code == code, product.categorie == categorie, product.eenheid == eenheid

    return max(PRODUCTEN[domein], key=fits)


def complete(toewijzing: Toewijzing, action: Action) -> Action:
    """The action with every choice made: product, omvang, volume, budget and einddatum.

    What ends in 2020 keeps the old content, whatever 3.0 would say of it (BS-06).

    Args:
        toewijzing: the old one.
        action: a new toewijzing, or an einddatum to fill in; any other comes back as it is.
    """
    if action.action == "wijzig_einddatum":
        return replace(action, einddatum=CHOSEN_EINDDATUM)
    if action.action != "nieuwe_toewijzing":
        return action
    product = product_for(toewijzing.domein, action.categorie, action.code, toewijzing.eenheid)
    if action.eenheid is not None and action.volume is None:
        action = replace(action, volume=product.total[0] if action.frequentie == TOTAL else product.month[0])
    if action.einddatum is not None and action.einddatum <= END_OF_2020:
        return action
    if action.code is not None and action.eenheid is None:
        action = replace(action, volume=product.month[0], eenheid=product.eenheid, frequentie=PER_MONTH)
    elif action.code is None and action.eenheid is not None:
        action = replace(action, code=product.code)
    elif action.code is None and action.release == Release.R30 and action.budget is None:
        action = replace(action, budget=CHOSEN_BUDGET)
    if action.einddatum is None and (action.budget is not None or action.frequentie in {PER_WEEK, TOTAL}):
        action = replace(action, einddatum=CHOSEN_EINDDATUM)
    return action
