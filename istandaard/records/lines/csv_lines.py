"""CSV: one object a row, also as a spreadsheet writes it; what cannot be an object comes out as an error text."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.fields import NEW as NEW_FIELDS
from migratietoets.istandaard.records.found_value import safe
from migratietoets.istandaard.records.lines.json_lines import json_line
from migratietoets.istandaard.records.lines.line import NOT_UTF8, TOO_LONG, Line, not_utf8
from migratietoets.istandaard.records.lines.spreadsheet import DAYS, day_first, read_cell
from migratietoets.istandaard.records.sources.stream import Stream
from migratietoets.istandaard.spelling import meant

SEPARATORS = ",;\t"
NEW = "nieuw"
NEW_PREFIX = "nieuw_"
AHEAD = 1000
"""So many rows are looked at to see how the file writes its dates."""
AHEAD_SIZE = 1_000_000
"""And no more than so many characters and cells."""
_NAMED = "sep="
"""How the first line may name the separator."""
AS_WINDOWS = "de regel is geen UTF-8 en is gelezen als Windows-1252. Sla het bestand liever op als CSV UTF-8."


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
    cells: list[str] = field(default_factory=list)
    error: str | None = None
    notes: tuple[str, ...] = ()


class _Decoder:
    """Text as it was meant: UTF-8, or Windows-1252 in a file in which nothing is clearly UTF-8."""

    def __init__(self, *, marked: bool) -> None:
        self._utf8 = marked
        self._windows = False

    def __call__(self, text: str) -> tuple[str, bool]:
        """A line as text, and whether it was read as Windows-1252; what is neither keeps its lone surrogates."""
        if text.isascii():
            return text, False
        self._utf8 = self._utf8 or not (self._windows or NOT_UTF8.search(text))
        if self._utf8:
            return text, False
        try:
            meant = text.encode("utf-8", "surrogateescape").decode("cp1252")
        except UnicodeDecodeError:
            return text, False
        self._windows = True
        return meant, True


def csv_lines(name: str, stream: Stream, columns: Collection[str], required: Collection[str]) -> Iterator[Line]:
    """One object a row; the first row names the columns; an empty cell is null.

    `nieuw` is a cell with JSON, or columns nieuw_code, nieuw_volume and so on. The separator is a comma, a semicolon or
    a tab. A row is a line: a cell holds no line ends.

    Args:
        name: the file.
        stream: its content.
        columns: the columns there may be, besides those that begin with nieuw_ when `nieuw` is among them.
        required: the columns there must be.

    Raises:
        InputError: there is no reading on.
    """
    rows = _rows(name, stream)
    first = next(rows, None)
    if first is None:
        return
    header = [cell.lower() for cell in _trimmed(first.cells)]
    if complaint := first.error or _header_error(header, columns, required):
        yield Line(first.place, error=complaint)
        return
    ahead = _ahead(rows)
    places = [number for number, column in enumerate(header) if column in DAYS]
    european = day_first(row.cells[place] for row in ahead for place in places if place < len(row.cells))
    for row in chain(ahead, rows):
        yield Line(row.place, error=row.error) if row.error else _csv_line(row, header, european=european)


def _ahead(rows: Iterator[_Row]) -> list[_Row]:
    """The first rows, of which no more are held than are seen at a glance."""
    found: list[_Row] = []
    cells = 0
    for row in rows:
        found.append(row)
        cells += sum(map(len, row.cells)) + len(row.cells)
        if len(found) == AHEAD or cells > AHEAD_SIZE:
            break
    return found


def _rows(name: str, stream: Stream) -> Iterator[_Row]:
    """The rows that are not empty, the header first."""
    separator = None
    decode = _Decoder(marked=stream.marked)
    for number, text in stream.lines():
        place = f"{name}, regel {number}"
        if text is None:
            yield _Row(place, error=TOO_LONG)
            continue
        line, windows = decode(text)
        if not line or line.isspace():
            continue
        if separator is None:
            bare = line.strip().lower()
            if bare.startswith(_NAMED) and len(bare) == len(_NAMED) + 1:
                separator = bare[-1]
                continue
            separator = max(SEPARATORS, key=line.count)
        row = _row(place, line, separator)
        if windows:
            row = replace(row, notes=(AS_WINDOWS,))
        if row.error or any(row.cells):
            yield row


def _row(place: str, line: str, separator: str) -> _Row:
    if error := not_utf8(line):
        return _Row(place, error=error)
    try:
        cells = next(csv.reader((line,), delimiter=separator, strict=True))
    except csv.Error as problem:
        if "limit" in str(problem):
            most = f"{csv.field_size_limit():,}".replace(",", ".")
            return _Row(
                place, error=f"verwacht cellen van ten hoogste {most} tekens; gevonden een langere. Kort haar in."
            )
        return _Row(
            place,
            error="verwacht CSV; gevonden een regel met verkeerde aanhalingstekens. Herstel de regel; een cel loopt "
            "niet door op de volgende.",
        )
    return _Row(place, [cell.strip() for cell in cells])


def _trimmed(cells: list[str]) -> list[str]:
    """A header without the empty columns a spreadsheet leaves at its end."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _header_error(header: list[str], columns: Collection[str], required: Collection[str]) -> str | None:
    below = {f"{NEW_PREFIX}{field}" for field in NEW_FIELDS}
    known = set(columns) | (below if NEW in columns else set())
    strange = [safe(column) or "zonder naam" for column in header if column not in known]
    if strange:
        return (
            f"verwacht een eerste regel met kolommen uit {', '.join(columns)}; gevonden ook {', '.join(strange[:5])}."
            f"{meant(strange[0], sorted(known))} Herstel de kolomnamen of haal die kolommen weg."
        )
    missing = [column for column in required if column not in header]
    if missing:
        return (
            f"verwacht een eerste regel met onder meer de kolommen {', '.join(required)}; daarvan ontbreekt "
            f"{', '.join(missing)}. Voeg de kolommen toe."
        )
    if len(set(header)) < len(header):
        return "verwacht elke kolom één keer; gevonden een kolom die vaker voorkomt. Haal de dubbele weg."
    if NEW in header and below & set(header):
        return f"verwacht de kolom nieuw of de kolommen {NEW_PREFIX}*; gevonden allebei. Kies er één."
    return None


def _csv_line(row: _Row, header: list[str], *, european: bool) -> Line:
    cells = row.cells
    if len(cells) > len(header) and not any(cells[len(header) :]):
        cells = cells[: len(header)]
    if len(cells) != len(header):
        return Line(
            row.place,
            error=f"verwacht {len(header)} cellen, zoals de eerste regel; gevonden {len(cells)}. "
            "Herstel de regel; zet tekst met een scheidingsteken tussen aanhalingstekens.",
        )
    value: dict[str, Any] = {}
    new: dict[str, Any] = {}
    notes = list(row.notes)
    for column, cell in zip(header, cells, strict=True):
        if column == NEW and cell:
            found = json_line(row.place, cell)
            if found.error is not None:
                return Line(row.place, error=f"kolom nieuw: {found.error}")
            value[column] = found.value
            continue
        target, name = (new, column.removeprefix(NEW_PREFIX)) if column.startswith(NEW_PREFIX) else (value, column)
        if not cell:
            if target is value:
                value[column] = None
            continue
        try:
            read = read_cell(name, cell, day_first=european)
        except InputError as error:
            return Line(row.place, error=str(error))
        target[name] = read.value
        notes += [read.note] if read.note else []
    return Line(row.place, value | {NEW: new} if new else value, notes=tuple(notes))
