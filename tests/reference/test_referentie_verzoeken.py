"""Requests: asked in either release, and answered with a 301, a 319 or a word outside the messages."""

from dataclasses import replace
from datetime import date

import pytest
from spel import AANBIEDERS, BSNS, DOMEINEN, GEMEENTE, PRODUCT, Keten, Speler, gewenst, persoon, ref, speler, toewijzing

from conformance.reference.partij import Referentie
from istandaard.berichten import bouw
from istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    aangevraagde_producten,
    maak_315,
    maak_317,
    wijzigingsverzoek,
)
from istandaard.model import Invoerfout, Toewijzing
from istandaard.releases import Domein, Release

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


def week(domein, **anders) -> Toewijzing:
    """Three hours a week, 02-03-2020 until 31-10-2021."""
    return toewijzing(domein, **({"volume": 3, "frequentie": "2", "einddatum": date(2021, 10, 31)} | anders))


def vot(domein, dag: str, *producten: AangevraagdProduct) -> str:
    release = Release.R24 if dag <= "2020-12-30" else Release.R30
    bericht = maak_315(
        release=release,
        domein=domein,
        gemeente=GEMEENTE,
        aanbieder=AANBIEDERS[0],
        identificatie="A1",
        dagtekening=date.fromisoformat(dag),
        client=persoon(BSNS[0]),
        producten=producten,
    )
    return bouw(bericht).decode()


def vow(domein, dag: str, verzoek: Wijzigingsverzoek, bsn: str = BSNS[0]) -> str:
    bericht = maak_317(
        domein=domein,
        gemeente=GEMEENTE,
        aanbieder=AANBIEDERS[0],
        identificatie="A1",
        dagtekening=date.fromisoformat(dag),
        bsn=bsn,
        verzoek=verzoek,
    )
    return bouw(bericht).decode()


def aangevraagd(domein, referentie: str, **anders) -> AangevraagdProduct:
    basis = {"ingangsdatum": date(2021, 2, 1), "einddatum": date(2021, 10, 31), "volume": 4, "eenheid": "04"}
    return AangevraagdProduct(referentie, *PRODUCT[domein], **(basis | {"frequentie": "2"} | anders))


def gemeente(domein, op: str, *stock: Toewijzing) -> Speler:
    g = speler("gemeente")
    g.begin("gemeente", list(stock), domein=domein)
    g.naar(op)
    return g


def besluit(g: Speler, *besluiten: str, **anders):
    params = {"aanbieder": AANBIEDERS[0], "bsn": BSNS[0], "besluiten": list(besluiten), "wijziging_2020": None}
    return g.opdracht("beantwoord_verzoek", **(params | anders))


# ---- the aanbieder asks


@pytest.mark.parametrize(
    ("dag", "release", "verzonden"),
    [("2020-12-30", "2.4", "2020-12-30"), ("2020-12-31", "3.0", "2021-01-04"), ("2021-01-04", "3.0", "2021-01-04")],
)
def test_een_verzoek_om_toewijzing(domein, dag, release, verzonden):
    a = speler("aanbieder")
    a.begin("aanbieder", [], domein=domein)
    a.naar(dag)
    wensen = [gewenst(PRODUCT[domein], "2021-02-01", "2021-06-30"), gewenst(PRODUCT[domein], "2021-07-01", None)]
    wensen[1] |= {"frequentie": "4", "volume": 12}
    (bericht,) = a.opdracht("vraag_toewijzing_aan", aanbieder=AANBIEDERS[0], bsn=BSNS[0], producten=wensen) or a.naar(
        "2021-01-06"
    )
    assert (bericht.soort, bericht.release, bericht.dag) == ("315", release, verzonden)
    een, ander = aangevraagde_producten(bericht.bericht)
    assert een.referentie_aanbieder != ander.referentie_aanbieder
    assert replace(een, referentie_aanbieder="") == AangevraagdProduct(
        "", *PRODUCT[domein], date(2021, 2, 1), date(2021, 6, 30), 4, "04", "2"
    )
    assert (ander.ingangsdatum, ander.einddatum, ander.volume) == (date(2021, 7, 1), None, 12)


@pytest.mark.parametrize(
    "producten", [[], [{"budget": 100, "volume": None, "eenheid": None, "frequentie": None}], [{"categorie": None}]]
)
def test_wat_een_315_niet_kan_vragen(domein, producten):
    a = speler("aanbieder")
    a.begin("aanbieder", [], domein=domein)
    wensen = [gewenst(PRODUCT[domein], "2021-02-01", "2021-06-30") | anders for anders in producten]
    with pytest.raises(Invoerfout, match="producten"):
        a.druk("vraag_toewijzing_aan", aanbieder=AANBIEDERS[0], bsn=BSNS[0], producten=wensen)


