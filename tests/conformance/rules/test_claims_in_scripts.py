"""Situations around claims that are right, or wrong in a way of their own: scripts that stand in no catalogue."""

from collections.abc import Iterator

import pytest

from migratietoets.istandaard.releases import Domein
from tests.helpers.claim_scripts import (
    CARE,
    DECEMBER,
    JANUARY,
    NEXT_RIDES,
    NOVEMBER,
    P13,
    RIDE_ON,
    RIDES,
    answered,
    asked,
    claim,
    delivered,
    fails,
    sent,
)

DAYS = [  # the day of delivery, and the message and period for who claims by month and by four weeks
    ("2020-12-27", ("303", DECEMBER), ("303", P13)),
    ("2020-12-28", ("303", DECEMBER), ("303", P13)),
    ("2020-12-31", ("303", DECEMBER), ("303", P13)),
    ("2021-01-01", ("323", JANUARY), ("323", JANUARY)),
    ("2021-01-03", ("323", JANUARY), ("323", JANUARY)),
    ("2021-01-04", ("323", JANUARY), ("323", JANUARY)),
]


def both_divisions() -> Iterator[tuple[str, str, str, tuple[str, str]]]:
    for day, by_month, by_four_weeks in DAYS:
        yield day, "maand", *by_month
        yield day, "vier_weken", *by_four_weeks


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(("day", "division", "kind", "period"), list(both_divisions()))
def test_the_day_of_delivery_decides_around_the_turn_of_the_year(day, division, kind, period, domein):
    def steps(kind, period):
        return [
            delivered("2021-01-05", day, 4),
            asked("2021-02-01", "2021-01-31", division),
            sent("2021-02-01", kind, period, claim("P1", period, 4)),
        ]

    assert fails([CARE], steps(kind, period), domein=domein) == set()
    other = ("323", JANUARY) if kind == "303" else ("303", P13 if division == "vier_weken" else DECEMBER)
    assert "DC-06" in fails([CARE], steps(*other), domein=domein)


@pytest.mark.parametrize("tarief", [4700, None])
@pytest.mark.parametrize("period", [("2020-11-10", "2020-11-12"), ("2020-11-11", "2020-11-11"), NOVEMBER])
def test_a_303_may_leave_out_the_tarief_and_name_the_real_period(period, tarief):
    prestatie = claim("P1", period, 4, tarief, bedrag=18800)
    steps = [delivered("2020-11-13", "2020-11-11", 4), asked("2020-12-02", "2020-11-30"),
             sent("2020-12-02", "303", NOVEMBER, prestatie, release="2.4")]  # fmt: skip
    assert fails([CARE], steps) == set()


def test_output_in_a_303_goes_when_parties_agreed():
    steps = [delivered("2020-12-07", "2020-W49", 5, "output", 1250), asked("2020-12-08", "2020-12-31"),
             sent("2020-12-08", "303", NOVEMBER, claim("P1", NOVEMBER, 5, 1250), release="2.4")]  # fmt: skip
    assert fails([RIDE_ON], steps) == set()


@pytest.mark.parametrize("how", [{"afgekeurd": ["P1"]}, {"bericht_afgekeurd": True}])
@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("303", P13, "T1"), ("323", JANUARY, "T2")),
        (("323", JANUARY, "T2"), ("303", P13, "T1")),
        (("323", JANUARY, "T2"), ("323", JANUARY, "T2")),
    ],
)
def test_week_53_that_was_turned_down_may_be_claimed_again_in_either_period(first, then, how):
    def bericht(on, number, where):
        kind, period, ref = where
        return sent(on, kind, period, claim(number, period, 6, 1250, ref))

    steps = [
        delivered("2021-01-04", "2020-W53", 6, "output", 1250), asked("2021-01-06", "2021-01-31", "vier_weken"),
        bericht("2021-02-01", "P1", first), answered("2021-02-08", "304" if first[0] == "303" else "325", 3, **how),
        bericht("2021-02-15", "P2", then),
    ]  # fmt: skip
    assert fails([RIDES, NEXT_RIDES], steps) == set()
    del steps[3]  # without the answer it is claimed twice
    assert "DC-14" in fails([RIDES, NEXT_RIDES], steps)


