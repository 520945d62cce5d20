from types import SimpleNamespace

import pytest

from migratietoets.conformance.rules.shared.scope import by_model
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Domein


@pytest.mark.parametrize(
    ("rule_id", "kind", "release", "verdict"),
    [
        ("TR358", "323", "3.0", Verdict.FAIL),
        ("TR358", "303", "3.0", Verdict.WARN),
        ("TR312", "303", "3.0", Verdict.FAIL),
        ("TR312", "303", "2.4", Verdict.WARN),
        ("TR366", "325", "3.0", Verdict.FAIL),
        ("TR366", "304", "3.0", Verdict.WARN),
    ],
)
def test_a_message_the_model_does_not_hold_to_a_rule_gets_a_warning(rule_id, kind, release, verdict):
    trace, bericht = SimpleNamespace(domein=Domein.WMO), SimpleNamespace(kind=kind, release=release)
    assert by_model(rule_id, trace, bericht) is verdict
