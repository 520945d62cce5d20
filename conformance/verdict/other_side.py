"""Two systems face to face: what one of them is not blamed for, since it lies with the other."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from migratietoets.conformance.catalogue.register import Rule
from migratietoets.conformance.protocol.processes import OTHER_ROLE, plays
from migratietoets.conformance.protocol.shape import safe
from migratietoets.conformance.rules.findings import Finding
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.verdict.shortfall import owes
from migratietoets.conformance.vocabulary.events import Event, HelloEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.schemas.release_facts import KINDS


@dataclass(frozen=True)
class OtherSide:
    """The system on the other side of the one that is judged; where the kit plays it, it is to blame for nothing.

    Attributes:
        role: which it plays.
        said: what it said in hello; None where the kit plays it.
        errors: what went wrong with it, by the case it cost something; of no case: what may have cost any.
    """

    role: str
    said: Mapping[str, Any] | None = None
    errors: Mapping[str | None, Sequence[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How texts call it."""
        return f"de andere kant ({self.role} {safe(self.said['name'], 60)})" if self.said else "de andere kant"

    def limitation(self, rule_id: str, domein: str, chapter: str) -> tuple[Finding, ...]:
        """Why a case or rule of a chapter is not played: this side does not claim what it takes."""
        if self.said is None or plays(self.said, self.role, domein, chapter):
            return ()
        text = f"Niet gespeeld door {self.name}: die zegt in hello deze rol, dit domein of dit proces niet te doen."
        return (Finding(Verdict.NOT_APPLICABLE, rule_id, text),)

    def error(self, rule_id: str, case: str) -> Finding | None:
        """What went wrong with it that may have kept a case from being judged."""
        errors = [*self.errors.get(case, ()), *self.errors.get(None, ())]
        return self._unseen(rule_id, f"viel uit: {errors[0]}") if errors else None

    def misled(self, rule_id: str, trace: Trace, broken: Collection[str]) -> Finding | None:
        """Why what follows in a case says nothing of the system that is judged; None where it does.

        That is where this side did wrong in what it was asked in the case, or by refusing; and where nobody can say
        which of its messages an answer is about.

        Args:
            rule_id: the rule that is judged.
            trace: of the case.
            broken: the rules that this side breaks in it.
        """
        asked = any(one.addressee == self.role for one in trace.instructions)
        if broken and (asked or any(trace.refused(one) or trace.refused_lines(one) for one in trace.from_system())):
            return self._unseen(rule_id, f"overtreedt in dit geval zelf {', '.join(broken)}")
        for one in trace.to_system(*KINDS):
            name = one.header and (one.kind, one.header.afzender, one.header.identificatie)
            if name and not one.is_retour and len(trace.identifications.get(name, ())) > 1:
                return self._unseen(rule_id, f"gebruikt een identificatie van een {one.kind} vaker")
        return None

    def unasked(self, rule: Rule, trace: Trace, minimum: int) -> Finding | None:
        """Why a rule was not exercised by no fault of the system that is judged; None where it owes something."""
        return None if owes(rule, trace, minimum) else self._unseen(rule.id, "vroeg hier niet genoeg om")

    def _unseen(self, rule_id: str, why: str) -> Finding:
        text = f"Niet te beoordelen: {self.name} {why}"
        return Finding(Verdict.NOT_VERIFIABLE, rule_id, text if text.endswith(".") else f"{text}.")


def other_side(events: Sequence[Event], role: str, errors: Mapping[str | None, Sequence[str]]) -> OtherSide:
    """The other side of the system in a role.

    Args:
        events: of one campaign.
        role: whose.
        errors: what went wrong with it.
    """
    other = OTHER_ROLE[role]
    hellos = (event for event in events if isinstance(event, HelloEvent) and event.under_test and event.role == other)
    return OtherSide(other, next((event.party for event in hellos), None), errors)
