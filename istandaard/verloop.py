"""The history of a toewijzing: how it stands after each message, and what that makes of it."""

from collections.abc import Collection, Iterator
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
    """Each newly issued toewijzing and the ended one it replaces (BS-02).

    The same product goes first, then the same categorie; generiek gets what is left. Of several that match equally
    well it is one that would have run on that day and has no successor then, nearest in time, not ended for the
    client. Where there is none such, there is double cover, and the nearest is taken.

    Args:
        alle: toewijzingen of one gemeente. One that was issued and cancelled counts as never sent: it is not replaced.
        dag: what was sent after it does not count.
    """
    beeindigd = [_Beeindigd(oud, stand, dag) for oud in alle if (stand := _te_vervangen(oud, dag)) is not None]
    gezocht = []
    for nieuw in alle:
        passend = [] if nieuw.bestaand else [(graad, b) for b in beeindigd if (graad := b.past(nieuw)) is not None]
        if passend:
            beste_graad = min(graad for graad, _ in passend)
            gezocht.append((beste_graad, nieuw, [b for graad, b in passend if graad == beste_graad]))
    gezocht.sort(key=lambda zoekt: (zoekt[0], zoekt[1].sleutel.ingangsdatum, zoekt[1].eerste.moment))
    zelf_beeindigd = {id(b.oud) for b in beeindigd}
    for _, nieuw, kandidaten in gezocht:
        beste = min(kandidaten, key=lambda b: b.rang(nieuw.sleutel.ingangsdatum))
        geldend = nieuw.geldend(dag)
        if geldend is not None:
            beste.gedekt_tot(date.max if id(nieuw) in zelf_beeindigd else geldend.einddatum or date.max)
        yield nieuw, beste.oud


def _te_vervangen(oud: Geschiedenis[S], dag: date) -> S | None:
    """The stand that ended it; None when nothing did, or when it counts as never sent."""
    return None if not oud.bestaand and oud.geannuleerd(dag) else oud.ingekort(dag)


class _Beeindigd(Generic[G]):
    """An ended toewijzing, and up to which day its successors so far cover it."""

    def __init__(self, oud: G, stand: Stand, dag: date) -> None:
        """Nothing follows yet."""
        assert stand.einddatum is not None
        self.oud = oud
        self._tot = oud.sleutel.ingangsdatum - _DAG if oud.geannuleerd(dag) else stand.einddatum
        self._beloofd_tot = oud.eerste.einddatum or date.max
        self._gedekt = date.min
        self._voor_client = stand.reden in AANLEIDING_CLIENT

    def past(self, nieuw: Geschiedenis[Any]) -> int | None:
        """How well another can be its successor, as verwantschap says; None when it cannot."""
        if nieuw is self.oud or (not self.oud.bestaand and self.oud.eerste.moment >= nieuw.eerste.moment):
            return None
        return verwantschap(self.oud.sleutel, nieuw.sleutel)

    def rang(self, van: date) -> tuple[bool, int, bool]:
        """How little it wants a successor from that day on."""
        bezet = self._gedekt >= van or self._beloofd_tot < van
        tot = self._tot if bezet else max(self._tot, self._gedekt)
        return bezet, abs((van - tot).days - 1), self._voor_client

    def gedekt_tot(self, tot: date) -> None:
        """A successor covers it up to and including that day; one that was ended itself takes over what follows."""
        self._gedekt = max(self._gedekt, tot)


def verwantschap(oud: Sleutel, nieuw: Sleutel) -> int | None:
    """How well products match: 0 the same, 1 the same categorie, 2 one is generiek; None when they are unrelated."""
    if (oud.gemeente, oud.domein, oud.aanbieder, oud.bsn) != (nieuw.gemeente, nieuw.domein, nieuw.aanbieder, nieuw.bsn):
        return None
    if (oud.categorie, oud.code) == (nieuw.categorie, nieuw.code):
        return 0
    if oud.categorie == nieuw.categorie:
        return 1
    return 2 if None in {oud.categorie, nieuw.categorie} else None