@pytest.mark.parametrize("dag", ["2020-12-15", "2020-12-31", "2021-01-03"])
def test_een_wijziging_van_voor_30_gaat_buiten_de_berichten_om(domein, dag):
    t = week(domein)
    a = speler("aanbieder", t)
    a.naar(dag)
    wens = gewenst(PRODUCT[domein], "2021-02-01", "2021-10-31")
    assert a.opdracht("vraag_wijziging_aan", toewijzing=ref(t), gewenst=wens) == []
    assert a.naar("2021-01-31") == []
    ((naar, bsn, over),) = [(k["to"], k["bsn"], k["about"]) for k in a.kennisgevingen]
    assert (naar, bsn) == (GEMEENTE, BSNS[0])
    assert "1001" in over


def test_een_verzoek_om_wijziging_noemt_alles_wat_loopt(domein):
    t = week(domein)
    ander = week(domein, id="T2", toewijzingnummer="2")
    rest = [
        week(domein, id="T3", toewijzingnummer="3", einddatum=date(2021, 1, 3)),
        week(domein, id="T4", toewijzingnummer=None),
        week(domein, id="T5", toewijzingnummer="5", aanbieder=AANBIEDERS[1]),
        week(domein, id="T6", toewijzingnummer="6", bsn=BSNS[1]),
        week(domein, id="T7", toewijzingnummer="7", einddatum=date(2020, 3, 2)),
    ]
    a = speler("aanbieder", t, ander, *rest)
    a.naar("2021-01-04", "08:00")
    wens = gewenst(PRODUCT[domein], "2021-02-15", "2021-10-31", volume=5)
    assert a.opdracht("vraag_wijziging_aan", toewijzing=ref(t), gewenst=wens) == []
    bericht = next(b for b in a.naar("2021-01-04") if b.soort == "317")
    vraag = wijzigingsverzoek(bericht.bericht)
    assert [een.toewijzingnummer for een in vraag.ongewijzigd] == ["2"]
    assert vraag.te_wijzigen == (TeWijzigenProduct("1001", date(2021, 2, 15), date(2021, 10, 31), 5, "04", "2"),)
    assert vraag.nieuw == ()


@pytest.mark.parametrize(
    ("stock", "anders"),
    [
        ({}, {"ingangsdatum": "2021-01-05"}),
        ({"volume": 100, "frequentie": "6"}, {"frequentie": "6", "volume": 200}),
        (
            {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 1000},
            {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 2000},
        ),
    ],
)
def test_soms_geldt_een_wijziging_over_de_hele_duur(domein, stock, anders):
    t = week(domein, **stock)
    a = speler("aanbieder", t)
    a.naar("2021-01-05")
    wens = gewenst(PRODUCT[domein], "2021-02-15", "2021-10-31") | anders
    (bericht,) = a.opdracht("vraag_wijziging_aan", toewijzing=ref(t), gewenst=wens)
    assert wijzigingsverzoek(bericht.bericht).te_wijzigen[0].gewenste_ingangsdatum == t.ingangsdatum


def test_een_ander_product_is_geen_wijziging(domein):
    t = week(domein)
    a = speler("aanbieder", t)
    with pytest.raises(Invoerfout, match="product"):
        a.opdracht(
            "vraag_wijziging_aan", toewijzing=ref(t), gewenst=gewenst((t.categorie, None), "2021-02-01", "2021-03-01")
        )


# ---- the gemeente answers a request for a toewijzing


@pytest.mark.parametrize(
    ("gevraagd", "besloten", "release", "dag"),
    [
        ("2020-12-01", "2020-12-07", "2.4", "2020-12-07"),
        ("2020-12-28", "2020-12-30", "2.4", "2020-12-30"),
        ("2020-12-28", "2021-01-02", "3.0", "2021-01-04"),
        ("2020-12-30", "2021-01-05", "3.0", "2021-01-05"),
        ("2021-01-04", "2021-01-08", "3.0", "2021-01-08"),
    ],
)
def test_een_gehonoreerd_verzoek_wordt_een_toewijzing(domein, gevraagd, besloten, release, dag):
    g = gemeente(domein, gevraagd)
    (retour,) = g.bezorg(vot(domein, gevraagd, aangevraagd(domein, "R1")), "315")
    assert (retour.soort, retour.release, retour.codes) == ("316", "2.4" if gevraagd < "2021" else "3.0", ["0200"])
    g.naar(besloten)
    (bericht,) = besluit(g, "honoreren") or g.naar("2021-01-06")
    assert (bericht.soort, bericht.release, bericht.dag) == ("301", release, dag)
    (regel,) = bericht.regels
    assert (regel.referentie_aanbieder, regel.volume, regel.frequentie) == ("R1", 4, "2")
    assert (regel.ingangsdatum, regel.einddatum) == (date(2021, 2, 1), date(2021, 10, 31))
    assert regel.toewijzingnummer
    assert regel.reden_wijziging is None
    assert g.kennisgevingen == []


