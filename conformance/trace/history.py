"""The history of one toewijzing in a trace: how it stood in the stock and after each message."""

from dataclasses import dataclass
from datetime import date, datetime

from migratietoets.conformance.trace.message import SentMessage
from migratietoets.istandaard.history import HistoryBase
from migratietoets.istandaard.model import Content, Key, Toewijzing


@dataclass(frozen=True, slots=True)
class State:
    """What a toewijzing says after one message, or in the stock (`bericht` is None)."""

    content: Content
    einddatum: date | None
    reden: str | None
    moment: datetime
    bericht: SentMessage | None

    @property
    def sent(self) -> date:
        """The day of sending; the stock was there from the start."""
        return date.min if self.bericht is None else self.bericht.day


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

    def __str__(self) -> str:
        """As a reader names it, without the client."""
        number = self.key.toewijzingnummer
        name = f"toewijzing {number}" if number else "toewijzing zonder nummer"
        product = "/".join(filter(None, (self.key.categorie, self.key.code))) or "generiek"
        return f"{name} ({product} vanaf {self.ingangsdatum:%d-%m-%Y}) bij {self.key.aanbieder}"
