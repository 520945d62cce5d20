"""Which toewijzingen would stand beside each other in 2021 where 3.0 allows only one (OP259)."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Protocol

from migratietoets.conformance.rules.questions.reasons import Numbers, Reason, reasons, valid_in_2021
from migratietoets.conformance.rules.questions.successor import successor
from migratietoets.istandaard.compact import HashMap
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import START_30
from migratietoets.istandaard.vervangingen import ASPECIFIEK, ASPECIFIEK_BUDGET, SPECIFIEK

SUCCESSORS = (SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET)
"""What an aspecifieke toewijzing with omvang may become (BS-08, BS-09, BS-10)."""
OVERLAP = (
    "Overlapt in 2021 met {others} van hetzelfde product, of een van beide is generiek; dat mag in 3.0 niet (OP259)."
)
NAMED = 20
"""So many toewijzingen are named as overlapping."""
LOOKED_AT = 1000
"""No client has more at one aanbieder; who nevertheless has is compared with the first so many."""
REMEMBERED = 4096

Product = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Place:
    """A toewijzing as it stands in 2021; several products where nobody can know which it becomes."""

    toewijzing: Toewijzing
    products: frozenset[Product]

    def stacks(self, other: "_Place") -> bool:
        """Whether both cannot stand in 3.0."""
        same = self.toewijzing.key == other.toewijzing.key and self.toewijzing.toewijzingnummer is not None
        if self.toewijzing == other.toewijzing or same or not self._meets(other):
            return False
        generiek = any(categorie is None for categorie, _ in self.products | other.products)
        return generiek or bool(self.products & other.products)

    def _meets(self, other: "_Place") -> bool:
        one, two = self.toewijzing, other.toewijzing
        begin = max(START_30, one.ingangsdatum, two.ingangsdatum)
        return min(one.einddatum or date.max, two.einddatum or date.max) >= begin


def _products(t: Toewijzing, found: list[Reason]) -> frozenset[Product]:
    if not found:
        return frozenset({(t.categorie, t.code)})
    unknown = Reason.ASPECIFIEK_MET_OMVANG in found and t.vervanging is None
    made = [successor(t, name) for name in (SUCCESSORS if unknown else (t.vervanging,))]
    return frozenset((one.categorie, one.code) for one in made)


class Stock(Protocol):
    """Toewijzingen in order, any of which can be asked for again."""

    def __iter__(self) -> Iterator[Toewijzing]:
        """All of them, in order."""

    def __getitem__(self, position: int, /) -> Toewijzing:
        """The toewijzing at a position."""


class Neighbours:
    """The whole input as it stands in 2021, per client and aanbieder: which toewijzingen belong together, by position.

    What belongs together forms a ring: each position leads to the next, and the last one to the first.
    """

    def __init__(self, toewijzingen: Stock, numbers: Numbers) -> None:
        """Begin with nothing noted.

        Args:
            toewijzingen: the whole input, to be asked for what lies beside something.
            numbers: every number ever issued in it, once all of it is noted.
        """
        self._toewijzingen, self._numbers = toewijzingen, numbers
        self._lasts, self._next = HashMap(), array("I")
        self._place = lru_cache(REMEMBERED)(self._place_of)

    def note(self, t: Toewijzing) -> None:
        """Note the next toewijzing of the input."""
        position = len(self._next)
        self._next.append(position)
        if t.cancelled or not valid_in_2021(t.einddatum):
            return
        who = hash(_who(t))
        if (last := self._lasts.get(who)) is not None:
            self._next[position], self._next[last] = self._next[last], position
        self._lasts.put(who, position)

    def remarks(self, t: Toewijzing) -> tuple[str, ...]:
        """A sentence that names what this toewijzing would overlap; nothing where it overlaps none."""
        if t.cancelled or not valid_in_2021(t.einddatum):
            return ()
        last = self._lasts.get(hash(_who(t)))
        if last is None or self._next[last] == last:
            return ()
        try:
            own = _Place(t, _products(t, reasons(t, self._numbers)))
        except InputError:
            return ()
        beside = (place for place in map(self._place, islice(self._ring(last), LOOKED_AT)) if place)
        overlaps = (place.toewijzing.id for place in beside if _who(place.toewijzing) == _who(t) and own.stacks(place))
        found = list(islice(overlaps, NAMED + 1))
        others = ", ".join(found[:NAMED]) + (" en andere" if len(found) > NAMED else "")
        return (OVERLAP.format(others=others),) if found else ()

    def _ring(self, last: int) -> Iterator[int]:
        position = self._next[last]
        while position != last:
            yield position
            position = self._next[position]
        yield last

    def _place_of(self, position: int) -> _Place | None:
        t = self._toewijzingen[position]
        try:
            return _Place(t, _products(t, reasons(t, self._numbers)))
        except InputError:
            return None


def _who(t: Toewijzing) -> tuple[str, str, str, str]:
    """What toewijzingen have in common that may not stand beside each other."""
    return t.gemeente, t.domein, t.aanbieder, t.bsn
