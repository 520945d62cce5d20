"""The gemeente: it grants, withdraws and migrates, and answers starts and stops, requests and declaraties."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from conformance.reference.boek import DOOR_GEMEENTE, DOOR_VERZOEK, TIJDELIJK, Regel, Stop
from conformance.reference.declaratieoordeel import Declaratieoordeel
from conformance.reference.keuzes import DOOR_AANBIEDER, VERKORTING
from conformance.reference.migratie import DOORLOPEN, VOORAF
from conformance.reference.opdracht import Params, controleer, lees_datum, lees_verwijzing
from conformance.reference.rol import Antwoord
from conformance.reference.verzoeken import Verzoeken
from istandaard.berichten import Bericht
from istandaard.berichten.kop import bsn as bsn_van
from istandaard.berichten.kop import kop
from istandaard.berichten.regie import VERWIJDEREN, Regieproduct, regieproducten
from istandaard.berichten.retour import AFGEKEURD
from istandaard.codelijsten import REDEN_WIJZIGING, codelijst
from istandaard.model import Invoerfout, Toewijzing
from istandaard.releases import Release

GEEN_TOEWIJZING = "9019"
NIET_DOOR_AANBIEDER = (None, TIJDELIJK, DOOR_GEMEENTE, DOOR_VERZOEK)
"""RedenBeeindiging of a stop that is no decision of the aanbieder to end care, or of which that is not known."""
ROUTES = (DOORLOPEN, VOORAF, None)


class Gemeente(Verzoeken, Declaratieoordeel):
    """One method for each button, each message that comes in, and each decision in between."""

    voorraad: list[str]

    def opdrachten_gemeente(self) -> dict[str, Callable[[Params], dict[str, Any]]]:
        """The buttons on the desk."""
        return {
            "beoordeel": self.beoordeel,
            "plan": self.plan,
            "migreer": self.migreer,
            "ken_toe": self.ken_toe,
            "trek_in": self.trek_in,
            "wijzig_einddatum": self.wijzig_einddatum,
            "informeer": self.informeer_aanbieder,
            "beantwoord_verzoek": self.beantwoord_verzoek,
            "beoordeel_declaratie": self.beoordeel_declaratie,
        }

    def ontvangst_gemeente(self) -> dict[str, Callable[[Bericht, bytes], Antwoord | None]]:
        """The messages a gemeente takes in."""
        return {
            "303": self.ontvang_declaratie,
            "305": self.ontvang_regie,
            "307": self.ontvang_regie,
            "315": self.ontvang_315,
            "317": self.ontvang_317,
            "323": self.ontvang_declaratie,
        }

    def beoordeel(self, params: Params) -> dict[str, Any]:
        """MS-02: assess every toewijzing that stood in the stock, each once."""
        controleer("beoordeel", params, set())
        stock = [self.boek[id_].toewijzing for id_ in self.voorraad]
        return {"assessments": [self.beoordeling(t, uniek=self.is_uniek(t), vandaag=self.vandaag) for t in stock]}

    def plan(self, params: Params) -> dict[str, Any]:
        """TW-10: what will be sent, in which release and when at the latest."""
        controleer("plan", params, set())
        stock = [regel.toewijzing for regel in self.boek]
        return {"plan": [self.planregel(t, stap) for t in stock for stap in self.stappen_van(t)]}

    def migreer(self, params: Params) -> dict[str, Any]:
        """Migrate everything of one client, or of all.

        Raises:
            Invoerfout: an unknown client or route.
        """
        controleer("migreer", params, {"bsn", "route"})
        if params["route"] not in ROUTES:
            raise Invoerfout(f"migreer, route: verwacht {DOORLOPEN}, {VOORAF} of niets; gevonden {params['route']!r}.")
        if params["bsn"] is not None:
            self.client_van(params["bsn"])
        for regel in self.boek:
            if params["bsn"] in {None, regel.toewijzing.bsn}:
                self.routes[regel.toewijzing.id] = params["route"]
                self.migreer_toewijzing(regel.toewijzing)
        return {}

    def ken_toe(self, params: Params) -> dict[str, Any]:
        """NT-01: grant new care."""
        for toewijzing, vanaf in self.delen(self.gevraagd(params), params["gewenst"].get("categorie_2_4")):
            self.zet_nieuwe_klaar(toewijzing, vanaf)
        return {}

    def trek_in(self, params: Params) -> dict[str, Any]:
        """End a toewijzing per a day."""
        controleer("trek_in", params, {"toewijzing", "einddatum", "reden"})
        regel = self.boek.zoek(lees_verwijzing("trek_in", params))
        einddatum = lees_datum("trek_in, einddatum", params["einddatum"])
        oud = regel.toewijzing
        reden = self.reden_intrekking(regel, params["reden"])
        self.wijzig_toewijzing(oud, replace(oud, einddatum=einddatum), reden)
        return {}

    def wijzig_einddatum(self, params: Params) -> dict[str, Any]:
        """Give a toewijzing another einddatum; the number stays (IV066)."""
        controleer("wijzig_einddatum", params, {"toewijzing", "einddatum"})
        regel = self.boek.zoek(lees_verwijzing("wijzig_einddatum", params))
        oud, einddatum = regel.toewijzing, lees_datum("wijzig_einddatum, einddatum", params["einddatum"])
        reden = self.reden_einddatum(oud.einddatum, einddatum)
        reden = self.reden_intrekking(regel, reden) if reden == VERKORTING else reden
        self.wijzig_toewijzing(oud, replace(oud, einddatum=einddatum), reden)
        return {}

    def informeer_aanbieder(self, params: Params) -> dict[str, Any]:
        """Tell the aanbieder something outside the messages."""
        controleer("informeer", params, {"aanbieder", "bsn", "onderwerp"})
        self.post.informeer(params["aanbieder"], params["bsn"], params["onderwerp"], self.nu)
        return {}

    def reden_intrekking(self, regel: Regel, gevraagd: str) -> str:
        """AF-01, AF-02: after a stop by the aanbieder a withdrawal in 3.0 carries 12; otherwise the reason asked for.

        Raises:
            Invoerfout: the release of this moment does not know the code.
        """
        release = self.release_nu()
        if release is Release.R30 and self.gestopt_door_aanbieder(regel):
            return DOOR_AANBIEDER
        bekend = codelijst(REDEN_WIJZIGING[self.domein]).codes(release)
        if gevraagd not in bekend:
            raise Invoerfout(
                f"trek_in, reden: verwacht een van {', '.join(sorted(bekend))} in release {release}; "
                f"gevonden {gevraagd!r}. Kies een andere reden."
            )
        return gevraagd

    def gestopt_door_aanbieder(self, regel: Regel) -> bool:
        """AF-02: care was stopped by the aanbieder himself, and not just for a while."""
        return regel.stop is not None and regel.stop.reden not in NIET_DOOR_AANBIEDER

    def ontvang_regie(self, bericht: Bericht, data: bytes) -> Antwoord:
        """Take in a start or a stop, product by product."""
        if not self.technisch_goed(data):
            return Antwoord(bericht, (AFGEKEURD,))
        fouten = {}
        for plaats, product in enumerate(regieproducten(bericht)):
            regel = self.toewijzing_bij(product, bericht)
            if regel is None:
                fouten[plaats] = (GEEN_TOEWIJZING,)
            else:
                self.boek.zet(self.verwerkt(regel, product))
        return Antwoord(bericht, (), fouten) if fouten else Antwoord(bericht)

    def toewijzing_bij(self, product: Regieproduct, bericht: Bericht) -> Regel | None:
        """TR019, MT-03: in 3.0 a unique number is the key; in 2.4 the other key fields go along with it (IV051)."""
        if bericht.release is Release.R30 and not self.boek.uniek(product.toewijzingnummer):
            return None
        for regel in self.boek.van(bsn_van(bericht) or "", kop(bericht).afzender):
            zelfde_nummer = regel.toewijzing.toewijzingnummer == product.toewijzingnummer
            if zelfde_nummer and (bericht.release is Release.R30 or _zelfde_sleutel(regel.toewijzing, product)):
                return regel
        return None

    def verwerkt(self, regel: Regel, product: Regieproduct) -> Regel:
        """The regel with the start (no einddatum) or the stop on it, or without it where it is taken back."""
        weg = product.status == VERWIJDEREN
        if product.einddatum is None:
            return replace(regel, start=None if weg else product.begindatum, stop=None)
        return replace(regel, stop=None if weg else Stop(product.einddatum, product.reden_beeindiging))


def _zelfde_sleutel(toewijzing: Toewijzing, product: Regieproduct) -> bool:
    zelfde_product = (toewijzing.categorie, toewijzing.code) == (product.categorie, product.code)
    return zelfde_product and product.toewijzing_ingangsdatum in {None, toewijzing.ingangsdatum}
