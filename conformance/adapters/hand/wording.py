"""What a person has to do, in plain Dutch: for each verb a sentence, with what belongs to it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from migratietoets.conformance.adapters.hand.turn import Task
from migratietoets.conformance.protocol.verbs import JsonObject
from migratietoets.istandaard.codelijsten import EENHEID, FREQUENTIE, GESLACHT, code_list
from migratietoets.istandaard.releases import Release

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
MESSAGES = {
    "301": "toewijzing",
    "302": "retour op een toewijzing",
    "303": "declaratie",
    "304": "antwoord op een declaratie",
    "305": "start zorg",
    "306": "retour op een start zorg",
    "307": "stop zorg",
    "308": "retour op een stop zorg",
    "315": "verzoek om toewijzing",
    "316": "retour op een verzoek om toewijzing",
    "317": "verzoek om wijziging",
    "318": "retour op een verzoek om wijziging",
    "319": "antwoord op een verzoek",
    "320": "retour op een antwoord",
    "323": "declaratie",
    "325": "antwoord op een declaratie",
}
LAWS = {"wmo": "Wmo", "jw": "Jeugdwet"}
BUTTONS = {
    "beoordeel": "Laat het systeem beoordelen welke toewijzingen moeten migreren.",
    "plan": "Laat het systeem een migratieplan maken.",
    "migreer": "Migreer de toewijzingen van {bsn}: verstuur wat nu mag. De rest verstuurt het systeem later.",
    "ken_toe": "Ken zorg toe aan {bsn}.",
    "trek_in": "Trek deze toewijzing van {bsn} in, per {einddatum}.",
    "wijzig_einddatum": "Geef deze toewijzing van {bsn} de einddatum {einddatum}.",
    "informeer": "Stuur een kennisgeving over {bsn}, buiten het berichtenverkeer.",
    "start_zorg": "Leg vast dat de zorg aan {bsn} is begonnen op {begindatum}.",
    "stop_zorg": "Leg vast dat de zorg aan {bsn} is gestopt op {einddatum}.",
    "registreer_levering": "Leg een levering vast aan {bsn}.",
    "declareer": "Declareer wat geleverd en nog niet gedeclareerd is, van elke periode die eindigt tot en met "
    "{tot_en_met}.",
    "crediteer": "Crediteer de prestatie van {bsn} waarin deze levering is gedeclareerd, als dat mag.",
    "vraag_toewijzing_aan": "Dien een verzoek om toewijzing in voor {bsn}.",
    "vraag_wijziging_aan": "Vraag een wijziging van deze toewijzing van {bsn}.",
    "beantwoord_verzoek": "Besluit over het laatste open verzoek van {bsn}, per product in deze volgorde.",
    "beoordeel_declaratie": "Besluit over wat deze aanbieder voor {bsn} heeft gedeclareerd en nog geen antwoord heeft.",
}
"""Command -> what to do; a name between braces is a param."""
CODED = {"eenheid": EENHEID, "frequentie": FREQUENTIE, "geslacht": GESLACHT}
"""Field -> the list that its code is in."""
CENTS = frozenset({"budget", "tarief"})
"""Fields in cents."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTICULAR = re.compile(r"[^A-Za-z0-9À-ž]+")

Clients = Mapping[str, JsonObject]
"""The clients of a campaign by BSN."""


def in_words(day: str) -> str:
    """A day as people say it: 4 januari 2021."""
    found = date.fromisoformat(day)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def client_name(bsn: str | None, clients: Clients) -> str:
    """A client as the person finds him in the system."""
    if bsn is None:
        return "alle cliënten"
    known = clients.get(bsn)
    if known is None:
        return f"de cliënt met BSN {bsn}"
    name = " ".join(filter(None, (known["voornamen"], known["voorvoegsel"], known["achternaam"])))
    return f"{name} (BSN {bsn})"


def set_date(day: str) -> Task:
    """Set the clock."""
    return Task(f"Zet de datum van het systeem op {in_words(day)}.")


