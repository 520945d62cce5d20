"""The aanbieder answers toewijzingen and reports starts and stops."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from spel import AANBIEDERS, BSNS, DOMEINEN, GEMEENTE, persoon, ref, speler, toewijzing

from conformance.reference.boek import Regel
from conformance.reference.verzenden import als_product
from istandaard.berichten import bouw, valideer
from istandaard.berichten.toewijzing import maak_301
from istandaard.model import Toewijzing
from istandaard.releases import Domein, Release

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

VOORTIJDIG = {Domein.WMO: "23", Domein.JW: "34"}
VOLGENS_PLAN = {Domein.WMO: "19", Domein.JW: "31"}


def bericht_301(dag: str, release: str, *regels: tuple[Toewijzing, str | None]) -> str:
    """A 301 of the gemeente, decided at 09:00 of its day."""
    moment = datetime.combine(date.fromisoformat(dag), time(9))
    eerste = regels[0][0]
    bericht = maak_301(
        release=Release(release),
        domein=eerste.domein,
        gemeente=GEMEENTE,
        aanbieder=eerste.aanbieder,
        identificatie="G1",
        dagtekening=moment.date(),
        client=persoon(eerste.bsn),
        producten=[als_product(Regel(t, moment, reden)) for t, reden in regels],
    )
    return bouw(bericht).decode()


def per(t: Toewijzing, dag: str) -> Toewijzing:
    return replace(t, einddatum=date.fromisoformat(dag))


@pytest.mark.parametrize(
    ("dag", "stopdag"), [("2020-11-20", "2020-11-30"), ("2020-11-30", "2020-11-30"), ("2020-12-04", "2020-12-04")]
)
def test_stop_op_de_laatste_dag_van_een_intrekking(domein, dag, stopdag):
    oud = toewijzing(domein, toewijzingnummer=None)
    a = speler("aanbieder", oud)
    a.naar(dag, "17:00")
    antwoord, *rest = a.bezorg(bericht_301(dag, "2.4", (per(oud, "2020-11-30"), "03")))
    assert (antwoord.soort, antwoord.release, antwoord.codes) == ("302", "2.4", ["0200"])
    (stop,) = rest + a.naar("2020-12-30")
    assert (stop.soort, stop.release, stop.dag) == ("307", "2.4", stopdag)
    (regel,) = stop.regie
    assert (regel.toewijzingnummer, regel.begindatum, regel.einddatum) == (None, date(2020, 3, 2), date(2020, 11, 30))
    assert regel.reden_beeindiging == VOORTIJDIG[domein]
    assert regel.toewijzing_ingangsdatum == oud.ingangsdatum


def test_stop_na_intrekking_wacht_op_30(domein):
    oud = toewijzing(domein)
    a = speler("aanbieder", oud)
    a.naar("2020-12-30")
    assert [b.soort for b in a.bezorg(bericht_301("2020-12-30", "2.4", (per(oud, "2020-12-31"), "03")))] == ["302"]
    (stop,) = a.naar("2021-02-01")
    assert (stop.soort, stop.release, stop.op.isoformat()) == ("307", "3.0", "2021-01-04T09:00:00+01:00")
    assert (stop.regie[0].reden_beeindiging, stop.regie[0].einddatum) == ("36", date(2020, 12, 31))


def test_zonder_nummer_wordt_in_30_niets_gemeld(domein):
    zonder = toewijzing(domein, toewijzingnummer=None, einddatum=date(2020, 12, 31))
    dubbel = [toewijzing(domein, id=f"D{i}", bsn=BSNS[i], einddatum=date(2021, 1, 10)) for i in (1, 2)]
    a = speler("aanbieder", zonder, *dubbel)
    assert a.naar("2021-02-28") == []


@pytest.mark.parametrize(
    ("einde", "release", "dag"), [("2020-10-15", "2.4", "2020-10-15"), ("2021-01-15", "3.0", "2021-01-15")]
)
def test_een_toewijzing_die_afloopt_krijgt_een_stop(domein, einde, release, dag):
    a = speler("aanbieder", toewijzing(domein, einddatum=date.fromisoformat(einde), frequentie="4"))
    (stop,) = a.naar("2021-02-28")
    assert (stop.soort, stop.release, stop.dag) == ("307", release, dag)
    assert stop.regie[0].reden_beeindiging == VOLGENS_PLAN[domein]


def test_wat_voorbij_was_niet_gestart_of_geannuleerd_krijgt_geen_stop(domein):
    a = speler(
        "aanbieder",
        toewijzing(domein, einddatum=date(2020, 8, 31)),
        toewijzing(domein, id="T2", bsn=BSNS[1], gestart=False, einddatum=date(2020, 10, 1)),
        toewijzing(domein, id="T3", bsn=BSNS[2], einddatum=date(2020, 3, 2)),
    )
    assert a.naar("2021-02-28") == []


def test_annulering_zonder_stop_en_de_opvolger_wordt_gestart(domein):
    straks = toewijzing(domein, ingangsdatum=date(2020, 12, 10), toewijzingnummer=None)
    nieuw = replace(straks, toewijzingnummer="501", frequentie="4")
    a = speler("aanbieder", straks)
    a.naar("2020-11-30")
    a.bezorg(bericht_301("2020-11-30", "2.4", (per(straks, "2020-12-10"), "01"), (nieuw, None)))
    (start,) = a.naar("2020-12-30")
    assert (start.soort, start.dag, start.regie[0].toewijzingnummer) == ("305", "2020-12-10", "501")
    assert start.regie[0].begindatum == date(2020, 12, 10)


def test_opvolger_per_1_januari_wordt_op_4_januari_gestart(domein):
    oud = toewijzing(domein)
    nieuw = toewijzing(domein, toewijzingnummer="501", ingangsdatum=date(2021, 1, 1), frequentie="4")
    a = speler("aanbieder", oud)
    a.naar("2020-12-15")
    a.bezorg(bericht_301("2020-12-15", "2.4", (per(oud, "2020-12-31"), "03"), (nieuw, None)))
    stop, start = a.naar("2021-01-31")
    assert [(b.soort, b.release, b.dag) for b in (stop, start)] == [
        ("307", "3.0", "2021-01-04"),
        ("305", "3.0", "2021-01-04"),
    ]
    assert start.regie[0].begindatum == date(2021, 1, 1)


def test_wie_eerder_stopte_start_de_opvolger_niet(domein):
    oud = toewijzing(domein)
    nieuw = toewijzing(domein, toewijzingnummer="501", ingangsdatum=date(2021, 1, 1), frequentie="4")
    a = speler("aanbieder", oud)
    a.naar("2020-12-15")
    (stop,) = a.opdracht("stop_zorg", toewijzing=ref(oud), einddatum="2020-12-14", reden=VOORTIJDIG[domein])
    assert stop.regie[0].einddatum == date(2020, 12, 14)
    a.bezorg(bericht_301("2020-12-15", "2.4", (per(oud, "2020-12-31"), "03"), (nieuw, None)))
    assert a.naar("2021-01-31") == []


def test_andere_nieuwe_zorg_wacht_op_start_zorg(domein):
    nieuw = toewijzing(domein, toewijzingnummer="501", ingangsdatum=date(2020, 10, 1), frequentie="4")
    a = speler("aanbieder", toewijzing(domein))
    a.naar("2020-09-20")
    a.bezorg(bericht_301("2020-09-20", "2.4", (nieuw, None)))
    assert a.naar("2020-10-01") == []
    wijzer = ref(nieuw) | {"toewijzingnummer": None}
    assert a.opdracht("start_zorg", toewijzing=wijzer, begindatum="2020-10-05") == []
    (start,) = a.naar("2020-10-20")
    assert (start.dag, start.regie[0].begindatum) == ("2020-10-05", date(2020, 10, 5))
    assert a.opdracht("start_zorg", toewijzing=ref(nieuw), begindatum="2020-10-05") == []


def test_stop_zorg_is_herhaalbaar_en_neemt_de_begindatum_van_de_start_over(domein):
    nieuw = toewijzing(domein, toewijzingnummer="501", ingangsdatum=date(2020, 9, 5), frequentie="4", gestart=False)
    a = speler("aanbieder", nieuw)
    a.naar("2020-09-20")
    a.opdracht("start_zorg", toewijzing=ref(nieuw), begindatum="2020-09-18")
    assert a.opdracht("stop_zorg", toewijzing=ref(nieuw), einddatum="2020-09-25", reden=VOORTIJDIG[domein]) == []
    (stop,) = a.naar("2020-10-01")
    regel = stop.regie[0]
    assert (stop.dag, regel.begindatum, regel.einddatum) == ("2020-09-25", date(2020, 9, 18), date(2020, 9, 25))
    assert a.opdracht("stop_zorg", toewijzing=ref(nieuw), einddatum="2020-09-25", reden=VOORTIJDIG[domein]) == []
    assert a.naar("2021-02-28") == []


def test_na_een_tijdelijke_stop_volgt_bij_intrekking_de_echte(domein):
    oud = toewijzing(domein, frequentie="4")
    a = speler("aanbieder", oud)
    a.naar("2020-10-01")
    (pauze,) = a.opdracht("stop_zorg", toewijzing=ref(oud), einddatum="2020-10-01", reden="20")
    assert a.opdracht("stop_zorg", toewijzing=ref(oud), einddatum="2020-10-01", reden="20") == []
    a.naar("2020-11-01")
    _, stop = a.bezorg(bericht_301("2020-11-01", "2.4", (per(oud, "2020-10-31"), "05")))
    assert [b.regie[0].reden_beeindiging for b in (pauze, stop)] == ["20", VOORTIJDIG[domein]]


def test_na_een_tijdelijke_stop_kan_de_zorg_weer_beginnen(domein):
    oud = toewijzing(domein, frequentie="4")
    a = speler("aanbieder", oud)
    a.naar("2020-10-01")
    a.opdracht("stop_zorg", toewijzing=ref(oud), einddatum="2020-10-01", reden="20")
    a.naar("2020-10-10")
    (start,) = a.opdracht("start_zorg", toewijzing=ref(oud), begindatum="2020-10-10")
    assert start.regie[0].begindatum == date(2020, 10, 10)


def test_alles_van_een_client_op_een_moment_in_een_bericht(domein):
    een, twee = toewijzing(domein), toewijzing(domein, id="T2", toewijzingnummer="2", ingangsdatum=date(2020, 4, 1))
    elders = toewijzing(domein, id="T3", toewijzingnummer="3", aanbieder=AANBIEDERS[1])
    a = speler("aanbieder", een, twee, elders)
    a.naar("2020-11-30")
    a.bezorg(bericht_301("2020-11-30", "2.4", (per(een, "2020-12-01"), "03"), (per(twee, "2020-12-01"), "03")))
    a.bezorg(bericht_301("2020-11-30", "2.4", (per(elders, "2020-12-01"), "03")))
    stops = a.naar("2020-12-10")
    assert [len(b.regie) for b in stops] == [2, 1]


def test_een_301_buiten_de_varianten_wordt_in_30_geweigerd_en_niet_verwerkt(domein):
    oud = toewijzing(domein)
    a = speler("aanbieder", oud)
    a.naar("2021-01-05")
    fout = toewijzing(domein, toewijzingnummer="501", ingangsdatum=date(2021, 1, 1))
    (antwoord,) = a.bezorg(
        bericht_301("2021-01-05", "3.0", (per(oud, "2020-12-31"), "03"), (fout, None)), release="3.0"
    )
    assert (antwoord.soort, antwoord.release, antwoord.codes) == ("302", "3.0", ["0001"])
    assert a.naar("2021-01-31") == []


@pytest.mark.parametrize(
    "anders",
    [
        {"volume": None, "eenheid": None, "frequentie": None},
        {"frequentie": "2", "einddatum": None},
        {"budget": 5},
        {"code": None, "frequentie": "4"},
        {"eenheid": "14", "frequentie": "1"},
        {"frequentie": "5"},
        {"eenheid": "21", "frequentie": "4"},
        {"code": None, "categorie": None, "volume": None, "eenheid": None, "frequentie": None},
        {"code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": 5, "einddatum": None},
    ],
)
def test_elke_variantregel_telt(domein, anders):
    a = speler("aanbieder", nu="2020-09-01")
    a.begin("aanbieder", [], domein=domein)
    a.naar("2021-01-05")
    fout = toewijzing(domein, toewijzingnummer="501", **anders)
    xml = bericht_301("2021-01-05", "3.0", (fout, None))
    (antwoord,) = a.bezorg(xml, release="3.0")
    assert antwoord.codes == ["0001"]


def test_in_24_wordt_de_oude_variant_nog_aangenomen(domein):
    a = speler("aanbieder", toewijzing(domein))
    a.naar("2020-10-01")
    (antwoord,) = a.bezorg(
        bericht_301("2020-10-01", "2.4", (toewijzing(domein, toewijzingnummer="7", code=None), None))
    )
    assert antwoord.codes == ["0200"]


def test_een_bericht_buiten_het_schema_wordt_geweigerd(domein):
    oud = toewijzing(domein)
    a = speler("aanbieder", oud)
    a.naar("2020-10-01")
    xml = bericht_301("2020-10-01", "2.4", (per(oud, "2020-09-30"), "03")).replace(">2020-09-30<", ">30-09-2020<")
    assert valideer(xml.encode())
    (antwoord,) = a.bezorg(xml)
    assert antwoord.codes == ["0001"]


def test_het_antwoord_wacht_tot_na_de_stilte(domein):
    oud = toewijzing(domein)
    a = speler("aanbieder", oud)
    a.naar("2020-12-31")
    assert a.bezorg(bericht_301("2020-12-30", "2.4", (per(oud, "2020-12-31"), "03"))) == []
    antwoord, stop = a.naar("2021-01-04")
    assert (antwoord.soort, antwoord.release, antwoord.dag) == ("302", "2.4", "2021-01-04")
    assert (stop.soort, stop.release) == ("307", "3.0")


def test_het_laatste_301_telt_en_een_herhaling_niet(domein):
    oud = toewijzing(domein, frequentie="4")
    a = speler("aanbieder", oud)
    a.naar("2020-11-10")
    a.bezorg(bericht_301("2020-11-10", "2.4", (per(oud, "2020-11-20"), "03")))
    a.bezorg(bericht_301("2020-11-08", "2.4", (per(oud, "2020-11-15"), "03")))
    a.bezorg(bericht_301("2020-11-10", "2.4", (per(oud, "2020-11-20"), "03")))
    (stop,) = a.naar("2020-12-10")
    assert (stop.dag, stop.regie[0].reden_beeindiging) == ("2020-11-20", VOORTIJDIG[domein])


def test_verlengd_wordt_niet_gestopt(domein):
    oud = toewijzing(domein, frequentie="4", einddatum=date(2020, 11, 20))
    a = speler("aanbieder", oud)
    a.naar("2020-11-10")
    a.bezorg(bericht_301("2020-11-10", "2.4", (per(oud, "2021-06-30"), "04")))
    assert a.naar("2021-02-28") == []


def test_een_onbekende_client_komt_uit_het_bericht(domein):
    nieuw = toewijzing(domein, bsn=BSNS[9], ingangsdatum=date(2020, 9, 15), frequentie="4")
    a = speler("aanbieder", toewijzing(domein))
    a.naar("2020-09-20")
    a.bezorg(bericht_301("2020-09-20", "2.4", (nieuw, None)))
    (start,) = a.opdracht("start_zorg", toewijzing=ref(nieuw), begindatum="2020-09-20")
    assert start.soort == "305"


def test_informeer_gaat_naar_de_gemeente(domein):
    a = speler("aanbieder", toewijzing(domein))
    a.opdracht("informeer", aanbieder=AANBIEDERS[0], bsn=BSNS[0], onderwerp="vraag")
    assert [(k["to"], k["about"]) for k in a.kennisgevingen] == [(GEMEENTE, "vraag")]


def test_een_herhaalde_intrekking_blijft_een_intrekking(domein):
    oud = toewijzing(domein, frequentie="4")
    a = speler("aanbieder", oud)
    a.naar("2020-11-12")
    a.bezorg(bericht_301("2020-11-10", "2.4", (per(oud, "2020-11-20"), "03")))
    a.bezorg(bericht_301("2020-11-12", "2.4", (per(oud, "2020-11-20"), None)))
    (stop,) = a.naar("2020-12-10")
    assert stop.regie[0].reden_beeindiging == VOORTIJDIG[domein]
