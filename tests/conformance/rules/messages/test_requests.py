import pytest

from tests.helpers.requests_by_hand import RUNNING, answer, change_asked, grant, retour, verdict, vot, vow

SECOND = RUNNING | {"ref": "T2", "nummer": 2, "product": "huishouden", "volume": 2}


def of_aanbieder(rule_id, steps, **more):
    return verdict(rule_id, steps, role="aanbieder", **more)


ASKED = [vot("2021-01-06"), retour("2021-01-07", "316", "3.0", 1)]
ANEW = vot("2021-01-13", referentie="R2", product="huishouden")


@pytest.mark.parametrize("rule_id", ["TR374", "OP350"])
@pytest.mark.parametrize(
    ("between", "found"),
    [
        ([], "fail"),
        ([answer("2021-01-12", "2")], "fail"),
        ([answer("2021-01-12", "1")], "pass"),
        ([answer("2021-01-13", "1")], "fail"),
        ([grant("2021-01-12")], "pass"),
        ([grant("2021-01-12", referentie="R8")], "fail"),
    ],
)
def test_no_second_request_goes_while_one_is_open(rule_id, between, found):
    assert of_aanbieder(rule_id, [*ASKED, *between, ANEW]) == found


@pytest.mark.parametrize("rule_id", ["TR374", "OP350", "TR347"])
def test_what_was_refused_is_not_open_and_may_go_again(rule_id):
    refused = [vot("2021-01-06"), retour("2021-01-07", "316", "3.0", 1, code="0001")]
    assert of_aanbieder(rule_id, [*refused, vot("2021-01-08")]) == "pass"


def test_an_open_request_of_24_may_be_submitted_anew_in_30():
    steps = [vot("2020-12-28", "2.4"), retour("2020-12-29", "316", "2.4", 1), vot("2021-01-05", referentie="R2")]
    for rule_id in ("TR374", "OP350", "TR347"):
        assert of_aanbieder(rule_id, steps) == "pass"


@pytest.mark.parametrize(("release", "found"), [("2.4", "warn"), ("3.0", "fail")])
def test_a_reference_is_used_once(release, found):
    second = {"2.4": "2020-12-28", "3.0": "2021-01-05"}[release]
    steps = [vot("2020-12-08", "2.4"), vot(second, release, product="huishouden")]
    assert of_aanbieder("TR347", steps) == found


def vot_for_b(op):
    asked = vot(op)
    asked["bericht"]["client"] = "B"
    return asked


def test_a_reference_is_used_once_over_all_clients():
    assert of_aanbieder("TR347", [vot("2021-01-06"), vot_for_b("2021-01-07")]) == "fail"
    assert of_aanbieder("TR374", [vot("2021-01-06"), vot_for_b("2021-01-07")]) == "pass"


@pytest.mark.parametrize(
    ("ends", "found"), [("2021-01-10", "pass"), ("2021-01-11", "fail"), ("2021-01-12", "fail"), (None, "fail")]
)
def test_a_package_names_what_is_valid_on_its_day_or_later(ends, found):
    given = [RUNNING, SECOND | {"einddatum": ends}]
    assert of_aanbieder("TR349", [vow("2021-01-11")], given=given) == found
    assert of_aanbieder("TR349", [vow("2021-01-11", unchanged=["T2"])], given=given) == "pass"


@pytest.mark.parametrize(("op", "found"), [("2021-01-08", "fail"), ("2021-01-11", "pass"), ("2021-01-12", "pass")])
def test_a_package_names_what_its_sender_had_been_delivered(op, found):
    new = grant(op, referentie="R8", product="huishouden", ref="N2", nummer=12)
    steps = sorted([new, vow("2021-01-11")], key=at)
    steps.append(retour("2021-01-13", "302", "3.0", steps.index(new) + 1, "aanbieder"))
    assert of_aanbieder("TR349", steps, given=[RUNNING]) == found


def at(step):
    return step["op"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("2020-03-02", "pass"), ("2021-01-10", "fail"), ("2021-01-11", "fail"), ("2021-01-12", "pass")],
)
def test_a_change_of_days_that_are_past_is_over_the_whole_duration(wanted, found):
    assert of_aanbieder("IV092", [vow("2021-01-11", ingangsdatum=wanted)], given=[RUNNING]) == found


@pytest.mark.parametrize(("wanted", "found"), [("2020-03-02", "pass"), ("2021-02-15", "fail")])
def test_a_total_changes_over_the_whole_duration(wanted, found):
    total = RUNNING | {"frequentie": "6", "volume": 100}
    asked = vow("2021-01-11", ingangsdatum=wanted, frequentie="6", volume=120)
    assert of_aanbieder("IV092", [asked], given=[total]) == found


