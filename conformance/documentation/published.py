"""The protocol as documents that other tools read: one JSON Schema of everything that is said, and OpenAPI for HTTP."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from migratietoets.conformance.documentation.conversation import Exchange, conversation
from migratietoets.conformance.protocol.verbs import LATEST, schema
from migratietoets.istandaard.records.schema import record_schema

SCHEMA, OPENAPI = "protocol/protocol.schema.json", "protocol/openapi.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHOWN = 600
"""Characters of a text that an example of OpenAPI shows; the whole text stands in the conversation."""

JsonObject = dict[str, Any]


def as_text(value: object) -> str:
    """A document as a file holds it."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def bundle() -> JsonObject:
    """Every question and answer as one JSON Schema: a line of a conversation is an instance of it."""
    source = schema()
    return {
        "$schema": DIALECT,
        "$id": f"urn:migratietoets:protocol:{LATEST}:berichten",
        "title": f"Het protocol {LATEST}: elke vraag en elk antwoord",
        "description": "Een regel van een gesprek is een vraag of een antwoord. Onder $defs staat per werkwoord, en "
        "per opdracht van instruct, de vorm van params en van result.",
        "oneOf": [{"$ref": "#/$defs/vraag"}, {"$ref": "#/$defs/antwoord"}],
        "$defs": _definitions(source),
    }


@cache
def openapi() -> JsonObject:
    """The form over HTTP: every question is POSTed to one address."""
    definitions = {name: _moved(part, "#/$defs/", "#/components/schemas/") for name, part in bundle()["$defs"].items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Migratietoets: een systeem onder toets",
            "version": LATEST,
            "description": "Wat een systeem achter `--adapter http://host:poort/pad` beantwoordt: JSON-RPC 2.0, met "
            "POST. De kit stelt de vragen, het systeem is de server.",
        },
        "jsonSchemaDialect": DIALECT,
        "servers": [
            {
                "url": "http://{host}:{poort}/{pad}",
                "description": "Het adres dat u met --adapter opgeeft; https mag ook.",
                "variables": {"host": {"default": "localhost"}, "poort": {"default": "8080"}, "pad": {"default": ""}},
            }
        ],
        "security": [{}, {"token": []}],
        "paths": {"/": {"post": _operation()}},
        "components": {
            "schemas": definitions,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Alleen als MIGRATIETOETS_TOKEN gezet is.",
                }
            },
        },
    }


def _operation() -> JsonObject:
    said = {_title(one): one for one in conversation("gemeente")}
    said |= {name: one for one in conversation("aanbieder") if (name := _title(one)) not in said}
    return {
        "operationId": "vraag",
        "summary": "Stel een van de zeven vragen",
        "requestBody": {"required": True, "content": _content("vraag", {n: one.question for n, one in said.items()})},
        "responses": {
            "200": {
                "description": "Het antwoord, of waarom het er niet is (error).",
                "content": _content("antwoord", {name: one.answer for name, one in said.items()}),
            },
            "401": {"description": "Het token ontbreekt of klopt niet."},
        },
    }


def _title(one: Exchange) -> str:
    """The verb, with the command of instruct or the code of deliver."""
    params = one.question["params"]
    return ".".join(filter(None, (one.verb, params.get("command") or params.get("code"))))


def _content(name: str, examples: Mapping[str, JsonObject]) -> JsonObject:
    return {
        "application/json": {
            "schema": {"$ref": f"#/components/schemas/{name}"},
            "examples": {title: {"value": shortened(value)} for title, value in examples.items()},
        }
    }


def shortened(value: Any) -> Any:  # noqa: ANN401  # any JSON
    """The same with long texts cut off."""
    if isinstance(value, str):
        return value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
    if isinstance(value, dict):
        return {key: shortened(part) for key, part in value.items()}
    return [shortened(part) for part in value] if isinstance(value, list) else value


def _definitions(source: Mapping[str, Any]) -> JsonObject:
    record = json.loads(json.dumps(record_schema()))
    record = {key: part for key, part in record.items() if key not in {"$schema", "$id"}}
    out: JsonObject = source["$defs"] | {"record": record}
    for verb, parts in source["verbs"].items():
        out |= {f"{verb}.{side}": part for side, part in parts.items()}
    for command, parts in source["commands"].items():
        out |= {f"instruct.{command}.{side}": parts[side] for side in ("params", "result")}
    stock = {"type": "array", "items": {"$ref": "#/$defs/record"}, "description": "De lopende toewijzingen."}
    reset = out["reset.params"]
    out["reset.params"] = reset | {"properties": reset["properties"] | {"stock": reset["properties"]["stock"] | stock}}
    questions = dict(_questions(source))
    results = [{"$ref": f"#/$defs/{name}"} for name in out if name.endswith(".result")]
    answer = source["jsonrpc"]["answer"]
    return (
        out
        | questions
        | {
            "vraag": {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in questions]},
            "antwoord": answer | {"properties": answer["properties"] | {"result": {"anyOf": results}}},
        }
    )


def _questions(source: Mapping[str, Any]) -> Iterator[tuple[str, JsonObject]]:
    """What the kit sends, a verb at a time; of instruct a command at a time."""
    for verb in source["verbs"]:
        if verb != "instruct":
            yield f"{verb}.vraag", _question(source, verb, {"$ref": f"#/$defs/{verb}.params"})
    for command in source["commands"]:
        params = {
            "type": "object",
            "additionalProperties": False,
            "required": ["command", "params"],
            "properties": {"command": {"const": command}, "params": {"$ref": f"#/$defs/instruct.{command}.params"}},
        }
        yield f"instruct.{command}.vraag", _question(source, "instruct", params)


def _question(source: Mapping[str, Any], verb: str, params: JsonObject) -> JsonObject:
    whole = source["jsonrpc"]["question"]
    return {
        **{key: part for key, part in whole.items() if key != "description"},
        "properties": whole["properties"] | {"method": {"const": verb}, "params": params},
    }


def _moved(value: Any, old: str, new: str) -> Any:  # noqa: ANN401  # any JSON
    """The same with its references leading elsewhere."""
    if isinstance(value, dict):
        return {
            key: part.replace(old, new) if key == "$ref" and isinstance(part, str) else _moved(part, old, new)
            for key, part in value.items()
        }
    return [_moved(part, old, new) for part in value] if isinstance(value, list) else value
