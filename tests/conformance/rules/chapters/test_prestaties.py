"""A credit that was asked for comes; when it must be there, and when it is late (AC-07)."""

import pytest

from tests.helpers.claim_scripts import CARE, JANUARY, answered, asked, claim, delivered, rule_verdicts, sent

FEBRUARY = ("2021-02-01", "2021-02-28")
CLAIMED = [
    delivered("2021-01-29", "2021-01-12", 4), asked("2021-02-01", "2021-01-31"),
    sent("2021-02-01", "323", JANUARY, claim("P1", JANUARY, 4)), answered("2021-02-03", "325", 3),
    {"op": "2021-02-08", "aan": "aanbieder", "opdracht": "crediteer", "toewijzing": "T1", "geleverd": "2021-01-12"},
]  # fmt: skip
CREDIT = {"referentie": "P2", "vorige": "P1"}


@pytest.mark.parametrize(
    ("day", "expected"), [("2021-02-08T10:00", "pass"), ("2021-02-15", "pass"), ("2021-02-16", "warn")]
)
def test_a_credit_after_five_working_days_is_late(day, expected):
    assert rule_verdicts([CARE], [*CLAIMED, sent(day, "323", JANUARY, CREDIT)])["AC-07"] == expected


def test_a_credit_may_wait_for_what_is_claimed_next():
    more = delivered("2021-02-09", "2021-02-09", 2), asked("2021-03-01", "2021-02-28")
    together = sent("2021-03-01", "323", FEBRUARY, CREDIT, claim("P3", FEBRUARY, 2))
    verdicts = rule_verdicts([CARE], [*CLAIMED, *more, together])
    assert verdicts["AC-07"] == "warn"
    assert "fail" not in {verdicts[rule] for rule in ("AC-06", "IV091", "TR316", "CR-01")}


@pytest.mark.parametrize(("until", "expected"), [("2021-03-04", "not_verifiable"), ("2021-03-05", "fail")])
def test_a_credit_that_never_came_is_missed(until, expected):
    assert rule_verdicts([CARE], CLAIMED, tot=until)["AC-07"] == expected
