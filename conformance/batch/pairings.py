"""Which systems can face each other, by the roles that each claims."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from migratietoets.conformance.adapters.discovery import one_system
from migratietoets.conformance.batch.job import Job
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.protocol.verbs import AdapterError
from migratietoets.conformance.run.run import who
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.istandaard.model import InputError

Entry = tuple[str, dict[str, Any]]


def pairings(systems: Sequence[str], greeting: Selection, options: Mapping[str, Any]) -> tuple[list[Entry], list[Job]]:
    """A name and options for every gemeente against every other aanbieder; and why some system faces nobody.

    Args:
        systems: the names of their adapters.
        greeting: how each is asked who it is.
        options: what every pair is asked besides.

    Raises:
        InputError: a name has no form that is known, or nobody can face anybody.
    """
    said: dict[str, dict[str, Any]] = {}
    absent: list[Job] = []
    for name in systems:
        try:
            said[name] = who(greeting, name)
        except AdapterError as error:
            absent.append(Job(name, Path(), problem=str(error), code=ExitCode.ADAPTER))
    gemeenten, aanbieders = ([name for name in said if role in said[name]["roles"]] for role in ROLES)
    pairs = [(one, other) for one in gemeenten for other in aanbieders if one != other and not one_system(one, other)]
    if not pairs and not absent:
        raise InputError(
            "matrix: verwacht minstens één gemeente en een andere aanbieder; gevonden "
            f"{len(gemeenten)} en {len(aanbieders)}. Elk systeem zegt in hello welke rollen het speelt."
        )
    return [
        (f"{said[one]['name']} - {said[other]['name']}", {"gemeente": one, "aanbieder": other, **options})
        for one, other in pairs
    ], absent
