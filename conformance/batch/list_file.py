"""The list of a batch: a TOML file with a table [[system]] for each, or a CSV with a line for each."""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from migratietoets.conformance.adapters.discovery import check_unattended
from migratietoets.conformance.run.options import OPTIONS
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.found_value import show
from migratietoets.istandaard.refusals import refusal
from migratietoets.istandaard.spelling import unknown

NAME, TABLE = "name", "system"
KEYS = (
    NAME,
    "adapter",
    "gemeente",
    "aanbieder",
    "role",
    "domain",
    "rules",
    "cases",
    "set",
    "timeout",
    "ca",
    "xsd",
    "strict",
)
"""What can be said of each: a name of its own, and options of `run`."""
SEPARATORS = ",;\t"
MOST = 1 << 20
"""Bytes; a list of thirty vendors takes a few thousand."""

Entry = tuple[str, dict[str, Any]]


def read_list(path: Path) -> list[Entry]:
    """The name and the options of each entry, in their order.

    Raises:
        InputError: the file cannot be read, or an entry holds what nobody knows; the text says where.
    """
    text = _text(path)
    found = _of_toml(path, text) if path.suffix.lower() == ".toml" else _of_csv(path, text)
    entries: list[Entry] = []
    for where, values in found:
        options = {
            key: _value(where, key, value, of_text=path.suffix.lower() != ".toml") for key, value in values.items()
        }
        name = options.pop(NAME, "")
        if not isinstance(name, str) or not name or name in {known for known, _ in entries}:
            raise InputError(f"{where}: verwacht een {NAME} die geen ander heeft; gevonden {show(name)}.")
        if not {"adapter", "gemeente", "aanbieder"} & options.keys():
            raise InputError(f"{where}: verwacht een adapter; gevonden geen. Geef die, of gemeente en aanbieder.")
        for key in {"adapter", "gemeente", "aanbieder"} & options.keys():
            check_unattended(options[key], "batch")
        entries.append((name, options))
    if not entries:
        raise InputError(f"{path}: verwacht minstens één systeem; gevonden geen.")
    return entries


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
        if len(data) > MOST:
            raise InputError(f"{path}: verwacht een lijst van hoogstens 1 MB; gevonden meer.")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: verwacht een leesbaar bestand; gevonden: {refusal(error)}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: verwacht UTF-8; gevonden iets anders. Bewaar het bestand als UTF-8.") from None


def _of_toml(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise InputError(
            f"{path}: verwacht TOML, met per systeem een tabel [[{TABLE}]]; gevonden iets anders."
        ) from None
    tables = data.pop(TABLE, [])
    if data or not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise InputError(f"{path}: verwacht alleen tabellen [[{TABLE}]]; gevonden ook {show(next(iter(data), TABLE))}.")
    for number, table in enumerate(tables, start=1):
        yield f"{path}, systeem {number}", table


def _of_csv(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    header = text.partition("\n")[0]
    separator = max(SEPARATORS, key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            where = f"{path}, regel {reader.line_num}"
            if None in row:
                raise InputError(f"{where}: verwacht {len(reader.fieldnames or ())} waarden; gevonden meer.")
            yield where, {key.strip(): value.strip() for key, value in row.items() if value and value.strip()}
    except csv.Error as error:
        raise InputError(f"{path}: verwacht CSV met een kop ({', '.join(KEYS[:3])} ...); gevonden: {error}.") from None


def _value(where: str, key: str, found: object, *, of_text: bool) -> Any:  # noqa: ANN401  # as its kind reads it
    if key not in KEYS:
        raise InputError(unknown(f"{where}, {show(key)}", key, KEYS))
    if key == NAME:
        return found
    kind = OPTIONS[key].kind
    value = kind.of_text(str(found)) if of_text else kind.of_file(found)
    if value is None:
        raise InputError(f"{where}, {key}: verwacht {kind.expected}; gevonden {show(found)}.")
    return value
