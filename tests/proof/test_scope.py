"""A rule of the information model fails only messages that the model holds to it (law of its own scope)."""

import pytest

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.rules.shared.scope import in_scope
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import findings
from migratietoets.conformance.vocabulary.verdicts import Verdict
from tests.helpers.negative import NEGATIVE

OF_THE_MODEL = [r for r in register().values() if r.checked and r.model is not None]


@pytest.mark.parametrize(("case", "role", "domein"), NEGATIVE)
def test_what_fails_lies_within_the_scope_of_the_rule(case, role, domein):
    (trace,) = traces(script(case, domein, role)).values()
    outside = [
        (rule.id, found.bericht.kind, found.bericht.release)
        for rule in OF_THE_MODEL
        if rule.binds_role(role)
        for found in findings(rule, trace)
        if found.verdict is Verdict.FAIL and found.bericht is not None
        if not in_scope(rule.id, found.bericht, domein)
    ]
    assert outside == []
