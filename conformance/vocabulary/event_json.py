"""From the JSON of a log to its events and back: the one place that knows how an event is written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from migratietoets.conformance.vocabulary.events import (
    CampaignEvent,
    CaseEvent,
    ClientEvent,
    CountEvent,
    EndEvent,
    ErrorEvent,
    Event,
    FooterEvent,
    HeaderEvent,
    HelloEvent,
    InstructEvent,
    Json,
    JudgedEvent,
    LoggedFinding,
    MessageEvent,
    NoticeEvent,
    RuleEvent,
    StockEvent,
    VerdictEvent,
)
from migratietoets.conformance.vocabulary.verdicts import Verdict

KINDS: Mapping[str, type[Event]] = {
    "header": HeaderEvent,
    "rule": RuleEvent,
    "campaign": CampaignEvent,
    "case": CaseEvent,
    "hello": HelloEvent,
    "client": ClientEvent,
    "stock": StockEvent,
    "instruct": InstructEvent,
    "message": MessageEvent,
    "notice": NoticeEvent,
    "error": ErrorEvent,
    "end": EndEvent,
    "verdict": VerdictEvent,
    "count": CountEvent,
    "judged": JudgedEvent,
    "footer": FooterEvent,
}
"""The word in the key `event` -> its record."""

_NAMES = {kind: name for name, kind in KINDS.items()}
_FIELDS = {
    kind: tuple((each.name, each.name.removesuffix("_")) for each in fields(kind))
    for kind in (*KINDS.values(), LoggedFinding)
}
_JSON_TYPES = {Verdict: str, Mapping: dict, Sequence: list}


def _json_types(annotation: Any) -> tuple[type, ...]:  # noqa: ANN401  # what stands behind a field
    """The types that JSON has for a field."""
    if NoneType in get_args(annotation):
        return tuple(part for each in get_args(annotation) for part in _json_types(each))
    plain = get_origin(annotation) or annotation
    return (_JSON_TYPES.get(plain, plain),)


REQUIRED: Mapping[str, Mapping[str, tuple[type, ...]]] = {
    name: {
        key: _json_types(get_type_hints(kind)[each.name])
        for each, (_, key) in zip(fields(kind), _FIELDS[kind], strict=True)
        if each.default is MISSING and each.default_factory is MISSING
    }
    for name, kind in KINDS.items()
}
"""Kind of event -> the keys that it must have, with the types their values may have."""


def read_event(data: Json) -> Event:
    """An event from its JSON; keys that it does not know are left out.

    Raises:
        KeyError: a kind of event that is not known.
        TypeError: a key is missing.
        ValueError: an unknown verdict.
    """
    kind = KINDS[data["event"]]
    values = {name: data[key] for name, key in _FIELDS[kind] if key in data}
    if kind is VerdictEvent:
        values["verdict"] = Verdict(values["verdict"])
        values["findings"] = tuple(map(_read_finding, values["findings"]))
    return kind(**values)


def _read_finding(data: Json) -> LoggedFinding:
    return LoggedFinding(**{name: data[key] for name, key in _FIELDS[LoggedFinding] if key in data})


def event_json(event: Event) -> dict[str, Any]:
    """The JSON of an event, key for key."""
    values = _values(event)
    if isinstance(event, VerdictEvent):
        values["findings"] = [_values(finding) for finding in event.findings]
    return {"event": _NAMES[type(event)]} | values


def _values(record: Event | LoggedFinding) -> dict[str, Any]:
    return {key: getattr(record, name) for name, key in _FIELDS[type(record)]}


def read_line(line: str | bytes) -> Event:
    """The event of a line that this kit wrote itself."""
    return read_event(json.loads(line))


def event_line(event: Event) -> str:
    """The line of an event in a log, without its line end."""
    return json.dumps(event_json(event), ensure_ascii=False, separators=(",", ":"))
