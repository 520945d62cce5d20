"""What was refused, and what the desk decided or the sender changed since (AC-01, AC-03, AC-09, AC-11, VOW-01)."""

import pytest

from tests.helpers.requests_by_hand import (
    CARE,
    RUNNING,
    answer,
    bericht,
    change_of_2020,
    decide,
    grant,
    retour,
    verdict,
    vot,
    vow,
)

HONOURED = [vot("2021-01-11"), retour("2021-01-12", "316", "3.0", 1), decide("2021-01-12T12:00", "honoreren")]
LOST = [*HONOURED, grant("2021-01-13"), retour("2021-01-14", "302", "3.0", 4, "aanbieder", "0001")]
ENDED = {"ref": "T1", "einddatum": "2021-02-14", "reden": "05"}
NEW = {"ref": "N1", "nummer": 11, "volume": 6, **CARE, "ingangsdatum": "2021-02-15", "einddatum": "2021-10-31"}
ASKED = {"volume": 4, **CARE, "ingangsdatum": "2021-02-01", "einddatum": "2021-12-26"}
WANTED = {"op": "2021-01-11T08:00", "aan": "aanbieder", "opdracht": "vraag_toewijzing_aan", "client": "A",
          "producten": [ASKED]}  # fmt: skip


def changed(op):
    return bericht(op, "gemeente", "301", "3.0", client="A", regels=[ENDED, NEW])


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ([], "fail"),
        ([decide("2021-01-15", "afwijzen")], "not_exercised"),
        ([decide("2021-01-15", "onderzoeken"), answer("2021-01-18", "2")], "not_exercised"),
        ([decide("2021-01-21", "afwijzen")], "not_exercised"),
        ([decide("2021-01-22", "afwijzen")], "fail"),
        ([decide("2021-01-15", "afwijzen"), decide("2021-01-18", "honoreren")], "fail"),
    ],
)
def test_what_was_granted_and_refused_goes_again_unless_the_desk_decides_otherwise_in_time(since, expected):
    assert verdict("AC-09", [*LOST, *since]) == expected


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([change_of_2020("2021-01-11")], "pass"),
        ([change_of_2020("2021-01-11"), change_of_2020("2021-01-12", "afwijzen")], "fail"),
        (
            [change_of_2020("2021-01-11"), change_of_2020("2021-01-12", "afwijzen"), change_of_2020("2021-01-13")],
            "pass",
        ),
    ],
)
def test_a_change_of_2020_explains_a_toewijzing_until_it_is_decided_otherwise(decisions, expected):
    assert verdict("AC-01", [*decisions, changed("2021-01-14")], given=[RUNNING]) == expected


def test_a_change_of_2020_that_was_granted_before_it_was_rejected_had_its_reason():
    steps = [change_of_2020("2021-01-11"), changed("2021-01-12"), change_of_2020("2021-01-13", "afwijzen")]
    assert verdict("AC-01", steps, given=[RUNNING]) == "pass"


@pytest.mark.parametrize(
    ("code", "again", "expected"),
    [
        ("0001", {}, "pass"),
        ("0001", {"referentie": "R2"}, "pass"),
        ("0001", {"volume": 8}, "fail"),
        ("0001", {"volume": 8, "referentie": "R2"}, "fail"),
        ("0001", {"ingangsdatum": "2021-02-08"}, "fail"),
        ("9361", {"volume": 8}, "not_verifiable"),
    ],
)
def test_what_was_refused_without_a_ground_goes_again_as_it_was_ordered(code, again, expected):
    steps = [WANTED, vot("2021-01-11"), retour("2021-01-12", "316", "3.0", 2, code=code)]
    assert verdict("AC-03", [*steps, vot("2021-01-13", **again)], role="aanbieder") == expected


@pytest.mark.parametrize(
    ("more", "groundless", "processed"),
    [
        ({}, "fail", "fail"),
        ({"frequentie": "3"}, "pass", "not_exercised"),
        ({"unchanged": ["T1"]}, "not_verifiable", "not_verifiable"),
    ],
)
def test_the_two_rules_about_a_317_that_is_refused_agree(more, groundless, processed):
    steps = [vow("2021-01-11", **more), retour("2021-01-12", "318", "3.0", 1, code="0001")]
    assert verdict("AC-11", steps, given=[RUNNING]) == groundless
    assert verdict("VOW-01", steps, given=[RUNNING]) == processed


def test_a_request_that_was_kept_beside_one_that_was_refused_tells_nothing_of_it():
    other = ASKED | {"product": "huishouden"}
    asked = WANTED | {"producten": [ASKED, other]}
    refused = [asked, vot("2021-01-11"), retour("2021-01-12", "316", "3.0", 2, code="9361")]
    kept = [vot("2021-01-12T12:00", referentie="R2", product="huishouden"), retour("2021-01-13", "316", "3.0", 4)]
    again = vot("2021-01-14", referentie="R3", volume=8)
    assert verdict("AC-03", [*refused, *kept, again], role="aanbieder") == "not_verifiable"


@pytest.mark.parametrize(
    ("product", "expected"),
    [({}, "not_exercised"), ({"product": "huishouden"}, "fail"), ({"specifiek": False}, "fail")],
)
def test_a_line_that_names_no_request_is_the_result_of_one_for_its_product(product, expected):
    granted = grant("2021-01-13", **product)
    del granted["bericht"]["regels"][0]["referentie"]
    steps = [*HONOURED, granted, LOST[-1], decide("2021-01-15", "afwijzen")]
    assert verdict("AC-09", steps) == expected
