"""Which toewijzing somebody at a desk points at: what he says, as far as he knows it, and nothing else."""

from datetime import date

import pytest

from migratietoets.conformance.rules.views.naming import named, of_client
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.message import Client
from migratietoets.conformance.vocabulary.events import CampaignEvent
from tests.helpers.made_up_case import AANBIEDER, BSNS, CASE, client, product, send, stock

WITH, WITHOUT = stock("1001", "2020-03-02", "2021-06-30"), stock(None, "2020-03-02", "2021-06-30")
POINTED = {
    "aanbieder": AANBIEDER,
    "bsn": BSNS[0],
    "toewijzingnummer": "1001",
    "categorie": "02",
    "code": "02K01",
    "ingangsdatum": "2020-03-02",
}


def number_of(reference, *events, day=date(2020, 12, 15)):
    campaign = CampaignEvent(
        campaign=CASE["campaign"], role="gemeente", domain="wmo", begin="2020-09-01", end="2021-02-28"
    )
    (trace,) = traces([campaign, client(), *events]).values()
    found = named(trace, reference, day)
    return "niets" if found is None else found.key.toewijzingnummer


@pytest.mark.parametrize("field", ["aanbieder", "bsn", "toewijzingnummer", "categorie", "code", "ingangsdatum"])
def test_every_field_that_is_said_counts(field):
    other = {"aanbieder": "99990002", "bsn": BSNS[1], "ingangsdatum": "2020-03-03"}.get(field, "9999")
    assert number_of(POINTED, WITH) == "1001"
    assert number_of(POINTED | {field: other}, WITH) == "niets"


def test_without_a_number_the_one_without_goes_first():
    pointed = POINTED | {"toewijzingnummer": None}
    assert number_of(pointed, WITH) == "1001"
    assert number_of(pointed, WITH, WITHOUT) is None
    assert number_of(POINTED, WITHOUT) == "niets"
    assert number_of(None, WITH) == "niets"


@pytest.mark.parametrize(("day", "found"), [(14, "1001"), (15, "1002"), (16, "1002")])
def test_without_a_number_what_was_cancelled_by_then_goes_last(day, found):
    gone = product("1001", "2020-03-02", "2020-03-02", "01")
    events = WITH, stock("1002", "2020-03-02", "2021-06-30"), send(1, "2020-12-15T09:00:00", gone)
    assert number_of(POINTED | {"toewijzingnummer": None}, *events, day=date(2020, 12, day)) == found


def test_what_stands_beside_it_is_of_the_same_client_and_aanbieder():
    campaign = CampaignEvent(
        campaign=CASE["campaign"], role="gemeente", domain="wmo", begin="2020-09-01", end="2021-02-28"
    )
    elsewhere = stock("1003", "2020-03-02", "2021-06-30", aanbieder="99990002")
    (trace,) = traces([campaign, client(), WITH, elsewhere]).values()
    assert [one.key.toewijzingnummer for one in of_client(trace, Client(AANBIEDER, BSNS[0]))] == ["1001"]
    assert of_client(trace, Client(AANBIEDER, BSNS[1])) == ()
