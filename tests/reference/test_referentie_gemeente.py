"""The gemeente at its desk, and its answers to starts and stops."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from spel import AANBIEDERS, BSNS, DOMEINEN, GEMEENTE, PRODUCT, Keten, dekking, persoon, ref, speler, toewijzing

from istandaard.berichten import bouw
from istandaard.berichten.regie import Regieproduct, maak_regie
from istandaard.model import Invoerfout, Nieuw, Toewijzing
from istandaard.releases import Domein, Release

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

VOORTIJDIG = {Domein.WMO: "23", Domein.JW: "34"}


def regie(soort: str, release: str, dag: str, *producten: Regieproduct, domein: Domein) -> str:
    bericht = maak_regie(
        soort,
        release=Release(release),
        domein=domein,
        gemeente=GEMEENTE,
        aanbieder=AANBIEDERS[0],
        identificatie="A1",
        dagtekening=date.fromisoformat(dag),
        client=persoon(BSNS[0]),
        producten=producten,
    )
    return bouw(bericht).decode()


def stop(t: Toewijzing, einde: str, **anders: Any) -> Regieproduct:
    basis = Regieproduct(
        t.toewijzingnummer, t.categorie, t.code, t.ingangsdatum, t.ingangsdatum, date.fromisoformat(einde)
    )
    return replace(basis, **{"reden_beeindiging": VOORTIJDIG[t.domein]} | anders)


@pytest.mark.parametrize("nummer", ["1001", None])
def test_stop_in_24_met_of_zonder_nummer(domein, nummer):
    oud = toewijzing(domein, toewijzingnummer=nummer)
    g = speler("gemeente", oud)
    g.naar("2020-11-30")
    (antwoord,) = g.bezorg(regie("307", "2.4", "2020-11-30", stop(oud, "2020-11-30"), domein=domein), "307")
    assert (antwoord.soort, antwoord.release, antwoord.codes, antwoord.dag) == ("308", "2.4", ["0200"], "2020-11-30")


def test_stop_in_30_vraagt_een_uniek_bekend_nummer(domein):
    goed = toewijzing(domein)
    dubbel = toewijzing(domein, id="T2", toewijzingnummer="2", ingangsdatum=date(2020, 4, 1))
    ander = toewijzing(domein, id="T3", toewijzingnummer="2", bsn=BSNS[1])
    elders = toewijzing(domein, id="T4", toewijzingnummer="4", bsn=BSNS[1])
    g = speler("gemeente", goed, dubbel, ander, elders)
    g.naar("2021-01-05")
    regels = [stop(t, "2020-12-31", reden_beeindiging="36") for t in (goed, dubbel, elders)]
    regels.append(replace(regels[0], toewijzingnummer="999"))
    regels.append(replace(regels[0], toewijzingnummer=None))
    (antwoord,) = g.bezorg(regie("307", "3.0", "2021-01-05", *regels, domein=domein), "307", "3.0")
    per_regel = antwoord.bericht.inhoud["Client"]["StopProducten"]["StopProduct"]
    assert [regel["RetourCodes"]["RetourCode"] for regel in per_regel] == [["0200"]] + [["9019"]] * 4
    assert "RetourCodes" not in antwoord.bericht.inhoud["Header"]


def test_start_buiten_het_schema(domein):
    oud = toewijzing(domein)
    g = speler("gemeente", oud)
    g.naar("2020-10-01")
    xml = regie(
        "305",
        "2.4",
        "2020-10-01",
        replace(stop(oud, "2020-09-30"), einddatum=None, reden_beeindiging=None),
        domein=domein,
    )
    (goed,) = g.bezorg(xml, "305")
    (fout,) = g.bezorg(xml.replace(">2020-03-02<", ">gisteren<"), "305")
    assert (goed.soort, goed.codes, fout.codes) == ("306", ["0200"], ["0001"])


def test_regeleinden_zijn_geen_reden_om_te_weigeren(domein):
    oud = toewijzing(domein)
    g = speler("gemeente", oud)
    g.naar("2020-11-30")
    xml = regie("307", "2.4", "2020-11-30", stop(oud, "2020-11-30"), domein=domein).replace("\r\n", "\n")
    (antwoord,) = g.bezorg(xml, "307")
    assert antwoord.codes == ["0200"]


@pytest.mark.parametrize(("reden_stop", "verwacht"), [(None, "12"), ("20", "05")])
def test_intrekking_in_30_na_een_stop_in_24(domein, reden_stop, verwacht):
    oud = toewijzing(domein, frequentie="4")
    g = speler("gemeente", oud)
    g.naar("2020-12-30")
    regel = stop(oud, "2020-12-29", reden_beeindiging=reden_stop or VOORTIJDIG[domein])
    g.bezorg(regie("307", "2.4", "2020-12-30", regel, domein=domein), "307")
    g.naar("2021-01-05")
    (bericht,) = g.opdracht("trek_in", toewijzing=ref(oud), einddatum="2020-12-29", reden="05")
    assert (bericht.release, bericht.regels[0].reden_wijziging) == ("3.0", verwacht)
    assert bericht.regels[0].einddatum == date(2020, 12, 29)


@pytest.mark.parametrize(
    ("dag", "release", "gaat"), [("2020-12-30", "2.4", "2020-12-30"), ("2020-12-31", "3.0", "2021-01-04")]
)
def test_trek_in_houdt_zich_aan_de_stilte(domein, dag, release, gaat):
    oud = toewijzing(domein, frequentie="4")
    g = speler("gemeente", oud)
    g.naar(dag)
    (bericht,) = g.opdracht("trek_in", toewijzing=ref(oud), einddatum="2021-01-31", reden="07") + g.naar("2021-01-04")
    assert (bericht.release, bericht.dag, bericht.regels[0].reden_wijziging) == (release, gaat, "07")


@pytest.mark.parametrize(("einde", "reden"), [("2021-12-31", "04"), ("2021-01-31", "05")])
def test_wijzig_einddatum(domein, einde, reden):
    oud = toewijzing(domein, frequentie="4")
    g = speler("gemeente", oud)
    g.naar("2020-10-01")
    (bericht,) = g.opdracht("wijzig_einddatum", toewijzing=ref(oud), einddatum=einde)
    regel = bericht.regels[0]
    assert (regel.toewijzingnummer, str(regel.einddatum), regel.reden_wijziging) == ("1001", einde, reden)


def test_twee_wijzigingen_op_een_moment_zijn_een_regel(domein):
    oud = toewijzing(domein, frequentie="4")
    g = speler("gemeente", oud)
    g.naar("2020-10-01")
    for einde in ("2021-12-31", "2021-11-30"):
        g.roep("instruct", command="wijzig_einddatum", params={"toewijzing": ref(oud), "einddatum": einde})
    (bericht,) = g.haal()
    (regel,) = bericht.regels
    assert (regel.einddatum, regel.toewijzingstijd.isoformat()) == (date(2021, 11, 30), "09:00:01")


@pytest.mark.parametrize(("einde", "release"), [("2020-12-15", None), ("2021-03-31", "3.0")])
def test_een_wachtende_migratie_volgt_de_nieuwe_einddatum(domein, einde, release):
    oud = toewijzing(domein, eenheid="82", frequentie="4")
    g = speler("gemeente", oud)
    g.naar("2020-10-01")
    assert g.migreer() == []
    g.opdracht("wijzig_einddatum", toewijzing=ref(oud), einddatum=einde)
    berichten = g.naar("2021-02-28")
    if release is None:
        assert berichten == []
    else:
        (bericht,) = berichten
        assert [str(regel.einddatum) for regel in bericht.regels] == ["2020-12-31", einde]


def test_intrekken_laat_een_wachtende_opvolger_vervallen(domein):
    oud = toewijzing(domein, eenheid="82", frequentie="4")
    g = speler("gemeente", oud)
    g.naar("2020-10-01")
    g.migreer("vooraf_intrekken")
    g.opdracht("trek_in", toewijzing=ref(oud), einddatum="2020-11-15", reden="02")
    assert g.naar("2021-02-28") == []


def wens(domein: Domein, **anders: Any) -> dict[str, Any]:
    categorie, code = PRODUCT[domein]
    basis: dict[str, Any] = {
        "categorie": categorie,
        "code": code,
        "volume": 8,
        "eenheid": "04",
        "frequentie": "4",
        "budget": None,
        "ingangsdatum": "2020-11-01",
        "einddatum": "2021-10-31",
    }
    return basis | anders


BUDGET = {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 120000}


@pytest.mark.parametrize(
    ("dag", "anders", "verwacht"),
    [
        ("2020-10-01", {}, [("2.4", "2020-10-01", "2020-11-01", "2021-10-31", "04", 8, None)]),
        ("2021-01-02", {}, [("3.0", "2021-01-04", "2020-11-01", "2021-10-31", "04", 8, None)]),
        ("2021-01-20", {"eenheid": "84"}, [("3.0", "2021-01-20", "2020-11-01", "2021-10-31", "84", 8, None)]),
        (
            "2020-12-30",
            {"eenheid": "84"},
            [
                ("2.4", "2020-12-30", "2020-11-01", "2020-12-31", "82", 8, None),
                ("3.0", "2021-01-04", "2021-01-01", "2021-10-31", "84", 8, None),
            ],
        ),
        (
            "2020-10-01",
            {"eenheid": "84", "volume": 365, "frequentie": "6"},
            [
                ("2.4", "2020-10-01", "2020-11-01", "2020-12-31", "82", 61, None),
                ("3.0", "2021-01-04", "2021-01-01", "2021-10-31", "84", 304, None),
            ],
        ),
        (
            "2020-10-01",
            BUDGET,
            [
                ("2.4", "2020-10-01", "2020-11-01", "2020-12-31", None, None, None),
                ("3.0", "2021-01-04", "2021-01-01", "2021-10-31", None, None, 120000),
            ],
        ),
        (
            "2020-10-01",
            BUDGET | {"einddatum": "2020-12-20"},
            [("2.4", "2020-10-01", "2020-11-01", "2020-12-20", None, None, None)],
        ),
        (
            "2020-12-15",
            BUDGET | {"categorie": None, "ingangsdatum": "2021-02-01"},
            [("3.0", "2021-01-04", "2021-02-01", "2021-10-31", None, None, 120000)],
        ),
    ],
)
def test_ken_toe(domein, dag, anders, verwacht):
    g = speler("gemeente")
    g.begin("gemeente", [], domein=domein)
    g.naar(dag)
    gewenst = wens(domein, **anders)
    berichten = g.opdracht("ken_toe", aanbieder=AANBIEDERS[0], bsn=BSNS[0], uitvoering="inspanning", gewenst=gewenst)
    berichten += g.naar("2021-02-28")
    gevonden = [
        (b.release, b.dag, str(r.ingangsdatum), str(r.einddatum), r.eenheid, r.volume, r.budget)
        for b in berichten
        for r in b.regels
    ]
    assert gevonden == verwacht
    nummers = [r.toewijzingnummer for b in berichten for r in b.regels]
    assert nummers == ["500000001", "500000002"][: len(nummers)]


def test_generiek_in_2020_vraagt_een_categorie_voor_24(domein):
    g = speler("gemeente", toewijzing(domein))
    params = {
        "aanbieder": AANBIEDERS[0],
        "bsn": BSNS[0],
        "uitvoering": None,
        "gewenst": wens(domein, **BUDGET, categorie=None),
    }
    with pytest.raises(Invoerfout, match="categorie_2_4"):
        g.partij.instruct({"command": "ken_toe", "params": params})
    params["gewenst"]["categorie_2_4"] = PRODUCT[domein][0]
    g.partij.instruct({"command": "ken_toe", "params": params})
    (bericht,) = g.haal()
    assert bericht.regels[0].categorie == PRODUCT[domein][0]


def test_nieuwe_zorg_loopt_over_de_grens_door(domein):
    keten = Keten(van="2020-10-01", domein=domein)
    params = {
        "aanbieder": AANBIEDERS[0],
        "bsn": BSNS[0],
        "uitvoering": "inspanning",
        "gewenst": wens(domein, eenheid="84"),
    }
    categorie, code = PRODUCT[domein]
    wijzer = {
        "aanbieder": AANBIEDERS[0],
        "bsn": BSNS[0],
        "toewijzingnummer": None,
        "categorie": categorie,
        "code": code,
        "ingangsdatum": "2020-11-01",
    }
    keten.plan("2020-10-15", "gemeente", "ken_toe", **params)
    keten.plan("2020-11-02", "aanbieder", "start_zorg", toewijzing=wijzer, begindatum="2020-11-01")
    keten.speel("2021-01-10")
    assert dekking(keten.stand(), "2020-11-01", "2021-10-31") == {1}
    assert [(b.dag, b.regie[0].begindatum.isoformat()) for b in keten.van("305")] == [
        ("2020-11-02", "2020-11-01"),
        ("2021-01-04", "2021-01-01"),
    ]


def test_nieuwe_nummers_slaan_gebruikte_over(domein):
    g = speler("gemeente", toewijzing(domein, toewijzingnummer="500000001"))
    g.naar("2020-10-01")
    (bericht,) = g.migreer()
    assert [r.toewijzingnummer for r in bericht.regels] == ["500000001", "500000002"]


def test_beoordeel_en_plan(domein):
    g = speler(
        "gemeente",
        toewijzing(domein),
        toewijzing(domein, id="T2", toewijzingnummer=None, eenheid="82", uitvoering=None),
        toewijzing(domein, id="T3", toewijzingnummer="3", eenheid="82", frequentie="1"),
        toewijzing(domein, id="T4", toewijzingnummer="4", code=None),
        toewijzing(domein, id="T5", toewijzingnummer="5", frequentie="4", eenheid="01"),
        toewijzing(domein, id="T6", toewijzingnummer="6", frequentie="2", einddatum=None),
        toewijzing(domein, id="T7", toewijzingnummer="7", frequentie="6", volume=9, einddatum=None, eenheid="82"),
    )
    g.naar("2020-12-01")
    oordelen = g.roep("instruct", command="beoordeel", params={})["assessments"]
    kort = {o["id"]: (o["must_migrate"], o["reasons"], o["rules"], o["deadline"], o["overdue"]) for o in oordelen}
    assert kort == {
        "T1": (True, ["frequentie_vervallen"], ["TW-03"], "2020-12-30", False),
        "T2": (True, ["no_unique_number", "frequentie_vervallen"], ["TW-02", "TW-03"], "2020-11-30", True),
        "T3": (True, ["eenheid_frequentie_combinatie", "stuks_inspanning"], ["TW-03"], "2021-01-31", False),
        "T4": (True, ["frequentie_vervallen", "aspecifiek_met_omvang"], ["TW-03"], "2020-12-30", False),
        "T5": (False, [], [], None, False),
        "T6": (True, ["einddatum_ontbreekt"], ["TW-03"], "2020-12-30", False),
        "T7": (True, ["stuks_inspanning", "einddatum_ontbreekt"], ["TW-03"], "2021-01-31", False),
    }
    per_id = {o["id"]: o for o in oordelen}
    assert [a["action"] for a in per_id["T2"]["actions"]] == ["intrekken", "stop_zorg", "nieuwe_toewijzing"]
    assert [w["route"] for w in per_id["T3"]["alternatives"]] == ["vooraf_intrekken"]
    assert per_id["T4"]["actions"] == []
    assert [w["route"] for w in per_id["T4"]["alternatives"]] == [
        "specifiek_met_omvang",
        "aspecifiek_zonder_budget",
        "aspecifiek_met_budget",
    ]
    assert per_id["T6"]["remarks"] == ["De gemeente kiest: einddatum."]
    assert per_id["T7"]["remarks"] == ["De gemeente kiest: volume.", "De gemeente kiest: einddatum."]
    assert len(per_id["T2"]["remarks"]) == 1
    plan = g.roep("instruct", command="plan", params={})["plan"]
    assert {regel["toewijzing"] for regel in plan} == {"T1", "T2", "T3", "T4", "T6", "T7"}
    assert all(set(regel) == {"aanbieder", "toewijzing", "message", "release", "latest", "text"} for regel in plan)


def test_het_voorbeeld_van_een_beoordeling(domein):
    g = speler("gemeente", toewijzing(domein))
    (oordeel,) = g.roep("instruct", command="beoordeel", params={})["assessments"]
    gevuld = [{k: v for k, v in actie.items() if v is not None} for actie in oordeel["actions"]]
    categorie, code = PRODUCT[domein]
    wat = {"by": "gemeente", "message": "301", "release": "2.4", "latest": "2020-12-30"}
    assert gevuld == [
        wat | {"action": "intrekken", "einddatum": "2020-12-31", "reden_wijziging": "03"},
        wat
        | {
            "action": "nieuwe_toewijzing",
            "ingangsdatum": "2021-01-01",
            "einddatum": "2021-06-30",
            "categorie": categorie,
            "code": code,
            "volume": 10,
            "eenheid": "04",
            "frequentie": "2",
        },
    ]


@pytest.mark.parametrize(
    ("vervanging", "anders"),
    [
        ("gelijk", {"code": None}),
        ("gelijk", {"volume": None, "eenheid": None, "frequentie": None}),
        ("iets anders", {}),
    ],
)
def test_een_onmogelijke_vervanging_is_verkeerde_invoer(domein, vervanging, anders):
    g = speler("gemeente", toewijzing(domein, vervanging=vervanging, **anders))
    for command, params in (("beoordeel", {}), ("migreer", {"bsn": None, "route": None})):
        with pytest.raises(Invoerfout, match="vervanging"):
            g.partij.instruct({"command": command, "params": params})


def test_gelijk_zet_alleen_de_maat_om(domein):
    g = speler("gemeente", toewijzing(domein, vervanging="gelijk", eenheid="82"))
    g.naar("2021-01-04")
    (bericht,) = g.migreer()
    assert [(r.volume, r.eenheid, r.frequentie) for r in bericht.regels] == [(40, "82", "3"), (10, "84", "2")]


def test_specifiek_stuks_inspanning_uit_een_andere_eenheid(domein):
    nieuw = Nieuw(volume=3, frequentie="2")
    g = speler("gemeente", toewijzing(domein, vervanging="specifiek_stuks_inspanning", nieuw=nieuw))
    g.naar("2021-01-04")
    (bericht,) = g.migreer()
    assert [(r.volume, r.eenheid, r.frequentie) for r in bericht.regels] == [(40, "04", "3"), (3, "84", "2")]


def test_te_laat_zonder_nummer_gaat_alleen_wat_30_kan_zeggen(domein):
    g = speler("gemeente", toewijzing(domein, toewijzingnummer=None))
    g.naar("2021-01-05")
    (bericht,) = g.migreer()
    assert [(r.toewijzingnummer, str(r.ingangsdatum)) for r in bericht.regels] == [("500000001", "2020-12-01")]
    g.partij.stuur_301([])
    assert g.haal() == []


INHOUD_30 = {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 5000}


@pytest.mark.parametrize("anders", [INHOUD_30, INHOUD_30 | {"categorie": None}, {"eenheid": "84", "frequentie": "4"}])
def test_wat_al_gemigreerd_is_blijft(domein, anders):
    g = speler("gemeente", toewijzing(domein, **anders))
    g.naar("2021-01-05")
    assert g.migreer() == []


@pytest.mark.parametrize("anders", [INHOUD_30, INHOUD_30 | {"categorie": None}])
def test_een_budget_zonder_einddatum_krijgt_er_een_in_30(domein, anders):
    g = speler("gemeente", toewijzing(domein, **anders, einddatum=None))
    g.naar("2020-12-01")
    berichten = g.migreer() + g.naar("2021-01-04")
    assert [(b.release, str(b.regels[0].einddatum)) for b in berichten] == [("3.0", "2021-12-31")]


def test_een_vervallen_eenheid_heeft_geen_naaste_vorm(domein):
    g = speler("gemeente", toewijzing(domein, eenheid="21", frequentie="4"))
    (oordeel,) = g.roep("instruct", command="beoordeel", params={})["assessments"]
    assert oordeel["reasons"] == ["geen_toegestane_variant"]
    assert oordeel["remarks"] == [f"De gemeente kiest: {wat}." for wat in ("volume", "eenheid", "frequentie")]


def test_een_geannuleerde_toewijzing_vraagt_niets(domein):
    g = speler("gemeente", toewijzing(domein, code=None, ingangsdatum=date(2021, 2, 1), einddatum=date(2021, 2, 1)))
    (oordeel,) = g.roep("instruct", command="beoordeel", params={})["assessments"]
    assert (oordeel["must_migrate"], oordeel["alternatives"], oordeel["remarks"]) == (False, [], [])


def test_een_teruggenomen_start_telt_niet(domein):
    oud = toewijzing(domein, gestart=False)
    g = speler("gemeente", oud)
    g.naar("2020-10-01")
    start = replace(stop(oud, "2020-09-30"), einddatum=None, reden_beeindiging=None)
    for status in ("1", "3"):
        g.bezorg(regie("305", "2.4", "2020-10-01", replace(start, status=status), domein=domein), "305")
        assert (g.partij.boek["T1"].start is None) == (status == "3")


def test_informeer_gaat_naar_de_aanbieder(domein):
    g = speler("gemeente", toewijzing(domein))
    g.opdracht("informeer", aanbieder=AANBIEDERS[1], bsn=BSNS[0], onderwerp="plan")
    assert [(k["to"], k["about"]) for k in g.kennisgevingen] == [(AANBIEDERS[1], "plan")]


def test_beoordeling_van_wat_in_december_eindigt(domein):
    g = speler("gemeente", toewijzing(domein, toewijzingnummer=None, einddatum=date(2020, 12, 20), gestart=False))
    (oordeel,) = g.roep("instruct", command="beoordeel", params={})["assessments"]
    assert [(a["action"], a["einddatum"], a["volume"]) for a in oordeel["actions"]] == [
        ("intrekken", "2020-11-30", None),
        ("nieuwe_toewijzing", "2020-12-20", 40),
    ]
