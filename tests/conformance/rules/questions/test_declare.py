from datetime import date, timedelta

import pytest

from migratietoets.conformance.contracts import as_json
from migratietoets.conformance.rules.questions.declare import Delivery, places


def delivery(uitvoering, geleverd, einddatum, successor=None, **rest):
    fields = {"bericht_2020": "303-D", "periode_2020": "vier_weken", "afspraak": None} | rest
    return Delivery(
        id="D1",
        domein="wmo",
        uitvoering=uitvoering,
        geleverd=geleverd if isinstance(geleverd, tuple) else date.fromisoformat(geleverd),
        ingangsdatum=date(2020, 3, 2),
        einddatum=einddatum and date.fromisoformat(einddatum),
        successor=successor and date.fromisoformat(successor),
        **fields,
    )


def allowed(*args, **kwargs):
    out = as_json(places(delivery(*args, **kwargs)))
    return [(p["message"], p["period"], p["toewijzing"]) for p in out["allowed"]], out["rules"]


def test_the_example_of_the_contract():
    assert as_json(places(delivery("output", (2020, 53), "2020-12-31", "2021-01-01"))) == {
        "id": "D1",
        "allowed": [
            {"message": "303-D", "period": "2020-P13", "toewijzing": "oude"},
            {"message": "323", "period": "2021-01", "toewijzing": "opvolger"},
        ],
        "exclusive": True,
        "rules": ["DC-11", "DC-14"],
        "remarks": [],
    }


@pytest.mark.parametrize("einddatum", ["2020-12-31", "2021-06-30", None])
@pytest.mark.parametrize(
    ("day", "bericht", "period", "rule"),
    [
        ("2020-12-27", "303-D", "2020-P13", "DC-03"),
        ("2020-12-28", "303-D", "2020-P13", "DC-07"),
        ("2020-12-31", "303-D", "2020-P13", "DC-07"),
        ("2021-01-01", "323", "2021-01", "DC-08"),
        ("2021-01-03", "323", "2021-01", "DC-08"),
        ("2021-01-04", "323", "2021-01", "DC-05"),
        ("2021-01-31", "323", "2021-01", "DC-05"),
        ("2021-02-01", "323", "2021-02", "DC-05"),
    ],
)
def test_the_day_of_effort_decides_whether_the_toewijzing_runs_on_or_not(day, bericht, period, rule, einddatum):
    successor = "2021-01-01" if einddatum == "2020-12-31" else None
    place, rules = allowed("inspanning", day, einddatum, successor)
    assert [p[:2] for p in place] == [(bericht, period)]
    assert place[0][2] == ("opvolger" if successor and day >= "2021" else "oude")
    assert rules == sorted(["DC-06", rule])


def test_effort_of_an_aanbieder_on_months_goes_in_december():
    place, _ = allowed("inspanning", "2020-12-31", None, periode_2020="maand", bericht_2020="303-F")
    assert place == [("303-F", "2020-12", "oude")]


@pytest.mark.parametrize("geleverd", [(2020, 53), "2020-12-28", "2020-12-31", "2021-01-03"])
def test_output_of_week_53_follows_its_sunday_when_the_toewijzing_runs_on(geleverd):
    assert allowed("output", geleverd, "2021-01-01") == ([("323", "2021-01", "oude")], ["DC-10"])
    assert allowed("output", geleverd, None) == ([("323", "2021-01", "oude")], ["DC-10"])


@pytest.mark.parametrize(
    ("einddatum", "successor"), [("2020-12-31", None), ("2020-12-31", "2021-01-02"), ("2020-12-29", None)]
)
def test_output_of_week_53_without_successor_only_in_period_13(einddatum, successor):
    assert allowed("output", (2020, 53), einddatum, successor) == ([("303-D", "2020-P13", "oude")], ["DC-14"])


@pytest.mark.parametrize(("afspraak", "bericht"), [("2020", "303-D"), ("2021", "323")])
def test_an_agreement_settles_the_choice(afspraak, bericht):
    out = as_json(places(delivery("output", (2020, 53), "2020-12-31", "2021-01-01", afspraak=afspraak)))
    assert [p["message"] for p in out["allowed"]] == [bericht]
    assert (out["exclusive"], out["rules"]) == (False, ["DC-11", "DC-12", "DC-14"])


def test_weeks_around_it_follow_their_sunday():
    assert allowed("output", (2020, 52), None)[0] == [("303-D", "2020-P13", "oude")]
    assert allowed("output", (2021, 1), None)[0] == [("323", "2021-01", "oude")]
    assert allowed("output", (2021, 13), None)[0] == [("323", "2021-04", "oude")]
    assert allowed("output", (2021, 13), "2021-03-31")[0] == [("323", "2021-03", "oude")]


@pytest.mark.parametrize(
    ("successor", "which"), [("2021-03-11", "opvolger"), ("2021-03-14", "opvolger"), ("2021-03-15", "oude")]
)
def test_a_week_in_which_a_successor_begins_is_of_that_one(successor, which):
    end = "2021-03-10"
    assert allowed("output", (2021, 10), end, successor) == ([("323", "2021-03", which)], ["DC-05"])


def test_nothing_to_claim_is_said():
    out = as_json(places(delivery("inspanning", "2021-01-02", "2020-12-31")))
    assert (out["allowed"], len(out["remarks"])) == ([], 1)


def test_before_7_december_the_calendar_is_named():
    assert "kalender A" in as_json(places(delivery("inspanning", "2020-12-06", None)))["remarks"][0]
    assert as_json(places(delivery("inspanning", "2020-12-07", None)))["remarks"] == []


@pytest.mark.parametrize("successor", ["2020-12-01", "2020-12-30", "2020-12-31"])
def test_week_53_follows_a_successor_that_had_begun(successor):
    end = (date.fromisoformat(successor) - timedelta(days=1)).isoformat()
    assert allowed("output", (2020, 53), end, successor) == ([("323", "2021-01", "opvolger")], ["DC-10"])
