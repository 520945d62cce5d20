"""A message in a trace, with what the rules ask of it already read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from migratietoets.conformance.vocabulary.events import KIT
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.declaratie import DeclaratieHeader
from migratietoets.istandaard.berichten.header import RETOUR_OF, Header
from migratietoets.istandaard.berichten.header import bsn as bsn_of
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.retour import retourcodes as retourcodes_of
from migratietoets.istandaard.berichten.start_stop import Regieproduct
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct, Wijzigingsverzoek
from migratietoets.istandaard.berichten.verzoekantwoord import Answer
from migratietoets.istandaard.berichten.xml.file_form import FormFault
from migratietoets.istandaard.kalender import day_of
from migratietoets.istandaard.model import Key
from migratietoets.istandaard.modelregels import modelregels


@dataclass(frozen=True, slots=True)
class Client:
    """A client at an aanbieder: what a message, a toewijzing, a request and its answer have in common."""

    aanbieder: str | None
    bsn: str | None


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
        n: its place among everything that was sent.
        at: the moment it was sent, with offset.
        origin: PARTY or KIT.
        errors: what is wrong with it as a message of its release.
        known: everything up to this `n` had been delivered when it was sent; None when nobody recorded that.
        form: what is wrong with its file alone (OP192).
        bericht, header: None when anything of the message that a rule may ask for cannot be read.
        lines: of a 301.
        regieproducten: the lines of a 305 or 307.
        declaratie: of a 303 or 323.
        declaratieantwoord: of a 304 or 325.
        verzoeken: each requested product of a 315, or the one request of a 317.
        verzoekantwoord: of a 319.
        line_codes: of a retour that repeats what it answers: the codes of each product.
        breaks: the rule of the information model that it was made to break, for its receiver to see.
        broken_products: the products in which it does, from 0; none: as a whole.
    """

    n: int
    at: datetime
    sender: str
    receiver: str
    kind: str
    release: str
    origin: str
    errors: tuple[str, ...]
    known: int | None = None
    form: tuple[FormFault, ...] = ()
    bericht: Bericht | None = None
    header: Header | None = None
    lines: tuple[Bericht301Line, ...] = ()
    regieproducten: tuple[Regieproduct, ...] = ()
    declaratie: Declaratie | None = None
    declaratieantwoord: Declaratieantwoord | None = None
    verzoeken: tuple[AangevraagdProduct | Wijzigingsverzoek, ...] = ()
    verzoekantwoord: Answer | None = None
    line_codes: tuple[tuple[str, ...], ...] = ()
    breaks: str | None = None
    broken_products: tuple[int, ...] = ()

    @property
    def deserves(self) -> str | None:
        """The retourcode of the rule that it was made to break; None where it was made to break none."""
        return None if self.breaks is None else modelregels()[self.breaks].retourcode

    @property
    def from_kit(self) -> bool:
        """The kit sent it, on behalf of the party that is not under test."""
        return self.origin == KIT

    @property
    def day(self) -> date:
        """The day of sending in Europe/Amsterdam."""
        return day_of(self.at)

    @property
    def line_count(self) -> int:
        """How many products a message holds, as its retour counts them; a request for change and an answer are one."""
        return len(self.lines or self.regieproducten or self.verzoeken) or 1

    @property
    def bsn(self) -> str | None:
        """The client, or None when the message could not be read."""
        return None if self.bericht is None else bsn_of(self.bericht)

    @property
    def aanbieder(self) -> str | None:
        """The AGB code in the header, whichever side sent it."""
        return None if self.header is None else self.header.aanbieder

    @property
    def client(self) -> Client:
        """Whom it is about, and his aanbieder."""
        return Client(self.aanbieder, self.bsn)

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
