"""The aanbieder: it answers toewijzingen, reports starts and stops, asks and claims. One party plays several."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from migratietoets.conformance.reference.crediting import Crediting
from migratietoets.conformance.reference.instructions import Params, check, read_date, read_reference
from migratietoets.conformance.reference.ledger import (
    BY_GEMEENTE,
    BY_VERZOEK,
    TEMPORARY,
    Entry,
    Stop,
    key_as_id,
    with_facts,
)
from migratietoets.conformance.reference.permitted import violations
from migratietoets.conformance.reference.requesting import Requesting
from migratietoets.conformance.reference.role import Reply
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import bsn as bsn_of
from migratietoets.istandaard.berichten.header import client as client_from
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.start_stop import Regieproduct, make_regie
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from migratietoets.istandaard.codelijsten import REDEN_BEEINDIGING, code_list
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import Domein, Release

DECEASED = "02"
PREMATURE = {Domein.WMO: "23", Domein.JW: "34"}
AS_PLANNED = {Domein.WMO: "19", Domein.JW: "31"}
ONE_DAY = timedelta(days=1)


class Aanbieder(Requesting, Crediting):
    """One method for each button, each message that comes in, and each decision in between."""

    starts: dict[str, date]
    stops: dict[str, Stop]
    nothing_to_report: tuple[Any, ...] | None
    """The day, the stock and the wishes of the desk when we last looked and nothing was due."""

    def aanbieder_instructions(self) -> dict[str, Callable[[Params], dict[str, Any]]]:
        """The buttons on the desk."""
        return {
            "start_zorg": self.start_care,
            "stop_zorg": self.stop_care,
            "informeer": self.inform_gemeente,
            "registreer_levering": self.register_delivery,
            "declareer": self.claim_deliveries,
            "crediteer": self.credit_delivery,
            "vraag_toewijzing_aan": self.request_toewijzing,
            "vraag_wijziging_aan": self.request_change,
        }

    def aanbieder_receivers(self) -> dict[str, Callable[[Bericht, bytes], Reply | None]]:
        """The messages an aanbieder takes in."""
        return {
            "301": self.receive_301,
            "304": self.receive_declaratie_answer,
            "319": self.receive_answer,
            "325": self.receive_declaratie_answer,
        }

    # ---- the buttons

    def start_care(self, params: Params) -> dict[str, Any]:
        """Care has begun; nothing happens where that is known.

        Raises:
            InputError: no such toewijzing, or it was cancelled.
        """
        check("start_zorg", params, {"toewijzing", "begindatum"})
        entry = self.ledger.find(read_reference("start_zorg", params))
        begindatum = read_date("start_zorg, begindatum", params["begindatum"])
        if entry.cancelled:
            raise InputError(
                "start_zorg: deze toewijzing is geannuleerd. Kies de toewijzing die ervoor in de plaats kwam."
            )
        if entry.start is None or (entry.stop is not None and entry.stop.reden == TEMPORARY):
            self.starts[entry.toewijzing.id] = begindatum
        return {}

    def stop_care(self, params: Params) -> dict[str, Any]:
        """Care has ended; nothing happens where that is known.

        Raises:
            InputError: no such toewijzing, its care never started (OP072), or a reason this release does not know.
        """
        check("stop_zorg", params, {"toewijzing", "einddatum", "reden"})
        entry = self.ledger.find(read_reference("stop_zorg", params))
        stop = Stop(read_date("stop_zorg, einddatum", params["einddatum"]), params["reden"])
        if entry.stop == stop or (entry.start is not None and not entry.running):
            return {}
        if entry.start is None and entry.toewijzing.id not in self.starts:
            raise InputError("stop_zorg: verwacht een toewijzing waarvan de zorg is gestart. Meld eerst de start.")
        known = code_list(REDEN_BEEINDIGING[self.domein]).codes(self.current_release())
        if stop.reden not in known:
            raise InputError(
                f"stop_zorg, reden: verwacht een van {', '.join(sorted(known))} in release {self.current_release()}; "
                f"gevonden {stop.reden!r}. Kies een andere reden."
            )
        self.stops[entry.toewijzing.id] = stop
        return {}

    def inform_gemeente(self, params: Params) -> dict[str, Any]:
        """Tell the gemeente something outside the messages."""
        check("informeer", params, {"aanbieder", "bsn", "onderwerp"})
        self.mail.inform(self.gemeente, params["bsn"], params["onderwerp"], self.now)
        return {}

    # ---- receiving

    def receive_301(self, bericht: Bericht, data: bytes) -> Reply:
        """Take in a 301, or refuse it as a whole: then it counts as not received (OP286)."""
        if not self.technically_sound(data):
            return Reply(bericht, (REJECTED,))
        producten = toegewezen_producten(bericht)
        if self.rejects_variants(bericht, producten):
            return Reply(bericht, (REJECTED,))
        person = client_from(bericht)
        self.clients.setdefault(person.bsn, person)
        for product in producten:
            self.process(self.as_toewijzing(product, bericht), product)
        return Reply(bericht)

    def rejects_variants(self, bericht: Bericht, producten: Sequence[ToegewezenProduct]) -> bool:
        """PL-06: in 3.0 a line outside the permitted variants makes the message unacceptable."""
        return bericht.release is Release.R30 and any(
            violations(self.as_toewijzing(product, bericht)) for product in producten
        )

    def as_toewijzing(self, product: ToegewezenProduct, bericht: Bericht) -> Toewijzing:
        """A line of a 301 as a record."""
        head = header(bericht)
        toewijzing = Toewijzing(
            id="",
            gemeente=head.afzender,
            domein=bericht.domein,
            aanbieder=head.ontvanger,
            bsn=bsn_of(bericht) or "",
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
        return replace(toewijzing, id=key_as_id(toewijzing.key))

    def process(self, new: Toewijzing, product: ToegewezenProduct) -> None:
        """IV030: of two 301s about the same toewijzing the latest Toewijzingsdatum/-tijd wins."""
        moment = datetime.combine(product.toewijzingsdatum, product.toewijzingstijd)
        old = self.ledger.by_key(new.key)
        if old is None:
            self.ledger.put(Entry(new, moment, product.reden_wijziging, referentie=product.referentie_aanbieder))
        elif moment > old.moment:
            self.ledger.put(
                replace(
                    old,
                    toewijzing=with_facts(old.toewijzing, new),
                    moment=moment,
                    reden=product.reden_wijziging,
                    referentie=product.referentie_aanbieder,
                    withdrawn=self.is_withdrawn(old, new.einddatum, product.reden_wijziging),
                )
            )

    def is_withdrawn(self, old: Entry, einddatum: date | None, reden: str | None) -> bool:
        """A withdrawal gives a reason and an earlier einddatum; a resend of one changes nothing."""
        previous = old.toewijzing.einddatum
        if einddatum == previous:
            return old.withdrawn
        return reden is not None and einddatum is not None and (previous is None or einddatum < previous)

    # ---- starting and stopping

    def do_aanbieder_work(self) -> None:
        """Report every stop and start that is due, everything of one client at one moment in one message."""
        if not self.may_send():
            return
        release = self.current_release()
        state = (self.today, release, self.ledger.version, dict(self.starts), dict(self.stops))
        if state == self.nothing_to_report:
            return
        stops = [(entry, stop) for entry in self.ledger if (stop := self.stop_due(entry, release))]
        self.send_reports("307", stops)
        starts = [(entry, begin) for entry in self.ledger if (begin := self.start_due(entry, release))]
        self.send_reports("305", starts)
        self.nothing_to_report = None if stops or starts else state

    def stop_due(self, entry: Entry, release: Release) -> Stop | None:
        """The stop that is due today: asked for at the desk, or because the toewijzing ended (OP288)."""
        if entry.start is None or not entry.running:
            return None
        toewijzing = entry.toewijzing
        wanted = self.stops.get(toewijzing.id)
        if wanted is not None and not self.may_report(wanted.einddatum):
            wanted = None
        end = toewijzing.einddatum if wanted is None else wanted.einddatum
        if end is None or not self.may_report(end):
            return None
        if entry.cancelled or not self.can_report(toewijzing, release):
            return None
        if wanted is not None:
            return Stop(end, self.requested_stop_reden(entry, wanted, release))
        return Stop(max(end, entry.start), self.stop_reden(entry, release))

    def start_due(self, entry: Entry, release: Release) -> date | None:
        """The start that is due today: asked for at the desk, or because care simply goes on."""
        toewijzing = entry.toewijzing
        asked = self.starts.get(toewijzing.id)
        if asked is None and entry.start is not None:
            return None
        begin = toewijzing.ingangsdatum if asked is None else asked
        if not self.may_report(begin) or entry.cancelled or not self.can_report(toewijzing, release):
            return None
        return begin if asked is not None or self.predecessor(entry) is not None else None

    def may_report(self, day: date) -> bool:
        """CS023: nothing is reported before it happened."""
        return day <= self.today

    def can_report(self, toewijzing: Toewijzing, release: Release) -> bool:
        """MT-03: in 3.0 nothing can be said of a toewijzing without unique number."""
        return release is Release.R24 or self.ledger.unique(toewijzing.toewijzingnummer)

    def stop_reden(self, entry: Entry, release: Release) -> str:
        """AF-03, OP288: a reaction to a withdrawal; in 2.4 there is no code of its own for that."""
        if not entry.withdrawn:
            return AS_PLANNED[self.domein]
        return self.reaction_reden(entry) if release is Release.R30 else PREMATURE[self.domein]

    def reaction_reden(self, entry: Entry) -> str:
        """AF-01, AF-03: 36 for a withdrawal, 37 where it grants a request of our own."""
        return BY_GEMEENTE if entry.referentie is None else BY_VERZOEK

    def requested_stop_reden(self, entry: Entry, wanted: Stop, release: Release) -> str | None:
        """AF-01, AF-03: what the desk asked for, but in 3.0 the code of a reaction where the gemeente withdrew.

        Not for a temporary stop, and not where the client died and the gemeente said so.
        """
        deceased = wanted.reden == entry.reden == DECEASED
        if release is Release.R24 or not entry.withdrawn or wanted.reden == TEMPORARY or deceased:
            return wanted.reden
        return self.reaction_reden(entry)

    def predecessor(self, entry: Entry) -> Entry | None:
        """The toewijzing whose care goes on under this one."""
        toewijzing = entry.toewijzing
        for other in self.ledger.from_(toewijzing.bsn, toewijzing.aanbieder):
            if other.toewijzing.toewijzingnummer != toewijzing.toewijzingnummer and self.follows_on(other, toewijzing):
                return other
        return None

    def follows_on(self, old: Entry, new: Toewijzing) -> bool:
        """Care ran to the end of the old one, and the new one begins the next day, or in place of a cancelled one."""
        if old.start is None:
            return False
        if old.cancelled:
            return old.toewijzing.ingangsdatum == new.ingangsdatum
        end = old.toewijzing.einddatum
        stopped = old.stop is not None and end is not None and old.stop.einddatum < end
        return end is not None and not stopped and end + ONE_DAY == new.ingangsdatum

    def send_reports(self, kind: str, remarks: Sequence[tuple[Entry, Stop | date]]) -> None:
        """Send the starts or the stops, one message for each client and aanbieder."""
        bundles: dict[tuple[str, str], list[Regieproduct]] = {}
        for entry, what in remarks:
            toewijzing = entry.toewijzing
            bundle = bundles.setdefault((toewijzing.bsn, toewijzing.aanbieder), [])
            bundle.append(self.process_report(entry, what))
        for (bsn, aanbieder), producten in bundles.items():
            bericht = make_regie(
                kind,
                release=self.current_release(),
                domein=self.domein,
                gemeente=self.gemeente,
                aanbieder=aanbieder,
                identificatie=self.mail.identificatie(kind),
                dagtekening=self.today,
                client=self.client_of(bsn),
                producten=producten,
            )
            self.mail.send(bericht, self.now)

    def process_report(self, entry: Entry, what: Stop | date) -> Regieproduct:
        """Write down what is reported, and make its line; a stop repeats the key of the start (TR069)."""
        t = entry.toewijzing
        if isinstance(what, Stop):
            self.stops.pop(t.id, None)
            self.ledger.put(replace(entry, stop=what))
            begin, end, reden = entry.start or t.ingangsdatum, what.einddatum, what.reden
        else:
            self.starts.pop(t.id, None)
            self.ledger.put(replace(entry, start=what, stop=None))
            begin, end, reden = what, None, None
        return Regieproduct(t.toewijzingnummer, t.categorie, t.code, t.ingangsdatum, begin, end, reden)
