"""The gemeente migrates: every route, by hand, in both domains."""

from datetime import date

import pytest

from migratietoets.istandaard.model import NewContent
from tests.helpers.play import AANBIEDERS, BSNS, DOMEINEN, PRODUCT, Chain, cover, player, ref, toewijzing
from tests.helpers.toewijzing_by_hand import core, only_one

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


@pytest.mark.parametrize("day", ["2020-10-01", "2020-12-29", "2020-12-30"])
def test_a_unique_number_with_a_successor_in_24(domein, day):
    g = player("gemeente", toewijzing(domein))
    g.to(day)
    old, nieuw = only_one(g.migrate(), "2.4", day)
    assert core(old) == ("2020-03-02", "2020-12-31", 40, "04", "3", None, "03")
    assert core(nieuw) == ("2021-01-01", "2021-06-30", 10, "04", "2", None, None)
    assert old.toewijzingnummer == "1001"
    assert nieuw.toewijzingnummer == "5000001"
    assert g.to("2021-02-28") == []


@pytest.mark.parametrize("day", ["2020-12-31", "2021-01-03", "2021-01-05"])
def test_too_late_it_goes_as_soon_as_it_can_in_30(domein, day):
    g = player("gemeente", toewijzing(domein))
    g.to(day)
    berichten = g.migrate() + g.to("2021-01-31")
    only_one(berichten, "3.0", max(day, "2021-01-04"))


@pytest.mark.parametrize("day", ["2020-10-01", "2020-11-29", "2020-11-30"])
@pytest.mark.parametrize("number", [None, "1001"])
def test_without_unique_number(domein, number, day):
    double = toewijzing(domein, id="T2", bsn=BSNS[1], ingangsdatum=date(2019, 1, 1), einddatum=date(2019, 12, 31))
    g = player("gemeente", toewijzing(domein, toewijzingnummer=number), double)
    g.to(day)
    old, nieuw = only_one(g.migrate(), "2.4", day)
    assert (old.toewijzingnummer, old.einddatum, old.reden_wijziging) == (number, date(2020, 11, 30), "03")
    assert core(nieuw) == ("2020-12-01", "2021-06-30", 10, "04", "2", None, None)
    assert nieuw.toewijzingnummer not in {None, "1001"}


def test_all_holders_of_a_double_number_migrate(domein):
    other = toewijzing(domein, id="T2", bsn=BSNS[1], aanbieder=AANBIEDERS[1], frequentie="4")
    later = toewijzing(domein, id="T3", bsn=BSNS[2], frequentie="4", ingangsdatum=date(2021, 2, 1))
    g = player("gemeente", toewijzing(domein, frequentie="4"), other, later)
    g.to("2020-10-01")
    at_first = g.migrate(bsn=BSNS[2])
    berichten = at_first + g.migrate()
    assert len(berichten) == 3
    numbers = {line.toewijzingnummer for b in berichten for line in b.lines if line.reden_wijziging is None}
    assert numbers == {"5000001", "5000002", "5000003"}
    cancelled, nieuw = at_first[0].lines
    assert core(cancelled)[:2] == ("2021-02-01", "2021-02-01")
    assert cancelled.reden_wijziging == "01"
    assert core(nieuw)[:2] == ("2021-02-01", "2021-06-30")


def test_cancelled_and_ended_ones_stay(domein):
    cancelled = toewijzing(domein, toewijzingnummer=None, einddatum=date(2020, 3, 2))
    ended = toewijzing(domein, id="T2", toewijzingnummer=None, einddatum=date(2020, 11, 30))
    passed = toewijzing(domein, id="T3", frequentie="4")
    g = player("gemeente", cancelled, ended, passed)
    g.to("2020-10-01")
    assert g.migrate() == []


