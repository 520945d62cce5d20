"""The gemeente answers what is claimed: in time, in the right release, and never a rejected credit."""

from dataclasses import replace
from datetime import date

import pytest
from spel import AANBIEDERS, BSNS, DOMEINEN, GEMEENTE, Keten, Speler, Verstuurd, persoon, ref, speler
from test_referentie_declareren import inspanning

from conformance.reference.partij import Referentie
from istandaard.berichten import bouw
from istandaard.berichten.declaratie import Prestatie, maak_303, maak_323
from istandaard.berichten.declaratieantwoord import afgekeurde, geweigerd, toegekend
from istandaard.model import Invoerfout
from istandaard.releases import Release

pytestmark = pytest.mark.parametrize("domein", DOMEINEN)

JANUARI = (date(2021, 1, 1), date(2021, 1, 31))
NOVEMBER = (date(2020, 11, 1), date(2020, 11, 30))


def prestatie(domein, nummer: str, periode, bsn: str = BSNS[0], vorige: str | None = None, **anders) -> Prestatie:
    """Four hours for 18,800 cents; a credit where it names a debit."""
    t = inspanning(domein)
    return Prestatie(
        bsn=bsn,
        referentienummer=nummer,
        categorie=t.categorie,
        code=t.code,
        begindatum=periode[0],
        einddatum=periode[1],
        volume=4,
        eenheid="04",
        bedrag=18800,
        toewijzingnummer="1001",
        tarief=4700,
        debet_credit="C" if vorige else "D",
        vorig_referentienummer=vorige,
        **anders,
    )


def claim(domein, soort: str, dag: str, regels: list[Prestatie], nummer: str = "N1", periode=None) -> str:
    """A 323, 303-D or 303-F of that day as XML."""
    vast = {
        "domein": domein,
        "gemeente": GEMEENTE,
        "aanbieder": AANBIEDERS[0],
        "nummer": nummer,
        "dagtekening": date.fromisoformat(dag),
        "prestaties": regels,
    }
    if soort == "323":
        return bouw(maak_323(identificatie=nummer, periode=periode or JANUARI, **vast)).decode()
    if soort == "303-F":
        vast["prestaties"] = [replace(regel, btw_vrijstelling="1") for regel in regels]
    release = Release.R24 if dag <= "2020-12-30" else Release.R30
    clienten = [persoon(bsn) for bsn in BSNS[:3]]
    return bouw(
        maak_303(release=release, periode=periode or NOVEMBER, clienten=clienten, soort=soort[-1], **vast)
    ).decode()


def gemeente(domein, op: str, klasse=Referentie) -> Speler:
    g = speler("gemeente", inspanning(domein), klasse=klasse)
    g.naar(op)
    return g


def bezorg(g: Speler, xml: str) -> list[Verstuurd]:
    return g.bezorg(xml, "323" if "323" in xml[:400] else "303")


@pytest.mark.parametrize(
    ("soort", "ontvangen", "antwoord", "release"),
    [
        ("303-D", "2020-12-01", "2020-12-08", "2.4"),
        ("303-F", "2020-12-22", "2020-12-30", "2.4"),
        ("303-D", "2020-12-24", "2021-01-05", "2.4"),
        ("303-D", "2020-12-30", "2021-01-08", "2.4"),
        ("303-D", "2021-01-05", "2021-01-12", "3.0"),
        ("323", "2021-02-01", "2021-02-08", "3.0"),
        ("323", "2021-02-05", "2021-02-12", "3.0"),
    ],
)
def test_binnen_vijf_werkdagen_goedgekeurd(domein, soort, ontvangen, antwoord, release):
    g = gemeente(domein, ontvangen)
    periode = JANUARI if soort == "323" else NOVEMBER
    assert bezorg(g, claim(domein, soort, ontvangen, [prestatie(domein, "P1", periode)])) == []
    (bericht,) = g.naar("2021-02-28")
    assert (bericht.soort, bericht.release, bericht.dag) == ("325" if soort == "323" else "304", release, antwoord)
    assert (geweigerd(bericht.bericht), afgekeurde(bericht.bericht)) == ((), [])
    assert (toegekend(bericht.bericht), "8001" in bericht.codes) == (18800, True)


