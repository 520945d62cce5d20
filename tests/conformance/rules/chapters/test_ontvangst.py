"""What a receiver owes a message that breaks a rule on purpose, and one that breaks none (AC-14)."""

from dataclasses import replace

import pytest

from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.verdict.judge import judge_rule
from migratietoets.conformance.vocabulary.events import KIT
from tests.helpers.requests_by_hand import traced, verdict

CARE = {"product": "begeleiding", "specifiek": True, "volume": 4, "eenheid": "04", "frequentie": "2",
        "ingangsdatum": "2021-01-01", "einddatum": "2021-12-31"}  # fmt: skip
GIVEN = [{"ref": "T1", "nummer": 1, **CARE}, {"ref": "T2", "nummer": 2, **CARE, "product": "huishouden"}]


def start(*refs, rule="TR326", producten=()):
    lines = [{"ref": ref, "begindatum": "2021-01-11"} for ref in refs or ("T1",)]
    fault = {"breekt": {"regel": rule, **({"producten": list(producten)} if producten else {})}} if rule else {}
    return {"op": "2021-01-11", "bericht": {"van": "aanbieder", "soort": "305", "release": "3.0", "producten": lines,
            **fault}}  # fmt: skip


def answer(*codes, op="2021-01-12"):
    return {"op": op, "bericht": {"van": "gemeente", "soort": "306", "release": "3.0", "op_stap": 1,
            "retourcodes": list(codes)}}  # fmt: skip


def says(*steps, **more):
    return verdict("AC-14", list(steps), given=GIVEN, **more)


@pytest.mark.parametrize(
    ("rule", "codes", "expected"),
    [
        ("TR326", ["9326"], "pass"),
        ("TR326", ["0200"], "fail"),
        ("TR326", ["0001"], "fail"),
        ("TR326", ["9326", "9019"], "fail"),
        ("CS023", ["0001"], "pass"),
        ("CS023", ["9326"], "fail"),
        ("TR019", ["9019"], "pass"),
        ("TR019", ["9019", "9069"], "pass"),
        ("TR019", ["9069"], "fail"),
        ("TR019", ["9019", "9351"], "fail"),
        ("TR304", ["8187", "9338"], "pass"),
        ("TR326", ["9326", "9074"], "pass"),
        ("TR326", ["9074"], "fail"),
        ("TR101", ["0001", "9074"], "pass"),
        ("TR101", ["9074"], "fail"),
        ("TR101", ["0001", "9326"], "pass"),
        ("TR364", ["9364"], "pass"),
        ("TR364", ["9362"], "pass"),
        ("TR364", ["9362", "9019"], "fail"),
    ],
)
def test_what_breaks_a_rule_gets_the_code_of_that_rule_and_no_other(rule, codes, expected):
    assert says(start(rule=rule), answer(*codes)) == expected


@pytest.mark.parametrize(
    ("rule", "codes", "expected"),
    [("TR019", ["9019", "9069"], "pass"), ("TR326", ["9326", "9019"], "fail"), (None, ["9019"], "fail")],
)
def test_what_it_deserves_and_what_goes_with_it_has_a_ground(rule, codes, expected):
    assert verdict("AC-11", [start(rule=rule), answer(*codes)], given=GIVEN) == expected


def test_without_an_answer_there_is_nothing_to_see():
    assert says(start()) == "not_verifiable"


def test_where_nothing_was_broken_on_purpose_there_is_nothing_to_say():
    assert says(start(rule=None), answer("0001")) == "not_exercised"


def test_the_side_that_sent_it_is_not_asked():
    assert verdict("AC-14", [start(), answer("0200")], given=GIVEN, role="aanbieder") == "not_exercised"


def changed(trace, kind, **fields):
    """The verdict on a trace in which every message of a kind differs."""
    berichten = tuple(replace(one, **fields) if one.kind == kind else one for one in trace.berichten)
    return str(judge_rule(register()["AC-14"], replace(trace, berichten=berichten), 0).verdict)


@pytest.mark.parametrize(
    ("producten", "codes", "expected"),
    [
        ((2,), [("0200",), ("9326",)], "pass"),
        ((2,), [("9326",), ("0200",)], "fail"),
        ((2,), [("9326",), ("9326",)], "fail"),
        ((1, 2), [("9326",), ("9326",)], "pass"),
        ((), [("9326",), ("0200",)], "pass"),
        ((2,), [], "fail"),
        ((), [], "pass"),
    ],
)
def test_the_code_stands_at_the_products_that_break_the_rule_where_the_retour_repeats_them(producten, codes, expected):
    trace = traced([start("T1", "T2", producten=producten), answer("9326")], given=GIVEN)
    assert changed(trace, "306", line_codes=tuple(codes)) == expected


