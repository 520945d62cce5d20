import json
import re
import shlex
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from migratietoets.conformance.adapters.discovery import NORMAL, load
from migratietoets.conformance.adapters.jsonrpc import ErrorAnswer
from migratietoets.conformance.protocol.verbs import VERBS, check_answer, check_question, envelope_error
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import (
    ErrorEvent,
    InstructEvent,
    MessageEvent,
    NoticeEvent,
    VerdictEvent,
)
from migratietoets.conformance.vocabulary.verdicts import Verdict

FOLDER = Path(__file__).parents[2] / "examples" / "cli_adapter"
EXAMPLE = "cli:" + shlex.join([sys.executable, str(FOLDER / "cli_adapter.py")])
CASE_IDS = (
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


def play(adapter):
    """The log of a run, without the name of the adapter in the commands that reproduce it."""
    selection = Selection(adapter=adapter, cases=CASE_IDS)
    run = Run(selection, lambda _: EventLog())
    events = []
    for campaign in selection.campaigns():
        run.verdicts(campaign)
        events += run.events(campaign)
    return [replace(event, reproduce="") if isinstance(event, VerdictEvent) else event for event in events]


def test_the_example_behind_two_pipes_gives_the_log_of_the_reference():
    log = play(EXAMPLE)
    assert log == play("referentie")
    assert {e.campaign for e in log} == {f"{role}-{d}" for role in ("gemeente", "aanbieder") for d in ("wmo", "jw")}
    assert {type(e) for e in log} >= {MessageEvent, NoticeEvent, InstructEvent, VerdictEvent}
    assert {e.verdict for e in log if isinstance(e, VerdictEvent)} <= {Verdict.PASS, Verdict.WARN}
    assert not [e for e in log if isinstance(e, ErrorEvent)]


@pytest.fixture
def example():
    adapter = load(EXAMPLE)
    yield adapter
    adapter._process.clean_up()


def exchanges():
    """Question and answer of every example in the README."""
    blocks = re.findall(r"```json\n(.*)\n(.*)\n```", (FOLDER / "README.md").read_text("utf-8"))
    return [(json.loads(query), json.loads(answer)) for query, answer in blocks]


def test_the_readme_shows_every_verb_as_it_is(example):
    seen = []
    for query, answer in exchanges():
        assert query["id"] == answer["id"]
        assert envelope_error(answer) is None
        verb, params = query["method"], query["params"]
        seen.append(verb)
        if "error" in answer:
            continue
        check_question(verb, params)
        check_answer(verb, answer["result"], params.get("command"))
        real = getattr(example, verb)(params)
        if "…" not in json.dumps([query, answer], ensure_ascii=False):
            assert real == answer["result"]
        else:
            assert real.keys() == answer["result"].keys()
    assert sorted(seen) == sorted([*VERBS, "bestaat_niet"])
    assert example.stopped_by_itself


def test_the_example_lives_on_after_what_it_cannot_do(example):
    with pytest.raises(ErrorAnswer, match="fout -32601: dit systeem kent bestaat_niet niet"):
        example.query("bestaat_niet", {})
    with pytest.raises(ErrorAnswer, match="fout -32000: InputError: Verwacht eerst een reset"):
        example.collect({})
    assert example.hello({})["name"] == "Referentie"


@pytest.mark.parametrize("line", [b"hallo\n", b"[]\n", b'{"id": 3}\n', b'{"method": "hello"}\n', b"3\n"])
def test_the_example_answers_what_is_no_question(example, line):
    answer = json.loads(example._process.exchange(line, NORMAL))
    assert answer == {"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "dit is geen vraag"}}
    assert example._process.close()
