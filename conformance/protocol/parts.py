"""The answer to collect part by part: what is wrong with one message or notice costs that one, and nothing else."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from migratietoets.conformance.protocol.shape import YEARS, plain
from migratietoets.conformance.protocol.verbs import AdapterError, JsonObject, check_answer, part_error

PARTS: Mapping[str, str] = {"messages": "bericht", "notices": "kennisgeving"}
"""The lists in the answer, and what each holds."""


class BadPart(NamedTuple):
    """A message or notice that has not the shape of the protocol.

    Attributes:
        text: what is wrong with it, in Dutch.
        found: the part as it was given.
    """

    text: str
    found: object


def sound_parts(answer: object, version: str) -> tuple[JsonObject, tuple[BadPart, ...]]:
    """The answer to collect without what cannot be used of it, and that.

    Raises:
        AdapterError: the answer itself has another shape.
    """
    try:
        checked = check_answer("collect", answer, version=version)
    except AdapterError:
        return _without_bad(answer, version)
    if any(map(_no_day, checked["notices"])):
        return _without_bad(checked, version)
    return checked, ()


def _without_bad(answer: object, version: str) -> tuple[JsonObject, tuple[BadPart, ...]]:
    given = dict(dict.items(answer)) if isinstance(answer, dict) else {}
    bad: list[BadPart] = []
    for name, word in PARTS.items():
        parts = given.get(name)
        if not isinstance(parts, list):
            break
        faults = [(part, _fault(part, name, version)) for part in list.__iter__(parts)]
        bad += [
            BadPart(f"{word} {place} heeft niet de vorm van het protocol: {fault}", part)
            for place, (part, fault) in enumerate(faults, start=1)
            if fault is not None
        ]
        given[name] = [part for part, fault in faults if fault is None]
    return check_answer("collect", given if bad else answer, version=version), tuple(bad)


def _fault(part: object, name: str, version: str) -> str | None:
    """What keeps a part from being used."""
    try:
        copy = plain(part)
    except ValueError as error:
        return str(error)
    return part_error(copy, name, version) or _no_day(copy)


def _no_day(part: JsonObject) -> str | None:
    """A notice may name a toewijzing that begins on a day that does not exist, or that nobody can mean."""
    named = part.get("toewijzing")
    if not isinstance(named, Mapping):
        return None
    try:
        begin = date.fromisoformat(named["ingangsdatum"])
    except ValueError:
        begin = date.min
    if begin.year in YEARS:
        return None
    return "toewijzing/ingangsdatum: verwacht een bestaande datum"
