"""The trace of one case: what was sent, said and asked, folded into the history of each toewijzing.

A trace is read from the events of the log and knows nothing of parties or transports, so the same rules judge the
reference, a vendor and recorded traffic.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from istandaard.berichten import Bericht
from istandaard.berichten.kop import RETOUR_VAN, kop
from istandaard.berichten.kop import bsn as bsn_van
from istandaard.berichten.regie import Regieproduct, regieproducten
from istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from istandaard.model import Inhoud, Sleutel, Toewijzing
from istandaard.releases import INGANG_30, Domein, Release

CORRECTIE = "01"
AGB_LENGTE = 8

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bericht301Regel:
    """One line of a 301: which toewijzing, and what the message says of it."""

    sleutel: Sleutel
    product: ToegewezenProduct


@dataclass(frozen=True)
class Verzonden:
    """A message in the trace. `op` is the moment it was sent, with offset; `herkomst` is "party" or "kit"."""

    n: int
    op: datetime
    van: str
    naar: str
    soort: str
    release: str
    herkomst: str
    fouten: tuple[str, ...]
    bericht: Bericht | None

    @property
    def dag(self) -> date:
        """The day of sending in Europe/Amsterdam."""
        return self.op.date()

    @property
    def bsn(self) -> str | None:
        """The client, or None when the message could not be read."""
        return None if self.bericht is None else bsn_van(self.bericht)

    @property
    def aanbieder(self) -> str | None:
        """The AGB code in the header, whichever side sent it."""
        if self.bericht is None:
            return None
        hoofd = kop(self.bericht)
        return hoofd.afzender if len(hoofd.afzender) == AGB_LENGTE else hoofd.ontvanger

    @property
    def is_retour(self) -> bool:
        """True for 302, 306 and 308."""
        return self.soort in RETOUR_VAN

    @cached_property
    def regels(self) -> list[Bericht301Regel]:
        """The lines of a 301; empty for other messages and for messages that could not be read."""
        if self.soort != "301" or self.bericht is None:
            return []
        hoofd = kop(self.bericht)
        bsn = bsn_van(self.bericht) or ""
        return [
            Bericht301Regel(
                Sleutel(
                    hoofd.afzender,
                    self.bericht.domein,
                    hoofd.ontvanger,
                    bsn,
                    p.toewijzingnummer,
                    p.categorie,
                    p.code,
                    p.ingangsdatum,
                ),
                p,
            )
            for p in toegewezen_producten(self.bericht)
        ]

    @cached_property
    def regie(self) -> list[Regieproduct]:
        """The lines of a 305 or 307."""
        return [] if self.soort not in {"305", "307"} or self.bericht is None else regieproducten(self.bericht)

    def __str__(self) -> str:
        """As a reader names it."""
        return f"{self.soort} ({self.release}) van {self.van} op {self.op:%d-%m-%Y}"


@dataclass(frozen=True, slots=True)
class Stand:
    """What a toewijzing says after one message, or in the stock (`bericht` is None)."""

    inhoud: Inhoud
    einddatum: date | None
    reden: str | None
    moment: datetime
    bericht: Verzonden | None


@dataclass(eq=False)
class Verloop:
    """The history of one toewijzing, oldest first; `feiten` is the record when it stood in the stock."""

    sleutel: Sleutel
    feiten: Toewijzing | None
    standen: list[Stand] = field(default_factory=list)

    @property
    def bestaand(self) -> bool:
        """True when the parties had this toewijzing at the start."""
        return self.feiten is not None

    @property
    def eerste(self) -> Stand:
        """How it was issued, or stood in the stock."""
        return self.standen[0]

    @property
    def ingangsdatum(self) -> date:
        """Its first day."""
        return self.sleutel.ingangsdatum

    def op(self, dag: date) -> Stand | None:
        """The stand at the end of a day: the latest Toewijzingsdatum/-tijd of what was sent by then wins."""
        gezien = [s for s in self.standen if s.bericht is None or s.bericht.dag <= dag]
        return max(reversed(gezien), key=lambda s: s.moment, default=None)

    def geannuleerd(self, dag: date) -> bool:
        """Cancelled: einddatum equals ingangsdatum with RedenWijziging 01; a record says it by equal dates alone."""
        stand = self.op(dag)
        if stand is None or stand.einddatum != self.ingangsdatum:
            return False
        return stand.bericht is None or stand.reden == CORRECTIE

    def ingekort(self, dag: date) -> Stand | None:
        """The first stand, sent by that day, that ended it before its time and still holds; None when none did.

        Filling in an einddatum in 2021 or later where there was none ends nothing (BS-01).
        """
        laatste = self.op(dag)
        grens = self.eerste.einddatum or INGANG_30
        if laatste is None or laatste.einddatum is None:
            return None
        geannuleerd = self.eerste.einddatum != self.ingangsdatum and self.geannuleerd(dag)
        if laatste.einddatum >= grens and not geannuleerd:
            return None
        return next(
            s
            for s in self.standen
            if s.bericht is not None and s.einddatum == laatste.einddatum and s.bericht.dag <= dag
        )

    def __str__(self) -> str:
        """As a reader names it, without the client."""
        nummer = self.sleutel.toewijzingnummer
        naam = f"toewijzing {nummer}" if nummer else "toewijzing zonder nummer"
        product = "/".join(filter(None, (self.sleutel.categorie, self.sleutel.code))) or "generiek"
        return f"{naam} ({product} vanaf {self.ingangsdatum:%d-%m-%Y}) bij {self.sleutel.aanbieder}"


@dataclass(frozen=True, slots=True)
class Kennisgeving:
    """Something said outside the messages."""

    op: datetime
    van: str
    naar: str
    bsn: str | None
    over: str


@dataclass(frozen=True, slots=True)
class Opdracht:
    """A person at a system's own desk pressed a button."""

    op: datetime
    aan: str
    commando: str
    params: Mapping[str, Any]
    resultaat: Mapping[str, Any]


