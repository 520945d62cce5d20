"""The seven verbs: what is refused, and with which text."""

from datetime import date
from typing import Any

import pytest
from spel import AANBIEDERS, BSNS, op, persoon, ref, speler, toewijzing

from conformance.protocol import controleer_antwoord
from conformance.reference.partij import Referentie
from istandaard.model import Invoerfout


def test_hello_past_in_het_protocol():
    antwoord = controleer_antwoord("hello", Referentie().hello({}))
    assert antwoord["roles"] == ["gemeente", "aanbieder"]
    assert antwoord["processes"] == ["toewijzen", "vot_vow", "declareren", "afsluiten"]


@pytest.mark.parametrize("werkwoord", ["advance", "deliver", "instruct", "collect"])
def test_eerst_reset(werkwoord):
    params = {
        "advance": {"to": op("2020-10-01")},
        "deliver": {"code": "301", "release": "2.4", "xml": ""},
        "instruct": {"command": "plan", "params": {}},
        "collect": {},
    }
    with pytest.raises(Invoerfout, match="reset"):
        getattr(Referentie(), werkwoord)(params[werkwoord])


def reset(**anders: Any) -> dict[str, Any]:
    basis: dict[str, Any] = {
        "role": "gemeente",
        "domain": "wmo",
        "now": op("2020-09-01"),
        "seed": 0,
        "case": "proef",
        "gemeente": "0344",
        "aanbieders": AANBIEDERS,
        "stock": [toewijzing().to_json()],
        "clients": [persoon(BSNS[0]).to_json()],
    }
    return basis | anders


@pytest.mark.parametrize(
    ("anders", "tekst"),
    [
        ({"role": "zorgkantoor"}, "role"),
        ({"domain": "wlz"}, "domain"),
        ({"now": "gisteren"}, "now"),
        ({"now": "2020-09-01T08:00:00"}, "now"),
        ({"gemeente": "0363"}, "stock T1"),
        ({"domain": "jw"}, "stock T1"),
        ({"clients": []}, "cliënt"),
        ({"extra": 1}, "onbekend: extra"),
    ],
)
def test_een_verkeerde_reset(anders, tekst):
    with pytest.raises(Invoerfout, match=tekst):
        Referentie().reset(reset(**anders))


def test_reset_begint_schoon():
    g = speler("gemeente", toewijzing())
    g.naar("2020-10-01")
    g.roep("instruct", command="migreer", params={"bsn": None, "route": None})
    g.begin("gemeente", [])
    assert g.haal() == []
    assert g.roep("instruct", command="beoordeel", params={}) == {"assessments": []}


def test_na_stop_is_een_reset_nodig():
    g = speler("gemeente")
    assert g.roep("stop") == {}
    with pytest.raises(Invoerfout, match="reset"):
        g.partij.collect({})


@pytest.mark.parametrize(
    ("rol", "command", "params", "tekst"),
    [
        ("gemeente", "start_zorg", {}, "start_zorg"),
        ("aanbieder", "migreer", {}, "migreer"),
        ("gemeente", "declareer", {}, "declareer"),
        ("gemeente", "migreer", {"bsn": None}, "ontbreekt: route"),
        ("gemeente", "migreer", {"bsn": None, "route": "om"}, "route"),
        ("gemeente", "migreer", {"bsn": BSNS[9], "route": None}, "cliënt"),
        ("gemeente", "plan", [], "object"),
        ("gemeente", "plan", {"x": 1}, "onbekend: x"),
        ("gemeente", "trek_in", {"toewijzing": {}, "einddatum": "2020-10-01", "reden": "05"}, "ontbreekt: aanbieder"),
        ("gemeente", "trek_in", {"toewijzing": ref(toewijzing()), "einddatum": "morgen", "reden": "05"}, "morgen"),
        ("gemeente", "trek_in", {"toewijzing": ref(toewijzing()), "einddatum": "2020-10-01", "reden": "12"}, "12"),
        (
            "gemeente",
            "trek_in",
            {"toewijzing": ref(toewijzing()), "einddatum": "2020-01-01", "reden": "05"},
            "einddatum",
        ),
        (
            "gemeente",
            "wijzig_einddatum",
            {"toewijzing": ref(toewijzing(toewijzingnummer="8")), "einddatum": "2020-10-01"},
            "gevonden 0",
        ),
        ("aanbieder", "stop_zorg", {"toewijzing": ref(toewijzing()), "einddatum": "2020-10-01", "reden": "36"}, "36"),
        (
            "aanbieder",
            "stop_zorg",
            {"toewijzing": ref(toewijzing(toewijzingnummer="2")), "einddatum": "2020-10-01", "reden": "19"},
            "gestart",
        ),
        (
            "aanbieder",
            "start_zorg",
            {
                "toewijzing": ref(toewijzing(toewijzingnummer="3", ingangsdatum=date(2020, 9, 9))),
                "begindatum": "2020-10-01",
            },
            "geannuleerd",
        ),
    ],
)
def test_een_verkeerde_opdracht(rol, command, params, tekst):
    p = speler(
        rol,
        toewijzing(),
        toewijzing(id="T2", toewijzingnummer="2", gestart=False),
        toewijzing(id="T3", toewijzingnummer="3", ingangsdatum=date(2020, 9, 9), einddatum=date(2020, 9, 9)),
    )
    with pytest.raises(Invoerfout, match=tekst):
        p.partij.instruct({"command": command, "params": params})


