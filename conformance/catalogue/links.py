"""Rules and cases side by side: which cases and mutants exercise a rule, and which rules a case exercises."""

from typing import Any

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.mutants import mutants
from migratietoets.conformance.catalogue.register import Rule, Strength, register


def positive_cases(rule_id: str) -> list[str]:
    """Cases a system plays and that must exercise this rule."""
    return [case.id for case in cases().values() if case.positive and rule_id in case.expectation.rules]


def negative_cases(rule_id: str) -> list[str]:
    """Scripted cases in which the oracle must find this rule broken."""
    return [case.id for case in cases().values() if not case.positive and rule_id in case.expectation.verdicts]


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
    if rule.model is None:
        return ""
    messages = ", ".join(rule.model.berichten) or "algemeen"
    return f"{messages}: {rule.model.retourcode}" if rule.model.retourcode else messages


def rule_as_json(rule: Rule) -> dict[str, Any]:
    """A rule as `rules --format json` shows it."""
    return {
        "id": rule.id,
        "strength": rule.strength,
        "binds": list(rule.binds),
        "chapter": rule.chapter,
        "source": rule.source,
        "status": rule.status,
        "checked": rule.checked,
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
