from dataclasses import replace

import pytest

from migratietoets.conformance.rules.rule import RULES
from tests.helpers.requests_by_hand import (
    RUNNING,
    answer,
    bericht,
    decide,
    grant,
    retour,
    say,
    traced,
    verdict,
    vot,
    vow,
)

IN_24 = [vot("2020-12-22", "2.4"), retour("2020-12-23", "316", "2.4", 1)]
IN_30 = [vot("2021-01-06"), retour("2021-01-07", "316", "3.0", 1)]


@pytest.mark.parametrize("code", ["8857", "8858", "8859", "8860", "8861", "8862"])
def test_a_functional_rejection_in_the_retour_of_24_is_the_word(code):
    steps = [vot("2020-12-28", "2.4"), decide("2020-12-28T10:00", "afwijzen")]
    assert verdict("VOT-04", [*steps, retour("2020-12-28T11:00", "316", "2.4", 1, code=code)]) == "pass"
    assert verdict("VOT-02", [*steps, retour("2020-12-28T11:00", "316", "2.4", 1, code=code)]) == "pass"


def test_another_code_in_the_retour_rejects_nothing():
    steps = [vot("2020-12-28", "2.4"), retour("2020-12-28T11:00", "316", "2.4", 1)]
    assert verdict("VOT-04", [*steps, decide("2020-12-29", "afwijzen")]) == "fail"


def test_a_decision_is_about_the_request_that_no_retour_had_rejected():
    steps = [*IN_24, vot("2020-12-24", "2.4", "R2", product="huishouden")]
    steps.append(retour("2020-12-28", "316", "2.4", 3, code="8860"))
    steps += [decide("2021-01-05", "honoreren"), grant("2021-01-06")]
    assert verdict("VOT-03", steps) == "pass"


def test_every_retour_counts():
    assert verdict("VOT-02", [*IN_24, retour("2020-12-28", "316", "2.4", 1)]) == "pass"
    assert verdict("VOT-02", [*IN_24, retour("2021-01-05", "316", "3.0", 1)]) == "fail"


@pytest.mark.parametrize(("day", "found"), [("12", "pass"), ("14", "pass"), (None, "fail")])
def test_what_was_refused_may_come_again(day, found):
    steps = [*IN_24, decide("2021-01-05", "honoreren"), grant("2021-01-06")]
    steps.append(retour("2021-01-07", "302", "3.0", 4, "aanbieder", "0001"))
    assert verdict("VOT-03", steps + ([grant(f"2021-01-{day}")] if day else [])) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ({"volume": 2, "ingangsdatum": "2021-02-08"}, "pass"),
        ({"product": "huishouden"}, "fail"),
        ({"referentie": "R9"}, "fail"),
        ({"einddatum": "2021-02-01", "reden": "01"}, "fail"),
    ],
)
def test_a_toewijzing_grants_what_was_asked_in_the_quantity_of_the_gemeente(line, found):
    steps = [*IN_30, decide("2021-01-07", "honoreren")]
    assert verdict("VOT-03", [*steps, grant("2021-01-08", **line)]) == found


def test_the_same_request_is_not_granted_and_rejected():
    granted = [*IN_30, decide("2021-01-07", "honoreren"), grant("2021-01-08")]
    assert verdict("TR359", [*granted, answer("2021-01-08T10:00")]) == "fail"
    rejected = [*IN_30, decide("2021-01-07", "afwijzen"), answer("2021-01-08")]
    assert verdict("TR359", [*rejected, grant("2021-01-08T10:00")]) == "pass"
    assert verdict("VOT-08", [*rejected, grant("2021-01-08T10:00")]) == "fail"
    assert verdict("AC-05", [*rejected, grant("2021-01-08T10:00")]) == "fail"


def test_a_refused_301_forbids_no_319():
    steps = [*IN_30, decide("2021-01-07", "honoreren"), grant("2021-01-08")]
    steps += [retour("2021-01-08T12:00", "302", "3.0", 4, "aanbieder", "0001"), answer("2021-01-11")]
    assert verdict("TR359", steps) == "pass"


@pytest.mark.parametrize(
    ("said", "once", "final"),
    [("22", "fail", "pass"), ("21", "pass", "pass"), ("11", "not_exercised", "fail"), ("12", "pass", "fail")],
)
def test_investigation_is_said_once_and_nothing_follows_a_rejection(said, once, final):
    steps = [*IN_30, answer("2021-01-11", said[0]), answer("2021-01-12", said[1])]
    assert verdict("TR360", steps) == once
    assert verdict("TR365", steps) == final


def test_a_refused_319_counts_for_nothing():
    steps = [*IN_30, answer("2021-01-11"), retour("2021-01-11T12:00", "320", "3.0", 3, "aanbieder", "0001")]
    assert verdict("TR365", [*steps, answer("2021-01-12")]) == "pass"
    decided = [*steps, decide("2021-01-08", "afwijzen")]
    assert verdict("VOT-08", decided) == "fail"
    assert verdict("VOT-08", [*decided, answer("2021-01-13")]) == "pass"


