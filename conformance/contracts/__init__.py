"""What users and scripts rely on, each with its JSON Schema."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

RECORD = ("migratietoets.istandaard.records", "record.schema.json")
NAMES = ("assess", "levering", "declare", "leveringfeit", "creditketen", "rules", "log", "manifest")


@cache
def schema(name: str) -> dict[str, Any]:
    """A schema by name: record, or one of NAMEN.

    Raises:
        FileNotFoundError: no such schema.
    """
    package, file = RECORD if name == "record" else ("migratietoets.conformance.contracts", f"{name}.schema.json")
    data: dict[str, Any] = json.loads((files(package) / file).read_text("utf-8"))
    return data
