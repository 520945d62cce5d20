"""The history of a toewijzing: how it stands after each message, and what that makes of it."""

from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from istandaard.model import Sleutel
from istandaard.releases import INGANG_30

CORRECTIE = "01"
"""RedenWijziging of a cancellation."""


class Stand(Protocol):
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
    def verstuurd(self) -> date:
        """The day on which the message was sent."""


S = TypeVar("S", bound=Stand)


class Geschiedenis(Generic[S]):
    """The stands of one toewijzing, oldest first."""

    sleutel: Sleutel
    standen: list[S]

    @property
    def eerste(self) -> S:
        """How it was issued, or stood in the stock."""
        return self.standen[0]

    def op(self, dag: date = date.max) -> S | None:
        """The stand at the end of a day: the latest Toewijzingsdatum/-tijd of what was sent by then wins."""
        gezien = [s for s in self.standen if s.verstuurd <= dag]
        return max(reversed(gezien), key=lambda s: s.moment, default=None)

    def geannuleerd(self, dag: date = date.max) -> bool:
        """Cancelled: einddatum equals ingangsdatum with RedenWijziging 01; a record says it by equal dates alone."""
        return self._annuleert(self.op(dag))

    def geldend(self, dag: date = date.max) -> S | None:
        """The stand at the end of a day; None when it was not sent by then, or is cancelled."""
        stand = self.op(dag)
        return None if self._annuleert(stand) else stand

    def _annuleert(self, stand: S | None) -> bool:
        if stand is None or stand.einddatum != self.sleutel.ingangsdatum:
            return False
        return stand.bericht is None or stand.reden == CORRECTIE

    def ingekort(self, dag: date = date.max) -> S | None:
        """The first stand, sent by that day, that ended it before its time and still holds; None when none did.

        Filling in an einddatum in 2021 or later where there was none ends nothing (BS-01).
        """
        laatste = self.op(dag)
        if laatste is None or laatste.einddatum is None:
            return None
        geannuleerd = self.eerste.einddatum != self.sleutel.ingangsdatum and self._annuleert(laatste)
        if laatste.einddatum >= (self.eerste.einddatum or INGANG_30) and not geannuleerd:
            return None
        return next(
            s for s in self.standen if s.bericht is not None and s.einddatum == laatste.einddatum and s.verstuurd <= dag
        )
