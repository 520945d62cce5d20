"""Every negative case, in each role and domain it is judged in."""

import pytest

from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import checkable, judge_rule

NEGATIVE = [
    pytest.param(case, role, domein, id=f"{case.id}[{domein}-{role}]")
    for case in cases().values()
    if not case.positive
    for role in case.roles
    for domein in case.domeinen
]


def broken_by(case, role, domein):
    """The rules that a script breaks, judged with everything in it."""
    (trace,) = traces(script(case, domein, role)).values()
    return {one.id for one in checkable(role) if judge_rule(one, trace, 0).verdict == "fail"}
