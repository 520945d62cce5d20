"""What a system answers wrong in one step costs the cases that had something to do by then, and no others."""

import pytest

from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import ErrorEvent, MessageEvent
from migratietoets.istandaard.releases import Domein

ON_THAT_DAY = {
    "toewijzingen/per-4-weken-deelbaar",
    "toewijzingen/per-4-weken-niet-deelbaar",
    "toewijzingen/per-4-weken-zonder-einddatum",
}


def played(system, module="bad"):
    """The verdicts of five cases, three of which have their only step on 15 October, and everything logged."""
    selection = Selection(
        adapter=f"python-inline:tests.systems.{module}:{system}",
        roles=("gemeente",),
        domeinen=(Domein.WMO,),
        cases=("toewijzingen/per-*",),
    )
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    return run.verdicts(campaign), run.events(campaign)


def test_one_error_in_advance_costs_only_the_cases_of_that_day():
    verdicts, events = played("StruikeltEnLaatLiggen")
    assert {case for (case, _), one in verdicts.items() if one.verdict == "adapter_error"} == ON_THAT_DAY
    others = {one.verdict for (case, _), one in verdicts.items() if case not in ON_THAT_DAY}
    assert {"fail", "not_exercised"} & others
    assert {(one.verb, one.at[:10]) for one in events if isinstance(one, ErrorEvent)} == {("advance", "2020-10-15")}


@pytest.mark.parametrize("system", ["Struikelt", "StruikeltEven", "StruikeltBijOphalen"])
def test_whoever_catches_up_loses_nothing_but_the_word_conform(system):
    verdicts, events = played(system)
    assert {one.verdict for one in verdicts.values()} == {"pass"}
    assert {one.case for one in events if isinstance(one, ErrorEvent)} == ON_THAT_DAY


def test_whoever_works_when_asked_again_is_not_a_moment_late():
    _, events = played("StruikeltEven")
    assert min(one.at for one in events if isinstance(one, MessageEvent)) == "2020-10-15T09:00:00+02:00"
