"""What a case tells of its toewijzingen: the stock and every 301, folded into the history of each toewijzing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from migratietoets.conformance.vocabulary.events import MessageEvent, StockEvent, StoryEvent
from migratietoets.istandaard.berichten import Bericht, BerichtError, read
from migratietoets.istandaard.berichten.header import RETOUR_OF, header, identity
from migratietoets.istandaard.berichten.retour import REJECTED, retourcodes
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, lines_301
from migratietoets.istandaard.berichten.xml.file_form import in_form
from migratietoets.istandaard.history import HistoryBase as History
from migratietoets.istandaard.model import Content, Key, Toewijzing
from migratietoets.istandaard.releases import Release
from migratietoets.reports.log.instants import moment

_BEFORE_ALL = datetime.min  # noqa: DTZ901  # toewijzingsdatum and -tijd have no zone


@dataclass(frozen=True, slots=True)
class State:
    """What a toewijzing says after one message, or in the stock (`bericht` is then None)."""

    content: Content
    einddatum: date | None
    reden: str | None
    moment: datetime
    sent: date
    bericht: int | None
    release: str


@dataclass
class StockHistory(History[State]):
    """One toewijzing from first to last."""

    key: Key
    states: list[State] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line301:
    """One line of a 301 as it changed a toewijzing; `previous` is None for one that was unknown."""

    key: Key
    now: State
    previous: State | None


@dataclass(frozen=True, slots=True)
class Stock:
    """The toewijzingen of a case in order of appearance, and per message number the lines of a 301."""

    toewijzingen: tuple[StockHistory, ...]
    lines: Mapping[int, tuple[Line301, ...]]
    berichten: Mapping[int, Bericht]


def read_safely(event: MessageEvent) -> Bericht | None:
    """The message of an event, or None when it cannot be read."""
    try:
        return read(in_form(event.xml)[0].encode())
    except (BerichtError, UnicodeError):
        return None


def aanbieder_of(bericht: Bericht | None) -> str | None:
    """The AGB code in the header of a message, whichever side sent it."""
    try:
        head = header(bericht) if bericht else None
    except BerichtError:
        return None
    return None if head is None else head.aanbieder


def fold(events: Iterable[StoryEvent]) -> Stock:
    """Fold the events of one case.

    What the kit delivered itself counts once the party did not refuse it; what cannot be read counts for nothing.
    """
    own = list(events)
    berichten = {e.n: bericht for e in own if isinstance(e, MessageEvent) and (bericht := read_safely(e))}
    accepted = set(_accepted(berichten.values()))
    per_key: dict[Key, StockHistory] = {}
    lines: dict[int, tuple[Line301, ...]] = {}
    for event in own:
        if isinstance(event, StockEvent):
            _take_in(per_key, event.toewijzing)
        elif isinstance(event, MessageEvent) and event.code == "301" and event.n in berichten:
            bericht = berichten[event.n]
            counts = not event.from_kit or identity(bericht) in accepted
            lines[event.n] = tuple(_lines(event, bericht, per_key, counts=counts))
    return Stock(tuple(per_key.values()), lines, berichten)


def _take_in(per_key: dict[Key, StockHistory], data: Mapping[str, Any]) -> None:
    try:
        record = Toewijzing.from_json(data)
    except (KeyError, TypeError, ValueError):
        return
    state = State(record.content, record.einddatum, None, _BEFORE_ALL, date.min, None, str(Release.R24))
    per_key[record.key] = StockHistory(record.key, [state])


def _lines(
    event: MessageEvent, bericht: Bericht, per_key: dict[Key, StockHistory], *, counts: bool
) -> Iterator[Line301]:
    try:
        lines = lines_301(bericht)
    except BerichtError:
        return
    for key, product in lines:
        known = per_key.get(key)
        state = _state(product, event)
        yield Line301(key, state, known.at() if known else None)
        if counts:
            per_key.setdefault(key, StockHistory(key)).states.append(state)


def _state(product: ToegewezenProduct, event: MessageEvent) -> State:
    return State(
        product.content,
        product.einddatum,
        product.reden_wijziging,
        product.moment,
        moment(event.at).date(),
        event.n,
        event.release,
    )


def _accepted(berichten: Iterable[Bericht]) -> Iterator[tuple[str, str] | None]:
    """The identity of every message that got an answer which did not reject it."""
    for bericht in berichten:
        if bericht.kind in RETOUR_OF and REJECTED not in retourcodes(bericht):
            yield identity(bericht)
