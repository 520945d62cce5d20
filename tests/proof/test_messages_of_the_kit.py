"""What the kit sends a system that must refuse one message breaks no rule but the one that the case says."""

from dataclasses import replace

import pytest

from migratietoets.conformance.protocol.processes import OTHER_ROLE
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.verdict.judge import checkable, judge_rule
from migratietoets.conformance.vocabulary.events import PARTY, MessageEvent
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.releases import Domein

WRONG = {"fail", "warn"}


def _played(role, domein):
    """The traces of the cases in which a system must refuse something, as if a system sent the messages of the kit."""
    selection = Selection(adapter="referentie", roles=(role,), domeinen=(domein,))
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    own = replace(campaign, cases=tuple(case for case in campaign.cases if case.broken))
    run.verdicts(own)
    events = (replace(one, origin=PARTY) if isinstance(one, MessageEvent) else one for one in run.events(own))
    return {case: replace(trace, role=OTHER_ROLE[role]) for (_, case), trace in traces(events).items()}


def _found(trace):
    """Each rule of the model that a message breaks, with the message; None: it is about when one came."""
    for rule in checkable(trace.role):
        if rule.id in modelregels():
            for one in judge_rule(rule, trace, 0).findings:
                if one.verdict in WRONG:
                    yield rule.id, one.bericht


TURNS = [
    ("gemeente", Domein.WMO),
    ("aanbieder", Domein.JW),
    pytest.param("gemeente", Domein.JW, marks=pytest.mark.traag),
    pytest.param("aanbieder", Domein.WMO, marks=pytest.mark.traag),
]


@pytest.mark.parametrize(("role", "domein"), TURNS)
def test_what_the_kit_sends_as_valid_breaks_no_rule(role, domein):
    found = [(case, *one) for case, trace in _played(role, domein).items() for one in _found(trace)]
    on_purpose = {(rule, bericht.breaks) for _, rule, bericht in found if bericht is not None and bericht.breaks}
    assert any(rule == broken for rule, broken in on_purpose)
    assert [one for one in found if one[2] is None or one[2].breaks is None] == []
