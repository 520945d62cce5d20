"""What a 301 may change of a toewijzing that was sent (OP033x1), and how often it says so (AC-01)."""

from dataclasses import replace

import pytest

from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent
from migratietoets.istandaard.releases import Release
from tests.helpers.made_up_case import CASE, client, product, send, stock

CAMPAIGN = CampaignEvent(campaign=CASE["campaign"], role="gemeente", domain="wmo", begin="2020-09-01", end="2021-03-31")


@pytest.mark.parametrize(("until", "reden", "wrong"), [
    ("2021-02-28", "05", ["De einddatum ligt voor de ingangsdatum."]),
    ("2021-03-01", "01", []),
    ("2021-03-02", "05", []),
])  # fmt: skip
def test_an_einddatum_lies_not_before_the_first_day(until, reden, wrong):
    line = product("1001", "2021-03-01", until, reden, volume=4, frequentie="2")
    sent = send(1, "2021-02-01T09:00:00", line, release=Release.R30)
    events = [CAMPAIGN, client(), stock("1001", "2021-03-01", "2021-06-30", volume=4, frequentie="2"), sent]
    (trace,) = traces(events).values()
    assert [one.text for one in RULES["OP033x1"](trace) if one.verdict == "fail"] == wrong


def test_a_first_grant_does_not_end_before_it_begins():
    line = product("1001", "2021-03-01", "2021-02-28", volume=4, frequentie="2")
    (trace,) = traces([CAMPAIGN, client(), send(1, "2021-02-01T09:00:00", line, release=Release.R30)]).values()
    assert [str(one.verdict) for one in RULES["OP033x1"](trace)] == ["fail"]


@pytest.mark.parametrize(
    ("again", "wrong"), [("2021-01-15", 1), ("2021-01-18", 1), ("2021-01-19", 0), ("2021-01-20", 0)]
)
def test_what_was_said_is_not_said_again_within_five_working_days(again, wrong):
    line = product("1001", "2021-03-01", "2021-06-30", volume=4, frequentie="2")
    once = send(1, "2021-01-11T09:00:00", line, release=Release.R30)
    events = [CAMPAIGN, client(), stock("1001", "2021-03-01", "2021-06-30", volume=4, frequentie="2"), once]
    (trace,) = traces([*events, replace(once, n=2, at=f"{again}T09:00:00+01:00")]).values()
    assert sum(one.verdict == "fail" for one in RULES["AC-01"](trace)) == wrong
