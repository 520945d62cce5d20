"""When a debit may be taken back, and what the credit says."""

from dataclasses import replace
from datetime import date

import pytest
from spel import BSNS, DOMEINEN, Speler, Verstuurd, ref
from test_referentie_declareren import DECEMBER, JANUARI, P13, aanbieder, inspanning

from conformance.reference.ingediend import Oordeel
from istandaard.berichten import bouw
from istandaard.berichten.declaratieantwoord import maak_304, maak_325
from istandaard.berichten.retour import AFGEKEURD

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)


def beantwoord(a: Speler, heen: Verstuurd, **opties) -> None:
    """The gemeente answers a claim on the day the clock of the aanbieder shows."""
    maak = maak_304 if heen.soort == "303" else maak_325
    antwoord = maak(heen.bericht, identificatie="G1", dagtekening=heen.op.date(), **opties)
    assert a.bezorg(bouw(antwoord).decode(), antwoord.soort, heen.release) == []


def geclaimd(domein, soort: str):
    """Four hours, claimed by 323, 303-D or 303-F and not answered yet."""
    t = inspanning(domein)
    a = aanbieder(t)
    dag = "2021-01-12" if soort == "323" else "2020-12-29"
    a.lever(t, dag, 4)
    (debet,) = a.declareer("2021-01-31", "303-F" if soort == "303-F" else "303-D")
    return t, a, dag, debet


SOORTEN = ["323", "303-D", "303-F"]


@pytest.mark.parametrize("soort", SOORTEN)
@pytest.mark.parametrize(
    ("antwoord", "mag"),
    [
        ("geen", {"303-F"}),
        ("goed", {"323", "303-D", "303-F"}),
        ("afgekeurd", {"303-F"}),
        ("geweigerd", set()),
    ],
)
def test_wanneer_een_credit_mag(domein, soort, antwoord, mag):
    t, a, dag, debet = geclaimd(domein, soort)
    nummer = debet.prestaties[0].referentienummer
    opties = {"goed": {}, "afgekeurd": {"afgekeurd": {nummer: ["9308"]}}, "geweigerd": {"geweigerd": [AFGEKEURD]}}
    if antwoord != "geen":
        beantwoord(a, debet, **opties[antwoord])
    assert len(a.crediteer(t, dag)) == (soort in mag)
    assert a.crediteer(t, dag) == []


@pytest.mark.parametrize("soort", SOORTEN)
def test_de_credit_is_gelijk_aan_het_debet(domein, soort):
    t, a, dag, debet = geclaimd(domein, soort)
    beantwoord(a, debet)
    (bericht,) = a.crediteer(t, dag)
    (oud,), (nieuw,) = debet.prestaties, bericht.prestaties
    assert nieuw.referentienummer != oud.referentienummer
    assert nieuw == replace(
        oud,
        referentienummer=nieuw.referentienummer,
        vorig_referentienummer=oud.referentienummer,
        debet_credit="C",
    )
    assert (bericht.soort, bericht.hoofd.soort, bericht.periode) == (debet.soort, debet.hoofd.soort, debet.periode)
    assert (bericht.hoofd.totaalbedrag, debet.hoofd.totaalbedrag) == (-18800, 18800)
    assert bericht.hoofd.nummer != debet.hoofd.nummer


def test_van_een_deels_toegekende_declaratie_wordt_het_toegekende_gecrediteerd(domein):
    t, a, dag, debet = geclaimd(domein, "303-D")
    nummer = debet.prestaties[0].referentienummer
    beantwoord(a, debet, afgekeurd={nummer: ["9321"]}, deels={nummer: 4700})
    (bericht,) = a.crediteer(t, dag)
    assert [(p.bedrag, p.debet_credit) for p in bericht.prestaties] == [(4700, "C")]


def test_wat_niet_gedeclareerd_is_wordt_niet_gecrediteerd(domein):
    t = inspanning(domein)
    a = aanbieder(t)
    assert a.crediteer(t, "2021-01-12") == []
    a.lever(t, "2021-01-12", 4)
    assert a.crediteer(t, "2021-01-12") == []
    (debet,) = a.declareer("2021-01-31")
    beantwoord(a, debet)
    assert a.crediteer(t, "2021-01-13") == []


def test_een_antwoord_buiten_het_schema_zegt_niets(domein):
    t, a, dag, debet = geclaimd(domein, "323")
    goed = bouw(maak_325(debet.bericht, identificatie="G1", dagtekening=date(2021, 2, 1))).decode()
    assert a.bezorg(goed.replace(">8001<", ">ja<"), "325", "3.0") == []
    assert a.crediteer(t, dag) == []
    a.bezorg(goed, "325", "3.0")
    assert len(a.crediteer(t, dag)) == 1


