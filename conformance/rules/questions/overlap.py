"""Which toewijzingen would stand beside each other in 2021 where 3.0 allows only one (OP259)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.rules.questions.reasons import Numbers, Reason, reasons, valid_in_2021
from migratietoets.conformance.rules.questions.successor import successor
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import START_30
from migratietoets.istandaard.vervangingen import ASPECIFIEK, ASPECIFIEK_BUDGET, SPECIFIEK

SUCCESSORS = (SPECIFIEK, ASPECIFIEK, ASPECIFIEK_BUDGET)
"""What an aspecifieke toewijzing with omvang may become (BS-08, BS-09, BS-10)."""
OVERLAP = (
    "Overlapt in 2021 met {others} van hetzelfde product, of een van beide is generiek; dat mag in 3.0 niet (OP259)."
)

Product = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Place:
    """A toewijzing as it stands in 2021; several products where nobody can know which it becomes."""

    toewijzing: Toewijzing
    products: frozenset[Product]

    def stacks(self, other: "_Place") -> bool:
        """Whether both cannot stand in 3.0."""
        same = self.toewijzing.key == other.toewijzing.key and self.toewijzing.toewijzingnummer is not None
        if self is other or same or not self._meets(other):
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


class Neighbours:
    """The whole input as it stands in 2021, per client and aanbieder."""

    def __init__(self, toewijzingen: Iterable[Toewijzing], numbers: Numbers) -> None:
        self._places: dict[tuple[str, str, str, str], list[_Place]] = defaultdict(list)
        for t in toewijzingen:
            if t.cancelled or not valid_in_2021(t.einddatum):
                continue
            try:
                place = _Place(t, _products(t, reasons(t, numbers)))
            except InputError:
                continue
            self._places[t.gemeente, t.domein, t.aanbieder, t.bsn].append(place)

    def remarks(self, t: Toewijzing) -> tuple[str, ...]:
        """A sentence that names what this toewijzing would overlap; nothing where it overlaps none."""
        beside = self._places.get((t.gemeente, t.domein, t.aanbieder, t.bsn), [])
        own = next((place for place in beside if place.toewijzing is t), None)
        if own is None:
            return ()
        others = [place.toewijzing.id for place in beside if own.stacks(place)]
        return (OVERLAP.format(others=", ".join(others)),) if others else ()
