"""The words for an assessment: what `assess` says of a toewijzing, in plain Dutch and without any BSN."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from istandaard.codelijsten import EENHEID, FREQUENTIE
from istandaard.model import Toewijzing
from istandaard.releases import Release
from reports.woorden import benoem, datum, euro, regel

Beoordeling = Mapping[str, Any]
"""An object as `assess` writes it."""
Actie = Mapping[str, Any]

REDENEN: Mapping[str, str] = {
    "no_unique_number": "geen uniek nummer",
    "frequentie_vervallen": "frequentie vervalt",
    "aspecifiek_met_omvang": "aspecifiek met omvang",
    "eenheid_frequentie_combinatie": "eenheid en frequentie gaan niet meer samen",
    "geen_toegestane_variant": "geen toegestane variant",
    "stuks_inspanning": "stuks (inspanning)",
    "einddatum_ontbreekt": "einddatum ontbreekt",
}
HANDELINGEN: Mapping[str, str] = {
    "informeer_aanbieder": "informeren",
    "intrekken": "intrekken",
    "wijzig_einddatum": "einddatum wijzigen",
    "stop_zorg": "stop zorg melden",
    "nieuwe_toewijzing": "nieuwe toewijzing",
}
ROUTES: Mapping[str, str] = {
    "doorlopen": "laten doorlopen en in januari met terugwerkende kracht intrekken",
    "vooraf_intrekken": "vooraf intrekken",
    "gelijk": "gelijke inhoud",
    "specifiek_met_omvang": "specifiek met omvang",
    "aspecifiek_zonder_budget": "aspecifiek zonder omvang en zonder budget",
    "aspecifiek_met_budget": "aspecifiek met budget",
    "generiek_met_budget": "generiek met budget",
    "specifiek_stuks_inspanning": "specifiek met stuks (inspanning)",
}
EUROS = "83"
ONBEKEND = "nog te kiezen"

_BSN_LENGTES = (8, 9)
_CIJFERREEKS = re.compile(r"\d{8,}")
_GEEN_CIJFER = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """How a report names a toewijzing: by its number, else by a running number; never by a person."""

    naam: str
    nummer: str
    product: str
    ingangsdatum: date

    @property
    def volledig(self) -> str:
        """The name with product and ingangsdatum, for where no column shows them."""
        return f"{self.naam} ({self.product}, vanaf {self.ingangsdatum:%d-%m-%Y})"


def verwijs(toewijzing: Toewijzing, rang: int, bsns: frozenset[str]) -> Verwijzing:
    """Name a toewijzing.

    Args:
        toewijzing: the record.
        rang: its running number among those without a number that can be shown.
        bsns: every BSN of the input; a number or id that holds one is not shown.
    """
    product = _product(toewijzing.categorie, toewijzing.code)
    nummer = regel(toewijzing.toewijzingnummer)
    if nummer and not _noemt_bsn(nummer, bsns):
        return Verwijzing(nummer, nummer, product, toewijzing.ingangsdatum)
    kenmerk = regel(toewijzing.id)
    eigen = "" if _CIJFERREEKS.search(kenmerk) or _noemt_bsn(kenmerk, bsns) else f"{kenmerk}, "
    return Verwijzing(f"{eigen}zonder nummer, nr. {rang}", "", product, toewijzing.ingangsdatum)


def zonder_bsn(tekst: object, bsns: frozenset[str]) -> str:
    """A text on one line in which no BSN of the input is left."""
    return _CIJFERREEKS.sub(lambda m: "[weggelaten]" if _noemt_bsn(m[0], bsns) else m[0], regel(tekst))


def zeg(actie: Actie, toewijzing: Toewijzing) -> str:
    """An action as a sentence without its subject's name."""
    soort, einde = actie["action"], actie.get("einddatum")
    if soort == "intrekken" and einde == toewijzing.ingangsdatum.isoformat():
        return "Wordt geannuleerd: de einddatum wordt gelijk aan de ingangsdatum."
    zinnen = {
        "informeer_aanbieder": "De gemeente meldt vooraf, buiten de berichten om, dat de opvolger in januari komt.",
        "intrekken": f"Wordt ingetrokken per {_dag(einde)}.",
        "wijzig_einddatum": f"Krijgt als einddatum {_dag(einde)}; nummer en inhoud blijven gelijk.",
        "stop_zorg": f"Aanbieder meldt stop zorg per {_dag(einde)}.",
    }
    if soort != "nieuwe_toewijzing":
        return zinnen.get(soort, regel(soort))
    looptijd = f"vanaf {_dag(actie.get('ingangsdatum'))}" + (f" tot en met {_dag(einde)}" if einde else "")
    product = _product(actie.get("categorie"), actie.get("code"))
    return f"Opvolger {looptijd}: {product}, {omvang(actie)}."


def omvang(actie: Actie) -> str:
    """Omvang or budget of a successor in words."""
    if actie.get("budget") is not None:
        return f"budget {euro(actie['budget'])}"
    eenheid, frequentie, volume = actie.get("eenheid"), actie.get("frequentie"), actie.get("volume")
    if eenheid is None or frequentie is None:
        return "zonder omvang"
    release = Release(actie.get("release") or Release.R30)
    keer = benoem(FREQUENTIE, frequentie, release).lower()
    if eenheid == EUROS:
        return f"{ONBEKEND if volume is None else euro(volume)} {keer}"
    return f"{ONBEKEND if volume is None else volume} {benoem(EENHEID, eenheid, release).lower()} {keer}"


def _noemt_bsn(tekst: str, bsns: frozenset[str]) -> bool:
    """Whether the digits of a text, whatever stands between them, hold a BSN of the input."""
    cijfers = _GEEN_CIJFER.sub("", tekst)
    return any(
        cijfers[plek : plek + lengte] in bsns for lengte in _BSN_LENGTES for plek in range(len(cijfers) - lengte + 1)
    )


def _product(categorie: str | None, code: str | None) -> str:
    if categorie is None:
        return "generiek" if code is None else f"product {regel(code)}"
    return f"categorie {regel(categorie)}" + (f", product {regel(code)}" if code else "")


def _dag(waarde: str | None) -> str:
    return ONBEKEND if waarde is None else datum(waarde)
