"""What a rule is: a small function from a trace to findings, registered under its permanent id."""

from collections.abc import Callable, Iterator

from migratietoets.conformance.rules.findings import Finding
from migratietoets.conformance.trace.trace import Trace

RuleFunction = Callable[[Trace], Iterator[Finding]]

RULES: dict[str, RuleFunction] = {}
"""Every rule with a check, by id."""


def rule(rule_id: str) -> Callable[[RuleFunction], RuleFunction]:
    """Register a check under the id of its rule; who is bound and how strongly stands in the register."""

    def decorate(function: RuleFunction) -> RuleFunction:
        if rule_id in RULES:
            raise ValueError(f"rule {rule_id} has two checks")
        RULES[rule_id] = function
        return function

    return decorate


CountFunction = Callable[[Trace], tuple[int, int]]
"""How often advice was not followed, and how often it applied."""

COUNTERS: dict[str, CountFunction] = {}
"""Advice that is counted and shown, but not judged, by id."""


def counter(rule_id: str) -> Callable[[CountFunction], CountFunction]:
    """Register a count under the id of the advice it belongs to."""

    def decorate(function: CountFunction) -> CountFunction:
        COUNTERS[rule_id] = function
        return function

    return decorate
