"""The gemeente decides on requests: a 301 for what it honours, a 319 or a word outside the messages for the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.gemeente.changing import Changing
from migratietoets.conformance.reference.gemeente.granting import Granting
from migratietoets.conformance.reference.gemeente.toewijzingen import Toewijzingen
from migratietoets.conformance.reference.instructions import Params, check, read_reference, read_wanted
from migratietoets.conformance.reference.outbox import Subject
from migratietoets.conformance.reference.permitted import violations
from migratietoets.conformance.reference.post import Reply, Sent, technically_sound
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import bsn as bsn_of
from migratietoets.istandaard.berichten.header import client as client_from
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    aangevraagde_producten,
    wijzigingsverzoek,
)
from migratietoets.istandaard.berichten.verzoekantwoord import DENIED, UNDER_REVIEW, WOONPLAATSBEGINSEL, make_319
from migratietoets.istandaard.berichten.verzoekantwoord import Answer as VerzoekAnswer
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import Domein, Release

HONOUR = "honoreren"
REJECT = "afwijzen"
INVESTIGATE = "onderzoeken"
OTHER_GEMEENTE = "woonplaatsbeginsel"
DECISION_TEXTS = {
    HONOUR: "toegewezen",
    REJECT: "afgewezen",
    INVESTIGATE: "in onderzoek",
    OTHER_GEMEENTE: "afgewezen, een andere gemeente is verantwoordelijk",
}
"""Decision -> how an aanbieder hears of it outside the messages."""
DECISION_CODES = {
    REJECT: NoticeCode.VERZOEK_AFGEWEZEN,
    INVESTIGATE: NoticeCode.VERZOEK_IN_ONDERZOEK,
    OTHER_GEMEENTE: NoticeCode.WOONPLAATSBEGINSEL,
}
"""Decision that grants nothing -> what a notice of it is about."""
CARE_GROUNDS = "7"
"""The reason this gemeente gives for a rejection (WJ759)."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is decided as a whole: one product of a 315, or a 317."""

    referentie: str
    content: AangevraagdProduct | Wijzigingsverzoek
    decision: str | None = None

    @property
    def open(self) -> bool:
        """Not decided yet, or under investigation."""
        return self.decision in {None, INVESTIGATE}


@dataclass(frozen=True, slots=True)
class Verzoek:
    """A request as it came in."""

    release: Release
    aanbieder: str
    bsn: str
    parts: tuple[Part, ...]


