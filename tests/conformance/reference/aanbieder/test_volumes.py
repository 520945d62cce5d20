"""How much of what was delivered is claimed, and for how many cents."""

from dataclasses import replace
from datetime import date

import pytest

from tests.helpers.claims_by_hand import aanbieder, inspanning, lines, output
from tests.helpers.play import BSNS, DOMEINEN

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


def test_one_prestatie_per_client_product_toewijzing_and_period(domein):
    one, other = inspanning(domein), inspanning(domein, id="T2", bsn=BSNS[1], toewijzingnummer="2")
    wide = inspanning(domein, id="T3", bsn=BSNS[1], toewijzingnummer="3", code=None, volume=None, eenheid=None)
    wide = replace(wide, frequentie=None)
    a = aanbieder(one, other, wide)
    for t, day, volume in ((one, "2021-01-04", 2), (other, "2021-01-05", 3), (one, "2021-01-31", 4)):
        a.record_delivery(t, day, volume)
    a.record_delivery(wide, "2021-01-06", 5, eenheid="16", code=f"{wide.categorie}A07", tarief=6100)
    a.record_delivery(wide, "2021-01-07", 6, eenheid="16", code=f"{wide.categorie}A08", tarief=6100)
    (bericht,) = a.claim_deliveries("2021-01-31")
    assert [(p.bsn, p.toewijzingnummer, p.volume, p.bedrag) for p in bericht.prestaties] == [
        (BSNS[0], "1001", 6, 28200),
        (BSNS[1], "2", 3, 14100),
        (BSNS[1], "3", 5, 30500),
        (BSNS[1], "3", 6, 36600),
    ]
    assert bericht.head.totaalbedrag == 109_400
    assert len({p.referentienummer for p in bericht.prestaties}) == 4


def test_the_productperiode_lies_within_the_toewijzing(domein):
    t = inspanning(domein, ingangsdatum=date(2020, 12, 10), einddatum=date(2021, 1, 20), gestart=False)
    a = aanbieder(t)
    a.record_delivery(t, "2020-12-15", 1)
    a.record_delivery(t, "2021-01-15", 1)
    assert [r[3] for r in lines(a.claim_deliveries("2021-01-31"))] == [
        ("2020-12-10", "2020-12-31"),
        ("2021-01-01", "2021-01-20"),
    ]


@pytest.mark.parametrize(("minutes", "hours"), [([90, 30], 2), ([29], 1), ([60, 29], 1), ([60, 30], 2), ([10], 1)])
def test_minutes_become_whole_hours_on_the_total(domein, minutes, hours):
    t = inspanning(domein)
    a = aanbieder(t)
    for volume in minutes:
        a.record_delivery(t, "2021-01-12", volume, eenheid="01", tarief=80)
    (bericht,) = a.claim_deliveries("2021-01-31")
    (p,) = bericht.prestaties
    assert (p.volume, p.eenheid, p.tarief, p.bedrag) == (hours, "04", 4800, hours * 4800)


def test_hours_on_a_toewijzing_in_minutes_are_rounded_once(domein):
    t = inspanning(domein, eenheid="01", volume=6000)
    a = aanbieder(t)
    a.record_delivery(t, "2021-01-12", 1, eenheid="04", tarief=4711)
    (bericht,) = a.claim_deliveries("2021-01-31")
    (p,) = bericht.prestaties
    assert (p.volume, p.eenheid, p.tarief, p.bedrag) == (60, "01", 79, 4711)


def test_an_amount_in_euros_is_the_volume(domein):
    t = output(domein, eenheid="83", frequentie="4", volume=90_000)
    a = aanbieder(t)
    a.record_delivery(t, "2021-W02", 38_050, tarief=None)
    (bericht,) = a.claim_deliveries("2021-01-31")
    (p,) = bericht.prestaties
    assert (p.volume, p.tarief, p.bedrag) == (38_050, None, 38_050)


