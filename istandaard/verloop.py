"""The history of a toewijzing: how it stands after each message, and what that makes of it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from istandaard.model import Sleutel
from istandaard.releases import INGANG_30

CORRECTIE = "01"
"""RedenWijziging of a cancellation."""
AANLEIDING_CLIENT = frozenset({"02", "06", "07", "08", "09", "12"})
"""RedenWijziging of a withdrawal that comes from the client or the aanbieder: no successor is due."""
_DAG = timedelta(days=1)


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
    def bestaand(self) -> bool:
        """True when it stood in the stock."""
        return self.eerste.bericht is None

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
        return self.is_annulering(self.op(dag))

    def geldend(self, dag: date = date.max) -> S | None:
        """The stand at the end of a day; None when it was not sent by then, or is cancelled."""
        stand = self.op(dag)
        return None if self.is_annulering(stand) else stand

    def is_annulering(self, stand: S | None) -> bool:
        """Whether a stand cancels the toewijzing."""
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
        geannuleerd = self.eerste.einddatum != self.sleutel.ingangsdatum and self.is_annulering(laatste)
        if laatste.einddatum >= (self.eerste.einddatum or INGANG_30) and not geannuleerd:
            return None
        return next(
            s for s in self.standen if s.bericht is not None and s.einddatum == laatste.einddatum and s.verstuurd <= dag
        )


G = TypeVar("G", bound=Geschiedenis[Any])


def voorgangers(alle: Collection[G], dag: date = date.max) -> Iterator[tuple[G, G]]:
    """Each newly issued toewijzing and the ended one it replaces: same product first, nearest in time (BS-02).

    A generieke toewijzing, which fits any product, takes the place of one that has not been replaced to its end yet.

    Args:
        alle: toewijzingen of one gemeente.
        dag: what was sent after it does not count.
    """
    beeindigd = [(oud, stand) for oud in alle if (stand := oud.ingekort(dag)) is not None]
    gedekt: dict[int, date] = {}
    los: list[tuple[G, list[tuple[int, int, int]]]] = []
    for nieuw in alle:
        if nieuw.bestaand:
            continue
        kandidaten = list(_kandidaten(nieuw, beeindigd, dag))
        graad, _, rang = min(kandidaten, default=(GENERIEK, 0, 0))
        if graad == GENERIEK:
            los.append((nieuw, kandidaten))
        else:
            geldend = nieuw.geldend(dag)
            if geldend is not None:
                gedekt[rang] = max(gedekt.get(rang, date.min), geldend.einddatum or date.max)
            yield nieuw, beeindigd[rang][0]
    for nieuw, kandidaten in los:
        open_ = [
            k for k in kandidaten if gedekt.get(k[2], date.min) < (beeindigd[k[2]][0].eerste.einddatum or date.max)
        ]
        if kandidaten:
            yield nieuw, beeindigd[min(open_ or kandidaten)[2]][0]


def _kandidaten(nieuw: G, beeindigd: Sequence[tuple[G, Any]], dag: date) -> Iterator[tuple[int, int, int]]:
    """The ended toewijzingen that a new one may replace: how well products match, days between them, and which."""
    for rang, (oud, stand) in enumerate(beeindigd):
        graad = verwantschap(oud.sleutel, nieuw.sleutel)
        if graad is None or oud is nieuw:
            continue
        if not oud.bestaand and oud.eerste.moment >= nieuw.eerste.moment:
            continue
        aansluiting = oud.sleutel.ingangsdatum if oud.geannuleerd(dag) else stand.einddatum + _DAG
        yield graad, abs((nieuw.sleutel.ingangsdatum - aansluiting).days), rang


GENERIEK = 2
"""How well products match when one of both is generiek."""


def verwantschap(oud: Sleutel, nieuw: Sleutel) -> int | None:
    """How well products match: 0 the same, 1 the same categorie, 2 one is generiek; None when they are unrelated."""
    if (oud.gemeente, oud.domein, oud.aanbieder, oud.bsn) != (nieuw.gemeente, nieuw.domein, nieuw.aanbieder, nieuw.bsn):
        return None
    if (oud.categorie, oud.code) == (nieuw.categorie, nieuw.code):
        return 0
    if oud.categorie == nieuw.categorie:
        return 1
    return GENERIEK if None in {oud.categorie, nieuw.categorie} else None
