from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.releases import Domein
from tests.helpers.requests_by_hand import grant, retour, traced


@view
def last_year(trace):
    asked.append(trace)
    return trace.end.year


asked = []


def test_a_trace_derives_something_once_and_one_that_differs_does_so_anew():
    one = Trace("gemeente", Domein.WMO, date(2021, 1, 31), {})
    other = replace(one, end=date(2020, 12, 31))
    assert [last_year(one), last_year(one), last_year(other), last_year(one)] == [2021, 2021, 2020, 2021]
    assert asked == [one, other]


def test_a_trace_does_not_change():
    trace = Trace("gemeente", Domein.WMO, date(2021, 1, 31), {})
    with pytest.raises(FrozenInstanceError):
        trace.end = date(2021, 2, 28)


@pytest.mark.parametrize(
    ("again", "counts_from"),
    [("2021-01-15", "2021-01-11"), ("2021-01-18", "2021-01-11"), ("2021-01-19", "2021-01-19")],
)
def test_what_was_refused_and_goes_again_within_five_working_days_counts_from_the_first(again, counts_from):
    refused = [grant("2021-01-11"), retour("2021-01-12", "302", "3.0", 1, "aanbieder", "0001")]
    (history,) = traced([*refused, grant(again)]).histories.values()
    assert [state.sent.isoformat() for state in history.states] == [counts_from]