@pytest.mark.parametrize(
    ("otherwise", "geleverd", "volume"),
    [
        ({"frequentie": "4", "volume": 15, "ingangsdatum": date(2021, 1, 12)}, [20], 15),
        ({"frequentie": "2", "volume": 3, "ingangsdatum": date(2021, 1, 12)}, [4, 4, 4], 9),
        ({"frequentie": "2", "volume": 3}, [20], 15),
        ({"frequentie": "1", "volume": 1}, [40], 31),
        ({"frequentie": "6", "volume": 20}, [25], 20),
        ({"frequentie": "5", "volume": 30}, [40], 30),
        ({"frequentie": "3", "volume": 5}, [40], 10),
        ({"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 100_000}, [30], 21),
        ({"code": None, "volume": None, "eenheid": None, "frequentie": None}, [3000], 3000),
    ],
)
def test_what_is_more_than_was_assigned_is_not_claimed(domein, otherwise, geleverd, volume):
    t = inspanning(domein, **otherwise)
    a = aanbieder(t)
    for one in geleverd:
        a.record_delivery(t, "2021-01-20", one, eenheid="04")
    ((*_, found, bedrag),) = lines(a.claim_deliveries("2021-01-31"))
    assert (found, bedrag) == (volume, volume * 4700)


@pytest.mark.parametrize(
    ("end", "weeks"), [(date(2021, 5, 30), 5), (date(2021, 1, 27), 5), (date(2021, 1, 24), 4), (date(2021, 1, 2), 1)]
)
def test_for_output_per_week_the_sundays_count(domein, end, weeks):
    t = output(domein, einddatum=end)
    a = aanbieder(t)
    a.record_delivery(t, "2020-W53", 99, tarief=100)
    ((*_, volume, _),) = lines(a.claim_deliveries("2021-01-31"))
    assert volume == 6 * weeks


def test_the_example_of_three_hours_a_week_has_a_limit_over_the_whole(domein):
    """12-01-2021 .. 02-02-2021: 4 weeks, of which that of 1 februari lies in two months: 3 + 1 weeks of 3 hours."""
    t = inspanning(domein, volume=3, frequentie="2", ingangsdatum=date(2021, 1, 12), einddatum=date(2021, 2, 2))
    a = aanbieder(t, at="2021-02-28")
    a.record_delivery(t, "2021-01-20", 30)
    a.record_delivery(t, "2021-02-02", 30)
    assert [r[4] for r in lines(a.claim_deliveries("2021-02-28"))] == [9, 3]
    broken_off = replace(t, ingangsdatum=date(2021, 1, 25), einddatum=date(2021, 3, 7))
    b = aanbieder(broken_off, at="2021-02-28")
    b.record_delivery(broken_off, "2021-01-28", 30)
    b.record_delivery(broken_off, "2021-02-03", 30)
    assert [r[4] for r in lines(b.claim_deliveries("2021-02-28"))] == [3, 12]


def test_a_week_in_two_months_counts_once_over_the_whole(domein):
    """28-12-2020 .. 31-01-2021: 5 weeks; 1 in december, 5 in januari, but 5 in all."""
    t = inspanning(domein, volume=3, frequentie="2", ingangsdatum=date(2020, 12, 28), einddatum=date(2021, 1, 31))
    a = aanbieder(t)
    a.record_delivery(t, "2020-12-29", 30)
    a.record_delivery(t, "2021-01-12", 30)
    assert [r[4] for r in lines(a.claim_deliveries("2021-01-31"))] == [3, 12]


def test_what_was_claimed_before_counts_too(domein):
    t = inspanning(domein, volume=20, frequentie="6")
    a = aanbieder(t)
    a.record_delivery(t, "2020-12-29", 12)
    a.claim_deliveries("2020-12-31")
    a.record_delivery(t, "2021-01-12", 12)
    a.record_delivery(t, "2021-01-13", 12, tarief=5000)
    assert [(r[4], r[5]) for r in lines(a.claim_deliveries("2021-01-31"))] == [(8, 37600)]
