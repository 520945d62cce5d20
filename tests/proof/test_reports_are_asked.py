"""A system in which a person reports starts and stops is asked for each that another system sends by itself."""

import pytest

from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.log import EventLog
from migratietoets.istandaard.releases import Domein

COMMANDS = {"305": "start_zorg", "307": "stop_zorg"}


@pytest.fixture(scope="module", params=list(Domein), ids=str)
def played(request):
    """The trace of each case, with the reference as aanbieder."""
    selection = Selection(roles=("aanbieder",), domeinen=(request.param,))
    log = EventLog()
    (campaign,) = selection.campaigns()
    Run(selection, lambda _: log).verdicts(campaign)
    return traces(log.events)


def reported(trace, kind):
    """Of whom a start or a stop was reported, with which toewijzing and which day; what was refused left out."""
    return [
        (bericht.bsn, one.toewijzingnummer, str(one.toewijzing_ingangsdatum), one.code, one.begindatum, one.einddatum)
        for bericht in trace.from_system(kind)
        for place, one in enumerate(bericht.regieproducten)
        if place not in trace.refused_lines(bericht)
    ]


def asked(trace, kind):
    """The toewijzingen for which somebody at the desk reported it."""
    named = (one.params["toewijzing"] for one in trace.instructions if one.command == COMMANDS[kind])
    return {(t["bsn"], t["toewijzingnummer"], t["ingangsdatum"], t["code"]) for t in named}


@pytest.mark.parametrize("kind", COMMANDS)
def test_every_start_and_stop_is_asked_for_at_the_desk_as_well(played, kind):
    unasked = {
        case: report
        for (_, case), trace in played.items()
        for report in reported(trace, kind)
        if report[:4] not in asked(trace, kind)
    }
    assert unasked == {}


@pytest.mark.parametrize("kind", COMMANDS)
def test_what_is_asked_for_again_is_not_sent_again(played, kind):
    for (_, case), trace in played.items():
        sent = reported(trace, kind)
        assert len(sent) == len(set(sent)), case
