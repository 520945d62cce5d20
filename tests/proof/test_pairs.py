"""Whoever is right stays right, whatever the other side does wrong: the reference faces mutants."""

import pytest

from migratietoets.conformance.protocol.processes import OTHER_ROLE
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.istandaard.releases import Domein
from tests.proof.kill_matrix import MUTANTS

EVERY = 11
"""One mutant in so many is faced."""


@pytest.mark.traag
@pytest.mark.parametrize("name", sorted(MUTANTS)[::EVERY])
def test_the_reference_is_not_blamed_for_the_mutant_that_it_faces(name):
    mutant = MUTANTS[name]
    other = OTHER_ROLE[mutant.role_under_test]
    selection = Selection(
        **{mutant.role_under_test: f"python-inline:{mutant.__module__}:{mutant.__name__}", other: "referentie"},
        roles=(other,),
        domeinen=(Domein.WMO,),
    )
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    verdicts = run.verdicts(campaign)
    assert sum(one.verdict == "pass" for one in verdicts.values()) > len(verdicts) / 2
    assert {key: one.findings[0] for key, one in verdicts.items() if one.verdict.fails} == {}
