"""The example of a record, and a CSV to fill in: the columns of a record, with the example as a row."""

from collections.abc import Mapping
from typing import Any

from migratietoets.istandaard.records.fields import FIELDS
from migratietoets.istandaard.records.fields import NEW as NEW_FIELDS
from migratietoets.istandaard.records.lines.csv_lines import NEW, NEW_PREFIX

EXAMPLE: Mapping[str, Any] = {
    "id": "T1",
    "gemeente": "0344",
    "domein": "wmo",
    "aanbieder": "99990001",
    "bsn": "999900006",
    "toewijzingnummer": "1001",
    "categorie": "15",
    "code": "15A01",
    "volume": 40,
    "eenheid": "04",
    "frequentie": "3",
    "budget": None,
    "ingangsdatum": "2020-03-02",
    "einddatum": "2021-06-30",
    "uitvoering": "inspanning",
    "vervanging": None,
    "nieuw": None,
    "gestart": True,
    "instemming": True,
}
"""The example of the contract: 40 uur per 4 weken."""
SEPARATOR = ";"
"""What a Dutch spreadsheet expects."""


def template() -> str:
    """The header and one row, with the line ends of a spreadsheet."""
    columns = [name for name in FIELDS if name != NEW]
    cells = [_cell(EXAMPLE[name]) for name in columns]
    below = [f"{NEW_PREFIX}{name}" for name in NEW_FIELDS]
    rows = (columns + below, cells + [""] * len(below))
    return "".join(f"{SEPARATOR.join(row)}\r\n" for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return "" if value is None else str(value)
