"""The gemeente migrates: every route, by hand, in both domains."""

from datetime import date
from typing import Any

import pytest
from spel import AANBIEDERS, BSNS, DOMEINEN, PRODUCT, Keten, Verstuurd, dekking, ref, speler, toewijzing

from istandaard.berichten.toewijzing import ToegewezenProduct
from istandaard.model import Nieuw

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


def kern(regel: ToegewezenProduct) -> tuple[Any, ...]:
    return (
        regel.ingangsdatum.isoformat(),
        regel.einddatum and regel.einddatum.isoformat(),
        regel.volume,
        regel.eenheid,
        regel.frequentie,
        regel.budget,
        regel.reden_wijziging,
    )


def enige(berichten: list[Verstuurd], release: str, dag: str) -> list[ToegewezenProduct]:
    """The lines of the one 301 that was sent."""
    (bericht,) = berichten
    assert (bericht.soort, bericht.release, bericht.dag) == ("301", release, dag)
    return bericht.regels


@pytest.mark.parametrize("dag", ["2020-10-01", "2020-12-29", "2020-12-30"])
def test_uniek_nummer_opvolger_in_24(domein, dag):
    g = speler("gemeente", toewijzing(domein))
    g.naar(dag)
    oud, nieuw = enige(g.migreer(), "2.4", dag)
    assert kern(oud) == ("2020-03-02", "2020-12-31", 40, "04", "3", None, "03")
    assert kern(nieuw) == ("2021-01-01", "2021-06-30", 10, "04", "2", None, None)
    assert oud.toewijzingnummer == "1001"
    assert nieuw.toewijzingnummer == "500000001"
    assert g.naar("2021-02-28") == []


@pytest.mark.parametrize("dag", ["2020-12-31", "2021-01-03", "2021-01-05"])
def test_te_laat_gaat_het_zodra_het_kan_in_30(domein, dag):
    g = speler("gemeente", toewijzing(domein))
    g.naar(dag)
    berichten = g.migreer() + g.naar("2021-01-31")
    enige(berichten, "3.0", max(dag, "2021-01-04"))


@pytest.mark.parametrize("dag", ["2020-10-01", "2020-11-29", "2020-11-30"])
@pytest.mark.parametrize("nummer", [None, "1001"])
def test_zonder_uniek_nummer(domein, nummer, dag):
    dubbel = toewijzing(domein, id="T2", bsn=BSNS[1], ingangsdatum=date(2019, 1, 1), einddatum=date(2019, 12, 31))
    g = speler("gemeente", toewijzing(domein, toewijzingnummer=nummer), dubbel)
    g.naar(dag)
    oud, nieuw = enige(g.migreer(), "2.4", dag)
    assert (oud.toewijzingnummer, oud.einddatum, oud.reden_wijziging) == (nummer, date(2020, 11, 30), "03")
    assert kern(nieuw) == ("2020-12-01", "2021-06-30", 10, "04", "2", None, None)
    assert nieuw.toewijzingnummer not in {None, "1001"}


def test_alle_dragers_van_een_dubbel_nummer_migreren(domein):
    ander = toewijzing(domein, id="T2", bsn=BSNS[1], aanbieder=AANBIEDERS[1], frequentie="4")
    straks = toewijzing(domein, id="T3", bsn=BSNS[2], frequentie="4", ingangsdatum=date(2021, 2, 1))
    g = speler("gemeente", toewijzing(domein, frequentie="4"), ander, straks)
    g.naar("2020-10-01")
    eerst = g.migreer(bsn=BSNS[2])
    berichten = eerst + g.migreer()
    assert len(berichten) == 3
    nummers = {regel.toewijzingnummer for b in berichten for regel in b.regels if regel.reden_wijziging is None}
    assert nummers == {"500000001", "500000002", "500000003"}
    geannuleerd, nieuw = eerst[0].regels
    assert kern(geannuleerd)[:2] == ("2021-02-01", "2021-02-01")
    assert geannuleerd.reden_wijziging == "01"
    assert kern(nieuw)[:2] == ("2021-02-01", "2021-06-30")


def test_geannuleerde_en_beeindigde_blijven(domein):
    geannuleerd = toewijzing(domein, toewijzingnummer=None, einddatum=date(2020, 3, 2))
    beeindigd = toewijzing(domein, id="T2", toewijzingnummer=None, einddatum=date(2020, 11, 30))
    goed = toewijzing(domein, id="T3", frequentie="4")
    g = speler("gemeente", geannuleerd, beeindigd, goed)
    g.naar("2020-10-01")
    assert g.migreer() == []