def test_without_number_in_december_with_the_old_content(domein):
    g = player("gemeente", toewijzing(domein, toewijzingnummer=None, einddatum=date(2020, 12, 20), vervanging="gelijk"))
    g.to("2020-11-01")
    old, nieuw = only_one(g.migrate(), "2.4", "2020-11-01")
    assert old.einddatum == date(2020, 11, 30)
    assert core(nieuw) == ("2020-12-01", "2020-12-20", 40, "04", "3", None, None)


def test_without_number_and_only_in_30_gets_a_december_toewijzing(domein):
    old = toewijzing(domein, toewijzingnummer=None, eenheid="82", volume=4, frequentie="2")
    g = player("gemeente", old)
    g.to("2020-11-30")
    intrekking, december = only_one(g.migrate(), "2.4", "2020-11-30")
    assert intrekking.einddatum == date(2020, 11, 30)
    assert core(december) == ("2020-12-01", "2020-12-31", 4, "82", "2", None, None)
    (nieuw,) = only_one(g.to("2021-01-04"), "3.0", "2021-01-04")
    assert core(nieuw) == ("2021-01-01", "2021-06-30", 4, "84", "2", None, None)
    assert g.notices == []


def test_the_december_toewijzing_begins_on_an_ingangsdatum_in_december(domein):
    old = toewijzing(
        domein, toewijzingnummer=None, eenheid="82", frequentie="4", ingangsdatum=date(2020, 12, 10), gestart=False
    )
    g = player("gemeente", old)
    g.to("2020-11-30")
    intrekking, december = only_one(g.migrate(), "2.4", "2020-11-30")
    assert (intrekking.einddatum, intrekking.reden_wijziging) == (date(2020, 12, 10), "01")
    assert core(december)[:2] == ("2020-12-10", "2020-12-31")


def test_without_number_begun_in_2021_and_only_in_30(domein):
    old = toewijzing(domein, toewijzingnummer=None, eenheid="82", frequentie="4", ingangsdatum=date(2021, 1, 15))
    g = player("gemeente", old)
    g.to("2020-11-02")
    (intrekking,) = only_one(g.migrate(), "2.4", "2020-11-02")
    assert (intrekking.einddatum, intrekking.reden_wijziging) == (date(2021, 1, 15), "01")
    assert len(g.notices) == 1
    (nieuw,) = only_one(g.to("2021-01-04"), "3.0", "2021-01-04")
    assert core(nieuw)[:2] == ("2021-01-15", "2021-06-30")


def test_a_total_is_divided_by_days(domein):
    old = toewijzing(
        domein,
        toewijzingnummer=None,
        eenheid="82",
        volume=151,
        frequentie="6",
        ingangsdatum=date(2020, 12, 1),
        einddatum=date(2021, 4, 30),
    )
    g = player("gemeente", old)
    g.to("2020-11-30")
    _, december = only_one(g.migrate(), "2.4", "2020-11-30")
    (nieuw,) = only_one(g.to("2021-01-04"), "3.0", "2021-01-04")
    assert (december.volume, nieuw.volume) == (31, 120)


@pytest.mark.parametrize("day", ["2020-10-01", "2020-12-30", "2021-01-02", "2021-01-20"])
def test_running_on_is_one_bericht_in_30(domein, day):
    g = player("gemeente", toewijzing(domein, eenheid="82", volume=3, frequentie="1"))
    g.to(day)
    berichten = g.migrate() + g.to("2021-02-28")
    old, nieuw = only_one(berichten, "3.0", max(day, "2021-01-04"))
    assert core(old) == ("2020-03-02", "2020-12-31", 3, "82", "1", None, "03")
    assert core(nieuw) == ("2021-01-01", "2021-06-30", 21, "84", "2", None, None)
    assert g.notices == []


def must_beforehand(domein):
    return {
        "gevraagd": (toewijzing(domein, eenheid="82", frequentie="4"), "vooraf_intrekken"),
        "geen instemming": (toewijzing(domein, eenheid="82", frequentie="4", instemming=False), "doorlopen"),
        "specifiek zonder omvang": (
            toewijzing(
                domein,
                volume=None,
                eenheid=None,
                frequentie=None,
                vervanging="specifiek_stuks_inspanning",
                nieuw=NewContent(volume=2, frequentie="4"),
            ),
            None,
        ),
    }


