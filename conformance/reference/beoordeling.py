"""The assessment of one toewijzing, and the plan, in the shape that goes over the edge."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from conformance.reference.migratie import (
    DOORLOPEN,
    INFORMEER,
    INTREKKEN,
    NIEUW,
    STOP,
    VOORAF,
    WIJZIG,
    Migratie,
    Stap,
)
from conformance.reference.omzetting import MET_BUDGET, SPECIFIEKE, TOTAAL, UITWEGEN
from conformance.reference.toegestaan import STUKS_OUTPUT
from istandaard.model import Toewijzing

INHOUD = ("categorie", "code", "volume", "eenheid", "frequentie", "budget")
WERKWOORD = {
    INFORMEER: "informeren over de opvolger in release 3.0",
    INTREKKEN: "intrekken",
    STOP: "stop zorg ontvangen",
    NIEUW: "opnieuw toewijzen",
    WIJZIG: "einddatum vullen",
}


def _iso(dag: date | None) -> str | None:
    return None if dag is None else dag.isoformat()


def actie(stap: Stap) -> dict[str, Any]:
    """One action with every key, null where unused."""
    uit: dict[str, Any] = {
        "by": "aanbieder" if stap.actie == STOP else "gemeente",
        "action": stap.actie,
        "message": {STOP: "307", INFORMEER: None}.get(stap.actie, "301"),
        "release": stap.release and str(stap.release),
        "earliest": _iso(stap.vanaf),
        "latest": _iso(stap.uiterlijk),
        "ingangsdatum": None,
        "einddatum": None if stap.actie == INFORMEER else _iso(stap.toewijzing.einddatum),
        **dict.fromkeys(INHOUD),
        "reden_wijziging": stap.reden if stap.actie == INTREKKEN else None,
    }
    if stap.actie == NIEUW:
        uit["ingangsdatum"] = _iso(stap.toewijzing.ingangsdatum)
        uit |= {veld: getattr(stap.toewijzing, veld) for veld in INHOUD}
    if stap.actie == STOP:
        uit["earliest"] = _iso(stap.uiterlijk)
    return uit


class Beoordeling(Migratie):
    """The assessment as an answer to a person at the desk."""

    def beoordeling(self, toewijzing: Toewijzing, *, uniek: bool, vandaag: date) -> dict[str, Any]:
        """Assess one toewijzing.

        Raises:
            Invoerfout: the wish of the gemeente is impossible.
        """
        redenen = self.redenen(toewijzing, uniek=uniek)
        stappen, uitwegen = self.wegen(toewijzing, uniek=uniek)
        alle = [*stappen, *(stap for weg in uitwegen.values() for stap in weg)]
        deadline = min((stap.uiterlijk for stap in stappen or alle), default=None)
        return {
            "id": toewijzing.id,
            "must_migrate": bool(redenen),
            "reasons": redenen,
            "rules": self.regels(redenen),
            "deadline": _iso(deadline),
            "overdue": deadline is not None and vandaag > deadline,
            "remarks": list(dict.fromkeys(self.opmerkingen(toewijzing, alle))),
            "actions": [actie(stap) for stap in stappen],
            "alternatives": [
                {"route": naam, "preferred": False, "actions": [actie(stap) for stap in weg]}
                for naam, weg in uitwegen.items()
            ],
        }

    def wegen(self, toewijzing: Toewijzing, *, uniek: bool) -> tuple[list[Stap], dict[str, list[Stap]]]:
        """The preferred steps, and the other ways by name; no preference where only the gemeente can know."""
        if not self.redenen(toewijzing, uniek=uniek):
            return [], {}
        if not self.variant_telt(toewijzing):
            return self.stappen(toewijzing, uniek=uniek), {}
        vorm = self.gewenste_vorm(toewijzing)
        if vorm is None:
            return [], {naam: self.stappen(toewijzing, uniek=uniek, vorm=naam) for naam in UITWEGEN}
        voorkeur = self.stappen(toewijzing, uniek=uniek, vorm=vorm, route=DOORLOPEN)
        anders = self.stappen(toewijzing, uniek=uniek, vorm=vorm, route=VOORAF)
        return voorkeur, {} if anders == voorkeur else {VOORAF: anders}

    def opmerkingen(self, toewijzing: Toewijzing, stappen: Iterable[Stap]) -> list[str]:
        """What only the gemeente can choose, and what could not be judged."""
        uit = []
        telt = self.variant_telt(toewijzing) and not toewijzing.geannuleerd
        if telt and toewijzing.eenheid == STUKS_OUTPUT and toewijzing.uitvoering is None:
            uit.append("Uitvoering onbekend: of stuks hier inspanning betekent, is niet te beoordelen.")
        for stap in stappen:
            if stap.actie in {NIEUW, WIJZIG}:
                uit += [f"De gemeente kiest: {wat}." for wat in self.open_keuzes(stap)]
        return uit

    def open_keuzes(self, stap: Stap) -> list[str]:
        """The parts of a new or changed toewijzing that are still open."""
        nieuw, vorm = stap.toewijzing, stap.vorm
        specifiek = vorm in SPECIFIEKE
        totaal_open = nieuw.frequentie == TOTAAL and nieuw.volume is None
        vragen = {
            "code": specifiek and nieuw.code is None,
            "volume": totaal_open or (specifiek and nieuw.volume is None),
            "eenheid": specifiek and nieuw.eenheid is None,
            "frequentie": specifiek and nieuw.frequentie is None,
            "budget": vorm in MET_BUDGET and nieuw.budget is None,
            "einddatum": vorm is not None and nieuw.einddatum is None and self.einddatum_nodig(nieuw, vorm),
        }
        return [wat for wat, is_open in vragen.items() if is_open]

    def planregel(self, toewijzing: Toewijzing, stap: Stap) -> dict[str, Any]:
        """One line of the migration plan, to share with the aanbieder (TW-10)."""
        wat = actie(stap)
        nummer = toewijzing.toewijzingnummer or "zonder nummer"
        van, tot = wat["ingangsdatum"], wat["einddatum"]
        periode = f"{f' vanaf {van}' if van else ''}{f' tot en met {tot}' if tot else ''}"
        vanaf = f"vanaf {wat['earliest']} en " if wat["earliest"] else ""
        return {
            "aanbieder": toewijzing.aanbieder,
            "toewijzing": toewijzing.id,
            "message": wat["message"],
            "release": wat["release"],
            "latest": wat["latest"],
            "text": f"Toewijzing {nummer}: {WERKWOORD[stap.actie]}{periode}, {vanaf}uiterlijk {wat['latest']}.",
        }
