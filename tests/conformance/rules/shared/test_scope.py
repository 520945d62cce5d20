from types import SimpleNamespace

import pytest

from migratietoets.conformance.rules.shared.scope import in_scope
from migratietoets.istandaard.releases import Domein


@pytest.mark.parametrize(
    ("rule_id", "kind", "release", "binding"),
    [
        ("TR358", "323", "3.0", True),
        ("TR358", "303", "3.0", True),
        ("TR358", "303", "2.4", False),
        ("TR366", "325", "3.0", True),
        ("TR366", "304", "3.0", False),
        ("IV077", "303", "3.0", False),
        ("MT-03", "307", "2.4", True),
    ],
)
def test_a_message_is_held_to_what_the_model_says_of_it_and_to_every_rule_of_our_own(rule_id, kind, release, binding):
    assert in_scope(rule_id, SimpleNamespace(kind=kind, release=release), Domein.WMO) is binding
