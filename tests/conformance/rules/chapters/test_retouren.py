"""Where no retourbericht is to be seen, no rule breaks on the one that is missing (OP090, PL-03)."""

from dataclasses import replace

import pytest

from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent
from tests.helpers.made_up_case import CASE, answer, client, regie, stock

CAMPAIGN = CampaignEvent(campaign=CASE["campaign"], role="gemeente", domain="wmo", begin="2020-09-01", end="2021-03-31")
OLD = [stock(number, "2021-01-04", "2021-06-30", volume=4, frequentie="2") for number in ("1001", "1002")]
FIRST = regie(1, "2021-01-05T09:00:00", "305", "1001", "2021-01-04")
SECOND = regie(3, "2021-01-06T09:00:00", "305", "1002", "2021-01-04")


def verdicts(rule, *events):
    (trace,) = traces([CAMPAIGN, client(), *OLD, *events]).values()
    return [str(one.verdict) for one in RULES[rule](trace)]


@pytest.mark.parametrize("rule", ["OP090", "PL-03"])
def test_a_missing_retour_is_seen_only_where_another_one_is(rule):
    given = answer(2, "2021-01-05T10:00:00", FIRST, "0200")
    assert verdicts(rule, FIRST, SECOND) == ["not_verifiable", "not_verifiable"]
    assert verdicts(rule, FIRST, given, SECOND) == ["pass", "fail"]


@pytest.mark.parametrize("rule", ["OP090", "PL-03"])
def test_a_system_that_is_silent_in_a_run_is_seen_to_be(rule):
    assert verdicts(rule, replace(FIRST, known=0)) == ["fail"]