def test_zonder_nummer_in_december_met_de_oude_inhoud(domein):
    g = speler("gemeente", toewijzing(domein, toewijzingnummer=None, einddatum=date(2020, 12, 20), vervanging="gelijk"))
    g.naar("2020-11-01")
    oud, nieuw = enige(g.migreer(), "2.4", "2020-11-01")
    assert oud.einddatum == date(2020, 11, 30)
    assert kern(nieuw) == ("2020-12-01", "2020-12-20", 40, "04", "3", None, None)


def test_zonder_nummer_en_alleen_in_30_krijgt_een_decembertoewijzing(domein):
    oud = toewijzing(domein, toewijzingnummer=None, eenheid="82", volume=4, frequentie="2")
    g = speler("gemeente", oud)
    g.naar("2020-11-30")
    intrekking, december = enige(g.migreer(), "2.4", "2020-11-30")
    assert intrekking.einddatum == date(2020, 11, 30)
    assert kern(december) == ("2020-12-01", "2020-12-31", 4, "82", "2", None, None)
    (nieuw,) = enige(g.naar("2021-01-04"), "3.0", "2021-01-04")
    assert kern(nieuw) == ("2021-01-01", "2021-06-30", 4, "84", "2", None, None)
    assert g.kennisgevingen == []


def test_de_decembertoewijzing_begint_op_een_ingangsdatum_in_december(domein):
    oud = toewijzing(
        domein, toewijzingnummer=None, eenheid="82", frequentie="4", ingangsdatum=date(2020, 12, 10), gestart=False
    )
    g = speler("gemeente", oud)
    g.naar("2020-11-30")
    intrekking, december = enige(g.migreer(), "2.4", "2020-11-30")
    assert (intrekking.einddatum, intrekking.reden_wijziging) == (date(2020, 12, 10), "01")
    assert kern(december)[:2] == ("2020-12-10", "2020-12-31")


def test_zonder_nummer_in_2021_begonnen_en_alleen_in_30(domein):
    oud = toewijzing(domein, toewijzingnummer=None, eenheid="82", frequentie="4", ingangsdatum=date(2021, 1, 15))
    g = speler("gemeente", oud)
    g.naar("2020-11-02")
    (intrekking,) = enige(g.migreer(), "2.4", "2020-11-02")
    assert (intrekking.einddatum, intrekking.reden_wijziging) == (date(2021, 1, 15), "01")
    assert len(g.kennisgevingen) == 1
    (nieuw,) = enige(g.naar("2021-01-04"), "3.0", "2021-01-04")
    assert kern(nieuw)[:2] == ("2021-01-15", "2021-06-30")


def test_totaal_wordt_naar_dagen_verdeeld(domein):
    oud = toewijzing(
        domein,
        toewijzingnummer=None,
        eenheid="82",
        volume=151,
        frequentie="6",
        ingangsdatum=date(2020, 12, 1),
        einddatum=date(2021, 4, 30),
    )
    g = speler("gemeente", oud)
    g.naar("2020-11-30")
    _, december = enige(g.migreer(), "2.4", "2020-11-30")
    (nieuw,) = enige(g.naar("2021-01-04"), "3.0", "2021-01-04")
    assert (december.volume, nieuw.volume) == (31, 120)


@pytest.mark.parametrize("dag", ["2020-10-01", "2020-12-30", "2021-01-02", "2021-01-20"])
def test_doorlopen_is_een_bericht_in_30(domein, dag):
    g = speler("gemeente", toewijzing(domein, eenheid="82", volume=3, frequentie="1"))
    g.naar(dag)
    berichten = g.migreer() + g.naar("2021-02-28")
    oud, nieuw = enige(berichten, "3.0", max(dag, "2021-01-04"))
    assert kern(oud) == ("2020-03-02", "2020-12-31", 3, "82", "1", None, "03")
    assert kern(nieuw) == ("2021-01-01", "2021-06-30", 21, "84", "2", None, None)
    assert g.kennisgevingen == []


def vooraf_moet(domein):
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
                nieuw=Nieuw(volume=2, frequentie="4"),
            ),
            None,
        ),
    }


@pytest.mark.parametrize("waarom", ["gevraagd", "geen instemming", "specifiek zonder omvang"])
@pytest.mark.parametrize("dag", ["2020-10-01", "2020-12-29", "2020-12-30"])
def test_vooraf_intrekken(domein, waarom, dag):
    oud, route = vooraf_moet(domein)[waarom]
    g = speler("gemeente", oud)
    g.naar(dag)
    (intrekking,) = enige(g.migreer(route), "2.4", dag)
    assert (intrekking.einddatum, intrekking.reden_wijziging) == (date(2020, 12, 31), "03")
    (kennisgeving,) = g.kennisgevingen
    assert (kennisgeving["to"], kennisgeving["bsn"]) == (AANBIEDERS[0], BSNS[0])
    assert kennisgeving["sent_at"] <= g.berichten[0].op.isoformat()
    (nieuw,) = enige(g.naar("2021-02-28"), "3.0", "2021-01-04")
    assert (nieuw.eenheid, nieuw.ingangsdatum) == ("84", date(2021, 1, 1))


