"""The aanbieder: it answers toewijzingen, reports starts and stops, asks and claims. One party plays several."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from conformance.reference.aanvragen import Aanvragen
from conformance.reference.boek import (
    DOOR_GEMEENTE,
    DOOR_VERZOEK,
    TIJDELIJK,
    Regel,
    Stop,
    met_feiten,
    sleutel_als_id,
)
from conformance.reference.crediteren import Crediteren
from conformance.reference.opdracht import Params, controleer, lees_datum, lees_verwijzing
from conformance.reference.rol import Antwoord
from conformance.reference.toegestaan import overtredingen
from istandaard.berichten import Bericht
from istandaard.berichten.kop import bsn as bsn_van
from istandaard.berichten.kop import client as client_uit
from istandaard.berichten.kop import kop
from istandaard.berichten.regie import Regieproduct, maak_regie
from istandaard.berichten.retour import AFGEKEURD
from istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from istandaard.codelijsten import REDEN_BEEINDIGING, codelijst
from istandaard.model import Invoerfout, Toewijzing
from istandaard.releases import Domein, Release

OVERLEDEN = "02"
VOORTIJDIG = {Domein.WMO: "23", Domein.JW: "34"}
VOLGENS_PLAN = {Domein.WMO: "19", Domein.JW: "31"}
EEN_DAG = timedelta(days=1)


class Aanbieder(Aanvragen, Crediteren):
    """One method for each button, each message that comes in, and each decision in between."""

    starts: dict[str, date]
    stops: dict[str, Stop]
    niets_te_melden: tuple[Any, ...] | None
    """The day, the stock and the wishes of the desk when we last looked and nothing was due."""

    def opdrachten_aanbieder(self) -> dict[str, Callable[[Params], dict[str, Any]]]:
        """The buttons on the desk."""
        return {
            "start_zorg": self.start_zorg,
            "stop_zorg": self.stop_zorg,
            "informeer": self.informeer_gemeente,
            "registreer_levering": self.registreer_levering,
            "declareer": self.declareer,
            "crediteer": self.crediteer,
            "vraag_toewijzing_aan": self.vraag_toewijzing_aan,
            "vraag_wijziging_aan": self.vraag_wijziging_aan,
        }

    def ontvangst_aanbieder(self) -> dict[str, Callable[[Bericht, bytes], Antwoord | None]]:
        """The messages an aanbieder takes in."""
        return {
            "301": self.ontvang_301,
            "304": self.ontvang_declaratieantwoord,
            "319": self.ontvang_antwoord,
            "325": self.ontvang_declaratieantwoord,
        }

    # ---- the buttons

    def start_zorg(self, params: Params) -> dict[str, Any]:
        """Care has begun; nothing happens where that is known.

        Raises:
            Invoerfout: no such toewijzing, or it was cancelled.
        """
        controleer("start_zorg", params, {"toewijzing", "begindatum"})
        regel = self.boek.zoek(lees_verwijzing("start_zorg", params))
        begindatum = lees_datum("start_zorg, begindatum", params["begindatum"])
        if regel.geannuleerd:
            raise Invoerfout(
                "start_zorg: deze toewijzing is geannuleerd. Kies de toewijzing die ervoor in de plaats kwam."
            )
        if regel.start is None or (regel.stop is not None and regel.stop.reden == TIJDELIJK):
            self.starts[regel.toewijzing.id] = begindatum
        return {}

    def stop_zorg(self, params: Params) -> dict[str, Any]:
        """Care has ended; nothing happens where that is known.

        Raises:
            Invoerfout: no such toewijzing, its care never started (OP072), or a reason this release does not know.
        """
        controleer("stop_zorg", params, {"toewijzing", "einddatum", "reden"})
        regel = self.boek.zoek(lees_verwijzing("stop_zorg", params))
        stop = Stop(lees_datum("stop_zorg, einddatum", params["einddatum"]), params["reden"])
        if regel.stop == stop or (regel.start is not None and not regel.loopt):
            return {}
        if regel.start is None and regel.toewijzing.id not in self.starts:
            raise Invoerfout("stop_zorg: verwacht een toewijzing waarvan de zorg is gestart. Meld eerst de start.")
        bekend = codelijst(REDEN_BEEINDIGING[self.domein]).codes(self.release_nu())
        if stop.reden not in bekend:
            raise Invoerfout(
                f"stop_zorg, reden: verwacht een van {', '.join(sorted(bekend))} in release {self.release_nu()}; "
                f"gevonden {stop.reden!r}. Kies een andere reden."
            )
        self.stops[regel.toewijzing.id] = stop
        return {}

    def informeer_gemeente(self, params: Params) -> dict[str, Any]:
        """Tell the gemeente something outside the messages."""
        controleer("informeer", params, {"aanbieder", "bsn", "onderwerp"})
        self.post.informeer(self.gemeente, params["bsn"], params["onderwerp"], self.nu)
        return {}

    # ---- receiving

    def ontvang_301(self, bericht: Bericht, data: bytes) -> Antwoord:
        """Take in a 301, or refuse it as a whole: then it counts as not received (OP286)."""
        if not self.technisch_goed(data):
            return Antwoord(bericht, (AFGEKEURD,))
        producten = toegewezen_producten(bericht)
        if self.keurt_varianten_af(bericht, producten):
            return Antwoord(bericht, (AFGEKEURD,))
        persoon = client_uit(bericht)
        self.clienten.setdefault(persoon.bsn, persoon)
        for product in producten:
            self.verwerk(self.als_toewijzing(product, bericht), product)
        return Antwoord(bericht)

    def keurt_varianten_af(self, bericht: Bericht, producten: Sequence[ToegewezenProduct]) -> bool:
        """PL-06: in 3.0 a line outside the permitted variants makes the message unacceptable."""
        return bericht.release is Release.R30 and any(
            overtredingen(self.als_toewijzing(product, bericht)) for product in producten
        )

    def als_toewijzing(self, product: ToegewezenProduct, bericht: Bericht) -> Toewijzing:
        """A line of a 301 as a record."""
        hoofd = kop(bericht)
        toewijzing = Toewijzing(
            id="",
            gemeente=hoofd.afzender,
            domein=bericht.domein,
            aanbieder=hoofd.ontvanger,
            bsn=bsn_van(bericht) or "",
            toewijzingnummer=product.toewijzingnummer,
            categorie=product.categorie,
            code=product.code,
            volume=product.volume,
            eenheid=product.eenheid,
            frequentie=product.frequentie,
            budget=product.budget,
            ingangsdatum=product.ingangsdatum,
            einddatum=product.einddatum,
            gestart=False,
        )
        return replace(toewijzing, id=sleutel_als_id(toewijzing.sleutel))

    def verwerk(self, nieuw: Toewijzing, product: ToegewezenProduct) -> None:
        """IV030: of two 301s about the same toewijzing the latest Toewijzingsdatum/-tijd wins."""
        moment = datetime.combine(product.toewijzingsdatum, product.toewijzingstijd)
        oud = self.boek.op_sleutel(nieuw.sleutel)
        if oud is None:
            self.boek.zet(Regel(nieuw, moment, product.reden_wijziging, referentie=product.referentie_aanbieder))
        elif moment > oud.moment:
            self.boek.zet(
                replace(
                    oud,
                    toewijzing=met_feiten(oud.toewijzing, nieuw),
                    moment=moment,
                    reden=product.reden_wijziging,
                    referentie=product.referentie_aanbieder,
                    ingetrokken=self.is_ingetrokken(oud, nieuw.einddatum, product.reden_wijziging),
                )
            )

    def is_ingetrokken(self, oud: Regel, einddatum: date | None, reden: str | None) -> bool:
        """A withdrawal gives a reason and an earlier einddatum; a resend of one changes nothing."""
        vorige = oud.toewijzing.einddatum
        if einddatum == vorige:
            return oud.ingetrokken
        return reden is not None and einddatum is not None and (vorige is None or einddatum < vorige)

    # ---- starting and stopping

    def werk_aanbieder(self) -> None:
        """Report every stop and start that is due, everything of one client at one moment in one message."""
        if not self.mag_zenden():
            return
        release = self.release_nu()
        stand = (self.vandaag, release, self.boek.versie, dict(self.starts), dict(self.stops))
        if stand == self.niets_te_melden:
            return
        stops = [(regel, stop) for regel in self.boek if (stop := self.te_melden_stop(regel, release))]
        self.meld("307", stops)
        starts = [(regel, begin) for regel in self.boek if (begin := self.te_melden_start(regel, release))]
        self.meld("305", starts)
        self.niets_te_melden = None if stops or starts else stand

    def te_melden_stop(self, regel: Regel, release: Release) -> Stop | None:
        """The stop that is due today: asked for at the desk, or because the toewijzing ended (OP288)."""
        if regel.start is None or not regel.loopt:
            return None
        toewijzing = regel.toewijzing
        gewenst = self.stops.get(toewijzing.id)
        if gewenst is not None and not self.mag_gemeld(gewenst.einddatum):
            gewenst = None
        einde = toewijzing.einddatum if gewenst is None else gewenst.einddatum
        if einde is None or not self.mag_gemeld(einde):
            return None
        if regel.geannuleerd or not self.kan_gemeld(toewijzing, release):
            return None
        if gewenst is not None:
            return Stop(einde, self.reden_gevraagde_stop(regel, gewenst, release))
        return Stop(max(einde, regel.start), self.reden_stop(regel, release))

    def te_melden_start(self, regel: Regel, release: Release) -> date | None:
        """The start that is due today: asked for at the desk, or because care simply goes on."""
        toewijzing = regel.toewijzing
        gevraagd = self.starts.get(toewijzing.id)
        if gevraagd is None and regel.start is not None:
            return None
        begin = toewijzing.ingangsdatum if gevraagd is None else gevraagd
        if not self.mag_gemeld(begin) or regel.geannuleerd or not self.kan_gemeld(toewijzing, release):
            return None
        return begin if gevraagd is not None or self.voorganger(regel) is not None else None

    def mag_gemeld(self, dag: date) -> bool:
        """CS023: nothing is reported before it happened."""
        return dag <= self.vandaag

    def kan_gemeld(self, toewijzing: Toewijzing, release: Release) -> bool:
        """MT-03: in 3.0 nothing can be said of a toewijzing without unique number."""
        return release is Release.R24 or self.boek.uniek(toewijzing.toewijzingnummer)

    def reden_stop(self, regel: Regel, release: Release) -> str:
        """AF-03, OP288: a reaction to a withdrawal; in 2.4 there is no code of its own for that."""
        if not regel.ingetrokken:
            return VOLGENS_PLAN[self.domein]
        return self.reden_reactie(regel) if release is Release.R30 else VOORTIJDIG[self.domein]

    def reden_reactie(self, regel: Regel) -> str:
        """AF-01, AF-03: 36 for a withdrawal, 37 where it grants a request of our own."""
        return DOOR_GEMEENTE if regel.referentie is None else DOOR_VERZOEK

    def reden_gevraagde_stop(self, regel: Regel, gewenst: Stop, release: Release) -> str | None:
        """AF-01, AF-03: what the desk asked for, but in 3.0 the code of a reaction where the gemeente withdrew.

        Not for a temporary stop, and not where the client died and the gemeente said so.
        """
        overleden = gewenst.reden == regel.reden == OVERLEDEN
        if release is Release.R24 or not regel.ingetrokken or gewenst.reden == TIJDELIJK or overleden:
            return gewenst.reden
        return self.reden_reactie(regel)

    def voorganger(self, regel: Regel) -> Regel | None:
        """The toewijzing whose care goes on under this one."""
        toewijzing = regel.toewijzing
        for ander in self.boek.van(toewijzing.bsn, toewijzing.aanbieder):
            if ander.toewijzing.toewijzingnummer != toewijzing.toewijzingnummer and self.sluit_aan(ander, toewijzing):
                return ander
        return None

    def sluit_aan(self, oud: Regel, nieuw: Toewijzing) -> bool:
        """Care ran to the end of the old one, and the new one begins the next day, or in place of a cancelled one."""
        if oud.start is None:
            return False
        if oud.geannuleerd:
            return oud.toewijzing.ingangsdatum == nieuw.ingangsdatum
        einde = oud.toewijzing.einddatum
        gestopt = oud.stop is not None and einde is not None and oud.stop.einddatum < einde
        return einde is not None and not gestopt and einde + EEN_DAG == nieuw.ingangsdatum

    def meld(self, soort: str, meldingen: Sequence[tuple[Regel, Stop | date]]) -> None:
        """Send the starts or the stops, one message for each client and aanbieder."""
        bundels: dict[tuple[str, str], list[Regieproduct]] = {}
        for regel, wat in meldingen:
            toewijzing = regel.toewijzing
            bundel = bundels.setdefault((toewijzing.bsn, toewijzing.aanbieder), [])
            bundel.append(self.verwerk_melding(regel, wat))
        for (bsn, aanbieder), producten in bundels.items():
            bericht = maak_regie(
                soort,
                release=self.release_nu(),
                domein=self.domein,
                gemeente=self.gemeente,
                aanbieder=aanbieder,
                identificatie=self.post.identificatie(soort),
                dagtekening=self.vandaag,
                client=self.client_van(bsn),
                producten=producten,
            )
            self.post.verstuur(bericht, self.nu)

    def verwerk_melding(self, regel: Regel, wat: Stop | date) -> Regieproduct:
        """Write down what is reported, and make its line; a stop repeats the key of the start (TR069)."""
        t = regel.toewijzing
        if isinstance(wat, Stop):
            self.stops.pop(t.id, None)
            self.boek.zet(replace(regel, stop=wat))
            begin, einde, reden = regel.start or t.ingangsdatum, wat.einddatum, wat.reden
        else:
            self.starts.pop(t.id, None)
            self.boek.zet(replace(regel, start=wat, stop=None))
            begin, einde, reden = wat, None, None
        return Regieproduct(t.toewijzingnummer, t.categorie, t.code, t.ingangsdatum, begin, einde, reden)
