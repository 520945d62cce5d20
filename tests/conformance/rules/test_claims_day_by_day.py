"""The days on which claims turn: when a 303 may still go in 2.4, and which days a prestatie names."""

import pytest

from migratietoets.istandaard.releases import Domein
from tests.helpers.claim_scripts import (
    CARE,
    DECEMBER,
    JANUARY,
    NOVEMBER,
    RIDES,
    answered,
    asked,
    claim,
    delivered,
    fails,
    rule_verdicts,
    sent,
)

TWICE_THE_NUMBER = """{ref: T2, nummer: 1, product: begeleiding, specifiek: true, volume: 40, eenheid: "04",
  frequentie: "4", ingangsdatum: "2021-02-01", einddatum: "2021-05-30", uitvoering: inspanning}"""


def released(at, release, period):
    """What PL-01 says of a 303 sent at a moment."""
    steps = [sent(at, "303", period, claim("P1", period, 4), release=release)]
    return rule_verdicts([CARE], steps)["PL-01"]


@pytest.mark.parametrize(
    ("at", "in_24", "in_30"),
    [
        ("2020-12-29", "pass", "fail"),
        ("2020-12-30T23:59", "pass", "fail"),
        ("2020-12-31T00:00", "warn", "fail"),
        ("2021-01-01T00:30", "warn", "fail"),
        ("2021-01-03T23:59", "warn", "fail"),
        ("2021-01-04T00:00", "pass", "pass"),
        ("2021-01-05", "pass", "pass"),
        ("2021-02-26", "pass", "pass"),
    ],
)
@pytest.mark.parametrize("period", [NOVEMBER, DECEMBER, ("2020-12-31", "2020-12-31")])
def test_a_303_about_2020_keeps_its_release(at, in_24, in_30, period):
    assert released(at, "2.4", period) == in_24
    assert released(at, "3.0", period) == in_30


@pytest.mark.parametrize(("end", "verdict"), [("2020-12-30", "pass"), ("2020-12-31", "pass"), ("2021-01-01", "fail")])
def test_a_303_that_reaches_into_2021_does_not(end, verdict):
    period = ("2020-12-07", end)
    steps = [sent("2021-01-05", "303", period, claim("P1", ("2020-12-07", "2020-12-30"), 4), release="2.4")]
    assert rule_verdicts([CARE], steps)["PL-01"] == verdict


@pytest.mark.parametrize(
    ("on", "end", "verdict"),
    [
        ("2020-12-30", "2020-12-30", "not_exercised"),
        ("2020-12-31", "2020-12-31", "not_exercised"),
        ("2021-01-01", "2020-12-31", "pass"),
        ("2021-01-02", "2020-12-31", "pass"),
        ("2021-01-02", "2020-12-30", "pass"),
        ("2021-01-02", "2021-01-01", "not_exercised"),
    ],
)
def test_in_2021_a_303_is_still_about_2020(on, end, verdict):
    period = ("2020-12-07", end)
    steps = [sent(on, "303", period, claim("P1", period, 4), release="2.4")]
    assert rule_verdicts([CARE], steps)["DC-13"] == verdict


@pytest.mark.parametrize("gemeente_on", ["2020-12-31", "2021-01-04"])
def test_what_a_gemeente_sends_says_nothing_of_the_aanbieder(gemeente_on):
    steps = [sent("2020-12-29", "303", NOVEMBER, claim("P1", NOVEMBER, 4), release="2.4"),
             answered(gemeente_on, "304", 1, release="2.4")]  # fmt: skip
    assert rule_verdicts([CARE], steps)["PL-01"] == "pass"
    assert rule_verdicts([CARE], [sent("2021-02-01", "323", JANUARY, claim("P1", JANUARY, 4))], "gemeente")[
        "PL-01"
    ] == "not_exercised"  # fmt: skip