@pytest.mark.parametrize(("release", "found"), [("2.4", "warn"), ("3.0", "fail")])
def test_a_reference_that_nobody_asked_for(release, found):
    day = {"2.4": "2020-12-29", "3.0": "2021-01-05"}[release]
    steps = [*IN_24, decide("2020-12-28", "honoreren"), grant(day, release, referentie="R9")]
    assert verdict("TR362", steps) == found
    assert verdict("TR362", [grant(day, release, referentie="R9")]) == "not_verifiable"


def withdrawn(referentie):
    lines = [
        {"ref": "T1", "einddatum": "2021-02-14", "reden": "12"} | ({"referentie": referentie} if referentie else {})
    ]
    new = {"ref": "N1", "nummer": 11, "referentie": "R1", "product": "begeleiding", "specifiek": True, "volume": 6}
    new |= {"eenheid": "04", "frequentie": "2", "ingangsdatum": "2021-02-15", "einddatum": "2021-10-31"}
    return bericht("2021-01-15", "gemeente", "301", "3.0", regels=[*lines, new])


@pytest.mark.parametrize(("referentie", "found"), [("R1", "pass"), (None, "fail")])
def test_a_granted_package_names_its_request_on_every_toewijzing(referentie, found):
    steps = [vow("2021-01-11"), decide("2021-01-14", "honoreren"), withdrawn(referentie)]
    assert verdict("TR363", steps, given=[RUNNING]) == found


@pytest.mark.parametrize(("referentie", "found"), [("R1", ["pass"]), (None, ["fail"])])
def test_a_toewijzing_that_was_refused_for_naming_no_request_names_none(referentie, found):
    granted = withdrawn("R1")
    if referentie is None:
        del granted["bericht"]["regels"][1]["referentie"]
    steps = [vow("2021-01-11"), decide("2021-01-14", "honoreren"), granted]
    trace = traced([*steps, retour("2021-01-18", "302", "3.0", 3, "aanbieder")], given=[RUNNING])
    codes = (("0200",), ("9363",))
    berichten = [replace(one, line_codes=codes) if one.kind == "302" else one for one in trace.berichten]
    kept = {key: one for key, one in trace.histories.items() if one.existing}
    trace = replace(trace, berichten=tuple(berichten), histories=kept)
    assert [one.verdict for one in RULES["TR363"](trace)] == found


@pytest.mark.parametrize(("referentie", "found"), [("R1", "pass"), (None, "fail")])
def test_a_granted_package_names_its_request_on_what_it_leaves_unchanged(referentie, found):
    other = RUNNING | {"ref": "T2", "nummer": 2, "product": "huishouden"}
    granted = withdrawn("R1")
    granted["bericht"]["regels"].append({"ref": "T2"} | ({"referentie": referentie} if referentie else {}))
    steps = [vow("2021-01-11", unchanged=["T2"]), decide("2021-01-14", "honoreren"), granted]
    assert verdict("TR363", steps, given=[RUNNING, other]) == found


def test_a_notice_says_what_was_decided():
    honoured = [*IN_24, decide("2021-01-05", "honoreren"), grant("2021-01-06")]
    assert verdict("AC-04", [*honoured, say("2021-01-06T10:00", "verzoek_in_onderzoek")]) == "fail"
    assert verdict("AC-04", [*honoured, say("2021-01-06T10:00", "migratieplan")]) == "not_exercised"
    assert verdict("AC-04", [*IN_24, say("2021-01-06T10:00", "verzoek_in_onderzoek")]) == "not_verifiable"
    refused = [*IN_24, decide("2021-01-05", "afwijzen"), say("2021-01-06T10:00", "verzoek_afgewezen")]
    assert verdict("AC-04", refused) == "pass"


@pytest.mark.parametrize(("code", "found"), [("0001", "fail"), ("9347", "fail"), ("0200", "not_verifiable")])
def test_a_request_that_was_refused_is_not_answered(code, found):
    refused = [vot("2021-01-06"), retour("2021-01-07", "316", "3.0", 1, code=code)]
    assert verdict("AC-04", [*refused, answer("2021-01-08")]) == found
    granted = "fail" if found == "fail" else "pass"
    assert verdict("TR362", [*refused, grant("2021-01-08")]) == granted
    assert (
        verdict("TR362", [vot("2021-01-06"), grant("2021-01-07"), retour("2021-01-08", "316", "3.0", 1, code=code)])
        == "pass"
    )


@pytest.mark.parametrize(("request_", "given", "found"), [(vot, [], "not_exercised"), (vow, [RUNNING], "fail")])
def test_only_the_answer_to_a_change_belongs_to_the_process_of_changes(request_, given, found):
    refused = retour("2021-01-11", "320", "3.0", 2, van="aanbieder", code="0001")
    steps = [request_("2021-01-06"), answer("2021-01-08"), refused]
    assert verdict("VOW-01", steps, role="aanbieder", given=given) == found
