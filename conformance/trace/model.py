"""The trace of one case: what was sent, said and asked, folded into the history of each toewijzing.

A trace is read from the events of the log and knows nothing of parties or transports, so the same rules judge the
reference, a vendor and recorded traffic.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar

from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.declaratie import DeclaratieHeader
from migratietoets.istandaard.berichten.header import RETOUR_OF, Header
from migratietoets.istandaard.berichten.header import bsn as bsn_of
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.retour import retourcodes as retourcodes_of
from migratietoets.istandaard.berichten.start_stop import Regieproduct
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct
from migratietoets.istandaard.berichten.verzoekantwoord import Answer
from migratietoets.istandaard.history import HistoryBase
from migratietoets.istandaard.model import Content, Key, Toewijzing
from migratietoets.istandaard.releases import Domein, Release

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bericht301Line:
    """One line of a 301: which toewijzing, and what the message says of it."""

    key: Key
    product: ToegewezenProduct


@dataclass(frozen=True, slots=True)
class Declaratie:
    """What a 303 or 323 claims."""

    header: DeclaratieHeader
    prestaties: tuple[Prestatie, ...]


@dataclass(frozen=True, slots=True)
class Declaratieantwoord:
    """What a 304 or 325 says of a claim.

    Attributes:
        refused: the codes that refuse the whole; empty when they do not.
        rejected: ReferentieNummer of a prestatie that is not wholly granted -> what is granted, in signed euro cents.
        codes: the same -> its retourcodes.
    """

    refused: tuple[str, ...]
    rejected: Mapping[str, int]
    codes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message in the trace.

    Attributes:
        at: the moment it was sent, with offset.
        origin: "party" or "kit".
        bericht, header: None when anything of the message that a rule may ask for cannot be read.
        lines: of a 301.
        regieproducten: the lines of a 305 or 307.
        declaratie: of a 303 or 323.
        declaratieantwoord: of a 304 or 325.
        verzoeken: ReferentieAanbieder of each requested product of a 315, or of the one request of a 317.
        verzoekantwoord: of a 319.
    """

    n: int
    at: datetime
    sender: str
    receiver: str
    kind: str
    release: str
    origin: str
    errors: tuple[str, ...]
    bericht: Bericht | None = None
    header: Header | None = None
    lines: tuple[Bericht301Line, ...] = ()
    regieproducten: tuple[Regieproduct, ...] = ()
    declaratie: Declaratie | None = None
    declaratieantwoord: Declaratieantwoord | None = None
    verzoeken: tuple[str, ...] = ()
    verzoekantwoord: Answer | None = None

    @property
    def day(self) -> date:
        """The day of sending in Europe/Amsterdam."""
        return self.at.date()

    @property
    def bsn(self) -> str | None:
        """The client, or None when the message could not be read."""
        return None if self.bericht is None else bsn_of(self.bericht)

    @property
    def aanbieder(self) -> str | None:
        """The AGB code in the header, whichever side sent it."""
        return None if self.header is None else self.header.aanbieder

    @property
    def is_retour(self) -> bool:
        """True for an answer: 302, 304, 306 and so on."""
        return self.kind in RETOUR_OF

    @property
    def retourcodes(self) -> list[str]:
        """The codes of an answer, wherever they stand; none when it could not be read."""
        return [] if self.bericht is None else retourcodes_of(self.bericht)

    @property
    def rejects(self) -> bool:
        """It technically rejects a message as a whole, which then counts as not received (OP286)."""
        return REJECTED in self.retourcodes

    @property
    def accepts(self) -> bool:
        """It could be read, and does not reject the whole message."""
        return self.bericht is not None and not self.rejects

    def __str__(self) -> str:
        """As a reader names it."""
        return f"{self.kind} ({self.release}) van {self.sender} op {self.at:%d-%m-%Y}"


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


@dataclass(frozen=True, slots=True)
class Notice:
    """Something said outside the messages."""

    at: datetime
    sender: str
    receiver: str
    bsn: str | None
    about: str


@dataclass(frozen=True, slots=True)
class Instruction:
    """A person at a system's own desk pressed a button."""

    at: datetime
    addressee: str
    command: str
    params: Mapping[str, Any]
    result: Mapping[str, Any]


def answer_among(berichten: Iterable[SentMessage], heen: SentMessage) -> SentMessage | None:
    """The first retourbericht on a message, recognised by the copied identification and parties."""
    if heen.header is None:
        return None
    sought = (heen.header.identificatie, heen.header.afzender)
    for b in berichten:
        if b.sender != heen.receiver or RETOUR_OF.get(b.kind) != heen.kind or b.at < heen.at or b.header is None:
            continue
        if (b.header.identificatie, b.header.afzender) == sought:
            return b
    return None


@dataclass(frozen=True, eq=False)
class Trace:
    """The trace of one case as the rules see it, finished: what is derived from it is kept with it (`view`).

    Attributes:
        role: the role that is judged.
        end: the last day that was observed in full.
        capabilities: capabilities of the system under test.
        holders: number -> every toewijzing that ever carried it, over the whole campaign.
        ids: the id of every record in the stock of the whole campaign.
    """

    role: str
    domein: Domein
    end: date
    capabilities: Mapping[str, Any]
    berichten: tuple[SentMessage, ...] = ()
    notices: tuple[Notice, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    histories: Mapping[Key, History] = field(default_factory=dict)
    holders: Mapping[str, Sequence[History]] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    views: dict[object, Any] = field(default_factory=dict, init=False, repr=False)

    def from_system(self, *kinds: str, release: Release | None = None) -> list[SentMessage]:
        """Messages the judged party sent itself."""
        return [
            b
            for b in self.berichten
            if b.sender == self.role
            and b.origin == "party"
            and (not kinds or b.kind in kinds)
            and (release is None or b.release == release)
        ]

    def to_system(self, *kinds: str, release: Release | None = None) -> list[SentMessage]:
        """Messages delivered to the judged party."""
        return [
            b
            for b in self.berichten
            if b.receiver == self.role and b.kind in kinds and (release is None or b.release == release)
        ]

    def answer_to(self, heen: SentMessage) -> SentMessage | None:
        """The retourbericht on a message."""
        return answer_among(self.berichten, heen)

    def unique(self, history: History, *, at: date | None = None) -> bool:
        """True when the number of this toewijzing was never issued to another one; cancelled ones do not count."""
        number = history.key.toewijzingnummer
        if number is None:
            return False
        day = at or self.end
        return all(
            other.key == history.key
            or (other.key.gemeente, other.key.domein) != (history.key.gemeente, history.key.domein)
            or other.in_force(day) is None
            for other in self.holders.get(number, ())
        )


T = TypeVar("T")


def view(derive: Callable[[Trace], T]) -> Callable[[Trace], T]:
    """Derive something from a trace once, and keep it with that trace, which never changes."""

    @wraps(derive)
    def kept(trace: Trace) -> T:
        if derive not in trace.views:
            trace.views[derive] = derive(trace)
        found: T = trace.views[derive]
        return found

    return kept
