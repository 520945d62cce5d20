"""A made-up run, as the lines of an event log."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from migratietoets.reports.log.log import Log

Event = dict[str, Any]
WriteLog = Callable[[Iterable[Event]], Path]
MakeLog = Callable[[Iterable[Event]], Log]

HEADER: Event = {
    "event": "header",
    "format": 1,
    "kit": "0.1.0",
    "seed": 7,
    "adapters": {"gemeente": {"spec": "python:zorgnet:Gemeente", "name": "Zorgnet", "version": "4.2", "supplier": "X"}},
}
RULES = (
    ("PL-01", "must", "overzicht", "Berichten gaan t/m 30-12-2020 in release 2.4 en vanaf 04-01-2021 in 3.0."),
    ("PL-02", "info", "overzicht", "Gemeente en aanbieder bereiden de overgang van gegevens en systemen samen voor."),
    ("TW-02", "must", "toewijzingen", "Een toewijzing zonder uniek nummer gaat over en wordt opnieuw verstuurd."),
    ("TW-04", "should", "toewijzingen", "Meer gebreken in één toewijzing worden in één keer hersteld."),
    ("TW-10", "should", "toewijzingen", "De gemeente maakt een migratieplan en deelt het met de aanbieders."),
    ("NT-02", "must", "nieuwe-toewijzingen", "De frequenties per vier weken en per jaar komen niet meer voor."),
    ("MT-04", "must", "migratie", "Wat na 01-01-2021 niet meer kan, is uiterlijk 30-12-2020 overgezet."),
    ("MT-05", "must", "migratie", "Een opvolger die alleen in 3.0 past, is uiterlijk 31-01-2021 verstuurd."),
    ("BS-03", "must", "bijzondere-situaties", "De aanbieder weet vooraf dat de opvolger pas in januari komt."),
    ("BS-08", "may", "bijzondere-situaties", "Aspecifiek met omvang mag specifiek met omvang worden."),
)
CASES = (
    ("toewijzingen/per-4-weken-specifiek", "Per vier weken wordt per maand"),
    ("toewijzingen/zonder-nummer", "Een toewijzing zonder nummer gaat op tijd over"),
    ("bijzonder/vooraf-ingetrokken", "Vooraf ingetrokken, opvolger in januari"),
)


def rule_event(number: str, strength: str, chapter: str, text: str, **rest: Any) -> Event:
    return {
        "event": "rule",
        "id": number,
        "strength": strength,
        "chapter": chapter,
        "text": text,
        "binds": ["gemeente"],
        "source": "presentatie migratie 1.2, dia Migratietabel",
        "reading": None,
        "status": "active",
        "entails": [],
    } | rest


def bericht(n: int, at: str, case: str | None = CASES[0][0], **rest: Any) -> Event:
    return {
        "event": "message",
        "campaign": "gemeente-wmo",
        "case": case,
        "n": n,
        "at": at,
        "from": "gemeente",
        "to": "aanbieder",
        "code": "301",
        "release": "2.4" if at < "2021" else "3.0",
        "origin": "party",
        "xml": f'<?xml version="1.0" encoding="UTF-8"?>\r\n<Bericht n="{n}">café</Bericht>\r\n',
        "faults": [],
        "summary": "toewijzing 1001 ingetrokken per 31-12-2020",
    } | rest


def verdict_event(verdict: str, rule: str, case: str | None = CASES[0][0], **rest: Any) -> Event:
    kind = {number: (strength, chapter) for number, strength, chapter, _ in RULES}
    strength, chapter = kind.get(rule, ("must", "migratie"))
    return {
        "event": "verdict",
        "campaign": "gemeente-wmo",
        "case": case,
        "rule": rule,
        "role": "gemeente",
        "domain": "wmo",
        "strength": strength,
        "chapter": chapter,
        "verdict": verdict,
        "evaluations": 1,
        "minimum": 1,
        "findings": [],
        "reproduce": f"migratietoets run --cases {case} --rules {rule} --seed 7",
        "source": "presentatie migratie 1.2, dia Migratietabel",
    } | rest


def finding(**rest: Any) -> Event:
    return {
        "verdict": "fail",
        "subject": "toewijzing 1001 van 99990001",
        "text": "Toewijzing 1001 loopt in 2021 door met frequentie 3, per vier weken.",
        "expected": "ingetrokken per 31-12-2020, met een opvolger per maand",
        "found": "geen 301 over toewijzing 1001",
        "at": "2020-12-31",
        "message": 2,
    } | rest


def closing(verdict: str = "niet conform", exit_code: int = 1) -> Event:
    return {"event": "footer", "counts": {}, "exit": exit_code, "verdict": verdict}


def opening() -> list[Event]:
    """Header, rules, cases, one campaign with its two parties."""
    party = {
        "name": "Zorgnet Regie",
        "version": "4.2.1",
        "supplier": "Voorbeeld Software B.V.",
        "roles": ["gemeente"],
        "domains": ["wmo"],
        "processes": ["toewijzen"],
        "capabilities": {},
    }
    other = party | {"name": "referentie", "version": "0.1.0", "supplier": "de kit"}
    greeting = {"event": "hello", "campaign": "gemeente-wmo"}
    return [
        HEADER,
        *(rule_event(*fields) for fields in RULES),
        *({"event": "case", "id": number, "title": title, "rules": {}} for number, title in CASES),
        {
            "event": "campaign",
            "campaign": "gemeente-wmo",
            "role": "gemeente",
            "domain": "wmo",
            "begin": "2020-09-01",
            "end": "2021-02-28",
        },
        greeting | {"role": "gemeente", "under_test": True, "party": party},
        greeting | {"role": "aanbieder", "under_test": False, "party": other},
    ]


def berichten() -> list[Event]:
    """A week's worth here and there: busy at the deadlines, silent in between."""
    traffic = {8: 3, 9: 4, 10: 6, 11: 9, 12: 16, 13: 4, 14: 6, 15: 9, 16: 14, 17: 5, 18: 11, 19: 8, 20: 6, 21: 9, 22: 2}
    begin = datetime.fromisoformat("2020-09-02T09:00:00+02:00")
    moments = [
        begin + timedelta(weeks=week, hours=nth) for week, times_seen in traffic.items() for nth in range(times_seen)
    ]
    names = [number for number, _ in CASES]
    return [bericht(n, moment.isoformat(), names[n % 3]) for n, moment in enumerate(moments, start=1)]


