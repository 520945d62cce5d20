"""The requests of an aanbieder: for a toewijzing (315), and for a change (317, or before 3.0 a notice)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from migratietoets.conformance.reference.aanbieder.asked import Asked
from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.instructions import Params, check, read_reference, read_wanted
from migratietoets.conformance.reference.ledger import Entry
from migratietoets.conformance.reference.outbox import Subject
from migratietoets.conformance.reference.post import Reply, Sent, technically_sound
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.retour import REJECTED, retourcodes
from migratietoets.istandaard.berichten.verzoek import (
    CLIENT_SITUATION_CHANGED,
    AangevraagdProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    make_315,
    make_317,
    wijzigingsverzoek,
)
from migratietoets.istandaard.berichten.verzoekantwoord import UNDER_REVIEW, read_answer
from migratietoets.istandaard.codelijsten.codes import TOTAL
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import FIRST_DAY_30, Release


@dataclass(frozen=True, slots=True)
class ToewijzingRequest:
    """A 315 that waits for the line to open."""

    aanbieder: str
    bsn: str
    producten: tuple[AangevraagdProduct, ...]


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """A 317 that waits for the line to open: the toewijzing by its id, and what is wanted of it."""

    toewijzing: str
    wish: Mapping[str, Any]


class Verzoeken(Desk):
    """Requests that wait for the line to open."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.requests: list[ToewijzingRequest | ChangeRequest] = []
        self.unanswered: dict[tuple[str, str], set[str]] = defaultdict(set)
        """Aanbieder and client -> the references of what was asked in 3.0 and has no final answer."""
        self.sent_as: dict[str, set[str]] = {}
        """Identification of a request -> its references."""
        self.asked: dict[str, Asked] = {}
        """Reference -> what was asked under it, but for what was refused."""
        self.sent: Sent[ToewijzingRequest | ChangeRequest] = Sent(self.ask_again)

    def request_toewijzing(self, params: Params) -> dict[str, Any]:
        """VOT-01: ask for one or more toewijzingen.

        Raises:
            InputError: an unknown client, or a wish that a 315 cannot hold.
        """
        what = "vraag_toewijzing_aan"
        check(what, params, {"aanbieder", "bsn", "producten"})
        wishes = [read_wanted(what, wish) for wish in params["producten"]]
        if not wishes or any(wish["categorie"] is None or wish["budget"] is not None for wish in wishes):
            raise InputError(f"{what}, producten: verwacht producten met een categorie, zonder budget. Herstel ze.")
        producten = tuple(self.requested(wish) for wish in wishes)
        self.requests.append(
            ToewijzingRequest(params["aanbieder"], self.context.client_of(params["bsn"]).bsn, producten)
        )
        return {}

    def requested(self, wish: dict[str, Any]) -> AangevraagdProduct:
        """A wish as a line of a 315, with a reference of its own (TR347)."""
        content = {field: value for field, value in wish.items() if field != "budget"}
        return AangevraagdProduct(referentie_aanbieder=self.outbox.referentie(), **content)

    def request_change(self, params: Params) -> dict[str, Any]:
        """VOW-01: ask for a change; before 3.0 outside the messages.

        Raises:
            InputError: no such toewijzing, or another product is wanted.
        """
        what = "vraag_wijziging_aan"
        check(what, params, {"toewijzing", "gewenst"})
        t = self.ledger.find(read_reference(what, params)).toewijzing
        wish = read_wanted(what, params["gewenst"])
        if (wish["categorie"], wish["code"]) != (t.categorie, t.code):
            raise InputError(f"{what}, gewenst: verwacht het product van de toewijzing. Vraag een ander product apart.")
        if self.change_by_bericht():
            self.requests.append(ChangeRequest(t.id, wish))
        else:
            text = f"wijzigingsverzoek: toewijzing {t.toewijzingnummer or 'zonder nummer'}"
            self.outbox.inform(self.context.gemeente, t.bsn, Subject(NoticeCode.ANDERS, text, t), self.clock.now)
        return {}

    def change_by_bericht(self) -> bool:
        """VOW-01: the 317 exists from 3.0 on."""
        return self.clock.today >= FIRST_DAY_30

    def send_requests(self) -> None:
        """Send the requests that wait: those for one client in one message, and none while another is open (TR374)."""
        waiting, self.requests = self.requests, []
        while waiting:
            first = waiting[0]
            together = [query for query in waiting if self.goes_with(first, query)]
            waiting = [query for query in waiting if query not in together]
            if self.must_wait(first):
                self.requests += together
            else:
                self.send_together(together)

    def send_together(self, together: Sequence[ToewijzingRequest | ChangeRequest]) -> None:
        """Send one request for all of these."""
        products = [product for one in together if isinstance(one, ToewijzingRequest) for product in one.producten]
        changes = [one for one in together if isinstance(one, ChangeRequest)]
        client = self.client_of(together[0])
        wanted: list[AangevraagdProduct | Wijzigingsverzoek]
        if products:
            bericht = self.make_vot(*client, products)
            wanted = [*products]
        else:
            bericht = self.make_vow(changes)
            wanted = [wijzigingsverzoek(bericht)]
        asked = {one.referentie_aanbieder: Asked(*client, one) for one in wanted}
        self.asked |= asked
        self.sent_as[header(bericht).identificatie] = set(asked)
        if bericht.release is Release.R30:
            self.unanswered[client] |= set(asked)
        self.sent.note(bericht, *together)
        self.outbox.send(bericht, self.clock.now)

    def client_of(self, query: ToewijzingRequest | ChangeRequest) -> tuple[str, str]:
        """The aanbieder and the client of a request."""
        named = query if isinstance(query, ToewijzingRequest) else self.ledger[query.toewijzing].toewijzing
        return named.aanbieder, named.bsn

    def goes_with(self, first: ToewijzingRequest | ChangeRequest, query: ToewijzingRequest | ChangeRequest) -> bool:
        """OP308: what is asked for one client in one way goes together."""
        return type(first) is type(query) and self.client_of(first) == self.client_of(query)

    def must_wait(self, query: ToewijzingRequest | ChangeRequest) -> bool:
        """TR374: another request for this client has no final answer yet; of 2.4 that would not be known here."""
        return bool(self.unanswered[self.client_of(query)])

    def is_answered(self, references: set[str]) -> None:
        """What was asked under these references is no longer open."""
        for waiting in self.unanswered.values():
            waiting.difference_update(references)

    def make_vot(self, aanbieder: str, bsn: str, producten: Sequence[AangevraagdProduct]) -> Bericht:
        """VOT-01: the 315, in the release of the day."""
        return make_315(
            release=self.clock.current_release(),
            domein=self.context.domein,
            gemeente=self.context.gemeente,
            aanbieder=aanbieder,
            identificatie=self.outbox.identificatie("315"),
            dagtekening=self.clock.today,
            client=self.context.client_of(bsn),
            producten=producten,
        )

    def make_vow(self, queries: Sequence[ChangeRequest]) -> Bericht:
        """The 317: what is to change, and all else that runs as it is (TR349); of two wishes the last one counts."""
        wishes = {query.toewijzing: query.wish for query in queries}
        t = self.ledger[queries[0].toewijzing].toewijzing
        running = [entry for entry in self.ledger.from_(t.bsn, t.aanbieder) if self.is_current(entry)]
        others = [entry.toewijzing for entry in running if entry.toewijzing.id not in wishes]
        return make_317(
            domein=self.context.domein,
            gemeente=self.context.gemeente,
            aanbieder=t.aanbieder,
            identificatie=self.outbox.identificatie("317"),
            dagtekening=self.clock.today,
            bsn=t.bsn,
            verzoek=Wijzigingsverzoek(
                self.outbox.referentie(),
                CLIENT_SITUATION_CHANGED,
                tuple(OngewijzigdProduct(other.toewijzingnummer) for other in others),
                tuple(self.to_change(self.ledger[name].toewijzing, wish) for name, wish in wishes.items()),
            ),
        )

    def is_current(self, entry: Entry) -> bool:
        """TR349: valid today or later; what has no number cannot be named."""
        t = entry.toewijzing
        valid = t.einddatum is None or t.einddatum >= self.clock.today
        return valid and not entry.cancelled and t.toewijzingnummer is not None

    def to_change(self, toewijzing: Toewijzing, wish: Mapping[str, Any]) -> TeWijzigenProduct:
        """A wish as a line of a 317; the product goes without saying."""
        return TeWijzigenProduct(
            toewijzingnummer=toewijzing.toewijzingnummer,
            wanted_ingangsdatum=self.wanted_ingangsdatum(toewijzing, wish),
            einddatum=wish["einddatum"],
            volume=wish["volume"],
            eenheid=wish["eenheid"],
            frequentie=wish["frequentie"],
            budget=wish["budget"],
        )

    def wanted_ingangsdatum(self, toewijzing: Toewijzing, wish: Mapping[str, Any]) -> date:
        """TR357, TR373: over the whole duration where it concerns a total, or days that are past; else as wanted."""
        whole = wish["budget"] is not None or wish["frequentie"] == TOTAL or wish["ingangsdatum"] <= self.clock.today
        return toewijzing.ingangsdatum if whole else wish["ingangsdatum"]

    def receive_answer(self, bericht: Bericht, data: bytes) -> Reply:
        """Answer a 319 with a 320."""
        if not technically_sound(data):
            return Reply(bericht, (REJECTED,))
        says = read_answer(bericht)
        if says.answer != UNDER_REVIEW:
            self.is_answered({says.referentie_aanbieder})
        return Reply(bericht)

    def receive_retour(self, bericht: Bericht, data: bytes) -> None:
        """OP286: what was refused was not received, is not open, and goes again."""
        if REJECTED in retourcodes(bericht):
            refused = self.sent_as.get(header(bericht).identificatie, set())
            self.is_answered(refused)
            for referentie in refused:
                self.asked.pop(referentie, None)
        self.sent.receive_retour(bericht, data)

    def ask_again(self, refused: Sequence[ToewijzingRequest | ChangeRequest]) -> None:
        """What did not come over waits to be sent."""
        self.requests += refused
