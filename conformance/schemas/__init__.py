"""What users and scripts rely on, each with its JSON Schema."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

RECORD = ("istandaard", "record.schema.json")
NAMEN = ("assess", "levering", "declare", "leveringfeit", "creditketen", "rules", "log", "manifest")


@cache
def schema(naam: str) -> dict[str, Any]:
    """A schema by name: record, or one of NAMEN.

    Raises:
        FileNotFoundError: no such schema.
    """
    pakket, bestand = RECORD if naam == "record" else ("conformance.schemas", f"{naam}.schema.json")
    data: dict[str, Any] = json.loads((files(pakket) / bestand).read_text("utf-8"))
    return data
