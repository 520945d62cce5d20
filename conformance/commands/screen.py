"""What goes to the terminal beside results: error texts, remarks and a progress bar, all on standard error."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

WIDE = 200
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
Tick = Callable[[int], None]


def tell(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{text}\n")


def write(text: str) -> None:
    """A result on standard output."""
    sys.stdout.write(text)


def write_json(value: object) -> None:
    """A result on standard output, as one line of JSON."""
    write(f"{_JSON.encode(value)}\n")


def table_console() -> Console:
    """Standard output for tables: as wide as the terminal, and wide enough where there is none."""
    console = Console()
    return console if console.is_terminal else Console(width=WIDE)


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Tick]:
    """A progress bar on standard error, on a terminal only; call the result with how much is done."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
