"""The content of what is sent: the same care in a form that its release permits."""

from datetime import date

import pytest

from migratietoets.istandaard.model import NewContent
from tests.helpers.play import (
    BSNS,
    DOMEINEN,
    player,
    toewijzing,
)
from tests.helpers.toewijzing_by_hand import core, only_one

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


@pytest.mark.parametrize(
    ("otherwise", "content"),
    [
        ({"frequentie": "3", "volume": 41}, (44, "04", "4", "2021-06-30")),
        ({"frequentie": "3", "einddatum": None}, (43, "04", "4", None)),
        ({"frequentie": "5", "volume": 18, "einddatum": None}, (2, "04", "4", None)),
        ({"frequentie": "5", "volume": 2}, (1, "04", "4", "2021-06-30")),
        ({"eenheid": "14", "frequentie": "1", "volume": 1, "einddatum": None}, (7, "14", "2", "2021-12-31")),
        ({"eenheid": "83", "frequentie": "1", "volume": 500}, (3500, "83", "2", "2021-06-30")),
    ],
)
def test_the_same_amount(domein, otherwise, content):
    g = player("gemeente", toewijzing(domein, **otherwise))
    g.to("2020-10-01")
    _, nieuw = only_one(g.migrate(), "2.4", "2020-10-01")
    assert (nieuw.volume, nieuw.eenheid, nieuw.frequentie, nieuw.einddatum and str(nieuw.einddatum)) == content


def test_an_omvang_that_never_was(domein):
    bare = {"volume": None, "eenheid": None, "frequentie": None}
    g = player(
        "gemeente",
        toewijzing(domein, **bare),
        toewijzing(
            domein,
            id="T2",
            bsn=BSNS[1],
            toewijzingnummer="2",
            nieuw=NewContent(volume=5, eenheid="01", frequentie="4"),
            **bare,
        ),
    )
    g.to("2020-10-01")
    first, second = [bericht.lines[1] for bericht in g.migrate()]
    assert core(first)[2:5] == (1, "04", "4")
    assert core(second)[2:5] == (5, "01", "4")


@pytest.mark.parametrize(
    ("vervanging", "nieuw", "release", "expected"),
    [
        (None, None, "2.4", (False, None, None)),
        ("aspecifiek_zonder_budget", None, "2.4", (False, None, None)),
        ("specifiek_met_omvang", None, "2.4", (True, 40, None)),
        ("specifiek_met_omvang", NewContent(volume=6, frequentie="4"), "2.4", (True, 6, None)),
        ("aspecifiek_met_budget", NewContent(budget=120000), "3.0", (False, None, 120000)),
        ("aspecifiek_met_budget", None, "3.0", (False, None, 100000)),
        ("generiek_met_budget", NewContent(budget=9900), "3.0", (False, None, 9900)),
    ],
)
def test_aspecifiek_with_omvang(domein, vervanging, nieuw, release, expected):
    old = toewijzing(domein, code=None, frequentie="4", vervanging=vervanging, nieuw=nieuw)
    g = player("gemeente", old)
    g.to("2020-12-01")
    berichten = g.migrate() + g.to("2021-01-04")
    intrekking, successor = only_one(berichten, release, "2020-12-01" if release == "2.4" else "2021-01-04")
    assert intrekking.einddatum == date(2020, 12, 31)
    assert (successor.code is not None, successor.volume, successor.budget) == expected
    assert (successor.categorie is None) == (vervanging == "generiek_met_budget")


def test_gelijk_converts_only_the_measure(domein):
    g = player("gemeente", toewijzing(domein, vervanging="gelijk", eenheid="82"))
    g.to("2021-01-04")
    (bericht,) = g.migrate()
    assert [(r.volume, r.eenheid, r.frequentie) for r in bericht.lines] == [(40, "82", "3"), (10, "84", "2")]


def test_specifiek_stuks_inspanning_from_another_eenheid(domein):
    new = NewContent(volume=3, frequentie="2")
    g = player("gemeente", toewijzing(domein, vervanging="specifiek_stuks_inspanning", nieuw=new))
    g.to("2021-01-04")
    (bericht,) = g.migrate()
    assert [(r.volume, r.eenheid, r.frequentie) for r in bericht.lines] == [(40, "04", "3"), (3, "84", "2")]


def test_too_late_without_number_only_what_30_can_say_goes(domein):
    g = player("gemeente", toewijzing(domein, toewijzingnummer=None))
    g.to("2021-01-05")
    (bericht,) = g.migrate()
    assert [(r.toewijzingnummer, str(r.ingangsdatum)) for r in bericht.lines] == [("5000001", "2020-12-01")]
    g.party.party.toewijzingen.send_301([])
    assert g.collect() == []


CONTENT_30 = {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 5000}


@pytest.mark.parametrize(
    "otherwise", [CONTENT_30, CONTENT_30 | {"categorie": None}, {"eenheid": "84", "frequentie": "4"}]
)
def test_what_has_migrated_already_stays(domein, otherwise):
    g = player("gemeente", toewijzing(domein, **otherwise))
    g.to("2021-01-05")
    assert g.migrate() == []


@pytest.mark.parametrize("otherwise", [CONTENT_30, CONTENT_30 | {"categorie": None}])
def test_a_budget_without_einddatum_gets_one_in_30(domein, otherwise):
    g = player("gemeente", toewijzing(domein, **otherwise, einddatum=None))
    g.to("2020-12-01")
    berichten = g.migrate() + g.to("2021-01-04")
    assert [(b.release, str(b.lines[0].einddatum)) for b in berichten] == [("3.0", "2021-12-31")]


def test_an_eenheid_that_was_dropped_has_no_nearest_shape(domein):
    g = player("gemeente", toewijzing(domein, eenheid="21", frequentie="4"))
    (verdict,) = g.call("instruct", command="beoordeel", params={})["assessments"]
    assert verdict["reasons"] == ["geen_toegestane_variant"]
    assert verdict["remarks"] == [f"De gemeente kiest: {what}." for what in ("volume", "eenheid", "frequentie")]