def held(begin, end):
    return f"""{{ref: T1, nummer: 1, product: begeleiding, specifiek: true, volume: 40, eenheid: "04",
      frequentie: "4", ingangsdatum: "{begin}", einddatum: {f'"{end}"' if end else "null"}, uitvoering: inspanning}}"""


@pytest.mark.parametrize(
    ("toewijzing", "named", "right"),
    [
        (("2020-06-01", None), ("2021-01-01", "2021-01-31"), True),
        (("2020-06-01", None), ("2021-01-02", "2021-01-31"), False),
        (("2020-06-01", None), ("2021-01-01", "2021-01-30"), False),
        (("2021-01-01", "2021-05-30"), ("2021-01-01", "2021-01-31"), True),
        (("2021-01-02", "2021-05-30"), ("2021-01-02", "2021-01-31"), True),
        (("2021-01-02", "2021-05-30"), ("2021-01-01", "2021-01-31"), False),
        (("2021-01-02", "2021-05-30"), ("2021-01-03", "2021-01-31"), False),
        (("2020-06-01", "2021-01-30"), ("2021-01-01", "2021-01-30"), True),
        (("2020-06-01", "2021-01-30"), ("2021-01-01", "2021-01-29"), False),
        (("2020-06-01", "2021-01-30"), ("2021-01-01", "2021-01-31"), False),
        (("2020-06-01", "2021-01-31"), ("2021-01-01", "2021-01-31"), True),
        (("2020-06-01", "2021-02-01"), ("2021-01-01", "2021-01-31"), True),
        (("2020-06-01", "2021-02-01"), ("2021-01-01", "2021-02-01"), False),
    ],
)
def test_a_productperiode_is_the_month_within_the_toewijzing(toewijzing, named, right):
    steps = [sent("2021-02-01", "323", JANUARY, claim("P1", named, 4))]
    assert ("IV089" not in fails([held(*toewijzing)], steps)) is right


def test_two_toewijzingen_with_one_number_are_judged_by_the_days_they_hold():
    february = ("2021-02-01", "2021-02-28")
    both = [held("2020-06-01", "2021-01-31"), TWICE_THE_NUMBER]
    steps = [sent("2021-02-01", "323", JANUARY, claim("P1", JANUARY, 4)),
             sent("2021-03-01", "323", february, claim("P2", february, 4, ref="T2"))]  # fmt: skip
    assert fails(both, steps) == set()
    steps[1]["bericht"]["prestaties"][0] |= {"begindatum": "2021-02-02"}
    assert fails(both, steps) == {"IV089"}


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("until", "verdict"), [("2021-01-12", "not_verifiable"), ("2021-01-13", "fail")])
def test_what_was_asked_to_claim_is_missed_after_five_working_days(until, verdict, domein):
    steps = [delivered("2021-01-04", "2020-12-29", 4), asked("2021-01-06", "2020-12-31", "vier_weken")]
    assert rule_verdicts([CARE], steps, domein=domein, tot=until)["DC-07"] == verdict
    rides = [delivered("2021-01-04", "2020-W53", 6, "output", 1250), asked("2021-01-06", "2020-12-31", "vier_weken")]
    assert rule_verdicts([RIDES], rides, domein=domein, tot=until)["DC-14"] == verdict


@pytest.mark.parametrize(
    ("credited_on", "factuur", "rule"), [("2020-12-02", True, "IV053"), ("2020-12-02", False, "CR-01")]
)
def test_a_credit_before_its_debet_takes_nothing_back(credited_on, factuur, rule):
    form = {"vorm": "F"} if factuur else {}
    debit = sent("2020-12-03", "303", NOVEMBER, claim("P1", NOVEMBER, 4), release="2.4", **form)
    credit = sent(credited_on, "303", NOVEMBER, claim("P2", NOVEMBER, 4, dc="C"), release="2.4", **form)
    assert rule in {r for r, v in rule_verdicts([CARE], [credit, debit]).items() if v in {"fail", "warn"}}