@pytest.mark.parametrize(
    ("codes", "expected"),
    [([("0200",), ("9019", "9069")], "pass"), ([("9069",), ("9019",)], "fail"), ([("0200",), ("9069",)], "fail")],
)
def test_a_code_that_may_stand_beside_it_stands_where_it_stands(codes, expected):
    trace = traced([start("T1", "T2", rule="TR019", producten=(2,)), answer("9019", "9069")], given=GIVEN)
    assert changed(trace, "306", line_codes=tuple(codes)) == expected


@pytest.mark.parametrize(("code", "expected"), [("0200", "pass"), ("9326", "fail"), ("0001", "fail")])
def test_what_the_kit_sends_beside_it_is_to_be_accepted(code, expected):
    second = answer(code, op="2021-01-14")
    second["bericht"]["op_stap"] = 3
    trace = traced([start(), answer("9326"), start(rule=None) | {"op": "2021-01-13"}, second], given=GIVEN)
    assert changed(trace, "305", origin=KIT) == expected


def test_what_is_found_says_at_which_products_each_code_stands():
    trace = traced([start("T1", "T2", producten=(2,)), answer("9326")], given=GIVEN)
    berichten = [
        replace(one, line_codes=(("9326",), ("0200",))) if one.kind == "306" else one for one in trace.berichten
    ]
    (found,) = RULES["AC-14"](replace(trace, berichten=tuple(berichten)))
    assert (found.expected, found.found) == ("retourcode 9326 bij product 2", "9326 bij product 1")


@pytest.mark.parametrize(
    ("codes", "expected"),
    [(["0001"], "pass"), (["8848"], "pass"), (["0001", "8848"], "pass"), (["0200"], "fail"), (["9333"], "fail")],
)
def test_where_the_model_gives_no_order_the_code_of_either_rule_will_do(codes, expected):
    trace = traced([start(), answer(*codes)], given=GIVEN)
    assert changed(trace, "305", breaks="TR335") == expected


ASKED = {"315": {"aanvragen": [{"referentie": "V1", **CARE, "ingangsdatum": "2021-02-01"}]},
         "317": {"wijziging": {"referentie": "V1", "te_wijzigen": [
             {"ref": "T1", "ingangsdatum": "2021-02-01", "einddatum": "2021-12-31", "volume": 6, "eenheid": "04",
              "frequentie": "2"}]}}}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "code", "expected"),
    [
        ("315", "0200", "not_verifiable"),
        ("315", "9362", "pass"),
        ("315", "9363", "fail"),
        ("317", "0200", "fail"),
        ("317", "9362", "pass"),
    ],
)
def test_nobody_can_say_that_what_is_granted_on_a_315_answers_it_but_on_a_317_it_must_be_what_was_asked(
    kind, code, expected
):
    other = {"ref": "N1", "nummer": 11, **CARE, "product": "vervoer", "eenheid": "82", "referentie": "V1"}
    steps = [
        {"op": "2021-01-11", "bericht": {"van": "aanbieder", "soort": kind, "release": "3.0", **ASKED[kind]}},
        {"op": "2021-01-18", "bericht": {"van": "gemeente", "soort": "301", "release": "3.0", "regels": [other],
                                         "breekt": {"regel": "TR362"}}},
        {"op": "2021-01-19", "bericht": {"van": "aanbieder", "soort": "302", "release": "3.0", "op_stap": 2,
                                         "retourcodes": [code]}},
    ]  # fmt: skip
    assert says(*steps, role="aanbieder") == expected


@pytest.mark.parametrize(
    ("codes", "expected"),
    [([("9350",), ("0200",)], "pass"), ([("9350",), ("9350",)], "fail"), ([], "fail")],
)
def test_of_a_request_for_change_the_code_stands_at_the_toewijzing_that_is_not_current(codes, expected):
    change = {**ASKED["317"]["wijziging"], "ongewijzigd": ["T2"]}
    steps = [
        {"op": "2021-01-11", "bericht": {"van": "aanbieder", "soort": "317", "release": "3.0", "wijziging": change,
                                         "breekt": {"regel": "TR350", "producten": [1]}}},
        {"op": "2021-01-12", "bericht": {"van": "gemeente", "soort": "318", "release": "3.0", "op_stap": 1,
                                         "retourcodes": ["9350"]}},
    ]  # fmt: skip
    assert changed(traced(steps, given=GIVEN), "318", line_codes=tuple(codes)) == expected
