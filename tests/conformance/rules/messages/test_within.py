"""What one message shows is judged in one place, in the release it was sent in."""

from dataclasses import replace
from functools import partial

import pytest

from migratietoets.conformance.rules.messages.within import BY_TRACE, ELSEWHERE, WITHIN
from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent
from migratietoets.istandaard.berichtregels import breaches
from migratietoets.istandaard.releases import Release
from tests.helpers.made_up_case import CASE, client, product, send

OF_2021 = product("1001", "2021-02-01", "2021-06-30")


def test_every_rule_of_one_message_is_judged_in_one_place():
    assert {*WITHIN, *BY_TRACE, *ELSEWHERE} == {*breaches.RULES}
    assert not BY_TRACE & ELSEWHERE
    assert all(isinstance(RULES[rule_id], partial) for rule_id in WITHIN)
    assert not any(isinstance(RULES[rule_id], partial) for rule_id in BY_TRACE)
    assert not ELSEWHERE & RULES.keys()


def verdicts(rule, release, old, new):
    sent = send(1, "2021-01-11T09:00:00", OF_2021, release=release)
    assert old in sent.xml
    campaign = CampaignEvent(
        campaign=CASE["campaign"], role="gemeente", domain="wmo", begin="2020-09-01", end="2021-02-01"
    )
    (trace,) = traces([campaign, client(), replace(sent, xml=sent.xml.replace(old, new))]).values()
    return [str(one.verdict) for one in RULES[rule](trace)]


@pytest.mark.parametrize(("release", "verdict"), [(Release.R30, "fail"), (Release.R24, "warn")])
@pytest.mark.parametrize(
    ("rule", "old", "right", "wrong"),
    [
        ("CS023", "Toewijzingsdatum>2021-01-11<", "Toewijzingsdatum>2021-01-11<", "Toewijzingsdatum>2021-12-11<"),
        ("CS023", "Datum>1950-01-01<", "Datum>2021-01-11<", "Datum>2021-01-12<"),
        ("TR002", "Datum>1950-01-01<", "Datum>1901-01-11<", "Datum>1901-01-10<"),
        ("CS089", "9999XX", "1000XX", "999XX"),
    ],
)
def test_what_one_message_shows_breaks_in_30_and_warns_in_24(release, verdict, rule, old, right, wrong):
    assert verdicts(rule, release, old, right) == ["pass"]
    assert verdicts(rule, release, old, wrong) == [verdict]
