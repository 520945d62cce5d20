"""What an aanbieder claims, when, and on which toewijzing."""

from datetime import date

import pytest

from migratietoets.conformance.reference.aanbieder.claiming import Claiming
from migratietoets.conformance.reference.aanbieder.periods import Periods
from migratietoets.istandaard.model import InputError
from tests.helpers.claims_by_hand import (
    FEBRUARY,
    JANUARY,
    P13,
    aanbieder,
    inspanning,
    lines,
    outcome,
    output,
    successor,
)
from tests.helpers.play import AANBIEDERS, DOMEINEN, player, ref, toewijzing, with_desks
from tests.helpers.toewijzing_by_hand import bericht_301, per

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


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
    (line,) = lines(a.claim_deliveries("2020-12-31"))
    assert line == ("303-D", P13, "1001", ("2020-11-09", "2020-12-06"), 2, 9400)


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
    a = player("aanbieder", t, system=with_desks(ToTheSunday))
    a.to("2021-02-01")
    a.record_delivery(t, "2021-01-02", 3)
    assert [r[1] for r in lines(a.claim_deliveries("2021-01-31"))] == [JANUARY]
    other = player("aanbieder", t, system=with_desks(NoLimit))
    other.to("2021-02-01")
    other.record_delivery(t, "2021-01-02", 300)
    assert [r[4] for r in lines(other.claim_deliveries("2021-01-31"))] == [300]


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
