"""What the desk ordered and what came of it, around the day or eenheid on which that turns (AC-01, AC-10, NT-07)."""

import pytest

from migratietoets.conformance.rules.views.orders.explanations import Why, explanations
from tests.helpers.requests_by_hand import CARE, RUNNING, bericht, traced, verdict, vow

STUKS = {"product": "vervoer", "specifiek": True, "volume": 6, "frequentie": "2"}


def ordered(op, uitvoering=None, **wish):
    """The desk orders to grant."""
    step = {"op": op, "aan": "gemeente", "opdracht": "ken_toe", "client": "A", "gewenst": wish}
    return step | ({"uitvoering": uitvoering} if uitvoering else {})


def ending(op, ref, einddatum, **more):
    """The desk orders another einddatum."""
    return {"op": op, "aan": "gemeente", "opdracht": "wijzig_einddatum", "toewijzing": ref, "einddatum": einddatum,
            **more}  # fmt: skip


def sent(op, *lines, release="3.0"):
    return bericht(op, "gemeente", "301", release, client="A", regels=list(lines))


def new(ref, number, **content):
    return {"ref": ref, "nummer": number, **content}


def whys(steps, *given):
    return [one.why for one in explanations(traced(steps, given=list(given)))]


FROM_FEBRUARY = {"ingangsdatum": "2021-02-01", "einddatum": "2021-12-26"}


@pytest.mark.parametrize(
    ("asked", "uitvoering", "given", "expected"),
    [
        ("82", None, "84", "pass"),
        ("82", None, "82", "pass"),
        ("82", "output", "82", "pass"),
        ("82", "output", "84", "fail"),
        ("84", "inspanning", "84", "pass"),
        ("16", "inspanning", "84", "fail"),
        ("04", None, "84", "fail"),
    ],
)
def test_stuks_of_inspanning_have_an_eenheid_of_their_own_in_30_and_nothing_else_has(
    asked, uitvoering, given, expected
):
    steps = [
        ordered("2021-01-11", uitvoering, **STUKS, eenheid=asked, **FROM_FEBRUARY),
        sent("2021-01-12", new("N1", 11, **STUKS, eenheid=given, **FROM_FEBRUARY)),
    ]
    assert verdict("AC-10", steps) == expected


@pytest.mark.parametrize(
    ("eenheid", "volume", "expected"),
    [("83", 50000, "pass"), ("83", 50001, "fail"), ("82", 50000, "fail"), ("04", 50000, "fail"), ("84", 50000, "fail")],
)
def test_a_budget_is_in_24_a_volume_of_euros(eenheid, volume, expected):
    days = {"ingangsdatum": "2020-11-02", "einddatum": "2020-12-31"}
    steps = [
        ordered("2020-10-14", product="begeleiding", specifiek=False, budget=50000, **days),
        sent("2020-10-15", new("N1", 11, product="begeleiding", specifiek=False, volume=volume, eenheid=eenheid,
                               frequentie="6", **days), release="2.4"),
    ]  # fmt: skip
    assert verdict("AC-10", steps) == expected


WANTED = {**STUKS, "ingangsdatum": "2020-10-19", "einddatum": "2021-10-18"}
PARTED = [
    ordered("2020-10-14", "inspanning", eenheid="84", **WANTED),
    sent("2020-10-15", new("N1", 11, **WANTED, eenheid="82") | {"einddatum": "2020-12-31"}, release="2.4"),
]


def sequel(op, begin="2021-01-01", **more):
    content = STUKS | {"eenheid": "84"} | more
    return sent(op, new("N2", 12, ingangsdatum=begin, einddatum="2021-10-18", **content))


