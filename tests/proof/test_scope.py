"""A rule of the information model fails only messages that the model holds to it (law of its own scope)."""

import pytest

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.rules.rule import JUDGES, RULES, Judges
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.modelregels import modelregels
from tests.helpers.negative import NEGATIVE

TWINS = {"TR358": "TR312", "TR342": "TR320", "IV091": "IV054", "TR333": "TR324"}
"""What the model says of the 303 and 304 under an id of its own, and we judge with the rule for the 323 and 325."""
OF_THE_MODEL = [r for r in register().values() if r.checked and r.model is not None]


def _holds(rule, bericht, domein):
    own = modelregels()[TWINS[rule.id]] if rule.id in TWINS and bericht.kind in {"303", "304"} else rule.model
    return own.applies_to(bericht.kind, bericht.release, domein)


@pytest.mark.parametrize(("case", "role", "domein"), NEGATIVE)
def test_what_fails_lies_within_the_scope_of_the_rule(case, role, domein):
    (trace,) = traces(script(case, domein, role)).values()
    outside = [
        (rule.id, found.bericht.kind, found.bericht.release)
        for rule in OF_THE_MODEL
        if rule.binds_role(role) and JUDGES[rule.id] is Judges.MESSAGE
        for found in RULES[rule.id](trace)
        if found.verdict is Verdict.FAIL and found.bericht is not None
        if not _holds(rule, found.bericht, domein)
    ]
    assert outside == []
