"""Rules and cases side by side: which cases and mutants exercise a rule, and which rules a case exercises."""

from typing import Any

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.model import How, Supervision, supervision
from migratietoets.conformance.catalogue.mutants import mutants
from migratietoets.conformance.catalogue.register import Rule, Status, Strength, register
from migratietoets.istandaard.modelregels import Modelregel
from migratietoets.istandaard.schemas.release_facts import FROM_GEMEENTE, KINDS

MODEL = "informatiemodel"
"""The chapter of what the model asks and the register does not hold apart."""


def positive_cases(rule_id: str) -> list[str]:
    """Cases a system plays and that must exercise this rule."""
    return [case.id for case in cases().values() if case.positive and rule_id in case.expectation.rules]


def negative_cases(rule_id: str) -> list[str]:
    """Scripted cases in which the oracle must find this rule broken."""
    return [case.id for case in cases().values() if not case.positive and rule_id in case.expectation.verdicts]


def reception_cases(rule_id: str) -> dict[str, list[str]]:
    """Message -> the cases in which the system gets one that breaks this rule, to refuse it (AC-14)."""
    found: dict[str, list[str]] = {}
    for case in cases().values():
        for kind, broken in case.broken if case.positive else ():
            if broken == rule_id:
                found.setdefault(kind, []).append(case.id)
    return {kind: found[kind] for kind in sorted(found)}


def mutants_of(rule_id: str) -> list[str]:
    """Known-bad implementations that break this rule."""
    return [mutant.id for mutant in mutants().values() if mutant.rule == rule_id]


def follows_from(rule_id: str) -> list[str]:
    """Rules whose violation unavoidably breaks this one too."""
    return [r.id for r in register().values() if rule_id in r.entails]


def tally() -> list[tuple[Strength, int, int, int]]:
    """Per strength: how many rules there are, with a check, and without one but with a reason why."""
    out = []
    for strength in Strength:
        rules = [r for r in register().values() if r.strength is strength]
        checked = sum(r.checked for r in rules)
        out.append((strength, len(rules), checked, sum(bool(r.reason) and not r.checked for r in rules)))
    return out


def model_as_text(rule: Rule) -> str:
    """The messages the information model uses a rule in, and its retourcode; empty for a rule of the source text."""
    return "" if rule.model is None else used_in(rule.model)


def used_in(rule: Modelregel) -> str:
    """The messages the information model uses a rule of its own in, and its retourcode."""
    messages = ", ".join(rule.berichten) or "algemeen"
    return f"{messages}: {rule.retourcode}" if rule.retourcode else messages


def how_checked(rule: Rule) -> tuple[How | None, tuple[str, ...]]:
    """Where a breach of a rule of the register is seen, and which other rules report it."""
    if rule.model is not None:
        said = supervision()[rule.id]
        return said.how, said.through
    return How.TRACE if rule.checked else None, ()


def senders(rule: Modelregel) -> list[str]:
    """Who sends the messages that a rule of the model is about."""
    kinds = set(rule.berichten or KINDS)
    of = {"gemeente": kinds & FROM_GEMEENTE, "aanbieder": kinds - FROM_GEMEENTE}
    return [role for role, its in of.items() if its]


def model_rule_as_json(one: Supervision) -> dict[str, Any]:
    """A rule of the model that is not judged under its own id, as `rules --format json` shows it."""
    return {
        "id": one.rule.id,
        "strength": Strength.INFO,
        "binds": senders(one.rule),
        "chapter": MODEL,
        "source": f"informatiemodel {one.rule.release}: {one.rule.id}",
        "status": Status.ACTIVE,
        "checked": False,
        "how": one.how,
        "through": list(one.through),
        "oordeel": None,
        "messages": list(one.rule.berichten),
        "release": one.rule.release,
        "retourcode": one.rule.retourcode,
        "reason": one.reason or f"Geen eigen toets; nagegaan via {', '.join(one.through)}.",
        "entails": [],
        "positive_cases": [],
        "negative_cases": [],
        "mutants": [],
    }


def rule_as_json(rule: Rule) -> dict[str, Any]:
    """A rule as `rules --format json` shows it."""
    how, through = how_checked(rule)
    return {
        "id": rule.id,
        "strength": rule.strength,
        "binds": list(rule.binds),
        "chapter": rule.chapter,
        "source": rule.source,
        "status": rule.status,
        "checked": rule.checked,
        "how": how,
        "through": list(through),
        "oordeel": rule.judges,
        "messages": None if rule.model is None else list(rule.model.berichten),
        "release": None if rule.model is None else rule.model.release,
        "retourcode": None if rule.model is None else rule.model.retourcode,
        "reason": None if rule.checked else rule.reason,
        "entails": list(rule.entails),
        "positive_cases": positive_cases(rule.id),
        "negative_cases": negative_cases(rule.id),
        "mutants": mutants_of(rule.id),
    }


def case_as_json(case: Case) -> dict[str, Any]:
    """A case as `cases --format json` shows it."""
    return {
        "id": case.id,
        "title": case.title,
        "positive": case.positive,
        "roles": list(case.roles),
        "domains": [str(domein) for domein in case.domeinen],
        "rules": dict(case.expectation.rules),
        "expected": dict(case.expectation.verdicts),
        "source": case.source,
    }
