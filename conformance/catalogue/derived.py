"""Metamorphic cases: a case derived from another by one change that should not matter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from migratietoets.conformance.catalogue.case.case import Case, Change
from migratietoets.conformance.catalogue.case.content import Given

HIGHEST_AND_LOWEST = 99
"""The sum of a symbolic toewijzingnummer and the other one that it becomes."""


def _later(case: Case, change: Change) -> Case:
    """Give every instruction a number of days later (still in time)."""
    delay = timedelta(days=change.days)
    return replace(case, steps=tuple(replace(step, at=step.at + delay) for step in case.steps))


def _reversed_order(case: Case, _: Change) -> Case:
    """Give the stock in the opposite order."""
    return replace(case, given=Given(case.given.toewijzingen[::-1]))


def _other_numbers(case: Case, _: Change) -> Case:
    """Give every toewijzing that has a number another one; who shared a number still does."""
    return replace(
        case,
        given=Given(
            tuple(
                replace(t, number=None if t.number is None else HIGHEST_AND_LOWEST - t.number)
                for t in case.given.toewijzingen
            )
        ),
    )


def _twice(case: Case, _: Change) -> Case:
    """Give every instruction twice, the second time an hour later."""
    again = tuple(replace(step, at=step.at.replace(hour=10, minute=0)) for step in case.steps)
    return replace(case, steps=case.steps + again)


def _never_started(case: Case, _: Change) -> Case:
    """Care was never started: what the gemeente grants stays the same."""
    return replace(case, given=Given(tuple(replace(t, gestart=False) for t in case.given.toewijzingen)))


CHANGES: dict[str, Callable[[Case, Change], Case]] = {
    "later": _later,
    "omgekeerde_volgorde": _reversed_order,
    "andere_nummers": _other_numbers,
    "tweemaal": _twice,
    "nooit_gestart": _never_started,
}
"""The changes, as named in cases/case.schema.json."""


def derive(base: Case, case: Case) -> Case:
    """The derived case in full: given and steps of the basis, changed; roles and domains of the basis."""
    if case.change is None:
        return case
    full = replace(
        case, roles=base.roles, domeinen=base.domeinen, given=base.given, steps=base.steps, damaged=base.damaged
    )
    return CHANGES[case.change.kind](full, case.change)
