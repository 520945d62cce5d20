"""The pages about what crosses a boundary, made from the JSON Schemas: the protocol, the records, the output."""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from conformance.markdown import pagina, tabel
from conformance.opdrachten.invoer import GEEN_VERZENDDAG
from conformance.opdrachten.leveringen import maak_levering
from conformance.protocol import schema as protocolschema
from conformance.rules.declaratieplek import plekken
from conformance.rules.migratietabel import beoordeel_alle
from conformance.schemas import schema
from istandaard.records import maak_toewijzing

Schema = Mapping[str, Any]

VEEL = 20
SOORTEN = {"string": "tekst", "integer": "geheel getal", "boolean": "true of false", "object": "object", "null": "null"}


def soort(deel: Schema) -> str:
    """What a schema allows, in a few Dutch words."""
    if "anyOf" in deel:
        return " of ".join(map(soort, deel["anyOf"]))
    if "$ref" in deel:
        return str(deel["$ref"].rpartition("/")[2])
    waarden = [deel["const"]] if "const" in deel else deel.get("enum", [])
    if waarden:
        return _waarden(waarden)
    namen = [deel["type"]] if isinstance(deel["type"], str) else list(deel["type"])
    return " of ".join(_soort(naam, deel) for naam in namen)


def _waarden(waarden: Sequence[object]) -> str:
    if len(waarden) > VEEL:
        return "code uit de lijst" + (" of null" if None in waarden else "")
    return ", ".join("null" if waarde is None else f"`{waarde}`" for waarde in waarden)


def _soort(naam: str, deel: Schema) -> str:
    if naam == "array":
        return f"lijst van {soort(deel['items'])}"
    if naam == "object" and deel.get("properties"):
        return "object met " + ", ".join(deel["properties"])
    return "datum" if naam == "string" and deel.get("format") == "date" else SOORTEN[naam]


def _velden(deel: Schema) -> str:
    verplicht = deel.get("required", ())
    return tabel(
        ("Sleutel", "Waarde", "Verplicht", "Betekenis"),
        (
            (f"`{naam}`", soort(veld), "ja" if naam in verplicht else "", veld.get("description", ""))
            for naam, veld in deel["properties"].items()
        ),
    )


def _params(deel: Schema) -> str:
    velden = [f"`{naam}` ({soort(veld)})" for naam, veld in deel.get("properties", {}).items()]
    return ", ".join(velden) or "niets"


def _gevuld(bestand: str, stukken: Mapping[str, str]) -> Iterator[str]:
    """The paragraphs of a text in which {{name}} stands for a piece made from a schema."""
    tekst = (files("conformance.schemas") / bestand).read_text("utf-8")
    for alinea in tekst.strip().split("\n\n"):
        yield stukken[alinea[2:-2]] if alinea.startswith("{{") else alinea


def protocol() -> str:
    """The seven verbs and the commands."""
    bron = protocolschema()
    stukken = {
        "werkwoorden": tabel(
            ("Werkwoord", "Erin", "Eruit"),
            ((f"`{naam}`", _params(w["params"]), _params(w["result"])) for naam, w in bron["verbs"].items()),
        ),
        "opdrachten": tabel(
            ("Opdracht", "Wat er gevraagd wordt", "Params"),
            ((f"`{naam}`", o.get("description", ""), _params(o["params"])) for naam, o in bron["commands"].items()),
        ),
        "onderdelen": tabel(
            ("Naam", "Waarde"),
            ((naam, _params(d) if "properties" in d else f"`{d['pattern']}`") for naam, d in bron["$defs"].items()),
        ),
    }
    return pagina("Protocol", "`conformance/protocol.schema.json`", _gevuld("protocol.md", stukken))


VOORBEELD: Mapping[str, Any] = {
    "id": "T1",
    "gemeente": "0344",
    "domein": "wmo",
    "aanbieder": "99990001",
    "bsn": "999900006",
    "toewijzingnummer": "1001",
    "categorie": "15",
    "code": "15A01",
    "volume": 40,
    "eenheid": "04",
    "frequentie": "3",
    "budget": None,
    "ingangsdatum": "2020-03-02",
    "einddatum": "2021-06-30",
    "uitvoering": "inspanning",
    "vervanging": None,
    "nieuw": None,
    "gestart": True,
    "instemming": True,
}
"""The example of the contract: 40 uur per 4 weken."""


def _json(waarde: object, inspringen: int | None = None) -> str:
    return f"```json\n{json.dumps(waarde, ensure_ascii=False, indent=inspringen)}\n```"


def _voorbeeld(naam: str) -> Mapping[str, Any]:
    """The first example of a schema."""
    eerste: Mapping[str, Any] = schema(naam)["examples"][0]
    return eerste


def contracten() -> str:
    """What users and scripts rely on."""
    antwoord = next(iter(beoordeel_alle([maak_toewijzing(dict(VOORBEELD))], GEEN_VERZENDDAG)))
    stukken = {
        "record": _velden(schema("record")),
        "nieuw": _velden(schema("record")["properties"]["nieuw"]),
        "voorbeeld": _json(VOORBEELD),
        "assess": _velden(schema("assess")),
        "actie": _velden(schema("assess")["$defs"]["actie"]),
        "antwoord": _json(antwoord, 2),
        "levering": _velden(schema("levering")),
        "voorbeeldlevering": _json(_voorbeeld("levering")),
        "declare": _velden(schema("declare")),
        "plek": _json(plekken(maak_levering(_voorbeeld("levering")))),
        "leveringfeit": _velden(schema("leveringfeit")),
        "voorbeeldfeit": _json(_voorbeeld("leveringfeit")),
        "creditketen": _velden(schema("creditketen")),
        "voorbeeldcredit": _json(_voorbeeld("creditketen")),
        "rules": _velden(schema("rules")["items"]),
        "manifest": _velden(schema("manifest")),
        "log": tabel(
            ("Event", "Wanneer", "Sleutels"),
            (
                (f"`{naam}`", e["description"], ", ".join(f"`{v}`" for v in e["properties"] if v != "event"))
                for naam, e in schema("log")["$defs"].items()
            ),
        ),
    }
    return pagina("Contracten", "de JSON Schema's die hier genoemd worden", _gevuld("contracten.md", stukken))
