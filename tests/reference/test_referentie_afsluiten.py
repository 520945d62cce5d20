"""Withdrawing and stopping, on either side of the transition: which reason goes with which reaction."""

from dataclasses import replace
from datetime import date

import pytest
from spel import DOMEINEN, Keten, Speler, ref, speler, toewijzing
from test_referentie_aanbieder import VOLGENS_PLAN, VOORTIJDIG, bericht_301, per

from istandaard.model import Toewijzing
from istandaard.releases import Domein

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

EIGEN = {Domein.WMO: "22", Domein.JW: "33"}


def maand(domein, **anders) -> Toewijzing:
    return toewijzing(domein, **({"frequentie": "4"} | anders))


def ingetrokken(t: Toewijzing, dag: str, release: str, einde: str, reden: str, tot: str) -> Speler:
    """An aanbieder who received a withdrawal, and whose clock then went on."""
    a = speler("aanbieder", t)
    a.naar(dag)
    a.bezorg(bericht_301(dag, release, (per(t, einde), reden)), release=release)
    a.naar(tot, "08:00")
    return a


@pytest.mark.parametrize(
    ("ontvangen", "reden", "gevraagd", "gestopt"),
    [
        ("2020-12-30", "09", "eigen", "36"),
        ("2020-12-30", "09", "36", "36"),
        ("2020-12-30", "02", "02", "02"),
        ("2020-12-30", "07", "02", "36"),
        ("2020-12-30", "09", "20", "20"),
        ("2021-01-04", "08", "eigen", "36"),
    ],
)
def test_stop_van_het_bureau_na_een_intrekking(domein, ontvangen, reden, gevraagd, gestopt):
    t = maand(domein)
    a = ingetrokken(t, ontvangen, "2.4" if "2020" in ontvangen else "3.0", "2021-01-10", reden, "2021-01-05")
    eigen = EIGEN[domein] if gevraagd == "eigen" else gevraagd
    (stop,) = a.opdracht("stop_zorg", toewijzing=ref(t), einddatum="2021-01-05", reden=eigen)
    assert (stop.soort, stop.release, stop.regie[0].reden_beeindiging) == ("307", "3.0", gestopt)
    assert a.opdracht("stop_zorg", toewijzing=ref(t), einddatum="2021-01-05", reden=eigen) == []


def test_stop_in_24_na_een_intrekking_draagt_een_eigen_reden(domein):
    t = maand(domein)
    a = ingetrokken(t, "2020-12-10", "2.4", "2020-12-20", "07", "2020-12-18")
    (stop,) = a.opdracht("stop_zorg", toewijzing=ref(t), einddatum="2020-12-18", reden=EIGEN[domein])
    assert (stop.release, stop.regie[0].reden_beeindiging) == ("2.4", EIGEN[domein])


def test_stop_zonder_intrekking_draagt_in_30_de_eigen_reden(domein):
    t = maand(domein)
    a = speler("aanbieder", t)
    a.naar("2021-01-05")
    (stop,) = a.opdracht("stop_zorg", toewijzing=ref(t), einddatum="2021-01-05", reden=EIGEN[domein])
    assert stop.regie[0].reden_beeindiging == EIGEN[domein]


@pytest.mark.parametrize(("referentie", "reden"), [(None, "36"), ("R7", "37")])
def test_vanzelf_gestopt_na_een_intrekking_in_30(domein, referentie, reden):
    t = maand(domein)
    a = speler("aanbieder", t)
    a.naar("2021-01-05")
    xml = bericht_301("2021-01-05", "3.0", (per(t, "2021-01-10"), "12" if referentie else "08"))
    if referentie:
        na = "</wmo301:ToewijzingNummer>" if domein is Domein.WMO else "</jw301:ToewijzingNummer>"
        naam = na.replace("</", "").replace(">", "").replace("ToewijzingNummer", "ReferentieAanbieder")
        xml = xml.replace(na, f"{na}<{naam}>{referentie}</{naam}>")
    a.bezorg(xml, release="3.0")
    (stop,) = a.naar("2021-01-31")
    assert (stop.dag, stop.regie[0].reden_beeindiging) == ("2021-01-10", reden)


def test_wat_afloopt_stopt_volgens_plan(domein):
    t = maand(domein, einddatum=date(2020, 12, 31))
    a = speler("aanbieder", t)
    (stop,) = a.naar("2021-01-31")
    assert (stop.release, stop.dag, stop.regie[0].reden_beeindiging) == ("3.0", "2021-01-04", VOLGENS_PLAN[domein])


def gemeente_na_stop(t: Toewijzing, gestopt: str, reden: str, op: str) -> Speler:
    """A gemeente that received a stop and then went on."""
    a = speler("aanbieder", t)
    a.naar(gestopt)
    (stop,) = a.opdracht("stop_zorg", toewijzing=ref(t), einddatum=gestopt, reden=reden)
    g = speler("gemeente", t)
    g.naar(gestopt)
    g.bezorg(stop.xml, "307", stop.release)
    g.naar(op)
    return g


