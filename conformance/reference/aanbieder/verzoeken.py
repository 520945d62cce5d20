"""The requests of an aanbieder: for a toewijzing (315), and for a change (317, or before 3.0 a notice)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.instructions import Params, check, read_reference, read_wanted
from migratietoets.conformance.reference.ledger import Entry
from migratietoets.conformance.reference.outbox import Subject
from migratietoets.conformance.reference.post import Reply, technically_sound
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.verzoek import (
    CLIENT_SITUATION_CHANGED,
    AangevraagdProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    make_315,
    make_317,
)
from migratietoets.istandaard.codelijsten.codes import TOTAL
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import FIRST_DAY_30


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
        """Send the requests that wait."""
        requests, self.requests = self.requests, []
        for query in requests:
            bericht = self.make_vot(query) if isinstance(query, ToewijzingRequest) else self.make_vow(query)
            self.outbox.send(bericht, self.clock.now)

    def make_vot(self, query: ToewijzingRequest) -> Bericht:
        """VOT-01: the 315, in the release of the day."""
        return make_315(
            release=self.clock.current_release(),
            domein=self.context.domein,
            gemeente=self.context.gemeente,
            aanbieder=query.aanbieder,
            identificatie=self.outbox.identificatie("315"),
            dagtekening=self.clock.today,
            client=self.context.client_of(query.bsn),
            producten=query.producten,
        )

    def make_vow(self, query: ChangeRequest) -> Bericht:
        """The 317: what is to change, and all else that runs as it is (TR349)."""
        entry = self.ledger[query.toewijzing]
        t = entry.toewijzing
        others = [r.toewijzing for r in self.ledger.from_(t.bsn, t.aanbieder) if r is not entry and self.is_current(r)]
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
                (self.to_change(t, query.wish),),
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
        return Reply(bericht) if technically_sound(data) else Reply(bericht, (REJECTED,))