def press(command: str, params: Mapping[str, Any], clients: Clients) -> Task:
    """Do what somebody at a tray asks."""
    toewijzing = params.get("toewijzing") or {}
    values = {name: _value(name, value) for name, value in params.items() if isinstance(value, str)}
    values["bsn"] = client_name(params.get("bsn") or toewijzing.get("bsn"), clients)
    sentence = BUTTONS[command].format(**values)
    told = {name: value for name, value in params.items() if name != "bsn" and f"{{{name}}}" not in BUTTONS[command]}
    return Task(sentence, tuple(_details(told)))


def bring_in(code: str, release: str, xml: str, number: int, clients: Clients) -> Task:
    """Let a message come in."""
    named = [bsn for bsn in clients if bsn in xml]
    whom = f" van {client_name(named[0], clients)}" if len(named) == 1 else ""
    kind = MESSAGES.get(code, "bericht")
    last = clients[named[0]]["achternaam"] if len(named) == 1 else ""
    name = _PARTICULAR.sub("-", f"{number:03d} {code} {kind} {last}").strip("-")
    text = f"Lever dit bericht aan: {code}, {kind}{whom}, release {release}."
    return Task(text, files={f"{name}.xml": xml.encode()})


def set_up(params: Mapping[str, Any], *, dated: bool) -> Sequence[Task]:
    """Begin clean, with these clients and this stock."""
    role, stock = params["role"], params["stock"]
    who = f"gemeente {params['gemeente']}" if role == "gemeente" else f"de aanbieders {', '.join(params['aanbieders'])}"
    other = (
        f"de aanbieders {', '.join(params['aanbieders'])}" if role == "gemeente" else f"gemeente {params['gemeente']}"
    )
    gave = (
        "die de gemeente eerder heeft afgegeven" if role == "gemeente" else "die eerder van de gemeente zijn ontvangen"
    )
    started = sum(bool(record.get("gestart")) for record in stock)
    care = f"Bij {started} daarvan is de zorg al begonnen en gemeld, op de ingangsdatum (kolom gestart)."
    tasks = [
        Task(f"Begin met een leeg systeem, als {who}, voor de {LAWS[params['domain']]}. De andere kant: {other}."),
        *([set_date(params["now"][:10])] if dated else []),
        Task(
            f"Voer de {len(params['clients'])} cliënten in die in clienten.csv staan.",
            files={"clienten.csv": table(params["clients"])},
        ),
    ]
    if stock:
        tasks.append(
            Task(
                f"Voer de {len(stock)} toewijzingen in die in voorraad.csv staan: {gave}. Verstuur daar niets over.",
                (care,) if started else (),
                {"voorraad.csv": table(stock)},
            )
        )
    return tasks


def table(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows for a spreadsheet."""
    flat = [dict(_flat(row)) for row in rows]
    columns = list(dict.fromkeys(name for row in flat for name, value in row.items() if value))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in flat)
    return out.getvalue().encode("utf-8-sig")


def _flat(row: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name} ")
        else:
            yield f"{before}{name}", _cell(name, value)


def _cell(name: str, value: object) -> str:
    """A value as a spreadsheet takes it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str) and _DAY.fullmatch(value):
        return f"{date.fromisoformat(value):%d-%m-%Y}"
    return _value(name, value)


def _details(params: Mapping[str, Any]) -> Iterator[str]:
    for name, value in params.items():
        if value is not None:
            yield f"{name.replace('_', ' ')}: {_value(name, value)}"


def _value(name: str, value: object) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return _together(f"{part} {_value(part, one)}" for part, one in value.items() if one is not None)
    if isinstance(value, list):
        return "; ".join(_value(name, one) for one in value)
    if name in CENTS and isinstance(value, int):
        return f"€ {value // 100},{value % 100:02d}"
    text = str(value)
    if name in CODED:
        labels = code_list(CODED[name]).labels
        label = labels[Release.R30].get(text) or labels[Release.R24].get(text, "")
        return f"{text} ({label.lower()})" if label else text
    return in_words(text) if _DAY.fullmatch(text) else text.replace("_", " ")


def _together(parts: Iterable[str]) -> str:
    return ", ".join(parts)
