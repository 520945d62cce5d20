"""What an aanbieder claims, in which message and period, on which toewijzing, how much, and for how many cents."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from spel import AANBIEDERS, BSNS, DOMEINEN, Speler, Verstuurd, ref, speler, toewijzing
from test_referentie_aanbieder import bericht_301, per

from conformance.reference.partij import Referentie
from istandaard.model import Invoerfout, Toewijzing
from istandaard.releases import Domein

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

P13 = ("2020-12-07", "2020-12-31")
DECEMBER = ("2020-12-01", "2020-12-31")
JANUARI = ("2021-01-01", "2021-01-31")
FEBRUARI = ("2021-02-01", "2021-02-28")


def inspanning(domein: Domein, **anders: Any) -> Toewijzing:
    """60 hours a month, 01-06-2020 until 30-05-2021."""
    basis = {"volume": 60, "frequentie": "4", "ingangsdatum": date(2020, 6, 1), "einddatum": date(2021, 5, 30)}
    return toewijzing(domein, **(basis | anders))


def output(domein: Domein, **anders: Any) -> Toewijzing:
    """6 pieces a week, 01-06-2020 until 30-05-2021."""
    basis = {"volume": 6, "eenheid": "82", "frequentie": "2", "uitvoering": "output"}
    return inspanning(domein, **(basis | anders))


def opvolger(oud: Toewijzing, van: date = date(2021, 1, 1), **anders: Any) -> Toewijzing:
    basis = {"id": "T2", "toewijzingnummer": "2002", "ingangsdatum": van, "einddatum": date(2021, 12, 26)}
    return replace(oud, **(basis | {"gestart": False} | anders))


def aanbieder(*stock: Toewijzing, op: str = "2021-02-01") -> Speler:
    a = speler("aanbieder", *stock)
    a.naar(op)
    return a


def regels(berichten: list[Verstuurd]) -> list[tuple[Any, ...]]:
    """Message, period, toewijzing, productperiode, volume and amount of every prestatie."""
    return [
        (
            f"{b.soort}-{b.hoofd.soort}" if b.soort == "303" else b.soort,
            b.periode,
            p.toewijzingnummer,
            (p.begindatum.isoformat(), p.einddatum.isoformat()),
            p.volume,
            p.bedrag,
        )
        for b in berichten
        for p in b.prestaties
    ]


def uitkomst(berichten: list[Verstuurd]) -> list[tuple[Any, ...]]:
    return [(*regel[:3], *regel[4:]) for regel in regels(berichten)]


# ---- the period: by the day of delivery, or by the sunday of the week


@pytest.mark.parametrize("loopt_af", [False, True])
@pytest.mark.parametrize(
    ("dag", "soort", "vier_weken", "maand"),
    [
        ("2020-12-06", "303-D", ("2020-11-09", "2020-12-06"), DECEMBER),
        ("2020-12-07", "303-D", P13, DECEMBER),
        ("2020-12-27", "303-D", P13, DECEMBER),
        ("2020-12-28", "303-D", P13, DECEMBER),
        ("2020-12-31", "303-D", P13, DECEMBER),
        ("2021-01-01", "323", JANUARI, JANUARI),
        ("2021-01-03", "323", JANUARI, JANUARI),
        ("2021-01-04", "323", JANUARI, JANUARI),
        ("2021-01-31", "323", JANUARI, JANUARI),
        ("2021-02-01", "323", FEBRUARI, FEBRUARI),
    ],
)
def test_bij_inspanning_telt_de_dag_van_levering(domein, dag, soort, vier_weken, maand, loopt_af):
    oud = inspanning(domein, einddatum=date(2020, 12, 31) if loopt_af else date(2021, 5, 30))
    stock = [oud, opvolger(oud)] if loopt_af else [oud]
    nummer = "2002" if loopt_af and dag >= "2021-01-01" else "1001"
    for indeling, periode in (("vier_weken", vier_weken), ("maand", maand)):
        a = aanbieder(*stock, op="2021-02-28")
        a.lever(oud, dag, 3)
        assert regels(a.declareer("2021-02-28", periode=indeling)) == [(soort, periode, nummer, periode, 3, 14100)]


@pytest.mark.parametrize(
    ("geleverd", "soort", "vier_weken", "maand"),
    [
        ("2020-W49", "303-D", ("2020-11-09", "2020-12-06"), DECEMBER),
        ("2020-W50", "303-D", P13, DECEMBER),
        ("2020-12-27", "303-D", P13, DECEMBER),
        ("2020-12-28", "323", JANUARI, JANUARI),
        ("2020-W53", "323", JANUARI, JANUARI),
        ("2021-01-03", "323", JANUARI, JANUARI),
        ("2021-W04", "323", JANUARI, JANUARI),
        ("2021-02-01", "323", FEBRUARI, FEBRUARI),
    ],
)
@pytest.mark.parametrize("einde", [date(2021, 5, 30), None])
def test_bij_output_telt_de_zondag(domein, geleverd, soort, vier_weken, maand, einde):
    oud = output(domein, einddatum=einde)
    for indeling, periode in (("vier_weken", vier_weken), ("maand", maand)):
        a = aanbieder(oud, op="2021-02-28")
        a.lever(oud, geleverd, 6, tarief=1250)
        assert regels(a.declareer("2021-02-28", periode=indeling)) == [(soort, periode, "1001", periode, 6, 7500)]


@pytest.mark.parametrize(
    ("eerste_dag", "afspraak", "nummer"),
    [
        (date(2021, 1, 1), "2020", "1001"),
        (date(2021, 1, 1), "2021", "2002"),
        (date(2021, 1, 1), None, "1001"),
        (date(2021, 1, 4), "2021", "1001"),
        (None, "2021", "1001"),
    ],
)
@pytest.mark.parametrize("soort", ["303-D", "303-F"])
def test_week_53_bij_een_einde_op_31_december(domein, eerste_dag, afspraak, nummer, soort):
    oud = output(domein, einddatum=date(2020, 12, 31))
    a = aanbieder(oud, *([opvolger(oud, eerste_dag)] if eerste_dag else []))
    a.lever(oud, "2020-W53", 6, tarief=1250, afspraak=afspraak)
    in_2020, in_2021 = (soort, P13, "1001", P13, 6, 7500), ("323", JANUARI, "2002", JANUARI, 6, 7500)
    assert regels(a.declareer("2021-01-31", soort)) == [in_2020 if nummer == "1001" else in_2021]
    assert a.declareer("2021-01-31", soort) == []


def test_week_53_geregistreerd_op_de_opvolger(domein):
    oud = output(domein, einddatum=date(2020, 12, 31))
    nieuw = opvolger(oud)
    for afspraak, nummer in (("2020", "1001"), ("2021", "2002"), (None, "2002")):
        a = aanbieder(oud, nieuw)
        a.lever(nieuw, "2020-W53", 6, tarief=1250, afspraak=afspraak)
        ((_, _, gevonden, *_),) = regels(a.declareer("2021-01-31"))
        assert gevonden == nummer


@pytest.mark.parametrize(("einde", "periode"), [(date(2020, 12, 30), P13), (date(2021, 1, 2), JANUARI)])
def test_week_53_bij_een_einde_midden_in_de_week(domein, einde, periode):
    oud = output(domein, einddatum=einde)
    a = aanbieder(oud)
    a.lever(oud, "2020-W53", 6, tarief=1250)
    (regel,) = regels(a.declareer("2021-01-31"))
    assert regel[1:4] == (periode, "1001", (periode[0], einde.isoformat()))


# ---- which message


def test_een_periode_een_bericht_en_pas_als_zij_voorbij_is(domein):
    t = inspanning(domein)
    a = aanbieder(t, op="2021-02-10")
    for dag in ("2020-12-02", "2020-12-29", "2021-01-02", "2021-02-01"):
        a.lever(t, dag, 1)
    assert a.declareer("2020-12-05") == []
    assert [b.periode for b in a.declareer("2021-01-31")] == [("2020-11-09", "2020-12-06"), P13, JANUARI]
    assert [b.periode for b in a.declareer("2021-02-28")] == [FEBRUARI]
    assert a.declareer("2021-02-28") == []


def test_een_aanbieder_tegelijk(domein):
    t = inspanning(domein)
    elders = inspanning(domein, id="T2", toewijzingnummer="2", aanbieder=AANBIEDERS[1])
    a = aanbieder(t, elders)
    a.lever(t, "2021-01-05", 1)
    a.lever(elders, "2021-01-05", 2)
    (bericht,) = a.declareer("2021-01-31")
    assert [p.volume for p in bericht.prestaties] == [1]


@pytest.mark.parametrize(
    ("dag", "release", "verzonden"),
    [
        ("2020-12-30", "2.4", "2020-12-30T09:00:00+01:00"),
        ("2020-12-31", "3.0", "2021-01-04T09:00:00+01:00"),
        ("2021-01-03", "3.0", "2021-01-04T09:00:00+01:00"),
        ("2021-01-05", "3.0", "2021-01-05T09:00:00+01:00"),
    ],
)
def test_de_stille_periode_en_de_release_van_de_dag(domein, dag, release, verzonden):
    t = inspanning(domein)
    a = aanbieder(t, op=dag)
    a.lever(t, "2020-12-29", 4)
    direct = a.declareer("2020-12-31")
    (bericht,) = direct or a.naar("2021-01-06")
    assert (bericht.soort, bericht.release, bericht.op.isoformat()) == ("303", release, verzonden)


def test_een_factuur_is_vrijgesteld_van_btw_en_een_declaratie_zwijgt_erover(domein):
    t = inspanning(domein)
    for soort, vorm, btw in (("303-D", "D", None), ("303-F", "F", "1")):
        a = aanbieder(t)
        a.lever(t, "2020-12-29", 4)
        (bericht,) = a.declareer("2020-12-31", soort)
        assert (bericht.hoofd.soort, bericht.prestaties[0].btw_vrijstelling) == (vorm, btw)


def test_in_2021_is_er_geen_factuur(domein):
    t = inspanning(domein)
    a = aanbieder(t)
    a.lever(t, "2021-01-04", 4)
    (bericht,) = a.declareer("2021-01-31", "303-F")
    assert bericht.soort == "323"


def test_nagekomen_zorg_gaat_mee_met_de_laatst_ingediende_periode(domein):
    t = inspanning(domein)
    a = aanbieder(t)
    a.lever(t, "2020-12-29", 4)
    a.declareer("2020-12-31")
    a.lever(t, "2020-11-17", 2)
    (regel,) = regels(a.declareer("2020-12-31"))
    assert regel == ("303-D", P13, "1001", ("2020-11-09", "2020-12-06"), 2, 9400)


# ---- which toewijzing


def test_de_aanbieder_declareert_op_wat_hij_dan_kent(domein):
    oud = toewijzing(domein, frequentie="4", volume=20, code=None)
    nieuw = opvolger(oud, volume=None, eenheid=None, frequentie=None, budget=500_000)
    a = aanbieder(oud, op="2021-01-05")
    a.lever(oud, "2020-12-30", 2)
    a.lever(oud, "2021-01-02", 3)
    a.bezorg(bericht_301("2021-01-05", "3.0", (per(oud, "2020-12-31"), "03"), (nieuw, None)), release="3.0")
    assert uitkomst(a.declareer("2021-01-31")) == [
        ("303-D", P13, "1001", 2, 9400),
        ("323", JANUARI, "2002", 3, 14100),
    ]


def test_stuks_inspanning_heten_op_de_opvolger_84(domein):
    oud = inspanning(domein, eenheid="82", volume=12)
    nieuw = opvolger(oud, eenheid="84")
    a = aanbieder(oud, op="2021-01-05")
    a.lever(oud, "2020-12-30", 2, tarief=1850)
    a.lever(oud, "2021-01-02", 1, tarief=1850)
    a.lever(oud, "2021-01-19", 2, tarief=1850, eenheid="84")
    a.bezorg(bericht_301("2021-01-05", "3.0", (per(oud, "2020-12-31"), "03"), (nieuw, None)), release="3.0")
    december, januari = a.declareer("2021-01-31")
    assert [(p.eenheid, p.volume, p.bedrag) for p in december.prestaties] == [("82", 2, 3700)]
    assert [(p.eenheid, p.volume, p.bedrag) for p in januari.prestaties] == [("84", 3, 5550)]


@pytest.mark.parametrize(("dag", "geregistreerd", "geclaimd"), [("2020-12-30", "84", "82"), ("2021-01-04", "82", "84")])
def test_zonder_eenheid_in_de_toewijzing_kiest_het_jaar_het_woord(domein, dag, geregistreerd, geclaimd):
    t = inspanning(domein, code=None, volume=None, eenheid=None, frequentie=None)
    a = aanbieder(t)
    a.lever(t, dag, 5, eenheid=geregistreerd, tarief=100)
    (bericht,) = a.declareer("2021-01-31")
    assert bericht.prestaties[0].eenheid == geclaimd


def test_van_meer_opvolgers_gaat_hetzelfde_product_voor(domein):
    oud = inspanning(domein, einddatum=date(2020, 12, 31), code=None, volume=None, eenheid=None, frequentie=None)
    budget = {"volume": None, "eenheid": None, "frequentie": None, "budget": 90_000}
    generiek = opvolger(oud, id="G", toewijzingnummer="3", categorie=None, **budget)
    aspecifiek = opvolger(oud, id="A", toewijzingnummer="4")
    specifiek = opvolger(oud, id="S", toewijzingnummer="5", code=f"{oud.categorie}A77")
    a = aanbieder(oud, generiek, specifiek, aspecifiek)
    a.lever(oud, "2021-01-04", 1, eenheid="04")
    assert uitkomst(a.declareer("2021-01-31")) == [("323", JANUARI, "4", 1, 4700)]
    b = aanbieder(oud, generiek, specifiek)
    b.lever(oud, "2021-01-04", 1, eenheid="04")
    assert uitkomst(b.declareer("2021-01-31")) == [("323", JANUARI, "3", 1, 4700)]


@pytest.mark.parametrize(
    "anders",
    [
        {"einddatum": date(2020, 12, 31)},
        {"toewijzingnummer": None},
        {"ingangsdatum": date(2021, 1, 2), "einddatum": date(2021, 1, 2)},
    ],
)
def test_wat_niemand_kan_dragen_wordt_niet_gedeclareerd(domein, anders):
    t = inspanning(domein, **anders)
    a = aanbieder(t)
    a.lever(t, "2021-01-02", 3)
    assert a.declareer("2021-02-28") == []


def test_output_die_niemand_kan_dragen_wordt_niet_gedeclareerd(domein):
    t = output(domein, einddatum=date(2020, 12, 24))
    a = aanbieder(t)
    a.lever(t, "2020-W53", 3, tarief=1250)
    assert a.declareer("2021-02-28") == []


def test_wat_op_is_geeft_geen_bericht(domein):
    t = inspanning(domein, volume=20, frequentie="6")
    a = aanbieder(t)
    a.lever(t, "2020-12-29", 20)
    assert len(a.declareer("2020-12-31")) == 1
    a.lever(t, "2021-01-12", 1)
    assert a.declareer("2021-01-31") == []


def test_zonder_nummer_kan_in_een_303(domein):
    t = inspanning(domein, toewijzingnummer=None, einddatum=date(2020, 11, 30))
    a = aanbieder(t, op="2020-12-01")
    a.lever(t, "2020-11-18", 3)
    (bericht,) = a.declareer("2020-11-30", "303-F", "maand")
    assert [(p.toewijzingnummer, p.bedrag) for p in bericht.prestaties] == [(None, 14100)]


# ---- the prestatie


def test_een_prestatie_per_client_product_toewijzing_en_periode(domein):
    een, ander = inspanning(domein), inspanning(domein, id="T2", bsn=BSNS[1], toewijzingnummer="2")
    breed = inspanning(domein, id="T3", bsn=BSNS[1], toewijzingnummer="3", code=None, volume=None, eenheid=None)
    breed = replace(breed, frequentie=None)
    a = aanbieder(een, ander, breed)
    for t, dag, volume in ((een, "2021-01-04", 2), (ander, "2021-01-05", 3), (een, "2021-01-31", 4)):
        a.lever(t, dag, volume)
    a.lever(breed, "2021-01-06", 5, eenheid="16", code=f"{breed.categorie}A07", tarief=6100)
    a.lever(breed, "2021-01-07", 6, eenheid="16", code=f"{breed.categorie}A08", tarief=6100)
    (bericht,) = a.declareer("2021-01-31")
    assert [(p.bsn, p.toewijzingnummer, p.volume, p.bedrag) for p in bericht.prestaties] == [
        (BSNS[0], "1001", 6, 28200),
        (BSNS[1], "2", 3, 14100),
        (BSNS[1], "3", 5, 30500),
        (BSNS[1], "3", 6, 36600),
    ]
    assert bericht.hoofd.totaalbedrag == 109_400
    assert len({p.referentienummer for p in bericht.prestaties}) == 4


def test_de_productperiode_ligt_binnen_de_toewijzing(domein):
    t = inspanning(domein, ingangsdatum=date(2020, 12, 10), einddatum=date(2021, 1, 20), gestart=False)
    a = aanbieder(t)
    a.lever(t, "2020-12-15", 1)
    a.lever(t, "2021-01-15", 1)
    assert [r[3] for r in regels(a.declareer("2021-01-31"))] == [
        ("2020-12-10", "2020-12-31"),
        ("2021-01-01", "2021-01-20"),
    ]


@pytest.mark.parametrize(("minuten", "uren"), [([90, 30], 2), ([29], 1), ([60, 29], 1), ([60, 30], 2), ([10], 1)])
def test_minuten_worden_op_het_totaal_hele_uren(domein, minuten, uren):
    t = inspanning(domein)
    a = aanbieder(t)
    for volume in minuten:
        a.lever(t, "2021-01-12", volume, eenheid="01", tarief=80)
    (bericht,) = a.declareer("2021-01-31")
    (p,) = bericht.prestaties
    assert (p.volume, p.eenheid, p.tarief, p.bedrag) == (uren, "04", 4800, uren * 4800)


def test_uren_op_een_toewijzing_in_minuten_worden_een_keer_afgerond(domein):
    t = inspanning(domein, eenheid="01", volume=6000)
    a = aanbieder(t)
    a.lever(t, "2021-01-12", 1, eenheid="04", tarief=4711)
    (bericht,) = a.declareer("2021-01-31")
    (p,) = bericht.prestaties
    assert (p.volume, p.eenheid, p.tarief, p.bedrag) == (60, "01", 79, 4711)


def test_een_bedrag_in_euro_is_het_volume(domein):
    t = output(domein, eenheid="83", frequentie="4", volume=90_000)
    a = aanbieder(t)
    a.lever(t, "2021-W02", 38_050, tarief=None)
    (bericht,) = a.declareer("2021-01-31")
    (p,) = bericht.prestaties
    assert (p.volume, p.tarief, p.bedrag) == (38_050, None, 38_050)


# ---- not more than was granted


@pytest.mark.parametrize(
    ("anders", "geleverd", "volume"),
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
def test_wat_meer_is_dan_toegewezen_wordt_niet_gedeclareerd(domein, anders, geleverd, volume):
    t = inspanning(domein, **anders)
    a = aanbieder(t)
    for een in geleverd:
        a.lever(t, "2021-01-20", een, eenheid="04")
    ((*_, gevonden, bedrag),) = regels(a.declareer("2021-01-31"))
    assert (gevonden, bedrag) == (volume, volume * 4700)


@pytest.mark.parametrize(
    ("einde", "weken"), [(date(2021, 5, 30), 5), (date(2021, 1, 27), 5), (date(2021, 1, 24), 4), (date(2021, 1, 2), 1)]
)
def test_bij_output_per_week_tellen_de_zondagen(domein, einde, weken):
    t = output(domein, einddatum=einde)
    a = aanbieder(t)
    a.lever(t, "2020-W53", 99, tarief=100)
    ((*_, volume, _),) = regels(a.declareer("2021-01-31"))
    assert volume == 6 * weken


def test_het_voorbeeld_van_drie_uur_per_week_heeft_een_grens_over_het_geheel(domein):
    """12-01-2021 .. 02-02-2021: 4 weeks, of which that of 1 februari lies in two months: 3 + 1 weeks of 3 hours."""
    t = inspanning(domein, volume=3, frequentie="2", ingangsdatum=date(2021, 1, 12), einddatum=date(2021, 2, 2))
    a = aanbieder(t, op="2021-02-28")
    a.lever(t, "2021-01-20", 30)
    a.lever(t, "2021-02-02", 30)
    assert [r[4] for r in regels(a.declareer("2021-02-28"))] == [9, 3]
    gebroken = replace(t, ingangsdatum=date(2021, 1, 25), einddatum=date(2021, 3, 7))
    b = aanbieder(gebroken, op="2021-02-28")
    b.lever(gebroken, "2021-01-28", 30)
    b.lever(gebroken, "2021-02-03", 30)
    assert [r[4] for r in regels(b.declareer("2021-02-28"))] == [3, 12]


def test_een_week_in_twee_maanden_telt_over_het_geheel_een_keer(domein):
    """28-12-2020 .. 31-01-2021: 5 weeks; 1 in december, 5 in januari, but 5 in all."""
    t = inspanning(domein, volume=3, frequentie="2", ingangsdatum=date(2020, 12, 28), einddatum=date(2021, 1, 31))
    a = aanbieder(t)
    a.lever(t, "2020-12-29", 30)
    a.lever(t, "2021-01-12", 30)
    assert [r[4] for r in regels(a.declareer("2021-01-31"))] == [3, 12]


def test_wat_eerder_is_gedeclareerd_telt_mee(domein):
    t = inspanning(domein, volume=20, frequentie="6")
    a = aanbieder(t)
    a.lever(t, "2020-12-29", 12)
    a.declareer("2020-12-31")
    a.lever(t, "2021-01-12", 12)
    a.lever(t, "2021-01-13", 12, tarief=5000)
    assert [(r[4], r[5]) for r in regels(a.declareer("2021-01-31"))] == [(8, 37600)]


# ---- faults


class NaarDeZondag(Referentie):
    """Lets the sunday decide for inspanning too."""

    def dag_inspanning(self, levering, toewijzing):
        return self.dag_output(levering, toewijzing)


def test_een_fout_is_een_methode(domein):
    t = inspanning(domein)
    a = speler("aanbieder", t, klasse=NaarDeZondag)
    a.naar("2021-02-01")
    a.lever(t, "2021-01-02", 3)
    assert [r[1] for r in regels(a.declareer("2021-01-31"))] == [JANUARI]
    ander = speler("aanbieder", t, klasse=type("Vast", (Referentie,), {"beperk": lambda _self, volume, *_: volume}))
    ander.naar("2021-02-01")
    ander.lever(t, "2021-01-02", 300)
    assert [r[4] for r in regels(ander.declareer("2021-01-31"))] == [300]


@pytest.mark.parametrize(
    ("command", "anders", "tekst"),
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
def test_een_verkeerde_opdracht(domein, command, anders, tekst):
    t = inspanning(domein)
    a = aanbieder(t)
    goed = {
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
    with pytest.raises(Invoerfout, match=tekst):
        a.partij.instruct({"command": command, "params": goed[command] | anders})
