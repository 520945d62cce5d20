"""The gemeente at its desk, and its answers to starts and stops."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.start_stop import Regieproduct, make_regie
from migratietoets.istandaard.model import InputError, NewContent, Toewijzing
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers.play import (
    AANBIEDERS,
    BSNS,
    DOMEINEN,
    GEMEENTE,
    PRODUCT,
    Chain,
    cover,
    person,
    player,
    ref,
    toewijzing,
)

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

PREMATURE = {Domein.WMO: "23", Domein.JW: "34"}


def regie(kind: str, release: str, day: str, *producten: Regieproduct, domein: Domein) -> str:
    bericht = make_regie(
        kind,
        release=Release(release),
        domein=domein,
        gemeente=GEMEENTE,
        aanbieder=AANBIEDERS[0],
        identificatie="A1",
        dagtekening=date.fromisoformat(day),
        client=person(BSNS[0]),
        producten=producten,
    )
    return build(bericht).decode()


def stop(t: Toewijzing, end: str, **otherwise: Any) -> Regieproduct:
    base = Regieproduct(
        t.toewijzingnummer, t.categorie, t.code, t.ingangsdatum, t.ingangsdatum, date.fromisoformat(end)
    )
    return replace(base, **{"reden_beeindiging": PREMATURE[t.domein]} | otherwise)


@pytest.mark.parametrize("number", ["1001", None])
def test_a_stop_in_24_with_or_without_number(domein, number):
    old = toewijzing(domein, toewijzingnummer=number)
    g = player("gemeente", old)
    g.to("2020-11-30")
    (answer,) = g.deliver(regie("307", "2.4", "2020-11-30", stop(old, "2020-11-30"), domein=domein), "307")
    assert (answer.kind, answer.release, answer.codes, answer.day) == ("308", "2.4", ["0200"], "2020-11-30")


def test_a_stop_in_30_asks_a_unique_known_number(domein):
    passed = toewijzing(domein)
    double = toewijzing(domein, id="T2", toewijzingnummer="2", ingangsdatum=date(2020, 4, 1))
    other = toewijzing(domein, id="T3", toewijzingnummer="2", bsn=BSNS[1])
    elsewhere = toewijzing(domein, id="T4", toewijzingnummer="4", bsn=BSNS[1])
    g = player("gemeente", passed, double, other, elsewhere)
    g.to("2021-01-05")
    lines = [stop(t, "2020-12-31", reden_beeindiging="36") for t in (passed, double, elsewhere)]
    lines.append(replace(lines[0], toewijzingnummer="999"))
    lines.append(replace(lines[0], toewijzingnummer=None))
    (answer,) = g.deliver(regie("307", "3.0", "2021-01-05", *lines, domein=domein), "307", "3.0")
    per_rule = answer.bericht.content["Client"]["StopProducten"]["StopProduct"]
    assert [line["RetourCodes"]["RetourCode"] for line in per_rule] == [["0200"]] + [["9019"]] * 4
    assert "RetourCodes" not in answer.bericht.content["Header"]


def test_a_start_outside_the_schema(domein):
    old = toewijzing(domein)
    g = player("gemeente", old)
    g.to("2020-10-01")
    xml = regie(
        "305",
        "2.4",
        "2020-10-01",
        replace(stop(old, "2020-09-30"), einddatum=None, reden_beeindiging=None),
        domein=domein,
    )
    (passed,) = g.deliver(xml, "305")
    (error,) = g.deliver(xml.replace(">2020-03-02<", ">gisteren<"), "305")
    assert (passed.kind, passed.codes, error.codes) == ("306", ["0200"], ["0001"])


def test_line_ends_are_no_reason_to_refuse(domein):
    old = toewijzing(domein)
    g = player("gemeente", old)
    g.to("2020-11-30")
    xml = regie("307", "2.4", "2020-11-30", stop(old, "2020-11-30"), domein=domein).replace("\r\n", "\n")
    (answer,) = g.deliver(xml, "307")
    assert answer.codes == ["0200"]


@pytest.mark.parametrize(("stop_reden", "expected"), [(None, "12"), ("20", "05")])
def test_an_intrekking_in_30_after_a_stop_in_24(domein, stop_reden, expected):
    old = toewijzing(domein, frequentie="4")
    g = player("gemeente", old)
    g.to("2020-12-30")
    line = stop(old, "2020-12-29", reden_beeindiging=stop_reden or PREMATURE[domein])
    g.deliver(regie("307", "2.4", "2020-12-30", line, domein=domein), "307")
    g.to("2021-01-05")
    (bericht,) = g.instruction("trek_in", toewijzing=ref(old), einddatum="2020-12-29", reden="05")
    assert (bericht.release, bericht.regels[0].reden_wijziging) == ("3.0", expected)
    assert bericht.regels[0].einddatum == date(2020, 12, 29)


@pytest.mark.parametrize(
    ("day", "release", "goes"), [("2020-12-30", "2.4", "2020-12-30"), ("2020-12-31", "3.0", "2021-01-04")]
)
def test_trek_in_keeps_to_the_silence(domein, day, release, goes):
    old = toewijzing(domein, frequentie="4")
    g = player("gemeente", old)
    g.to(day)
    (bericht,) = g.instruction("trek_in", toewijzing=ref(old), einddatum="2021-01-31", reden="07") + g.to("2021-01-04")
    assert (bericht.release, bericht.day, bericht.regels[0].reden_wijziging) == (release, goes, "07")


@pytest.mark.parametrize(("end", "reden"), [("2021-12-31", "04"), ("2021-01-31", "05")])
def test_change_einddatum(domein, end, reden):
    old = toewijzing(domein, frequentie="4")
    g = player("gemeente", old)
    g.to("2020-10-01")
    (bericht,) = g.instruction("wijzig_einddatum", toewijzing=ref(old), einddatum=end)
    line = bericht.regels[0]
    assert (line.toewijzingnummer, str(line.einddatum), line.reden_wijziging) == ("1001", end, reden)


def test_two_changes_at_one_moment_are_one_line(domein):
    old = toewijzing(domein, frequentie="4")
    g = player("gemeente", old)
    g.to("2020-10-01")
    for end in ("2021-12-31", "2021-11-30"):
        g.call("instruct", command="wijzig_einddatum", params={"toewijzing": ref(old), "einddatum": end})
    (bericht,) = g.collect()
    (line,) = bericht.regels
    assert (line.einddatum, line.toewijzingstijd.isoformat()) == (date(2021, 11, 30), "09:00:01")


@pytest.mark.parametrize(("end", "release"), [("2020-12-15", None), ("2021-03-31", "3.0")])
def test_a_waiting_migration_follows_the_new_einddatum(domein, end, release):
    old = toewijzing(domein, eenheid="82", frequentie="4")
    g = player("gemeente", old)
    g.to("2020-10-01")
    assert g.migrate() == []
    g.instruction("wijzig_einddatum", toewijzing=ref(old), einddatum=end)
    berichten = g.to("2021-02-28")
    if release is None:
        assert berichten == []
    else:
        (bericht,) = berichten
        assert [str(line.einddatum) for line in bericht.regels] == ["2020-12-31", end]


def test_withdrawing_drops_a_waiting_successor(domein):
    old = toewijzing(domein, eenheid="82", frequentie="4")
    g = player("gemeente", old)
    g.to("2020-10-01")
    g.migrate("vooraf_intrekken")
    g.instruction("trek_in", toewijzing=ref(old), einddatum="2020-11-15", reden="02")
    assert g.to("2021-02-28") == []


def wish(domein: Domein, **otherwise: Any) -> dict[str, Any]:
    categorie, code = PRODUCT[domein]
    base: dict[str, Any] = {
        "categorie": categorie,
        "code": code,
        "volume": 8,
        "eenheid": "04",
        "frequentie": "4",
        "budget": None,
        "ingangsdatum": "2020-11-01",
        "einddatum": "2021-10-31",
    }
    return base | otherwise


BUDGET = {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 120000}


@pytest.mark.parametrize(
    ("day", "otherwise", "expected"),
    [
        ("2020-10-01", {}, [("2.4", "2020-10-01", "2020-11-01", "2021-10-31", "04", 8, None)]),
        ("2021-01-02", {}, [("3.0", "2021-01-04", "2020-11-01", "2021-10-31", "04", 8, None)]),
        ("2021-01-20", {"eenheid": "84"}, [("3.0", "2021-01-20", "2020-11-01", "2021-10-31", "84", 8, None)]),
        (
            "2020-12-30",
            {"eenheid": "84"},
            [
                ("2.4", "2020-12-30", "2020-11-01", "2020-12-31", "82", 8, None),
                ("3.0", "2021-01-04", "2021-01-01", "2021-10-31", "84", 8, None),
            ],
        ),
        (
            "2020-10-01",
            {"eenheid": "84", "volume": 365, "frequentie": "6"},
            [
                ("2.4", "2020-10-01", "2020-11-01", "2020-12-31", "82", 61, None),
                ("3.0", "2021-01-04", "2021-01-01", "2021-10-31", "84", 304, None),
            ],
        ),
        (
            "2020-10-01",
            BUDGET,
            [
                ("2.4", "2020-10-01", "2020-11-01", "2020-12-31", None, None, None),
                ("3.0", "2021-01-04", "2021-01-01", "2021-10-31", None, None, 120000),
            ],
        ),
        (
            "2020-10-01",
            BUDGET | {"einddatum": "2020-12-20"},
            [("2.4", "2020-10-01", "2020-11-01", "2020-12-20", None, None, None)],
        ),
        (
            "2020-12-15",
            BUDGET | {"categorie": None, "ingangsdatum": "2021-02-01"},
            [("3.0", "2021-01-04", "2021-02-01", "2021-10-31", None, None, 120000)],
        ),
    ],
)
def test_grant(domein, day, otherwise, expected):
    g = player("gemeente")
    g.begin("gemeente", [], domein=domein)
    g.to(day)
    gewenst = wish(domein, **otherwise)
    berichten = g.instruction("ken_toe", aanbieder=AANBIEDERS[0], bsn=BSNS[0], uitvoering="inspanning", gewenst=gewenst)
    berichten += g.to("2021-02-28")
    found = [
        (b.release, b.day, str(r.ingangsdatum), str(r.einddatum), r.eenheid, r.volume, r.budget)
        for b in berichten
        for r in b.regels
    ]
    assert found == expected
    numbers = [r.toewijzingnummer for b in berichten for r in b.regels]
    assert numbers == ["500000001", "500000002"][: len(numbers)]


def test_generiek_in_2020_asks_a_categorie_for_24(domein):
    g = player("gemeente", toewijzing(domein))
    params = {
        "aanbieder": AANBIEDERS[0],
        "bsn": BSNS[0],
        "uitvoering": None,
        "gewenst": wish(domein, **BUDGET, categorie=None),
    }
    with pytest.raises(InputError, match="categorie_2_4"):
        g.party.instruct({"command": "ken_toe", "params": params})
    params["gewenst"]["categorie_2_4"] = PRODUCT[domein][0]
    g.party.instruct({"command": "ken_toe", "params": params})
    (bericht,) = g.collect()
    assert bericht.regels[0].categorie == PRODUCT[domein][0]


def test_new_care_runs_on_across_the_boundary(domein):
    chain = Chain(from_="2020-10-01", domein=domein)
    params = {
        "aanbieder": AANBIEDERS[0],
        "bsn": BSNS[0],
        "uitvoering": "inspanning",
        "gewenst": wish(domein, eenheid="84"),
    }
    categorie, code = PRODUCT[domein]
    pointer = {
        "aanbieder": AANBIEDERS[0],
        "bsn": BSNS[0],
        "toewijzingnummer": None,
        "categorie": categorie,
        "code": code,
        "ingangsdatum": "2020-11-01",
    }
    chain.plan("2020-10-15", "gemeente", "ken_toe", **params)
    chain.plan("2020-11-02", "aanbieder", "start_zorg", toewijzing=pointer, begindatum="2020-11-01")
    chain.play("2021-01-10")
    assert cover(chain.state(), "2020-11-01", "2021-10-31") == {1}
    assert [(b.day, b.regie[0].begindatum.isoformat()) for b in chain.from_("305")] == [
        ("2020-11-02", "2020-11-01"),
        ("2021-01-04", "2021-01-01"),
    ]


def test_new_numbers_skip_used_ones(domein):
    g = player("gemeente", toewijzing(domein, toewijzingnummer="500000001"))
    g.to("2020-10-01")
    (bericht,) = g.migrate()
    assert [r.toewijzingnummer for r in bericht.regels] == ["500000001", "500000002"]


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


def test_gelijk_converts_only_the_measure(domein):
    g = player("gemeente", toewijzing(domein, vervanging="gelijk", eenheid="82"))
    g.to("2021-01-04")
    (bericht,) = g.migrate()
    assert [(r.volume, r.eenheid, r.frequentie) for r in bericht.regels] == [(40, "82", "3"), (10, "84", "2")]


def test_specifiek_stuks_inspanning_from_another_eenheid(domein):
    new = NewContent(volume=3, frequentie="2")
    g = player("gemeente", toewijzing(domein, vervanging="specifiek_stuks_inspanning", nieuw=new))
    g.to("2021-01-04")
    (bericht,) = g.migrate()
    assert [(r.volume, r.eenheid, r.frequentie) for r in bericht.regels] == [(40, "04", "3"), (3, "84", "2")]


def test_too_late_without_number_only_what_30_can_say_goes(domein):
    g = player("gemeente", toewijzing(domein, toewijzingnummer=None))
    g.to("2021-01-05")
    (bericht,) = g.migrate()
    assert [(r.toewijzingnummer, str(r.ingangsdatum)) for r in bericht.regels] == [("500000001", "2020-12-01")]
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
    assert [(b.release, str(b.regels[0].einddatum)) for b in berichten] == [("3.0", "2021-12-31")]


def test_an_eenheid_that_was_dropped_has_no_nearest_shape(domein):
    g = player("gemeente", toewijzing(domein, eenheid="21", frequentie="4"))
    (verdict,) = g.call("instruct", command="beoordeel", params={})["assessments"]
    assert verdict["reasons"] == ["geen_toegestane_variant"]
    assert verdict["remarks"] == [f"De gemeente kiest: {what}." for what in ("volume", "eenheid", "frequentie")]


def test_a_cancelled_toewijzing_asks_nothing(domein):
    g = player("gemeente", toewijzing(domein, code=None, ingangsdatum=date(2021, 2, 1), einddatum=date(2021, 2, 1)))
    (verdict,) = g.call("instruct", command="beoordeel", params={})["assessments"]
    assert (verdict["must_migrate"], verdict["alternatives"], verdict["remarks"]) == (False, [], [])


def test_a_start_that_was_taken_back_does_not_count(domein):
    old = toewijzing(domein, gestart=False)
    g = player("gemeente", old)
    g.to("2020-10-01")
    start = replace(stop(old, "2020-09-30"), einddatum=None, reden_beeindiging=None)
    for status in ("1", "3"):
        g.deliver(regie("305", "2.4", "2020-10-01", replace(start, status=status), domein=domein), "305")
        assert (g.party.context.ledger["T1"].start is None) == (status == "3")


def test_informeer_goes_to_the_aanbieder(domein):
    g = player("gemeente", toewijzing(domein))
    g.instruction("informeer", aanbieder=AANBIEDERS[1], bsn=BSNS[0], onderwerp="plan")
    assert [(k["to"], k["about"]) for k in g.notices] == [(AANBIEDERS[1], "plan")]


def test_the_assessment_of_what_ends_in_december(domein):
    g = player("gemeente", toewijzing(domein, toewijzingnummer=None, einddatum=date(2020, 12, 20), gestart=False))
    (verdict,) = g.call("instruct", command="beoordeel", params={})["assessments"]
    assert [(a["action"], a["einddatum"], a["volume"]) for a in verdict["actions"]] == [
        ("intrekken", "2020-11-30", None),
        ("nieuwe_toewijzing", "2020-12-20", 40),
    ]
