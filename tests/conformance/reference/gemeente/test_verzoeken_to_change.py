"""What a gemeente decides on a request for a change, in 2020 and by 317."""

from datetime import date

import pytest

from migratietoets.istandaard.berichten.verzoek import (
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
)
from migratietoets.istandaard.model import InputError
from tests.helpers.play import (
    AANBIEDERS,
    BSNS,
    DOMEINEN,
    PRODUCT,
    Chain,
    gewenst,
    ref,
)
from tests.helpers.verzoek_by_hand import besluit, change, gemeente, vow, week

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


def test_an_honoured_change(domein):
    t, other = week(domein), week(domein, id="T2", toewijzingnummer="2", ingangsdatum=date(2020, 4, 6))
    g = gemeente(domein, "2021-01-11", t, other)
    query = Wijzigingsverzoek(
        "R7",
        "1",
        unchanged=(OngewijzigdProduct("2"),),
        to_change=(
            TeWijzigenProduct("1001", date(2021, 2, 15), date(2021, 10, 31), volume=5, eenheid="04", frequentie="2"),
        ),
    )
    (retour,) = g.deliver(vow(domein, "2021-01-11", query), "317", "3.0")
    assert (retour.kind, retour.codes) == ("318", ["0200"])
    (bericht,) = besluit(g, "honoreren")
    old, new, rest = bericht.lines
    assert {r.referentie_aanbieder for r in bericht.lines} == {"R7"}
    assert (old.toewijzingnummer, old.einddatum, old.reden_wijziging) == ("1001", date(2021, 2, 14), "12")
    assert (new.ingangsdatum, new.einddatum, new.volume, new.reden_wijziging) == (
        date(2021, 2, 15),
        date(2021, 10, 31),
        5,
        None,
    )
    assert (rest.toewijzingnummer, rest.reden_wijziging) == ("2", None)
    assert new.toewijzingnummer not in {"1001", "2"}
    g.to("2021-01-20")
    (later,) = g.instruction("wijzig_einddatum", toewijzing=ref(other), einddatum="2021-12-31")
    assert {r.referentie_aanbieder for r in later.lines} == {None}


@pytest.mark.parametrize(
    ("stock", "wish"),
    [
        ({}, {"volume": 3, "eenheid": "04", "frequentie": "2", "einddatum": date(2021, 12, 31)}),
        (
            {"volume": 100, "frequentie": "6"},
            {"volume": 150, "eenheid": "04", "frequentie": "6", "einddatum": date(2021, 10, 31)},
        ),
        (
            {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 1000},
            {"budget": 2000, "einddatum": date(2021, 10, 31)},
        ),
    ],
)
def test_sometimes_the_number_stays(domein, stock, wish):
    t = week(domein, **stock)
    g = gemeente(domein, "2021-01-11", t)
    query = Wijzigingsverzoek("R7", "1", to_change=(TeWijzigenProduct("1001", t.ingangsdatum, **wish),))
    g.deliver(vow(domein, "2021-01-11", query), "317", "3.0")
    (bericht,) = besluit(g, "honoreren")
    (line,) = bericht.lines
    assert (line.toewijzingnummer, line.reden_wijziging, line.referentie_aanbieder) == ("1001", "12", "R7")
    assert (line.volume, line.budget) == (wish.get("volume"), wish.get("budget"))
    assert line.einddatum == wish["einddatum"]


def test_a_change_over_the_whole_term_cancels_the_old_one(domein):
    t = week(domein, ingangsdatum=date(2021, 1, 5), gestart=False)
    g = gemeente(domein, "2021-01-11", t)
    wish = TeWijzigenProduct("1001", date(2021, 1, 5), date(2021, 10, 31), volume=9, eenheid="04", frequentie="2")
    g.deliver(vow(domein, "2021-01-11", Wijzigingsverzoek("R7", "1", to_change=(wish,))), "317", "3.0")
    (bericht,) = besluit(g, "honoreren")
    old, new = bericht.lines
    assert (old.einddatum, old.reden_wijziging) == (date(2021, 1, 5), "01")
    assert (new.ingangsdatum, new.volume) == (date(2021, 1, 5), 9)


def test_a_package_with_a_new_product(domein):
    t = week(domein, einddatum=date(2021, 1, 31))
    g = gemeente(domein, "2021-01-11", t)
    query = Wijzigingsverzoek(
        "R7",
        "2",
        to_change=(
            TeWijzigenProduct("1001", date(2021, 2, 1), date(2021, 10, 31), volume=5, eenheid="04", frequentie="2"),
        ),
        nieuw=(NieuwProduct(date(2021, 2, 1), date(2021, 10, 31), budget=5000),),
    )
    g.deliver(vow(domein, "2021-01-11", query), "317", "3.0")
    (bericht,) = besluit(g, "honoreren")
    assert [(r.toewijzingnummer == "1001", r.volume, r.budget, r.referentie_aanbieder) for r in bericht.lines] == [
        (False, 5, None, "R7"),
        (False, None, 5000, "R7"),
        (True, 3, None, "R7"),
    ]


def test_a_change_that_was_turned_down(domein):
    g = gemeente(domein, "2021-01-11", week(domein))
    query = Wijzigingsverzoek("R7", "1", to_change=(TeWijzigenProduct("1001", date(2021, 2, 15)),))
    g.deliver(vow(domein, "2021-01-11", query), "317", "3.0")
    assert [b.besluit.answer for b in besluit(g, "onderzoeken")] == ["2"]
    assert [b.besluit.answer for b in besluit(g, "afwijzen")] == ["1"]


