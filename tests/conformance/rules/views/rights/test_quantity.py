from fractions import Fraction

import pytest

from migratietoets.conformance.rules.views.rights.quantity import a_day, convertible, due, nearest_form, volume_for
from migratietoets.istandaard.model import Omvang


def verdict(old, old_frequentie, new, new_frequentie, eenheden=("04", "04")):
    part = a_day(Omvang(old, eenheden[0], old_frequentie), 365)
    should = due([part], [old_frequentie], Omvang(new, eenheden[1], new_frequentie), 365, closed=True)
    return should.verdict(new)


@pytest.mark.parametrize(
    ("old", "frequentie", "new", "new_frequentie", "right"),
    [
        (40, "3", 10, "2", "pass"),
        (40, "3", 9, "2", "fail"),
        (40, "3", 11, "2", "warn"),
        (40, "3", 43, "4", "pass"),
        (40, "3", 44, "4", "pass"),
        (40, "3", 42, "4", "fail"),
        (40, "3", 45, "4", "pass"),
        (40, "3", 46, "4", "warn"),
        (120, "5", 10, "4", "pass"),
        (120, "5", 9, "4", "fail"),
        (2, "1", 14, "2", "pass"),
        (2, "1", 13, "2", "fail"),
        (100, "4", 100, "4", "pass"),
        (100, "4", 99, "4", "fail"),
        (100, "4", 106, "4", "warn"),
        (100, "4", 105, "4", "pass"),
    ],
)
def test_a_listed_conversion_gives_just_what_it_was(old, frequentie, new, new_frequentie, right):
    assert verdict(old, frequentie, new, new_frequentie) == right


@pytest.mark.parametrize(
    ("old", "frequentie", "new", "new_frequentie", "right"),
    [
        (7, "3", 1, "2", "fail"),  # 43% less, where 8 a month is 5% more
        (7, "3", 2, "2", "warn"),
        (7, "3", 8, "4", "pass"),
        (7, "3", 7, "4", "pass"),
        (6, "3", 7, "4", "pass"),  # 7.7% more and 7.7% less are equally near
        (6, "3", 6, "4", "pass"),
        (1, "5", 1, "4", "warn"),  # never 0, but twelve times as much
        (17, "5", 1, "4", "warn"),  # 29% less, and no form is nearer
        (17, "5", 2, "4", "warn"),
        (1, "3", 0, "2", "fail"),
    ],
)
def test_what_is_rounded_stays_near_what_it_was(old, frequentie, new, new_frequentie, right):
    assert verdict(old, frequentie, new, new_frequentie) == right


@pytest.mark.parametrize(("new", "right"), [(411, "fail"), (412, "pass"), (455, "pass"), (456, "warn")])
def test_a_conversion_that_is_not_listed_may_differ_by_a_twentieth(new, right):
    """100 a week are 433.33 a month."""
    assert verdict(100, "2", new, "4") == right


@pytest.mark.parametrize(("new", "right"), [(95, "pass"), (94, "fail"), (105, "pass"), (106, "warn")])
def test_a_part_of_a_total_that_becomes_a_rate_may_differ_by_a_twentieth(new, right):
    part = a_day(Omvang(1200, "04", "6"), 364)
    should = due([part], ["6"], Omvang(new, "04", "4"), 364, closed=True)
    assert should.volume == 100
    assert should.verdict(new) == right


def test_hours_dagdelen_and_minutes_can_be_converted():
    assert verdict(4, "4", 240, "4", ("04", "01")) == "pass"
    assert verdict(4, "4", 239, "4", ("04", "01")) == "fail"
    assert verdict(3, "4", 12, "4", ("16", "04")) == "pass"
    assert verdict(3, "4", 11, "4", ("16", "04")) == "fail"
    assert not convertible(Omvang(1, "04", "4"), Omvang(1, "14", "4"))
    assert convertible(Omvang(1, "82", "4"), Omvang(1, "84", "4"))
    assert not convertible(Omvang(1, "82", "4"), Omvang(1, "83", "4"))


def test_several_old_ones_may_each_have_been_rounded():
    parts = [a_day(Omvang(volume, "04", "3"), None) for volume in (40, 8)]
    should = due(parts, ["3", "3"], Omvang(12, "04", "2"), None, closed=True)
    assert (should.volume, should.low, should.high) == (12, 12, 12)
    assert should.verdict(11) == "fail"


def test_what_nobody_can_know_is_not_compared():
    assert a_day(Omvang(100, "04", "6"), None) is None
    assert a_day(Omvang(None, "04", "2"), None) is None
    assert volume_for(Fraction(1), "04", "6", None) is None
    assert due([Fraction(1)], ["2"], Omvang(1, "04", "6"), None, closed=True) is None


def test_without_einddatum_no_form_is_said_per_week():
    """8 hours per 4 weken are 2 a week, or about 9 a month."""
    per_day = a_day(Omvang(8, "04", "3"), None)
    assert nearest_form(per_day, "04", closed=True) == 0
    assert nearest_form(per_day, "04", closed=False) == Fraction(1, 26)
