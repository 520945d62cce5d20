"""The JSON Schema of a record, made from the table of its fields; as a program it writes record.schema.json."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from migratietoets.istandaard.records.fields import FIELDS, NEW, Field

FILE = Path(__file__).with_name("record.schema.json")


def record_schema() -> dict[str, Any]:
    """What stands in record.schema.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:migratietoets:record",
        "title": "Een toewijzing als record",
        "description": "Eén toewijzing, met wat een bericht niet kan dragen. Een sleutel die ontbreekt telt als null; "
        "een onbekende sleutel wordt geweigerd.",
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, field in FIELDS.items() if field.required],
        "properties": _properties(FIELDS),
    }


def as_text() -> str:
    """The content of the file."""
    return json.dumps(record_schema(), ensure_ascii=False, indent=2) + "\n"


def _properties(fields: Mapping[str, Field]) -> dict[str, Any]:
    return {
        name: _property(field) | ({"properties": _properties(NEW)} if name == "nieuw" else {})
        for name, field in fields.items()
    }


def _property(field: Field) -> dict[str, Any]:
    part = dict(field.kind.schema)
    if not field.required:
        part |= {"enum": [*part["enum"], None]} if "enum" in part else {"type": [part["type"], "null"]}
    if field.default is not None:
        part["default"] = field.default
    return part | {"description": field.description}


if __name__ == "__main__":
    FILE.write_text(as_text(), "utf-8", newline="\n")
