"""The history of a toewijzing: how it stands after each message, and what that makes of it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from migratietoets.istandaard.codelijsten.codes import BY_AANBIEDER, CORRECTION, DEATH
from migratietoets.istandaard.model import Key
from migratietoets.istandaard.releases import START_30

CAUSED_BY_CLIENT = frozenset({DEATH, "06", "07", "08", "09", BY_AANBIEDER})
"""RedenWijziging of a withdrawal that comes from the client or the aanbieder: no successor is due."""


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
    """The states of one toewijzing, oldest first."""

    key: Key
    states: Sequence[S]

    @property
    def existing(self) -> bool:
        """True when it stood in the stock."""
        return self.first.bericht is None

    @property
    def first(self) -> S:
        """How it was issued, or stood in the stock."""
        return self.states[0]

    def at(self, day: date = date.max) -> S | None:
        """The state at the end of a day: the latest Toewijzingsdatum/-tijd of what was sent by then wins."""
        return self.latest(lambda state: state.sent <= day)

    def latest(self, seen: Callable[[S], bool]) -> S | None:
        """The state that holds for who saw only some of them: the latest moment wins, and of equal ones the last."""
        return max(filter(seen, reversed(self.states)), key=lambda state: state.moment, default=None)

    def cancelled(self, day: date = date.max) -> bool:
        """Cancelled: einddatum equals ingangsdatum with RedenWijziging 01; a record says it by equal dates alone."""
        return self.is_cancellation(self.at(day))

    def in_force(self, day: date = date.max) -> S | None:
        """The state at the end of a day; None when it was not sent by then, or is cancelled."""
        state = self.at(day)
        return None if self.is_cancellation(state) else state

    def is_cancellation(self, state: S | None) -> bool:
        """Whether a state cancels the toewijzing."""
        if state is None or state.einddatum != self.key.ingangsdatum:
            return False
        return state.bericht is None or state.reden == CORRECTION

    def shortened(self, day: date = date.max) -> S | None:
        """The first state, sent by that day, that ended it before its time and still holds; None when none did.

        Filling in an einddatum in 2021 or later where there was none ends nothing (BS-01).
        """
        last = self.at(day)
        if last is None or last.einddatum is None:
            return None
        cancelled = self.first.einddatum != self.key.ingangsdatum and self.is_cancellation(last)
        if last.einddatum >= (self.first.einddatum or START_30) and not cancelled:
            return None
        return next(s for s in self.states if s.bericht is not None and s.einddatum == last.einddatum and s.sent <= day)
