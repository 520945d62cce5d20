"""The index beside recorded messages: when each was sent and received, and from whom to whom (CSV)."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from migratietoets.conformance.recorded.moment import When, read_when
from migratietoets.istandaard.berichten.bericht import quote
from migratietoets.istandaard.model import InputError

NAME = "index.csv"
"""What it is called where it lies among the messages."""
COLUMNS = ("bestand", "verzonden_op", "ontvangen_op", "van", "aan")
_LONGEST = 1000
_GEMEENTE, _AANBIEDER = 4, 8


@dataclass(frozen=True, slots=True)
class Entry:
    """What an index says of one message.

    Attributes:
        file: the name of its file, from the folder or zip of the index; with #12 behind it of line 12 of JSON lines.
        sent, received: None where it does not say.
        sender: the role of who sent it; None where it does not say.
    """

    file: str
    sent: When | None
    received: When | None
    sender: str | None


def read_index(name: str, lines: Iterable[str]) -> Iterator[Entry | InputError]:
    """The entries of an index; a row that cannot be used comes out as an error.

    Args:
        name: the file, as errors name it.
        lines: its lines.
    """
    rows = csv.reader(lines)
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        if "bestand" not in header or not set(header) <= set(COLUMNS) or len(set(header)) < len(header):
            yield InputError(
                f"{name}, regel 1: verwacht de kolommen {', '.join(COLUMNS)}, gescheiden door komma's, waarvan alleen "
                f"bestand verplicht is; gevonden {quote(', '.join(header))}. Herstel de eerste regel."
            )
            return
        seen: set[int] = set()
        for row in rows:
            place = f"{name}, regel {rows.line_num}"
            if any(cell.strip() for cell in row):
                yield _entry(place, header, row, seen)
    except csv.Error:
        yield InputError(f"{name}: verwacht CSV; vanaf regel {rows.line_num} is het dat niet. Herstel het bestand.")


def _entry(place: str, header: list[str], row: list[str], seen: set[int]) -> Entry | InputError:
    if len(row) != len(header):
        return InputError(f"{place}: verwacht {len(header)} kolommen; gevonden {len(row)}. Herstel deze regel.")
    cells = {column: cell.strip() for column, cell in zip(header, row, strict=True)}
    file = cells["bestand"].replace("\\", "/").removeprefix("./")
    if not file or len(file) > _LONGEST:
        return InputError(f"{place}, kolom bestand: verwacht de naam van een bestand; gevonden {quote(file)}.")
    if hash(file) in seen:
        return InputError(
            f"{place}: verwacht elk bestand één keer; gevonden {quote(file)} nog eens. Laat er één staan."
        )
    seen.add(hash(file))
    try:
        sent, received = (_when(place, column, cells) for column in ("verzonden_op", "ontvangen_op"))
        sender = _sender(place, cells)
    except InputError as error:
        return error
    if sent is not None and received is not None and received.day < sent.day:
        return InputError(f"{place}: verwacht ontvangen_op op of na verzonden_op; gevonden ervoor. Herstel deze regel.")
    return Entry(file, sent, received, sender)


def _when(place: str, column: str, cells: Mapping[str, str]) -> When | None:
    text = cells.get(column, "")
    try:
        return read_when(text) if text else None
    except ValueError:
        raise InputError(
            f"{place}, kolom {column}: verwacht een dag als 2020-12-01 of een moment als 2020-12-01T09:30:00+01:00; "
            f"gevonden {quote(text)}. Herstel deze regel, of laat de cel leeg."
        ) from None


def _sender(place: str, cells: Mapping[str, str]) -> str | None:
    """The role of who sent it, by the codes of both sides."""
    roles = []
    for column in ("van", "aan"):
        code = cells.get(column, "")
        if code and not (code.isascii() and code.isdigit() and len(code) in {_GEMEENTE, _AANBIEDER}):
            raise InputError(
                f"{place}, kolom {column}: verwacht een gemeentecode van 4 cijfers of een AGB-code van 8 cijfers; "
                f"gevonden {quote(code)}. Herstel deze regel, of laat de cel leeg."
            )
        roles.append({0: None, _GEMEENTE: "gemeente", _AANBIEDER: "aanbieder"}[len(code)])
    van, aan = roles
    if van is not None and van == aan:
        raise InputError(f"{place}: verwacht bij van en aan een gemeente en een aanbieder; gevonden twee keer {van}.")
    return van or {"gemeente": "aanbieder", "aanbieder": "gemeente", None: None}[aan]
