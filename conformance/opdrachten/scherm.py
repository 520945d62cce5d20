"""What goes to the terminal beside results: error texts, remarks and a progress bar, all on standard error."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

BREED = 200
Stap = Callable[[int], None]


def meld(tekst: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{tekst}\n")


def schrijf(tekst: str) -> None:
    """A result on standard output."""
    sys.stdout.write(tekst)


def tabelscherm() -> Console:
    """Standard output for tables: as wide as the terminal, and wide enough where there is none."""
    console = Console()
    return console if console.is_terminal else Console(width=BREED)


@contextmanager
def voortgang(wat: str, totaal: int | None) -> Iterator[Stap]:
    """A progress bar on standard error, on a terminal only; call the result with how much is done."""
    console = Console(stderr=True)
    kolommen = (TextColumn(wat), BarColumn(), MofNCompleteColumn())
    with Progress(*kolommen, console=console, transient=True, disable=not console.is_terminal) as balk:
        taak = balk.add_task(wat, total=totaal)
        yield lambda klaar: balk.update(taak, completed=klaar)
