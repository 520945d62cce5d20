import shlex

import pytest

from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.protocol.verbs import VERBS, AdapterError
from migratietoets.istandaard.model import InputError

ECHO = "while True:\n    v = lees()\n    antwoord(v, result=v)\n"


def test_every_verb_is_one_line_with_a_rising_id(start):
    system = start(ECHO)
    for number, verb in enumerate(VERBS[:-1], start=1):
        params = {"command": "plan", "params": {}} if verb == "instruct" else {"x": 1}
        found = getattr(system, verb)(params)
        assert found == {"jsonrpc": "2.0", "id": number, "method": verb, "params": params}


def test_text_comes_over_unharmed(start):
    system = start(ECHO)
    awkward = 'Zoë\n"€"\u2028\U0001f600\r\n\ud800'
    assert system.deliver({"xml": awkward})["params"]["xml"] == awkward


def test_long_lines_go_both_ways(start):
    system = start(ECHO)
    long = "x" * 3_000_000
    assert system.collect({"xml": long})["params"]["xml"] == long


@pytest.mark.parametrize("name", ["cli:", "cli:   ", "cli:python 'half", "cli"])
def test_a_command_line_that_cannot_be_read_is_wrong_use(name):
    with pytest.raises(InputError, match=r"verwacht een opdrachtregel|is niet bekend"):
        load(name)


def test_a_program_that_cannot_be_started_says_why(tmp_path):
    with pytest.raises(AdapterError, match="een programma 'bestaat-niet'; gevonden: dat bestaat niet"):
        load("cli:bestaat-niet --snel")
    file = tmp_path / "geen programma"
    file.write_text("x")
    with pytest.raises(AdapterError, match="dat mag niet worden uitgevoerd"):
        load(f"cli:{shlex.quote(str(file))}")
    file.chmod(0o755)
    with pytest.raises(AdapterError, match=r"kan niet worden gestart.*Exec format error"):
        load(f"cli:{shlex.quote(str(file))}")
    with pytest.raises(AdapterError, match="kan niet worden gestart"):
        load("cli:python \0")


def test_the_shape_of_an_answer_is_checked_and_costs_one_call(start):
    party = Party("cli:x", start("antwoord(lees(), result={'messages': 3, 'notices': []})\nantwoord(lees())\nlees()"))
    with pytest.raises(AdapterError, match="messages: verwacht een lijst; gevonden het getal 3"):
        party.query("collect", {})
    assert party.query("advance", {"to": "2020-09-01T08:00:00+02:00"}) == {}