def two(op_one, op_two):
    return [change_asked(op_one), change_asked(op_two, "T2", product="huishouden", volume=3)]


@pytest.mark.parametrize(("second", "found"), [("2021-01-11T09:05", "fail"), ("2021-01-12", "pass")])
def test_what_had_been_asked_goes_together(second, found):
    steps = [*two("2021-01-11", second), vow("2021-01-11T10:00", unchanged=["T2"])]
    assert of_aanbieder("OP308", sorted(steps, key=at), given=[RUNNING, SECOND]) == found


def test_one_package_holds_both_changes():
    both = vow("2021-01-11T10:00")
    change = both["bericht"]["wijziging"]["te_wijzigen"]
    change.append(change[0] | {"ref": "T2", "volume": 3})
    steps = [*two("2021-01-11", "2021-01-11T09:05"), both]
    for rule_id in ("OP308", "VOW-01", "AC-03", "TR349", "IV092"):
        assert of_aanbieder(rule_id, steps, given=[RUNNING, SECOND]) == "pass"


@pytest.mark.parametrize(("volume", "found"), [(6, "pass"), (7, "fail")])
def test_a_package_asks_what_the_desk_asked(volume, found):
    steps = [change_asked("2021-01-11"), vow("2021-01-12", volume=volume)]
    for rule_id in ("VOW-01", "AC-03"):
        assert of_aanbieder(rule_id, steps, given=[RUNNING]) == found


@pytest.mark.parametrize(("until", "found"), [("2021-01-17", "not_verifiable"), ("2021-01-18", "fail")])
def test_a_change_that_nobody_asks_on_is_broken_when_it_is_due(until, found):
    assert of_aanbieder("VOW-01", [change_asked("2021-01-11")], given=[RUNNING], until=until) == found


def test_a_change_waits_while_another_request_is_open():
    steps = [change_asked("2021-01-11"), vow("2021-01-12", unchanged=["T2"]), answer("2021-01-15", "2")]
    steps += [retour("2021-01-15T12:00", "320", "3.0", 3, "aanbieder")]
    steps.append(change_asked("2021-01-20", "T2", product="huishouden", volume=3))
    assert of_aanbieder("VOW-01", steps, given=[RUNNING, SECOND]) == "not_verifiable"
    closed = [*steps, answer("2021-01-25", "1"), retour("2021-01-25T12:00", "320", "3.0", 6, "aanbieder")]
    assert of_aanbieder("VOW-01", closed, given=[RUNNING, SECOND], until="2021-01-31") == "not_verifiable"
    assert of_aanbieder("VOW-01", closed, given=[RUNNING, SECOND], until="2021-02-01") == "fail"


@pytest.mark.parametrize("op", ["2020-12-30", "2020-12-31", "2021-01-03"])
def test_a_change_before_30_goes_by_word_or_as_a_317_when_the_line_is_open(op):
    asked = change_asked(op)
    told = {"op": f"{op}T10:00", "kennisgeving": {"van": "aanbieder", "client": "A", "over": "anders"}}
    assert of_aanbieder("VOW-01", [asked, told], given=[RUNNING]) == "pass"
    assert of_aanbieder("VOW-01", [asked, vow("2021-01-05")], given=[RUNNING]) == "pass"
    assert of_aanbieder("VOW-01", [asked], given=[RUNNING]) == "not_verifiable"
    hidden = {"capaciteiten": {"notices": False}}
    assert of_aanbieder("VOW-01", [asked], given=[RUNNING], **hidden) == "not_verifiable"


def test_a_request_that_nobody_asked_for_is_unseen_where_the_desk_is_not_seen():
    assert of_aanbieder("AC-03", [vot("2021-01-06")]) == "not_verifiable"
    assert of_aanbieder("AC-03", [change_asked("2021-02-01"), vot("2021-02-02")], given=[RUNNING]) == "fail"


@pytest.mark.parametrize(("op", "told"), [("2021-01-03", "pass"), ("2021-01-04", "fail"), ("2021-01-05", "fail")])
def test_from_30_on_a_change_does_not_go_by_word(op, told):
    word = {"op": f"{op}T10:00", "kennisgeving": {"van": "aanbieder", "client": "A", "over": "anders"}}
    assert of_aanbieder("VOW-01", [change_asked(op), word], given=[RUNNING]) == told
    assert of_aanbieder("VOW-01", [change_asked(op), vow("2021-01-06")], given=[RUNNING]) == "pass"


@pytest.mark.parametrize(("code", "found"), [("0200", "pass"), ("0001", "fail")])
def test_an_answer_that_was_refused_closes_no_request(code, found):
    told = [answer("2021-01-11", "1"), retour("2021-01-12", "320", "3.0", 3, "aanbieder", code)]
    assert of_aanbieder("TR374", [*ASKED, *told, ANEW]) == found
