"""The messages of one client as the events of a log, in one order."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from migratietoets.conformance.chain.parcel import Parcel, inspect
from migratietoets.conformance.chain.summary import summary
from migratietoets.conformance.protocol.processes import OTHER_ROLE, PROCESSES, TOEWIJZEN
from migratietoets.conformance.recorded.projection import of_one
from migratietoets.conformance.recorded.readings import Placed
from migratietoets.conformance.recorded.store import Store, Stored
from migratietoets.conformance.vocabulary.events import (
    CampaignEvent,
    ClientEvent,
    EndEvent,
    Event,
    HelloEvent,
    MessageEvent,
    StockEvent,
)
from migratietoets.istandaard.berichten import Bericht, BerichtError, read_shared
from migratietoets.istandaard.berichten.header import bsns
from migratietoets.istandaard.berichten.xml.file_form import in_form
from migratietoets.istandaard.model import Toewijzing

OTHERS = "anderen"
"""The case of what belongs to others, and is there for what it shares with a client."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a recording that is judged as one: a role in a domain.

    Attributes:
        begin, end: the first day and the last day that was seen in full.
    """

    role: str
    domein: str
    begin: date
    end: date

    @property
    def campaign(self) -> str:
        """Its name in a log."""
        return f"verkeer-{self.role}-{self.domein}"

    def opening(self, *, retouren: bool = True) -> list[Event]:
        """The events that a log of it begins with."""
        core: dict[str, Any] = {"campaign": self.campaign, "role": self.role}
        hidden = dict.fromkeys(("desk", "notices", "assess", "plan"), False)
        party = {
            "name": "opgenomen verkeer",
            "version": "",
            "supplier": "",
            "roles": [self.role],
            "domains": [self.domein],
            "processes": [TOEWIJZEN, *PROCESSES.values()],
            "capabilities": hidden | {"clock": "virtual", "retouren": retouren},
        }
        return [
            CampaignEvent(**core, domain=self.domein, begin=str(self.begin), end=str(self.end)),
            HelloEvent(**core, under_test=True, party=party),
        ]

    def closing(self) -> EndEvent:
        """The event that it ends with."""
        return EndEvent(campaign=self.campaign, at=f"{self.end}T23:59:00+01:00")


class Texts:
    """The texts of some messages, each read and inspected once.

    Attributes:
        files: id of a message -> its file, as a reader finds it, and its text.
        answered: id of a retourbericht -> id of the message that it answers.
        is_client: whether a BSN in a message is of the client whom all is cut down to; None where nothing is cut.
    """

    def __init__(
        self,
        files: Mapping[int, tuple[str, str]],
        answered: Mapping[int, int],
        is_client: Callable[[Stored, str], bool] | None = None,
    ) -> None:
        self._files, self._answered, self._is_client = files, answered, is_client
        self._kept: dict[int, tuple[str, str, tuple[str, ...], str, bool]] = {}

    def of(self, one: Stored) -> tuple[str, str, tuple[str, ...], str, bool]:
        """Its file, its text, what is wrong with it, its summary, and whether it was cut down to this client."""
        if one.id not in self._kept:
            self._kept[one.id] = self._made(one)
        return self._kept[one.id]

    def _made(self, one: Stored) -> tuple[str, str, tuple[str, ...], str, bool]:
        file, text = self._files[one.id]
        bericht, is_client = read_or_none(text), self._is_client
        whole = True
        if is_client is not None and bericht is not None:
            about = bsns(bericht)
            heen = self._heen(one)
            if len(about) > 1 or (heen is not None and len(bsns(heen)) > 1):
                cut = of_one(bericht, lambda bsn: is_client(one, bsn), heen)
                whole, text = cut is None, cut or text
        found, faults = inspect(
            Parcel(one.sender, one.kind, one.release, one.when.at.isoformat(), text), None, one.when.at
        )
        return file, text, tuple(faults), "" if found is None else summary(found), whole

    def _heen(self, one: Stored) -> Bericht | None:
        """What a 304 or 325 answers."""
        if one.kind not in {"304", "325"} or one.id not in self._answered:
            return None
        return read_or_none(self._files[self._answered[one.id]][1])


def read_or_none(text: str) -> Bericht | None:
    """A message; None where it cannot be read."""
    try:
        return read_shared(in_form(text)[0].encode())
    except BerichtError:
        return None


def answered_by(messages: Iterable[Stored], store: Store) -> dict[int, int]:
    """Each retourbericht among some messages, with the message that it answers: of several the first without answer."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    among = {one.id: one for one in messages}
    for one in sorted(among.values(), key=lambda each: (each.when.at, each.id)):
        heen = [each.id for each in store.answered(one) if each.id in among]
        if heen:
            found[one.id] = next((each for each in heen if each not in taken), heen[-1])
            taken.add(found[one.id])
    return found


def message_events(part: Part, case: str, reading: Iterable[Placed], texts: Texts) -> Iterator[MessageEvent]:
    """The messages of a reading, as a log tells them."""
    for one in reading:
        yield _event(part, case, one, texts)


def _event(part: Part, case: str, one: Placed, texts: Texts) -> MessageEvent:
    message = one.message
    _, text, faults, told, _ = texts.of(message)
    return MessageEvent(
        campaign=part.campaign,
        case=case,
        n=one.n,
        known=one.known,
        at=one.at.isoformat(),
        from_=message.sender,
        to=OTHER_ROLE[message.sender],
        code=message.kind,
        release=message.release,
        xml=text,
        faults=faults,
        summary=told,
    )


def beginning(part: Part, case: str, bsn: str | None, stock: Sequence[Toewijzing]) -> Iterator[Event]:
    """What is known of a client before the first message."""
    if bsn is not None:
        yield ClientEvent(campaign=part.campaign, case=case, bsn=bsn)
    for record in stock:
        yield StockEvent(campaign=part.campaign, case=case, toewijzing=record.to_json())
