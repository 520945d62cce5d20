from dataclasses import replace
from datetime import date

import pytest

from migratietoets.conformance.catalogue.cases import case
from migratietoets.conformance.rules.rule import COUNTERS, RULES
from migratietoets.conformance.rules.views.requests.verzoeken import verzoeken
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_ANSWER, term_end
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import CountEvent
from migratietoets.istandaard.berichten import build, read
from migratietoets.istandaard.releases import Domein
from tests.helpers.requests_by_hand import RUNNING, decide, traced, vow


def played(*cases):
    selection = Selection(roles=("gemeente",), domeinen=(Domein.JW,), cases=cases)
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    return run.verdicts(campaign), run.events(campaign)


@pytest.fixture(scope="module")
def verzoek():
    _, events = played("vot-vow/vot-24-onderzocht-en-dan-gehonoreerd")
    (trace,) = traces(events).values()
    (one,) = verzoeken(trace)
    return one


def test_a_request_keeps_every_decision(verzoek):
    assert [b.what for b in verzoek.decisions] == ["onderzoeken", "honoreren"]
    assert verzoek.decisions[0].until == verzoek.decisions[1].at
    assert not verzoek.open


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        ("2020-12-21", False),
        ("2020-12-22", True),
        ("2021-01-01", True),
        ("2021-01-25", True),
        ("2021-01-26", False),
    ],
)
def test_a_request_is_open_between_its_coming_and_its_decision(verzoek, day, open_):
    assert verzoek.open_on(date.fromisoformat(day)) is open_


def counted(role, *cases, wanted=()):
    selection = Selection(roles=(role,), domeinen=(Domein.JW,), cases=cases, rules=wanted)
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    verdicts = run.verdicts(campaign)
    assert not {rule for _, rule in verdicts} & set(COUNTERS)
    return {
        (e.case.removeprefix("vot-vow/"), e.rule): (e.value, e.total)
        for e in run.events(campaign)
        if isinstance(e, CountEvent)
    }


def test_advice_is_counted_and_not_judged():
    per_case = counted("gemeente", "vot-vow/vot-*", "vot-vow/wijziging-2020-*")
    assert {rule for _, rule in per_case} == set(COUNTERS) == {"VOT-10", "VOW-06"}
    assert per_case["vot-24-gehonoreerd-in-24", "VOT-10"] == (0, 1)
    assert per_case["vot-24-afgewezen-in-30", "VOT-10"] == (1, 1)
    assert per_case["vot-24-op-31-december-afgewezen", "VOT-10"] == (0, 1)
    assert per_case["vot-24-drie-producten-drie-besluiten", "VOT-10"] == (1, 3)
    assert ("vot-30-gehonoreerd", "VOT-10") not in per_case
    assert per_case["wijziging-2020-op-31-december-afgewezen", "VOW-06"] == (0, 1)
    assert per_case["wijziging-2020-onderzocht-en-dan-gehonoreerd", "VOW-06"] == (1, 1)


def test_only_the_role_that_the_advice_binds_is_counted():
    assert counted("aanbieder", "vot-vow/vot-24-op-30-december-gehonoreerd-in-30") == {}


def test_nothing_is_counted_that_was_not_asked_for():
    assert counted("gemeente", "vot-vow/vot-24-*", wanted=("VOT-0*",)) == {}


def test_an_investigation_that_runs_on_is_one_decision():
    _, events = played("vot-vow/vot-30-onderzoek-loopt-door")
    (trace,) = traces(events).values()
    (one,) = verzoeken(trace)
    assert [(b.what, b.at.date().isoformat()) for b in one.decisions] == [
        ("onderzoeken", "2021-01-08"),
        ("afwijzen", "2021-02-09"),
    ]


def negative(name, change=lambda trace: trace):
    (trace,) = traces(script(case(f"vot-vow/{name}"), Domein.JW, "gemeente")).values()
    return change(trace)


def test_a_decision_that_the_next_one_overtakes_within_its_term_need_not_be_told():
    def earlier(trace):
        last = trace.instructions[-1]
        return replace(
            trace, instructions=(*trace.instructions[:-1], replace(last, at=last.at.replace(month=1, day=13)))
        )

    after, within = (
        list(RULES["VOT-08"](negative("vot-30-onderzoek-beantwoord-afwijzing-niet", change)))
        for change in (without_319, lambda trace: earlier(without_319(trace)))
    )
    assert [b.verdict for b in after] == ["fail", "fail"]
    assert [b.verdict for b in within] == ["pass", "fail"]


def without_319(trace):
    return replace(trace, berichten=tuple(b for b in trace.berichten if b.kind != "319"))


def test_on_a_request_that_was_refused_nothing_is_decided():
    trace = negative("vot-30-afgewezen-met-kennisgeving")
    (one,) = verzoeken(trace)
    assert [b.what for b in one.decisions] == ["afwijzen"]
    (refused,) = verzoeken(negative("vot-30-afgewezen-met-kennisgeving", reject))
    assert refused.decisions == ()


def test_of_the_products_of_one_request_some_may_be_refused():
    _, events = played("vot-vow/ontvangst-315-tr347")
    (trace,) = traces(events).values()
    assert [one.refused for one in verzoeken(trace)] == [False, True, False]


def reject(trace):
    def rejected(bericht):
        return replace(bericht, bericht=read(build(bericht.bericht).replace(b"0200", b"0001")))

    return replace(trace, berichten=tuple(rejected(b) if b.kind == "316" else b for b in trace.berichten))


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        ("2020-12-22", "2020-12-30"),
        ("2020-12-23", "2021-01-04"),
        ("2020-12-30", "2021-01-08"),
        ("2020-12-31", "2021-01-08"),
        ("2021-01-03", "2021-01-08"),
        ("2021-01-04", "2021-01-11"),
    ],
)
def test_a_term_stands_still_in_the_quiet_period(day, latest):
    assert term_end(date.fromisoformat(day), WORKING_DAYS_ANSWER) == date.fromisoformat(latest)


def test_a_decision_is_about_what_had_come_by_then_at_one_moment_too():
    asked, order = vow("2021-01-11T12:00"), decide("2021-01-11T12:00", "honoreren")
    (before,) = verzoeken(traced([asked, order], given=[RUNNING]))
    (after,) = verzoeken(traced([order, asked], given=[RUNNING]))
    assert ([one.what for one in before.decisions], after.decisions) == (["honoreren"], ())
