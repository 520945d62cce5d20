"""Read the event log of a run (out/log.jsonl): one JSON object a line, header first, footer last."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from migratietoets.conformance.vocabulary.event_json import KINDS, REQUIRED, read_event
from migratietoets.conformance.vocabulary.events import (
    FORMAT,
    CampaignEvent,
    CaseEvent,
    CountEvent,
    EndEvent,
    ErrorEvent,
    Event,
    FooterEvent,
    HeaderEvent,
    HelloEvent,
    Json,
    MessageEvent,
    NoticeEvent,
    RuleEvent,
    StockEvent,
    StoryEvent,
    VerdictEvent,
)
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.refusals import refusal
from migratietoets.reports.log.instants import moment

_TYPE_NAME = {str: "tekst", int: "een geheel getal", list: "een lijst", dict: "een object", bool: "true of false"}


@dataclass(frozen=True, slots=True)
class Log:
    """A run as its log tells it; its events in the order of the log.

    Attributes:
        rules, cases, campaigns: by id; a later event about the same id replaces the earlier one.
        stories: (campaign, case) -> what happened in it: clients, stock, commands, messages and notices.
        ends: campaign -> the last day it saw.
        tallies: advice -> how often it was not followed, and how often it applied.
        footer: None when the run was not finished.
    """

    header: HeaderEvent
    rules: Mapping[str, RuleEvent] = field(default_factory=dict)
    cases: Mapping[str, CaseEvent] = field(default_factory=dict)
    campaigns: Mapping[str, CampaignEvent] = field(default_factory=dict)
    hellos: tuple[HelloEvent, ...] = ()
    messages: tuple[MessageEvent, ...] = ()
    notices: tuple[NoticeEvent, ...] = ()
    errors: tuple[ErrorEvent, ...] = ()
    verdicts: tuple[VerdictEvent, ...] = ()
    tallies: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    stories: Mapping[tuple[str, str], tuple[StoryEvent, ...]] = field(default_factory=dict)
    ends: Mapping[str, date] = field(default_factory=dict)
    footer: FooterEvent | None = None

    def title(self, case: str) -> str:
        """What a case is called, or "" when the log does not name it."""
        return self.cases[case].title if case in self.cases else ""

    @property
    def broken_off(self) -> bool:
        """True when the run did not come to its end: nothing in the log counts as a final verdict."""
        return self.footer is None or bool(self.footer.stop)


def read_log(path: Path) -> Log:
    """Read a log file.

    A log that stops half-way is no error: `Log.broken_off` is then true, also when its last line was cut off.

    Raises:
        InputError: a line is no event, or the log has a format this kit does not know.
    """
    return _collect(_events(_text(path)))


def read_events(path: Path) -> tuple[Event, ...]:
    """The events of a log file that this kit knows, in order.

    Raises:
        InputError: as `read_log`.
    """
    events = tuple(_events(_text(path)))
    _collect(events)
    return tuple(event for _, _, event in events if event is not None)


def log_of(events: Iterable[Event]) -> Log:
    """A log by its events, header first.

    Raises:
        InputError: as `read_log`.
    """
    return _collect((number, type(event).__name__, event) for number, event in enumerate(events, start=1))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise InputError(
            f"logboek {path}: verwacht een leesbaar bestand, gevonden: {refusal(error)}. "
            "Geef het pad van een log.jsonl die `migratietoets run` heeft geschreven."
        ) from error


def _events(text: str) -> Iterator[tuple[int, str, Event | None]]:
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            data = _parse(line, number)
        except InputError:
            if number > 1 and number == len(lines):  # the last line has no line end: the writer was stopped half-way
                return
            raise
        name = data["event"]
        yield number, name, read_event(data) if name in KINDS else None


def _parse(line: str, number: int) -> dict[str, Any]:
    try:
        event = json.loads(line)
        if "\\ud" in line or "\\uD" in line:  # half a surrogate pair can be in no file: it becomes a question mark
            event = json.loads(json.dumps(event, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise _error(number, "één JSON-object per regel", f"{line[:60]!r}") from error
    if not isinstance(event, dict) or not isinstance(event.get("event"), str):
        raise _error(number, 'een JSON-object met een tekst "event"', f"{line[:60]!r}")
    for name, types in REQUIRED.get(event["event"], {}).items():
        value = event.get(name)
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            expected = " of ".join(_TYPE_NAME.get(kind, "null") for kind in types)
            found = repr(value)[:60] if name in event else "niets"
            raise _error(number, f"in {event['event']} bij {name}: {expected}", found)
    _check(event, number)
    return event


def _check(event: Json, number: int) -> None:
    """Refuse what has the right type and is still unusable."""
    kind = event["event"]
    if kind in {"message", "end"}:
        try:
            moment(event["at"])
        except ValueError as error:
            expected = f"in {kind} bij at: een moment in ISO-vorm met tijdzone"
            raise _error(number, expected, repr(event["at"])[:60]) from error
    if kind == "campaign":
        for name in ("begin", "end"):
            try:
                date.fromisoformat(str(event.get(name)))
            except ValueError as error:
                found = repr(event.get(name))[:60]
                raise _error(number, f"in campaign bij {name}: een datum in ISO-vorm", found) from error
    if kind == "verdict" and event["verdict"] not in set(Verdict):
        raise _error(number, f"in verdict bij verdict: een van {', '.join(Verdict)}", repr(event["verdict"])[:60])
    if kind == "verdict" and not all(isinstance(finding, dict) for finding in event["findings"]):
        raise _error(number, "in verdict bij findings: een lijst van objecten", repr(event["findings"])[:60])


def _collect(events: Iterable[tuple[int, str, Event | None]]) -> Log:
    per_kind: dict[type[Event], list[Any]] = {kind: [] for kind in KINDS.values()}
    stories: dict[tuple[str, str], list[StoryEvent]] = {}
    first = True
    for number, name, event in events:
        if first != isinstance(event, HeaderEvent):
            raise _error(number, "precies één header, op de eerste regel", f"event {name[:60]!r}")
        if isinstance(event, HeaderEvent) and event.format != FORMAT:
            raise InputError(
                f"logboek, regel {number}: verwacht format {FORMAT}, gevonden format {event.format}. "
                "Lees dit logboek met de versie van de kit die het schreef, of draai de toets opnieuw."
            )
        if per_kind[FooterEvent]:
            raise _error(number, "niets meer na de footer", f"event {name[:60]!r}")
        first = False
        if event is not None:
            per_kind[type(event)].append(event)
        if isinstance(event, StoryEvent) and isinstance(event.case, str):
            stories.setdefault((event.campaign, event.case), []).append(event)
    if first:
        raise _error(1, "een header", "een leeg bestand")
    for notice in per_kind[NoticeEvent]:
        if notice.bsn is None and notice.case is None:
            _tell_all(notice, stories)
    return Log(
        header=per_kind[HeaderEvent][0],
        rules={event.id: event for event in per_kind[RuleEvent]},
        cases={event.id: event for event in per_kind[CaseEvent]},
        campaigns={event.campaign: event for event in per_kind[CampaignEvent]},
        hellos=tuple(per_kind[HelloEvent]),
        messages=tuple(per_kind[MessageEvent]),
        notices=tuple(per_kind[NoticeEvent]),
        errors=tuple(per_kind[ErrorEvent]),
        verdicts=tuple(per_kind[VerdictEvent]),
        tallies=add_up(per_kind[CountEvent]),
        stories={key: tuple(events) for key, events in stories.items()},
        ends={event.campaign: moment(event.at).date() for event in per_kind[EndEvent]},
        footer=next(iter(per_kind[FooterEvent]), None),
    )


def _tell_all(notice: NoticeEvent, stories: Mapping[tuple[str, str], list[StoryEvent]]) -> None:
    """What was said of all clients of an aanbieder belongs to the story of each."""
    for (campaign, _), events in stories.items():
        if campaign == notice.campaign and (
            notice.from_ != "gemeente" or any(_names(event, notice.to) for event in events)
        ):
            events.append(notice)


def _names(event: StoryEvent, aanbieder: str) -> bool:
    match event:
        case StockEvent():
            return str(event.toewijzing.get("aanbieder")) == aanbieder
        case MessageEvent():
            return aanbieder in event.xml
    return False


def add_up(events: Iterable[CountEvent]) -> dict[str, tuple[int, int]]:
    """Of each advice: how often it was not followed, and how often it applied."""
    out: dict[str, tuple[int, int]] = {}
    for event in events:
        unmet, total = out.get(event.rule, (0, 0))
        out[event.rule] = (unmet + event.value, total + event.total)
    return out


def _error(number: int, expected: str, found: str) -> InputError:
    return InputError(
        f"logboek, regel {number}: verwacht {expected}; gevonden {found}. "
        "Het logboek is beschadigd of door iets anders geschreven: draai de toets opnieuw."
    )
