"""Requests and what became of them: each product of a 315 and each 317, its retours, and every decision on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.requests.asked import INVESTIGATE, NO, Decided, decided
from migratietoets.conformance.trace.message import Client, SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct, Wijzigingsverzoek
from migratietoets.istandaard.kalender import day_of
from migratietoets.istandaard.releases import Release

CONTRACT_CODES = frozenset({"8857", "8858", "8859", "8860", "8861", "8862"})
"""Retourcodes of 2.4 with which a 316 rejects a requested product functionally; 3.0 has none of them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision; `until` is the moment of the next one on the same request."""

    at: datetime
    what: str
    until: datetime | None = None

    @property
    def day(self) -> date:
        """The day it was taken, in Europe/Amsterdam."""
        return day_of(self.at)

    def holds_at(self, at: datetime) -> bool:
        """Taken by then, and not yet followed by another."""
        return self.at <= at and (self.until is None or at <= self.until)


@dataclass(frozen=True, slots=True)
class Verzoek:
    """One requested product (315) or one change request (317).

    Attributes:
        wanted: what is asked.
        rejected_by: the 316 that rejects it functionally, in 2.4.
        refused: its retour refuses it for a rule that it breaks, so that nothing follows from it (OP286).
        decisions: what the desk of the gemeente decided, oldest first.
    """

    bericht: SentMessage
    wanted: AangevraagdProduct | Wijzigingsverzoek
    rejected_by: SentMessage | None = None
    refused: bool = False
    decisions: tuple[Decision, ...] = ()

    @property
    def referentie(self) -> str:
        """Its ReferentieAanbieder."""
        return self.wanted.referentie_aanbieder

    @property
    def client(self) -> Client:
        """Whose client it is about."""
        return self.bericht.client

    @property
    def last(self) -> Decision | None:
        """How it was decided in the end."""
        return self.decisions[-1] if self.decisions else None

    @property
    def open(self) -> bool:
        """Not decided yet, or under investigation."""
        return self.last is None or self.last.what == INVESTIGATE

    def open_on(self, day: date) -> bool:
        """It had come in before a day, and had no final decision by then."""
        if self.rejected_by is not None and self.rejected_by.day < day:
            return False
        earlier = [decision for decision in self.decisions if decision.day < day]
        return self.bericht.day < day and (not earlier or earlier[-1].what == INVESTIGATE)

    def waiting(self, at: datetime) -> bool:
        """Whether a decision could still be taken on it at a moment."""
        return self.open and not self.refused and (self.rejected_by is None or self.rejected_by.at > at)

    def decided(self, at: datetime, what: str) -> "Verzoek":
        """The same with one more decision; that it is still under investigation is no new one (TR360)."""
        if self.last is not None and self.last.what == what:
            return self
        earlier = self.decisions
        if self.last is not None:
            earlier = (*earlier[:-1], replace(self.last, until=at))
        return replace(self, decisions=(*earlier, Decision(at, what)))

    def decision_at(self, at: datetime) -> Decision | None:
        """The decision that holds at a moment."""
        return next((one for one in reversed(self.decisions) if one.at <= at), None)

    def rejected_at(self, at: datetime) -> bool:
        """The desk had rejected it by a moment."""
        decision = self.decision_at(at)
        return decision is not None and decision.what in NO

    def named_in(self, answer: SentMessage) -> bool:
        """Whether a 319 names it: sent after it came, to the same aanbieder, with its reference (TR347, TR355)."""
        says, query = answer.verzoekantwoord, self.bericht
        who = (says and says.referentie_aanbieder, answer.aanbieder)
        return who == (self.referentie, query.aanbieder) and knew(answer, query)

    def __str__(self) -> str:
        """As a reader names it."""
        return f"verzoek {self.referentie} ({self.bericht.kind} in {self.bericht.release})"


def _decide(trace: Trace, one: Decided, sent: list[list[Verzoek]]) -> None:
    """Lay the decisions of the desk on the latest request of the client that is not wholly decided, in order.

    Where none is, they revise those on his latest one; what was refused was not received.
    """
    own = [parts for parts in sent if parts[0].client == one.client and one.instruction.given_after(parts[0].bericht)]
    for parts in reversed(own):
        waiting = [place for place, part in enumerate(parts) if part.waiting(one.at)]
        if waiting:
            whole = len(one.what) == len(parts)
            for place, what in zip(range(len(parts)) if whole else waiting, one.what, strict=False):
                if place in waiting or _revisable(trace, parts[place], one.at):
                    parts[place] = parts[place].decided(one.at, what)
            return
    latest = own[-1] if own else []
    if len(one.what) == len(latest):
        for place, what in enumerate(one.what):
            if _revisable(trace, latest[place], one.at):
                latest[place] = latest[place].decided(one.at, what)


def _revisable(trace: Trace, verzoek: Verzoek, at: datetime) -> bool:
    """What waits no longer: it was not refused, and no toewijzing that names it was sent, which rejects no more."""
    return not verzoek.refused and not any(
        bericht.kind == "301"
        and bericht.at <= at
        and bericht.client == verzoek.client
        and any(
            line.product.referentie_aanbieder == verzoek.referentie
            for place, line in enumerate(bericht.lines)
            if place not in trace.refused_lines(bericht)
        )
        for bericht in trace.berichten
    )


def _functional_rejection(trace: Trace, bericht: SentMessage, place: int) -> SentMessage | None:
    """The retour of 2.4 that rejects a requested product: by a code at its own line, else by one for the whole."""
    for retour in trace.answers.get(bericht.n, ()):
        lines = retour.line_codes
        whole = len(lines) != len(bericht.verzoeken) or CONTRACT_CODES.isdisjoint(chain(*lines))
        codes = retour.retourcodes if whole else lines[place]
        if bericht.release == Release.R24 and not CONTRACT_CODES.isdisjoint(codes):
            return retour
    return None


@view
def verzoeken(trace: Trace) -> tuple[Verzoek, ...]:
    """Every request in the trace, product by product, with its decisions; none is taken on what was refused (OP286)."""
    sent = [_parts(trace, bericht) for bericht in trace.berichten if bericht.verzoeken]
    for one in decided(trace):
        if one.change_2020 is None:
            _decide(trace, one, sent)
    return tuple(part for parts in sent for part in parts)


def _parts(trace: Trace, bericht: SentMessage) -> list[Verzoek]:
    lost = trace.refused_lines(bericht)
    rejections = [_functional_rejection(trace, bericht, place) for place in range(len(bericht.verzoeken))]
    return [
        Verzoek(bericht, wanted, rejection, refused=place in lost and (rejection is None or trace.refused(bericht)))
        for place, (wanted, rejection) in enumerate(zip(bericht.verzoeken, rejections, strict=True))
    ]


def refused_before(trace: Trace, verzoek: Verzoek, bericht: SentMessage) -> bool:
    """A retour had refused it technically when a message was sent, so that it counts as not received (OP286)."""
    answer = trace.answer_to(verzoek.bericht)
    return verzoek.refused and answer is not None and knew(bericht, answer)


def decisions_on(trace: Trace, kind: str, release: Release) -> Iterator[tuple[Verzoek, Decision]]:
    """Every decision on what was requested with this message in this release."""
    for verzoek in verzoeken(trace):
        if verzoek.bericht.kind == kind and verzoek.bericht.release == release:
            for decision in verzoek.decisions:
                yield verzoek, decision


def change_decisions_2020(trace: Trace) -> Iterator[Decided]:
    """The decisions on change requests of 2020, which were made outside the messages."""
    return (one for one in decided(trace) if one.change_2020 is not None)
