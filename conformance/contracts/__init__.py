"""What users and scripts rely on, each with its JSON Schema."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

RECORD = ("migratietoets.istandaard.records", "record.schema.json")
NAMES = (
    "assess",
    "levering",
    "declare",
    "leveringfeit",
    "creditketen",
    "check",
    "replay",
    "judge",
    "validate",
    "rules",
    "log",
    "tabel",
    "manifest",
    "breuken",
)


@cache
def schema(name: str) -> dict[str, Any]:
    """A schema by name: record, or one of NAMES.

    Raises:
        FileNotFoundError: no such schema.
    """
    package, file = RECORD if name == "record" else ("migratietoets.conformance.contracts", f"{name}.schema.json")
    data: dict[str, Any] = json.loads((files(package) / file).read_text("utf-8"))
    return data


def as_json(value: object) -> Any:  # noqa: ANN401  # whatever the value becomes in JSON
    """An answer of the oracle as it is written: its fields are the keys of the contract, in the same order."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_json(one) for one in value]
    names = _names(type(value))  # type: ignore[arg-type]  # a type has a hash
    return value if names is None else {name: as_json(getattr(value, name)) for name in names}


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """The names of the fields of a dataclass; None of anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None
