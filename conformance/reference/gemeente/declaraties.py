"""The gemeente judges what was claimed: a 304 on a 303, a 325 on a 323, within their terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.gemeente.claim_checks import lines
from migratietoets.conformance.reference.instructions import Params, check
from migratietoets.conformance.reference.intake import Intake
from migratietoets.conformance.reference.post import Reply, technically_sound
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.bedrag import CREDIT
from migratietoets.istandaard.berichten.declaratie import declaratie_header, prestaties
from migratietoets.istandaard.berichten.declaratieantwoord import make_304, make_325
from migratietoets.istandaard.berichten.header import bsns, header
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.kalender import month
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import END_OF_2020, START_30

APPROVE = "goedkeuren"
REJECT = "afkeuren"
REJECT_BERICHT = "bericht_afkeuren"
DECISIONS = (APPROVE, REJECT, REJECT_BERICHT)
OUTSIDE_TOEWIJZING = "9308"
"""The reason this gemeente gives for a rejection (WJ001)."""
WORKING_DAYS = 8
"""When this gemeente has looked at a declaratie; the standard gives it 20 for a 303 and 10 for a 323."""


@dataclass(frozen=True, slots=True)
class Received:
    """A declaratie that still has to be answered.

    Attributes:
        answer_day: the day on which it is answered.
        rejected: ReferentieNummer of a prestatie -> its codes.
        refused: the whole message is refused.
    """

    bericht: Bericht
    answer_day: date
    rejected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refused: bool = False


class Declaraties(Desk):
    """Declaraties that wait for their answer."""

    def __init__(self, context: Context, intake: Intake) -> None:
        super().__init__(context)
        self.intake = intake
        self.received: list[Received] = []

    def receive(self, bericht: Bericht, data: bytes) -> Reply | None:
        """Take in a 303 or a 323; what is technically wrong is refused at once."""
        if not technically_sound(data) or self.technical_fault(bericht):
            return Reply(bericht, [REJECTED], codes=[("", REJECTED)])
        self.received.append(Received(bericht, self.answer_day()))
        return None

    def technical_fault(self, bericht: Bericht) -> bool:
        """CS100, CS103, TR368, TR358, TR315, TR316: another period, a wrong total, or a credit with its debit."""
        claimed, head = prestaties(bericht), declaratie_header(bericht)
        period = (head.begindatum, head.einddatum)
        periods = [period, *((line.begindatum, line.einddatum) for line in claimed)]
        if bericht.kind == "303":
            outside = any(end > END_OF_2020 for _, end in periods)
        else:
            outside = any(begin < START_30 for begin, _ in periods) or period != month(head.begindatum)
        previous = [line.previous_referentienummer for line in claimed if line.previous_referentienummer is not None]
        own = {line.referentienummer for line in claimed}
        wrong_total = head.totaalbedrag != sum(line.saldo for line in claimed)
        return outside or wrong_total or bool(own & set(previous)) or len(previous) != len(set(previous))

    def answer_day(self) -> date:
        """OP090: within the term, which stands still in the quiet period."""
        return self.clock.working_days_after(self.clock.today, WORKING_DAYS)

    def judge(self, params: Params) -> dict[str, Any]:
        """Decide at the desk on what an aanbieder claimed; the answer goes out at once.

        Raises:
            InputError: another decision.
        """
        check("beoordeel_declaratie", params, {"aanbieder", "bsn", "besluit"})
        if params["besluit"] not in DECISIONS:
            allowed = ", ".join(DECISIONS)
            raise InputError(f"beoordeel_declaratie, besluit: verwacht {allowed}; gevonden {params['besluit']!r}.")
        self.received = [
            self.with_decision(one, params["bsn"], params["besluit"])
            if self.is_about(one, params["aanbieder"], params["bsn"])
            else one
            for one in self.received
        ]
        return {}

    def is_about(self, one: Received, aanbieder: str, bsn: str | None) -> bool:
        """Tell whether a declaratie is of an aanbieder and about a client; None: any client."""
        if one.refused:
            return False
        return header(one.bericht).afzender == aanbieder and (bsn is None or bsn in bsns(one.bericht))

    def with_decision(self, one: Received, bsn: str | None, decision: str) -> Received:
        """A declaratie with the decision of the desk on it."""
        claimed = prestaties(one.bericht)
        done = replace(one, answer_day=self.clock.today)
        if decision == REJECT_BERICHT and self.may_refuse(claimed):
            return replace(done, refused=True)
        if decision == APPROVE:
            return done
        declined = [line for line in claimed if bsn in {None, line.bsn} and self.may_reject(line)]
        return replace(done, rejected={line.referentienummer: (OUTSIDE_TOEWIJZING,) for line in declined})

    def may_refuse(self, claimed: list[Prestatie]) -> bool:
        """CR-03: not a message with a credit in it, for that would reject the credit."""
        return all(self.may_reject(line) for line in claimed)

    def may_reject(self, line: Prestatie) -> bool:
        """CR-03: a credit is one-sided; it is never rejected on its content."""
        return line.debet_credit != CREDIT

    def send_answers(self) -> None:
        """Send every answer that is due."""
        done = [one for one in self.received if one.answer_day <= self.clock.today]
        self.received = [one for one in self.received if one.answer_day > self.clock.today]
        for one in done:
            self.outbox.send(self.answer_to_declaratie(one), self.clock.now)
            lost = [path for path, line in lines(one.bericht) if line.referentienummer in one.rejected]
            if one.refused or lost:
                self.intake.turn_down(one.bericht, None if one.refused else lost)

    def answer_to_declaratie(self, one: Received) -> Bericht:
        """The 304 or the 325, in the release of what it answers; all is granted that is not rejected."""
        make, kind = (make_304, "304") if one.bericht.kind == "303" else (make_325, "325")
        return make(
            one.bericht,
            identificatie=self.outbox.identificatie(kind),
            dagtekening=self.clock.today,
            rejected=one.rejected,
            refused=(REJECTED,) if one.refused else (),
        )