def test_week_53_that_was_credited_may_be_claimed_again():
    steps = [
        delivered("2021-01-04", "2020-W53", 6, "output", 1250), asked("2021-01-06", "2021-01-31", "vier_weken"),
        sent("2021-01-06", "303", P13, claim("P1", P13, 6, 1250)), answered("2021-01-12", "304", 3),
        sent("2021-01-18", "303", P13, {"referentie": "P2", "vorige": "P1"}),
        sent("2021-02-01", "323", JANUARY, claim("P3", JANUARY, 6, 1250, "T2")),
        {"op": "2021-01-15", "aan": "aanbieder", "opdracht": "crediteer", "toewijzing": "T1", "geleverd": "2020-W53"},
    ]  # fmt: skip
    assert fails([RIDES, NEXT_RIDES], steps) == set()


def test_without_an_agreement_on_week_53_an_aanbieder_may_wait_and_ask():
    steps = [delivered("2021-01-04", "2020-W53", 6, "output", 1250), asked("2021-01-06", "2020-12-31", "vier_weken")]
    note = {"op": "2021-01-07", "kennisgeving": {"van": "aanbieder", "client": "A", "over": "week_53"}}
    assert "DC-14" in fails([RIDES, NEXT_RIDES], steps)
    assert "DC-14" not in fails([RIDES, NEXT_RIDES], [*steps, note])
    assert "DC-14" in fails([RIDES], [*steps, note])  # without a successor there is no choice


def test_what_is_too_large_for_what_is_left_may_be_left_unclaimed():
    small = CARE.replace("volume: 40", "volume: 10")
    steps = [
        delivered("2021-01-29", "2021-01-12", 8), delivered("2021-01-29", "2021-01-19", 4),
        asked("2021-02-01", "2021-01-31"), sent("2021-02-01", "323", JANUARY, claim("P1", JANUARY, 8)),
    ]  # fmt: skip
    assert fails([small], steps) == set()
    assert "DC-05" in fails([CARE], steps)


def credit_of(on="2021-02-08", **more):
    return sent(on, "323", JANUARY, {"referentie": "P2", "vorige": "P1", **more})


@pytest.mark.parametrize(
    ("debits", "credit", "codes", "right"),
    [
        ([claim("P1", JANUARY, 4)], {}, ["8017"], False),
        ([claim("P1", JANUARY, 4)], {"referentie": "P1"}, ["8021"], True),
        ([claim("P1", JANUARY, 4)], {}, ["8021"], False),
        ([claim("P1", JANUARY, 4)], {"bedrag": 1}, ["9346"], True),
        ([claim("P1", JANUARY, 4)], {}, ["9321"], False),
        ([claim("P1", JANUARY, 4)], {}, ["9308"], False),
    ],
)
def test_a_credit_is_only_turned_down_for_a_rule_it_breaks(debits, credit, codes, right):
    steps = [
        sent("2021-02-01", "323", JANUARY, *debits), answered("2021-02-05", "325", 1), credit_of(**credit),
        answered("2021-02-12", "325", 3, afgekeurd=[credit.get("referentie", "P2")], retourcodes=codes),
    ]  # fmt: skip
    assert ("CR-03" not in fails([CARE], steps, "gemeente")) is right


@pytest.mark.parametrize(("code", "right"), [("8853", True), ("8017", False)])
def test_a_credit_on_what_was_rejected_may_be_turned_down_as_such(code, right):
    steps = [
        sent("2021-02-01", "323", JANUARY, claim("P1", JANUARY, 4)), answered("2021-02-05", "325", 1, afgekeurd=["P1"]),
        credit_of(), answered("2021-02-12", "325", 3, afgekeurd=["P2"], retourcodes=[code]),
    ]  # fmt: skip
    assert ("CR-03" not in fails([CARE], steps, "gemeente")) is right