def test_een_client_afgekeurd_de_ander_niet(domein):
    een, ander = inspanning(domein), inspanning(domein, id="T2", bsn=BSNS[1], toewijzingnummer="2")
    a = aanbieder(een, ander)
    a.lever(een, "2021-01-12", 4)
    a.lever(ander, "2021-01-14", 3)
    (debet,) = a.declareer("2021-01-31")
    beantwoord(a, debet, afgekeurd={debet.prestaties[1].referentienummer: ["9308"]})
    assert a.crediteer(ander, "2021-01-14") == []
    (credit,) = a.crediteer(een, "2021-01-12")
    assert [p.bsn for p in credit.prestaties] == [BSNS[0]]


def test_in_de_stille_periode_wacht_de_credit_en_credits_gaan_samen(domein):
    een, ander = inspanning(domein), inspanning(domein, id="T2", bsn=BSNS[1], toewijzingnummer="2")
    a = aanbieder(een, ander, op="2020-12-28")
    a.lever(een, "2020-11-17", 4)
    a.lever(ander, "2020-11-18", 3)
    (debet,) = a.declareer("2020-11-30", "303-F", "maand")
    a.naar("2020-12-31")
    assert a.crediteer(een, "2020-11-17") + a.crediteer(een, "2020-11-17") + a.crediteer(ander, "2020-11-18") == []
    (credit,) = a.naar("2021-01-04")
    assert (credit.soort, credit.release, credit.op.isoformat()) == ("303", "3.0", "2021-01-04T09:00:00+01:00")
    assert [p.vorig_referentienummer for p in credit.prestaties] == [p.referentienummer for p in debet.prestaties]
    assert credit.hoofd.totaalbedrag == -32900


def test_een_credit_gaat_mee_met_de_laatste_periode(domein):
    t = inspanning(domein)
    a = aanbieder(t)
    a.lever(t, "2020-11-17", 4)
    a.lever(t, "2020-12-17", 4)
    november, december = a.declareer("2020-12-31", periode="maand")
    beantwoord(a, november)
    (credit,) = a.crediteer(t, "2020-11-17")
    assert december.periode == credit.periode == DECEMBER
    assert credit.prestaties[0].begindatum == date(2020, 11, 1)


def test_na_een_credit_wordt_de_rest_van_de_prestatie_opnieuw_gedeclareerd(domein):
    t = inspanning(domein)
    a = aanbieder(t)
    for dag, volume in (("2021-01-12", 4), ("2021-01-13", 3)):
        a.lever(t, dag, volume)
    (debet,) = a.declareer("2021-01-31")
    beantwoord(a, debet)
    (credit,) = a.crediteer(t, "2021-01-12")
    (opnieuw,) = a.declareer("2021-01-31")
    assert [b.prestaties[0].volume for b in (debet, credit, opnieuw)] == [7, 7, 3]
    assert a.declareer("2021-01-31") == []


def test_een_geweigerd_bericht_telt_als_niet_ontvangen(domein):
    t, a, dag, debet = geclaimd(domein, "323")
    beantwoord(a, debet, geweigerd=[AFGEKEURD])
    (opnieuw,) = a.declareer("2021-01-31")
    assert (opnieuw.periode, opnieuw.prestaties[0].bedrag) == (JANUARI, 18800)
    assert opnieuw.prestaties[0].referentienummer != debet.prestaties[0].referentienummer
    beantwoord(a, opnieuw)
    (credit,) = a.crediteer(t, dag)
    assert credit.prestaties[0].vorig_referentienummer == opnieuw.prestaties[0].referentienummer


def test_een_afgekeurde_prestatie_wordt_niet_opnieuw_ingediend_en_gebruikt_niets_op(domein):
    t = inspanning(domein, volume=5, frequentie="4")
    a = aanbieder(t)
    a.lever(t, "2020-12-15", 5)
    (debet,) = a.declareer("2020-12-31")
    beantwoord(a, debet, afgekeurd={debet.prestaties[0].referentienummer: ["9308"]})
    assert a.declareer("2020-12-31") == []
    a.lever(t, "2020-12-16", 4)
    (nieuw,) = a.declareer("2020-12-31")
    assert (nieuw.periode, nieuw.prestaties[0].volume) == (P13, 4)


def test_een_geweigerde_credit_kan_opnieuw(domein):
    t, a, dag, debet = geclaimd(domein, "323")
    beantwoord(a, debet)
    (credit,) = a.crediteer(t, dag)
    assert a.crediteer(t, dag) == []
    beantwoord(a, credit, geweigerd=[AFGEKEURD])
    (opnieuw,) = a.crediteer(t, dag)
    assert opnieuw.prestaties[0].referentienummer != credit.prestaties[0].referentienummer


def test_een_fout_is_een_methode(domein):
    t, a, dag, _ = geclaimd(domein, "323")
    a.partij.mag_crediteren = lambda debet: debet.oordeel is Oordeel.OPEN
    assert len(a.opdracht("crediteer", toewijzing=ref(t), geleverd=dag)) == 1
