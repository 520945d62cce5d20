"""What a rule is: a small function from a trace to findings, registered under its permanent id."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from migratietoets.conformance.rules.findings import Finding
from migratietoets.conformance.trace.trace import Trace

RuleFunction = Callable[[Trace], Iterator[Finding]]


class Judges(StrEnum):
    """What a rule is about, and so what it may look at."""

    MESSAGE = "bericht"
    """Messages: each is judged by what its sender had sent, and had been delivered, before it."""
    STATE = "stand"
    """A state: the days and deadlines the rule names, by what was sent in time for them."""


RULES: dict[str, RuleFunction] = {}
"""Every rule with a check, by id."""
JUDGES: dict[str, Judges] = {}
"""What each of them is about."""


def rule(rule_id: str, judges: Judges) -> Callable[[RuleFunction], RuleFunction]:
    """Register a check under the id of its rule; who is bound and how strongly stands in the register."""

    def decorate(function: RuleFunction) -> RuleFunction:
        if rule_id in RULES:
            raise ValueError(f"rule {rule_id} has two checks")
        RULES[rule_id] = function
        JUDGES[rule_id] = judges
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
