"""Whether the end of care is reported, to the day: after a temporary stop, and where nobody saw the start (OP288)."""

from datetime import date

import pytest

from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent, InstructEvent
from tests.helpers.made_up_case import AANBIEDER, BSNS, CASE, client, regie, stock

OLD = stock("1001", "2021-01-04", "2021-01-22", volume=10, frequentie="2", gestart=False)
START = regie(1, "2021-01-05T09:00:00", "305", "1001", "2021-01-04")


def verdicts(rule, *events, end="2021-02-28"):
    campaign = CampaignEvent(campaign=CASE["campaign"], role="aanbieder", domain="wmo", begin="2020-09-01", end=end)
    (trace,) = traces([campaign, client(), *events]).values()
    return [str(one.verdict) for one in RULES[rule](trace)]


def stop(n, day, until, reden="19"):
    return regie(n, f"{day}T09:00:00", "307", "1001", "2021-01-04", until, reden_beeindiging=reden)


def asked(day, until, reden="19"):
    named = {"aanbieder": AANBIEDER, "bsn": BSNS[0], "toewijzingnummer": "1001", "categorie": "02", "code": "02K01"}
    params = {"toewijzing": named | {"ingangsdatum": "2021-01-04"}, "einddatum": until, "reden": reden}
    return InstructEvent(**CASE, at=f"{day}T08:00:00+01:00", to="aanbieder", command="stop_zorg", params=params)


PAUSE = stop(2, "2021-01-12", "2021-01-11", "20")


@pytest.mark.parametrize(("end", "right"), [("2021-01-28", []), ("2021-01-29", ["fail"]), ("2021-01-30", ["fail"])])
@pytest.mark.parametrize("said", [[START], [START, PAUSE]])
def test_the_end_is_reported_within_five_working_days(said, end, right):
    assert verdicts("OP288", OLD, *said, end=end) == right


@pytest.mark.parametrize(("day", "right"), [("2021-01-29", "pass"), ("2021-02-01", "fail")])
def test_a_definite_stop_may_follow_a_temporary_one(day, right):
    said = OLD, START, PAUSE, stop(3, day, "2021-01-22")
    assert verdicts("OP288", *said) == ["pass"]
    assert verdicts("OP272", *said) == ["pass", right]


@pytest.mark.parametrize(
    ("until", "right"), [("2021-01-21", "fail"), ("2021-01-22", "not_verifiable"), ("2021-01-23", "fail")]
)
def test_an_interruption_up_to_the_last_day_may_be_the_end(until, right):
    assert verdicts("OP288", OLD, START, stop(2, "2021-01-25", until, "20")) == [right]


def test_after_care_was_resumed_its_end_is_asked_again():
    own = {"toewijzing_ingangsdatum": date(2021, 1, 4)}
    resumed = regie(3, "2021-01-18T09:00:00", "305", "1001", "2021-01-18", **own)
    assert verdicts("OP288", OLD, START, PAUSE, resumed) == ["fail"]
    ended = regie(4, "2021-01-25T09:00:00", "307", "1001", "2021-01-18", "2021-01-22", **own)
    assert verdicts("OP288", OLD, START, PAUSE, resumed, ended) == ["pass"]


@pytest.mark.parametrize(("until", "right"), [("2021-01-10", []), ("2021-01-11", ["not_verifiable"])])
def test_where_the_start_came_before_the_trace_the_stop_may_have_too(until, right):
    """What ended before the first message was closed before it; of the rest nobody knows whether care still ran."""
    old = stock("1001", "2021-01-04", until, volume=10, frequentie="2")
    other = regie(1, "2021-01-11T09:00:00", "305", "1002", "2021-01-11")
    assert verdicts("OP288", old, other) == right


def test_a_temporary_stop_is_what_was_asked_until_the_toewijzing_ends():
    pause = asked("2021-01-12", "2021-01-11", "20")
    assert verdicts("OP288", OLD, START, pause, end="2021-01-21") == ["fail"]
    assert verdicts("OP288", OLD, START, pause, PAUSE, end="2021-01-21") == ["pass"]
    assert verdicts("OP288", OLD, START, pause, PAUSE) == ["pass", "fail"]


def test_where_the_end_was_asked_a_temporary_stop_is_not_enough():
    assert verdicts("OP288", OLD, START, asked("2021-01-12", "2021-01-11"), PAUSE, end="2021-01-21") == ["fail"]
    assert verdicts("OP288", OLD, START, asked("2021-01-12", "2021-01-11"), stop(2, "2021-01-12", "2021-01-11")) == [
        "pass"
    ]


@pytest.mark.parametrize(("end", "right"), [("2021-01-18", "not_verifiable"), ("2021-01-19", "fail")])
def test_what_was_asked_is_done_within_five_working_days(end, right):
    assert verdicts("OP288", OLD, START, asked("2021-01-12", "2021-01-11"), end=end) == [right]


@pytest.mark.parametrize(("day", "right"), [("2021-01-11", "pass"), ("2021-01-10", "fail"), ("2021-01-12", "fail")])
def test_a_stop_is_on_the_day_that_was_asked(day, right):
    assert verdicts("AC-02", OLD, START, asked("2021-01-12", "2021-01-11"), stop(2, "2021-01-13", day))[1] == right
