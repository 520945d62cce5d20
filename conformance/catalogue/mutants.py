"""The mutants: known-bad parties, which rule each breaks, and which rules found it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from migratietoets.istandaard.datafiles import read_yaml

ROOM, FILE = "migratietoets.conformance.catalogue", "mutants.yaml"


@dataclass(frozen=True)
class Mutant:
    """A copy of the reference with one fault.

    Attributes:
        title: what it does wrong, in Dutch.
        killed_by: domein -> the rules that were broken.
    """

    id: str
    rule: str
    role: str
    title: str
    killed_by: Mapping[str, tuple[str, ...]]


@cache
def mutants() -> dict[str, Mutant]:
    """Every mutant by id, in the order of mutants.yaml; none when that is not made yet."""
    if not (files(ROOM) / FILE).is_file():
        return {}
    return {
        name: Mutant(
            id=name,
            rule=data["rule"],
            role=data["role"],
            title=data["title"],
            killed_by={domein: tuple(rules) for domein, rules in data["killed_by"].items()},
        )
        for name, data in read_yaml(ROOM, FILE).items()
    }
