"""Toewijzingnummers: one row for each gemeente and domein, and numbers that are shared where that is no defect."""

from collections import deque
from dataclasses import dataclass, field
from itertools import count

from istandaard.releases import Domein

EERSTE_NUMMER = 1001
"""Numbers start here in every gemeente and domein, so the same number occurs in several: that is no defect."""
EERSTE_GEDEELDE = 500001
"""Numbers from here are given out on purpose in two gemeenten, or in two domeinen of one gemeente."""
EERSTE_NIEUWE = 800001
"""Numbers from here are for what a timeline issues."""


@dataclass(slots=True)
class Nummers:
    """Gives out numbers that are unique within a gemeente and domein."""

    vanaf: int = EERSTE_NUMMER
    _tellers: dict[tuple[str, Domein], "count[int]"] = field(default_factory=dict)

    def volgende(self, gemeente: str, domein: Domein) -> str:
        """A number that nobody has in this gemeente and domein."""
        teller = self._tellers.get((gemeente, domein))
        if teller is None:
            teller = self._tellers[gemeente, domein] = count(self.vanaf)
        return str(next(teller))


@dataclass(slots=True)
class Gedeeld:
    """Gives out each number twice: in two gemeenten (same domein), or in the two domeinen of a gemeente.

    Who comes first leaves the number for the other side; what nobody fetched has one holder.
    """

    _nummers: "count[int]" = field(default_factory=lambda: count(EERSTE_GEDEELDE))
    _klaar: dict[tuple[str, str], deque[tuple[str, str]]] = field(default_factory=dict)

    def tussen_gemeenten(self, gemeente: str, domein: Domein) -> str:
        """A number that another gemeente holds in this domein, or will be offered."""
        return self._neem(("domein", domein), gemeente)

    def tussen_domeinen(self, gemeente: str, domein: Domein) -> str:
        """A number that this gemeente holds in the other domein, or will be offered there."""
        return self._neem(("gemeente", gemeente), domein)

    def _neem(self, groep: tuple[str, str], wie: str) -> str:
        klaar = self._klaar.setdefault(groep, deque())
        if klaar and klaar[0][0] != wie:
            return klaar.popleft()[1]
        nummer = str(next(self._nummers))
        klaar.append((wie, nummer))
        return nummer
