"""What a spreadsheet makes of a cell, read back where it can mean one thing only."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from migratietoets.istandaard.bsn import elfproef
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.fields import FIELDS
from migratietoets.istandaard.records.found_value import safe
from migratietoets.istandaard.records.kinds import DAY

YES_NO = {"true": True, "false": False, "waar": True, "onwaar": False, "ja": True, "nee": False}
"""What a spreadsheet makes of a boolean."""
WIDTHS: Mapping[str, tuple[int, int]] = {"gemeente": (1, 4), "aanbieder": (7, 8), "bsn": (8, 9)}
"""Column -> with how few digits a code is still recognised, and how many it has."""
DAYS = frozenset(name for name, field in FIELDS.items() if field.kind is DAY)
"""The columns with a date."""

_ROUNDED = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)
_FAILED = re.compile(r"#[A-Z/]+[!?]?")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]0?0:00(?::00(?:\.0+)?)?")
_DATE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: 0?0:00(?::00)?)?")
_SERIAL = re.compile(r"[34]\d{4}")
"""How a spreadsheet counts the days of 1982 to 2036."""
_MONTHS = 12
_SHORT = "categorie", 1
"""Which categorieën there are depends on the domein, but all of them have two digits."""
_KEEP_TEXT = "geef de kolom in de spreadsheet de opmaak Tekst."


class Read(NamedTuple):
    """The value of a cell, and what is to be said of how it was read."""

    value: Any
    note: str | None = None


def day_first(cells: Iterable[str]) -> bool:
    """Whether the dates of a file put the day first: one of them can only be read so, and none the other way round."""
    parts = [(int(found[1]), int(found[3])) for cell in cells if (found := _DATE.fullmatch(cell))]
    return any(one > _MONTHS for one, _ in parts) and not any(other > _MONTHS for _, other in parts)


def read_cell(column: str, cell: str, *, day_first: bool) -> Read:
    """The value of a cell that is not empty; what does not fit its column stays text, and is refused as such later.

    Args:
        column: whose field says what belongs here.
        cell: what stands there.
        day_first: other dates of the file say that the day comes first.

    Raises:
        InputError: it can be read in more ways than one, or is what only a spreadsheet understands.
    """
    if column not in FIELDS:  # of another file than one with records
        return Read(cell)
    kind = FIELDS[column].kind
    if _ROUNDED.fullmatch(cell) or _FAILED.fullmatch(cell):
        what = "zo rondt een spreadsheet een lang nummer af" if cell[0] != "#" else "een fout van de spreadsheet zelf"
        raise InputError(
            f"{column}: verwacht {FIELDS[column].expected}; gevonden “{cell}”: {what}. Herstel de cel; {_KEEP_TEXT}"
        )
    if kind.json_type == "integer":
        return Read(int(cell) if cell.isascii() and cell.removeprefix("-").isdigit() and len(cell) < 20 else cell)  # noqa: PLR2004  # longer is no volume
    if kind.json_type == "boolean":
        return Read(YES_NO.get(cell.lower(), cell))
    if kind.holds(cell) and (column, len(cell)) != _SHORT:
        return Read(cell)
    return _day(column, cell, first=day_first) if column in DAYS else _code(column, cell)


def _day(column: str, cell: str, *, first: bool) -> Read:
    if _SERIAL.fullmatch(cell):
        raise InputError(
            f"{column}: verwacht een datum als 2020-12-31; gevonden “{cell}”: zo telt een spreadsheet de dagen. "
            "Geef de kolom de opmaak Datum en sla het bestand opnieuw op."
        )
    if found := _MIDNIGHT.fullmatch(cell):
        return Read(found[1])
    found = _DATE.fullmatch(cell)
    if found is None:
        return Read(cell)
    day, month, year = int(found[1]), int(found[3]), int(found[4])
    try:
        read = date(year, month, day)
    except ValueError:
        return Read(cell)
    if day <= _MONTHS and day != month and not first:
        raise InputError(
            f"{column}: verwacht een datum als 2020-12-31; gevonden “{safe(cell)}”, dat {read:%d-%m-%Y} en ook "
            f"{date(year, day, month):%d-%m-%Y} kan zijn. Schrijf de datum als jaar-maand-dag."
        )
    return Read(read.isoformat(), f"{column}: “{safe(cell)}” is gelezen als “{read}”, met de dag voorop.")


def _code(column: str, cell: str) -> Read:
    """A code whose leading zeros a spreadsheet took for nothing."""
    field = FIELDS[column]
    if not (cell.isascii() and cell.isdigit()):
        return Read(cell)
    fewest, width = WIDTHS.get(column, (1, 2))
    whole = cell.zfill(width)
    if len(cell) < fewest or not field.kind.holds(whole) or (column == "bsn" and not elfproef(whole)):
        return Read(cell)
    values = "" if field.secret else f" “{cell}” is gelezen als “{whole}”:"
    return Read(whole, f"{column}:{values} een spreadsheet liet de voorloopnullen weg; {_KEEP_TEXT}")