class Verzoeken(Desk):
    """Requests as they came in, and what is decided on them."""

    def __init__(self, context: Context, toewijzingen: Toewijzingen, granting: Granting, changing: Changing) -> None:
        super().__init__(context)
        self.toewijzingen, self.granting, self.changing = toewijzingen, granting, changing
        self.received: list[Verzoek] = []
        self.to_answer: list[tuple[str, VerzoekAnswer]] = []
        self.sent: Sent[tuple[str, VerzoekAnswer]] = Sent(self.answer_again)

    # ---- receiving

    def receive_315(self, bericht: Bericht, data: bytes) -> Reply:
        """VOT-02: take in a request, and answer it in its own release."""
        if not technically_sound(data):
            return Reply(bericht, (REJECTED,))
        person, aanbieder = client_from(bericht), header(bericht).afzender
        self.context.clients.setdefault(person.bsn, person)
        producten = aangevraagde_producten(bericht)
        wishes = [self.wish_of(aanbieder, person.bsn, product) for product in producten]
        if bericht.release is Release.R30 and any(violations(wish) for wish in wishes):
            return Reply(bericht, (REJECTED,))
        parts = tuple(Part(product.referentie_aanbieder, product) for product in producten)
        self.received.append(Verzoek(bericht.release, aanbieder, person.bsn, parts))
        return Reply(bericht)

    def receive_317(self, bericht: Bericht, data: bytes) -> Reply:
        """VOW-01: take in a request for a change, or refuse it as a whole."""
        bsn = bsn_of(bericht) or ""
        if not technically_sound(data) or bsn not in self.context.clients:
            return Reply(bericht, (REJECTED,))
        query, aanbieder = wijzigingsverzoek(bericht), header(bericht).afzender
        if any(self.with_number(aanbieder, bsn, one.toewijzingnummer) is None for one in query.to_change):
            return Reply(bericht, (REJECTED,))
        self.received.append(Verzoek(bericht.release, aanbieder, bsn, (Part(query.referentie_aanbieder, query),)))
        return Reply(bericht)

    def with_number(self, aanbieder: str, bsn: str, number: str | None) -> Toewijzing | None:
        """TR351: the toewijzing that a 317 names."""
        entries = (entry for entry in self.ledger.from_(bsn, aanbieder) if not entry.cancelled)
        return next((r.toewijzing for r in entries if r.toewijzing.toewijzingnummer == number), None)

    def wish_of(self, aanbieder: str, bsn: str, product: AangevraagdProduct | NieuwProduct) -> Toewijzing:
        """A product of a 315, or a new one of a 317, as a toewijzing."""
        fields = ("categorie", "code", "volume", "eenheid", "frequentie", "einddatum")
        wish: dict[str, Any] = {field: getattr(product, field) for field in fields}
        if isinstance(product, NieuwProduct):
            wish |= {"budget": product.budget, "ingangsdatum": product.wanted_ingangsdatum}
        else:
            wish |= {"budget": None, "ingangsdatum": product.ingangsdatum}
        return self.granting.wanted_toewijzing(aanbieder, bsn, wish, None)

    # ---- deciding

    def answer_verzoek(self, params: Params) -> dict[str, Any]:
        """VOT-07: decide on the latest open request of a client, product by product, or on a change of 2020.

        Nothing happens where there is no open request.

        Raises:
            InputError: an unknown decision, or another number of decisions than of products.
        """
        what = "beantwoord_verzoek"
        check(what, params, {"aanbieder", "bsn", "besluiten", "wijziging_2020"})
        decisions = params["besluiten"]
        allowed = [
            decision for decision in DECISION_TEXTS if decision != OTHER_GEMEENTE or self.context.domein is Domein.JW
        ]
        if not decisions or any(decision not in allowed for decision in decisions):
            raise InputError(f"{what}, besluiten: verwacht {', '.join(allowed)}; gevonden {decisions!r}. Herstel ze.")
        if params["wijziging_2020"] is not None:
            self.decide_change_2020(params["wijziging_2020"], decisions[0])
            return {}
        found = self.open_verzoek(params["aanbieder"], params["bsn"])
        if found is None:
            return {}
        position, verzoek = found
        parts = list(verzoek.parts)
        waiting = [i for i, part in enumerate(parts) if part.open]
        positions = range(len(parts)) if len(decisions) == len(parts) else waiting
        if len(positions) != len(decisions):
            raise InputError(f"{what}, besluiten: verwacht {len(waiting)} besluiten; gevonden {len(decisions)}.")
        for i, decision in zip(positions, decisions, strict=True):
            if parts[i].open:
                self.decide(verzoek, parts[i], decision)
                parts[i] = replace(parts[i], decision=decision)
        self.received[position] = replace(verzoek, parts=tuple(parts))
        return {}

    def open_verzoek(self, aanbieder: str, bsn: str) -> tuple[int, Verzoek] | None:
        """The latest request of a client that is not wholly decided, or None."""
        for position, verzoek in reversed(list(enumerate(self.received))):
            if (verzoek.aanbieder, verzoek.bsn) == (aanbieder, bsn) and any(part.open for part in verzoek.parts):
                return position, verzoek
        return None

    def decide(self, verzoek: Verzoek, part: Part, decision: str) -> None:
        """VOT-03, VOT-08: a toewijzing for what is honoured; otherwise word, once that it is under investigation."""
        if decision == HONOUR:
            self.honour(verzoek, part)
        elif decision != INVESTIGATE or part.decision != INVESTIGATE:
            self.refuse(verzoek, part, decision)

    def refuse(self, verzoek: Verzoek, part: Part, decision: str) -> None:
        """VOT-04 .. VOT-08: say that it is not granted, or not yet; only a request of 3.0 gets a 319."""
        if verzoek.release is Release.R30:
            self.to_answer.append((verzoek.aanbieder, answer_to(part, decision)))
        else:
            text = f"verzoek om toewijzing {part.referentie}: {DECISION_TEXTS[decision]}"
            subject = Subject(DECISION_CODES[decision], text, verzoek=part.referentie)
            self.tell_decision(verzoek.aanbieder, verzoek.bsn, subject)

    def tell_decision(self, aanbieder: str, bsn: str, subject: Subject) -> None:
        """VOT-04, VOT-06, VOW-03: tell the aanbieder outside the messages."""
        self.outbox.inform(aanbieder, bsn, subject, self.clock.now)

    def honour(self, verzoek: Verzoek, part: Part) -> None:
        """VOT-03, OP348: what was asked, with the reference of the request."""
        if isinstance(part.content, AangevraagdProduct):
            self.grant_requested(verzoek, part.content, part.referentie)
            return
        self.toewijzingen.wijzigingsverzoeken.add(part.referentie)
        for product in part.content.to_change:
            old = self.with_number(verzoek.aanbieder, verzoek.bsn, product.toewijzingnummer)
            if old is not None:
                self.changing.apply_change(old, as_changed(old, product), part.referentie)
        for new in part.content.nieuw:
            self.grant_requested(verzoek, new, part.referentie)

    def grant_requested(self, verzoek: Verzoek, product: AangevraagdProduct | NieuwProduct, referentie: str) -> None:
        """VOT-03: a new toewijzing, in the release of the day."""
        for content, starting_at in self.granting.parts(self.wish_of(verzoek.aanbieder, verzoek.bsn, product), None):
            self.toewijzingen.schedule_new(content, starting_at, referentie=referentie)

    def decide_change_2020(self, params: Params, decision: str) -> None:
        """VOW-03, VOW-04: a change request of 2020 stays outside the messages; a 301 that grants it names no request.

        Raises:
            InputError: no such toewijzing, or the wish cannot be expressed now.
        """
        what = "beantwoord_verzoek, wijziging_2020"
        check(what, params, {"toewijzing", "gewenst"})
        old = self.ledger.find(read_reference(what, params)).toewijzing
        wish = replace(old, **read_wanted(what, params["gewenst"]))
        if decision == HONOUR:
            self.changing.apply_change(old, wish, None)
        else:
            text = f"wijzigingsverzoek toewijzing {old.toewijzingnummer or 'zonder nummer'}: {DECISION_TEXTS[decision]}"
            self.tell_decision(old.aanbieder, old.bsn, Subject(DECISION_CODES[decision], text, old))

    # ---- sending

    def send_answers(self) -> None:
        """Send every 319 that waits."""
        done, self.to_answer = self.to_answer, []
        for aanbieder, answer in done:
            bericht = make_319(
                domein=self.context.domein,
                gemeente=self.context.gemeente,
                aanbieder=aanbieder,
                identificatie=self.outbox.identificatie("319"),
                dagtekening=self.clock.today,
                answer=answer,
            )
            self.sent.note(bericht, (aanbieder, answer))
            self.outbox.send(bericht, self.clock.now)

    def answer_again(self, refused: Sequence[tuple[str, VerzoekAnswer]]) -> None:
        """OP286: an answer that was refused was not received, and waits to be sent."""
        self.to_answer += refused


def answer_to(part: Part, decision: str) -> VerzoekAnswer:
    """What a 319 says (CD085, CD086, IV095)."""
    if decision == INVESTIGATE:
        return VerzoekAnswer(part.referentie, UNDER_REVIEW)
    reden = WOONPLAATSBEGINSEL if decision == OTHER_GEMEENTE else CARE_GROUNDS
    return VerzoekAnswer(part.referentie, DENIED, reden)


def as_changed(old: Toewijzing, product: TeWijzigenProduct) -> Toewijzing:
    """A toewijzing as a 317 wants it."""
    return replace(
        old,
        ingangsdatum=product.wanted_ingangsdatum,
        einddatum=product.einddatum,
        volume=product.volume,
        eenheid=product.eenheid,
        frequentie=product.frequentie,
        budget=product.budget,
    )
