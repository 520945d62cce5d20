"""The trace of one case: what was sent, said and asked, folded into the history of each toewijzing.

A trace is read from the events of the log and knows nothing of parties or transports, so the same rules judge the
reference, a vendor and recorded traffic.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from istandaard.berichten import Bericht
from istandaard.berichten.antwoord import Antwoord
from istandaard.berichten.declaratie import Declaratiekop
from istandaard.berichten.kop import RETOUR_VAN, Kop
from istandaard.berichten.kop import bsn as bsn_van
from istandaard.berichten.prestatie import Prestatie
from istandaard.berichten.regie import Regieproduct
from istandaard.berichten.retour import AFGEKEURD
from istandaard.berichten.retour import retourcodes as retourcodes_van
from istandaard.berichten.toewijzing import ToegewezenProduct
from istandaard.model import Inhoud, Sleutel, Toewijzing
from istandaard.releases import Domein, Release
from istandaard.verloop import Geschiedenis

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bericht301Regel:
    """One line of a 301: which toewijzing, and what the message says of it."""

    sleutel: Sleutel
    product: ToegewezenProduct


@dataclass(frozen=True, slots=True)
class Declaratie:
    """What a 303 or 323 claims."""

    kop: Declaratiekop
    prestaties: tuple[Prestatie, ...]


@dataclass(frozen=True, slots=True)
class Toekenning:
    """What a 304 or 325 says of a claim.

    Attributes:
        geweigerd: the codes that refuse the whole; empty when they do not.
        afgekeurd: ReferentieNummer of a prestatie that is not wholly granted -> what is granted, in signed euro cents.
        codes: the same -> its retourcodes.
    """

    geweigerd: tuple[str, ...]
    afgekeurd: Mapping[str, int]
    codes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Verzonden:
    """A message in the trace.

    Attributes:
        op: the moment it was sent, with offset.
        herkomst: "party" or "kit".
        bericht, kop: None when anything of the message that a rule may ask for cannot be read.
        regels: the lines of a 301.
        regie: the lines of a 305 or 307.
        declaratie: of a 303 or 323; toekenning: of a 304 or 325.
        verzoeken: ReferentieAanbieder of each requested product of a 315, or of the one request of a 317.
        antwoord: what a 319 says.
    """

    n: int
    op: datetime
    van: str
    naar: str
    soort: str
    release: str
    herkomst: str
    fouten: tuple[str, ...]
    bericht: Bericht | None = None
    kop: Kop | None = None
    regels: tuple[Bericht301Regel, ...] = ()
    regie: tuple[Regieproduct, ...] = ()
    declaratie: Declaratie | None = None
    toekenning: Toekenning | None = None
    verzoeken: tuple[str, ...] = ()
    antwoord: Antwoord | None = None

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
        return None if self.kop is None else self.kop.aanbieder

    @property
    def is_retour(self) -> bool:
        """True for an answer: 302, 304, 306 and so on."""
        return self.soort in RETOUR_VAN

    @property
    def retourcodes(self) -> list[str]:
        """The codes of an answer, wherever they stand; none when it could not be read."""
        return [] if self.bericht is None else retourcodes_van(self.bericht)

    @property
    def keurt_af(self) -> bool:
        """It technically rejects a message as a whole, which then counts as not received (OP286)."""
        return AFGEKEURD in self.retourcodes

    @property
    def neemt_aan(self) -> bool:
        """It could be read, and does not reject the whole message."""
        return self.bericht is not None and not self.keurt_af

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

    @property
    def verstuurd(self) -> date:
        """The day of sending; the stock was there from the start."""
        return date.min if self.bericht is None else self.bericht.dag


@dataclass(eq=False)
class Verloop(Geschiedenis[Stand]):
    """The history of one toewijzing, oldest first; `feiten` is the record when it stood in the stock."""

    sleutel: Sleutel
    feiten: Toewijzing | None
    standen: list[Stand] = field(default_factory=list)

    @property
    def ingangsdatum(self) -> date:
        """Its first day."""
        return self.sleutel.ingangsdatum

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
        if heen.kop is None:
            return None
        gezocht = (heen.kop.identificatie, heen.kop.afzender)
        for b in self.berichten:
            if b.van != heen.naar or RETOUR_VAN.get(b.soort) != heen.soort or b.op < heen.op or b.kop is None:
                continue
            if (b.kop.identificatie, b.kop.afzender) == gezocht:
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
            or ander.geldend(dag) is None
            for ander in self.houders.get(nummer, ())
        )
