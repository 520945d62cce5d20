import json
import re
import shlex
import sys
from pathlib import Path

import pytest

from conformance.adapters import laad
from conformance.adapters.jsonrpc import Foutantwoord
from conformance.keuze import Keuze
from conformance.logboek import Logboek
from conformance.loop import Loop
from conformance.protocol import WERKWOORDEN, controleer_antwoord, controleer_vraag, omslagfout

MAP = Path(__file__).parents[2] / "docs" / "voorbeelden"
VOORBEELD = "cli:" + shlex.join([sys.executable, str(MAP / "cli_adapter.py")])
GEVALLEN = (
    "toewijzingen/per-4-weken-deelbaar",
    "toewijzingen/zonder-nummer-per-4-weken",
    "migratie/budget-op-4-januari",
    "migratie/metamorf-andere-volgorde",
    "migratie/stop-zorg-op-30-november",
    "nieuwe-toewijzingen/budget-vanaf-februari",
    "bijzondere-situaties/vooraf-ingetrokken",
    "overzicht/beoordeling-en-plan",
    "overzicht/toewijzing-30-in-elke-variant",
    "overzicht/start-zorg-rond-de-overgang",
)


def speel(adapter):
    """The log of a run, without the name of the adapter in the commands that reproduce it."""
    keuze = Keuze(adapter=adapter, gevallen=GEVALLEN)
    loop = Loop(keuze, lambda _: Logboek())
    events = []
    for campagne in keuze.campagnes():
        loop.vonnissen(campagne)
        events += loop.events(campagne)
    for event in events:
        event.pop("reproduce", None)
    return events


def test_the_example_behind_two_pipes_gives_the_log_of_the_reference():
    log = speel(VOORBEELD)
    assert log == speel("referentie")
    assert {e["campaign"] for e in log} == {f"{rol}-{d}" for rol in ("gemeente", "aanbieder") for d in ("wmo", "jw")}
    assert {e["event"] for e in log} >= {"message", "notice", "instruct", "verdict"}
    assert {e["verdict"] for e in log if e["event"] == "verdict"} <= {"pass", "warn"}
    assert not [e for e in log if e["event"] == "error"]


@pytest.fixture
def voorbeeld():
    adapter = laad(VOORBEELD)
    yield adapter
    adapter._proces.ruim_op()


def uitwisselingen():
    """Question and answer of every example in the README."""
    blokken = re.findall(r"```json\n(.*)\n(.*)\n```", (MAP / "README.md").read_text("utf-8"))
    return [(json.loads(vraag), json.loads(antwoord)) for vraag, antwoord in blokken]


def test_the_readme_shows_every_verb_as_it_is(voorbeeld):
    gezien = []
    for vraag, antwoord in uitwisselingen():
        assert vraag["id"] == antwoord["id"]
        assert omslagfout(antwoord) is None
        werkwoord, params = vraag["method"], vraag["params"]
        gezien.append(werkwoord)
        if "error" in antwoord:
            continue
        controleer_vraag(werkwoord, params)
        controleer_antwoord(werkwoord, antwoord["result"], params.get("command"))
        echt = getattr(voorbeeld, werkwoord)(params)
        if "…" not in json.dumps([vraag, antwoord], ensure_ascii=False):
            assert echt == antwoord["result"]
        else:
            assert echt.keys() == antwoord["result"].keys()
    assert sorted(gezien) == sorted([*WERKWOORDEN, "bestaat_niet"])
    assert voorbeeld.zelf_gestopt


def test_the_example_lives_on_after_what_it_cannot_do(voorbeeld):
    with pytest.raises(Foutantwoord, match="fout -32601: dit systeem kent bestaat_niet niet"):
        voorbeeld.vraag("bestaat_niet", {})
    with pytest.raises(Foutantwoord, match="fout -32000: Invoerfout: Verwacht eerst een reset"):
        voorbeeld.collect({})
    assert voorbeeld.hello({})["name"] == "Referentie"


@pytest.mark.parametrize("regel", [b"hallo\n", b"[]\n", b'{"id": 3}\n', b'{"method": "hello"}\n', b"3\n"])
def test_the_example_answers_what_is_no_question(voorbeeld, regel):
    antwoord = json.loads(voorbeeld._proces.wissel(regel, 20))
    assert antwoord == {"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "dit is geen vraag"}}
    assert voorbeeld._proces.sluit()
