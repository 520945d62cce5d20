"""In which message and period, and on which toewijzing, a delivery is claimed."""

from datetime import date

import pytest

from tests.helpers.claims_by_hand import (
    DECEMBER,
    FEBRUARY,
    JANUARY,
    P13,
    aanbieder,
    inspanning,
    lines,
    output,
    successor,
)
from tests.helpers.play import DOMEINEN

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


@pytest.mark.parametrize("runs_out", [False, True])
@pytest.mark.parametrize(
    ("day", "kind", "four_weeks", "month"),
    [
        ("2020-12-06", "303-D", ("2020-11-09", "2020-12-06"), DECEMBER),
        ("2020-12-07", "303-D", P13, DECEMBER),
        ("2020-12-27", "303-D", P13, DECEMBER),
        ("2020-12-28", "303-D", P13, DECEMBER),
        ("2020-12-31", "303-D", P13, DECEMBER),
        ("2021-01-01", "323", JANUARY, JANUARY),
        ("2021-01-03", "323", JANUARY, JANUARY),
        ("2021-01-04", "323", JANUARY, JANUARY),
        ("2021-01-31", "323", JANUARY, JANUARY),
        ("2021-02-01", "323", FEBRUARY, FEBRUARY),
    ],
)
def test_for_inspanning_the_day_of_delivery_counts(domein, day, kind, four_weeks, month, runs_out):
    old = inspanning(domein, einddatum=date(2020, 12, 31) if runs_out else date(2021, 5, 30))
    stock = [old, successor(old)] if runs_out else [old]
    number = "2002" if runs_out and day >= "2021-01-01" else "1001"
    for division, period in (("vier_weken", four_weeks), ("maand", month)):
        a = aanbieder(*stock, at="2021-02-28")
        a.record_delivery(old, day, 3)
        assert lines(a.claim_deliveries("2021-02-28", period=division)) == [(kind, period, number, period, 3, 14100)]


@pytest.mark.parametrize(
    ("geleverd", "kind", "four_weeks", "month"),
    [
        ("2020-W49", "303-D", ("2020-11-09", "2020-12-06"), DECEMBER),
        ("2020-W50", "303-D", P13, DECEMBER),
        ("2020-12-27", "303-D", P13, DECEMBER),
        ("2020-12-28", "323", JANUARY, JANUARY),
        ("2020-W53", "323", JANUARY, JANUARY),
        ("2021-01-03", "323", JANUARY, JANUARY),
        ("2021-W04", "323", JANUARY, JANUARY),
        ("2021-02-01", "323", FEBRUARY, FEBRUARY),
    ],
)
@pytest.mark.parametrize("end", [date(2021, 5, 30), None])
def test_for_output_the_sunday_counts(domein, geleverd, kind, four_weeks, month, end):
    old = output(domein, einddatum=end)
    for division, period in (("vier_weken", four_weeks), ("maand", month)):
        a = aanbieder(old, at="2021-02-28")
        a.record_delivery(old, geleverd, 6, tarief=1250)
        assert lines(a.claim_deliveries("2021-02-28", period=division)) == [(kind, period, "1001", period, 6, 7500)]


@pytest.mark.parametrize(
    ("first_day", "afspraak", "number"),
    [
        (date(2021, 1, 1), "2020", "1001"),
        (date(2021, 1, 1), "2021", "2002"),
        (date(2021, 1, 1), None, "1001"),
        (date(2021, 1, 4), "2021", "1001"),
        (None, "2021", "1001"),
    ],
)
@pytest.mark.parametrize("kind", ["303-D", "303-F"])
def test_week_53_with_an_end_on_31_december(domein, first_day, afspraak, number, kind):
    old = output(domein, einddatum=date(2020, 12, 31))
    a = aanbieder(old, *([successor(old, first_day)] if first_day else []))
    a.record_delivery(old, "2020-W53", 6, tarief=1250, afspraak=afspraak)
    in_2020, in_2021 = (kind, P13, "1001", P13, 6, 7500), ("323", JANUARY, "2002", JANUARY, 6, 7500)
    assert lines(a.claim_deliveries("2021-01-31", kind)) == [in_2020 if number == "1001" else in_2021]
    assert a.claim_deliveries("2021-01-31", kind) == []


def test_week_53_registered_on_the_successor(domein):
    old = output(domein, einddatum=date(2020, 12, 31))
    new = successor(old)
    for afspraak, number in (("2020", "1001"), ("2021", "2002"), (None, "2002")):
        a = aanbieder(old, new)
        a.record_delivery(new, "2020-W53", 6, tarief=1250, afspraak=afspraak)
        ((_, _, found, *_),) = lines(a.claim_deliveries("2021-01-31"))
        assert found == number


@pytest.mark.parametrize(("end", "period"), [(date(2020, 12, 30), P13), (date(2021, 1, 2), JANUARY)])
def test_week_53_with_an_end_in_the_middle_of_the_week(domein, end, period):
    old = output(domein, einddatum=end)
    a = aanbieder(old)
    a.record_delivery(old, "2020-W53", 6, tarief=1250)
    (line,) = lines(a.claim_deliveries("2021-01-31"))
    assert line[1:4] == (period, "1001", (period[0], end.isoformat()))
