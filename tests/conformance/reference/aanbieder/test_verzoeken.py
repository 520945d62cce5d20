"""What an aanbieder asks: a 315, and a 317 or before 3.0 a word outside the messages."""

from dataclasses import replace
from datetime import date

import pytest

from migratietoets.istandaard.berichten.verzoek import (
    AangevraagdProduct,
    TeWijzigenProduct,
    aangevraagde_producten,
    wijzigingsverzoek,
)
from migratietoets.istandaard.model import InputError
from tests.helpers.play import (
    AANBIEDERS,
    BSNS,
    DOMEINEN,
    GEMEENTE,
    PRODUCT,
    gewenst,
    player,
    ref,
)
from tests.helpers.verzoek_by_hand import week

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


@pytest.mark.parametrize(
    ("day", "release", "sent_on"),
    [("2020-12-30", "2.4", "2020-12-30"), ("2020-12-31", "3.0", "2021-01-04"), ("2021-01-04", "3.0", "2021-01-04")],
)
def test_a_verzoek_for_a_toewijzing(domein, day, release, sent_on):
    a = player("aanbieder")
    a.begin("aanbieder", [], domein=domein)
    a.to(day)
    wishes = [gewenst(PRODUCT[domein], "2021-02-01", "2021-06-30"), gewenst(PRODUCT[domein], "2021-07-01", None)]
    wishes[1] |= {"frequentie": "4", "volume": 12}
    (bericht,) = a.instruction("vraag_toewijzing_aan", aanbieder=AANBIEDERS[0], bsn=BSNS[0], producten=wishes) or a.to(
        "2021-01-06"
    )
    assert (bericht.kind, bericht.release, bericht.day) == ("315", release, sent_on)
    one, other = aangevraagde_producten(bericht.bericht)
    assert one.referentie_aanbieder != other.referentie_aanbieder
    assert replace(one, referentie_aanbieder="") == AangevraagdProduct(
        "", *PRODUCT[domein], date(2021, 2, 1), date(2021, 6, 30), volume=4, eenheid="04", frequentie="2"
    )
    assert (other.ingangsdatum, other.einddatum, other.volume) == (date(2021, 7, 1), None, 12)


@pytest.mark.parametrize(
    "producten", [[], [{"budget": 100, "volume": None, "eenheid": None, "frequentie": None}], [{"categorie": None}]]
)
def test_what_a_315_cannot_ask(domein, producten):
    a = player("aanbieder")
    a.begin("aanbieder", [], domein=domein)
    wishes = [gewenst(PRODUCT[domein], "2021-02-01", "2021-06-30") | otherwise for otherwise in producten]
    with pytest.raises(InputError, match="producten"):
        a.press("vraag_toewijzing_aan", aanbieder=AANBIEDERS[0], bsn=BSNS[0], producten=wishes)


@pytest.mark.parametrize("day", ["2020-12-15", "2020-12-31", "2021-01-03"])
def test_a_change_from_before_30_goes_outside_the_berichten(domein, day):
    t = week(domein)
    a = player("aanbieder", t)
    a.to(day)
    wish = gewenst(PRODUCT[domein], "2021-02-01", "2021-10-31")
    assert a.instruction("vraag_wijziging_aan", toewijzing=ref(t), gewenst=wish) == []
    assert a.to("2021-01-31") == []
    ((to, bsn, about),) = [(k["to"], k["bsn"], k["about"]) for k in a.notices]
    assert (to, bsn) == (GEMEENTE, BSNS[0])
    assert "1001" in about


def test_a_verzoek_for_a_change_names_everything_that_runs(domein):
    t = week(domein)
    other = week(domein, id="T2", toewijzingnummer="2")
    rest = [
        week(domein, id="T3", toewijzingnummer="3", einddatum=date(2021, 1, 3)),
        week(domein, id="T4", toewijzingnummer=None),
        week(domein, id="T5", toewijzingnummer="5", aanbieder=AANBIEDERS[1]),
        week(domein, id="T6", toewijzingnummer="6", bsn=BSNS[1]),
        week(domein, id="T7", toewijzingnummer="7", einddatum=date(2020, 3, 2)),
    ]
    a = player("aanbieder", t, other, *rest)
    a.to("2021-01-04", "08:00")
    wish = gewenst(PRODUCT[domein], "2021-02-15", "2021-10-31", volume=5)
    assert a.instruction("vraag_wijziging_aan", toewijzing=ref(t), gewenst=wish) == []
    bericht = next(b for b in a.to("2021-01-04") if b.kind == "317")
    query = wijzigingsverzoek(bericht.bericht)
    assert [one.toewijzingnummer for one in query.unchanged] == ["2"]
    assert query.to_change == (
        TeWijzigenProduct("1001", date(2021, 2, 15), date(2021, 10, 31), volume=5, eenheid="04", frequentie="2"),
    )
    assert query.nieuw == ()


@pytest.mark.parametrize(
    ("stock", "otherwise"),
    [
        ({}, {"ingangsdatum": "2021-01-05"}),
        ({"volume": 100, "frequentie": "6"}, {"frequentie": "6", "volume": 200}),
        (
            {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 1000},
            {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 2000},
        ),
    ],
)
def test_sometimes_a_change_holds_over_the_whole_term(domein, stock, otherwise):
    t = week(domein, **stock)
    a = player("aanbieder", t)
    a.to("2021-01-05")
    wish = gewenst(PRODUCT[domein], "2021-02-15", "2021-10-31") | otherwise
    (bericht,) = a.instruction("vraag_wijziging_aan", toewijzing=ref(t), gewenst=wish)
    assert wijzigingsverzoek(bericht.bericht).to_change[0].wanted_ingangsdatum == t.ingangsdatum


def test_another_product_is_no_change(domein):
    t = week(domein)
    a = player("aanbieder", t)
    with pytest.raises(InputError, match="product"):
        a.instruction(
            "vraag_wijziging_aan", toewijzing=ref(t), gewenst=gewenst((t.categorie, None), "2021-02-01", "2021-03-01")
        )
