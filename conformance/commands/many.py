"""What `batch` and `matrix` share: playing the runs, and the table of what came of them, on the screen and in files."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from migratietoets.conformance.commands.screen import tell, write

if TYPE_CHECKING:
    from migratietoets.conformance.batch.job import Job
    from migratietoets.conformance.batch.table import Row

COLUMNS = {"Naam": "name", "Rol": "role", "Systeem": "system", "Uitkomst": "outcome", "Overtreden": "rules"}
"""What the screen shows -> the key of a row; the files have them all."""
SHOWN = 4
"""So many broken rules are named on the screen."""


def play_and_show(jobs: Sequence["Job"], out: Path, *, resume: bool) -> int:
    """Play every job, and show and write the table, also when it is ended halfway; the exit code of all together."""
    from migratietoets.conformance.batch.player import play_all
    from migratietoets.conformance.batch.table import CSV_FILE, JSON_FILE, rows, write_table
    from migratietoets.istandaard.writing import make_folder

    make_folder(out)
    codes, code = play_all(jobs, tell, resume=resume)
    table = list(rows(jobs, codes, out))
    write_table(table, out)
    _show(table)
    write(f"Tabel:  {out / JSON_FILE} en {out / CSV_FILE}\n")
    if len(codes) < len(jobs):
        tell(f"Afgebroken na {len(codes)} van {len(jobs)}. Ga verder met dezelfde opdracht en --resume.")
    return code


def _show(table: Sequence["Row"]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*COLUMNS)
    for row in table:
        drawn.add_row(*(Text(_told(getattr(row, key))) for key in COLUMNS.values()))
    Console(file=sys.stdout).print(drawn)


def _told(value: object) -> str:
    if not isinstance(value, tuple):
        return str(value)
    more = f" en nog {len(value) - SHOWN}" if len(value) > SHOWN else ""
    return ", ".join(value[:SHOWN]) + more