@pytest.mark.parametrize(
    ("gestopt", "reden", "op", "gevraagd", "ingetrokken"),
    [
        ("2020-12-17", "eigen", "2020-12-18", "08", "08"),
        ("2020-12-28", "eigen", "2021-01-04", "08", "12"),
        ("2020-12-28", "eigen", "2021-01-04", "12", "12"),
        ("2020-12-28", "20", "2021-01-12", "07", "07"),
        ("2021-01-05", "eigen", "2021-01-08", "09", "12"),
        ("2021-01-05", "36", "2021-01-08", "09", "09"),
        ("2021-01-05", "37", "2021-01-08", "09", "09"),
    ],
)
def test_intrekken_na_een_stop(domein, gestopt, reden, op, gevraagd, ingetrokken):
    t = maand(domein)
    g = gemeente_na_stop(t, gestopt, EIGEN[domein] if reden == "eigen" else reden, op)
    (bericht,) = g.opdracht("trek_in", toewijzing=ref(t), einddatum=op, reden=gevraagd)
    assert bericht.regels[0].reden_wijziging == ingetrokken


@pytest.mark.parametrize(("einde", "reden"), [("2021-01-20", "12"), ("2021-12-31", "04")])
def test_een_andere_einddatum_na_een_stop(domein, einde, reden):
    t = maand(domein)
    g = gemeente_na_stop(t, "2020-12-28", EIGEN[domein], "2021-01-08")
    (bericht,) = g.opdracht("wijzig_einddatum", toewijzing=ref(t), einddatum=einde)
    assert bericht.regels[0].reden_wijziging == reden


@pytest.mark.parametrize("route", [None, "vooraf_intrekken"])
def test_een_intrekking_om_te_migreren_draagt_geen_12(domein, route):
    t = maand(domein, eenheid="82", uitvoering="inspanning")
    g = speler("gemeente", t)
    g.naar("2020-12-01")
    berichten = g.migreer(route) + g.naar("2021-01-31")
    assert {r.reden_wijziging for b in berichten for r in b.regels} == {"03", None}


@pytest.mark.parametrize(
    ("stop", "intrekking", "releases", "redenen"),
    [
        ("2020-12-16", "2020-12-18", ("2.4", "2.4"), ("eigen", "08")),
        ("2020-12-28", "2021-01-06", ("2.4", "3.0"), ("eigen", "12")),
        ("2021-01-04", "2020-12-30", ("3.0", "2.4"), ("36", "08")),
        ("2021-01-18", "2021-01-11", ("3.0", "3.0"), ("36", "08")),
        ("2020-12-18", "2020-12-14", ("2.4", "2.4"), ("eigen", "08")),
    ],
)
def test_het_paar_over_de_overgang(domein, stop, intrekking, releases, redenen):
    t = maand(domein)
    keten = Keten(t, van="2020-12-10")
    keten.plan(stop, "aanbieder", "stop_zorg", toewijzing=ref(t), einddatum=min(stop, intrekking), reden=EIGEN[domein])
    einde = "2021-01-24" if "3.0" in releases else "2020-12-20"
    keten.plan(intrekking, "gemeente", "trek_in", toewijzing=ref(t), einddatum=einde, reden="08")
    keten.speel()
    (gestopt,), (getrokken,) = keten.van("307"), keten.van("301")
    assert (gestopt.release, getrokken.release) == releases
    verwacht = (EIGEN[domein] if redenen[0] == "eigen" else redenen[0], redenen[1])
    assert (gestopt.regie[0].reden_beeindiging, getrokken.regels[0].reden_wijziging) == verwacht
    assert {b.dag for b in keten.van("301", "307")} & {"2020-12-31", "2021-01-01", "2021-01-02", "2021-01-03"} == set()


def test_na_een_tijdelijke_stop_volgt_de_echte_met_36(domein):
    t = maand(domein)
    a = speler("aanbieder", t)
    a.naar("2020-12-15")
    a.opdracht("stop_zorg", toewijzing=ref(t), einddatum="2020-12-14", reden="20")
    a.naar("2021-01-05")
    a.bezorg(bericht_301("2021-01-05", "3.0", (replace(t, einddatum=date(2021, 1, 17)), "07")), release="3.0")
    (stop,) = a.naar("2021-01-31")
    assert (stop.regie[0].einddatum, stop.regie[0].reden_beeindiging) == (date(2021, 1, 17), "36")


def test_voortijdig_heet_in_24_anders(domein):
    t = maand(domein)
    a = ingetrokken(t, "2020-12-10", "2.4", "2020-12-20", "07", "2020-12-18")
    (stop,) = a.naar("2020-12-30")
    assert (stop.dag, stop.regie[0].reden_beeindiging) == ("2020-12-20", VOORTIJDIG[domein])
