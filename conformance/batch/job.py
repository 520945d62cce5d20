"""A run among others: what it is asked, and the folder of its own."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migratietoets.conformance.run.options import FLAG, OPTIONS
from migratietoets.conformance.run.selection import read_selection
from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.istandaard.model import InputError

LONGEST = 40


@dataclass(frozen=True)
class Job:
    """A run to play.

    Attributes:
        name: what a table calls it.
        folder: where its results come.
        words: the options of `run`, as a command line has them.
        problem: why it cannot be played; empty where it can.
        code: the exit code of what cannot be played.
    """

    name: str
    folder: Path
    words: tuple[str, ...] = ()
    problem: str = ""
    code: ExitCode = ExitCode.USAGE


def make_jobs(asked: Iterable[tuple[str, Mapping[str, Any]]], out: Path) -> list[Job]:
    """A job for each name and its options, in a folder that is called after it; one that cannot be, says why."""
    taken: set[str] = set()
    return [_job(name, options, out / _folder_name(name, taken)) for name, options in asked]


def _job(name: str, options: Mapping[str, Any], folder: Path) -> Job:
    defaults = {one.name: one.default for one in OPTIONS.values() if one.of_suite}
    try:
        read_selection(defaults | dict(options))
    except InputError as error:
        return Job(name, folder, problem=str(error))
    return Job(name, folder, tuple(_words(options)))


def _words(options: Mapping[str, Any]) -> Iterator[str]:
    for name, value in options.items():
        if OPTIONS[name].kind is FLAG:
            yield from [f"--{name}"] * bool(value)
        else:
            for one in value if isinstance(value, list) else [value]:
                yield f"--{name}={one}"


def _folder_name(name: str, taken: set[str]) -> str:
    """A name for a folder, which no other has: of plain letters, digits and lines, whatever the name holds."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST].strip("-") or "systeem"
    numbered = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(taken) + 2))
    found = next(one for one in numbered if one not in taken)
    taken.add(found)
    return found
