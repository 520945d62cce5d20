import json
from pathlib import Path

import pytest
import yaml

from migratietoets.conformance.catalogue.cases import cases_folder
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.protocol.verbs import VERBS, AdapterError, schema
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import InstructEvent, NoticeEvent
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Domein

STORED = [json.loads(line) for line in (Path(__file__).parent / "conversation-1.0.jsonl").read_text().splitlines()]
TOEWIJZING = STORED[6]["params"]["params"]["toewijzing"]
WHO = {"aanbieder": "99990001", "bsn": "999900006"}
CASE_SCHEMA = json.loads((cases_folder() / "case.schema.json").read_text("utf-8"))


class Stored:
    """A system of protocol 1.0 that says and hears what was stored, word for word."""

    def __init__(self):
        self.rest = list(STORED)

    def __getattr__(self, verb):
        if verb not in VERBS:
            raise AttributeError(verb)
        return lambda params: self.answer(verb, params)

    def answer(self, verb, params):
        expected = self.rest.pop(0)
        assert (verb, params) == (expected["method"], expected["params"])
        return expected["result"]


def withdraw(end, occasion):
    return "trek_in", {"toewijzing": TOEWIJZING, "einddatum": end, "aanleiding": occasion}


def test_a_conversation_of_protocol_10_still_goes_as_it_went():
    adapter = Stored()
    party = Party("oud", adapter)

    def press(command, params):
        party.query("instruct", {"command": command, "params": params})

    for line in STORED[:3]:
        party.query(line["method"], line["params"])
    said = {"onderwerp": "toewijzing_volgt", "toewijzing": TOEWIJZING, "tekst": "de nieuwe toewijzing volgt in januari"}
    press("informeer", WHO | said)
    press("informeer", WHO | {"onderwerp": "week_53", "toewijzing": None, "tekst": ""})
    assert [notice.get("code") for notice in party.query("collect", {})["notices"]] == [None, None]
    press(*withdraw("2020-12-20", "client"))
    press(*withdraw("2020-12-20", "aanbieder"))
    party.query("advance", STORED[8]["params"])
    press(*withdraw("2021-01-31", "wijzigingsverzoek"))
    party.query("stop", {})
    assert adapter.rest == []


def test_a_conversation_of_protocol_11_still_goes_as_it_went():
    """Question and answer alternate, as docs/protocol/gesprek-gemeente.jsonl had them when 1.1 was the latest."""
    lines = (Path(__file__).parent / "conversation-1.1.jsonl").read_text("utf-8").splitlines()
    said = [json.loads(line) for line in lines]
    adapter = Stored()
    adapter.rest = [question | answer for question, answer in zip(said[::2], said[1::2], strict=True)]
    assert adapter.rest[0]["result"]["protocol"] == "1.1"
    party = Party("oud", adapter)
    for question, answer in zip(said[::2], said[1::2], strict=True):
        assert party.query(question["method"], question["params"]) == answer["result"]
    assert adapter.rest == []


def test_a_system_of_protocol_11_has_to_say_the_code():
    adapter = Stored()
    adapter.rest[0] = STORED[0] | {"result": STORED[0]["result"] | {"protocol": "1.1"}}
    party = Party("nieuw", adapter)
    party.query("hello", {})
    adapter.rest = [STORED[5]]
    with pytest.raises(AdapterError, match="verwacht de sleutel code"):
        party.query("collect", {})


@pytest.fixture(scope="module")
def old_run():
    selection = Selection(
        adapter="python-inline:tests.systems.vendors:Oud", roles=("gemeente",), domeinen=(Domein.WMO,)
    )
    log = EventLog()
    (campaign,) = selection.campaigns()
    return list(Run(selection, lambda _: log).verdicts(campaign).values()), log.events


def test_a_system_of_protocol_10_plays_every_case_without_an_error(old_run):
    verdicts, events = old_run
    assert {v.verdict for v in verdicts} & {Verdict.ADAPTER_ERROR, Verdict.KIT_ERROR} == set()
    said = [event for event in events if isinstance(event, NoticeEvent) and event.from_ == "gemeente"]
    assert {event.code for event in said} == {None}
    withdrawn = [event for event in events if isinstance(event, InstructEvent) and event.command == "trek_in"]
    assert withdrawn
    assert all("reden" not in event.params and "aanleiding" in event.params for event in withdrawn)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (NoticeCode, (schema()["$defs"]["kennisgeving"]["enum"], CASE_SCHEMA["$defs"]["kennisgeving"]["enum"])),
        (Occasion, (schema()["$defs"]["aanleiding"]["enum"], CASE_SCHEMA["$defs"]["aanleiding"]["enum"])),
    ],
)
def test_the_schemas_know_the_same_words_as_the_vocabulary(words, places):
    assert all(place == list(words) for place in places)


def test_no_played_case_hands_over_the_code_of_a_withdrawal():
    for path in cases_folder().glob("*/*.yaml"):
        case = yaml.safe_load(path.read_text("utf-8"))
        asked = [step for step in case.get("verloop", ()) if step.get("opdracht") == "trek_in"]
        assert [step for step in asked if "reden" in step] == [], case["id"]
