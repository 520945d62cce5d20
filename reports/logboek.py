"""Read the event log of a run (out/log.jsonl): one JSON object a line, header first, footer last."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from istandaard.model import Invoerfout
from reports.woorden import OORDELEN, moment

_TYPENAAM = {str: "tekst", int: "een geheel getal", list: "een lijst", dict: "een object", bool: "true of false"}

Event = Mapping[str, Any]

FORMAAT = 1
"""The only log format this reader knows."""

_TEKST = (str,)
_TEKST_OF_NIETS = (str, type(None))
_VELDEN: dict[str, dict[str, tuple[type, ...]]] = {
    "header": {"format": (int,), "kit": _TEKST, "seed": (int,), "adapters": (dict,)},
    "rule": {"id": _TEKST, "strength": _TEKST, "chapter": _TEKST, "text": _TEKST},
    "case": {"id": _TEKST, "title": _TEKST},
    "campaign": {"campaign": _TEKST, "role": _TEKST, "domain": _TEKST},
    "hello": {"campaign": _TEKST, "role": _TEKST, "under_test": (bool,), "party": (dict,)},
    "message": {
        "campaign": _TEKST,
        "case": _TEKST_OF_NIETS,
        "n": (int,),
        "at": _TEKST,
        "from": _TEKST,
        "to": _TEKST,
        "code": _TEKST,
        "release": _TEKST,
        "xml": _TEKST,
    },
    "notice": {"campaign": _TEKST, "at": _TEKST},
    "client": {"campaign": _TEKST, "bsn": _TEKST},
    "stock": {"campaign": _TEKST, "toewijzing": (dict,)},
    "instruct": {"campaign": _TEKST, "at": _TEKST},
    "end": {"campaign": _TEKST, "at": _TEKST},
    "error": {"kind": _TEKST, "text": _TEKST},
    "verdict": {
        "campaign": _TEKST,
        "case": _TEKST_OF_NIETS,
        "rule": _TEKST,
        "strength": _TEKST,
        "chapter": _TEKST,
        "verdict": _TEKST,
        "findings": (list,),
    },
    "count": {"campaign": _TEKST, "rule": _TEKST, "value": (int,), "total": (int,)},
    "footer": {"counts": (dict,), "exit": (int,), "verdict": _TEKST},
}
"""What a reader may count on, per kind of event; kinds that are not named here are left unread."""

_VERHAAL = frozenset({"client", "stock", "instruct", "message", "notice"})


@dataclass(frozen=True, slots=True)
class Log:
    """A run as its log tells it; every event as the JSON object it was, in the order of the log.

    Attributes:
        rules, cases, campaigns: by id; a later event about the same id replaces the earlier one.
        verhalen: (campaign, case) -> what happened in it: clients, stock, commands, messages and notices.
        einden: campaign -> the last day it saw.
        tellingen: advice -> how often it was not followed, and how often it applied.
        footer: None when the run was not finished.
    """

    header: Event
    rules: Mapping[str, Event] = field(default_factory=dict)
    cases: Mapping[str, Event] = field(default_factory=dict)
    campaigns: Mapping[str, Event] = field(default_factory=dict)
    hellos: tuple[Event, ...] = ()
    messages: tuple[Event, ...] = ()
    notices: tuple[Event, ...] = ()
    errors: tuple[Event, ...] = ()
    verdicts: tuple[Event, ...] = ()
    tellingen: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    verhalen: Mapping[tuple[str, str], tuple[Event, ...]] = field(default_factory=dict)
    einden: Mapping[str, date] = field(default_factory=dict)
    footer: Event | None = None

    @property
    def afgebroken(self) -> bool:
        """True when the log ends before the run did: nothing in it counts as a final verdict."""
        return self.footer is None


def lees_log(path: Path) -> Log:
    """Read a log file.

    A log that stops half-way is no error: `Log.afgebroken` is then true, also when its last line was cut off.

    Raises:
        Invoerfout: a line is no event, or the log has a format this kit does not know.
    """
    try:
        tekst = path.read_bytes().decode("utf-8", "replace")
    except OSError as fout:
        raise Invoerfout(
            f"logboek {path.name}: verwacht een leesbaar bestand, gevonden: {fout.strerror}. "
            "Geef het pad van een log.jsonl die `migratietoets run` heeft geschreven."
        ) from fout
    return _verzamel(_events(tekst))


def _events(tekst: str) -> Iterator[tuple[int, dict[str, Any]]]:
    regels = tekst.split("\n")
    for nummer, regel in enumerate(regels, start=1):
        if not regel.strip():
            continue
        try:
            yield nummer, _ontleed(regel, nummer)
        except Invoerfout:
            if nummer > 1 and nummer == len(regels):  # the last line has no line end: the writer was stopped half-way
                return
            raise


def _ontleed(regel: str, nummer: int) -> dict[str, Any]:
    try:
        event = json.loads(regel)
        if "\\ud" in regel or "\\uD" in regel:  # half a surrogate pair can be in no file: it becomes a question mark
            event = json.loads(json.dumps(event, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as fout:
        raise _fout(nummer, "één JSON-object per regel", f"{regel[:60]!r}") from fout
    if not isinstance(event, dict) or not isinstance(event.get("event"), str):
        raise _fout(nummer, 'een JSON-object met een tekst "event"', f"{regel[:60]!r}")
    for naam, typen in _VELDEN.get(event["event"], {}).items():
        waarde = event.get(naam)
        if not isinstance(waarde, typen) or (isinstance(waarde, bool) and bool not in typen):
            verwacht = " of ".join(_TYPENAAM.get(soort, "null") for soort in typen)
            gevonden = repr(waarde)[:60] if naam in event else "niets"
            raise _fout(nummer, f"in {event['event']} bij {naam}: {verwacht}", gevonden)
    _controleer(event, nummer)
    return event


def _controleer(event: Event, nummer: int) -> None:
    """Refuse what has the right type and is still unusable."""
    soort = event["event"]
    if soort in {"message", "end"}:
        try:
            moment(event["at"])
        except ValueError as fout:
            verwacht = f"in {soort} bij at: een moment in ISO-vorm met tijdzone"
            raise _fout(nummer, verwacht, repr(event["at"])[:60]) from fout
    if soort == "campaign":
        for naam in ("begin", "end"):
            try:
                date.fromisoformat(str(event.get(naam)))
            except ValueError as fout:
                gevonden = repr(event.get(naam))[:60]
                raise _fout(nummer, f"in campaign bij {naam}: een datum in ISO-vorm", gevonden) from fout
    if soort == "verdict" and event["verdict"] not in OORDELEN:
        raise _fout(nummer, f"in verdict bij verdict: een van {', '.join(OORDELEN)}", repr(event["verdict"])[:60])
    if soort == "verdict" and not all(isinstance(vondst, dict) for vondst in event["findings"]):
        raise _fout(nummer, "in verdict bij findings: een lijst van objecten", repr(event["findings"])[:60])


def _verzamel(events: Iterable[tuple[int, dict[str, Any]]]) -> Log:
    per_soort: dict[str, list[Event]] = {soort: [] for soort in _VELDEN}
    verhalen: dict[tuple[str, str], list[Event]] = {}
    eerste = True
    for nummer, event in events:
        soort = event["event"]
        if eerste != (soort == "header"):
            raise _fout(nummer, "precies één header, op de eerste regel", f"event {soort[:60]!r}")
        if eerste and event["format"] != FORMAAT:
            raise Invoerfout(
                f"logboek, regel {nummer}: verwacht format {FORMAAT}, gevonden format {event['format']}. "
                "Lees dit logboek met de versie van de kit die het schreef, of draai de toets opnieuw."
            )
        if per_soort["footer"]:
            raise _fout(nummer, "niets meer na de footer", f"event {soort[:60]!r}")
        eerste = False
        per_soort.get(soort, []).append(event)
        if soort in _VERHAAL and isinstance(event.get("case"), str):
            verhalen.setdefault((event["campaign"], event["case"]), []).append(event)
    if eerste:
        raise _fout(1, "een header", "een leeg bestand")
    return Log(
        header=per_soort["header"][0],
        rules={event["id"]: event for event in per_soort["rule"]},
        cases={event["id"]: event for event in per_soort["case"]},
        campaigns={event["campaign"]: event for event in per_soort["campaign"]},
        hellos=tuple(per_soort["hello"]),
        messages=tuple(per_soort["message"]),
        notices=tuple(per_soort["notice"]),
        errors=tuple(per_soort["error"]),
        verdicts=tuple(per_soort["verdict"]),
        tellingen=tel_op(per_soort["count"]),
        verhalen={sleutel: tuple(events) for sleutel, events in verhalen.items()},
        einden={event["campaign"]: moment(event["at"]).date() for event in per_soort["end"]},
        footer=next(iter(per_soort["footer"]), None),
    )


def tel_op(events: Iterable[Event]) -> dict[str, tuple[int, int]]:
    """Of each advice in events of the kind "count": how often it was not followed, and how often it applied."""
    uit: dict[str, tuple[int, int]] = {}
    for event in events:
        niet, totaal = uit.get(event["rule"], (0, 0))
        uit[event["rule"]] = (niet + event["value"], totaal + event["total"])
    return uit


def _fout(nummer: int, verwacht: str, gevonden: str) -> Invoerfout:
    return Invoerfout(
        f"logboek, regel {nummer}: verwacht {verwacht}; gevonden {gevonden}. "
        "Het logboek is beschadigd of door iets anders geschreven: draai de toets opnieuw."
    )
