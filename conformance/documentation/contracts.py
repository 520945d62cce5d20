"""The pages about what crosses a boundary, made from the JSON Schemas: the protocol, the records, the output."""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from re import sub
from typing import Any

from migratietoets.conformance.adapters.http.again import AGAIN
from migratietoets.conformance.adapters.limits import LIMITS, OTHERWISE, Limit, in_words
from migratietoets.conformance.commands.deliveries import make_delivery
from migratietoets.conformance.commands.records import NO_SEND_DAY
from migratietoets.conformance.contracts import as_json, schema
from migratietoets.conformance.documentation.conversation import conversation
from migratietoets.conformance.documentation.markdown import page, table
from migratietoets.conformance.protocol.verbs import schema as protocol_schema
from migratietoets.conformance.rules.questions.assess import assess_all
from migratietoets.conformance.rules.questions.declare import places
from migratietoets.istandaard.records import make_toewijzing
from migratietoets.istandaard.records.template import EXAMPLE

Schema = Mapping[str, Any]

MANY = 20
KINDS = {"string": "tekst", "integer": "geheel getal", "boolean": "true of false", "object": "object", "null": "null"}


def kind(part: Schema) -> str:
    """What a schema allows, in a few Dutch words."""
    if "anyOf" in part:
        return " of ".join(map(kind, part["anyOf"]))
    if "$ref" in part:
        return str(part["$ref"].rpartition("/")[2])
    values = [part["const"]] if "const" in part else part.get("enum", [])
    if values:
        return _values(values)
    names = [part["type"]] if isinstance(part["type"], str) else list(part["type"])
    return " of ".join(_kind(name, part) for name in names)


def _values(values: Sequence[object]) -> str:
    if len(values) > MANY:
        return "code uit de lijst" + (" of null" if None in values else "")
    return ", ".join("null" if value is None else f"`{value}`" for value in values)


def _kind(name: str, part: Schema) -> str:
    if name == "array":
        return f"lijst van {kind(part['items'])}"
    if name == "object" and part.get("properties"):
        return "object met " + ", ".join(part["properties"])
    return "datum" if name == "string" and part.get("format") == "date" else KINDS[name]


def _fields(part: Schema) -> str:
    required = part.get("required", ())
    return table(
        ("Sleutel", "Waarde", "Verplicht", "Betekenis"),
        (
            (f"`{name}`", kind(field), "ja" if name in required else "", field.get("description", ""))
            for name, field in part["properties"].items()
        ),
    )


def _params(part: Schema) -> str:
    fields = [f"`{name}` ({kind(field)})" for name, field in part.get("properties", {}).items()]
    return ", ".join(fields) or "niets"


def _filled(file: str, pieces: Mapping[str, str]) -> Iterator[str]:
    """The paragraphs of a text in which {{name}} stands for a piece made from a schema."""
    text = (files("migratietoets.conformance.contracts") / file).read_text("utf-8")
    for paragraph in text.strip().split("\n\n"):
        yield sub(r"\{\{(\w+)\}\}", lambda found: pieces[found[1]], paragraph)


def _piece(part: Schema) -> str:
    if "properties" in part:
        return _params(part)
    return _values(part["enum"]) if "enum" in part else f"`{part['pattern']}`"


def _limits() -> Iterator[tuple[str, Limit]]:
    for verb, limit in LIMITS.items():
        yield f"`{verb}`", limit
    yield "iets anders", OTHERWISE


def protocol() -> str:
    """The seven verbs and the commands."""
    source = protocol_schema()
    client = next(one.question["params"]["clients"][0] for one in conversation("gemeente") if one.verb == "reset")
    pieces = {
        "werkwoorden": table(
            ("Werkwoord", "Erin", "Eruit"),
            ((f"`{name}`", _params(w["params"]), _params(w["result"])) for name, w in source["verbs"].items()),
        ),
        "opdrachten": table(
            ("Opdracht", "Wat er gevraagd wordt", "Params"),
            ((f"`{name}`", o.get("description", ""), _params(o["params"])) for name, o in source["commands"].items()),
        ),
        "client": json.dumps(client, ensure_ascii=False),
        "grenzen": table(
            ("Antwoord op", "Hoogstens op één regel", "Hoogstens zoveel komma's en haken (`[` en `{`)"),
            ((words, in_words(limit.size), f"{limit.parts}") for words, limit in _limits()),
        ),
        "opnieuw": table(
            ("Werkwoord", "Opnieuw", "Want"),
            ((f"`{verb}`", "ja" if again.allowed else "nee", again.why) for verb, again in AGAIN.items()),
        ),
        "onderdelen": table(
            ("Naam", "Waarde"),
            ((name, _piece(d)) for name, d in source["$defs"].items()),
        ),
    }
    return page("Protocol", "`conformance/protocol/protocol.schema.json`", _filled("protocol.md", pieces))


def _json(value: object, indent: int | None = None) -> str:
    return f"```json\n{json.dumps(value, ensure_ascii=False, indent=indent)}\n```"


def _example(name: str) -> Mapping[str, Any]:
    """The first example of a schema."""
    first: Mapping[str, Any] = schema(name)["examples"][0]
    return first


def contracts() -> str:
    """What users and scripts rely on."""
    answer = next(iter(assess_all([make_toewijzing(dict(EXAMPLE))], NO_SEND_DAY)))
    pieces = {
        "record": _fields(schema("record")),
        "nieuw": _fields(schema("record")["properties"]["nieuw"]),
        "voorbeeld": _json(EXAMPLE),
        "assess": _fields(schema("assess")),
        "actie": _fields(schema("assess")["$defs"]["actie"]),
        "antwoord": _json(as_json(answer), 2),
        "levering": _fields(schema("levering")),
        "voorbeeldlevering": _json(_example("levering")),
        "declare": _fields(schema("declare")),
        "plek": _json(as_json(places(make_delivery(_example("levering"))))),
        "leveringfeit": _fields(schema("leveringfeit")),
        "voorbeeldfeit": _json(_example("leveringfeit")),
        "creditketen": _fields(schema("creditketen")),
        "voorbeeldcredit": _json(_example("creditketen")),
        "check": _fields(schema("check")),
        "replay": _fields(schema("replay")),
        "judge": _fields(schema("judge")),
        "oordeel": _fields(schema("judge")["$defs"]["oordeel"]),
        "bevinding": _fields(schema("judge")["$defs"]["bevinding"]),
        "voorbeeldoordeel": _json(_example("judge")),
        "validate": _fields(schema("validate")),
        "opmerking": _fields(schema("validate")["$defs"]["opmerking"]),
        "voorbeeldbericht": _json(_example("validate")),
        "rules": _fields(schema("rules")["items"]),
        "tabel": _fields(schema("tabel")["items"]),
        "voorbeeldtabel": _json(_example("tabel")[0]),  # type: ignore[index]  # this one is a list
        "manifest": _fields(schema("manifest")),
        "breuken": _fields(schema("breuken")),
        "breuk": _fields(schema("breuken")["$defs"]["breuk"]),
        "voorbeeldbreuk": _json(_example("breuken")["breuken"][0]),
        "log": table(
            ("Event", "Wanneer", "Sleutels"),
            (
                (f"`{name}`", e["description"], ", ".join(f"`{v}`" for v in e["properties"] if v != "event"))
                for name, e in schema("log")["$defs"].items()
            ),
        ),
    }
    return page("Contracten", "de JSON Schema's die hier genoemd worden", _filled("contracten.md", pieces))
