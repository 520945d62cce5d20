"""The history of one toewijzing in a trace: how it stood in the stock and after each message, and what each changed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from functools import cached_property

from migratietoets.conformance.trace.message import Client, SentMessage
from migratietoets.istandaard.history import HistoryBase
from migratietoets.istandaard.model import Content, Key, Toewijzing


@dataclass(frozen=True, slots=True)
class State:
    """What a toewijzing says after one message, or in the stock (`bericht` is None).

    Attributes:
        moment: Toewijzingsdatum and -tijd, without a zone; the latest of what was sent holds.
        sent: the day it counts from: that of sending, or that of the message it repeats after an unjust refusal; the
            stock was there from the start.
    """

    content: Content
    einddatum: date | None
    reden: str | None
    moment: datetime
    bericht: SentMessage | None
    sent: date = date.min

    @property
    def last_day(self) -> date:
        """Its last day; date.max where nobody has said one."""
        return self.einddatum or date.max


class Kind(StrEnum):
    """What a message changed in a toewijzing, against the stand before it."""

    GRANTED = auto()
    """It was not there, or was cancelled, and holds now."""
    CANCELLED = auto()
    """It counts as never sent."""
    SHORTENED = auto()
    """It ends earlier, or has an einddatum that it did not have."""
    EXTENDED = auto()
    """It ends later, or no longer ends."""
    REFILLED = auto()
    """Other content under the same number: volume, eenheid, frequentie or budget."""
    REPEATED = auto()
    """Nothing but perhaps its reason and its moment."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of one 301, against the stand before it.

    Attributes:
        before: how it stood, or None when it was not there.
        after: how it stands since; where a later decision was sent before, that one still holds.
        kinds: what changed; a line can change the einddatum and the content at once.
    """

    before: State | None
    after: State
    kinds: frozenset[Kind]


@dataclass(frozen=True, eq=False)
class History(HistoryBase[State]):
    """The history of one toewijzing, oldest first; `facts` is the record when it stood in the stock."""

    key: Key
    facts: Toewijzing | None
    states: tuple[State, ...]

    @property
    def ingangsdatum(self) -> date:
        """Its first day."""
        return self.key.ingangsdatum

    @property
    def client(self) -> Client:
        """Whose it is, at which aanbieder."""
        return Client(self.key.aanbieder, self.key.bsn)

    def after(self, bericht: SentMessage) -> State | None:
        """How it stood when a message had been sent, whatever was known of it; None when nobody had said anything."""
        return self.latest(lambda state: state.bericht is None or state.bericht.n <= bericht.n)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What each message changed, in the order of sending; the stock itself is no change."""
        out: list[Change] = []
        before: State | None = None
        for state in self.states:
            if state.bericht is not None:
                out.append(Change(before, state, self._kinds(before, state)))
            if before is None or state.moment >= before.moment:
                before = state
        return tuple(out)

    def _kinds(self, before: State | None, after: State) -> frozenset[Kind]:
        gone = self.is_cancellation(after)
        if before is None or self.is_cancellation(before):
            return frozenset({Kind.REPEATED if before and gone else Kind.CANCELLED if gone else Kind.GRANTED})
        if gone:
            return frozenset({Kind.CANCELLED})
        old, new = before.last_day, after.last_day
        kinds = {
            Kind.SHORTENED: new < old,
            Kind.EXTENDED: new > old,
            Kind.REFILLED: before.content != after.content,
        }
        return frozenset(kind for kind, holds in kinds.items() if holds) or frozenset({Kind.REPEATED})

    def __str__(self) -> str:
        """As a reader names it, without the client."""
        number = self.key.toewijzingnummer
        name = f"toewijzing {number}" if number else "toewijzing zonder nummer"
        return f"{name} ({product_text(self.key)} vanaf {self.ingangsdatum:%d-%m-%Y}) bij {self.key.aanbieder}"


def product_text(one: Key | Content) -> str:
    """A product as a reader names it: its categorie and code, or that it is generiek."""
    return "/".join(filter(None, (one.categorie, one.code))) or "generiek"