@pytest.mark.parametrize("keuze", ["afwijzen", "onderzoeken", "woonplaatsbeginsel"])
@pytest.mark.parametrize("besloten", ["2020-12-29", "2021-01-02", "2021-01-06"])
def test_op_een_verzoek_van_24_komt_geen_antwoordbericht(domein, keuze, besloten):
    domein = Domein.JW if keuze == "woonplaatsbeginsel" else domein
    g = gemeente(domein, "2020-12-28")
    g.bezorg(vot(domein, "2020-12-28", aangevraagd(domein, "R1")), "315")
    g.naar(besloten)
    assert besluit(g, keuze) + g.naar("2021-02-28") == []
    ((naar, over),) = [(k["to"], k["about"]) for k in g.kennisgevingen]
    assert naar == AANBIEDERS[0]
    assert "R1" in over


@pytest.mark.parametrize(
    ("keuze", "antwoord", "reden"),
    [("afwijzen", "1", "7"), ("onderzoeken", "2", None), ("woonplaatsbeginsel", "1", "8")],
)
def test_op_een_verzoek_van_30_komt_een_antwoordbericht(domein, keuze, antwoord, reden):
    domein = Domein.JW if keuze == "woonplaatsbeginsel" else domein
    g = gemeente(domein, "2021-01-04")
    g.bezorg(vot(domein, "2021-01-04", aangevraagd(domein, "R1")), "315")
    (bericht,) = besluit(g, keuze)
    gezegd = bericht.besluit
    assert (bericht.soort, bericht.release, gezegd.referentie_aanbieder) == ("319", "3.0", "R1")
    assert (gezegd.antwoord, gezegd.reden_afwijzing) == (antwoord, reden)
    assert g.kennisgevingen == []
    a = speler("aanbieder")
    a.begin("aanbieder", [], domein=domein)
    a.naar("2021-01-05")
    (retour,) = a.bezorg(bericht.xml, "319", "3.0")
    assert (retour.soort, retour.codes) == ("320", ["0200"])
    (retour,) = a.bezorg(bericht.xml.replace(f"Antwoord>{antwoord}<", "Antwoord>9<"), "319", "3.0")
    assert retour.codes == ["0001"]


@pytest.mark.parametrize("dag", ["2020-12-22", "2021-01-11"])
def test_elk_product_krijgt_zijn_eigen_besluit(domein, dag):
    g = gemeente(domein, dag)
    g.bezorg(vot(domein, dag, *[aangevraagd(domein, f"R{i}", volume=i) for i in (1, 2, 3)]), "315")
    eerst = besluit(g, "onderzoeken", "honoreren", "afwijzen")
    assert [r.referentie_aanbieder for b in eerst if b.soort == "301" for r in b.regels] == ["R2"]
    assert [b.besluit.referentie_aanbieder for b in eerst if b.soort == "319"] == (
        ["R1", "R3"] if "2021" in dag else []
    )
    assert len(g.kennisgevingen) == (2 if "2020" in dag else 0)
    g.naar("2021-01-20")
    assert besluit(g, "onderzoeken") == []
    (bericht,) = besluit(g, "honoreren", "afwijzen", "afwijzen")
    nieuw = [r for r in bericht.regels if r.referentie_aanbieder]
    assert [(r.referentie_aanbieder, r.volume) for r in nieuw] == [("R1", 1)]
    assert len(bericht.regels) == 2
    assert besluit(g, "afwijzen") == []
    assert len(g.kennisgevingen) == (2 if "2020" in dag else 0)


