from datetime import date

import pytest
from verzonnen_casus import AANBIEDER, BSNS, antwoord, client, ken_toe, product, stock, zend

from istandaard.releases import Release
from reports.dekking import DUBBEL, GAT, GOED, HORIZON, OPEN, dekking, toezeggingen
from reports.voorraad import vouw

OUD = stock("1001", "2020-03-02", "2021-06-30")
INGETROKKEN = product("1001", "2020-03-02", "2020-12-31", "03")
OP = "2020-10-15T09:00:00"
LETTERS = {BSNS[0]: "A", BSNS[1]: "B"}


def gevouwen(*events, einde=date(2021, 2, 28)):
    return dekking(vouw(events), LETTERS, toezeggingen(events), einde)


def stukken(*events, einde=date(2021, 2, 28)):
    """Everything but days that are covered once, over all groups."""
    return [
        (stuk.soort, str(stuk.van), str(stuk.tot))
        for deel in gevouwen(*events, einde=einde)
        for groep in deel.groepen
        for stuk in groep.stukken
        if stuk.soort != GOED
    ]


@pytest.mark.parametrize(
    ("van", "tot", "verwacht"),
    [
        ("2021-01-01", "2021-06-30", []),
        ("2021-01-02", "2021-06-30", [(GAT, "2021-01-01", "2021-01-01")]),
        ("2020-12-31", "2021-06-30", [(DUBBEL, "2020-12-31", "2020-12-31")]),
        ("2021-01-01", "2021-03-31", [(GAT, "2021-04-01", "2021-06-30")]),
        ("2021-01-01", "2021-01-15", [(GAT, "2021-01-16", "2021-06-30")]),
    ],
)
def test_days_between_old_and_new(van, tot, verwacht):
    assert stukken(client(), OUD, zend(1, OP, INGETROKKEN, product("2001", van, tot))) == verwacht


def test_no_successor_leaves_a_gap_until_the_promised_end():
    assert stukken(OUD, zend(1, OP, INGETROKKEN)) == [(GAT, "2021-01-01", "2021-06-30")]
    open_einde = stock("1001", "2020-03-02", None)
    assert stukken(open_einde, zend(1, OP, INGETROKKEN)) == [(GAT, "2021-01-01", str(HORIZON))]


def test_an_open_toewijzing_may_get_an_end_in_2021():
    open_einde = stock("1001", "2020-03-02", None)
    assert stukken(open_einde, zend(1, OP, product("1001", "2020-03-02", "2021-12-31", "04"))) == []
    assert stukken(open_einde, zend(1, OP, INGETROKKEN, product("2001", "2021-01-01", "2021-12-31"))) == []


def test_a_client_who_left_has_no_gap():
    assert stukken(OUD, zend(1, OP, product("1001", "2020-03-02", "2020-11-10", "02"))) == []


def test_an_old_toewijzing_that_was_not_ended_covers_double():
    assert stukken(OUD, zend(1, OP, product("2001", "2021-01-01", "2021-06-30"))) == [
        (DUBBEL, "2021-01-01", "2021-06-30")
    ]


def test_two_products_are_judged_apart():
    ander = stock("1002", "2020-03-02", "2021-06-30", code="02K09")
    (deel,) = gevouwen(OUD, ander)
    assert len(deel.groepen) == 2
    assert stukken(OUD, ander) == []
    nog_een = stock("1003", "2020-03-02", "2021-06-30")
    assert stukken(OUD, nog_een) == []
    assert stukken(OUD, nog_een, zend(1, OP, INGETROKKEN)) == [(GAT, "2021-01-01", "2021-06-30")]


def test_a_successor_may_be_another_product_of_the_categorie_or_generiek():
    for nieuw in (
        product("2001", "2021-01-01", "2021-06-30", code="02K09"),
        product("2001", "2021-01-01", "2021-06-30", code=None),
        product(
            "2001", "2021-01-01", "2021-06-30", categorie=None, code=None, volume=None, eenheid=None, frequentie=None
        ),
    ):
        los = zend(2, "2021-01-04T09:00:00", nieuw, release=Release.R30)
        assert stukken(OUD, zend(1, OP, INGETROKKEN), los) == []


def test_another_aanbieder_covers_nothing_here():
    elders = zend(2, OP, product("2001", "2021-01-01", "2021-06-30"), aanbieder="99990002")
    assert (GAT, "2021-01-01", "2021-06-30") in stukken(OUD, zend(1, OP, INGETROKKEN), elders)


