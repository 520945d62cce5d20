"""Looking again: which files in a few places are new, changed or gone, each time that there is something."""

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from migratietoets.conformance.validation.documents import SUFFIXES

PAUSE = 0.5
"""So many seconds between two looks; who writes a file has that long to finish it."""

_Seen = dict[Path, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Change:
    """What is different since the last time.

    Attributes:
        changed: files that are new or changed, and stayed as they are between two looks.
        gone: files that are no longer there.
    """

    changed: tuple[Path, ...]
    gone: tuple[Path, ...]


def changes(places: Iterable[Path], pause: float = PAUSE) -> Iterator[Change]:
    """Every change, without end; the first is all there is."""
    known: _Seen = {}
    before = _look(places)
    while True:
        time.sleep(pause)
        now = _look(places)
        changed = tuple(path for path, state in now.items() if known.get(path) != state and before.get(path) == state)
        gone = tuple(path for path in known if path not in now)
        known.update({path: now[path] for path in changed})
        for path in gone:
            del known[path]
        if changed or gone:
            yield Change(changed, gone)
        before = now


def _look(places: Iterable[Path]) -> _Seen:
    """The moment and size of every file that may hold messages, sorted by name."""
    seen: _Seen = {}
    for place in places:
        for path in _files(place):
            try:
                status = path.stat()
            except OSError:  # it went meanwhile
                continue
            seen[path] = (status.st_mtime_ns, status.st_size)
    return seen


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    for here, folders, names in os.walk(place):
        folders.sort()
        yield from (Path(here, name) for name in sorted(names) if Path(name).suffix.lower() in SUFFIXES)
