"""Parsers for option values, with error texts in Dutch, and the options that commands share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def kies(*waarden: str) -> Callable[[str], str]:
    """A parser that takes one of these values."""

    def lees(waarde: str) -> str:
        if waarde not in waarden:
            raise typer.BadParameter(f"verwacht {' of '.join(waarden)}; gevonden {waarde!r}")
        return waarde

    return lees


def dag(waarde: str) -> date:
    """A day as YYYY-MM-DD."""
    from istandaard.records.velden import is_datum

    if not is_datum(waarde):
        raise typer.BadParameter(f"verwacht een datum als 2020-12-01; gevonden {waarde!r}")
    return date.fromisoformat(waarde)


def getal(waarde: str | int) -> int:
    """A whole number."""
    if isinstance(waarde, int):
        return waarde
    if not (waarde.removeprefix("-").isdigit() and waarde.isascii() and len(waarde) < 19):  # noqa: PLR2004  # 64 bits
        raise typer.BadParameter(f"verwacht een geheel getal; gevonden {waarde!r}")
    return int(waarde)


Paden = Annotated[
    list[str],
    typer.Argument(metavar="PAD", help="Bestanden, mappen (*.xml, *.jsonl, *.csv) of - (standaardinvoer)."),
]
Op = Annotated[
    date | None,
    typer.Option(
        "--on",
        parser=dag,
        metavar="DATUM",
        help="Peildag voor te laat. Zonder: de laatste verzenddag in de invoer, of anders 2020-10-01.",
    ),
]
Producten = Annotated[
    Path | None,
    typer.Option("--products", metavar="BESTAND", help="Uitvoering per product: categorie, code, uitvoering."),
]
Feiten = Annotated[
    Path | None,
    typer.Option(
        "--facts", metavar="BESTAND", help="Feiten per id: uitvoering, vervanging, nieuw, gestart, instemming."
    ),
]
Uit = Annotated[Path, typer.Option("--out", metavar="MAP", help="Waar de resultaten komen.")]
