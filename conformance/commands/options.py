"""Parsers for option values, with error texts in Dutch, and the options that commands share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from migratietoets.conformance.commands import completion
from migratietoets.conformance.run.options import FLAG, OPTIONS


def one_of(*values: str) -> Callable[[str], str]:
    """A parser that takes one of these values."""

    def read(value: str) -> str:
        if value not in values:
            from migratietoets.istandaard.spelling import meant

            raise typer.BadParameter(f"verwacht {' of '.join(values)}; gevonden {value!r}.{meant(value, values)}")
        return value

    return read


def choice(name: str, *values: str, more: str) -> Any:  # noqa: ANN401  # typer keeps its types private
    """An option that takes one of these values, and offers them to whoever presses Tab."""
    return typer.Option(
        name, parser=one_of(*values), metavar="|".join(values), help=more, autocompletion=completion.names(*values)
    )


def asked(name: str, **more: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
    """An option of the table; one that can be set elsewhere too can be taken back here."""
    one = OPTIONS[name]
    if one.kind is FLAG and one.lasting:
        return typer.Option(f"--{name}/--no-{name}", show_default=False, help=one.help, **more)
    return typer.Option(f"--{name}", metavar=one.metavar, help=one.help, **more)


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


def count(value: str | int) -> int:
    """A whole number from 0."""
    number = integer(value)
    if number < 0:
        raise typer.BadParameter(f"verwacht 0 of meer; gevonden {number}")
    return number


def seconds(value: str | float) -> float:
    """A time in seconds."""
    try:
        return float(value)
    except ValueError:
        raise typer.BadParameter(f"verwacht een aantal seconden, zoals 10 of 0.5; gevonden {value!r}") from None


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
Producten = Annotated[Path | None, asked("products")]
Facts = Annotated[Path | None, asked("facts")]
System = Annotated[str, asked("adapter", autocompletion=completion.adapters)]
Seconds = Annotated[float, asked("timeout", parser=seconds)]
CA = Annotated[Path | None, asked("ca")]
Out = Annotated[Path, asked("out")]