def test_a_late_delivery_may_be_claimed_by_a_credit_and_a_larger_prestatie():
    steps = [
        delivered("2021-01-29", "2021-01-12", 4), asked("2021-02-01", "2021-01-31"),
        sent("2021-02-01", "323", JANUARY, claim("P1", JANUARY, 4)), answered("2021-02-05", "325", 3),
        delivered("2021-02-08", "2021-01-26", 3), asked("2021-02-09", "2021-01-31"),
        sent("2021-02-09", "323", JANUARY, {"referentie": "P2", "vorige": "P1"}, claim("P3", JANUARY, 7)),
    ]  # fmt: skip
    assert fails([CARE], steps) == set()


@pytest.mark.parametrize(
    ("minutes", "hours", "right"),
    [(1, 1, True), (29, 1, True), (89, 1, True), (90, 1, False), (89, 2, False), (90, 2, True), (149, 2, True)],
)
def test_whole_hours_round_half_up_and_are_one_at_least(minutes, hours, right):
    steps = [
        delivered("2021-01-29", "2021-01-12", minutes, tarief=78) | {"eenheid": "01"},
        asked("2021-02-01", "2021-01-31"),
        sent("2021-02-01", "323", JANUARY, claim("P1", JANUARY, hours, 4680)),
    ]
    assert (fails([CARE], steps) == set()) is right


@pytest.mark.parametrize("division", ["maand", "vier_weken"])
@pytest.mark.parametrize(
    ("begin", "end", "broken"),
    [
        ("2020-12-07", "2020-12-31", set()),
        ("2020-12-31", "2020-12-31", set()),
        ("2020-12-07", "2021-01-01", {"DC-01", "DC-04"}),
        ("2020-12-07", "2020-12-30", {"DC-04"}),
    ],
)
def test_the_last_303_ends_with_the_year(begin, end, broken, division):
    steps = [asked("2021-01-05", "2021-01-31", division), sent("2021-01-05", "303", (begin, end))]
    steps[-1]["bericht"]["prestaties"] = [claim("P1", (begin, min(end, "2020-12-31")), 4)]
    only_by_four_weeks = {"DC-04"} if division == "maand" else set()
    assert fails([CARE], steps) & {"DC-01", "DC-04"} == broken - only_by_four_weeks


def test_a_credit_that_breaks_a_rule_of_its_own_may_be_refused_whole():
    one = claim("P1", JANUARY, 4)
    credits_twice = [{"referentie": "P2", "vorige": "P1"}, {"referentie": "P3", "vorige": "P1"}]
    beside = [sent("2021-02-01", "323", JANUARY, one, credits_twice[0]), answered("2021-02-05", "325", 1)]
    twice = [sent("2021-02-01", "323", JANUARY, one), answered("2021-02-05", "325", 1),
             sent("2021-02-08", "323", JANUARY, *credits_twice), answered("2021-02-12", "325", 3)]  # fmt: skip
    once = [*twice[:2], sent("2021-02-08", "323", JANUARY, credits_twice[0]), answered("2021-02-12", "325", 3)]
    for steps in (beside, twice, once):
        steps[-1]["bericht"]["bericht_afgekeurd"] = True
    assert "CR-03" not in fails([CARE], beside, "gemeente") | fails([CARE], twice, "gemeente")
    assert "CR-03" in fails([CARE], once, "gemeente")


@pytest.mark.parametrize(("hours", "right"), [(4, True), (5, False)])
def test_a_budget_may_be_used_up_to_the_last_cent(hours, right):
    budget = """{ref: T1, nummer: 1, product: begeleiding, specifiek: false, budget: 18800,
      ingangsdatum: "2021-01-01", einddatum: "2021-05-30", uitvoering: inspanning}"""
    steps = [
        delivered("2021-01-29", "2021-01-12", hours) | {"eenheid": "04"}, asked("2021-02-01", "2021-01-31"),
        sent("2021-02-01", "323", JANUARY, claim("P1", JANUARY, hours, eenheid="04")),
    ]  # fmt: skip
    assert ("TR369" not in fails([budget], steps)) is right
    assert fails([budget], steps[:-1]) == (set() if not right else {"DC-05"})  # what does not fit may be left
