import sys

import pytest

from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.doctor.examination import examine
from migratietoets.conformance.protocol.processes import PROCESSES
from tests.helpers import PROJECT

EXAMPLE = f"cli:{sys.executable} examples/cli_adapter/cli_adapter.py"


def ill(name):
    limit = Timeout(0.2 if name == "Traag" else 10)
    return [b for b in examine(f"python-inline:tests.systems.ill:{name}", timeout=limit) if not b.passed]


@pytest.mark.parametrize("name", ["referentie", EXAMPLE])
def test_a_good_system_passes_every_check(name, monkeypatch):
    monkeypatch.chdir(PROJECT)
    everything = list(examine(name, timeout=Timeout(10)))
    assert [b for b in everything if not b.passed or b.advice or b.todo] == []
    checks = [b.check for b in everything]
    assert ("onbekend werkwoord" in checks) == (name == EXAMPLE)
    assert len(checks) == len(set(checks)) == 51 + (name == EXAMPLE)
    assert everything == list(examine(name, timeout=Timeout(10)))


def test_only_what_is_claimed_is_asked():
    everything = list(examine("python-inline:tests.systems.ill:Karig", timeout=Timeout(10)))
    where = "(gemeente, jw)"
    assert [b.check for b in everything] == [
        "start",
        "hello",
        "aanbod",
        *(f"{what} {where}" for what in ("reset", "klok", "retour", "retour in 3.0", "schoon", "moment")),
        *(f"{what} {where}" for what in ("toewijzen", "vot_vow", "declareren", "afsluiten")),
        "tijd",
        "stop",
    ]
    assert all(b.passed for b in everything)


def test_a_system_in_a_time_of_its_own_is_well_and_hears_what_cannot_be_tested():
    everything = list(examine("python-inline:tests.systems.clocks:RealTime", timeout=Timeout(10)))
    assert all(b.passed for b in everything)
    (offer,) = [b.text for b in everything if b.check == "aanbod"]
    assert "met een eigen tijd (clock: none): regels over een dag zijn niet te toetsen" in offer
    assert not any(b.check.startswith("moment") for b in everything)


def test_a_button_that_a_system_lacks_is_not_pressed():
    everything = list(examine("python-inline:tests.systems.ill:ZonderKnop", timeout=Timeout(10)))
    assert all(b.passed for b in everything)
    assert any("ken_toe heeft het systeem niet, dus 301 is niet gevraagd" in b.text for b in everything)


def test_a_slow_answer_is_told_before_it_is_too_late():
    (slow,) = [b for b in ill("Traag") if b.check == "tijd"]
    assert "elk antwoord ruim binnen 0.2 s" in slow.text


def test_a_system_of_protocol_10_hears_what_its_notices_lack_and_how_to_mend_it():
    everything = list(examine("python-inline:tests.systems.vendors:Oud", timeout=Timeout(10)))
    assert all(b.passed for b in everything)
    (said,) = [b.text for b in everything if b.check == "kennisgeving (gemeente, wmo)"]
    assert "zij telt als niet gezien" in said
    assert "Noem in hello protocol 1.1" in said


@pytest.mark.parametrize(
    ("name", "check", "text"),
    [
        ("BestaatNiet", "start", "kan niet worden geladen"),
        ("ZonderNaam", "hello", "name: verwacht ten minste 1 teken(s); gevonden een lege tekst"),
        ("ZonderRol", "aanbod", "ten minste één rol; gevonden: geen"),
        ("ZonderDomein", "aanbod", "ten minste één domein; gevonden: geen"),
        ("ZonderToewijzen", "aanbod", "het proces toewijzen; gevonden: declareren"),
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
        ("AndereCode", "kennisgeving (gemeente, wmo)", "een kennisgeving met code migratieplan; gevonden: anders"),
        ("StopStuk", "stop", "ik blijf"),
    ],
)
def test_one_complaint_is_found_and_says_what_to_do(name, check, text):
    found = ill(name)
    assert found[0].check == check
    assert text in found[0].text
    assert {b.check.split(" ")[0] for b in found} - {"toewijzen", *PROCESSES.values()} == {check.split(" ")[0]}
    for b in found:
        assert b.advice or "Verwacht: " in b.text


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
POLITE = "antwoord(v, error={'code': -32601, 'message': 'onbekend'})"


@pytest.mark.parametrize(
    ("unknown", "closing", "checks", "text"),
    [
        (POLITE, "time.sleep(60)", ["retour (aanbieder, wmo)", "stop"], "het bleef draaien"),
        ("antwoord(v)", "break", ["onbekend werkwoord", "retour (aanbieder, wmo)"], "onbekend werkwoord; gevonden"),
        ("sys.exit(1)", "break", ["onbekend werkwoord", "overige"], "eindigde met exitcode 1"),
    ],
)
def test_what_is_asked_of_a_program(program, monkeypatch, unknown, closing, checks, text):
    monkeypatch.setattr("migratietoets.conformance.adapters.process.PATIENCE", 0.3)
    name = program(HALF.replace("ONBEKEND", unknown).replace("SLOT", closing))
    found = [b for b in examine(name, timeout=Timeout(20)) if not b.passed]
    assert [b.check for b in found] == checks
    assert any(text in b.text for b in found)


def test_a_program_that_says_nothing_is_told_once(program):
    everything = list(examine(program("time.sleep(60)"), timeout=Timeout(0.3)))
    assert [(b.check, b.passed) for b in everything] == [("start", True), ("hello", False), ("overige", False)]
    assert "binnen 0.3 s" in everything[1].text
