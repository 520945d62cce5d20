"""A system in which a person reports the end of care is asked for every stop that another system sends by itself."""

import pytest

from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.log import EventLog
from migratietoets.istandaard.releases import Domein


@pytest.fixture(scope="module", params=list(Domein), ids=str)
def played(request):
    """The trace of each case, with the reference as aanbieder."""
    selection = Selection(roles=("aanbieder",), domeinen=(request.param,))
    log = EventLog()
    (campaign,) = selection.campaigns()
    Run(selection, lambda _: log).verdicts(campaign)
    return traces(log.events)


def stops(trace):
    """Who was reported to have stopped, with which toewijzing and per which day."""
    return [
        (bericht.bsn, one.toewijzingnummer, one.toewijzing_ingangsdatum, one.code, one.einddatum)
        for bericht in trace.from_system("307")
        for one in bericht.regieproducten
    ]


def asked(trace):
    """The toewijzingen for which somebody at the desk reported a stop."""
    named = (one.params["toewijzing"] for one in trace.instructions if one.command == "stop_zorg")
    return {(t["bsn"], t["toewijzingnummer"], t["ingangsdatum"], t["code"]) for t in named}


def test_every_stop_is_asked_for_at_the_desk_as_well(played):
    unasked = {
        case: stop
        for (_, case), trace in played.items()
        for stop in stops(trace)
        if (*stop[:2], str(stop[2]), stop[3]) not in asked(trace)
    }
    assert unasked == {}


def test_a_stop_that_is_asked_for_again_is_not_sent_again(played):
    for (_, case), trace in played.items():
        sent = stops(trace)
        assert len(sent) == len(set(sent)), case
