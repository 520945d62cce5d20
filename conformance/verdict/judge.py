"""From findings to verdicts: what a rule says of a case, counted, with evidence and the command that reproduces it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from shlex import quote
from typing import Any

from migratietoets.conformance.catalogue.cases import Case
from migratietoets.conformance.catalogue.register import Rule, register
from migratietoets.conformance.protocol.processes import plays
from migratietoets.conformance.rules.findings import Finding
from migratietoets.conformance.rules.metamorphic import same_state
from migratietoets.conformance.rules.rule import COUNTERS, RULES
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.model import Trace

CAPABILITIES = {"MS-02": "assess"}
"""Rules that do not apply to a system without this capability."""

SEVERITY = ("fail", "kit_error", "adapter_error", "warn", "not_verifiable", "not_exercised", "pass", "not_applicable")
"""Verdicts from what a reader must see first to last."""

Event = dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What one rule says of one case."""

    regel: Rule
    outcome: str
    evaluations: int
    minimum: int
    findings: tuple[Finding, ...]


def findings(rule: Rule, trace: Trace) -> tuple[Finding, ...]:
    """Run one check; a broken `should` is a warning."""
    found = tuple(RULES[rule.id](trace))
    if rule.strength == "must":
        return found
    return tuple(replace(b, outcome="warn") if b.outcome == "fail" else b for b in found)


def judge_rule(rule: Rule, trace: Trace, minimum: int, extra: tuple[Finding, ...] = ()) -> Verdict:
    """Judge one rule on one trace, with findings that come from elsewhere added.

    A rule that was evaluated less often than the case asks is not exercised, which fails the case: a silent system
    passes nothing.
    """
    capability = CAPABILITIES.get(rule.id)
    if capability is not None and not trace.capabilities.get(capability, True):
        return Verdict(rule, "not_applicable", 0, minimum, ())
    found = (*findings(rule, trace), *extra)
    kinds = Counter(b.outcome for b in found)
    evaluations = len(found)
    if kinds["fail"]:
        return Verdict(rule, "fail", evaluations, minimum, found)
    if evaluations < minimum:
        shortfall = Finding(
            "not_exercised",
            rule.id,
            "Het systeem deed te weinig om deze regel te kunnen beoordelen.",
            f"ten minste {minimum} keer beoordeeld",
            f"{evaluations} keer",
        )
        return Verdict(rule, "not_exercised", evaluations, minimum, (*found, shortfall))
    for outcome in ("warn", "not_verifiable", "pass"):
        if kinds[outcome]:
            return Verdict(rule, outcome, evaluations, minimum, found)
    return Verdict(rule, "not_exercised", 0, minimum, ())


def checkable(role: str) -> list[Rule]:
    """Active rules with a check that bind a system in this role."""
    return [r for r in register().values() if r.checked and r.status == "active" and r.binds_role(role)]


def reproduce(adapter: str, role: str, domein: str, case: str, rule: str) -> str:
    """The command that plays this case again and judges this rule."""
    header = "" if adapter == "referentie" else f" --adapter {quote(adapter)}"
    return f"migratietoets run{header} --role {role} --domain {domein} --cases {case} --rules {rule} --isolated"


def _finding_json(b: Finding) -> Event:
    return {
        "verdict": b.outcome,
        "subject": b.onderwerp,
        "text": b.text,
        "expected": b.expected,
        "found": b.found,
        "at": b.day and b.day.isoformat(),
        "message": b.bericht and b.bericht.n,
    }


def _errors(events: Iterable[Event], campaign: str, kind: str) -> dict[str | None, list[str]]:
    out: dict[str | None, list[str]] = {}
    for e in events:
        if e["event"] == "error" and e["campaign"] == campaign and e["kind"] == kind:
            out.setdefault(e["case"], []).append(e["text"])
    return out


