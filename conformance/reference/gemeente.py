"""The gemeente: it grants, withdraws and migrates, and answers starts and stops."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from conformance.reference.boek import TIJDELIJK, Regel, Stop
from conformance.reference.keuzes import DOOR_AANBIEDER
from conformance.reference.migratie import DOORLOPEN, INFORMEER, NIEUW, STOP, VOORAF, Stap
from conformance.reference.opdracht import Params, controleer, lees_datum, lees_verwijzing
from conformance.reference.rol import Antwoord
from conformance.reference.toegestaan import uitdrukbaar
from conformance.reference.toekennen import Toekennen
from conformance.reference.verzenden import METEEN, Wijziging
from istandaard.berichten import Bericht
from istandaard.berichten.kop import bsn as bsn_van
from istandaard.berichten.kop import kop
from istandaard.berichten.regie import Regieproduct, regieproducten
from istandaard.berichten.retour import AFGEKEURD
from istandaard.codelijsten import REDEN_WIJZIGING, codelijst
from istandaard.model import Invoerfout, Toewijzing
from istandaard.releases import Release

GEEN_TOEWIJZING = "9019"
VERWIJDERD = "3"
ROUTES = (DOORLOPEN, VOORAF, None)


class Gemeente(Toekennen):
    """One method for each button, each message that comes in, and each decision in between."""

    routes: dict[str, str | None]
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
        }

    def ontvangst_gemeente(self) -> dict[str, Callable[[Bericht, bytes], Antwoord]]:
        """The messages a gemeente answers."""
        return {"305": self.ontvang_regie, "307": self.ontvang_regie}

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
        self.wijzig(regel.toewijzing, einddatum, self.reden_intrekking(regel, params["reden"]))
        return {}

    def wijzig_einddatum(self, params: Params) -> dict[str, Any]:
        """Give a toewijzing another einddatum; the number stays (IV066)."""
        controleer("wijzig_einddatum", params, {"toewijzing", "einddatum"})
        oud = self.boek.zoek(lees_verwijzing("wijzig_einddatum", params)).toewijzing
        einddatum = lees_datum("wijzig_einddatum, einddatum", params["einddatum"])
        self.wijzig(oud, einddatum, self.reden_einddatum(oud.einddatum, einddatum))
        return {}

    def informeer_aanbieder(self, params: Params) -> dict[str, Any]:
        """Tell the aanbieder something outside the messages."""
        controleer("informeer", params, {"aanbieder", "bsn", "onderwerp"})
        self.post.informeer(params["aanbieder"], params["bsn"], params["onderwerp"], self.nu)
        return {}

    def stappen_van(self, toewijzing: Toewijzing) -> list[Stap]:
        """The steps of this gemeente, with every choice made."""
        uniek = self.is_uniek(toewijzing)
        if not self.redenen(toewijzing, uniek=uniek):
            return []
        vorm = self.kies_vorm(toewijzing) if self.variant_telt(toewijzing) else None
        return self.stappen(toewijzing, uniek=uniek, vorm=vorm, route=self.routes.get(toewijzing.id), kies=True)

    def migreer_toewijzing(self, toewijzing: Toewijzing) -> None:
        """Carry out the steps of one toewijzing; what waited from an earlier order gives way."""
        stappen = self.stappen_van(toewijzing)
        if stappen:
            self.laat_vervallen(toewijzing.id)
        for stap in stappen:
            if stap.actie == INFORMEER:
                self.informeer_vooraf(toewijzing)
            elif stap.actie == NIEUW:
                self.zet_nieuwe_klaar(stap.toewijzing, self.verzenddag(stap), oorsprong=toewijzing.id)
            elif stap.actie != STOP:
                self.zet_klaar(Wijziging(stap.toewijzing, stap.reden, self.verzenddag(stap), toewijzing.id))

    def verzenddag(self, stap: Stap) -> date:
        """TW-05: as soon as possible."""
        return stap.vanaf or METEEN

    def informeer_vooraf(self, toewijzing: Toewijzing) -> None:
        """BS-03: the aanbieder hears beforehand that the withdrawal is not the end of the care."""
        onderwerp = (
            f"migratie: toewijzing {toewijzing.toewijzingnummer or 'zonder nummer'} wordt ingetrokken; de opvolger met "
            f"ingangsdatum {self.begin_variant(toewijzing):%d-%m-%Y} volgt in release 3.0"
        )
        self.post.informeer(toewijzing.aanbieder, toewijzing.bsn, onderwerp, self.nu)

    def wijzig(self, oud: Toewijzing, einddatum: date, reden: str) -> None:
        """Change the einddatum, and think again about a migration that was still waiting.

        Raises:
            Invoerfout: it cannot be said in the release of this moment.
        """
        nieuw = replace(oud, einddatum=einddatum)
        release = self.release_nu()
        if einddatum < oud.ingangsdatum or not uitdrukbaar(nieuw, release):
            raise Invoerfout(
                f"Toewijzing {oud.toewijzingnummer or '(leeg)'}: verwacht een einddatum vanaf {oud.ingangsdatum}, "
                f"waarmee zij in release {release} past; gevonden {einddatum}. Migreer eerst of kies een andere dag."
            )
        wachtte = self.laat_vervallen(oud.id)
        self.zet_klaar(Wijziging(nieuw, reden, METEEN, oud.id))
        if wachtte:
            self.migreer_toewijzing(nieuw)

    def reden_intrekking(self, regel: Regel, gevraagd: str) -> str:
        """AF-02: after a stop by the aanbieder a withdrawal in 3.0 carries 12, unless that stop was temporary.

        Raises:
            Invoerfout: the release of this moment does not know the code.
        """
        release = self.release_nu()
        if release is Release.R30 and regel.stop is not None and regel.stop.reden not in {None, TIJDELIJK}:
            return DOOR_AANBIEDER
        bekend = codelijst(REDEN_WIJZIGING[self.domein]).codes(release)
        if gevraagd not in bekend:
            raise Invoerfout(
                f"trek_in, reden: verwacht een van {', '.join(sorted(bekend))} in release {release}; "
                f"gevonden {gevraagd!r}. Kies een andere reden."
            )
        return gevraagd

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
        weg = product.status == VERWIJDERD
        if product.einddatum is None:
            return replace(regel, start=None if weg else product.begindatum, stop=None)
        return replace(regel, stop=None if weg else Stop(product.einddatum, product.reden_beeindiging))


def _zelfde_sleutel(toewijzing: Toewijzing, product: Regieproduct) -> bool:
    zelfde_product = (toewijzing.categorie, toewijzing.code) == (product.categorie, product.code)
    return zelfde_product and product.toewijzing_ingangsdatum in {None, toewijzing.ingangsdatum}
