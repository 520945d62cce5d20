"""What a rule looks at, and what of that it may fail: a rule of the model only what it names (law of its own scope)."""

import pytest

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.rules.shared.scope import in_scope
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.verdict.judge import checkable, findings
from migratietoets.conformance.verdict.shortfall import kinds_of
from migratietoets.conformance.vocabulary.verdicts import Verdict
from tests.helpers.negative import NEGATIVE

OF_THE_MODEL = [r for r in register().values() if r.checked and r.model is not None]


@pytest.mark.parametrize(("case", "role", "domein"), NEGATIVE)
def test_what_a_rule_approves_of_is_what_it_says_it_looks_at(case, role, domein):
    (trace,) = traces(script(case, domein, role)).values()
    elsewhere = [
        (rule.id, found.bericht.kind)
        for rule in checkable(role)
        for found in findings(rule, trace)
        if found.verdict is Verdict.PASS and found.bericht is not None and found.bericht.sender == role
        if found.bericht.kind not in kinds_of(rule.about, role)
    ]
    assert elsewhere == []


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
