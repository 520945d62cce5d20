"""Which toewijzing succeeds which, from product, dates and order of issue alone."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, Generic, TypeVar

from migratietoets.istandaard.history import CAUSED_BY_CLIENT, HistoryBase, S, State
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Key

G = TypeVar("G", bound=HistoryBase[Any])


def predecessors(
    every: Collection[G], day: date = date.max, due: Callable[[G], date | None] = lambda _: None
) -> Iterator[tuple[G, G]]:
    """Each newly issued toewijzing and the ended one it replaces (BS-02).

    The same product goes first, then the same categorie; generiek gets what is left. Of several that match equally
    well it is one that would have run on that day and has no successor then, nearest in time, not ended for the
    client. Where there is none such, there is double cover, and the nearest is taken.

    Args:
        every: toewijzingen of one gemeente. One that was issued and cancelled counts as never sent: it is not replaced.
        day: what was sent after it does not count.
        due: the last day that is still due of one, where that is not the one with which it was issued.
    """
    ended = [_Ended(old, state, day, due(old)) for old in every if (state := _to_replace(old, day)) is not None]
    sought = []
    for new in every:
        fitting = [] if new.existing else [(degree, b) for b in ended if (degree := b.fits(new)) is not None]
        if fitting:
            best_degree = min(degree for degree, _ in fitting)
            sought.append((best_degree, new, [b for degree, b in fitting if degree == best_degree]))
    sought.sort(key=lambda seeker: (seeker[0], seeker[1].key.ingangsdatum, seeker[1].first.moment))
    ended_themselves = {id(b.old) for b in ended}
    for _, new, candidates in sought:
        best = min(candidates, key=lambda b: b.rank(new.key.ingangsdatum))
        in_force = new.in_force(day)
        if in_force is not None:
            best.covered_until(date.max if id(new) in ended_themselves else in_force.einddatum or date.max)
        yield new, best.old


def _to_replace(old: HistoryBase[S], day: date) -> S | None:
    """The state that ended it; None when nothing did, or when it counts as never sent."""
    return None if not old.existing and old.cancelled(day) else old.shortened(day)


class _Ended(Generic[G]):
    """An ended toewijzing, and up to which day its successors so far cover it."""

    def __init__(self, old: G, state: State, day: date, due: date | None) -> None:
        """Nothing follows yet."""
        assert state.einddatum is not None
        self.old = old
        self._until = old.key.ingangsdatum - ONE_DAY if old.cancelled(day) else state.einddatum
        self._promised_until = due or old.first.einddatum or date.max
        self._covered_until = date.min
        self._for_client = state.reden in CAUSED_BY_CLIENT

    def fits(self, new: HistoryBase[Any]) -> int | None:
        """How well another can be its successor, as `kinship` says; None when it cannot."""
        if new is self.old or (not self.old.existing and self.old.first.moment >= new.first.moment):
            return None
        return kinship(self.old.key, new.key)

    def rank(self, start: date) -> tuple[bool, int, bool]:
        """How little it wants a successor from that day on."""
        taken = self._covered_until >= start or self._promised_until < start
        end = self._until if taken else max(self._until, self._covered_until)
        return taken, abs((start - end).days - 1), self._for_client

    def covered_until(self, end: date) -> None:
        """A successor covers it up to and including that day; one that was ended itself takes over what follows."""
        self._covered_until = max(self._covered_until, end)


def kinship(old: Key, new: Key) -> int | None:
    """How well products match: 0 the same, 1 the same categorie, 2 one is generiek; None when they are unrelated."""
    if (old.gemeente, old.domein, old.aanbieder, old.bsn) != (new.gemeente, new.domein, new.aanbieder, new.bsn):
        return None
    if (old.categorie, old.code) == (new.categorie, new.code):
        return 0
    if old.categorie == new.categorie:
        return 1
    return 2 if None in {old.categorie, new.categorie} else None
