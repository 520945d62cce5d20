from datetime import date, timedelta

import pytest

from conformance.rules.declaratieplek import Levering, plekken


def levering(uitvoering, geleverd, einddatum, opvolger=None, **rest):
    velden = {"bericht_2020": "303-D", "periode_2020": "vier_weken", "afspraak": None} | rest
    return Levering(
        id="D1",
        domein="wmo",
        uitvoering=uitvoering,
        geleverd=geleverd if isinstance(geleverd, tuple) else date.fromisoformat(geleverd),
        ingangsdatum=date(2020, 3, 2),
        einddatum=einddatum and date.fromisoformat(einddatum),
        opvolger=opvolger and date.fromisoformat(opvolger),
        **velden,
    )


def mag(*args, **kwargs):
    uit = plekken(levering(*args, **kwargs))
    return [(p["message"], p["period"], p["toewijzing"]) for p in uit["allowed"]], uit["rules"]


def test_the_example_of_the_contract():
    assert plekken(levering("output", (2020, 53), "2020-12-31", "2021-01-01")) == {
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
    ("dag", "bericht", "periode", "regel"),
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
def test_the_day_of_effort_decides_whether_the_toewijzing_runs_on_or_not(dag, bericht, periode, regel, einddatum):
    opvolger = "2021-01-01" if einddatum == "2020-12-31" else None
    plek, regels = mag("inspanning", dag, einddatum, opvolger)
    assert [p[:2] for p in plek] == [(bericht, periode)]
    assert plek[0][2] == ("opvolger" if opvolger and dag >= "2021" else "oude")
    assert regels == sorted(["DC-06", regel])


def test_effort_of_an_aanbieder_on_months_goes_in_december():
    plek, _ = mag("inspanning", "2020-12-31", None, periode_2020="maand", bericht_2020="303-F")
    assert plek == [("303-F", "2020-12", "oude")]


@pytest.mark.parametrize("geleverd", [(2020, 53), "2020-12-28", "2020-12-31", "2021-01-03"])
def test_output_of_week_53_follows_its_sunday_when_the_toewijzing_runs_on(geleverd):
    assert mag("output", geleverd, "2021-01-01") == ([("323", "2021-01", "oude")], ["DC-10"])
    assert mag("output", geleverd, None) == ([("323", "2021-01", "oude")], ["DC-10"])


@pytest.mark.parametrize(
    ("einddatum", "opvolger"), [("2020-12-31", None), ("2020-12-31", "2021-01-02"), ("2020-12-29", None)]
)
def test_output_of_week_53_without_successor_only_in_period_13(einddatum, opvolger):
    assert mag("output", (2020, 53), einddatum, opvolger) == ([("303-D", "2020-P13", "oude")], ["DC-14"])


@pytest.mark.parametrize(("afspraak", "bericht"), [("2020", "303-D"), ("2021", "323")])
def test_an_agreement_settles_the_choice(afspraak, bericht):
    uit = plekken(levering("output", (2020, 53), "2020-12-31", "2021-01-01", afspraak=afspraak))
    assert [p["message"] for p in uit["allowed"]] == [bericht]
    assert (uit["exclusive"], uit["rules"]) == (False, ["DC-11", "DC-12", "DC-14"])


def test_weeks_around_it_follow_their_sunday():
    assert mag("output", (2020, 52), None)[0] == [("303-D", "2020-P13", "oude")]
    assert mag("output", (2021, 1), None)[0] == [("323", "2021-01", "oude")]
    assert mag("output", (2021, 13), None)[0] == [("323", "2021-04", "oude")]
    assert mag("output", (2021, 13), "2021-03-31")[0] == [("323", "2021-03", "oude")]


def test_nothing_to_claim_is_said():
    uit = plekken(levering("inspanning", "2021-01-02", "2020-12-31"))
    assert (uit["allowed"], len(uit["remarks"])) == ([], 1)


def test_before_7_december_the_calendar_is_named():
    assert "kalender A" in plekken(levering("inspanning", "2020-12-06", None))["remarks"][0]
    assert plekken(levering("inspanning", "2020-12-07", None))["remarks"] == []


@pytest.mark.parametrize("opvolger", ["2020-12-01", "2020-12-30", "2020-12-31"])
def test_week_53_follows_a_successor_that_had_begun(opvolger):
    eind = (date.fromisoformat(opvolger) - timedelta(days=1)).isoformat()
    assert mag("output", (2020, 53), eind, opvolger) == ([("323", "2021-01", "opvolger")], ["DC-10"])
