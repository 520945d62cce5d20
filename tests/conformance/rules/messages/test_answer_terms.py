import pytest

from migratietoets.conformance.rules.rule import COUNTERS
from tests.helpers.requests_by_hand import (
    RUNNING,
    answer,
    change_asked,
    change_of_2020,
    decide,
    grant,
    retour,
    say,
    traced,
    verdict,
    vot,
    vow,
)

BOTH = pytest.mark.parametrize("domein", ["wmo", "jw"])


def requested(release="3.0", op="2021-01-06"):
    return [vot(op, release), retour(f"{op}T12:00", "316", release, 1)]


@pytest.mark.parametrize(("day", "found"), [("12", "pass"), ("13", "pass"), ("14", "fail")])
@pytest.mark.parametrize("decision", ["2021-01-07", "2021-01-11"])
def test_a_request_is_answered_within_five_working_days_whenever_the_desk_decided(day, found, decision):
    decided = [*requested(), decide(decision, "honoreren")]
    assert verdict("OP274", [*decided, grant(f"2021-01-{day}")]) == found
    refused = [*requested(), decide(decision, "afwijzen")]
    assert verdict("OP274", [*refused, answer(f"2021-01-{day}")]) == found
    changed = [vow("2021-01-06"), decide(decision, "afwijzen"), answer(f"2021-01-{day}")]
    assert verdict("OP346", changed, given=[RUNNING]) == found


@pytest.mark.parametrize(("day", "found"), [("20", "not_verifiable"), ("21", "not_verifiable"), ("22", "fail")])
def test_a_system_cannot_answer_before_a_desk_that_decides_after_the_term(day, found):
    steps = [*requested(), decide("2021-01-14", "afwijzen"), answer(f"2021-01-{day}")]
    assert verdict("OP274", steps) == found


@pytest.mark.parametrize(("day", "found"), [("13", "pass"), ("15", "pass"), ("19", "fail")])
def test_a_319_that_comes_back_after_a_refusal_counts_from_the_first_one(day, found):
    steps = [*requested(), decide("2021-01-07", "afwijzen"), answer("2021-01-11")]
    steps += [retour("2021-01-12", "320", "3.0", 4, "aanbieder", "0001"), answer(f"2021-01-{day}")]
    assert verdict("OP274", steps) == found


@pytest.mark.parametrize(("day", "found"), [("11", "pass"), ("12", "pass"), ("13", "warn")])
def test_a_request_of_24_is_held_to_the_term_of_30_with_a_warning(day, found):
    steps = [*requested("2.4", "2020-12-22"), decide("2021-01-05", "honoreren"), grant(f"2021-01-{day}")]
    assert verdict("OP274", steps) == found


@pytest.mark.parametrize(("decision", "day", "found"), [("2020-12-30", "08", "pass"), ("2021-01-01", "08", "pass")])
@pytest.mark.parametrize(("later", "late"), [(0, False), (3, True)])
def test_the_term_stands_still_in_the_quiet_days(decision, day, found, later, late):
    steps = [*requested("2.4", "2020-12-22"), decide(decision, "honoreren")]
    sent = f"2021-01-{int(day) + later:02d}"
    assert verdict("OP274", [*steps, grant(sent)]) == ("warn" if late else found)


@pytest.mark.parametrize(("until", "found"), [("2021-01-12", "not_verifiable"), ("2021-01-13", "fail")])
def test_in_recorded_traffic_the_term_begins_when_the_request_comes(until, found):
    assert verdict("OP274", requested(), until=until) == found
    assert verdict("OP346", [vow("2021-01-06")], given=[RUNNING], until=until) == found


@pytest.mark.parametrize(("day", "found"), [("08", "pass"), ("09", "pass"), ("10", "fail")])
def test_after_investigation_there_are_eight_weeks(day, found):
    told, granted = answer("2021-01-12T10:00", "2"), grant(f"2021-03-{day}", ingangsdatum="2021-03-15")
    decided = decide("2021-01-12", "onderzoeken")
    for steps in (
        [told, granted],
        [decided, told, granted],
        [decided, told, decide("2021-02-09", "honoreren"), granted],
    ):
        assert verdict("OP274", [*requested(), *steps], until="2021-03-26") == found


def test_of_a_request_whose_investigation_is_told_too_late_the_answer_is_too_late():
    steps = [*requested(), decide("2021-01-07", "onderzoeken"), answer("2021-01-14", "2")]
    assert verdict("OP274", steps) == "fail"


@pytest.mark.parametrize(("until", "found"), [("2021-03-08", "not_verifiable"), ("2021-03-09", "fail")])
def test_a_rejection_after_investigation_is_due_after_eight_weeks(until, found):
    steps = [*requested(), decide("2021-01-12", "onderzoeken"), answer("2021-01-12T10:00", "2")]
    steps.append(decide("2021-02-09", "afwijzen"))
    assert verdict("VOT-08", steps, until=until) == found


