"""What stands in a valid message: a sheet of values by path, read from the YAML files beside this module.

A key is the end of a path of names (`Omvang/Frequentie`), in which a step may name one of many
(`Contact[2]/Soort`), or the type of an element; the longest key that fits counts. A value is a text, in which
{name} is a fact of the person or the number of the message, a number of classes, or nothing: then it is left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF

FILES = ("toewijzen", "vragen", "declareren")
"""The files with messages; `values` holds what they share."""

Step = tuple[str, int | None]
"""A name, and which one of many it is, counted from 1."""
_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class _Line:
    steps: tuple[Step, ...]
    value: object

    @property
    def weight(self) -> tuple[int, int]:
        """The longer, and then the more precise, the heavier."""
        return len(self.steps), sum(place is not None for _, place in self.steps)

    def fits(self, path: tuple[Step, ...]) -> bool:
        end = path[len(path) - len(self.steps) :]
        return len(end) == len(self.steps) and all(
            name == own and place in {None, number}
            for (name, place), (own, number) in zip(self.steps, end, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values of one message, by the last name of a key."""

    lines: Mapping[str, tuple[_Line, ...]]

    def find(self, path: tuple[Step, ...], type_: str | None) -> tuple[bool, object]:
        """Whether something is said of an element, and what."""
        for line in self.lines.get(path[-1][0], ()):
            if line.fits(path):
                return True, line.value
        for line in self.lines.get(type_ or "", ()):
            return True, line.value
        return False, None


def _steps(key: str) -> tuple[Step, ...]:
    found = (_STEP.fullmatch(step) for step in key.split("/"))
    return tuple((match[1], int(match[2]) if match[2] else None) for match in found if match)


@cache
def _data() -> dict[str, Any]:
    """Every message by its kind."""
    return {kind: what for name in FILES for kind, what in read_yaml(__package__, f"{name}.yaml").items()}


def _sections(kind: str, release: Release, domein: Domein, variant: str) -> Iterator[Mapping[str, object]]:
    """What is said of a message, the more general first."""
    shared = read_values()
    names = ("alle", str(release), str(domein))
    yield from (shared.get(name) or {} for name in names)
    for one in (RETOUR_OF.get(kind), kind):
        source = _data().get(one or "", {})
        yield from (source.get(name) or {} for name in names)
        yield from (_variant(source, name) for name in (variant, f"{variant} {release}", f"{variant} {domein}"))


def _variant(source: Mapping[str, Any], name: str) -> Mapping[str, object]:
    return source.get("varianten", {}).get(name) or {}


@cache
def read_values() -> dict[str, Any]:
    """What all messages share."""
    return read_yaml(__package__, "values.yaml")


@cache
def variants(kind: str, release: Release, domein: Domein) -> tuple[str, ...]:
    """The variants of a message; a retourbericht has those of its heenbericht and its own."""
    found = [
        name
        for one in (RETOUR_OF.get(kind), kind)
        for name in _data().get(one or "", {}).get("varianten", {})
        if one == kind or not _data().get(kind, {}).get("eigen")
    ]
    only = {str(one) for one in (*Release, *Domein)}
    plain = (name.rpartition(" ") if name.rpartition(" ")[2] in only else (name, "", "") for name in found)
    return tuple(dict.fromkeys(name for name, _, where in plain if where in {"", str(release), str(domein)}))


@cache
def sheet(kind: str, release: Release, domein: Domein, variant: str) -> Sheet:
    """The values of a variant of a message."""
    values = {key: value for section in _sections(kind, release, domein, variant) for key, value in section.items()}
    lines: dict[str, list[_Line]] = {}
    for key, value in values.items():
        line = _Line(_steps(key), value)
        lines.setdefault(line.steps[-1][0], []).append(line)
    return Sheet({name: tuple(sorted(own, key=lambda line: line.weight, reverse=True)) for name, own in lines.items()})
