"""What was refused was not received: nobody answers it, and sent again under its reference it is another request."""

import pytest

from tests.helpers.requests_by_hand import CARE, RUNNING, answer, decide, grant, retour, say, verdict, vot, vow

AGAIN_IN_30 = [
    vot("2020-12-30", "2.4"),
    retour("2020-12-30T12:00", "316", "2.4", 1, code="0001"),
    vot("2021-01-04"),
    retour("2021-01-05", "316", "3.0", 3),
]
OTHER = {"ref": "T2", "nummer": 2, "volume": 2, **CARE, "product": "huishouden"}
OTHER |= {"ingangsdatum": "2020-03-02", "einddatum": "2021-10-31"}
REJECTED = [vot("2021-01-05"), retour("2021-01-06", "316", "3.0", 1), answer("2021-01-07")]


@pytest.mark.parametrize(
    ("decision", "reaction"),
    [
        ("afwijzen", answer("2021-01-07")),
        ("onderzoeken", answer("2021-01-07", "2")),
        ("honoreren", grant("2021-01-07")),
    ],
)
@pytest.mark.parametrize("rule", ["AC-04", "AC-05", "VOT-03", "VOT-08", "OP274", "TR362"])
def test_an_answer_is_about_the_request_that_was_received(rule, decision, reaction):
    found = verdict(rule, [*AGAIN_IN_30, decide("2021-01-06", decision), reaction])
    assert found in {"pass", "not_exercised"}
    assert rule != "AC-04" or (found == "pass") is (decision != "honoreren")


def test_an_answer_before_it_came_again_is_about_what_was_refused():
    steps = [*AGAIN_IN_30[:2], answer("2021-01-04T00:01"), vot("2021-01-04T09:00")]
    assert verdict("AC-04", steps) == "fail"


def test_an_answer_that_says_something_else_is_still_seen():
    assert verdict("AC-04", [*AGAIN_IN_30, decide("2021-01-06", "onderzoeken"), answer("2021-01-07")]) == "fail"


def test_what_a_316_of_24_rejected_may_be_asked_again_and_granted():
    steps = [vot("2020-12-28", "2.4"), retour("2020-12-29", "316", "2.4", 1, code="8860"), vot("2021-01-04")]
    steps += [retour("2021-01-05", "316", "3.0", 3), decide("2021-01-06", "honoreren"), grant("2021-01-07")]
    assert verdict("AC-05", steps) == "pass"
    assert verdict("VOT-03", steps) == "pass"


def test_no_answer_is_due_on_a_change_that_leaves_a_toewijzing_out():
    refused = retour("2021-01-12", "318", "3.0", 1, code="9349")
    assert verdict("OP346", [vow("2021-01-11"), refused], given=[RUNNING, OTHER]) == "not_exercised"
    assert verdict("OP346", [vow("2021-01-11", unchanged=["T2"]), refused], given=[RUNNING, OTHER]) == "fail"


@pytest.mark.parametrize(("referentie", "found"), [("R1", "pass"), ("R2", "fail")])
def test_no_answer_is_due_on_a_reference_that_was_used_before(referentie, found):
    again = vot("2021-01-11", referentie=referentie, product="huishouden")
    assert verdict("OP274", [*REJECTED, again, retour("2021-01-12", "316", "3.0", 4, code="9347")]) == found


@pytest.mark.parametrize("steps", [[], [decide("2021-01-08", "afwijzen")]])
def test_whether_a_code_that_names_no_rule_we_check_is_just_cannot_be_seen(steps):
    asked = [vot("2021-01-06"), retour("2021-01-07", "316", "3.0", 1, code="9361")]
    assert verdict("OP274", [*asked, *steps]) == "not_verifiable"


def test_a_request_that_is_refused_without_a_ground_is_still_to_be_answered():
    asked = [vot("2021-01-06"), retour("2021-01-07", "316", "3.0", 1, code="9374")]
    assert verdict("OP274", [*asked, decide("2021-01-08", "afwijzen")]) == "fail"
    assert verdict("OP274", [*asked, decide("2021-01-08", "afwijzen"), answer("2021-01-11")]) == "pass"


def test_a_decision_is_not_about_a_request_that_was_refused():
    first = [vot("2021-01-06"), retour("2021-01-07", "316", "3.0", 1)]
    second = [vot("2021-01-08", referentie="R2"), retour("2021-01-08T12:00", "316", "3.0", 3, code="9374")]
    steps = [*first, *second, decide("2021-01-11", "afwijzen")]
    assert verdict("VOT-08", [*steps, answer("2021-01-12")]) == "pass"
    assert verdict("VOT-08", [*steps, answer("2021-01-12", referentie="R2")]) == "fail"


def test_a_notice_after_the_request_came_again_is_about_that_one():
    steps = [*AGAIN_IN_30, decide("2021-01-06", "honoreren"), grant("2021-01-07")]
    assert verdict("AC-05", [*steps, say("2021-01-08", "verzoek_afgewezen", verzoek="R1")]) == "fail"
