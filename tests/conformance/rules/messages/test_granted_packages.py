"""The 301 that grants a 317 makes the situation that was asked, and nothing else (OP308, OP348, IV093)."""

import pytest

from tests.helpers.requests_by_hand import CARE, RUNNING, bericht, decide, retour, verdict, vow

OTHER = {"ref": "T2", "nummer": 2, "volume": 2, **CARE, "product": "huishouden"}
OTHER |= {"ingangsdatum": "2020-03-02", "einddatum": "2021-10-31"}
END = {"ref": "T1", "einddatum": "2021-02-14", "reden": "12", "referentie": "R1"}
NEW = {"ref": "N1", "nummer": 11, "volume": 6, **CARE, "referentie": "R1"}
NEW |= {"ingangsdatum": "2021-02-15", "einddatum": "2021-10-31"}
LEFT = {"ref": "T2", "einddatum": "2021-10-31", "referentie": "R1"}
EXTRA = {"ref": "N2", "nummer": 12, "volume": 5, "eenheid": "82", "frequentie": "2", "product": "vervoer"}
EXTRA |= {"specifiek": True, "ingangsdatum": "2021-02-15", "einddatum": "2021-10-31"}


def grants(op, *lines):
    return bericht(op, "gemeente", "301", "3.0", regels=list(lines))


def found(rule, *lines, more=(), **asked):
    steps = [vow("2021-01-11", unchanged=["T2"], **asked), retour("2021-01-12", "318", "3.0", 1)]
    steps += [decide("2021-01-13", "honoreren"), grants("2021-01-15", *lines), *more]
    return verdict(rule, sorted(steps, key=lambda step: step["op"]), given=[RUNNING, OTHER])


@pytest.mark.parametrize("rule", ["AC-01", "IV066", "TR362", "TR363", "VOW-01", "OP346"])
def test_what_was_asked_breaks_nothing(rule):
    assert found(rule, END, NEW, LEFT) == "pass"
    assert found(rule, END, NEW) == "pass"


@pytest.mark.parametrize(
    "other",
    [
        {"einddatum": "2021-02-14", "reden": "12"},
        {"einddatum": "2022-10-31", "reden": "12"},
        {"einddatum": "2020-03-02", "reden": "01"},
        {"einddatum": "2021-02-14", "reden": "12", "referentie": None},
    ],
)
def test_what_had_to_stay_as_it_is_does_not_change(other):
    line = {key: value for key, value in (LEFT | other).items() if value is not None}
    assert found("AC-01", END, NEW, line) == "fail"


def test_what_had_to_stay_may_change_for_another_reason():
    ordered = {"op": "2021-01-14", "aan": "gemeente", "opdracht": "trek_in", "toewijzing": "T2"}
    ordered |= {"einddatum": "2021-02-28", "aanleiding": "herbeoordeling"}
    line = {"ref": "T2", "einddatum": "2021-02-28", "reden": "05"}
    assert found("AC-01", END, NEW, line, more=[ordered]) == "pass"


@pytest.mark.parametrize(("reden", "verdict_"), [(None, "pass"), ("12", "fail"), ("04", "fail")])
def test_what_stays_as_it_is_has_no_reason(reden, verdict_):
    assert found("IV066", END, NEW, LEFT | ({"reden": reden} if reden else {})) == verdict_


@pytest.mark.parametrize("line", [EXTRA, EXTRA | {"ref": "N3", "product": "huishouden", "eenheid": "04"}])
def test_a_toewijzing_beside_what_was_asked_is_one_too_many(line):
    assert found("AC-01", END, NEW, LEFT, line) == "fail"


@pytest.mark.parametrize(
    ("end", "verdict_"),
    [("2021-02-13", "fail"), ("2021-02-14", "pass"), ("2021-02-15", "fail"), ("2021-01-31", "fail")],
)
def test_the_old_one_ends_the_day_before_the_new_one(end, verdict_):
    assert found("AC-01", END | {"einddatum": end}, NEW, LEFT) == verdict_


def test_the_old_one_is_not_cancelled_for_what_begins_later():
    assert found("AC-01", END | {"einddatum": "2020-03-02", "reden": "01"}, NEW, LEFT) == "fail"


@pytest.mark.parametrize(("day", "verdict_"), [("2021-01-22", "pass"), ("2021-01-25", "fail")])
def test_a_mistake_in_the_end_may_be_mended_within_five_working_days(day, verdict_):
    wrong = END | {"einddatum": "2021-01-31"}
    assert found("AC-01", wrong, NEW, LEFT, more=[grants(day, END)]) == verdict_


def test_with_retroactive_effect_the_days_may_be_others():
    asked = {"ingangsdatum": "2020-03-02"}
    lines = [END | {"einddatum": "2021-01-17"}, NEW | {"ingangsdatum": "2021-01-18"}, LEFT]
    assert found("AC-01", *lines, **asked) == "pass"
    assert found("VOW-01", *lines, **asked) == "not_verifiable"


@pytest.mark.parametrize(("end", "verdict_"), [("2021-05-31", "pass"), ("2021-06-30", "fail")])
def test_only_another_einddatum_is_the_one_that_was_asked(end, verdict_):
    asked = {"volume": 4, "einddatum": "2021-05-31"}
    assert found("AC-01", END | {"einddatum": end}, LEFT, **asked) == verdict_


@pytest.mark.parametrize(("day", "found"), [("2021-01-21", "pass"), ("2021-01-22", "pass"), ("2021-01-23", "fail")])
def test_what_is_left_out_may_follow_within_five_working_days_where_the_desk_is_hidden(day, found):
    steps = [vow("2021-01-11"), retour("2021-01-11T12:00", "318", "3.0", 1), grants("2021-01-15", END)]
    steps += [grants(day, NEW)]
    assert verdict("VOW-01", steps, given=[RUNNING], capaciteiten={"desk": False}) == found