@pytest.mark.parametrize("why", ["gevraagd", "geen instemming", "specifiek zonder omvang"])
@pytest.mark.parametrize("day", ["2020-10-01", "2020-12-29", "2020-12-30"])
def test_what_is_withdrawn_beforehand_is_told_to_the_aanbieder(domein, why, day):
    old, route = must_beforehand(domein)[why]
    g = player("gemeente", old)
    g.to(day)
    (intrekking,) = only_one(g.migrate(route), "2.4", day)
    assert (intrekking.einddatum, intrekking.reden_wijziging) == (date(2020, 12, 31), "03")
    (notice,) = g.notices
    assert (notice["to"], notice["bsn"]) == (AANBIEDERS[0], BSNS[0])
    assert notice["sent_at"] <= g.berichten[0].at.isoformat()
    (nieuw,) = only_one(g.to("2021-02-28"), "3.0", "2021-01-04")
    assert (nieuw.eenheid, nieuw.ingangsdatum) == ("84", date(2021, 1, 1))


def test_what_begins_in_2021_and_fits_only_30_is_cancelled_beforehand(domein):
    g = player("gemeente", toewijzing(domein, eenheid="82", frequentie="4", ingangsdatum=date(2021, 2, 1)))
    g.to("2020-12-30")
    (intrekking,) = only_one(g.migrate(), "2.4", "2020-12-30")
    assert (intrekking.einddatum, intrekking.reden_wijziging) == (date(2021, 2, 1), "01")
    (nieuw,) = only_one(g.to("2021-01-04"), "3.0", "2021-01-04")
    assert nieuw.ingangsdatum == date(2021, 2, 1)


def test_what_begins_in_2021_and_fits_24(domein):
    g = player("gemeente", toewijzing(domein, ingangsdatum=date(2021, 2, 1)))
    g.to("2020-12-01")
    intrekking, nieuw = only_one(g.migrate(), "2.4", "2020-12-01")
    assert (intrekking.einddatum, intrekking.reden_wijziging) == (date(2021, 2, 1), "01")
    assert core(nieuw) == ("2021-02-01", "2021-06-30", 10, "04", "2", None, None)


def test_a_change_of_the_einddatum_alone_keeps_the_number(domein):
    g = player("gemeente", toewijzing(domein, frequentie="2", einddatum=None))
    g.to("2020-12-30")
    (changed,) = only_one(g.migrate(), "2.4", "2020-12-30")
    assert (changed.toewijzingnummer, changed.einddatum) == ("1001", date(2021, 12, 31))
    assert (changed.toewijzingsdatum, changed.toewijzingstijd.isoformat()) == (date(2020, 12, 30), "09:00:00")


def test_everything_of_a_client_in_one_bericht_and_the_rest_goes_along(domein):
    other_product = {"frequentie": "4", "code": f"{PRODUCT[domein][0]}A02"}
    g = player(
        "gemeente",
        toewijzing(domein),
        toewijzing(domein, id="T2", toewijzingnummer="2", eenheid="01"),
        toewijzing(domein, id="T3", toewijzingnummer="3", **other_product),
        toewijzing(domein, id="T4", toewijzingnummer="4", **other_product | {"einddatum": date(2020, 9, 30)}),
        toewijzing(domein, id="T5", toewijzingnummer="5", aanbieder=AANBIEDERS[1]),
    )
    g.to("2020-10-01")
    one, two = g.migrate()
    assert [line.toewijzingnummer for line in one.lines] == ["1001", "5000001", "2", "5000002", "3"]
    sent_along = one.lines[-1]
    assert (sent_along.toewijzingsdatum, sent_along.reden_wijziging) == (date(2020, 3, 2), None)
    assert one.lines[0].toewijzingsdatum == date(2020, 10, 1)
    assert [line.toewijzingnummer for line in two.lines] == ["5", "5000003"]


