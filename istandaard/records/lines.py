"""JSON lines and CSV as objects with their place; what cannot be an object comes out as an error text."""

import csv
import io
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.fields import FIELDS
from migratietoets.istandaard.records.fields import NEW as NEW_FIELDS
from migratietoets.istandaard.records.found_value import safe

BOM = b"\xef\xbb\xbf"
SEPARATORS = ",;\t"
YES_NO = {"true": True, "false": False, "waar": True, "onwaar": False, "ja": True, "nee": False}
"""What a spreadsheet makes of a boolean."""
NEW = "nieuw"
NEW_PREFIX = "nieuw_"
LONGEST_LINE = 1_000_000
"""No line of JSON with one toewijzing is longer than this."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that was read.

    Attributes:
        place: file and line.
        value: the object, or None.
        error: why there is no object, or None.
    """

    place: str
    value: Any = None
    error: str | None = None


def without_bom(data: bytes) -> bytes:
    """The bytes without a byte order mark; spreadsheets write one.

    Raises:
        InputError: UTF-16 or UTF-32.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        raise InputError("verwacht UTF-8; gevonden UTF-16 of UTF-32. Sla het bestand op als UTF-8.")
    return data.removeprefix(BOM)


def _not_utf8(error: UnicodeDecodeError) -> str:
    return f"verwacht UTF-8; byte {error.start + 1} past daar niet in. Sla het bestand op als UTF-8."


def json_lines(name: str, data: bytes) -> Iterator[Line]:
    """One object a line; empty lines are skipped."""
    lines = without_bom(data).split(b"\n")
    filled = [r.strip() for r in lines if not r.isspace() and r][:2]
    if filled and (filled[0] in {b"{", b"["} or (filled[0].startswith(b"[") and not filled[0].endswith(b"]"))):
        yield Line(
            name,
            error="verwacht JSON lines: één object per regel; gevonden JSON die over meer regels loopt. "
            "Zet elk object op één regel, zonder lijst eromheen.",
        )
        return
    for number, bytes_ in enumerate(lines, start=1):
        if bytes_ and not bytes_.isspace():
            yield _json_line(f"{name}, regel {number}", bytes_)


def _json_line(place: str, bytes_: bytes) -> Line:
    if len(bytes_) > LONGEST_LINE:
        return Line(place, error=f"verwacht ten hoogste {LONGEST_LINE} bytes; gevonden {len(bytes_)}. Splits de regel.")
    try:
        return Line(place, _DECODER.decode(bytes_.decode("utf-8").strip()))
    except UnicodeDecodeError as error:
        return Line(place, error=_not_utf8(error))
    except json.JSONDecodeError as error:
        return Line(
            place,
            error=f"verwacht een volledig JSON-object; gevonden een regel die op teken {error.pos + 1} onleesbaar is. "
            "Herstel de regel; is het bestand afgebroken, lever het dan opnieuw aan.",
        )
    except InputError as error:
        return Line(place, error=str(error))
    except (ValueError, RecursionError):
        return Line(place, error="verwacht een plat JSON-object; gevonden te diep of te groot. Vereenvoudig de regel.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InputError("verwacht elke sleutel één keer; gevonden een dubbele sleutel. Haal de dubbele weg.")
    return found


def _no_number(text: str) -> NoReturn:
    raise InputError(f"verwacht een getal; gevonden {text}. Herstel de waarde.")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number)


def csv_lines(name: str, data: bytes, columns: Collection[str], required: Collection[str]) -> Iterator[Line]:
    """One object a row; the first row names the columns; an empty cell is null.

    `nieuw` is a cell with JSON, or columns nieuw_code, nieuw_volume and so on. The separator is a comma, a semicolon or
    a tab.

    Args:
        name: the file.
        data: its content.
        columns: the columns there may be, besides those that begin with nieuw_ when `nieuw` is among them.
        required: the columns there must be.
    """
    try:
        text = without_bom(data).decode("utf-8")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        yield Line(f"{name}, regel {number}", error=_not_utf8(error))
        return
    first = text.lstrip().split("\n", maxsplit=1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=first.count), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            place = f"{name}, regel {reader.line_num}"
            if not any(cell.strip() for cell in cells):
                continue
            if header:
                yield _csv_line(place, header, cells)
                continue
            header = [cell.strip() for cell in cells]
            if complaint := _header_error(header, columns, required):
                yield Line(place, error=complaint)
                return
    except csv.Error:
        yield Line(
            f"{name}, regel {reader.line_num}",
            error="verwacht CSV; gevonden een regel met verkeerde aanhalingstekens of een te lange cel. "
            "Herstel de regel; wat erna komt is niet gelezen.",
        )


def _header_error(header: list[str], columns: Collection[str], required: Collection[str]) -> str | None:
    below = {f"{NEW_PREFIX}{field}" for field in NEW_FIELDS}
    known = set(columns) | (below if NEW in columns else set())
    strange = [safe(column) or "zonder naam" for column in header if column not in known]
    if strange:
        return (
            f"verwacht een eerste regel met kolommen uit {', '.join(columns)}; gevonden ook {', '.join(strange[:5])}. "
            "Herstel de kolomnamen of haal die kolommen weg."
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


def _csv_line(place: str, header: list[str], cells: list[str]) -> Line:
    if len(cells) != len(header):
        return Line(
            place,
            error=f"verwacht {len(header)} cellen, zoals de eerste regel; gevonden {len(cells)}. "
            "Herstel de regel; zet tekst met een scheidingsteken tussen aanhalingstekens.",
        )
    value: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for column, cell in zip(header, (cell.strip() for cell in cells), strict=True):
        if column == NEW and cell:
            found = _json_line(place, cell.encode())
            if found.error is not None:
                return Line(place, error=f"kolom nieuw: {found.error}")
            value[column] = found.value
        elif column.startswith(NEW_PREFIX):
            if cell:
                new[column.removeprefix(NEW_PREFIX)] = _cell(column.removeprefix(NEW_PREFIX), cell)
        else:
            value[column] = _cell(column, cell)
    return Line(place, value | {NEW: new} if new else value)


def _cell(column: str, cell: str) -> Any:  # noqa: ANN401  # a JSON value
    """The value of a cell; what does not fit its column stays text, and is refused as such later."""
    if not cell:
        return None
    kind = FIELDS[column].kind.json_type
    if kind == "integer":
        return int(cell) if cell.isascii() and cell.removeprefix("-").isdigit() and len(cell) < 20 else cell  # noqa: PLR2004  # longer is no volume
    if kind == "boolean":
        return YES_NO.get(cell.lower(), cell)
    return cell