@pytest.mark.parametrize(("end", "expected"), [("2021-05-30", "fail"), ("2021-05-31", "pass"), ("2021-06-01", "fail")])
def test_a_sequel_ends_when_the_desk_ordered_that_of_it_since(end, expected):
    since = [
        ending("2021-01-12", "N2", "2021-05-31"),
        sent("2021-01-13", {"ref": "N2", "einddatum": end, "reden": "05"}),
    ]
    assert verdict("NT-07", [*PARTED, sequel("2021-01-06"), *since]) == expected


def test_a_sequel_without_any_omvang_is_not_what_was_asked():
    nothing = sequel("2021-01-06", volume=None, eenheid=None, frequentie=None, specifiek=False)
    assert verdict("NT-07", [*PARTED, nothing]) == "fail"


@pytest.mark.parametrize(
    ("day", "why"), [("2020-12-31", Why.ORDER), ("2021-01-01", Why.ORDER), ("2021-01-02", None), ("2021-03-31", None)]
)
def test_a_successor_is_annulled_for_an_order_on_its_predecessor_only_where_that_ends_before_it(day, why):
    closed = {"ref": "T1", "einddatum": "2020-12-31", "reden": "05"}
    other = new("N1", 11, volume=6, **CARE, ingangsdatum="2021-01-01", einddatum="2021-10-31")
    steps = [
        sent("2020-12-14", closed, other, release="2.4"),
        ending("2021-02-08", "T1", day),
        sent("2021-02-09", {"ref": "N1", "einddatum": "2021-01-01", "reden": "01"}),
    ]
    assert whys(steps, RUNNING)[-1] == why


@pytest.mark.parametrize(
    ("begin", "why"), [("2021-02-14", Why.REQUEST), ("2021-02-15", Why.REQUEST), ("2021-02-16", None)]
)
def test_what_a_317_changes_from_its_first_day_on_is_annulled(begin, why):
    coming = RUNNING | {"ingangsdatum": "2021-02-15", "gestart": False}
    steps = [
        vow("2021-01-11", ingangsdatum=begin),
        sent("2021-01-12", {"ref": "T1", "einddatum": "2021-02-15", "reden": "01"}),
    ]
    assert whys(steps, coming) == [why]


@pytest.mark.parametrize(("day", "why"), [("2021-01-12", Why.ORDER), ("2021-01-13", None), ("2021-01-14", None)])
def test_an_order_that_was_overtaken_is_not_done_once_the_last_one_was(day, why):
    """What stood on the day of the last order, or since, had done it; before that day it had not."""
    steps = [
        ending("2021-01-11", "T1", "2021-05-31"),
        sent(f"{day}T09:00", {"ref": "T1", "einddatum": "2021-04-30", "reden": "05"}),
        sent(f"{day}T10:00", {"ref": "T1", "einddatum": "2021-10-31", "reden": "04"}),
        ending("2021-01-13T08:00", "T1", "2021-04-30"),
        sent("2021-01-15", {"ref": "T1", "einddatum": "2021-05-31", "reden": "05"}),
    ]
    steps.sort(key=lambda step: step["op"] if "T" in step["op"] else step["op"] + "T09:00")
    assert whys(steps, RUNNING)[-1] == why


@pytest.mark.parametrize(
    ("end", "begin", "expected"),
    [
        ("2021-02-01", "2021-02-02", "pass"),
        ("2021-02-02", "2021-02-03", "pass"),
        ("2021-02-01", "2021-02-03", "fail"),
        ("2021-12-25", "2021-12-26", "pass"),
    ],
)
def test_what_was_ordered_may_come_in_parts_one_of_which_holds_a_single_day(end, begin, expected):
    steps = [
        ordered("2021-01-11", **CARE, volume=4, **FROM_FEBRUARY),
        sent("2021-01-12", new("N1", 11, **CARE, volume=4, **FROM_FEBRUARY | {"einddatum": end}),
             new("N2", 12, **CARE, volume=4, **FROM_FEBRUARY | {"ingangsdatum": begin})),
    ]  # fmt: skip
    assert verdict("AC-10", steps) == expected
