"""The stock of a case: the given toewijzingen as records, and as lines of the 301s that granted them."""

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.case.content import GivenToewijzing
from migratietoets.conformance.catalogue.clients import client
from migratietoets.conformance.catalogue.numbers import toewijzingnummer
from migratietoets.conformance.catalogue.parties import GEMEENTE, agb
from migratietoets.conformance.catalogue.products import product
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, decided_at, granted
from migratietoets.istandaard.model import NewContent, Toewijzing
from migratietoets.istandaard.releases import Domein


def stock(case: Case, domein: Domein) -> dict[str, Toewijzing]:
    """The stock of a case in one domain, by ref."""
    return {given.ref: _record(case, domein, given) for given in case.given.toewijzingen}


def _record(case: Case, domein: Domein, given: GivenToewijzing) -> Toewijzing:
    """A given toewijzing as a record; its id is <case number>-<ref>."""
    categorie, code = product(case, given.product, domein, specifiek=given.specifiek)
    return Toewijzing(
        id=f"{case.number}-{given.ref}",
        gemeente=GEMEENTE,
        domein=domein,
        aanbieder=agb(case, given.aanbieder),
        bsn=client(case, given.client, domein).bsn,
        toewijzingnummer=toewijzingnummer(case, given.number),
        categorie=categorie,
        code=code,
        volume=given.volume,
        eenheid=given.eenheid,
        frequentie=given.frequentie,
        budget=given.budget,
        ingangsdatum=given.ingangsdatum,
        einddatum=given.einddatum,
        uitvoering=given.uitvoering,
        vervanging=given.vervanging,
        gestart=given.gestart,
        instemming=given.instemming,
        nieuw=_new(case, given, domein),
    )


def _new(case: Case, given: GivenToewijzing, domein: Domein) -> NewContent | None:
    wish = given.new
    if wish is None:
        return None
    return NewContent(
        code=product(case, given.product, domein, specifiek=True)[1] if wish.specifiek else None,
        volume=wish.volume,
        eenheid=wish.eenheid,
        frequentie=wish.frequentie,
        budget=wish.budget,
    )


def first_line(record: Toewijzing) -> ToegewezenProduct:
    """A toewijzing of the stock as a line of a 301, decided before the start."""
    return granted(record, decided_at(record))