def test_het_laatste_verzoek_gaat_voor(domein):
    g = gemeente(domein, "2020-12-22")
    g.bezorg(vot(domein, "2020-12-22", aangevraagd(domein, "R1")), "315")
    g.naar("2021-01-12")
    g.bezorg(vot(domein, "2021-01-12", aangevraagd(domein, "R2")), "315")
    (bericht,) = besluit(g, "afwijzen")
    assert bericht.besluit.referentie_aanbieder == "R2"
    assert besluit(g, "afwijzen") == []
    assert "R1" in g.kennisgevingen[0]["about"]


@pytest.mark.parametrize(
    ("besluiten", "tekst"),
    [([], "besluiten"), (["uitstellen"], "uitstellen"), (["afwijzen", "afwijzen"], "verwacht 1")],
)
def test_een_besluit_dat_niet_kan(domein, besluiten, tekst):
    g = gemeente(domein, "2021-01-04")
    g.bezorg(vot(domein, "2021-01-04", aangevraagd(domein, "R1")), "315")
    with pytest.raises(Invoerfout, match=tekst):
        g.druk("beantwoord_verzoek", aanbieder=AANBIEDERS[0], bsn=BSNS[0], besluiten=besluiten, wijziging_2020=None)


def test_het_woonplaatsbeginsel_is_alleen_jeugdwet(domein):
    g = gemeente(domein, "2021-01-04")
    g.bezorg(vot(domein, "2021-01-04", aangevraagd(domein, "R1")), "315")
    if domein is Domein.WMO:
        with pytest.raises(Invoerfout, match="woonplaatsbeginsel"):
            besluit(g, "woonplaatsbeginsel")


@pytest.mark.parametrize(
    ("dag", "anders", "code"),
    [
        ("2020-12-28", {"einddatum": None}, "0200"),
        ("2021-01-04", {"einddatum": None}, "0001"),
        ("2021-01-04", {"code": None}, "0001"),
        ("2021-01-04", {"frequentie": "3"}, "0001"),
    ],
)
def test_een_verzoek_buiten_de_varianten(domein, dag, anders, code):
    g = gemeente(domein, dag)
    product = replace(aangevraagd(domein, "R1"), **anders)
    (retour,) = g.bezorg(vot(domein, dag, product), "315")
    assert retour.codes == [code]


def test_een_verzoek_buiten_het_schema(domein):
    g = gemeente(domein, "2021-01-04")
    xml = vot(domein, "2021-01-04", aangevraagd(domein, "R1"))
    (retour,) = g.bezorg(xml.replace(">2021-02-01<", ">1 februari<"), "315")
    assert retour.codes == ["0001"]
    assert besluit(g, "honoreren") == []


# ---- the gemeente answers a request for a change


def test_een_gehonoreerde_wijziging(domein):
    t, ander = week(domein), week(domein, id="T2", toewijzingnummer="2", ingangsdatum=date(2020, 4, 6))
    g = gemeente(domein, "2021-01-11", t, ander)
    vraag = Wijzigingsverzoek(
        "R7", "1", te_wijzigen=(TeWijzigenProduct("1001", date(2021, 2, 15), date(2021, 10, 31), 5, "04", "2"),)
    )
    (retour,) = g.bezorg(vow(domein, "2021-01-11", vraag), "317", "3.0")
    assert (retour.soort, retour.codes) == ("318", ["0200"])
    (bericht,) = besluit(g, "honoreren")
    oud, nieuw, rest = bericht.regels
    assert {r.referentie_aanbieder for r in bericht.regels} == {"R7"}
    assert (oud.toewijzingnummer, oud.einddatum, oud.reden_wijziging) == ("1001", date(2021, 2, 14), "12")
    assert (nieuw.ingangsdatum, nieuw.einddatum, nieuw.volume, nieuw.reden_wijziging) == (
        date(2021, 2, 15),
        date(2021, 10, 31),
        5,
        None,
    )
    assert (rest.toewijzingnummer, rest.reden_wijziging) == ("2", None)
    assert nieuw.toewijzingnummer not in {"1001", "2"}
    g.naar("2021-01-20")
    (later,) = g.opdracht("wijzig_einddatum", toewijzing=ref(ander), einddatum="2021-12-31")
    assert {r.referentie_aanbieder for r in later.regels} == {None}


