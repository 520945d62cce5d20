"""What a rule is: a small function from a trace to findings, registered under its permanent id."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
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


ANY, ANY_RETOUR = "bericht", "retourbericht"
"""Whatever a system sends; whatever it answers to a message."""
NOTICE, ASSESSMENT, PLAN = "kennisgeving", "beoordeling", "migratieplan"
"""What a system shows beside messages."""


@dataclass(frozen=True, slots=True)
class About:
    """What a check is about.

    Attributes:
        judges: messages, or a state.
        looks_at: what a system must show for the rule to have something to judge: messages by their number, or one of
            the words above; of a rule for both roles, what either of them shows.
        by: the last day on which the source wants it; None where it has until the end of what was observed.
        today: whether what it asks of a message depends on the day on which it is sent.
    """

    judges: Judges
    looks_at: tuple[str, ...]
    by: date | None = None
    today: bool = False

    @property
    def dated(self) -> bool:
        """Whether it is about a day: of a system with a time of its own nobody can see whether that was kept."""
        return self.judges is Judges.STATE or self.by is not None or self.today


RULES: dict[str, RuleFunction] = {}
"""Every rule with a check, by id."""
ABOUT: dict[str, About] = {}
"""What each of them is about."""


def rule(
    rule_id: str, judges: Judges, *, looks_at: tuple[str, ...], by: date | None = None, today: bool = False
) -> Callable[[RuleFunction], RuleFunction]:
    """Register a check under the id of its rule; who is bound and how strongly stands in the register."""

    def decorate(function: RuleFunction) -> RuleFunction:
        if rule_id in RULES:
            raise ValueError(f"rule {rule_id} has two checks")
        RULES[rule_id] = function
        ABOUT[rule_id] = About(judges, looks_at, by, today)
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
