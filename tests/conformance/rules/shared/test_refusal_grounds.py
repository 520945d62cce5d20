"""Whether 0001 is true of a request, around the day on which what it asks begins or ends (AC-11)."""

from datetime import date

import pytest

from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.vocabulary.events import CampaignEvent
from migratietoets.istandaard.berichten.verzoek import (
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    make_317,
)
from migratietoets.istandaard.releases import Domein
from tests.helpers.made_up_case import AANBIEDER, BSNS, CASE, answer, client, query, stock
from tests.helpers.requests_by_hand import retour, verdict, vot

CAMPAIGN = CampaignEvent(campaign=CASE["campaign"], role="gemeente", domain="wmo", begin="2020-09-01", end="2021-03-31")
CARE = {"volume": 4, "eenheid": "04", "frequentie": "2"}
UNTIL = date(2021, 10, 31)


def on_a_317(day, **asked):
    """What is said of a 0001 on a 317 of 11-01-2021."""
    verzoek = Wijzigingsverzoek("R1", "1", **asked)
    who = {"domein": Domein.WMO, "gemeente": "0344", "aanbieder": AANBIEDER, "bsn": BSNS[0]}
    bericht = make_317(**who, identificatie="V1", dagtekening=date.fromisoformat(day), verzoek=verzoek)
    heen = query(1, f"{day}T09:00:00", bericht)
    refused = answer(2, f"{day}T10:00:00", heen, "0001")
    events = [CAMPAIGN, client(), stock("1001", "2020-03-02", "2021-10-31", **CARE), heen, refused]
    (trace,) = traces(events).values()
    return [str(one.verdict) for one in RULES["AC-11"](trace)]


def new(day):
    content = {"categorie": "02", "code": "02K09", **CARE}
    return (NieuwProduct(**content, wanted_ingangsdatum=date.fromisoformat(day), einddatum=UNTIL),)


CHANGED = (TeWijzigenProduct(**CARE, toewijzingnummer="1001", wanted_ingangsdatum=date(2021, 2, 15), einddatum=UNTIL),)
RUNNING = (OngewijzigdProduct("1001"),)


@pytest.mark.parametrize("kept", [{"to_change": CHANGED}, {"unchanged": RUNNING}])
@pytest.mark.parametrize(
    ("day", "true"),
    [("2021-01-10", "pass"), ("2021-01-11", "pass"), ("2021-01-12", "fail"), ("2021-01-13", "fail")],
)
def test_a_new_product_is_asked_for_a_later_day(day, true, kept):
    assert on_a_317("2021-01-11", **kept, nieuw=new(day)) == [true]


@pytest.mark.parametrize(
    ("asked", "true"),
    [
        ({"nieuw": new("2021-02-01")}, "pass"),
        ({"unchanged": RUNNING}, "pass"),
        ({"to_change": CHANGED}, "fail"),
    ],
)
def test_a_317_names_toewijzingen_and_asks_something_of_them(asked, true):
    assert on_a_317("2021-01-11", **asked) == [true]


@pytest.mark.parametrize(
    ("end", "true"),
    [("2020-12-30", "fail"), ("2020-12-31", "fail"), ("2021-01-01", "pass"), ("2021-01-02", "pass")],
)
def test_what_ends_in_2020_may_have_any_form(end, true):
    asked = vot("2021-01-06", specifiek=False, ingangsdatum="2020-12-01", einddatum=end)
    assert verdict("AC-11", [asked, retour("2021-01-07", "316", "3.0", 1, code="0001")]) == true
