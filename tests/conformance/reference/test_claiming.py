"""What an aanbieder claims, in which message and period, on which toewijzing, how much, and for how many cents."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from migratietoets.conformance.reference.aanbieder.claiming import Claiming
from migratietoets.conformance.reference.aanbieder.periods import Periods
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import Domein
from tests.conformance.reference.test_aanbieder import bericht_301, per
from tests.helpers.play import AANBIEDERS, BSNS, DOMEINEN, Player, Sent, player, ref, toewijzing, with_desks

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

P13 = ("2020-12-07", "2020-12-31")
DECEMBER = ("2020-12-01", "2020-12-31")
JANUARY = ("2021-01-01", "2021-01-31")
FEBRUARY = ("2021-02-01", "2021-02-28")


def inspanning(domein: Domein, **otherwise: Any) -> Toewijzing:
    """60 hours a month, 01-06-2020 until 30-05-2021."""
    base = {"volume": 60, "frequentie": "4", "ingangsdatum": date(2020, 6, 1), "einddatum": date(2021, 5, 30)}
    return toewijzing(domein, **(base | otherwise))


def output(domein: Domein, **otherwise: Any) -> Toewijzing:
    """6 pieces a week, 01-06-2020 until 30-05-2021."""
    base = {"volume": 6, "eenheid": "82", "frequentie": "2", "uitvoering": "output"}
    return inspanning(domein, **(base | otherwise))


def successor(old: Toewijzing, from_: date = date(2021, 1, 1), **otherwise: Any) -> Toewijzing:
    base = {"id": "T2", "toewijzingnummer": "2002", "ingangsdatum": from_, "einddatum": date(2021, 12, 26)}
    return replace(old, **(base | {"gestart": False} | otherwise))


def aanbieder(*stock: Toewijzing, at: str = "2021-02-01", klasse: type[ReferenceParty] = ReferenceParty) -> Player:
    a = player("aanbieder", *stock, klasse=klasse)
    a.to(at)
    return a


def regels(berichten: list[Sent]) -> list[tuple[Any, ...]]:
    """Message, period, toewijzing, productperiode, volume and amount of every prestatie."""
    return [
        (
            f"{b.kind}-{b.head.kind}" if b.kind == "303" else b.kind,
            b.period,
            p.toewijzingnummer,
            (p.begindatum.isoformat(), p.einddatum.isoformat()),
            p.volume,
            p.bedrag,
        )
        for b in berichten
        for p in b.prestaties
    ]


def outcome(berichten: list[Sent]) -> list[tuple[Any, ...]]:
    return [(*line[:3], *line[4:]) for line in regels(berichten)]


# ---- the period: by the day of delivery, or by the sunday of the week


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
        assert regels(a.claim_deliveries("2021-02-28", period=division)) == [(kind, period, number, period, 3, 14100)]


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
        assert regels(a.claim_deliveries("2021-02-28", period=division)) == [(kind, period, "1001", period, 6, 7500)]


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
    assert regels(a.claim_deliveries("2021-01-31", kind)) == [in_2020 if number == "1001" else in_2021]
    assert a.claim_deliveries("2021-01-31", kind) == []


def test_week_53_registered_on_the_successor(domein):
    old = output(domein, einddatum=date(2020, 12, 31))
    new = successor(old)
    for afspraak, number in (("2020", "1001"), ("2021", "2002"), (None, "2002")):
        a = aanbieder(old, new)
        a.record_delivery(new, "2020-W53", 6, tarief=1250, afspraak=afspraak)
        ((_, _, found, *_),) = regels(a.claim_deliveries("2021-01-31"))
        assert found == number


@pytest.mark.parametrize(("end", "period"), [(date(2020, 12, 30), P13), (date(2021, 1, 2), JANUARY)])
def test_week_53_with_an_end_in_the_middle_of_the_week(domein, end, period):
    old = output(domein, einddatum=end)
    a = aanbieder(old)
    a.record_delivery(old, "2020-W53", 6, tarief=1250)
    (line,) = regels(a.claim_deliveries("2021-01-31"))
    assert line[1:4] == (period, "1001", (period[0], end.isoformat()))


# ---- which message


def test_one_period_one_bericht_and_only_when_it_is_over(domein):
    t = inspanning(domein)
    a = aanbieder(t, at="2021-02-10")
    for day in ("2020-12-02", "2020-12-29", "2021-01-02", "2021-02-01"):
        a.record_delivery(t, day, 1)
    assert a.claim_deliveries("2020-12-05") == []
    assert [b.period for b in a.claim_deliveries("2021-01-31")] == [("2020-11-09", "2020-12-06"), P13, JANUARY]
    assert [b.period for b in a.claim_deliveries("2021-02-28")] == [FEBRUARY]
    assert a.claim_deliveries("2021-02-28") == []


def test_one_aanbieder_at_a_time(domein):
    t = inspanning(domein)
    elsewhere = inspanning(domein, id="T2", toewijzingnummer="2", aanbieder=AANBIEDERS[1])
    a = aanbieder(t, elsewhere)
    a.record_delivery(t, "2021-01-05", 1)
    a.record_delivery(elsewhere, "2021-01-05", 2)
    (bericht,) = a.claim_deliveries("2021-01-31")
    assert [p.volume for p in bericht.prestaties] == [1]


@pytest.mark.parametrize(
    ("day", "release", "sent_on"),
    [
        ("2020-12-30", "2.4", "2020-12-30T09:00:00+01:00"),
        ("2020-12-31", "3.0", "2021-01-04T09:00:00+01:00"),
        ("2021-01-03", "3.0", "2021-01-04T09:00:00+01:00"),
        ("2021-01-05", "3.0", "2021-01-05T09:00:00+01:00"),
    ],
)
def test_the_quiet_period_and_the_release_of_the_day(domein, day, release, sent_on):
    t = inspanning(domein)
    a = aanbieder(t, at=day)
    a.record_delivery(t, "2020-12-29", 4)
    at_once = a.claim_deliveries("2020-12-31")
    (bericht,) = at_once or a.to("2021-01-06")
    assert (bericht.kind, bericht.release, bericht.at.isoformat()) == ("303", release, sent_on)


def test_a_factuur_is_exempt_from_btw_and_a_declaratie_is_silent_about_it(domein):
    t = inspanning(domein)
    for kind, shape, btw in (("303-D", "D", None), ("303-F", "F", "1")):
        a = aanbieder(t)
        a.record_delivery(t, "2020-12-29", 4)
        (bericht,) = a.claim_deliveries("2020-12-31", kind)
        assert (bericht.head.kind, bericht.prestaties[0].btw_vrijstelling) == (shape, btw)


def test_in_2021_there_is_no_factuur(domein):
    t = inspanning(domein)
    a = aanbieder(t)
    a.record_delivery(t, "2021-01-04", 4)
    (bericht,) = a.claim_deliveries("2021-01-31", "303-F")
    assert bericht.kind == "323"


def test_care_that_came_later_goes_along_with_the_period_sent_last(domein):
    t = inspanning(domein)
    a = aanbieder(t)
    a.record_delivery(t, "2020-12-29", 4)
    a.claim_deliveries("2020-12-31")
    a.record_delivery(t, "2020-11-17", 2)
    (line,) = regels(a.claim_deliveries("2020-12-31"))
    assert line == ("303-D", P13, "1001", ("2020-11-09", "2020-12-06"), 2, 9400)


# ---- which toewijzing


def test_the_aanbieder_claims_on_what_it_knows_by_then(domein):
    old = toewijzing(domein, frequentie="4", volume=20, code=None)
    new = successor(old, volume=None, eenheid=None, frequentie=None, budget=500_000)
    a = aanbieder(old, at="2021-01-05")
    a.record_delivery(old, "2020-12-30", 2)
    a.record_delivery(old, "2021-01-02", 3)
    a.deliver(bericht_301("2021-01-05", "3.0", (per(old, "2020-12-31"), "03"), (new, None)), release="3.0")
    assert outcome(a.claim_deliveries("2021-01-31")) == [
        ("303-D", P13, "1001", 2, 9400),
        ("323", JANUARY, "2002", 3, 14100),
    ]


def test_stuks_inspanning_are_called_84_on_the_successor(domein):
    old = inspanning(domein, eenheid="82", volume=12)
    new = successor(old, eenheid="84")
    a = aanbieder(old, at="2021-01-05")
    a.record_delivery(old, "2020-12-30", 2, tarief=1850)
    a.record_delivery(old, "2021-01-02", 1, tarief=1850)
    a.record_delivery(old, "2021-01-19", 2, tarief=1850, eenheid="84")
    a.deliver(bericht_301("2021-01-05", "3.0", (per(old, "2020-12-31"), "03"), (new, None)), release="3.0")
    december, january = a.claim_deliveries("2021-01-31")
    assert [(p.eenheid, p.volume, p.bedrag) for p in december.prestaties] == [("82", 2, 3700)]
    assert [(p.eenheid, p.volume, p.bedrag) for p in january.prestaties] == [("84", 3, 5550)]


@pytest.mark.parametrize(("day", "registered", "claimed"), [("2020-12-30", "84", "82"), ("2021-01-04", "82", "84")])
def test_without_eenheid_in_the_toewijzing_the_year_chooses_the_word(domein, day, registered, claimed):
    t = inspanning(domein, code=None, volume=None, eenheid=None, frequentie=None)
    a = aanbieder(t)
    a.record_delivery(t, day, 5, eenheid=registered, tarief=100)
    (bericht,) = a.claim_deliveries("2021-01-31")
    assert bericht.prestaties[0].eenheid == claimed


def test_of_more_successors_the_same_product_goes_first(domein):
    old = inspanning(domein, einddatum=date(2020, 12, 31), code=None, volume=None, eenheid=None, frequentie=None)
    budget = {"volume": None, "eenheid": None, "frequentie": None, "budget": 90_000}
    generiek = successor(old, id="G", toewijzingnummer="3", categorie=None, **budget)
    aspecifiek = successor(old, id="A", toewijzingnummer="4")
    specifiek = successor(old, id="S", toewijzingnummer="5", code=f"{old.categorie}A77")
    a = aanbieder(old, generiek, specifiek, aspecifiek)
    a.record_delivery(old, "2021-01-04", 1, eenheid="04")
    assert outcome(a.claim_deliveries("2021-01-31")) == [("323", JANUARY, "4", 1, 4700)]
    b = aanbieder(old, generiek, specifiek)
    b.record_delivery(old, "2021-01-04", 1, eenheid="04")
    assert outcome(b.claim_deliveries("2021-01-31")) == [("323", JANUARY, "3", 1, 4700)]


@pytest.mark.parametrize(
    "otherwise",
    [
        {"einddatum": date(2020, 12, 31)},
        {"toewijzingnummer": None},
        {"ingangsdatum": date(2021, 1, 2), "einddatum": date(2021, 1, 2)},
    ],
)
def test_what_nothing_can_bear_is_not_claimed(domein, otherwise):
    t = inspanning(domein, **otherwise)
    a = aanbieder(t)
    a.record_delivery(t, "2021-01-02", 3)
    assert a.claim_deliveries("2021-02-28") == []


def test_output_that_nothing_can_bear_is_not_claimed(domein):
    t = output(domein, einddatum=date(2020, 12, 24))
    a = aanbieder(t)
    a.record_delivery(t, "2020-W53", 3, tarief=1250)
    assert a.claim_deliveries("2021-02-28") == []


def test_what_is_used_up_gives_no_bericht(domein):
    t = inspanning(domein, volume=20, frequentie="6")
    a = aanbieder(t)
    a.record_delivery(t, "2020-12-29", 20)
    assert len(a.claim_deliveries("2020-12-31")) == 1
    a.record_delivery(t, "2021-01-12", 1)
    assert a.claim_deliveries("2021-01-31") == []


def test_without_number_can_be_in_a_303(domein):
    t = inspanning(domein, toewijzingnummer=None, einddatum=date(2020, 11, 30))
    a = aanbieder(t, at="2020-12-01")
    a.record_delivery(t, "2020-11-18", 3)
    (bericht,) = a.claim_deliveries("2020-11-30", "303-F", "maand")
    assert [(p.toewijzingnummer, p.bedrag) for p in bericht.prestaties] == [(None, 14100)]


# ---- the prestatie


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
    assert [r[3] for r in regels(a.claim_deliveries("2021-01-31"))] == [
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


# ---- not more than was granted


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
    ((*_, found, bedrag),) = regels(a.claim_deliveries("2021-01-31"))
    assert (found, bedrag) == (volume, volume * 4700)


@pytest.mark.parametrize(
    ("end", "weeks"), [(date(2021, 5, 30), 5), (date(2021, 1, 27), 5), (date(2021, 1, 24), 4), (date(2021, 1, 2), 1)]
)
def test_for_output_per_week_the_sundays_count(domein, end, weeks):
    t = output(domein, einddatum=end)
    a = aanbieder(t)
    a.record_delivery(t, "2020-W53", 99, tarief=100)
    ((*_, volume, _),) = regels(a.claim_deliveries("2021-01-31"))
    assert volume == 6 * weeks


def test_the_example_of_three_hours_a_week_has_a_limit_over_the_whole(domein):
    """12-01-2021 .. 02-02-2021: 4 weeks, of which that of 1 februari lies in two months: 3 + 1 weeks of 3 hours."""
    t = inspanning(domein, volume=3, frequentie="2", ingangsdatum=date(2021, 1, 12), einddatum=date(2021, 2, 2))
    a = aanbieder(t, at="2021-02-28")
    a.record_delivery(t, "2021-01-20", 30)
    a.record_delivery(t, "2021-02-02", 30)
    assert [r[4] for r in regels(a.claim_deliveries("2021-02-28"))] == [9, 3]
    broken_off = replace(t, ingangsdatum=date(2021, 1, 25), einddatum=date(2021, 3, 7))
    b = aanbieder(broken_off, at="2021-02-28")
    b.record_delivery(broken_off, "2021-01-28", 30)
    b.record_delivery(broken_off, "2021-02-03", 30)
    assert [r[4] for r in regels(b.claim_deliveries("2021-02-28"))] == [3, 12]


def test_a_week_in_two_months_counts_once_over_the_whole(domein):
    """28-12-2020 .. 31-01-2021: 5 weeks; 1 in december, 5 in januari, but 5 in all."""
    t = inspanning(domein, volume=3, frequentie="2", ingangsdatum=date(2020, 12, 28), einddatum=date(2021, 1, 31))
    a = aanbieder(t)
    a.record_delivery(t, "2020-12-29", 30)
    a.record_delivery(t, "2021-01-12", 30)
    assert [r[4] for r in regels(a.claim_deliveries("2021-01-31"))] == [3, 12]


def test_what_was_claimed_before_counts_too(domein):
    t = inspanning(domein, volume=20, frequentie="6")
    a = aanbieder(t)
    a.record_delivery(t, "2020-12-29", 12)
    a.claim_deliveries("2020-12-31")
    a.record_delivery(t, "2021-01-12", 12)
    a.record_delivery(t, "2021-01-13", 12, tarief=5000)
    assert [(r[4], r[5]) for r in regels(a.claim_deliveries("2021-01-31"))] == [(8, 37600)]


# ---- faults


class ToTheSunday(Periods):
    """Lets the sunday decide for inspanning too."""

    def deciding_day(self, delivery, toewijzing):
        return self.output_day(delivery, toewijzing)


class NoLimit(Claiming):
    """Claims whatever was delivered."""

    def limit(self, volume, *_):
        return volume


def test_a_fault_is_one_method(domein):
    t = inspanning(domein)
    a = player("aanbieder", t, klasse=with_desks(ToTheSunday))
    a.to("2021-02-01")
    a.record_delivery(t, "2021-01-02", 3)
    assert [r[1] for r in regels(a.claim_deliveries("2021-01-31"))] == [JANUARY]
    other = player("aanbieder", t, klasse=with_desks(NoLimit))
    other.to("2021-02-01")
    other.record_delivery(t, "2021-01-02", 300)
    assert [r[4] for r in regels(other.claim_deliveries("2021-01-31"))] == [300]


@pytest.mark.parametrize(
    ("command", "otherwise", "text"),
    [
        ("registreer_levering", {"uitvoering": "taak"}, "uitvoering"),
        ("registreer_levering", {"geleverd": "2020-W53"}, "een week als 2020-W53"),
        ("registreer_levering", {"geleverd": "2021-W53", "uitvoering": "output"}, "2021-W53"),
        ("registreer_levering", {"geleverd": "gisteren"}, "gisteren"),
        ("registreer_levering", {"tarief": None}, "tarief"),
        ("registreer_levering", {"eenheid": "83"}, "tarief"),
        ("declareer", {"bericht_2020": "323"}, "bericht_2020"),
        ("declareer", {"periode_2020": "week"}, "periode_2020"),
        ("declareer", {"tot_en_met": "straks"}, "straks"),
    ],
)
def test_a_wrong_instruction(domein, command, otherwise, text):
    t = inspanning(domein)
    a = aanbieder(t)
    passed = {
        "registreer_levering": {
            "toewijzing": ref(t),
            "geleverd": "2021-01-04",
            "uitvoering": "inspanning",
            "categorie": t.categorie,
            "code": t.code,
            "volume": 1,
            "eenheid": "04",
            "tarief": 4700,
            "afspraak": None,
        },
        "declareer": {
            "aanbieder": AANBIEDERS[0],
            "tot_en_met": "2021-01-31",
            "bericht_2020": "303-D",
            "periode_2020": "maand",
        },
    }
    with pytest.raises(InputError, match=text):
        a.party.instruct({"command": command, "params": passed[command] | otherwise})
