"""The pages for who writes an adapter: one a role, and one about the messages, with the example migration in them."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.commands.deliveries import make_delivery
from migratietoets.conformance.contracts import as_json, schema
from migratietoets.conformance.documentation.conversation import conversation, sent
from migratietoets.conformance.documentation.markdown import page, table
from migratietoets.conformance.rules.questions.declare import places
from migratietoets.istandaard.berichten.header import RETOUR_OF
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.kalender import four_week_periods
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import berichtcodes, kinds
from migratietoets.istandaard.uitvoeringen import INSPANNING, OUTPUT

MESSAGES = "voorbeeldberichten"
SENDER = {"301": "gemeente", "319": "gemeente"}
"""Message -> who sends it; every other comes from the aanbieder."""
TERMS = {"303": 20, "323": 10}
"""Message -> working days for its answer (OP090x3, OP090x4); every other has three (OP090)."""
WHY = {
    "01": "alles van deze cliënt in één bericht. Zonder nummer: per 30-11 ingetrokken en vanaf 01-12 met een nummer. "
    "Per 4 weken: per 31-12 ingetrokken en vanaf 01-01 per week (40 gedeeld door 4). De dagbesteding staat er "
    "ongewijzigd in: haar opvolger met een budget kan pas in 3.0.",
    "03": "ongevraagd: de toewijzing zonder nummer eindigt, en haar stop gaat uiterlijk die dag (MT-02), niet eerder "
    "(CS023). De begindatum is de ingangsdatum van het record, want de zorg was al gestart.",
    "05": "ongevraagd: de zorg gaat door op de opvolger, vanaf haar eerste dag.",
    "07": "ongevraagd, zodra 3.0 er is: de dagbesteding per 31-12 ingetrokken en vanaf 01-01 met een budget. In 3.0 "
    "staat erbij wat verder nog geldt (OP087), met het moment waarop dat besloten is.",
    "08": "ongevraagd: de begeleiding eindigde op 31-12, in de stille dagen; de stop wachtte. 36: de gemeente trok in.",
    "09": "ongevraagd: de start op haar opvolger per 01-01 wachtte ook.",
    "13": "ongevraagd, na ontvangst van de intrekking: de dagbesteding stopt per 31-12.",
    "14": "ongevraagd: en gaat door op de opvolger.",
    "17": "de leveringen van 14 en 29 december in periode 13 (07-12 tot en met 31-12-2020), als één prestatie. In 2021 "
    "mag een 303 nog, over 2020.",
    "18": "het bureau keurde goed: 8001, dus geen cliënten.",
    "19": "de levering van 18 januari, op de opvolger, met de kalendermaand als productperiode.",
    "20": "het bureau keurde goed: 0200 in de kop, 8001 bij de declaratie.",
    "21": "één verzoek met het gevraagde product, onder een eigen ReferentieAanbieder.",
    "23": "gehonoreerd: een toewijzing die de ReferentieAanbieder noemt.",
    "25": "het bureau van de aanbieder stopt de zorg, met zijn eigen reden. Intrekken doet de gemeente pas als haar "
    "bureau het vraagt.",
}
"""Number of a message of the example -> why it is sent."""
RETOUR = "ongevraagd: retour, 0200 (niets afgekeurd)."
LEFT_OUT = ("Naam", "Contactgegevens", "Commentaar")
"""What a shortened message says nothing new with."""
SHOWN_LINES = 2
"""Products that a shortened message shows."""


DELIVERED = ("2020-12-18", "2020-12-29", "2021-01-02", "2021-01-18")
SITUATIONS = {
    "Inspanning": (INSPANNING, "2021-06-30", None),
    "Output, toewijzing loopt door in 2021": (OUTPUT, "2021-06-30", None),
    "Output, eindigt op 31-12-2020, opvolger vanaf 01-01-2021": (OUTPUT, "2020-12-31", {"ingangsdatum": "2021-01-01"}),
    "Output, eindigt op 31-12-2020, geen opvolger": (OUTPUT, "2020-12-31", None),
}
"""What is delivered, the einddatum of its toewijzing, and the successor of that."""


def role_page(role: str) -> str:
    """What a system of this role does, verb by verb."""
    pieces = {
        "voorraad": _stock(role),
        "stappen": table(("Wanneer", "Erin", "Eruit", "Waarom"), _steps(role)),
        "declareren": table(("Geleverd", *SITUATIONS), _claims()),
    }
    return page(role.capitalize(), "`migratietoets judge docs/voorbeeldberichten/geval.yaml`", _filled(role, pieces))


def messages_page() -> str:
    """What stands in every message, who answers it and when."""
    pieces = {
        "berichten": table(
            ("Bericht", "Van", "Code Wmo", "Code Jw", "Antwoord", "Code Wmo", "Code Jw", "Binnen", "Release"), _kinds()
        ),
        "kop": _header("02"),
        "retourcodes": _retourcodes(),
        "kalender": table(
            ("Periode", "Eerste dag", "Laatste dag"),
            ((one.number, f"{one.begindatum:%d-%m-%Y}", f"{one.einddatum:%d-%m-%Y}") for one in four_week_periods()),
        ),
    }
    return page("Berichten", "`migratietoets validate docs/voorbeeldberichten`", _filled("berichten", pieces))


def _filled(name: str, pieces: Mapping[str, str]) -> Iterator[str]:
    text = (files("migratietoets.conformance.documentation") / "rollen" / f"{name}.md").read_text("utf-8")
    text = re.sub(r"\{\{bericht (\d\d)\}\}", lambda found: shortened(found[1]), text)
    yield re.sub(r"\{\{(\w+)\}\}", lambda found: pieces[found[1]], text).strip()


@cache
def _files() -> dict[str, tuple[str, str]]:
    """Number of a message -> the name of its file, and what it holds."""
    return {name[:2]: (name, event.xml) for name, event in sent()}


def _stock(role: str) -> str:
    (reset,) = (one.question["params"] for one in conversation(role) if one.verb == "reset")
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in reset["stock"])


def _steps(role: str) -> Iterator[tuple[str, ...]]:
    """What goes in, and what comes out after it."""
    at = ""
    coming: list[str] = []
    for one in conversation(role):
        params, closes = one.question["params"], one.verb == "collect"
        if closes or (coming and one.verb in {"advance", "stop"}):
            out = dict(_handed_over(one.answer["result"])) if closes else {}
            yield at, "<br>".join(coming), "<br>".join(out), "<br>".join(dict.fromkeys(out.values()))
            coming = []
        if moment := params.get("to") or params.get("now"):
            at = f"{moment[8:10]}-{moment[5:7]}-{moment[:4]} {moment[11:16]}"
        if one.verb == "deliver":
            coming.append(_link(params["xml"]))
        elif one.verb == "instruct":
            coming.append(f"`{params['command']}`")


def _handed_over(answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was sent -> why."""
    for message in answer["messages"]:
        link = _link(message["xml"])
        why = WHY.get(link[1:3], RETOUR) if message["code"] in RETOUR_OF else WHY[link[1:3]]
        yield link, f"{message['code']}: {why}"
    for notice in answer["notices"]:
        yield f"kennisgeving `{notice['code']}`", "Gevraagd met `informeer`."