def test_in_30_what_still_has_to_migrate_does_not_go_along(domein):
    g = player(
        "gemeente",
        toewijzing(domein, eenheid="82", frequentie="4"),
        toewijzing(domein, id="T2", toewijzingnummer="2", frequentie="4", eenheid="01"),
        toewijzing(domein, id="T3", toewijzingnummer="3"),
        toewijzing(domein, id="T4", toewijzingnummer="4", eenheid="82", frequentie="4", ingangsdatum=date(2020, 4, 1)),
    )
    g.to("2021-01-05")
    second = toewijzing(domein, toewijzingnummer="2", eenheid="01")
    (bericht,) = g.instruction("wijzig_einddatum", toewijzing=ref(second), einddatum="2021-03-31")
    assert [line.toewijzingnummer for line in bericht.lines] == ["2"]


def test_migrating_again_does_nothing_twice(domein):
    g = player(
        "gemeente",
        toewijzing(domein),
        toewijzing(domein, id="T2", toewijzingnummer=None, ingangsdatum=date(2020, 4, 1)),
        toewijzing(domein, id="T3", toewijzingnummer="3", eenheid="82", frequentie="4"),
    )
    g.to("2020-10-01")
    assert len(g.migrate()) == 1
    assert g.migrate() == []
    assert len(g.to("2021-02-28")) == 1
    assert g.migrate() == []


def test_another_route_takes_the_place_of_the_one_before(domein):
    g = player("gemeente", toewijzing(domein, eenheid="82", frequentie="4"))
    g.to("2020-10-01")
    assert g.migrate("doorlopen") == []
    only_one(g.migrate("vooraf_intrekken"), "2.4", "2020-10-01")
    (nieuw,) = only_one(g.to("2021-02-28"), "3.0", "2021-01-04")
    assert nieuw.reden_wijziging is None


STOCK = {
    "frequentie": {},
    "zonder nummer": {"toewijzingnummer": None},
    "zonder nummer, stuks": {"toewijzingnummer": None, "eenheid": "82", "frequentie": "4"},
    "zonder nummer, eindigt in december": {"toewijzingnummer": None, "einddatum": date(2020, 12, 15)},
    "stuks": {"eenheid": "82", "frequentie": "4"},
    "stuks zonder instemming": {"eenheid": "82", "frequentie": "4", "instemming": False},
    "aspecifiek met omvang": {"code": None},
    "open per week": {"frequentie": "2", "einddatum": None},
    "begint op de laatste dag": {"toewijzingnummer": None, "ingangsdatum": date(2020, 11, 30)},
}


@pytest.mark.parametrize("kind", STOCK)
def test_every_day_is_covered_exactly_once(domein, kind):
    old = toewijzing(domein, **STOCK[kind])
    chain = (
        Chain(old, from_="2020-11-02")
        .plan("2020-11-30", "gemeente", "migreer", bsn=old.bsn, route=None)
        .play("2021-02-05")
    )
    state = chain.state(old)
    until = "2020-12-15" if old.einddatum == date(2020, 12, 15) else "2021-06-30"
    assert cover(state, max("2020-11-02", old.ingangsdatum.isoformat()), until) == {1}
    assert all(bericht.codes == ["0200"] for bericht in chain.from_("302", "306", "308"))
    assert not any("2020-12-31" <= bericht.day <= "2021-01-03" for _, bericht in chain.everything)
    gestart = {line.toewijzing_ingangsdatum for b in chain.from_("305") for line in b.regie} | {old.ingangsdatum}
    assert gestart == {t.ingangsdatum for t, _ in state}
    stopped = {(line.toewijzing_ingangsdatum, line.einddatum) for b in chain.from_("307") for line in b.regie}
    assert stopped == {(t.ingangsdatum, end) for t, end in state if end and end < date(2021, 2, 5)}
