"""What goes to the terminal beside results: error texts, remarks and a progress bar, all on standard error."""

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from migratietoets.conformance.trace.gate import gate
from migratietoets.conformance.trace.guarded import unguarded
from migratietoets.istandaard.terminal import printable_lines
from migratietoets.istandaard.writing import json_text

WIDE = 80
"""As wide as a line gets where there is no terminal, and COLUMNS says nothing."""
Tick = Callable[[int], None]


def tell(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{printable_lines(gate().text(text))}\n")


def write(text: str) -> None:
    """A result on standard output; as it is, unless a terminal shows it."""
    sys.stdout.write(printable_lines(text) if sys.stdout.isatty() else text)


def write_json(value: object) -> None:
    """A result on standard output, as one line of JSON that passes the gate."""
    write_passed(json_line(gate().passed(value)))


def json_line(value: object) -> str:
    """A value as one line of JSON."""
    return f"{json_text(value)}\n"


def write_passed(text: str) -> None:
    """A result that passed the gate value by value: what is typed in it stays."""
    unguarded(sys.stdout).write(text)


def show(lines: Iterable[str], to: Callable[[str], None] = write, *, break_words: bool = False) -> None:
    """Lines on standard output, each broken between words where it is too long; what follows stands as far in.

    Args:
        lines: what to show.
        to: writes it.
        break_words: break a word too that is longer than a line.
    """
    width = shutil.get_terminal_size((WIDE, 24)).columns
    for line in lines:
        text = line.lstrip()
        inside = " " * (len(line) - len(text) + 2 * text.startswith("- "))
        parts = textwrap.wrap(
            line, width, subsequent_indent=inside, break_long_words=break_words, break_on_hyphens=False
        )
        to("".join(f"{part}\n" for part in parts or [""]))


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Tick]:
    """A progress bar on standard error, on a terminal only; call the result with how much is done."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