class Judge:
    """Judges the events of a campaign: one verdict event per case and rule."""

    def __init__(self, events: list[Event], campaign: str, adapter: str) -> None:
        self._traces = {case: trace for (from_, case), trace in traces(events).items() if from_ == campaign}
        self._hello = next(
            (e["party"] for e in events if e["event"] == "hello" and e["campaign"] == campaign and e["under_test"]),
            None,
        )
        self._campaign = next(e for e in events if e["event"] == "campaign" and e["campaign"] == campaign)
        self._adapter_errors = _errors(events, campaign, "adapter")
        self._kit_errors = _errors(events, campaign, "kit")
        self._adapter = adapter

    def _plays(self, chapter: str) -> bool:
        who, c = self._hello, self._campaign
        return who is None or plays(who, c["role"], c["domain"], chapter)

    def verdicts(self, case: Case) -> Iterator[Event]:
        """Every verdict on one case."""
        rules = {r: n for r, n in case.rules.items() if register()[r].binds_role(self._campaign["role"])}
        if not self._plays(case.chapter):
            for rule_id, minimum in rules.items():
                yield self._verdict(case, Verdict(register()[rule_id], "not_applicable", 0, minimum, ()))
            return
        trace = self._traces.get(case.id) or Trace(
            self._campaign["role"], case.domeinen[0], date.fromisoformat(self._campaign["end"]), {}
        )
        compared = next(iter(rules), None)
        for rule in checkable(trace.role):
            if not self._plays(rule.chapter):
                if rule.id in rules:
                    yield self._verdict(case, Verdict(rule, "not_applicable", 0, rules[rule.id], ()))
                continue
            try:
                extra = self._comparison(case, trace) if rule.id == compared else ()
                verdict = judge_rule(rule, trace, rules.get(rule.id, 0), extra)
            except Exception as error:  # noqa: BLE001  # a fault in one rule may cost nothing else
                verdict = Verdict(
                    rule, "kit_error", 0, 0, (Finding("kit_error", rule.id, f"{type(error).__name__}: {error}"),)
                )
            if rule.id in rules or verdict.evaluations or verdict.outcome == "kit_error":
                yield self._verdict(case, self._with_errors(case, verdict))

    def tallies(self, case: Case) -> Iterator[Event]:
        """What is counted in one case, of the role under test, and not judged; where nothing applies it is left out."""
        trace = self._traces.get(case.id)
        if trace is None or not self._plays(case.chapter):
            return
        for rule_id, count_advice in COUNTERS.items():
            if not register()[rule_id].binds_role(trace.role):
                continue
            unmet, total = count_advice(trace)
            if total:
                fixed = {"campaign": self._campaign["campaign"], "case": case.id, "rule": rule_id}
                yield {**fixed, "value": unmet, "total": total}

    def _comparison(self, case: Case, trace: Trace) -> tuple[Finding, ...]:
        """Metamorphic: the findings of comparing a case with the one it is derived from."""
        base = self._traces.get(case.base) if case.base is not None else None
        return () if base is None else tuple(same_state(base, trace))

    def _with_errors(self, case: Case, verdict: Verdict) -> Verdict:
        """What an error of the adapter kept from being judged is an adapter error, not a broken rule."""
        for outcome, errors in (("adapter_error", self._adapter_errors), ("kit_error", self._kit_errors)):
            texts = list(dict.fromkeys([*errors.get(case.id, ()), *errors.get(None, ())]))
            if texts and verdict.outcome in {"fail", "not_exercised", "not_verifiable"}:
                extra = tuple(Finding(outcome, verdict.regel.id, text) for text in texts[:3])
                return replace(verdict, outcome=outcome, findings=(*extra, *verdict.findings))
        return verdict

    def _verdict(self, case: Case, verdict: Verdict) -> Event:
        rule, c = verdict.regel, self._campaign
        return {
            "campaign": c["campaign"],
            "case": case.id,
            "rule": rule.id,
            "role": c["role"],
            "domain": c["domain"],
            "strength": rule.strength,
            "chapter": rule.chapter,
            "verdict": verdict.outcome,
            "evaluations": verdict.evaluations,
            "minimum": verdict.minimum,
            "findings": [_finding_json(b) for b in verdict.findings if b.outcome != "pass"],
            "reproduce": reproduce(self._adapter, c["role"], c["domain"], case.id, rule.id),
            "source": rule.source,
        }


def exitcode(outcomes: Iterable[str], *, strict: bool = False) -> int:
    """0 conform, 1 not conform, 3 adapter, 4 kit; the highest applies. With `strict` a warning is not conform."""
    codes = {"fail": 1, "not_exercised": 1, "adapter_error": 3, "kit_error": 4} | ({"warn": 1} if strict else {})
    return max((codes.get(u, 0) for u in outcomes), default=0)


def overall_outcome(outcomes: Iterable[str], *, strict: bool = False) -> str:
    """The verdict on the whole run: conform, niet conform or onvolledig."""
    every = set(outcomes)
    if exitcode(every, strict=strict):
        return "niet conform"
    return "onvolledig" if "not_verifiable" in every else "conform"
