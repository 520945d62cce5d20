"""A change under the moment of what it changes (IV030): who received it cannot be blamed for either reading."""

from dataclasses import replace
from datetime import timedelta

import pytest

from migratietoets.conformance.rules.doubt import of_known_stand
from migratietoets.conformance.rules.findings import Finding
from migratietoets.conformance.vocabulary.events import KIT, PARTY
from migratietoets.conformance.vocabulary.verdicts import Verdict
from tests.helpers.requests_by_hand import RUNNING, bericht, traced

SHORTER = bericht("2021-01-12", "gemeente", "301", "3.0", regels=[{"ref": "T1", "einddatum": "2021-01-31"}])


def trace_of(*, role="aanbieder", origin=PARTY, later=timedelta()):
    trace = traced([SHORTER], role=role, given=[RUNNING])
    ((key, history),) = trace.histories.items()
    stock, change = history.states
    change = replace(change, moment=stock.moment + later, bericht=replace(change.bericht, origin=origin))
    return replace(trace, histories={key: replace(history, states=(stock, change))})


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ({}, "not_verifiable"),
        ({"later": timedelta(seconds=1)}, "fail"),
        ({"origin": KIT}, "fail"),
        ({"role": "gemeente"}, "fail"),
    ],
)
def test_only_a_change_of_another_system_under_the_same_moment_leaves_a_fault_of_the_aanbieder_unseen(
    situation, expected
):
    found = of_known_stand(trace_of(**situation), Finding(Verdict.FAIL, "levering", "Niet gedeclareerd."))
    assert str(found.verdict) == expected


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.WARN, Verdict.NOT_VERIFIABLE])
def test_what_is_no_fault_stays_what_it_was(verdict):
    assert of_known_stand(trace_of(), Finding(verdict, "levering", "-")).verdict is verdict
