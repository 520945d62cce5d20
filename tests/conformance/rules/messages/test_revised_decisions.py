"""A later decision of the desk takes the place of an earlier one."""

import pytest

from tests.helpers.requests_by_hand import answer, decide, grant, retour, say, verdict, vot

IN_24 = [vot("2020-12-28", "2.4"), retour("2020-12-29", "316", "2.4", 1)]
IN_30 = [vot("2021-01-11"), retour("2021-01-12", "316", "3.0", 1)]
NO, YES = decide("2021-01-13", "afwijzen"), decide("2021-01-15T12:00", "honoreren")
RULES = ["VOT-03", "VOT-08", "AC-04", "AC-05", "OP274", "TR359", "TR365"]
KEPT = {"pass", "not_exercised"}


@pytest.mark.parametrize("rule", RULES)
def test_what_was_rejected_may_be_granted_after_all(rule):
    told = [answer("2021-01-14"), retour("2021-01-15", "320", "3.0", 4, "aanbieder")]
    assert verdict(rule, [*IN_30, NO, *told, YES, grant("2021-01-18")]) in KEPT


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("day", ["2021-01-18", "2021-01-19", "2021-01-22"])
def test_a_rejection_that_was_refused_need_not_go_again_once_it_is_revised(rule, day):
    told = [answer("2021-01-14"), retour("2021-01-15", "320", "3.0", 4, "aanbieder", "0001")]
    assert verdict(rule, [*IN_30, NO, *told, decide(day, "honoreren"), grant(f"{day}T15:00")]) in KEPT


def test_a_rejection_that_was_refused_and_revised_too_late_stays_wrong():
    told = [answer("2021-01-14"), retour("2021-01-15", "320", "3.0", 4, "aanbieder", "0001")]
    steps = [*IN_30, NO, *told, decide("2021-01-25", "honoreren"), grant("2021-01-25T15:00")]
    assert verdict("VOT-08", steps) == "fail"
    assert verdict("OP274", steps) == "fail"


def test_a_rejection_that_was_never_told_in_time_stays_wrong():
    steps = [*IN_30, NO, decide("2021-01-25", "honoreren"), grant("2021-01-26")]
    assert verdict("VOT-08", steps) == "fail"


def test_what_is_granted_after_all_must_be_granted():
    assert verdict("VOT-03", [*IN_30, NO, answer("2021-01-14"), YES]) == "fail"


def test_without_another_decision_what_was_rejected_is_not_granted():
    steps = [*IN_30, NO, answer("2021-01-14"), grant("2021-01-18")]
    assert verdict("VOT-08", steps) == "fail"
    assert verdict("AC-05", steps) == "fail"


def test_another_decision_does_not_excuse_what_was_granted_before_it():
    steps = [*IN_30, NO, answer("2021-01-14"), grant("2021-01-15"), YES]
    assert verdict("VOT-08", steps) == "fail"
    assert verdict("AC-05", steps) == "fail"


@pytest.mark.parametrize("more", [{}, {"verzoek": "R1"}])
@pytest.mark.parametrize("rule", ["VOT-03", "VOT-04", "VOT-07", "AC-04", "AC-05"])
def test_what_was_rejected_outside_the_messages_may_be_granted_after_all(rule, more):
    told = say("2021-01-05T11:00", "verzoek_afgewezen", **more)
    steps = [*IN_24, decide("2021-01-05", "afwijzen"), told, decide("2021-02-01", "honoreren")]
    assert verdict(rule, [*steps, grant("2021-02-02")]) == "pass"


def test_what_a_316_of_24_rejected_may_be_granted_after_all():
    steps = [vot("2020-12-28", "2.4"), retour("2020-12-29", "316", "2.4", 1, code="8860")]
    steps += [decide("2021-01-05", "honoreren"), grant("2021-01-06")]
    assert verdict("AC-05", steps) == "pass"
    assert verdict("VOT-03", steps) == "pass"
    assert verdict("VOT-03", steps[:-1]) == "fail"


def test_what_was_honoured_and_not_granted_yet_may_be_rejected_after_all():
    steps = [*IN_30, decide("2021-01-13", "honoreren"), decide("2021-01-14", "afwijzen"), answer("2021-01-15")]
    assert {verdict(rule, steps) for rule in RULES} <= KEPT


def test_what_was_granted_is_not_rejected_after_all():
    steps = [*IN_30, decide("2021-01-13", "honoreren"), grant("2021-01-14"), decide("2021-01-15", "afwijzen")]
    assert verdict("VOT-03", steps) == "pass"
    assert verdict("TR359", [*steps, answer("2021-01-18")]) == "fail"


def test_a_decision_after_a_refused_request_does_not_revise_the_one_before():
    steps = [*IN_30, NO, answer("2021-01-14"), vot("2021-01-20", referentie="R2")]
    steps += [retour("2021-01-21", "316", "3.0", 5, code="0001"), decide("2021-01-22", "honoreren")]
    assert verdict("VOT-03", steps) == "not_exercised"
