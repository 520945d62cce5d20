"""What was read, kept small: a million toewijzingen take some fifty bytes each."""

import pickle
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, time
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from migratietoets.istandaard.compact import HashMap
from migratietoets.istandaard.model import Toewijzing

CHUNK = 256
"""So many toewijzingen are pressed together."""
OPENED = 64
"""So many chunks stay opened: what is asked for lies close to what was asked for before."""
_NAMES = tuple(field.name for field in fields(Toewijzing))
_values = attrgetter(*_NAMES)


class Moment(NamedTuple):
    """When a 301 line was decided and sent; the latest one speaks for the toewijzing."""

    day: date
    time_of_day: time
    dagtekening: date


@dataclass(frozen=True, slots=True)
class Loaded:
    """A toewijzing and where it was read; `moment` is None for a record."""

    toewijzing: Toewijzing
    place: str
    moment: Moment | None = None


class Kept:
    """The toewijzingen that were read, in the order in which their ids were first met.

    They stay in memory, pressed together: a file may be a pipe, and what is read may be written nowhere.
    """

    def __init__(self) -> None:
        self._pressed: list[bytes] = []
        self._last: list[Loaded] = []
        self._order = array("I")
        self._positions = HashMap()
        self._chunk = lru_cache(OPENED)(lambda number: _open(self._pressed[number]))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._order)

    def __getitem__(self, position: int) -> Loaded:
        """The toewijzing at a position."""
        number, within = divmod(self._order[position], CHUNK)
        return self._last[within] if number == len(self._pressed) else self._chunk(number)[within]

    def __iter__(self) -> Iterator[Loaded]:
        """All of them, in order."""
        return (self[position] for position in range(len(self)))

    def get(self, id_: str) -> Loaded | None:
        """The toewijzing with this id, or None."""
        _, position = self._find(id_)
        return None if position is None else self[position]

    def put(self, loaded: Loaded) -> None:
        """Keep a toewijzing; one with the same id takes the place of the earlier one."""
        hashed, position = self._find(loaded.toewijzing.id)
        stored = len(self._pressed) * CHUNK + len(self._last)
        if position is None:
            self._positions.put(hashed, len(self._order))
            self._order.append(stored)
        else:
            self._order[position] = stored
        self._last.append(loaded)
        if len(self._last) == CHUNK:
            self._pressed.append(_press(self._last))
            self._last = []

    def _find(self, id_: str) -> tuple[int, int | None]:
        """The hash under which an id stands, or can stand, and its position; ids that share a hash step aside."""
        hashed = hash(id_)
        while (position := self._positions.get(hashed)) is not None and self[position].toewijzing.id != id_:
            hashed = hash((hashed, id_))
        return hashed, position


def _press(chunk: list[Loaded]) -> bytes:
    rows = [(_values(one.toewijzing), one.place, one.moment) for one in chunk]
    return zlib.compress(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL), 1)


def _open(pressed: bytes) -> list[Loaded]:
    rows: list[tuple[Any, ...]] = pickle.loads(zlib.decompress(pressed))  # noqa: S301  # pressed here, a moment ago
    return [Loaded(Toewijzing(**dict(zip(_NAMES, values, strict=True))), *where) for values, *where in rows]