def test_een_verwijzing_die_op_twee_past():
    g = speler("gemeente", toewijzing(), toewijzing(id="T2", toewijzingnummer="2"))
    wijzer = ref(toewijzing(toewijzingnummer=None))
    with pytest.raises(Invoerfout, match="gevonden 2"):
        g.partij.instruct({"command": "wijzig_einddatum", "params": {"toewijzing": wijzer, "einddatum": "2021-01-01"}})


def test_niet_uit_te_drukken_in_30():
    oud = toewijzing()
    g = speler("gemeente", oud)
    g.naar("2021-01-05")
    params = {"toewijzing": ref(oud), "einddatum": "2021-03-31"}
    with pytest.raises(Invoerfout, match="Migreer eerst"):
        g.partij.instruct({"command": "wijzig_einddatum", "params": params})


def test_de_klok_gaat_niet_terug():
    g = speler("gemeente")
    with pytest.raises(Invoerfout, match="of later"):
        g.partij.advance({"to": op("2020-08-01")})


@pytest.mark.parametrize("xml", ["", "geen xml", "<a/>", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_wat_niet_te_lezen_is_wordt_niet_aangenomen(xml):
    g = speler("gemeente")
    assert g.roep("deliver", code="305", release="2.4", xml=xml) == {"accepted": False}
    assert g.haal() == []


def test_een_bericht_voor_de_ander_wordt_geweigerd():
    g = speler("gemeente", toewijzing())
    g.naar("2020-10-01")
    (bericht,) = g.migreer()
    assert g.partij.deliver({"code": "301", "release": "2.4", "xml": bericht.xml}) == {"accepted": False}


def test_een_kop_die_niet_te_beantwoorden_is_kost_niets():
    g = speler("gemeente", toewijzing())
    g.naar("2020-10-01")
    a = speler("aanbieder", toewijzing())
    a.naar("2020-10-01")
    (bericht,) = g.migreer()
    zonder_code = bericht.xml.replace("BerichtVersie>", "Versie>")
    assert a.bezorg(zonder_code) == []
    assert [b.soort for b in a.bezorg(bericht.xml)] == ["302"]


def test_dezelfde_vragen_geven_dezelfde_bytes():
    def spel() -> list[str]:
        g = speler("gemeente", toewijzing(toewijzingnummer=None, eenheid="82"), toewijzing(id="T2", bsn=BSNS[1]))
        g.naar("2020-10-01")
        g.migreer()
        g.naar("2021-02-01")
        return [bericht.xml for bericht in g.berichten]

    assert spel() == spel()


def test_identificaties_zijn_kort_en_uniek():
    g = speler("gemeente", *[toewijzing(id=f"T{i}", bsn=BSNS[i], toewijzingnummer=str(i + 1)) for i in range(5)])
    g.naar("2020-10-01")
    ids = [b.bericht.inhoud["Header"]["BerichtIdentificatie"]["Identificatie"] for b in g.migreer()]
    assert len(set(ids)) == 5
    assert all(len(i) <= 12 for i in ids)


def test_een_gemeente_met_een_fout_is_een_methode():
    class Vergeetachtig(Referentie):
        """Forgets that a successor needs a number of its own."""

        def nummer_voor(self, inhoud):
            return inhoud.toewijzingnummer

    g = speler("gemeente", toewijzing(), klasse=Vergeetachtig)
    g.naar("2020-10-01")
    (bericht,) = g.migreer()
    assert {regel.toewijzingnummer for regel in bericht.regels} == {"1001"}
