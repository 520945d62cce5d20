"""What a run leaves behind: labels and attachments for Allure, the page, the messages as files, the closing lines."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.logboek import Event
from conformance.register import register
from reports.allure import beschrijving, koppelingen, labels, parameters, schrijf_omgeving, stappen
from reports.beelden import beelden
from reports.berichten import schrijf_berichten
from reports.logboek import lees_log, tel_op
from reports.pagina import schrijf_pagina
from reports.tekenen import los
from reports.woorden import HOOFDSTUKKEN

if TYPE_CHECKING:
    from conformance.keuze import Keuze
    from conformance.loop import Loop
    from conformance.suite import Toets

MEEST = 12
"""At most this many messages are attached to one failure."""


def label(toets: "Toets", vonnissen: list[Event], loop: "Loop") -> None:
    """Tell Allure what this test is, and attach messages and stock where something failed."""
    import allure

    events = loop.events(toets.campagne)
    vonnis = vonnissen[0] if vonnissen else _leeg(toets)
    regel = register().get(vonnis["rule"])
    regel_event = {"text": regel.regel, "reading": regel.lezing} if regel else None
    geval_event = {"title": toets.geval.titel}
    for soort, waarde in labels(vonnis, regel_event, geval_event).items():
        allure.dynamic.severity(waarde) if soort == "severity" else allure.dynamic.label(soort, waarde)
    hello = next((e for e in events if e["event"] == "hello" and e["under_test"]), None)
    for naam, waarde in parameters(vonnis, hello).items():
        allure.dynamic.parameter(naam, waarde)
    for koppeling in koppelingen(vonnissen):
        allure.dynamic.link(**koppeling)
    allure.dynamic.title(f"{toets.geval.titel} [{toets.regel}, {toets.campagne.domein}]")
    allure.dynamic.description(beschrijving(vonnis, regel_event, geval_event))
    if any(v["verdict"] in {"fail", "warn", "adapter_error", "kit_error"} for v in vonnissen):
        _bijlagen([e for e in events if e.get("case") == toets.geval.id], toets.geval.id)


def _leeg(toets: "Toets") -> Event:
    return {
        "rule": toets.regel,
        "chapter": toets.geval.id.partition("/")[0],
        "strength": "must",
        "case": toets.geval.id,
        "role": toets.campagne.rol,
        "domain": str(toets.campagne.domein),
        "verdict": "pass",
        "findings": [],
        "source": str(toets.geval.data["bron"]),
        "reproduce": "",
    }


def _bijlagen(events: list[Event], geval: str) -> None:
    import json

    import allure

    berichten = [e for e in events if e["event"] == "message"]
    for stap in stappen(events):
        with allure.step(stap):
            pass
    for beeld in beelden(events, geval):
        allure.attach(los(beeld.svg), beeld.kop, allure.attachment_type.SVG)
    stock = [e["toewijzing"] for e in events if e["event"] == "stock"]
    allure.attach(json.dumps(stock, ensure_ascii=False, indent=1), "stock.json", allure.attachment_type.JSON)
    for e in berichten[:MEEST]:
        allure.attach(e["xml"], f"{e['n']:03d}-{e['from']}-{e['code']}-{e['release']}.xml", allure.attachment_type.XML)


def schrijf(uit: Path) -> None:
    """The page, the messages as files, and what stands beside the Allure results; all from the log."""
    log = lees_log(uit / "log.jsonl")
    schrijf_berichten(log, uit)
    schrijf_pagina(log, uit / "rapport.html")
    if (uit / "allure-results").exists():
        schrijf_omgeving(uit / "allure-results", log.header)


def samenvatting(events: Iterable[Event], keuze: "Keuze") -> Iterator[str]:
    """The verdict per chapter in a few lines, and the names of what was written."""
    per_hoofdstuk: dict[str, Counter[str]] = {}
    geteld = []
    slot = ""
    for e in events:
        if e["event"] == "verdict":
            per_hoofdstuk.setdefault(e["chapter"], Counter())[e["verdict"]] += 1
        elif e["event"] == "count":
            geteld.append(e)
        elif e["event"] == "footer":
            slot = e["verdict"]
    for hoofdstuk, titel in HOOFDSTUKKEN.items():
        telling = per_hoofdstuk.get(hoofdstuk)
        if telling:
            slecht = telling["fail"] + telling["not_exercised"] + telling["adapter_error"] + telling["kit_error"]
            woord = "niet conform" if slecht else "onvolledig" if telling["not_verifiable"] else "conform"
            yield (
                f"  {titel:<22} {woord:<13} {telling['pass']:>4} geslaagd {slecht:>4} overtreden "
                f"{telling['warn']:>4} gewaarschuwd {telling['not_verifiable']:>4} niet getoetst"
            )
    for regel_id, (niet, aantal) in sorted(tel_op(geteld).items()):
        advies = f"{regel_id}: {register()[regel_id].regel}"
        yield f"  Geteld:   {niet} van {aantal} niet zoals geadviseerd ({advies})"
    yield f"  Uitkomst: {slot}"
    yield f"  Rapport:  {keuze.uit / 'rapport.html'}"
    yield f"  Log:      {keuze.uit / 'log.jsonl'}"
    if (keuze.uit / "allure-results").exists():
        yield f"  Allure:   {keuze.uit / 'allure-results'}"