@pytest.mark.parametrize(
    ("stock", "wens"),
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
def test_soms_blijft_het_nummer(domein, stock, wens):
    t = week(domein, **stock)
    g = gemeente(domein, "2021-01-11", t)
    vraag = Wijzigingsverzoek("R7", "1", te_wijzigen=(TeWijzigenProduct("1001", t.ingangsdatum, **wens),))
    g.bezorg(vow(domein, "2021-01-11", vraag), "317", "3.0")
    (bericht,) = besluit(g, "honoreren")
    (regel,) = bericht.regels
    assert (regel.toewijzingnummer, regel.reden_wijziging, regel.referentie_aanbieder) == ("1001", "12", "R7")
    assert (regel.volume, regel.budget) == (wens.get("volume"), wens.get("budget"))
    assert regel.einddatum == wens["einddatum"]


def test_een_wijziging_over_de_hele_duur_annuleert_de_oude(domein):
    t = week(domein, ingangsdatum=date(2021, 1, 5), gestart=False)
    g = gemeente(domein, "2021-01-11", t)
    wens = TeWijzigenProduct("1001", date(2021, 1, 5), date(2021, 10, 31), 9, "04", "2")
    g.bezorg(vow(domein, "2021-01-11", Wijzigingsverzoek("R7", "1", te_wijzigen=(wens,))), "317", "3.0")
    (bericht,) = besluit(g, "honoreren")
    oud, nieuw = bericht.regels
    assert (oud.einddatum, oud.reden_wijziging) == (date(2021, 1, 5), "01")
    assert (nieuw.ingangsdatum, nieuw.volume) == (date(2021, 1, 5), 9)


def test_een_pakket_met_een_nieuw_product(domein):
    t = week(domein, einddatum=date(2021, 1, 31))
    g = gemeente(domein, "2021-01-11", t)
    vraag = Wijzigingsverzoek(
        "R7",
        "2",
        te_wijzigen=(TeWijzigenProduct("1001", date(2021, 2, 1), date(2021, 10, 31), 5, "04", "2"),),
        nieuw=(NieuwProduct(None, None, date(2021, 2, 1), date(2021, 10, 31), budget=5000),),
    )
    g.bezorg(vow(domein, "2021-01-11", vraag), "317", "3.0")
    (bericht,) = besluit(g, "honoreren")
    assert [(r.toewijzingnummer == "1001", r.volume, r.budget, r.referentie_aanbieder) for r in bericht.regels] == [
        (False, 5, None, "R7"),
        (False, None, 5000, "R7"),
        (True, 3, None, "R7"),
    ]


def test_een_afgewezen_wijziging(domein):
    g = gemeente(domein, "2021-01-11", week(domein))
    vraag = Wijzigingsverzoek("R7", "1", te_wijzigen=(TeWijzigenProduct("1001", date(2021, 2, 15)),))
    g.bezorg(vow(domein, "2021-01-11", vraag), "317", "3.0")
    assert [b.besluit.antwoord for b in besluit(g, "onderzoeken")] == ["2"]
    assert [b.besluit.antwoord for b in besluit(g, "afwijzen")] == ["1"]


@pytest.mark.parametrize(("nummer", "bsn"), [("8", BSNS[0]), ("1001", BSNS[9])])
def test_een_wijziging_van_iets_onbekends_wordt_geweigerd(domein, nummer, bsn):
    g = gemeente(domein, "2021-01-11", week(domein))
    vraag = Wijzigingsverzoek("R7", "1", te_wijzigen=(TeWijzigenProduct(nummer, date(2021, 2, 15)),))
    (retour,) = g.bezorg(vow(domein, "2021-01-11", vraag, bsn), "317", "3.0")
    assert retour.codes == ["0001"]


# ---- a change request of 2020


def wijziging(t: Toewijzing, van: str, tot: str | None, **anders):
    return {"toewijzing": ref(t), "gewenst": gewenst((t.categorie, t.code), van, tot, **anders)}


@pytest.mark.parametrize(("dag", "release"), [("2020-12-07", "2.4"), ("2021-01-12", "3.0")])
def test_een_wijziging_van_2020_verwijst_nergens_naar(domein, dag, release):
    t = week(domein)
    g = gemeente(domein, dag, t)
    (bericht,) = besluit(g, "honoreren", wijziging_2020=wijziging(t, "2021-02-01", "2021-10-31"))
    oud, nieuw = bericht.regels
    assert (bericht.release, {r.referentie_aanbieder for r in bericht.regels}) == (release, {None})
    assert (oud.einddatum, oud.reden_wijziging) == (date(2021, 1, 31), "05")
    assert (nieuw.ingangsdatum, nieuw.volume, nieuw.reden_wijziging) == (date(2021, 2, 1), 4, None)


@pytest.mark.parametrize(("tot", "reden"), [("2021-12-31", "04"), ("2021-06-30", "05")])
def test_alleen_een_andere_einddatum_houdt_het_nummer(domein, tot, reden):
    t = week(domein)
    g = gemeente(domein, "2021-01-05", t)
    (bericht,) = besluit(g, "honoreren", wijziging_2020=wijziging(t, "2020-03-02", tot, volume=3))
    (regel,) = bericht.regels
    assert (regel.toewijzingnummer, regel.einddatum.isoformat(), regel.reden_wijziging) == ("1001", tot, reden)


def test_zonder_einddatum_is_een_verlenging(domein):
    t = week(domein, frequentie="4")
    g = gemeente(domein, "2020-12-05", t)
    (bericht,) = besluit(g, "honoreren", wijziging_2020=wijziging(t, "2020-03-02", None, volume=3, frequentie="4"))
    (regel,) = bericht.regels
    assert (regel.einddatum, regel.reden_wijziging) == (None, "04")


def test_wat_24_niet_kent_komt_in_twee_delen(domein):
    t = week(domein)
    g = gemeente(domein, "2020-12-07", t)
    wens = wijziging(t, "2020-12-14", "2021-10-31", volume=2, eenheid="84", frequentie="2")
    berichten = besluit(g, "honoreren", wijziging_2020=wens) + g.naar("2021-01-04")
    assert [
        (b.release, r.ingangsdatum.isoformat(), r.einddatum.isoformat(), r.eenheid) for b in berichten for r in b.regels
    ] == [
        ("2.4", "2020-03-02", "2020-12-13", "04"),
        ("2.4", "2020-12-14", "2020-12-31", "82"),
        ("3.0", "2021-01-01", "2021-10-31", "84"),
    ]


@pytest.mark.parametrize("keuze", ["afwijzen", "onderzoeken"])
def test_een_wijziging_van_2020_wordt_nooit_met_een_319_beantwoord(domein, keuze):
    t = week(domein)
    g = gemeente(domein, "2021-01-11", t)
    assert besluit(g, keuze, wijziging_2020=wijziging(t, "2021-02-01", "2021-10-31")) == []
    assert ["1001" in k["about"] for k in g.kennisgevingen] == [True]


def test_een_wijziging_gaat_voor_een_migratie_die_wachtte(domein):
    t = week(domein, eenheid="82", uitvoering="inspanning")
    g = gemeente(domein, "2020-12-07", t)
    g.migreer()
    wens = wijziging(t, "2020-03-02", "2020-12-31", volume=3, eenheid="82")
    (bericht,) = besluit(g, "honoreren", wijziging_2020=wens)
    assert [r.einddatum for r in bericht.regels] == [date(2020, 12, 31)]
    assert g.naar("2021-02-28") == []


def test_niet_uit_te_drukken_in_30(domein):
    t = week(domein, toewijzingnummer=None)
    g = gemeente(domein, "2021-01-11", t)
    with pytest.raises(Invoerfout, match="Migreer eerst"):
        besluit(g, "honoreren", wijziging_2020=wijziging(t, "2021-02-01", "2021-10-31"))


# ---- both together


def test_de_keten_van_verzoek_tot_stop_en_start(domein):
    t = week(domein)
    keten = Keten(t, van="2021-01-04")
    wens = gewenst(PRODUCT[domein], "2021-02-01", "2021-10-31", volume=6)
    keten.plan("2021-01-05", "aanbieder", "vraag_wijziging_aan", toewijzing=ref(t), gewenst=wens)
    keten.plan(
        "2021-01-12",
        "gemeente",
        "beantwoord_verzoek",
        aanbieder=AANBIEDERS[0],
        bsn=BSNS[0],
        besluiten=["honoreren"],
        wijziging_2020=None,
    )
    keten.speel()
    assert [(b.soort, b.dag) for _, b in keten.alles if b.soort in {"301", "305", "307", "317"}] == [
        ("317", "2021-01-05"),
        ("301", "2021-01-12"),
        ("307", "2021-01-31"),
        ("305", "2021-02-01"),
    ]
    (stop,) = keten.van("307")
    assert stop.regie[0].reden_beeindiging == "37"


def test_een_fout_is_een_methode(domein):
    g = speler("gemeente", klasse=type("Te319", (Referentie,), {"per_antwoordbericht": lambda _self, *_: True}))
    g.begin("gemeente", [], domein=domein)
    g.naar("2020-12-28")
    g.bezorg(vot(domein, "2020-12-28", aangevraagd(domein, "R1")), "315")
    g.naar("2021-01-05")
    assert [b.soort for b in besluit(g, "afwijzen")] == ["319"]