def test_cancelled_counts_as_never_sent():
    geannuleerd = product("1001", "2020-12-07", "2020-12-07", "01")
    later = stock("1001", "2020-12-07", "2021-06-30")
    assert stukken(later, zend(1, OP, geannuleerd, product("2001", "2020-12-07", "2021-06-30"))) == []
    assert stukken(later, zend(1, OP, geannuleerd)) == [(GAT, "2020-12-07", "2021-06-30")]
    vergissing = product("2001", "2021-02-01", "2021-06-30")
    hersteld = product("2001", "2021-02-01", "2021-02-01", "01", volume=10, frequentie="2")
    events = (zend(1, OP, vergissing), zend(2, "2020-10-16T09:00:00", hersteld))
    assert stukken(*events) == []
    (deel,) = gevouwen(*events)
    assert deel.groepen[0].toewijzingen[0].geannuleerd()


def test_the_latest_toewijzingsdatum_wins_and_not_the_last_message():
    eerst = zend(1, "2020-11-15T09:00:00", INGETROKKEN, product("2001", "2021-01-01", "2021-06-30"))
    oud_nieuws = zend(2, "2020-11-01T09:00:00", product("1001", "2020-03-02", "2020-11-30", "03"))
    assert stukken(OUD, eerst, oud_nieuws) == []


def test_what_comes_after_31_january_is_too_late_for_a_gap_that_was_there():
    intrekking = zend(1, "2020-12-20T09:00:00", INGETROKKEN)
    op_tijd = zend(2, "2021-01-31T09:00:00", product("2001", "2021-01-01", "2021-06-30"), release=Release.R30)
    te_laat = zend(2, "2021-02-01T09:00:00", product("2001", "2021-01-01", "2021-06-30"), release=Release.R30)
    assert stukken(OUD, intrekking, op_tijd) == []
    assert stukken(OUD, intrekking, te_laat) == [(GAT, "2021-01-01", "2021-06-30")]
    nieuwe_zorg = zend(3, "2021-02-03T09:00:00", product("2001", "2021-02-08", "2021-06-30"), release=Release.R30)
    assert stukken(nieuwe_zorg) == []


def test_a_run_that_ends_early_does_not_know_about_january():
    intrekking = zend(1, "2020-12-20T09:00:00", INGETROKKEN)
    assert stukken(OUD, intrekking, einde=date(2020, 12, 28)) == [(OPEN, "2021-01-01", "2021-06-30")]
    november = zend(1, OP, product("1001", "2020-03-02", "2020-11-30", "03"))
    assert stukken(OUD, november, einde=date(2020, 12, 28)) == [
        (GAT, "2020-12-01", "2020-12-31"),
        (OPEN, "2021-01-01", "2021-06-30"),
    ]


def test_care_that_was_asked_for_and_only_half_granted_has_a_gap():
    opdracht = ken_toe("2020-11-16T09:00:00+01:00", "2020-11-23", "2021-11-22", code=None)
    deel_24 = zend(1, "2020-11-16T09:00:00", product("2001", "2020-11-23", "2020-12-31", code=None))
    assert stukken(opdracht, deel_24) == [(GAT, "2021-01-01", "2021-11-22")]
    vervolg = zend(2, "2021-01-04T09:00:00", product("2002", "2021-01-01", "2021-11-22"), release=Release.R30)
    assert stukken(opdracht, deel_24, vervolg) == []
    niets = ken_toe("2020-11-16T09:00:00+01:00", "2020-11-23", "2021-11-22", code="02K09")
    assert stukken(niets, deel_24) == [(GAT, "2021-01-01", "2021-11-22")]


def test_a_command_in_another_shape_promises_nothing():
    vreemd = ken_toe("2020-11-16T09:00:00+01:00", "geen dag", None)
    assert (
        toezeggingen([vreemd, vreemd | {"params": None}, vreemd | {"command": "migreer"}, vreemd | {"at": "x"}]) == []
    )


def test_what_the_kit_delivers_counts_once_it_is_not_refused():
    bericht = zend(1, OP, product("2001", "2021-01-01", "2021-06-30"), origin="kit")
    assert gevouwen(bericht) == ()
    assert gevouwen(bericht, antwoord(2, OP, bericht, "0001")) == ()
    (deel,) = gevouwen(bericht, antwoord(2, OP, bericht))
    assert deel.groepen[0].aanbieder == AANBIEDER


def test_what_cannot_be_read_counts_for_nothing():
    stuk = zend(1, OP, INGETROKKEN) | {"xml": "<geen"}
    assert stukken(OUD, stuk, stock("1", "2020-03-02", None) | {"toewijzing": {"id": 1}}) == []


def test_each_client_has_a_letter():
    van_b = zend(1, OP, product("2001", "2021-01-01", "2021-06-30"), bsn=BSNS[1])
    assert [deel.letter for deel in gevouwen(OUD, van_b)] == ["A", "B"]
