import sys
from pathlib import Path

import pytest

from conformance.dokter import onderzoek

PROJECT = Path(__file__).parents[2]
VOORBEELD = f"cli:{sys.executable} docs/voorbeelden/cli_adapter.py"


def ziek(naam):
    return [b for b in onderzoek(f"python:adapters.zieke_systemen:{naam}", timeout=10) if not b.goed]


@pytest.mark.parametrize("naam", ["referentie", VOORBEELD])
def test_a_good_system_passes_every_check(naam, monkeypatch):
    monkeypatch.chdir(PROJECT)
    alles = list(onderzoek(naam, timeout=10))
    assert [b for b in alles if not b.goed or b.advies] == []
    controles = [b.controle for b in alles]
    assert ("onbekend werkwoord" in controles) == (naam == VOORBEELD)
    assert len(controles) == len(set(controles)) == 28 + (naam == VOORBEELD)
    assert alles == list(onderzoek(naam, timeout=10))


def test_only_what_is_claimed_is_asked():
    alles = list(onderzoek("python:adapters.zieke_systemen:Karig", timeout=10))
    waar = "(gemeente, jw)"
    assert [b.controle for b in alles] == [
        "start",
        "hello",
        "aanbod",
        *(f"{wat} {waar}" for wat in ("reset", "klok", "retour", "moment")),
        "stop",
    ]
    assert all(b.goed for b in alles)


@pytest.mark.parametrize(
    ("naam", "controle", "tekst"),
    [
        ("BestaatNiet", "start", "kan niet worden geladen"),
        ("ZonderNaam", "hello", "name: verwacht ten minste 1 teken(s); gevonden een lege tekst"),
        ("ZonderRol", "aanbod", "ten minste één rol; gevonden: geen"),
        ("ZonderDomein", "aanbod", "ten minste één domein; gevonden: geen"),
        ("ZonderToewijzen", "aanbod", "het proces toewijzen; gevonden: declareren"),
        ("EigenKlok", "aanbod", "een virtuele klok (virtual); gevonden: none"),
        ("ResetStuk", "reset (aanbieder, wmo)", "geen aanbieder hier"),
        ("NietSchoon", "reset (gemeente, wmo)", "niets bij collect; gevonden: een kennisgeving"),
        ("ZendtUitZichzelf", "klok (gemeente, wmo)", "niets bij collect; gevonden: een kennisgeving"),
        ("Weigert", "retour (gemeente, wmo)", "een geldige 305 in release 2.4 aangenomen; gevonden: accepted: false"),
        ("Zwijgt", "retour (gemeente, wmo)", "een 306 binnen 5 dagen; gevonden: geen bericht"),
        ("AndereIdentificatie", "retour (gemeente, wmo)", "identificatie DOKTER1 in de kop; gevonden: DOKTER2"),
        ("AndereDagtekening", "retour (gemeente, wmo)", "dagtekening 2020-09-04 in de kop; gevonden: 2020-09-05"),
        ("Afgekeurd", "retour (gemeente, wmo)", "een geldig bericht niet afgekeurd; gevonden: retourcode 0001"),
        ("BuitenHetSchema", "retour (gemeente, wmo)", "een retourbericht volgens het schema; gevonden: RetourCode"),
        ("Onleesbaar", "retour (gemeente, wmo)", "een leesbaar retourbericht; gevonden:"),
        ("AndereRelease", "retour (gemeente, wmo)", "verwacht: wmo, release 2.4; gevonden: wmo, release 3.0"),
        ("EchteKlok", "moment (gemeente, wmo)", "gevonden: 2020-09-04T09:00:00+02:00"),
        ("BeoordeeltHalf", "beoordeel (gemeente, wmo)", "D1, D2; gevonden: D1"),
        ("LeegPlan", "plan (gemeente, wmo)", "ten minste één actie, want D2 moet over; gevonden: geen"),
        ("ZonderKennisgeving", "kennisgeving (gemeente, wmo)", "één kennisgeving aan 99990001; gevonden: geen"),
        ("StopStuk", "stop", "ik blijf"),
    ],
)
def test_one_complaint_is_found_and_says_what_to_do(naam, controle, tekst):
    gevonden = ziek(naam)
    assert gevonden[0].controle == controle
    assert tekst in gevonden[0].tekst
    assert {b.controle.split(" ")[0] for b in gevonden} == {controle.split(" ")[0]}
    for b in gevonden:
        assert b.advies or "Verwacht: " in b.tekst


# ---- programs

HALF = """
while True:
    v = lees()
    if v['method'] == 'hello':
        antwoord(v, result={'name': 'N', 'version': '1', 'supplier': 'S', 'protocol': '1', 'roles': ['aanbieder'],
            'domains': ['wmo'], 'processes': ['toewijzen'], 'capabilities': {'clock': 'virtual'}})
    elif v['method'] == 'bestaat_niet':
        ONBEKEND
    elif v['method'] == 'collect':
        antwoord(v, result={'messages': [], 'notices': []})
    else:
        antwoord(v, result={'accepted': False})
    if v['method'] == 'stop':
        SLOT
"""
BELEEFD = "antwoord(v, error={'code': -32601, 'message': 'onbekend'})"


@pytest.mark.parametrize(
    ("onbekend", "slot", "controles", "tekst"),
    [
        (BELEEFD, "time.sleep(60)", ["retour (aanbieder, wmo)", "stop"], "het bleef draaien"),
        ("antwoord(v)", "break", ["onbekend werkwoord", "retour (aanbieder, wmo)"], "onbekend werkwoord; gevonden"),
        ("sys.exit(1)", "break", ["onbekend werkwoord", "overige"], "eindigde met exitcode 1"),
    ],
)
def test_what_is_asked_of_a_program(programma, monkeypatch, onbekend, slot, controles, tekst):
    monkeypatch.setattr("conformance.adapters.proces.GEDULD", 0.3)
    naam = programma(HALF.replace("ONBEKEND", onbekend).replace("SLOT", slot))
    gevonden = [b for b in onderzoek(naam, timeout=20) if not b.goed]
    assert [b.controle for b in gevonden] == controles
    assert any(tekst in b.tekst for b in gevonden)


def test_a_program_that_says_nothing_is_told_once(programma):
    alles = list(onderzoek(programma("time.sleep(60)"), timeout=0.3))
    assert [(b.controle, b.goed) for b in alles] == [("start", True), ("hello", False), ("overige", False)]
    assert "binnen 0.3 s" in alles[1].tekst
