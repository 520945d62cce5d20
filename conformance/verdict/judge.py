"""From findings to verdicts: what a rule says of a case, counted, with evidence and the command that reproduces it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.register import Rule, Status, Strength, register
from migratietoets.conformance.protocol.control import ClockLevel
from migratietoets.conformance.protocol.processes import OTHER_ROLE, plays
from migratietoets.conformance.rules.doubt import datable, of_known_stand, seen_for_sure
from migratietoets.conformance.rules.findings import Finding
from migratietoets.conformance.rules.metamorphic import same_state
from migratietoets.conformance.rules.rule import COUNTERS, RULES
from migratietoets.conformance.rules.shared.scope import in_scope
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.verdict.fault import cause
from migratietoets.conformance.verdict.other_side import other_side
from migratietoets.conformance.verdict.shortfall import shortfall
from migratietoets.conformance.verdict.strays import strays
from migratietoets.conformance.vocabulary.events import (
    ADAPTER,
    CANNOT,
    KIT,
    CampaignEvent,
    CountEvent,
    ErrorEvent,
    Event,
    HelloEvent,
    LoggedFinding,
    VerdictEvent,
)
from migratietoets.conformance.vocabulary.verdicts import Verdict, worst
from migratietoets.istandaard.releases import Domein

CAPABILITIES = {"MS-02": "assess"}
"""Rules that do not apply to a system without this capability."""

REPORT = "Dat is een fout van de kit, niet van het systeem: meld haar aan de makers, met het logboek (log.jsonl)."
"""What to do about it."""

UNDECIDED = frozenset({Verdict.FAIL, Verdict.NOT_EXERCISED, Verdict.NOT_VERIFIABLE})
"""What an error of a party may have caused, unless a message shows it: that error is then the verdict."""


@dataclass(frozen=True)
class Judgement:
    """What one rule says of one case."""

    rule: Rule
    verdict: Verdict
    evaluations: int
    minimum: int
    findings: tuple[Finding, ...]


def findings(rule: Rule, trace: Trace) -> tuple[Finding, ...]:
    """Run one check; a broken `should` is a warning, and so is what the model does not hold a message to."""
    return tuple(_as_strict(rule, trace, seen_for_sure(rule.id, trace, one)) for one in RULES[rule.id](trace))


def _as_strict(rule: Rule, trace: Trace, found: Finding) -> Finding:
    binding = found.bericht is None or in_scope(rule.id, found.bericht, trace.domein)
    if found.verdict is not Verdict.FAIL or (binding and rule.strength is Strength.MUST):
        return found
    return replace(found, verdict=Verdict.WARN)


def judge_rule(rule: Rule, trace: Trace, minimum: int, extra: tuple[Finding, ...] = ()) -> Judgement:
    """Judge one rule on one trace, with findings that come from elsewhere added.

    A rule that was evaluated less often than the case asks is not exercised, which fails the case: a silent system
    passes nothing.
    """
    capability = CAPABILITIES.get(rule.id)
    if capability is not None and not trace.capabilities.get(capability, True):
        return Judgement(rule, Verdict.NOT_APPLICABLE, 0, minimum, ())
    known = (of_known_stand(trace, one) for one in (*findings(rule, trace), *extra))
    found = tuple(datable(rule.id, trace, one) for one in known)
    gravest = worst(one.verdict for one in found)
    evaluations = len(found)
    if gravest is Verdict.FAIL:
        return Judgement(rule, gravest, evaluations, minimum, found)
    if evaluations < minimum:
        why = shortfall(rule, trace, evaluations, minimum)
        verdict = Verdict.NOT_EXERCISED if trace.clock is ClockLevel.VIRTUAL else Verdict.NOT_VERIFIABLE
        return Judgement(rule, verdict, evaluations, minimum, (*found, replace(why, verdict=verdict)))
    return Judgement(rule, gravest or Verdict.NOT_EXERCISED, evaluations, minimum, found)


@cache
def checkable(role: str) -> tuple[Rule, ...]:
    """Active rules with a check of a case that bind a system in this role."""
    active = (r for r in register().values() if r.id in RULES and r.status is Status.ACTIVE)
    return tuple(r for r in active if r.binds_role(role))


def reproduce(systems: str, role: str, domein: str, case: str | None, rule: str) -> str:
    """The command that plays this case again and judges this rule; of what belongs to no case, the whole campaign."""
    narrowed = "" if case is None else f" --cases {case} --rules {rule} --isolated"
    return f"migratietoets run{systems and f' {systems}'} --role {role} --domain {domein}{narrowed}"


def logged(finding: Finding) -> LoggedFinding:
    """A finding as a log tells it."""
    return LoggedFinding(
        verdict=finding.verdict,
        subject=finding.subject,
        text=finding.text,
        expected=finding.expected,
        found=finding.found,
        at=None if finding.day is None else finding.day.isoformat(),
        message=None if finding.bericht is None else finding.bericht.n,
    )


def _errors(errors: Iterable[ErrorEvent]) -> dict[str | None, list[str]]:
    """What went wrong, by the case it cost something; of no case: what may have cost any."""
    out: dict[str | None, list[str]] = {}
    for e in errors:
        if e.case is not None or not e.alone:
            out.setdefault(e.case, []).append(e.text)
    return out


def _is_broken(rule: Rule, trace: Trace) -> bool:
    """Whether a rule is broken in a trace; one that cannot be asked is not."""
    try:
        return any(one.verdict is Verdict.FAIL for one in findings(rule, trace))
    except Exception:  # noqa: BLE001  # where its own side is judged it is a fault of the kit
        return False


def _shown(judgement: Judgement) -> bool:
    """Whether a message shows that the rule is broken: what is there, no error caused by being in the way."""
    return any(one.verdict is Verdict.FAIL and one.bericht is not None for one in judgement.findings)


class Judge:
    """Judges the events of a campaign: one verdict event per case and rule.

    `systems`: the options of `run` that name who was tested, to reproduce a verdict by.
    """

    def __init__(self, events: Sequence[Event], campaign: str, systems: str) -> None:
        self._traces = {case: trace for (played, case), trace in traces(events).items() if played == campaign}
        self._events = [event for event in events if getattr(event, "campaign", None) == campaign]
        self._campaign = next(e for e in self._events if isinstance(e, CampaignEvent))
        role, hellos = self._campaign.role, (e for e in self._events if isinstance(e, HelloEvent) and e.under_test)
        self._hello = next((e.party for e in hellos if e.role == role), None)
        errors = [e for e in self._events if isinstance(e, ErrorEvent)]
        theirs = [e for e in errors if e.kind == ADAPTER and e.party == OTHER_ROLE[role]]
        self._adapter_errors = _errors(e for e in errors if e.kind == ADAPTER and e not in theirs)
        self._kit_errors = _errors(e for e in errors if e.kind == KIT)
        self._not_asked = _errors(e for e in errors if e.kind == CANNOT)
        self._other = other_side(self._events, role, _errors(theirs))
        self._broken: dict[int, list[str]] = {}
        self._systems = systems

    def _plays(self, chapter: str) -> bool:
        who, c = self._hello, self._campaign
        return who is None or plays(who, c.role, c.domain, chapter)

    def _is_idle(self, chapter: str) -> bool:
        """Whether nothing of a chapter is played, since one of the two sides does not do it."""
        return not self._plays(chapter) or bool(self._other.limitation("", self._campaign.domain, chapter))

    def _not_applicable(self, rule_id: str, chapter: str, minimum: int) -> Judgement:
        why = self._other.limitation(rule_id, self._campaign.domain, chapter) if self._plays(chapter) else ()
        return Judgement(register()[rule_id], Verdict.NOT_APPLICABLE, 0, minimum, why)

    def verdicts(self, case: Case, *, every: bool = False) -> Iterator[VerdictEvent]:
        """The verdicts on one case: of the rules it names and those that had something to judge, or of every rule.

        Of every rule means also why there was nothing to judge.
        """
        rules = {r: n for r, n in case.expectation.rules.items() if register()[r].binds_role(self._campaign.role)}
        if self._is_idle(case.chapter):
            for rule_id, minimum in rules.items():
                yield self._verdict(case.id, self._not_applicable(rule_id, case.chapter, minimum))
            return
        trace = self._traces.get(case.id) or Trace(
            self._campaign.role, case.domeinen[0], date.fromisoformat(self._campaign.end), {}
        )
        compared = next(iter(rules), None)
        for rule in checkable(trace.role):
            if self._is_idle(rule.chapter):
                if rule.id in rules:
                    yield self._verdict(case.id, self._not_applicable(rule.id, rule.chapter, rules[rule.id]))
                continue
            try:
                extra = self._comparison(case, trace) if rule.id == compared else ()
                judgement = judge_rule(rule, trace, rules.get(rule.id, 0), extra)
                if every and judgement.verdict is Verdict.NOT_EXERCISED and not judgement.findings:
                    judgement = replace(judgement, findings=(shortfall(rule, trace, 0, 1),))
            except Exception as error:  # noqa: BLE001  # a fault in one rule may cost nothing else
                fault = Finding(Verdict.KIT_ERROR, rule.id, f"De toets liep vast: {cause(error)}. {REPORT}")
                judgement = Judgement(rule, Verdict.KIT_ERROR, 0, 0, (fault,))
            if every or rule.id in rules or judgement.evaluations or judgement.verdict is Verdict.KIT_ERROR:
                yield self._verdict(case.id, self._excused(case, trace, self._with_errors(case, judgement)))

    def strays(self) -> Iterator[VerdictEvent]:
        """The verdicts on what the system under test sent that can be laid at no case: each rule that it breaks."""
        found = strays(self._events, self._campaign.role, Domein(self._campaign.domain))
        for rule_id, broken in found.items():
            rule = register()[rule_id]
            verdict = worst(one.verdict for one in broken) or Verdict.FAIL
            yield self._verdict(None, Judgement(rule, verdict, len(broken), 0, tuple(broken)))

    def tallies(self, case: Case) -> Iterator[CountEvent]:
        """What is counted in one case, of the role under test, and not judged; where nothing applies it is left out."""
        trace = self._traces.get(case.id)
        if trace is None or self._is_idle(case.chapter):
            return
        for rule_id, count_advice in COUNTERS.items():
            if not register()[rule_id].binds_role(trace.role):
                continue
            unmet, total = count_advice(trace)
            if total:
                campaign = self._campaign.campaign
                yield CountEvent(campaign=campaign, case=case.id, rule=rule_id, value=unmet, total=total)

    def _comparison(self, case: Case, trace: Trace) -> tuple[Finding, ...]:
        """Metamorphic: the findings of comparing a case with the one it is derived from."""
        base = self._traces.get(case.base) if case.base is not None else None
        return () if base is None else tuple(same_state(base, trace))

    def _with_errors(self, case: Case, judgement: Judgement) -> Judgement:
        """What an error of the adapter, or a button it lacks, kept from being judged is no broken rule."""
        for verdict, errors in (
            (Verdict.ADAPTER_ERROR, self._adapter_errors),
            (Verdict.KIT_ERROR, self._kit_errors),
            (Verdict.NOT_VERIFIABLE, self._not_asked),
        ):
            texts = list(dict.fromkeys([*errors.get(case.id, ()), *errors.get(None, ())]))
            if texts and judgement.verdict in UNDECIDED and not _shown(judgement):
                extra = tuple(Finding(verdict, judgement.rule.id, text) for text in texts[:3])
                return replace(judgement, verdict=verdict, findings=(*extra, *judgement.findings))
        return judgement

    def _excused(self, case: Case, trace: Trace, judgement: Judgement) -> Judgement:
        """What the other of two systems may have kept from being judged, cannot be seen."""
        if self._other.said is None and not self._other.errors:
            return judgement
        rule, why = judgement.rule, None
        if judgement.verdict in UNDECIDED and not _shown(judgement):
            why = self._other.error(rule.id, case.id)
        if why is None and judgement.verdict in {Verdict.FAIL, Verdict.NOT_EXERCISED, Verdict.ADAPTER_ERROR}:
            why = self._other.misled(rule.id, trace, self._broken_by_other(case, trace))
        if why is None and judgement.verdict is Verdict.NOT_EXERCISED:
            why = self._other.unasked(rule, trace, judgement.minimum)
        if why is None:
            return judgement
        return replace(judgement, verdict=Verdict.NOT_VERIFIABLE, findings=(why, *judgement.findings))

    def _broken_by_other(self, case: Case, trace: Trace) -> list[str]:
        """The rules that the other side breaks in a case."""
        if case.number not in self._broken:
            theirs = replace(trace, role=self._other.role)
            self._broken[case.number] = [rule.id for rule in checkable(theirs.role) if _is_broken(rule, theirs)]
        return self._broken[case.number]

    def _verdict(self, case: str | None, judgement: Judgement) -> VerdictEvent:
        rule, c = judgement.rule, self._campaign
        return VerdictEvent(
            campaign=c.campaign,
            case=case,
            rule=rule.id,
            role=c.role,
            domain=c.domain,
            strength=rule.strength,
            chapter=rule.chapter,
            verdict=judgement.verdict,
            evaluations=judgement.evaluations,
            minimum=judgement.minimum,
            findings=tuple(logged(b) for b in judgement.findings if b.verdict is not Verdict.PASS),
            reproduce=reproduce(self._systems, c.role, c.domain, case, rule.id),
            source=rule.source,
        )
