"""What a message or a toewijzing says, in plain Dutch and without any BSN: the words in and beside the pictures."""

from datetime import date

from istandaard.codelijsten import PRODUCTCATEGORIE, codelijst
from istandaard.model import Inhoud, Sleutel
from istandaard.releases import Release
from istandaard.verloop import CORRECTIE
from reports.assess import omvang, zonder_bsn
from reports.voorraad import Regel301
from reports.woorden import regel

LENGTE = 40
"""No name or code that a party made up takes more characters than this in a picture."""


def naam(sleutel: Sleutel, bsns: frozenset[str]) -> str:
    """A toewijzing by its number; without one, by its product."""
    if sleutel.toewijzingnummer:
        return f"nr. {knip(zonder_bsn(sleutel.toewijzingnummer, bsns), LENGTE)}"
    return f"zonder nummer ({product(sleutel.categorie, sleutel.code)})"


def product(categorie: str | None, code: str | None) -> str:
    """The product code, else the categorie, else generiek."""
    if code:
        return knip(regel(code), LENGTE)
    return f"categorie {knip(regel(categorie), LENGTE)}" if categorie else "generiek"


def zorg(sleutel: Sleutel) -> str:
    """The categorie with its name from the code list, and the product."""
    if sleutel.categorie is None:
        return product(None, sleutel.code)
    try:
        label = codelijst(PRODUCTCATEGORIE[sleutel.domein]).label(sleutel.categorie, Release.R30)
    except KeyError:
        label = ""
    delen = (f"{knip(regel(sleutel.categorie), LENGTE)} {label}".strip(), sleutel.code and product(None, sleutel.code))
    return ", ".join(deel for deel in delen if deel)


def hoeveel(inhoud: Inhoud, release: str) -> str:
    """Omvang or budget in words."""
    grootte = inhoud.omvang
    if grootte is not None and grootte.volume is None:
        return "zonder volume"
    return omvang(
        {
            "release": release if release in tuple(Release) else None,
            "budget": inhoud.budget,
            "volume": grootte and grootte.volume,
            "eenheid": grootte and grootte.eenheid,
            "frequentie": grootte and grootte.frequentie,
        }
    )


def looptijd(van: date, tot: date | None) -> str:
    """First and last day."""
    return f"{van:%d-%m-%Y} t/m {tot:%d-%m-%Y}" if tot else f"vanaf {van:%d-%m-%Y}"


def zeg_regel(gezegd: Regel301, bsns: frozenset[str]) -> str:
    """What one line of a 301 does to its toewijzing."""
    wie, nu, vorige, van = naam(gezegd.sleutel, bsns), gezegd.nu, gezegd.vorige, gezegd.sleutel.ingangsdatum
    if vorige is None:
        return f"{wie} nieuw: {looptijd(van, nu.einddatum)}, {hoeveel(nu.inhoud, nu.release)}"
    if nu.einddatum == van and nu.reden == CORRECTIE:
        return f"{wie} geannuleerd"
    delen = []
    if nu.einddatum != vorige.einddatum:
        delen.append(f"eindigt {nu.einddatum:%d-%m-%Y}" if nu.einddatum else "krijgt geen einddatum meer")
    if nu.inhoud != vorige.inhoud:
        delen.append(f"wordt {hoeveel(nu.inhoud, nu.release)}")
    return f"{wie} {' en '.join(delen) or 'ongewijzigd'}"


def kort(waarde: object, bsns: frozenset[str]) -> str:
    """A name, number or code that a party made up, without any BSN and of bounded length."""
    return knip(zonder_bsn(waarde, bsns), LENGTE) or "onbekend"


def knip(tekst: str, lengte: int) -> str:
    """A text of at most so many characters."""
    return tekst if len(tekst) <= lengte else f"{tekst[: lengte - 1].rstrip()}…"
