"""The answer to a claim follows what the desk decided on it, and names what was claimed (AC-12, TR342, TR366)."""

import pytest

from tests.helpers.claim_scripts import CARE, JANUARY, answered, claim, rule_verdicts, sent

FIRST = [sent("2021-02-01", "323", JANUARY, claim("P1", JANUARY, 4)), answered("2021-02-03", "325", 1)]
CREDIT = {"referentie": "P2", "vorige": "P1"}


def decided(besluit):
    return {"op": "2021-02-09", "aan": "gemeente", "opdracht": "beoordeel_declaratie", "client": "A",
            "besluit": besluit}  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "besluit", "expected"),
    [
        ([], "goedkeuren", "pass"),
        ([], "afkeuren", "fail"),
        ([], "bericht_afkeuren", "fail"),
        ([CREDIT], "goedkeuren", "pass"),
        ([CREDIT], "afkeuren", "fail"),
        ([CREDIT], "bericht_afkeuren", "not_exercised"),
    ],
)
def test_a_credit_keeps_only_the_whole_message_from_being_refused(lines, besluit, expected):
    steps = [sent("2021-02-08", "323", JANUARY, *lines, claim("P3", JANUARY, 2)), decided(besluit)]
    assert rule_verdicts([CARE], [*FIRST, *steps, answered("2021-02-10", "325", 3)], "gemeente")["AC-12"] == expected


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [("P1", "8021", "not_exercised"), ("P1", "8017", "fail"), ("P1", "9341", "fail"), ("P2", "8021", "fail")],
)
@pytest.mark.parametrize("besluit", ["goedkeuren", "bericht_afkeuren"])
def test_what_breaks_a_rule_is_refused_with_its_code_whatever_the_desk_decided(number, code, expected, besluit):
    steps = [sent("2021-02-08", "323", JANUARY, claim(number, JANUARY, 3)), decided(besluit)]
    said = answered("2021-02-10", "325", 3, afgekeurd=[number], retourcodes=[code])
    assert rule_verdicts([CARE], [*FIRST, *steps, said], "gemeente")["AC-12"] == expected


def of_client_b(one):
    return one.replace("ref: T1, nummer: 1", "ref: T2, nummer: 2, client: B")


@pytest.mark.parametrize("total", [None, 9400])
def test_two_prestaties_with_one_number_are_rejected_both_and_each_counts(total):
    own = [claim("P1", JANUARY, 4), claim("P2", JANUARY, 2, tarief=4800), claim("P1", JANUARY, 3, ref="T2")]
    more = {} if total is None else {"totaal": total}
    said = answered("2021-02-03", "325", 1, afgekeurd=["P1"], retourcodes=["8021"], **more)
    found = rule_verdicts([CARE, of_client_b(CARE)], [sent("2021-02-01", "323", JANUARY, *own), said], "gemeente")
    assert (found["TR366"], found["TR342"]) == ("pass", "pass" if total is None else "fail")


@pytest.mark.parametrize(("fault", "expected"), [({}, "fail"), ({"breekt": {"regel": "TR333"}}, "pass")])
def test_a_credit_may_be_refused_where_its_message_breaks_a_rule_on_purpose(fault, expected):
    steps = [sent("2021-02-08", "323", JANUARY, CREDIT, **fault)]
    said = answered("2021-02-10", "325", 3, afgekeurd=["P2"], retourcodes=["9341"])
    assert rule_verdicts([CARE], [*FIRST, *steps, said], "gemeente")["CR-03"] == expected
