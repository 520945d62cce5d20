"""Requests and what became of them: the 315s and 317s in a trace, and every decision taken on them at the desk."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Instruction, Trace, view
from migratietoets.istandaard.kalender import day_of
from migratietoets.istandaard.releases import START_30

HONOUR, REJECT, INVESTIGATE, WOONPLAATS = "honoreren", "afwijzen", "onderzoeken", "woonplaatsbeginsel"


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


@dataclass(frozen=True, slots=True)
class Verzoek:
    """One requested product (315) or one change request (317), with the decisions taken on it, oldest first."""

    bericht: SentMessage
    referentie: str
    decisions: tuple[Decision, ...] = ()

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
        earlier = [decision for decision in self.decisions if decision.day < day]
        return self.bericht.day < day and (not earlier or earlier[-1].what == INVESTIGATE)

    def decided(self, at: datetime, what: str) -> "Verzoek":
        """The same with one more decision; that it is still under investigation is no new one (TR360)."""
        if self.last is not None and self.last.what == what:
            return self
        earlier = self.decisions
        if self.last is not None:
            earlier = (*earlier[:-1], replace(self.last, until=at))
        return replace(self, decisions=(*earlier, Decision(at, what)))

    def named_in(self, answer: SentMessage) -> bool:
        """Whether a 319 names it: sent later to the same aanbieder, with its reference (TR347, TR355)."""
        says, query = answer.verzoekantwoord, self.bericht
        who = (says and says.referentie_aanbieder, answer.aanbieder)
        return who == (self.referentie, query.aanbieder) and query.at <= answer.at

    def __str__(self) -> str:
        """As a reader names it."""
        return f"verzoek {self.referentie} ({self.bericht.kind} in {self.bericht.release})"


def _decide(instruction: Instruction, received: list[list[Verzoek]]) -> None:
    """Lay the decisions of the desk on the latest request of the client that is not wholly decided, in order."""
    parties = (instruction.params["aanbieder"], instruction.params["bsn"])
    for parts in reversed(received):
        bericht = parts[0].bericht
        waiting = [place for place, part in enumerate(parts) if part.open]
        if (bericht.aanbieder, bericht.bsn) != parties or bericht.at > instruction.at or not waiting:
            continue
        decisions = instruction.params["besluiten"]
        affected = range(len(parts)) if len(decisions) == len(parts) else waiting
        for place, what in zip(affected, decisions, strict=False):
            if parts[place].open:
                parts[place] = parts[place].decided(instruction.at, what)
        return


def _refused(trace: Trace, bericht: SentMessage) -> bool:
    """A request that was refused as unreadable counts as not received (OP286): nothing is decided on it."""
    answer = trace.answer_to(bericht)
    return answer is not None and answer.rejects


@view
def verzoeken(trace: Trace) -> tuple[Verzoek, ...]:
    """Every request in the trace, product by product, with its decisions."""
    per_bericht = [
        [Verzoek(bericht, referentie) for referentie in bericht.verzoeken]
        for bericht in trace.berichten
        if bericht.verzoeken
    ]
    received = [parts for parts in per_bericht if not _refused(trace, parts[0].bericht)]
    for instruction in trace.instructions:
        if instruction.command == "beantwoord_verzoek" and instruction.params["wijziging_2020"] is None:
            _decide(instruction, received)
    return tuple(part for parts in per_bericht for part in parts)


def change_decisions_2020(trace: Trace) -> Iterator[Instruction]:
    """The decisions on change requests of 2020, which were made outside the messages."""
    for instruction in trace.instructions:
        if instruction.command == "beantwoord_verzoek" and instruction.params["wijziging_2020"] is not None:
            yield instruction


def wijzigingsverzoeken_2020(trace: Trace) -> list[date | None]:
    """Of each toewijzing for which a change was asked in 2020: the day of the last decision, None while it is open."""
    decided: dict[str, date | None] = {}
    for instruction in trace.instructions:
        if instruction.command == "vraag_wijziging_aan" and instruction.day < START_30:
            decided.setdefault(str(instruction.params["toewijzing"]))
    for instruction in change_decisions_2020(trace):
        done = INVESTIGATE not in instruction.params["besluiten"]
        decided[str(instruction.params["wijziging_2020"]["toewijzing"])] = instruction.day if done else None
    return list(decided.values())


def granting_301(trace: Trace, verzoek: Verzoek) -> SentMessage | None:
    """The first 301 to this client and aanbieder with a line that carries the ReferentieAanbieder of the request."""
    parties = (verzoek.bericht.aanbieder, verzoek.bericht.bsn)
    for bericht in trace.from_system("301"):
        if (bericht.aanbieder, bericht.bsn) == parties and any(
            line.product.referentie_aanbieder == verzoek.referentie for line in bericht.lines
        ):
            return bericht
    return None


def answers(trace: Trace, verzoek: Verzoek | None = None, decision: Decision | None = None) -> list[SentMessage]:
    """The 319s of the gemeente: all, those on one request, or those on one decision."""
    return [
        bericht
        for bericht in trace.from_system("319")
        if bericht.verzoekantwoord is not None
        and (verzoek is None or verzoek.named_in(bericht))
        and (
            decision is None or (decision.at <= bericht.at and (decision.until is None or bericht.at <= decision.until))
        )
    ]


def told(trace: Trace, verzoek: Verzoek, decision: Decision) -> bool:
    """Whether the aanbieder was told something about this client outside the messages, after this decision."""
    bericht = verzoek.bericht
    return any(
        (notice.sender, notice.receiver, notice.bsn) == ("gemeente", bericht.aanbieder, bericht.bsn)
        and decision.at <= notice.at
        and (decision.until is None or notice.at <= decision.until)
        for notice in trace.notices
    )
