"""Toewijzingnummers: one row for each gemeente and domein, and numbers that are shared where that is no defect."""

from collections import deque
from dataclasses import dataclass, field
from itertools import count

from migratietoets.istandaard.releases import Domein

FIRST_NUMBER = 1001
"""Numbers start here in every gemeente and domein, so the same number occurs in several: that is no defect."""
FIRST_SHARED = 500001
"""Numbers from here are given out on purpose in two gemeenten, or in two domeinen of one gemeente."""
FIRST_NEW = 800001
"""Numbers from here are for what a timeline issues."""


@dataclass(slots=True)
class NumberSupply:
    """Gives out numbers that are unique within a gemeente and domein."""

    starting_at: int = FIRST_NUMBER
    _counters: dict[tuple[str, Domein], "count[int]"] = field(default_factory=dict)

    def next_one(self, gemeente: str, domein: Domein) -> str:
        """A number that nobody has in this gemeente and domein."""
        counter = self._counters.get((gemeente, domein))
        if counter is None:
            counter = self._counters[gemeente, domein] = count(self.starting_at)
        return str(next(counter))


@dataclass(slots=True)
class SharedNumbers:
    """Gives out each number twice: in two gemeenten (same domein), or in the two domeinen of a gemeente.

    Who comes first leaves the number for the other side; what nobody fetched has one holder.
    """

    _numbers: "count[int]" = field(default_factory=lambda: count(FIRST_SHARED))
    _ready: dict[tuple[str, str], deque[tuple[str, str]]] = field(default_factory=dict)

    def between_gemeenten(self, gemeente: str, domein: Domein) -> str:
        """A number that another gemeente holds in this domein, or will be offered."""
        return self._take(("domein", domein), gemeente)

    def between_domeinen(self, gemeente: str, domein: Domein) -> str:
        """A number that this gemeente holds in the other domein, or will be offered there."""
        return self._take(("gemeente", gemeente), domein)

    def _take(self, group: tuple[str, str], who: str) -> str:
        done = self._ready.setdefault(group, deque())
        if done and done[0][0] != who:
            return done.popleft()[1]
        number = str(next(self._numbers))
        done.append((who, number))
        return number
