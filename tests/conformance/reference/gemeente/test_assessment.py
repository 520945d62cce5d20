"""What a gemeente says of its stock: the assessment and the plan."""

from datetime import date

import pytest

from migratietoets.istandaard.model import InputError
from tests.helpers.play import (
    DOMEINEN,
    PRODUCT,
    player,
    toewijzing,
)

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


def test_assess_and_plan(domein):
    g = player(
        "gemeente",
        toewijzing(domein),
        toewijzing(domein, id="T2", toewijzingnummer=None, eenheid="82", uitvoering=None),
        toewijzing(domein, id="T3", toewijzingnummer="3", eenheid="82", frequentie="1"),
        toewijzing(domein, id="T4", toewijzingnummer="4", code=None),
        toewijzing(domein, id="T5", toewijzingnummer="5", frequentie="4", eenheid="01"),
        toewijzing(domein, id="T6", toewijzingnummer="6", frequentie="2", einddatum=None),
        toewijzing(domein, id="T7", toewijzingnummer="7", frequentie="6", volume=9, einddatum=None, eenheid="82"),
    )
    g.to("2020-12-01")
    verdicts = g.call("instruct", command="beoordeel", params={})["assessments"]
    short = {o["id"]: (o["must_migrate"], o["reasons"], o["rules"], o["deadline"], o["overdue"]) for o in verdicts}
    assert short == {
        "T1": (True, ["frequentie_vervallen"], ["TW-03"], "2020-12-30", False),
        "T2": (True, ["no_unique_number", "frequentie_vervallen"], ["TW-02", "TW-03"], "2020-11-30", True),
        "T3": (True, ["eenheid_frequentie_combinatie", "stuks_inspanning"], ["TW-03"], "2021-01-31", False),
        "T4": (True, ["frequentie_vervallen", "aspecifiek_met_omvang"], ["TW-03"], "2020-12-30", False),
        "T5": (False, [], [], None, False),
        "T6": (True, ["einddatum_ontbreekt"], ["TW-03"], "2020-12-30", False),
        "T7": (True, ["stuks_inspanning", "einddatum_ontbreekt"], ["TW-03"], "2021-01-31", False),
    }
    per_id = {o["id"]: o for o in verdicts}
    assert [a["action"] for a in per_id["T2"]["actions"]] == ["intrekken", "stop_zorg", "nieuwe_toewijzing"]
    assert [w["route"] for w in per_id["T3"]["alternatives"]] == ["vooraf_intrekken"]
    assert per_id["T4"]["actions"] == []
    assert [w["route"] for w in per_id["T4"]["alternatives"]] == [
        "specifiek_met_omvang",
        "aspecifiek_zonder_budget",
        "aspecifiek_met_budget",
    ]
    assert per_id["T6"]["remarks"] == ["De gemeente kiest: einddatum."]
    assert per_id["T7"]["remarks"] == ["De gemeente kiest: volume.", "De gemeente kiest: einddatum."]
    assert len(per_id["T2"]["remarks"]) == 1
    plan = g.call("instruct", command="plan", params={})["plan"]
    assert {line["toewijzing"] for line in plan} == {"T1", "T2", "T3", "T4", "T6", "T7"}
    assert all(set(line) == {"aanbieder", "toewijzing", "message", "release", "latest", "text"} for line in plan)


def test_the_example_of_an_assessment(domein):
    g = player("gemeente", toewijzing(domein))
    (verdict,) = g.call("instruct", command="beoordeel", params={})["assessments"]
    filled = [{k: v for k, v in action.items() if v is not None} for action in verdict["actions"]]
    categorie, code = PRODUCT[domein]
    what = {"by": "gemeente", "message": "301", "release": "2.4", "latest": "2020-12-30"}
    assert filled == [
        what | {"action": "intrekken", "einddatum": "2020-12-31", "reden_wijziging": "03"},
        what
        | {
            "action": "nieuwe_toewijzing",
            "ingangsdatum": "2021-01-01",
            "einddatum": "2021-06-30",
            "categorie": categorie,
            "code": code,
            "volume": 10,
            "eenheid": "04",
            "frequentie": "2",
        },
    ]


@pytest.mark.parametrize(
    ("vervanging", "otherwise"),
    [
        ("gelijk", {"code": None}),
        ("gelijk", {"volume": None, "eenheid": None, "frequentie": None}),
        ("iets anders", {}),
    ],
)
def test_an_impossible_vervanging_is_wrong_input(domein, vervanging, otherwise):
    g = player("gemeente", toewijzing(domein, vervanging=vervanging, **otherwise))
    for command, params in (("beoordeel", {}), ("migreer", {"bsn": None, "route": None})):
        with pytest.raises(InputError, match="vervanging"):
            g.party.instruct({"command": command, "params": params})


def test_a_cancelled_toewijzing_asks_nothing(domein):
    g = player("gemeente", toewijzing(domein, code=None, ingangsdatum=date(2021, 2, 1), einddatum=date(2021, 2, 1)))
    (verdict,) = g.call("instruct", command="beoordeel", params={})["assessments"]
    assert (verdict["must_migrate"], verdict["alternatives"], verdict["remarks"]) == (False, [], [])


def test_the_assessment_of_what_ends_in_december(domein):
    g = player("gemeente", toewijzing(domein, toewijzingnummer=None, einddatum=date(2020, 12, 20), gestart=False))
    (verdict,) = g.call("instruct", command="beoordeel", params={})["assessments"]
    assert [(a["action"], a["einddatum"], a["volume"]) for a in verdict["actions"]] == [
        ("intrekken", "2020-11-30", None),
        ("nieuwe_toewijzing", "2020-12-20", 40),
    ]
