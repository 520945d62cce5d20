"""The toewijzing that bridges december for care without a number that only 3.0 can express (BS-06)."""

import pytest

from migratietoets.conformance.rules.rule import RULES
from tests.helpers.requests_by_hand import bericht, traced, verdict

RIDES = {"product": "vervoer", "specifiek": True, "volume": 6, "eenheid": "82", "frequentie": "2"}
OLD = RIDES | {"ref": "T1", "nummer": None, "uitvoering": "inspanning", "ingangsdatum": "2020-03-02",
               "einddatum": "2021-06-30"}  # fmt: skip
CLOSED = {"ref": "T1", "einddatum": "2020-11-30", "reden": "03"}


def bridge(number=11, **more):
    days = {"ingangsdatum": "2020-12-01", "einddatum": "2020-12-31"}
    return RIDES | days | {"ref": f"N{number}", "nummer": number, **more}


def sent(op, *lines):
    return bericht(op, "gemeente", "301", "2.4", client="A", regels=list(lines))


@pytest.mark.parametrize(("day", "expected"), [("2020-11-29", "pass"), ("2020-11-30", "pass"), ("2020-12-01", "fail")])
def test_the_bridge_is_sent_by_the_last_of_november(day, expected):
    assert verdict("BS-06", [sent(day, CLOSED, bridge())], given=[OLD]) == expected


@pytest.mark.parametrize(("day", "expected"), [("2020-11-29", "fail"), ("2020-11-30", "fail"), ("2020-12-01", "pass")])
def test_what_it_gives_is_judged_as_it_stood_on_that_day(day, expected):
    steps = [sent("2020-11-16", CLOSED, bridge()), sent(day, {"ref": "N11", "einddatum": "2020-12-31", "volume": 1})]
    assert verdict("BS-06", steps, given=[OLD]) == expected


def test_of_two_bridges_the_first_is_named():
    trace = traced([sent("2020-11-16", CLOSED, bridge(), bridge(12))], given=[OLD])
    (finding,) = RULES["BS-06"](trace)
    first = next(one for one in trace.histories.values() if one.facts is None)
    assert finding.subject == str(first)


@pytest.mark.parametrize("until", ["2020-12-09", "2020-12-10", "2020-12-30", "2020-12-31"])
@pytest.mark.parametrize(
    ("rule", "right"), [("BS-06", {}), ("BS-07", {}), ("MT-05", {}), ("AC-10", {"2020-12-09": "pass"})]
)
def test_what_the_desk_ended_in_december_needs_no_successor_and_may_not_run_on(rule, right, until):
    order = {"op": "2020-11-04T08:00", "aan": "gemeente", "opdracht": "trek_in", "toewijzing": "T1",
             "einddatum": "2020-12-09", "aanleiding": "client"}  # fmt: skip
    ended = sent("2020-11-04", {"ref": "T1", "einddatum": "2020-12-09", "reden": "09"})
    moved = sent("2020-11-16", CLOSED, bridge(einddatum=until))
    otherwise = "fail" if right else "not_exercised"
    assert verdict(rule, [order, ended, moved], given=[OLD]) == right.get(until, otherwise)
