"""The smallest case that still shows a finding: steps, toewijzingen, lines and keys taken away one by one."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any

Data = dict[str, Any]
Path = tuple[str | int, ...]

ANSWERS, STEP = "op_stap", "stap"
"""What an answer answers; the number that a step keeps while others go."""
ASKED = frozenset({"rollen", "domeinen"})
"""Keys of who is judged, and where."""
TOGETHER = frozenset({"volume", "eenheid", "frequentie"})
"""Keys that are an omvang together: one of them without the others says nothing."""
KEPT = frozenset({*ASKED, "gegeven", "verloop", "op", STEP})
"""Keys that every case or step has."""


def shrink(data: Data, shows: Callable[[Data], bool]) -> Data:
    """Take away whatever can go while the case still shows it; the same case always becomes the same smaller one.

    Args:
        data: a case that shows it, as YAML holds it.
        shows: whether a case does.
    """
    work = deepcopy(data)
    for number, step in enumerate(work["verloop"], start=1):
        step[STEP] = number
    changed = True
    while changed:
        before = deepcopy(work)
        for path in list(_lists(work)):
            _shorten(work, path, shows)
        for path in sorted(_keys(work), key=len):
            _drop(work, path, shows)
        changed = work != before
    return _case(work)


def parts(data: object) -> int:
    """How many values something in YAML holds."""
    if isinstance(data, dict):
        return sum(map(parts, data.values()))
    return sum(map(parts, data)) if isinstance(data, list) else 1


def _case(work: Data) -> Data:
    """The case, its steps numbered anew; what answers a step that is gone goes with it."""
    case = deepcopy(work)
    places: dict[int, int] = {}
    steps: list[Data] = []
    for step in case["verloop"]:
        number, message = step.pop(STEP), step.get("bericht", {})
        if message.get(ANSWERS, number) in {*places, number}:
            places[number] = len(steps) + 1
            if ANSWERS in message:
                message[ANSWERS] = places[message[ANSWERS]]
            steps.append(step)
    case["verloop"] = steps
    return case


def _at(work: Any, path: Sequence[str | int]) -> Any:  # noqa: ANN401  # whatever YAML holds
    for name in path:
        try:
            work = work[name]
        except (KeyError, IndexError, TypeError):
            return None
    return work


def _walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:  # noqa: ANN401  # whatever YAML holds
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in items:
        yield from _walk(child, (*path, name))


def _lists(work: Data) -> Iterator[Path]:
    """Every list that may become shorter, the outer ones first: the steps, the toewijzingen, the lines of a message."""
    found = (path for path, value in _walk(work) if isinstance(value, list) and path[0] not in ASKED)
    yield from sorted(found, key=len)


def _keys(work: Data) -> Iterator[Path]:
    for path, _ in _walk(work):
        if path and isinstance(path[-1], str) and path[-1] not in KEPT and path[0] not in ASKED:
            yield path


def _shorten(work: Data, path: Path, shows: Callable[[Data], bool]) -> None:
    """Take pieces out of a list, half of it first and single items last."""
    size = len(_at(work, path) or ())
    while size:
        place = 0
        while place < len(whole := _at(work, path) or []):
            _at(work, path[:-1])[path[-1]] = whole[:place] + whole[place + size :]
            if not shows(_case(work)):
                _at(work, path[:-1])[path[-1]] = whole
                place += size
        size //= 2


def _drop(work: Data, path: Path, shows: Callable[[Data], bool]) -> None:
    """Take out one key, with those that mean nothing without it."""
    holder = _at(work, path[:-1])
    if not isinstance(holder, dict) or path[-1] not in holder:
        return
    kept = dict(holder)
    for name in TOGETHER if path[-1] in TOGETHER else {path[-1]}:
        holder.pop(name, None)
    if not shows(_case(work)):
        holder.clear()
        holder.update(kept)