@pytest.mark.parametrize(("until", "found"), [("2021-01-12", "not_verifiable"), ("2021-01-13", "fail")])
def test_what_is_not_due_yet_is_unseen(until, found):
    for what in ("afwijzen", "onderzoeken"):
        assert verdict("VOT-08", [*requested(), decide("2021-01-07", what)], until=until) == found
    assert verdict("VOT-03", [*requested(), decide("2021-01-07", "honoreren")], until=until) == found
    rejected = [*requested(), decide("2021-01-07", "afwijzen")]
    assert verdict("VOT-08", [*rejected, answer("2021-01-07T12:00", "2")], until=until) == found
    investigated = [*requested(), decide("2021-01-07", "onderzoeken")]
    assert verdict("VOT-08", [*investigated, answer("2021-01-07T12:00", "1")], until=until) == "fail"


@pytest.mark.parametrize(("until", "found"), [("2021-01-13", "not_verifiable"), ("2021-01-14", "fail")])
def test_in_24_what_is_not_due_yet_since_the_decision_is_unseen(until, found):
    in_24 = [*requested("2.4", "2020-12-22"), decide("2021-01-07", "afwijzen")]
    assert verdict("VOT-04", in_24, until=until) == found


@pytest.mark.parametrize(("until", "found"), [("2021-01-05", "not_verifiable"), ("2021-01-06", "fail")])
def test_a_retour_is_due_after_three_working_days(until, found):
    answered = [vot("2020-12-14", "2.4", "R0"), retour("2020-12-15", "316", "2.4", 1)]
    assert verdict("VOT-02", [*answered, vot("2020-12-30", "2.4")], until=until) == found
    assert verdict("VOT-02", [vot("2020-12-30", "2.4")], until=until) == "not_verifiable"


@pytest.mark.parametrize(("op", "found"), [("2020-12-31", "not_exercised"), ("2021-01-01", "fail")])
def test_a_decision_from_2021_on_is_settled_the_old_way(op, found):
    steps = [*requested("2.4", "2020-12-22"), decide(op, "afwijzen"), answer("2021-01-05")]
    assert verdict("VOT-07", steps) == found


@BOTH
def test_words_about_somebody_else_satisfy_nothing(domein):
    refused = [*requested("2.4", "2020-12-22"), decide("2021-01-05", "afwijzen")]
    assert verdict("VOT-04", [*refused, say("2021-01-05T10:00", "verzoek_afgewezen", "B")], domein=domein) == "fail"
    assert verdict("VOT-04", [*refused, say("2021-01-05T10:00", "verzoek_afgewezen", None)], domein=domein) == "pass"
    assert verdict("VOT-04", [*refused, say("2021-01-05T10:00", "week_53")], domein=domein) == "fail"
    assert verdict("VOT-04", [*refused, say("2021-01-05T10:00", None, tekst="nee")], domein=domein) == "not_verifiable"
    granted = [*requested(), decide("2021-01-07", "honoreren"), grant("2021-01-08", client="B")]
    assert verdict("VOT-03", granted, domein=domein) == "fail"


@pytest.mark.parametrize(
    ("rule", "what"), [("VOT-04", "afwijzen"), ("VOT-04", "onderzoeken"), ("VOT-06", "woonplaatsbeginsel")]
)
def test_a_decision_on_a_request_of_24_that_nobody_is_told_is_broken(rule, what):
    assert verdict(rule, [*requested("2.4", "2020-12-22"), decide("2021-01-05", what)]) == "fail"


@pytest.mark.parametrize(("client", "found"), [("A", "pass"), ("B", "not_verifiable")])
def test_of_a_change_of_2020_what_another_client_hears_says_nothing(client, found):
    decided = change_of_2020("2021-01-05", "afwijzen")
    for said in (say("2021-01-05T10:00", "verzoek_afgewezen", client), grant("2021-01-06", client=client)):
        assert verdict("VOW-03", [decided, said], given=[RUNNING]) == found


ON_THE_TURN = [("2020-12-30", "2020-12-31", 0), ("2020-12-30", "2021-01-01", 1), ("2020-12-31", "2021-01-01", 1)]


@pytest.mark.parametrize(("asked", "decision", "still_open"), ON_THE_TURN)
def test_what_was_asked_in_2020_and_decided_in_2021_was_still_open(asked, decision, still_open):
    in_24 = traced([vot(asked, "2.4"), decide(decision, "afwijzen")])
    assert COUNTERS["VOT-10"](in_24) == (still_open, 1)
    changed = traced([change_asked(asked), change_of_2020(decision)], given=[RUNNING])
    assert COUNTERS["VOW-06"](changed) == (still_open, 1)


def test_what_is_asked_in_2021_is_no_change_of_2020():
    assert COUNTERS["VOW-06"](traced([change_asked("2021-01-01")], given=[RUNNING])) == (0, 0)


def test_a_319_before_its_315_answers_nothing():
    assert verdict("VOT-05", [answer("2021-01-05"), vot("2021-01-06")]) == "fail"
    assert verdict("VOT-05", [vot("2021-01-05"), answer("2021-01-06")]) == "pass"
