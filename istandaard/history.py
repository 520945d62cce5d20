"""The history of a toewijzing: how it stands after each message, and what that makes of it."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from migratietoets.istandaard.model import Key
from migratietoets.istandaard.releases import START_30

CORRECTION = "01"
"""RedenWijziging of a cancellation."""
CAUSED_BY_CLIENT = frozenset({"02", "06", "07", "08", "09", "12"})
"""RedenWijziging of a withdrawal that comes from the client or the aanbieder: no successor is due."""
_DAY = timedelta(days=1)


class State(Protocol):
    """What a toewijzing says after one message, or in the stock; then `bericht` is None, and it was always sent."""

    @property
    def einddatum(self) -> date | None:
        """Its last day."""

    @property
    def reden(self) -> str | None:
        """RedenWijziging."""

    @property
    def moment(self) -> datetime:
        """When it was decided on, without a zone."""

    @property
    def bericht(self) -> object:
        """What says it."""

    @property
    def sent(self) -> date:
        """The day on which the message was sent."""


S = TypeVar("S", bound=State)


class HistoryBase(Generic[S]):
    """The stands of one toewijzing, oldest first."""

    key: Key
    states: list[S]

    @property
    def existing(self) -> bool:
        """True when it stood in the stock."""
        return self.first.bericht is None

    @property
    def first(self) -> S:
        """How it was issued, or stood in the stock."""
        return self.states[0]

    def at(self, day: date = date.max) -> S | None:
        """The stand at the end of a day: the latest Toewijzingsdatum/-tijd of what was sent by then wins."""
        seen = [s for s in self.states if s.sent <= day]
        return max(reversed(seen), key=lambda s: s.moment, default=None)

    def cancelled(self, day: date = date.max) -> bool:
        """Cancelled: einddatum equals ingangsdatum with RedenWijziging 01; a record says it by equal dates alone."""
        return self.is_cancellation(self.at(day))

    def in_force(self, day: date = date.max) -> S | None:
        """The stand at the end of a day; None when it was not sent by then, or is cancelled."""
        state = self.at(day)
        return None if self.is_cancellation(state) else state

    def is_cancellation(self, state: S | None) -> bool:
        """Whether a stand cancels the toewijzing."""
        if state is None or state.einddatum != self.key.ingangsdatum:
            return False
        return state.bericht is None or state.reden == CORRECTION

    def shortened(self, day: date = date.max) -> S | None:
        """The first stand, sent by that day, that ended it before its time and still holds; None when none did.

        Filling in an einddatum in 2021 or later where there was none ends nothing (BS-01).
        """
        last = self.at(day)
        if last is None or last.einddatum is None:
            return None
        cancelled = self.first.einddatum != self.key.ingangsdatum and self.is_cancellation(last)
        if last.einddatum >= (self.first.einddatum or START_30) and not cancelled:
            return None
        return next(s for s in self.states if s.bericht is not None and s.einddatum == last.einddatum and s.sent <= day)


G = TypeVar("G", bound=HistoryBase[Any])


def predecessors(every: Collection[G], day: date = date.max) -> Iterator[tuple[G, G]]:
    """Each newly issued toewijzing and the ended one it replaces (BS-02).

    The same product goes first, then the same categorie; generiek gets what is left. Of several that match equally
    well it is one that would have run on that day and has no successor then, nearest in time, not ended for the
    client. Where there is none such, there is double cover, and the nearest is taken.

    Args:
        every: toewijzingen of one gemeente. One that was issued and cancelled counts as never sent: it is not replaced.
        day: what was sent after it does not count.
    """
    ended = [_Ended(old, state, day) for old in every if (state := _to_replace(old, day)) is not None]
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
    """The stand that ended it; None when nothing did, or when it counts as never sent."""
    return None if not old.existing and old.cancelled(day) else old.shortened(day)


class _Ended(Generic[G]):
    """An ended toewijzing, and up to which day its successors so far cover it."""

    def __init__(self, old: G, state: State, day: date) -> None:
        """Nothing follows yet."""
        assert state.einddatum is not None
        self.old = old
        self._until = old.key.ingangsdatum - _DAY if old.cancelled(day) else state.einddatum
        self._promised_until = old.first.einddatum or date.max
        self._covered_until = date.min
        self._for_client = state.reden in CAUSED_BY_CLIENT

    def fits(self, new: HistoryBase[Any]) -> int | None:
        """How well another can be its successor, as verwantschap says; None when it cannot."""
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