def verdicts() -> list[Event]:
    """Every verdict at least once."""
    without, beforehand = CASES[1][0], CASES[2][0]
    return [
        verdict_event("pass", "PL-01", evaluations=12),
        verdict_event("pass", "PL-01", without, evaluations=4),
        verdict_event(
            "fail", "MT-04", findings=[finding(), finding(subject="toewijzing 1002 van 99990001", message=None)]
        ),
        verdict_event("fail", "TW-02", without, evaluations=0),
        verdict_event(
            "warn", "TW-04", without, findings=[finding(verdict="warn", text="Twee stappen waar één genoeg was.")]
        ),
        verdict_event(
            "not_verifiable", "BS-03", beforehand, findings=[finding(text="Het systeem toont geen kennisgevingen.")]
        ),
        verdict_event("not_exercised", "MT-05", evaluations=0, minimum=0),
        verdict_event("not_applicable", "TW-10", evaluations=0, minimum=0),
        verdict_event("adapter_error", "NT-02", without, evaluations=0, minimum=0),
        verdict_event("kit_error", "NT-02", beforehand, evaluations=0, minimum=0),
        {
            "event": "error",
            "campaign": "gemeente-wmo",
            "case": without,
            "at": "2020-11-02T08:00:00+01:00",
            "party": "gemeente",
            "verb": "advance",
            "kind": "adapter",
            "text": "Geen antwoord binnen 30 seconden.",
        },
    ]
