"""What only the gemeente can choose about a successor, chosen: a label leaves it open, a message cannot."""

from dataclasses import replace
from datetime import date
from functools import cache

from generators.label import Actie
from generators.opvolgers import BUDGETTEN
from generators.producten import MAAND, PRODUCTEN, TOTAAL, WEEK, Product
from istandaard.model import Toewijzing
from istandaard.releases import EINDE_2020, Domein, Release

GEKOZEN_EINDDATUM = date(2021, 12, 31)
"""Where 3.0 asks for an einddatum and there was none."""
GEKOZEN_BUDGET = BUDGETTEN[2]


@cache
def product_bij(domein: Domein, categorie: str | None, code: str | None, eenheid: str | None) -> Product:
    """The product with this code, else one of this categorie that is counted alike, else one of this categorie."""

    def past(product: Product) -> tuple[bool, bool, bool]:
        return product.code == code, product.categorie == categorie, product.eenheid == eenheid

    return max(PRODUCTEN[domein], key=past)


def vul_aan(toewijzing: Toewijzing, actie: Actie) -> Actie:
    """The action with every choice made: product, omvang, volume, budget and einddatum.

    What ends in 2020 keeps the old content, whatever 3.0 would say of it (BS-06).

    Args:
        toewijzing: the old one.
        actie: a new toewijzing, or an einddatum to fill in; any other comes back as it is.
    """
    if actie.action == "wijzig_einddatum":
        return replace(actie, einddatum=GEKOZEN_EINDDATUM)
    if actie.action != "nieuwe_toewijzing":
        return actie
    product = product_bij(toewijzing.domein, actie.categorie, actie.code, toewijzing.eenheid)
    if actie.eenheid is not None and actie.volume is None:
        actie = replace(actie, volume=product.totaal[0] if actie.frequentie == TOTAAL else product.maand[0])
    if actie.einddatum is not None and actie.einddatum <= EINDE_2020:
        return actie
    if actie.code is not None and actie.eenheid is None:
        actie = replace(actie, volume=product.maand[0], eenheid=product.eenheid, frequentie=MAAND)
    elif actie.code is None and actie.eenheid is not None:
        actie = replace(actie, code=product.code)
    elif actie.code is None and actie.release == Release.R30 and actie.budget is None:
        actie = replace(actie, budget=GEKOZEN_BUDGET)
    if actie.einddatum is None and (actie.budget is not None or actie.frequentie in {WEEK, TOTAAL}):
        actie = replace(actie, einddatum=GEKOZEN_EINDDATUM)
    return actie
