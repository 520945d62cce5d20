"""On which toewijzing a prestatie or a delivery lies, around the days on which one begins or ends."""

import pytest

from migratietoets.conformance.rules.views.claims.deliveries import deliveries, possible
from migratietoets.conformance.rules.views.claims.ledger import groups
from migratietoets.conformance.rules.views.claims.prestaties import claimed, history_of
from tests.helpers.claim_scripts import claim, delivered, sent
from tests.helpers.requests_by_hand import traced

HOURS = {"product": "begeleiding", "specifiek": True, "volume": 40, "eenheid": "04", "frequentie": "4",
         "uitvoering": "inspanning"}  # fmt: skip
RIDES = {"product": "vervoer", "specifiek": True, "volume": 6, "eenheid": "82", "frequentie": "2",
         "uitvoering": "output"}  # fmt: skip


def held(care, number, begin, end, ref=None):
    return care | {"ref": ref or f"T{number}", "nummer": number, "ingangsdatum": begin, "einddatum": end}


def judged(given, *steps):
    return traced(list(steps), role="aanbieder", given=given)


EARLY = held(HOURS, 1, "2020-06-01", "2020-12-31", "T1")
LATE = held(HOURS, 1, "2021-02-01", "2021-05-30", "T2")


@pytest.mark.parametrize(
    ("given", "days", "begin"),
    [
        ((EARLY, LATE), ("2021-01-01", "2021-01-31"), "2020-06-01"),
        ((EARLY, LATE), ("2021-01-01", "2021-02-01"), "2021-02-01"),
        ((EARLY, LATE), ("2021-01-01", "2021-02-02"), "2021-02-01"),
        ((LATE, EARLY), ("2020-12-30", "2021-01-15"), "2020-06-01"),
        ((LATE, EARLY), ("2020-12-31", "2021-01-15"), "2020-06-01"),
        ((LATE, EARLY), ("2021-01-01", "2021-01-15"), "2021-02-01"),
    ],
)
def test_of_two_with_one_number_it_is_the_one_that_held(given, days, begin):
    trace = judged(given, sent("2021-02-03", "323", days, claim("P1", days, 4, ref="T1")))
    (one,) = claimed(trace)
    assert history_of(trace, one).ingangsdatum.isoformat() == begin


def where(given, *registered):
    """The periods in which what was delivered may be claimed, with the first day of the toewijzing in each."""
    trace = judged(given, delivered(*registered))
    (one,) = deliveries(trace)
    options = possible(trace, one, one.at)
    return {period: options.toewijzing(period).ingangsdatum.isoformat() for period in options.periods}


@pytest.mark.parametrize(
    ("end", "begin"),
    [("2020-12-18", "2020-10-01"), ("2020-12-19", "2020-10-01"), ("2020-12-20", "2020-06-01"),
     ("2020-12-21", "2020-06-01")],
)  # fmt: skip
def test_what_ended_before_a_delivery_leaves_it_to_another_that_holds(end, begin):
    given = held(HOURS, 1, "2020-06-01", end), held(HOURS, 2, "2020-10-01", "2021-05-30")
    assert where(given, "2020-12-21", "2020-12-20", 4) == {"2020-12": begin}


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [("2021-01-01", "2021-01-02", True), ("2021-01-02", "2021-01-03", False), ("2021-01-01", "2021-01-04", True)],
)
def test_the_successor_of_week_53_is_the_one_that_begins_with_the_year(one, other, both):
    given = (
        held(RIDES, 1, "2020-06-01", "2020-12-31"),
        held(RIDES, 2, other, "2021-05-30"),
        held(RIDES, 3, one, "2021-05-30"),
    )
    found = where(given, "2021-01-08", "2020-W53", 2, "output")
    assert found == {"2020-12": "2020-06-01"} | ({"2021-01": one} if both else {})


@pytest.mark.parametrize(
    ("days", "well_placed"),
    [
        (("2021-02-01", "2021-02-07"), False),
        (("2021-02-01", "2021-02-08"), True),
        (("2021-02-01", "2021-02-09"), True),
        (("2021-02-13", "2021-02-28"), True),
        (("2021-02-14", "2021-02-28"), True),
        (("2021-02-15", "2021-02-28"), False),
    ],
)
def test_of_output_a_productperiode_names_a_day_of_its_week(days, well_placed):
    given = [held(RIDES, 1, "2020-06-01", "2021-05-30")]
    steps = delivered("2021-02-15", "2021-W06", 2, "output"), sent("2021-03-01", "323", days, claim("P1", days, 2))
    (group,) = groups(traced(list(steps), role="aanbieder", given=given, until="2021-03-08"))
    assert [part.well_placed for part in group.parts] == [well_placed]
