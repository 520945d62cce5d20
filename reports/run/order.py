"""The order of events in a case: messages, notices and commands, between the days on which everything turns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from migratietoets.conformance.vocabulary.events import (
    ClientEvent,
    InstructEvent,
    MessageEvent,
    NoticeEvent,
    StockEvent,
    StoryEvent,
)
from migratietoets.istandaard.berichten.header import AGB_LENGTH, RETOUR_OF, bsn
from migratietoets.istandaard.releases import FIRST_DAY_30, SILENCE_END, SILENCE_START, Release
from migratietoets.reports.log.instants import moment
from migratietoets.reports.log.stock import Stock, aanbieder_of
from migratietoets.reports.words.assessment import without_bsn
from migratietoets.reports.words.content import cut
from migratietoets.reports.words.days import KEY_DATES
from migratietoets.reports.words.instruction import say_instruction
from migratietoets.reports.words.message import say_bericht
from migratietoets.reports.words.notice import say_notice
from migratietoets.reports.words.text import one_line

BERICHT, RETOUR, NOTICE, INSTRUCTION = "bericht", "retour", "notice", "instruction"
KEY_DATE, SILENCE_BEGINS, SILENCE_ENDS = "key date", "silence begins", "silence ends"

_BEFORE_THE_DAY, _ON_THE_DAY, _AFTER_THE_DAY = 0, 1, 2
_ROLES = ("gemeente", "aanbieder")
HEADER_LENGTH = 12
"""No code or release that a party made up takes more characters than this."""


@dataclass(frozen=True, slots=True)
class OrderStep:
    """One thing that happened, or one key date.

    Attributes:
        kind: one of the constants above.
        day: the day it stands on.
        time_of_day: "09:00", or "" for a key date.
        party: "gemeente" or "aanbieder": who sent it, or for a command who received it; "" for a key date.
        header: code and release of a message.
        release: "2.4", "3.0", or "" where there is none.
        lines: what it says.
        error: what is wrong with its form, or "".
        number: the number of the message in its campaign, or None.
    """

    kind: str
    day: date
    time_of_day: str = ""
    party: str = ""
    header: str = ""
    release: str = ""
    lines: tuple[str, ...] = ()
    error: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Names:
    """Says whose a step is, where a case has more than one client or aanbieder."""

    letters: Mapping[str, str]
    more_aanbieders: bool

    @property
    def bsns(self) -> frozenset[str]:
        """Every BSN of the case: none of them is shown."""
        return frozenset(self.letters)

    def before(self, lines: tuple[str, ...], bsn_: object, aanbieder: object) -> tuple[str, ...]:
        """Lines with client and aanbieder in front."""
        letter = self.letters.get(str(bsn_), "") if len(self.letters) > 1 else ""
        who = cut(one_line(aanbieder), AGB_LENGTH) if self.more_aanbieders and aanbieder else ""
        header = ", ".join(filter(None, (letter, who)))
        return tuple(f"{header}: {text}" for text in lines) if header else lines


_Placed = tuple[tuple[date, int, datetime], OrderStep]


def order(events: Iterable[StoryEvent], stock: Stock, letters: Mapping[str, str]) -> tuple[OrderStep, ...]:
    """The steps of one case in the order they happened, with the key dates between them.

    Args:
        events: of this case only; what has no usable moment is left out.
        stock: the same events, folded.
        letters: BSN -> letter; with more than one client a step says whose it is.
    """
    names = _Names(letters, len({item.key.aanbieder for item in stock.toewijzingen}) > 1)
    done: list[_Placed] = []
    for event in events:
        step = _step(event, stock, names)
        if step is not None:
            done.append(step)
    if not done:
        return ()
    zone = done[0][0][2].tzinfo
    fixed = [((day, when, datetime.min.replace(tzinfo=zone)), step) for day, when, step in _key_dates()]
    return tuple(step for _, step in sorted([*fixed, *done], key=lambda pair: pair[0]))


def _key_dates() -> Iterator[tuple[date, int, OrderStep]]:
    """Key dates: a deadline comes after what happened that day, a first day before it."""
    for day, text in KEY_DATES:
        when = _BEFORE_THE_DAY if day == FIRST_DAY_30 else _AFTER_THE_DAY
        yield day, when, OrderStep(KEY_DATE, day, lines=(text,))
    silent = f"stille periode tot en met {SILENCE_END:%d-%m-%Y}: niets verzenden"
    yield SILENCE_START, _BEFORE_THE_DAY, OrderStep(SILENCE_BEGINS, SILENCE_START, lines=(silent,))
    yield SILENCE_END, _AFTER_THE_DAY, OrderStep(SILENCE_ENDS, SILENCE_END)


def _step(event: StoryEvent, stock: Stock, names: _Names) -> _Placed | None:
    """What an event is in the picture, and where it stands; None without a place in it, or without a moment."""
    if isinstance(event, ClientEvent | StockEvent):
        return None
    try:
        at = moment(event.at)
    except ValueError:
        return None
    match event:
        case MessageEvent():
            step = _bericht(event, at, stock, names)
        case NoticeEvent():
            step = _notice(event, at, names)
        case InstructEvent():
            step = _instruction(event, at, names)
    return (at.date(), _ON_THE_DAY, at), step


def _role(name: str) -> str:
    return name if name in _ROLES else _ROLES[0]


def _bericht(event: MessageEvent, at: datetime, stock: Stock, names: _Names) -> OrderStep:
    loaded = stock.berichten.get(event.n)
    lines = say_bericht(loaded, stock.lines.get(event.n, ()), event.summary, names.letters)
    if event.from_kit:
        lines = tuple(f"door de toets: {text}" for text in lines)
    errors = event.faults or ()
    return OrderStep(
        RETOUR if event.code in RETOUR_OF else BERICHT,
        at.date(),
        f"{at:%H:%M}",
        _role(event.from_),
        f"{cut(one_line(event.code), HEADER_LENGTH)} · {cut(one_line(event.release), HEADER_LENGTH)}",
        event.release if event.release in tuple(Release) else "",
        names.before(lines, bsn(loaded) if loaded else None, aanbieder_of(loaded)),
        without_bsn(errors[0], names.bsns) if errors else "",
        event.n,
    )


def _notice(event: NoticeEvent, at: datetime, names: _Names) -> OrderStep:
    parties = (event.to, event.from_)
    who = next((str(p) for p in parties if p not in _ROLES and len(str(p)) == AGB_LENGTH), None)
    lines = names.before((without_bsn(say_notice(event), names.bsns),), event.bsn, who)
    return OrderStep(NOTICE, at.date(), f"{at:%H:%M}", _role(event.from_), "kennisgeving", lines=lines)


def _instruction(event: InstructEvent, at: datetime, names: _Names) -> OrderStep:
    params = event.params
    if not isinstance(params, Mapping):
        params = {}
    toewijzing = params.get("toewijzing")
    subject = toewijzing if isinstance(toewijzing, Mapping) else params
    text = without_bsn(say_instruction(event.command, params), names.bsns)
    lines = names.before((text,), subject.get("bsn"), subject.get("aanbieder"))
    return OrderStep(INSTRUCTION, at.date(), f"{at:%H:%M}", _role(event.to), lines=lines)
