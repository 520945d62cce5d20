"""Parsers for option values, with error texts in Dutch, and the options that commands share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def one_of(*values: str) -> Callable[[str], str]:
    """A parser that takes one of these values."""

    def read(value: str) -> str:
        if value not in values:
            from migratietoets.istandaard.spelling import meant

            raise typer.BadParameter(f"verwacht {' of '.join(values)}; gevonden {value!r}.{meant(value, values)}")
        return value

    return read


def day(value: str) -> date:
    """A day as YYYY-MM-DD."""
    from migratietoets.istandaard.records.kinds import is_date

    if not is_date(value):
        raise typer.BadParameter(f"verwacht een datum als 2020-12-01; gevonden {value!r}")
    return date.fromisoformat(value)


def integer(value: str | int) -> int:
    """A whole number."""
    if isinstance(value, int):
        return value
    if not (value.removeprefix("-").isdigit() and value.isascii() and len(value) < 19):  # noqa: PLR2004  # 64 bits
        raise typer.BadParameter(f"verwacht een geheel getal; gevonden {value!r}")
    return int(value)


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PAD", help="Bestanden, mappen (*.xml, *.jsonl, *.csv) of - (standaardinvoer)."),
]
On = Annotated[
    date | None,
    typer.Option(
        "--on",
        parser=day,
        metavar="DATUM",
        help="Peildag voor te laat. Zonder: de laatste verzenddag in de invoer, of anders 2020-10-01.",
    ),
]
Producten = Annotated[
    Path | None,
    typer.Option("--products", metavar="BESTAND", help="Uitvoering per product: categorie, code, uitvoering."),
]
Facts = Annotated[
    Path | None,
    typer.Option(
        "--facts", metavar="BESTAND", help="Feiten per id: uitvoering, vervanging, nieuw, gestart, instemming."
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="MAP", help="Waar de resultaten komen.")]
