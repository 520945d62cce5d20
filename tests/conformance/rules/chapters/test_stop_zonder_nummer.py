"""The last day for what has no unique number is 30-11-2020, to the day (MT-01, MT-02)."""

from datetime import date

import pytest

from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent
from migratietoets.istandaard.releases import Release
from tests.helpers.made_up_case import CASE, answer, client, product, regie, send, stock

OLD = stock(None, "2020-03-02", "2021-06-30", id="v-oud", volume=10, frequentie="2")
DECEMBER = stock(None, "2020-12-14", "2021-06-30", id="v-december", volume=10, frequentie="2")


def verdicts(rule, *events, role="gemeente", end="2021-02-28"):
    campaign = CampaignEvent(campaign=CASE["campaign"], role=role, domain="wmo", begin="2020-09-01", end=end)
    (trace,) = traces([campaign, client(), *events]).values()
    return [str(one.verdict) for one in RULES[rule](trace)]


def gone(day, from_="2020-03-02", until="2020-11-30", reden="03", n=2):
    return send(n, f"{day}T09:00:00", product(None, from_, until, reden, volume=10, frequentie="2"))


def stop(day, n=3, until="2020-11-30"):
    return regie(n, f"{day}T10:00:00", "307", None, "2020-03-02", until, release=Release.R24)


@pytest.mark.parametrize(("day", "right"), [("2020-11-29", "pass"), ("2020-11-30", "pass"), ("2020-12-01", "fail")])
def test_a_toewijzing_that_is_still_to_begin_is_cancelled_by_30_november(day, right):
    new = send(1, "2020-11-25T09:00:00", product("2001", "2020-12-14", "2021-06-30"))
    assert verdicts("MT-01", DECEMBER, new, gone(day, "2020-12-14", "2020-12-14", "01")) == [right]


@pytest.mark.parametrize(("day", "right"), [("2020-11-29", "pass"), ("2020-11-30", "pass"), ("2020-12-01", "fail")])
def test_its_successor_is_sent_by_30_november(day, right):
    new = send(2, f"{day}T09:00:00", product("2001", "2020-12-01", "2021-06-30"))
    assert verdicts("MT-01", OLD, gone("2020-11-20", n=1), new) == [right]


@pytest.mark.parametrize(("until", "right"), [("2020-11-29", "pass"), ("2020-11-30", "pass"), ("2020-12-01", "fail")])
def test_it_ends_by_30_november(until, right):
    first = date.fromisoformat(until).replace(day=1, month=12)
    new = send(1, "2020-11-19T09:00:00", product("2001", first.isoformat(), "2021-06-30"))
    assert verdicts("MT-01", OLD, new, gone("2020-11-20", until=until)) == [right]


@pytest.mark.parametrize(
    ("withdrawn", "right"), [("2020-11-29", ["fail"]), ("2020-11-30", ["pass"]), ("2020-12-01", [])]
)
def test_an_aanbieder_is_held_to_a_stop_only_after_a_withdrawal_in_time(withdrawn, right):
    """One that came on the last day leaves no time; one that came later asks nothing by 30 november any more."""
    assert verdicts("MT-02", OLD, gone(withdrawn), role="aanbieder") == right


@pytest.mark.parametrize(("day", "right"), [("2020-11-29", "warn"), ("2020-11-30", "pass"), ("2020-12-01", "fail")])
def test_the_stop_is_sent_on_30_november_at_the_latest(day, right):
    """A day earlier it says an end that was not there yet."""
    assert verdicts("MT-02", OLD, gone("2020-11-20"), stop(day), role="aanbieder") == [right]


@pytest.mark.parametrize(("day", "right"), [("2020-11-30", "not_verifiable"), ("2020-12-01", "fail")])
def test_only_a_stop_that_was_refused_after_it_was_in_time_may_be_sent_again(day, right):
    first = stop(day)
    refusal = answer(4, "2020-12-02T09:00:00", first, "0001")
    ended = {"role": "aanbieder", "end": "2020-12-04"}
    assert verdicts("MT-02", OLD, gone("2020-11-20"), first, refusal, **ended) == [right]


@pytest.mark.parametrize(("again", "right"), [("2020-12-07", "pass"), ("2020-12-08", "fail")])
def test_it_may_be_sent_again_for_five_working_days(again, right):
    first = stop("2020-11-30")
    refusal = answer(4, "2020-12-02T09:00:00", first, "0001")
    assert verdicts("MT-02", OLD, gone("2020-11-20"), first, refusal, stop(again, 5), role="aanbieder") == [right]


@pytest.mark.parametrize(("day", "right"), [("2020-11-29", "pass"), ("2020-11-30", "warn"), ("2020-12-01", "fail")])
def test_a_gemeente_leaves_the_aanbieder_time_to_stop(day, right):
    assert verdicts("MT-02", OLD, gone(day)) == [right]