def test_begint_in_2021_en_alleen_in_30_wordt_vooraf_geannuleerd(domein):
    g = speler("gemeente", toewijzing(domein, eenheid="82", frequentie="4", ingangsdatum=date(2021, 2, 1)))
    g.naar("2020-12-30")
    (intrekking,) = enige(g.migreer(), "2.4", "2020-12-30")
    assert (intrekking.einddatum, intrekking.reden_wijziging) == (date(2021, 2, 1), "01")
    (nieuw,) = enige(g.naar("2021-01-04"), "3.0", "2021-01-04")
    assert nieuw.ingangsdatum == date(2021, 2, 1)


def test_begint_in_2021_en_kan_in_24(domein):
    g = speler("gemeente", toewijzing(domein, ingangsdatum=date(2021, 2, 1)))
    g.naar("2020-12-01")
    intrekking, nieuw = enige(g.migreer(), "2.4", "2020-12-01")
    assert (intrekking.einddatum, intrekking.reden_wijziging) == (date(2021, 2, 1), "01")
    assert kern(nieuw) == ("2021-02-01", "2021-06-30", 10, "04", "2", None, None)


def test_alleen_de_einddatum_houdt_het_nummer(domein):
    g = speler("gemeente", toewijzing(domein, frequentie="2", einddatum=None))
    g.naar("2020-12-30")
    (gewijzigd,) = enige(g.migreer(), "2.4", "2020-12-30")
    assert (gewijzigd.toewijzingnummer, gewijzigd.einddatum) == ("1001", date(2021, 12, 31))
    assert (gewijzigd.toewijzingsdatum, gewijzigd.toewijzingstijd.isoformat()) == (date(2020, 12, 30), "09:00:00")


@pytest.mark.parametrize(
    ("anders", "inhoud"),
    [
        ({"frequentie": "3", "volume": 41}, (44, "04", "4", "2021-06-30")),
        ({"frequentie": "3", "einddatum": None}, (43, "04", "4", None)),
        ({"frequentie": "5", "volume": 18, "einddatum": None}, (2, "04", "4", None)),
        ({"frequentie": "5", "volume": 2}, (1, "04", "4", "2021-06-30")),
        ({"eenheid": "14", "frequentie": "1", "volume": 1, "einddatum": None}, (7, "14", "2", "2021-12-31")),
        ({"eenheid": "83", "frequentie": "1", "volume": 500}, (3500, "83", "2", "2021-06-30")),
    ],
)
def test_dezelfde_hoeveelheid(domein, anders, inhoud):
    g = speler("gemeente", toewijzing(domein, **anders))
    g.naar("2020-10-01")
    _, nieuw = enige(g.migreer(), "2.4", "2020-10-01")
    assert (nieuw.volume, nieuw.eenheid, nieuw.frequentie, nieuw.einddatum and str(nieuw.einddatum)) == inhoud


def test_een_omvang_die_er_nooit_was(domein):
    kaal = {"volume": None, "eenheid": None, "frequentie": None}
    g = speler(
        "gemeente",
        toewijzing(domein, **kaal),
        toewijzing(domein, id="T2", bsn=BSNS[1], toewijzingnummer="2", nieuw=Nieuw(None, 5, "01", "4"), **kaal),
    )
    g.naar("2020-10-01")
    eerste, tweede = [bericht.regels[1] for bericht in g.migreer()]
    assert kern(eerste)[2:5] == (1, "04", "4")
    assert kern(tweede)[2:5] == (5, "01", "4")


@pytest.mark.parametrize(
    ("vervanging", "nieuw", "release", "verwacht"),
    [
        (None, None, "2.4", (False, None, None)),
        ("aspecifiek_zonder_budget", None, "2.4", (False, None, None)),
        ("specifiek_met_omvang", None, "2.4", (True, 40, None)),
        ("specifiek_met_omvang", Nieuw(volume=6, frequentie="4"), "2.4", (True, 6, None)),
        ("aspecifiek_met_budget", Nieuw(budget=120000), "3.0", (False, None, 120000)),
        ("aspecifiek_met_budget", None, "3.0", (False, None, 100000)),
        ("generiek_met_budget", Nieuw(budget=9900), "3.0", (False, None, 9900)),
    ],
)
def test_aspecifiek_met_omvang(domein, vervanging, nieuw, release, verwacht):
    oud = toewijzing(domein, code=None, frequentie="4", vervanging=vervanging, nieuw=nieuw)
    g = speler("gemeente", oud)
    g.naar("2020-12-01")
    berichten = g.migreer() + g.naar("2021-01-04")
    intrekking, opvolger = enige(berichten, release, "2020-12-01" if release == "2.4" else "2021-01-04")
    assert intrekking.einddatum == date(2020, 12, 31)
    assert (opvolger.code is not None, opvolger.volume, opvolger.budget) == verwacht
    assert (opvolger.categorie is None) == (vervanging == "generiek_met_budget")


