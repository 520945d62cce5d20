"""Situations in which nothing is wrong, though they look like ones in which something is: no rule may report them."""

import pytest

from migratietoets.conformance.catalogue.case.reading import read_case
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from migratietoets.istandaard.releases import Domein
from tests.helpers.situations import right_situations

SITUATIONS = [data for file in right_situations().values() for data in file]


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize("data", SITUATIONS, ids=[data["id"] for data in SITUATIONS])
def test_nothing_is_reported_where_nothing_is_wrong(data, domein):
    (role,) = data["rollen"]
    (trace,) = traces(script(read_case(1, data), domein, role)).values()
    verdicts = {r.id: judge_rule(r, trace, 0) for r in checkable(role)}
    named = {rule: verdicts[rule].verdict for rule in data["verwacht"]}
    assert named == data["verwacht"]
    wrong = {rule: one.findings for rule, one in verdicts.items() if one.verdict in {"fail", "warn", "kit_error"}}
    assert not wrong