@pytest.mark.parametrize(
    ("number", "bsn", "codes"), [("8", BSNS[0], {"9349", "9351"}), ("1001", BSNS[9], {"8187", "9351"})]
)
def test_a_change_of_something_unknown_is_refused(domein, number, bsn, codes):
    g = gemeente(domein, "2021-01-11", week(domein))
    query = Wijzigingsverzoek("R7", "1", to_change=(TeWijzigenProduct(number, date(2021, 2, 15)),))
    (retour,) = g.deliver(vow(domein, "2021-01-11", query, bsn), "317", "3.0")
    assert set(retour.codes) - {"0200"} == codes


@pytest.mark.parametrize(("day", "release"), [("2020-12-07", "2.4"), ("2021-01-12", "3.0")])
def test_a_change_of_2020_refers_to_nothing(domein, day, release):
    t = week(domein)
    g = gemeente(domein, day, t)
    (bericht,) = besluit(g, "honoreren", wijziging_2020=change(t, "2021-02-01", "2021-10-31"))
    old, new = bericht.lines
    assert (bericht.release, {r.referentie_aanbieder for r in bericht.lines}) == (release, {None})
    assert (old.einddatum, old.reden_wijziging) == (date(2021, 1, 31), "05")
    assert (new.ingangsdatum, new.volume, new.reden_wijziging) == (date(2021, 2, 1), 4, None)


@pytest.mark.parametrize(("until", "reden"), [("2021-12-31", "04"), ("2021-06-30", "05")])
def test_only_another_einddatum_keeps_the_number(domein, until, reden):
    t = week(domein)
    g = gemeente(domein, "2021-01-05", t)
    (bericht,) = besluit(g, "honoreren", wijziging_2020=change(t, "2020-03-02", until, volume=3))
    (line,) = bericht.lines
    assert (line.toewijzingnummer, line.einddatum.isoformat(), line.reden_wijziging) == ("1001", until, reden)


def test_without_einddatum_is_an_extension(domein):
    t = week(domein, frequentie="4")
    g = gemeente(domein, "2020-12-05", t)
    (bericht,) = besluit(g, "honoreren", wijziging_2020=change(t, "2020-03-02", None, volume=3, frequentie="4"))
    (line,) = bericht.lines
    assert (line.einddatum, line.reden_wijziging) == (None, "04")


def test_what_24_does_not_know_comes_in_two_parts(domein):
    t = week(domein)
    g = gemeente(domein, "2020-12-07", t)
    wish = change(t, "2020-12-14", "2021-10-31", volume=2, eenheid="84", frequentie="2")
    berichten = besluit(g, "honoreren", wijziging_2020=wish) + g.to("2021-01-04")
    assert [
        (b.release, r.ingangsdatum.isoformat(), r.einddatum.isoformat(), r.eenheid) for b in berichten for r in b.lines
    ] == [
        ("2.4", "2020-03-02", "2020-12-13", "04"),
        ("2.4", "2020-12-14", "2020-12-31", "82"),
        ("3.0", "2021-01-01", "2021-10-31", "84"),
    ]


@pytest.mark.parametrize("choice", ["afwijzen", "onderzoeken"])
def test_a_change_of_2020_is_never_answered_with_a_319(domein, choice):
    t = week(domein)
    g = gemeente(domein, "2021-01-11", t)
    assert besluit(g, choice, wijziging_2020=change(t, "2021-02-01", "2021-10-31")) == []
    assert ["1001" in k["about"] for k in g.notices] == [True]


def test_a_change_goes_before_a_migration_that_waited(domein):
    t = week(domein, eenheid="82", uitvoering="inspanning")
    g = gemeente(domein, "2020-12-07", t)
    g.migrate()
    wish = change(t, "2020-03-02", "2020-12-31", volume=3, eenheid="82")
    (bericht,) = besluit(g, "honoreren", wijziging_2020=wish)
    assert [r.einddatum for r in bericht.lines] == [date(2020, 12, 31)]
    assert g.to("2021-02-28") == []


def test_what_30_cannot_express(domein):
    t = week(domein, toewijzingnummer=None)
    g = gemeente(domein, "2021-01-11", t)
    with pytest.raises(InputError, match="Migreer eerst"):
        besluit(g, "honoreren", wijziging_2020=change(t, "2021-02-01", "2021-10-31"))


def test_the_chain_from_verzoek_to_stop_and_start(domein):
    t = week(domein)
    chain = Chain(t, from_="2021-01-04")
    wish = gewenst(PRODUCT[domein], "2021-02-01", "2021-10-31", volume=6)
    chain.plan("2021-01-05", "aanbieder", "vraag_wijziging_aan", toewijzing=ref(t), gewenst=wish)
    chain.plan(
        "2021-01-12",
        "gemeente",
        "beantwoord_verzoek",
        aanbieder=AANBIEDERS[0],
        bsn=BSNS[0],
        besluiten=["honoreren"],
        wijziging_2020=None,
    )
    chain.play()
    assert [(b.kind, b.day) for _, b in chain.everything if b.kind in {"301", "305", "307", "317"}] == [
        ("317", "2021-01-05"),
        ("301", "2021-01-12"),
        ("307", "2021-01-31"),
        ("305", "2021-02-01"),
    ]
    (stop,) = chain.from_("307")
    assert stop.regie[0].reden_beeindiging == "37"
