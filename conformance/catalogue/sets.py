"""Sets of cases with a name, for whoever cannot play them all: which cases each role plays, and what that takes."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.catalogue.set_names import EVERYTHING
from migratietoets.istandaard.datafiles import read_yaml

ROOM, FILE = "migratietoets.conformance.catalogue", "sets.yaml"


@cache
def frozen_sets() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Name of a set -> role -> the ids of its cases, in the order in which they were chosen; of all but everything."""
    data = read_yaml(ROOM, FILE)
    return {name: {role: tuple(ids) for role, ids in by_role.items()} for name, by_role in data.items()}


def in_set(name: str, role: str, case: Case) -> bool:
    """Whether a role plays a case in the set of this name."""
    return name == EVERYTHING or case.id in frozen_sets()[name][role]


def rules_shown(cases: Iterable[Case], role: str) -> set[str]:
    """The rules for a role that must come up in these cases."""
    return {rule for case in cases for rule in case.expectation.rules if register()[rule].binds_role(role)}


def days_of(case: Case) -> set[date]:
    """The days on which something happens in a case."""
    return {step.at.date() for step in case.steps}


def steps_by_hand(cases: Collection[Case]) -> int:
    """How many things whoever works by hand does at least, to play these cases together.

    On each day he sets the date and takes out what was sent; each step is a button to press or messages to bring in.
    """
    return 2 * len(set().union(*map(days_of, cases))) + sum(len(case.steps) for case in cases)