def test_alles_van_een_client_in_een_bericht_en_de_rest_gaat_mee(domein):
    ander_product = {"frequentie": "4", "code": f"{PRODUCT[domein][0]}A02"}
    g = speler(
        "gemeente",
        toewijzing(domein),
        toewijzing(domein, id="T2", toewijzingnummer="2", eenheid="01"),
        toewijzing(domein, id="T3", toewijzingnummer="3", **ander_product),
        toewijzing(domein, id="T4", toewijzingnummer="4", **ander_product | {"einddatum": date(2020, 9, 30)}),
        toewijzing(domein, id="T5", toewijzingnummer="5", aanbieder=AANBIEDERS[1]),
    )
    g.naar("2020-10-01")
    een, twee = g.migreer()
    assert [regel.toewijzingnummer for regel in een.regels] == ["1001", "500000001", "2", "500000002", "3"]
    meegestuurd = een.regels[-1]
    assert (meegestuurd.toewijzingsdatum, meegestuurd.reden_wijziging) == (date(2020, 3, 2), None)
    assert een.regels[0].toewijzingsdatum == date(2020, 10, 1)
    assert [regel.toewijzingnummer for regel in twee.regels] == ["5", "500000003"]


def test_in_30_gaat_niet_mee_wat_nog_moet_migreren(domein):
    g = speler(
        "gemeente",
        toewijzing(domein, eenheid="82", frequentie="4"),
        toewijzing(domein, id="T2", toewijzingnummer="2", frequentie="4", eenheid="01"),
        toewijzing(domein, id="T3", toewijzingnummer="3"),
        toewijzing(domein, id="T4", toewijzingnummer="4", eenheid="82", frequentie="4", ingangsdatum=date(2020, 4, 1)),
    )
    g.naar("2021-01-05")
    t2 = toewijzing(domein, toewijzingnummer="2", eenheid="01")
    (bericht,) = g.opdracht("wijzig_einddatum", toewijzing=ref(t2), einddatum="2021-03-31")
    assert [regel.toewijzingnummer for regel in bericht.regels] == ["2"]


def test_opnieuw_migreren_doet_niets_twee_keer(domein):
    g = speler(
        "gemeente",
        toewijzing(domein),
        toewijzing(domein, id="T2", toewijzingnummer=None, ingangsdatum=date(2020, 4, 1)),
        toewijzing(domein, id="T3", toewijzingnummer="3", eenheid="82", frequentie="4"),
    )
    g.naar("2020-10-01")
    assert len(g.migreer()) == 1
    assert g.migreer() == []
    assert len(g.naar("2021-02-28")) == 1
    assert g.migreer() == []


def test_een_andere_route_neemt_de_plaats_van_de_vorige_in(domein):
    g = speler("gemeente", toewijzing(domein, eenheid="82", frequentie="4"))
    g.naar("2020-10-01")
    assert g.migreer("doorlopen") == []
    enige(g.migreer("vooraf_intrekken"), "2.4", "2020-10-01")
    (nieuw,) = enige(g.naar("2021-02-28"), "3.0", "2021-01-04")
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


@pytest.mark.parametrize("soort", STOCK)
def test_elke_dag_precies_een_keer_gedekt(domein, soort):
    oud = toewijzing(domein, **STOCK[soort])
    keten = (
        Keten(oud, van="2020-11-02")
        .plan("2020-11-30", "gemeente", "migreer", bsn=oud.bsn, route=None)
        .speel("2021-02-05")
    )
    stand = keten.stand(oud)
    tot = "2020-12-15" if oud.einddatum == date(2020, 12, 15) else "2021-06-30"
    assert dekking(stand, max("2020-11-02", oud.ingangsdatum.isoformat()), tot) == {1}
    assert all(bericht.codes == ["0200"] for bericht in keten.van("302", "306", "308"))
    assert not any("2020-12-31" <= bericht.dag <= "2021-01-03" for _, bericht in keten.alles)
    gestart = {regel.toewijzing_ingangsdatum for b in keten.van("305") for regel in b.regie} | {oud.ingangsdatum}
    assert gestart == {t.ingangsdatum for t, _ in stand}
    gestopt = {(regel.toewijzing_ingangsdatum, regel.einddatum) for b in keten.van("307") for regel in b.regie}
    assert gestopt == {(t.ingangsdatum, einde) for t, einde in stand if einde and einde < date(2021, 2, 5)}
