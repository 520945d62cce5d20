from importlib import import_module

import pytest

from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Domein
from tests.proof.kill_matrix import verdicts
from tests.proof.right.party import Right

PARTIES = [
    party
    for name in ("both", "gemeente", "aanbieder")
    for party in vars(import_module(f"tests.proof.right.{name}")).values()
    if isinstance(party, type) and issubclass(party, Right) and party.__module__.endswith(name) and party.allowed_by
]
WRONG = {Verdict.FAIL, Verdict.NOT_EXERCISED, Verdict.KIT_ERROR, Verdict.ADAPTER_ERROR}
"""What makes a run not conform, or comes from a party that breaks."""


@pytest.mark.parametrize(
    ("party", "role"),
    [pytest.param(party, role, id=f"{party.__name__}-{role}") for party in PARTIES for role in party.roles],
)
@pytest.mark.parametrize("domein", Domein)
def test_another_permitted_way_breaks_no_must(party, role, domein):
    wrong = [v for v in verdicts(party, role, domein) if v.strength == "must" and v.verdict in WRONG]
    assert [(v.case, v.rule, [f.text for f in v.findings if f.verdict in WRONG]) for v in wrong] == []


def test_there_are_at_least_25_other_ways():
    assert sum(len(party.roles) for party in PARTIES) >= 25