@pytest.mark.parametrize("soort", ["323", "303-D", "303-F"])
@pytest.mark.parametrize("bsn", [BSNS[1], None])
def test_afkeuren_raakt_de_prestaties_van_die_client(domein, soort, bsn):
    periode = JANUARI if soort == "323" else NOVEMBER
    g = gemeente(domein, "2021-02-01")
    regels = [prestatie(domein, f"P{i}", periode, BSNS[i // 2]) for i in range(4)]
    bezorg(g, claim(domein, soort, "2021-02-01", regels))
    (bericht,) = g.opdracht("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=bsn, besluit="afkeuren")
    weg = ["P2", "P3"] if bsn else ["P0", "P1", "P2", "P3"]
    assert [een.prestatie.referentienummer for een in afgekeurde(bericht.bericht)] == weg
    assert {een.retourcodes for een in afgekeurde(bericht.bericht)} == {("9308",)}
    assert toegekend(bericht.bericht) == 18800 * (4 - len(weg))
    assert g.naar("2021-02-28") == []


@pytest.mark.parametrize("soort", ["323", "303-D"])
def test_het_bureau_keurt_goed_of_weigert_het_bericht(domein, soort):
    periode = JANUARI if soort == "323" else NOVEMBER
    for besluit, bedrag, codes in (("goedkeuren", 18800, ()), ("bericht_afkeuren", 0, ("0001",))):
        g = gemeente(domein, "2021-02-01")
        bezorg(g, claim(domein, soort, "2021-02-01", [prestatie(domein, "P1", periode)]))
        for ander in ({"aanbieder": AANBIEDERS[1], "bsn": None}, {"aanbieder": AANBIEDERS[0], "bsn": BSNS[3]}):
            assert g.opdracht("beoordeel_declaratie", besluit=besluit, **ander) == []
        (bericht,) = g.opdracht("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=BSNS[0], besluit=besluit)
        assert (toegekend(bericht.bericht), geweigerd(bericht.bericht)) == (bedrag, codes)


@pytest.mark.parametrize("besluit", ["afkeuren", "bericht_afkeuren"])
@pytest.mark.parametrize("soort", ["323", "303-D", "303-F"])
@pytest.mark.parametrize("naast", [False, True])
def test_een_credit_wordt_nooit_afgekeurd(domein, soort, besluit, naast):
    periode = JANUARI if soort == "323" else NOVEMBER
    g = gemeente(domein, "2021-02-01")
    debet = [prestatie(domein, "P3", periode)] if naast else []
    bezorg(g, claim(domein, soort, "2021-02-01", [prestatie(domein, "P2", periode, vorige="P1"), *debet]))
    (bericht,) = g.opdracht("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit=besluit)
    assert [een.prestatie.referentienummer for een in afgekeurde(bericht.bericht)] == (["P3"] if naast else [])
    assert (geweigerd(bericht.bericht), toegekend(bericht.bericht)) == ((), -18800)


@pytest.mark.parametrize(
    ("soort", "periode", "productperiode"),
    [
        ("323", (date(2020, 12, 1), date(2020, 12, 31)), JANUARI),
        ("323", JANUARI, (date(2020, 12, 28), date(2021, 1, 31))),
        ("323", (date(2021, 1, 1), date(2021, 1, 30)), JANUARI),
        ("323", (date(2021, 1, 1), date(2021, 2, 28)), JANUARI),
        ("303-D", (date(2020, 12, 7), date(2021, 1, 3)), NOVEMBER),
        ("303-F", NOVEMBER, (date(2021, 1, 1), date(2021, 1, 3))),
    ],
)
def test_een_periode_aan_de_verkeerde_kant_wordt_technisch_geweigerd(domein, soort, periode, productperiode):
    g = gemeente(domein, "2021-02-01")
    xml = claim(domein, soort, "2021-02-01", [prestatie(domein, "P1", productperiode)], periode=periode)
    (bericht,) = bezorg(g, xml)
    assert (bericht.soort, geweigerd(bericht.bericht)) == ("325" if soort == "323" else "304", ("0001",))
    assert g.opdracht("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit="goedkeuren") == []


@pytest.mark.parametrize("vorige", [["P1", None], ["P9", "P9"]])
def test_een_credit_bij_zijn_debet_of_tweemaal_hetzelfde_debet_wordt_geweigerd(domein, vorige):
    g = gemeente(domein, "2021-02-01")
    regels = [prestatie(domein, f"P{2 - i}", JANUARI, vorige=oud) for i, oud in enumerate(vorige)]
    (bericht,) = bezorg(g, claim(domein, "323", "2021-02-01", regels))
    assert geweigerd(bericht.bericht) == ("0001",)


@pytest.mark.parametrize("soort", ["323", "303-D"])
def test_buiten_het_schema_wordt_geweigerd_zolang_er_te_antwoorden_valt(domein, soort):
    g = gemeente(domein, "2021-02-01")
    xml = claim(domein, soort, "2021-02-01", [prestatie(domein, "P1", JANUARI if soort == "323" else NOVEMBER)])
    (bericht,) = bezorg(g, xml.replace(">4<", ">4.5<"))
    assert geweigerd(bericht.bericht) == ("0001",)
    onleesbaar = bezorg(g, xml.replace(">D<", ">Debet<"))
    assert [geweigerd(een.bericht) for een in onleesbaar] == ([("0001",)] if soort == "323" else [])
    assert g.naar("2021-02-05") == []


def test_in_de_stille_periode_wacht_het_antwoord(domein):
    g = gemeente(domein, "2020-12-29")
    bezorg(g, claim(domein, "303-D", "2020-12-29", [prestatie(domein, "P1", NOVEMBER)]))
    g.naar("2021-01-02")
    assert g.opdracht("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit="goedkeuren") == []
    (bericht,) = g.naar("2021-01-04")
    assert (bericht.release, bericht.op.isoformat()) == ("2.4", "2021-01-04T09:00:00+01:00")


def test_wat_al_technisch_geweigerd_is_wordt_niet_meer_beoordeeld(domein):
    g = gemeente(domein, "2020-12-31")
    bezorg(g, claim(domein, "303-D", "2020-12-31", [prestatie(domein, "P1", JANUARI)]))
    assert g.opdracht("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit="goedkeuren") == []
    (bericht,) = g.naar("2021-01-04")
    assert geweigerd(bericht.bericht) == ("0001",)


def test_een_onbekend_besluit(domein):
    g = gemeente(domein, "2021-02-01")
    with pytest.raises(Invoerfout, match="besluit"):
        g.druk("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit="uitstellen")


def test_een_fout_is_een_methode(domein):
    klasse = type("KeurtCreditsAf", (Referentie,), {"mag_afkeuren": lambda _self, _regel: True})
    g = gemeente(domein, "2021-02-01", klasse)
    bezorg(g, claim(domein, "323", "2021-02-01", [prestatie(domein, "P2", JANUARI, vorige="P1")]))
    (bericht,) = g.opdracht("beoordeel_declaratie", aanbieder=AANBIEDERS[0], bsn=None, besluit="afkeuren")
    assert len(afgekeurde(bericht.bericht)) == 1


def test_de_keten_van_levering_tot_credit(domein):
    t = inspanning(domein)
    levering = {"toewijzing": ref(t), "uitvoering": "inspanning", "categorie": t.categorie, "code": t.code}
    levering |= {"eenheid": "04", "tarief": 4700, "afspraak": None}
    keten = Keten(t, van="2020-12-20")
    for dag, volume in (("2020-12-28", 2), ("2020-12-31", 3), ("2021-01-01", 4), ("2021-01-31", 5)):
        keten.plan("2021-02-01", "aanbieder", "registreer_levering", geleverd=dag, volume=volume, **levering)
    keten.plan(
        "2021-02-02",
        "aanbieder",
        "declareer",
        aanbieder=AANBIEDERS[0],
        tot_en_met="2021-01-31",
        bericht_2020="303-D",
        periode_2020="vier_weken",
    )
    for dag in ("2021-02-05", "2021-02-10"):
        keten.plan(dag, "aanbieder", "crediteer", toewijzing=ref(t), geleverd="2021-01-01")
    keten.speel()
    assert [(b.soort, b.dag) for b in keten.van("303", "304", "323", "325")] == [
        ("303", "2021-02-02"),
        ("323", "2021-02-02"),
        ("304", "2021-02-09"),
        ("325", "2021-02-09"),
        ("323", "2021-02-10"),
        ("325", "2021-02-17"),
    ]
    assert [b.hoofd.totaalbedrag for b in keten.van("303", "323")] == [23500, 42300, -42300]
