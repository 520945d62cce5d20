"""One recorded message: what it is, when it was sent, whom it is about, and what other messages are found by."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from migratietoets.conformance.protocol.processes import MAY_SEND
from migratietoets.conformance.recorded.moment import When, on, read_when
from migratietoets.conformance.validation.documents import Document
from migratietoets.conformance.validation.judging import contents
from migratietoets.istandaard.berichten import Bericht, BerichtError, read_shared
from migratietoets.istandaard.berichten.content import date_or_none, descend
from migratietoets.istandaard.berichten.header import RETOUR_OF, Header, bsns, header
from migratietoets.istandaard.berichten.toewijzing import lines_301
from migratietoets.istandaard.berichten.verzoek import aangevraagde_producten, wijzigingsverzoek
from migratietoets.istandaard.berichten.verzoekantwoord import read_answer
from migratietoets.istandaard.berichten.xml.file_form import in_form
from migratietoets.istandaard.envelopes import EnvelopeError, opened
from migratietoets.istandaard.kalender import EARLIEST, LATEST
from migratietoets.istandaard.model import InputError, Key

T = TypeVar("T")

_OWN_DAY = {"304": ("RetourHeader", "RetourDagtekening"), "325": ("BerichtIdentificatie", "Dagtekening")}
_USUAL_DAY = ("DagtekeningRetour",)
"""Where the header of a retourbericht has its own day; its Dagtekening is that of what it answers."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A message that can be laid at a sender and a day.

    Attributes:
        text: its file.
        sender: the role that sends such a message.
        when: by its envelope, or else the day in its header.
    """

    text: str
    bericht: Bericht
    header: Header
    sender: str
    when: When

    @property
    def kind(self) -> str:
        """Its number, as 301."""
        return self.bericht.kind

    @property
    def answers(self) -> str | None:
        """The kind of message that it answers; None for one that is no retourbericht."""
        return RETOUR_OF.get(self.kind)

    @property
    def gemeente(self) -> str:
        """The code of the gemeente, whichever side sent it."""
        head = self.header
        return head.ontvanger if head.aanbieder == head.afzender else head.afzender

    @property
    def clients(self) -> tuple[str, ...]:
        """The BSNs in it, each once."""
        return bsns(self.bericht)

    def numbers(self) -> Iterator[Key]:
        """The toewijzingen with a number of a 301."""
        if self.kind == "301":
            for key, _ in _read(lines_301, self.bericht):
                if key.toewijzingnummer is not None:
                    yield key

    def references(self) -> tuple[str, ...]:
        """The ReferentieAanbieder of each request that it makes or answers."""
        if self.kind == "315":
            return tuple(one.referentie_aanbieder for one in _read(aangevraagde_producten, self.bericht))
        if self.kind == "317":
            return tuple(one.referentie_aanbieder for one in _read(lambda b: [wijzigingsverzoek(b)], self.bericht))
        if self.kind == "319":
            return tuple(one.referentie_aanbieder for one in _read(lambda b: [read_answer(b)], self.bericht))
        return ()


def _read(reader: Callable[[Bericht], Iterable[T]], bericht: Bericht) -> list[T]:
    """What a reader finds in a message; nothing where it cannot be read."""
    try:
        return list(reader(bericht))
    except BerichtError:
        return []


def recorded(document: Document) -> Recorded:
    """The message in a document.

    Raises:
        InputError: there is none, or nothing says who sent it or when.
    """
    data = contents(document)
    sent = ""
    if inside := opened(data):
        if isinstance(inside.content, EnvelopeError):
            raise inside.content
        data, sent = inside.content, inside.sent
    text = data.decode("utf-8", "surrogateescape")
    bericht = read_shared(in_form(text)[0].encode("utf-8", "surrogatepass"))
    head = header(bericht)
    sender = next(role for role, kinds in MAY_SEND.items() if bericht.kind in kinds)
    return Recorded(text, bericht, head, sender, _when(bericht, head, sent))


def _when(bericht: Bericht, head: Header, sent: str) -> When:
    """When it was sent: as its envelope says, or else on the day in its header.

    Raises:
        InputError: no day, or one that nobody can mean.
    """
    if sent:
        try:
            return read_when(sent)
        except ValueError:
            pass
    day = head.dagtekening
    if bericht.kind in RETOUR_OF:
        *way, name = _OWN_DAY.get(bericht.kind, _USUAL_DAY)
        own = date_or_none(descend(bericht.content, "Header", *way), name, f"{bericht.name}/Header")
        if own is None:
            raise InputError(
                "verwacht een retourbericht met een eigen dagtekening; die ontbreekt. Zet haar in de index."
            )
        day = own
    if not EARLIEST <= day <= LATEST:
        raise InputError(f"verwacht een dagtekening die kan; gevonden {day:%d-%m-%Y}. Herstel haar.")
    return on(day)