def _link(xml: str) -> str:
    name = next(name for name, content in _files().values() if content == xml)
    return f"[{name.removesuffix('.xml')}]({MESSAGES}/{name})"


def shortened(number: str) -> str:
    """A message without the person and without the later products, in a block of code."""
    text = _files()[number][1].replace("\r\n", "\n")
    for name in LEFT_OUT:
        text = re.sub(rf"( *)<(\w+):{name}>.*?</\2:{name}>\n", rf"\1<!-- {name} -->\n", text, flags=re.DOTALL)
    lines = re.findall(r" *<\w+:ToegewezenProduct>.*?</\w+:ToegewezenProduct>\n", text, re.DOTALL)
    for line in lines[SHOWN_LINES:]:
        text = text.replace(line, "" if line != lines[-1] else "        <!-- en zo verder -->\n")
    return f"```xml\n{text.strip()}\n```"


def _header(number: str) -> str:
    return f"```xml\n{_files()[number][1].replace(chr(13), '').strip()}\n```"


def _kinds() -> Iterator[tuple[str, ...]]:
    for answer, kind in RETOUR_OF.items():
        releases = " en ".join(release for release in Release if kind in kinds(release))
        term = f"{TERMS.get(kind, 3)} werkdagen"
        yield kind, SENDER.get(kind, "aanbieder"), *_codes(kind), answer, *_codes(answer), term, releases


def _codes(kind: str) -> list[str]:
    return [" of ".join(berichtcodes(kind, domein)) for domein in Domein]


def _claims() -> Iterator[tuple[str, ...]]:
    """Where a delivery of a day may be claimed in each situation."""
    for day in DELIVERED:
        yield day, *(_places(day, *situation) for situation in SITUATIONS.values())


def _places(day: str, uitvoering: str, einddatum: str, successor: Mapping[str, str] | None) -> str:
    delivery = schema("levering")["examples"][0] | {
        "geleverd": day,
        "uitvoering": uitvoering,
        "toewijzing": {"ingangsdatum": "2020-03-02", "einddatum": einddatum},
        "opvolger": successor,
        "afspraak": None,
    }
    allowed = as_json(places(make_delivery(delivery)))["allowed"]
    return " of ".join(f"{one['message']}, {one['period']}, op de {one['toewijzing']}" for one in allowed) or "nergens"


def _retourcodes() -> str:
    rules = [rule for rule in modelregels().values() if rule.retourcode]
    technical = ", ".join(rule.id for rule in rules if rule.retourcode == REJECTED)
    known, own = register(), read_yaml("migratietoets.conformance.documentation", "rollen/retourcodes.yaml")
    rows = (
        (
            rule.retourcode,
            rule.id,
            known[rule.id].text if rule.id in known else own[rule.id],
            ", ".join(rule.berichten),
            ", ".join(rule.parts),
        )
        for rule in sorted(rules, key=lambda rule: (rule.retourcode or "", rule.id))
        if rule.retourcode != REJECTED
    )
    shown = table(("Code", "Regel", "Wat er gevraagd wordt", "Berichten", "Plaats"), rows)
    return f"{shown}\n\n0001 is er voor wat buiten het schema of de codelijsten valt, en voor {technical}."
