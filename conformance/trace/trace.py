"""The trace of one case: what was sent, said and asked, folded into the history of each toewijzing.

A trace is read from the events of the log and knows nothing of parties or transports, so the same rules judge the
reference, a vendor and recorded traffic.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar

from migratietoets.conformance.protocol.control import ClockLevel, clock_of
from migratietoets.conformance.trace.answers import Answers, answers, refused_lines
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.kalender import day_of
from migratietoets.istandaard.model import Key
from migratietoets.istandaard.releases import Domein, Release


@dataclass(frozen=True, slots=True)
class Notice:
    """Something said outside the messages.

    Attributes:
        receiver: the AGB code of an aanbieder, or the code of a gemeente.
        bsn: None: it is about all clients of that aanbieder.
        code: what it is about; None where that was not said (protocol 1.0): then it proves nothing.
        toewijzing: the toewijzing that it names, with the fields that an instruction names one by.
        verzoek: the ReferentieAanbieder that it names.
        about: free text, for people.
    """

    at: datetime
    sender: str
    receiver: str
    bsn: str | None
    code: NoticeCode | None = None
    toewijzing: Mapping[str, Any] | None = None
    verzoek: str | None = None
    about: str = ""

    def concerns(self, bsn: str) -> bool:
        """Whether it is about this client: about him, or about all."""
        return self.bsn is None or self.bsn == bsn

    @property
    def day(self) -> date:
        """The day it was said, in Europe/Amsterdam."""
        return day_of(self.at)


@dataclass(frozen=True, slots=True)
class Instruction:
    """A person at a system's own desk pressed a button.

    Attributes:
        n: every message up to and including this number had been sent by then; None where nobody recorded that.
    """

    at: datetime
    addressee: str
    command: str
    params: Mapping[str, Any]
    result: Mapping[str, Any]
    n: int | None = None

    def given_before(self, bericht: SentMessage) -> bool:
        """Whether it was given before a message was sent; at one moment the order in which both were seen decides."""
        if self.at != bericht.at or self.n is None:
            return self.at <= bericht.at
        return self.n < bericht.n

    def given_after(self, bericht: SentMessage) -> bool:
        """Whether a message had been sent by then; at one moment as above."""
        if self.at != bericht.at or self.n is None:
            return bericht.at <= self.at
        return bericht.n <= self.n

    @property
    def day(self) -> date:
        """The day it was given, in Europe/Amsterdam."""
        return day_of(self.at)


@dataclass(frozen=True, eq=False)
class Trace:
    """The trace of one case as the rules see it, finished: what is derived from it is kept with it (`view`).

    Attributes:
        role: the role that is judged.
        end: the last day that was observed in full.
        capabilities: capabilities of the system under test, and what can be seen of it.
        holders: number -> every toewijzing that ever carried it, over the whole campaign.
        ids: the id of every record in the stock of the whole campaign.
        references: an aanbieder and a ReferentieAanbieder -> every request with it that was not refused, over the whole
            campaign.
        identifications: kind, sender and identification -> every such message, over the whole campaign.
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
    references: Mapping[tuple[str | None, str], Sequence[SentMessage]] = field(default_factory=dict)
    identifications: Mapping[tuple[str, str, str], Sequence[SentMessage]] = field(default_factory=dict)
    views: dict[object, Any] = field(default_factory=dict, init=False, repr=False)

    @property
    def first_day(self) -> date:
        """The day of the first message; after every other day where there is none."""
        return min((bericht.day for bericht in self.berichten), default=date.max)

    def own(self, bericht: SentMessage) -> bool:
        """Whether the judged party sent it itself."""
        return bericht.sender == self.role and not bericht.from_kit

    def from_system(self, *kinds: str, release: Release | None = None) -> list[SentMessage]:
        """Messages the judged party sent itself."""
        return [
            b
            for b in self.berichten
            if self.own(b) and (not kinds or b.kind in kinds) and (release is None or b.release == release)
        ]

    def to_system(self, *kinds: str, release: Release | None = None) -> list[SentMessage]:
        """Messages delivered to the judged party."""
        return [
            b
            for b in self.berichten
            if b.receiver == self.role and b.kind in kinds and (release is None or b.release == release)
        ]

    @property
    def answers(self) -> Answers:
        """Message number -> every retourbericht on it, in order."""
        if answers not in self.views:
            self.views[answers] = answers(self.berichten)
        found: Answers = self.views[answers]
        return found

    @property
    def desk_visible(self) -> bool:
        """Whether what a person asked at a desk would show; where it would not, an explanation may be missing."""
        return bool(self.capabilities.get("desk", True))

    @property
    def notices_visible(self) -> bool:
        """Whether what was said outside the messages would show."""
        return bool(self.capabilities.get("notices", True))

    @property
    def clock(self) -> ClockLevel:
        """Whose time it is in the system under test."""
        return clock_of(self.capabilities)

    def knows_day(self, day: date) -> bool:
        """Whether a day of the chain is that of the system under test too, so that what it did on it can be dated."""
        set_on = self.capabilities.get("clock_set")
        return self.clock is ClockLevel.VIRTUAL or (self.clock is ClockLevel.AT_RESET and str(day) == set_on)

    def answer_to(self, heen: SentMessage) -> SentMessage | None:
        """The retourbericht on a message; of several the one that came first counts."""
        return next(iter(self.answers.get(heen.n, ())), None)

    def refused(self, bericht: SentMessage) -> bool:
        """Whether it was refused as a whole, and so counts as not received (OP286)."""
        answer = self.answer_to(bericht)
        return answer is not None and answer.rejects

    def refused_lines(self, bericht: SentMessage) -> frozenset[int]:
        """Which of its products were refused, counted from 0: nothing follows from those."""
        return refused_lines(bericht, self.answer_to(bericht))

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
