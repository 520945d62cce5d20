import pytest

from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from tests.helpers.negative import NEGATIVE


@pytest.mark.parametrize(("case", "role", "domein"), NEGATIVE)
def test_the_oracle_finds_exactly_what_is_wrong(case, role, domein):
    (trace,) = traces(script(case, domein, role)).values()
    verdicts = {r.id: judge_rule(r, trace, 0) for r in checkable(role)}
    expected = case.expectation.verdicts
    found = {r: o.verdict for r, o in verdicts.items() if o.verdict in {"fail", "warn"} or r in expected}
    evidence = [b for o in verdicts.values() for b in o.findings if b.verdict in {"fail", "warn"}]
    assert found == expected, evidence