@dataclass(eq=False)
class Spoor:
    """The trace of one case as the rules see it.

    Attributes:
        rol: the role that is judged.
        einde: the last day that was observed in full.
        kan: capabilities of the system under test.
        houders: number -> every toewijzing that ever carried it, over the whole campaign.
        ids: the id of every record in the stock of the whole campaign.
    """

    rol: str
    domein: Domein
    einde: date
    kan: Mapping[str, Any]
    berichten: list[Verzonden] = field(default_factory=list)
    kennisgevingen: list[Kennisgeving] = field(default_factory=list)
    opdrachten: list[Opdracht] = field(default_factory=list)
    verlopen: dict[Sleutel, Verloop] = field(default_factory=dict)
    houders: Mapping[str, Iterable[Verloop]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def van_systeem(self, *soorten: str, release: Release | None = None) -> list[Verzonden]:
        """Messages the judged party sent itself."""
        return [
            b
            for b in self.berichten
            if b.van == self.rol
            and b.herkomst == "party"
            and (not soorten or b.soort in soorten)
            and (release is None or b.release == release)
        ]

    def aan_systeem(self, *soorten: str, release: Release | None = None) -> list[Verzonden]:
        """Messages delivered to the judged party."""
        return [
            b
            for b in self.berichten
            if b.naar == self.rol and b.soort in soorten and (release is None or b.release == release)
        ]

    def antwoord_op(self, heen: Verzonden) -> Verzonden | None:
        """The retourbericht on a message, recognised by the copied identification and parties."""
        if heen.bericht is None:
            return None
        gezocht = kop(heen.bericht)
        for b in self.berichten:
            if b.van != heen.naar or RETOUR_VAN.get(b.soort) != heen.soort or b.op < heen.op or b.bericht is None:
                continue
            gevonden = kop(b.bericht)
            if (gevonden.identificatie, gevonden.afzender) == (gezocht.identificatie, gezocht.afzender):
                return b
        return None

    def uniek(self, verloop: Verloop, *, op: date | None = None) -> bool:
        """True when the number of this toewijzing was never issued to another one; cancelled ones do not count."""
        nummer = verloop.sleutel.toewijzingnummer
        if nummer is None:
            return False
        dag = op or self.einde
        return all(
            ander.sleutel == verloop.sleutel
            or (ander.sleutel.gemeente, ander.sleutel.domein) != (verloop.sleutel.gemeente, verloop.sleutel.domein)
            or ander.op(dag) is None
            or ander.geannuleerd(dag)
            for ander in self.houders.get(nummer, ())
        )
