"""A right system that cannot be driven or seen in everything never fails, and is never simply conform."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.rules.rule import ABOUT
from migratietoets.conformance.verdict.judge import Judge
from migratietoets.conformance.vocabulary.events import EndEvent, HelloEvent, InstructEvent, MessageEvent, NoticeEvent
from migratietoets.conformance.vocabulary.outcomes import Outcome
from migratietoets.conformance.vocabulary.verdicts import Verdict
from tests.helpers.played import played, some, whole
from tests.systems import clocks

WRONG = {Verdict.FAIL, Verdict.WARN, Verdict.NOT_EXERCISED, Verdict.ADAPTER_ERROR, Verdict.KIT_ERROR}
SLOW = pytest.mark.traag


@pytest.mark.parametrize(
    ("system", "role"),
    [
        (clocks.Later, "aanbieder"),
        (clocks.After, "gemeente"),
        pytest.param(clocks.Later, "gemeente", marks=SLOW),
        pytest.param(clocks.After, "aanbieder", marks=SLOW),
        *(
            pytest.param(system, role, marks=SLOW)
            for system in (clocks.Before, clocks.AtReset, clocks.RealTime)
            for role in ("gemeente", "aanbieder")
        ),
    ],
)
def test_a_right_system_in_a_time_of_its_own_is_judged_on_content_alone(system, role):
    found = played(system, whole(role))
    assert [one for one in found.verdicts if one.verdict in WRONG] == []
    assert found.outcome == Outcome.INCOMPLETE
    assert len(found.of(Verdict.PASS)) > 20
    passed = {one.rule for one in found.verdicts if one.verdict is Verdict.PASS}
    assert {rule for rule in passed if ABOUT[rule].dated} <= {"PL-01"}


def moved(event, days):
    """An event of a system in a time of its own, as many days later."""
    if isinstance(event, HelloEvent):
        can = event.party["capabilities"] | {"clock": "none"}
        return replace(event, party={**event.party, "capabilities": can})
    if isinstance(event, MessageEvent | NoticeEvent | InstructEvent | EndEvent):
        return replace(event, at=(datetime.fromisoformat(event.at) + timedelta(days=days)).isoformat())
    return event


@pytest.mark.traag
@pytest.mark.parametrize("role", ["gemeente", "aanbieder"])
def test_what_is_not_about_a_day_says_the_same_of_a_log_that_is_moved_in_time(role):
    campaign = whole(role)
    events = played(ReferenceParty, campaign).events
    for days in (-90, -3, 3, 90, 2000):
        judge = Judge([moved(event, days) for event in events], campaign.id, "")
        said = [verdict for case in campaign.cases for verdict in judge.verdicts(case)]
        assert [one for one in said if one.verdict in WRONG] == [], days


class WrongContent(clocks.RealTime):
    """Names a gemeente that is none."""

    def collect(self, params):
        out = super().collect(params)
        for message in out["messages"]:
            message["xml"] = message["xml"].replace(">0344<", ">geen gemeente<")
        return out


def test_wrong_content_fails_whatever_the_time_is():
    found = played(WrongContent, some("gemeente", "toewijzingen/per-jaar"))
    assert found.of(Verdict.FAIL) == {"PL-01"}
    assert found.outcome == Outcome.NOT_CONFORM


@pytest.mark.parametrize("system", [clocks.Silent, clocks.SilentAtReset])
def test_a_silent_system_in_a_time_of_its_own_passes_nothing(system):
    found = played(system, some("gemeente", "toewijzingen/per-jaar"))
    assert found.of(Verdict.PASS) == set()
    assert found.outcome == Outcome.NOTHING


def test_a_clock_that_is_set_at_reset_shows_the_day_of_the_reset_and_no_other():
    name = "migratie/budget-op-31-januari"
    whole_run, alone = (played(clocks.AtReset, some("gemeente", name, isolated=one)) for one in (False, True))
    dated = {rule for rule, about in ABOUT.items() if about.dated} - {"PL-01"}
    assert whole_run.of(Verdict.PASS) & dated == set()
    assert alone.of(Verdict.PASS) & dated
    assert (whole_run.outcome, alone.outcome) == (Outcome.NOTHING, Outcome.CONFORM)


def test_a_button_that_a_system_lacks_is_not_pressed_and_what_needs_it_is_not_tested():
    found = played(clocks.WithoutMigreer, some("gemeente", "toewijzingen/per-jaar"))
    assert found.of(*WRONG) == set()
    assert found.outcome in {Outcome.NOTHING, Outcome.INCOMPLETE}
    assert not any(isinstance(one, InstructEvent) and one.command == "migreer" for one in found.events)
    assert any("hello noemt haar niet bij instructions" in f.text for one in found.verdicts for f in one.findings)


def test_a_button_that_does_not_work_now_is_no_error_of_the_adapter():
    found = played(clocks.CannotMigreer, some("gemeente", "toewijzingen/per-jaar"))
    assert found.of(*WRONG) == set()
    assert {one.verdict for one in found.errors} == {Verdict.NOT_VERIFIABLE}
