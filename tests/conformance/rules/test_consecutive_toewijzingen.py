"""What was delivered on one toewijzing is not claimed on the days of the next within a period (DC-06, IV076, IV084)."""

import pytest

from migratietoets.istandaard.releases import Domein
from tests.helpers.claim_scripts import CARE, DECEMBER, JANUARY, NOVEMBER, RIDE_ON, asked, claim, delivered, fails, sent

OLD = CARE.replace("2021-05-30", "2021-01-17")
NEW = CARE.replace("T1", "T2").replace("nummer: 1", "nummer: 2").replace("2020-06-01", "2021-01-18")
BEFORE, AFTER = ("2021-01-01", "2021-01-17"), ("2021-01-18", "2021-01-31")


def rides(last, first):
    new = RIDE_ON.replace("T1", "T2").replace("nummer: 1", "nummer: 2").replace("2020-06-01", first)
    return RIDE_ON.replace("2021-08-29", last), new


def on_the_new(step):
    return step | {"toewijzing": "T2"}


def claimed(day, period, ref, volume=4):
    step = delivered("2021-01-29", day, 4)
    return [
        step if day <= "2021-01-17" else on_the_new(step),
        asked("2021-02-01", "2021-01-31"),
        sent("2021-02-01", "323", JANUARY, claim("P1", period, volume, ref=ref)),
    ]


@pytest.mark.parametrize("domein", Domein)
@pytest.mark.parametrize(
    ("day", "where"),
    [("2021-01-11", "T1"), ("2021-01-17", "T1"), ("2021-01-18", "T2"), ("2021-01-25", "T2")],
)
def test_a_day_is_claimed_on_the_toewijzing_that_holds_it(day, where, domein):
    places = {"T1": BEFORE, "T2": AFTER}
    for ref, period in places.items():
        broken = fails([OLD, NEW], claimed(day, period, ref), domein=domein)
        assert broken == (set() if ref == where else {"DC-06"})


def test_part_of_a_delivery_on_the_days_of_the_next_is_there():
    steps = [
        delivered("2021-01-29", "2021-01-11", 4), on_the_new(delivered("2021-01-29", "2021-01-25", 3)),
        asked("2021-02-01", "2021-01-31"),
    ]  # fmt: skip
    both = lambda one, other: [claim("P1", BEFORE, one), claim("P2", AFTER, other, ref="T2")]  # noqa: E731  # a table
    assert fails([OLD, NEW], [*steps, sent("2021-02-01", "323", JANUARY, *both(4, 3))]) == set()
    assert fails([OLD, NEW], [*steps, sent("2021-02-01", "323", JANUARY, *both(3, 4))]) == {"DC-06"}


def test_what_fits_in_one_place_only_is_laid_there_first():
    """Two messages of 2020 with real periods: the wide one does not take what the narrow one names."""
    steps = [
        delivered("2020-11-27", "2020-11-10", 4), delivered("2020-11-27", "2020-11-24", 4),
        asked("2020-12-02", "2020-11-30"),
        sent("2020-12-02", "303", NOVEMBER, claim("P1", NOVEMBER, 4), release="2.4"),
        sent("2020-12-03", "303", NOVEMBER, claim("P2", ("2020-11-10", "2020-11-10"), 4), release="2.4"),
    ]  # fmt: skip
    assert fails([CARE], steps) == set()


@pytest.mark.parametrize(
    ("period", "right"), [(("2020-12-08", "2020-12-14"), True), (("2020-12-09", "2020-12-14"), False)]
)
def test_a_real_period_in_a_303_holds_the_day(period, right):
    steps = [delivered("2020-12-15", "2020-12-08", 4), asked("2021-01-04", "2020-12-31"),
             sent("2021-01-04", "303", DECEMBER, claim("P1", period, 4))]  # fmt: skip
    assert ("DC-06" not in fails([CARE], steps)) is right


@pytest.mark.parametrize(
    ("week", "last", "first", "right"),
    [
        ("2021-W02", "2021-01-17", "2021-01-18", {"T1"}),
        ("2021-W03", "2021-01-17", "2021-01-18", {"T2"}),
        ("2021-W03", "2021-01-20", "2021-01-21", {"T1", "T2"}),
    ],
)
def test_output_is_claimed_on_a_toewijzing_that_holds_a_day_of_its_week(week, last, first, right):
    for ref, period in {"T1": ("2021-01-01", last), "T2": (first, "2021-01-31")}.items():
        step = delivered("2021-01-29", week, 5, "output", 1250)
        steps = [step if "T1" in right else on_the_new(step), asked("2021-02-01", "2021-01-31"),
                 sent("2021-02-01", "323", JANUARY, claim("P1", period, 5, 1250, ref))]  # fmt: skip
        assert fails(rides(last, first), steps) == (set() if ref in right else {"IV076"})
