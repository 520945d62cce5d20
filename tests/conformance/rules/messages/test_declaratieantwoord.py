"""The answer to a claim follows what the desk decided on it (AC-12)."""

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
