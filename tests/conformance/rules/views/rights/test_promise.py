"""What was issued because the desk ordered it, to the day on which it had to begin."""

import pytest

from migratietoets.conformance.rules.views.rights.promise import ordered
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent
from tests.helpers.made_up_case import CASE, client, grant, product, send


def numbers(begin, *lines, sent="2020-12-15T09:00:00"):
    campaign = CampaignEvent(
        campaign=CASE["campaign"], role="gemeente", domain="wmo", begin="2020-09-01", end="2021-02-28"
    )
    asked = grant("2020-12-10T09:00:00+01:00", begin, "2021-06-30", volume=10, eenheid="04", frequentie="2")
    (trace,) = traces([campaign, client(), asked, send(1, sent, *lines)]).values()
    return sorted(history.key.toewijzingnummer for history in ordered(trace))


LATER = product("2002", "2021-01-01", "2021-06-30")


@pytest.mark.parametrize("begin", ["2020-12-30", "2020-12-31"])
def test_an_order_from_before_the_turn_of_the_year_may_come_in_two_parts(begin):
    assert numbers(begin, product("2001", begin, "2020-12-31"), LATER) == ["2001", "2002"]


@pytest.mark.parametrize(("begin", "found"), [("2021-01-01", ["2002"]), ("2021-01-02", []), ("2020-12-31", ["2002"])])
def test_one_from_2021_begins_on_its_own_day(begin, found):
    assert numbers(begin, LATER) == found


@pytest.mark.parametrize(("sent", "found"), [("2020-12-10T08:00:00", []), ("2020-12-10T09:00:00", ["2002"])])
def test_what_was_sent_before_it_was_ordered_is_something_else(sent, found):
    assert numbers("2021-01-01", LATER, sent=sent) == found


def test_of_several_that_could_be_it_the_one_with_just_what_was_ordered_is():
    more = product("2003", "2021-01-01", "2021-06-30", volume=11)
    assert numbers("2021-01-01", LATER, more) == ["2002"]
    assert numbers("2021-01-01", more) == ["2003"]
