import os
import signal
from dataclasses import replace
from importlib import metadata

import pytest

from migratietoets.conformance.adapters import discovery
from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.adapters.jsonrpc import ErrorAnswer
from migratietoets.conformance.adapters.program import Program
from migratietoets.conformance.adapters.python import Inline
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.protocol.verbs import VERBS, AdapterError
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import VerdictEvent
from tests.helpers.play import person

SYSTEM = """
import os, sys, threading, time
class Systeem:
    def __init__(self):
        START
    def hello(self, params):
        HELLO
        return {"pid": os.getpid(), "module": __name__}
    def reset(self, params): return {}
    advance = deliver = instruct = collect = stop = reset
"""
TRANSPORTS = ("python", "python-inline")


@pytest.fixture
def system(tmp_path, monkeypatch):
    """Write a system in a module of its own, in the current folder, and give its module:Class."""
    monkeypatch.chdir(tmp_path)
    made = 0

    def write(start="pass", hello="pass", top=""):
        nonlocal made
        made += 1
        module = f"eigen_{tmp_path.name}_{made}".replace("-", "_")
        text = SYSTEM.replace("START", start).replace("HELLO", hello)
        (tmp_path / f"{module}.py").write_text(top + text, "utf-8")
        return f"{module}:Systeem"

    return write


def test_a_class_runs_in_a_process_of_its_own_unless_asked_inline(system):
    apart = load(f"python:{system()}")
    assert apart.hello({})["pid"] == apart._process.pid
    apart.stop({})
    assert apart.stopped_by_itself
    inline = load(f"python-inline:{system()}")
    assert inline.hello({})["pid"] == os.getpid()


def test_the_reference_stays_here_and_what_others_offer_does_not(system, monkeypatch):
    points = [
        metadata.EntryPoint("zorgnet", system(), discovery.GROUP),
        metadata.EntryPoint("referentie", system(), discovery.GROUP),
        *metadata.entry_points(group=discovery.GROUP),
    ]
    monkeypatch.setattr(discovery, "entry_points", lambda group: points)
    assert isinstance(load("referentie"), ReferenceParty)
    other = load("zorgnet")
    assert isinstance(other, Program)
    assert other.name == "zorgnet"


def test_what_the_system_prints_or_reads_stays_out_of_the_conversation(system):
    hello = (
        "print('hallo'); os.write(1, b'ruw'); os.system('echo kind'); sys.stdout = None; "
        "assert sys.stdin.read() == ''; os.fork(); threading.Thread(target=time.sleep, args=(0.1,)).start()"
    )
    loud = load(f"python:{system(hello=hello, top='print(1)')}")
    for _ in range(3):
        assert loud.hello({})["pid"] == loud._process.pid
    loud.stop({})
    assert {"1", "hallo", "ruwkind"} <= set(loud._process.stderr.split())


RAISED = {
    "sys.exit(0)": "SystemExit: 0",
    "sys.exit()": "SystemExit: ",
    "raise KeyboardInterrupt": "KeyboardInterrupt: ",
    "raise GeneratorExit": "GeneratorExit: ",
    "raise BaseException('weg')": "BaseException: weg",
    "raise StopIteration": "StopIteration: ",
    "raise type('Stil', (Exception,), {'__str__': lambda self: 1 / 0})": "een fout die zelf niet te lezen is",
}


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("what", RAISED)
def test_whatever_a_class_raises_is_an_adapter_error(system, transport, what):
    for name in (system(top=f"import sys\n{what}"), system(start=what)):
        with pytest.raises(AdapterError, match="kan niet worden geladen: ") as error:
            load(f"{transport}:{name}")
        assert RAISED[what] in str(error.value)
    party = Party("x", load(f"{transport}:{system(hello=what)}"))
    with pytest.raises(AdapterError, match=r"op hello.*zoek de oorzaak in het systeem") as error:
        party.query("hello", {})
    assert RAISED[what] in str(error.value)
    assert party.query("advance", {"to": "2020-09-01T08:00:00+02:00"}) == {}


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_an_error_says_where_it_is(system, transport):
    with pytest.raises(AdapterError, match=r"ModuleNotFoundError: .*'ergens_anders' \(eigen_.*\.py, regel 1\)\."):
        load(f"{transport}:{system(top='import ergens_anders')}")
    with pytest.raises(AdapterError, match=r"op hello.*ValueError: nee \(eigen_.*\.py, regel 7\)"):
        load(f"{transport}:{system(hello='raise ValueError(chr(110) + chr(101) * 2)')}").hello({})


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_a_class_that_is_not_there_or_lacks_a_verb_is_told(transport):
    for place in ("bestaat_niet:Systeem", "json:Bestaat", "geen_klasse"):
        with pytest.raises(AdapterError, match=r"kan niet worden geladen.*python:module:Klasse"):
            load(f"{transport}:{place}")
    with pytest.raises(AdapterError, match=f"mist de methode\\(n\\) {', '.join(VERBS)}"):
        load(f"{transport}:json:JSONDecoder")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"top": "import os\nos._exit(0)"}, "sinds het laden.*eindigde met exitcode 0"),
        ({"start": "os._exit(0)"}, "sinds het laden.*eindigde met exitcode 0"),
        ({"hello": "os._exit(0)"}, "sinds hello.*eindigde met exitcode 0"),
        ({"start": "time.sleep(60)"}, "sinds het laden.*binnen 0.5 s"),
    ],
)
def test_a_class_that_ends_its_process_or_hangs_is_told(system, parts, text):
    with pytest.raises(AdapterError, match=text):
        load(f"python:{system(**parts)}", timeout=Timeout(0.5 if "sleep" in str(parts) else 20)).hello({})


def test_an_unknown_verb_and_what_is_no_json_cost_one_call(system):
    apart = load(f"python:{system(hello='return {1: {2}}')}")
    with pytest.raises(ErrorAnswer, match="fout -32601: dit systeem kent __init__ niet"):
        apart.query("__init__", {})
    with pytest.raises(ErrorAnswer, match="TypeError: Object of type set is not JSON serializable"):
        apart.hello({})
    assert apart.collect({}) == {}


def test_a_ctrl_c_of_the_user_is_no_fault_of_a_class_in_this_process(system):
    hello = "os.kill(os.getpid(), 2); time.sleep(1)"
    inline = load(f"python-inline:{system(hello=hello)}")
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        inline.hello({})
    assert signal.getsignal(signal.SIGINT) is before


def test_what_an_adapter_does_to_what_passes_changes_nothing_here():
    class Greedy:
        def reset(self, params):
            params["stock"].clear()
            params["clients"][0]["achternaam"] = "Ander"
            return self.__dict__

    greedy = Greedy()
    greedy.kept = [1]
    client = person("999900006").to_json()
    moment = "2020-09-01T08:00:00+02:00"
    params = {"role": "gemeente", "domain": "wmo", "now": moment, "seed": 0, "case": "x", "gemeente": "0344"}
    params |= {"aanbieders": [], "stock": [{}], "clients": [client]}
    answer = Party("x", Inline("x", greedy)).query("reset", params)
    greedy.kept.append(2)
    assert (params["stock"], client, answer) == ([{}], person("999900006").to_json(), {"kept": [1]})


def test_the_reference_in_a_process_of_its_own_says_what_it_says_here():
    def played(adapter):
        selection = Selection(adapter=adapter, cases=("toewijzingen/per-jaar",), roles=("gemeente",))
        run = Run(selection, lambda _: EventLog())
        for campaign in selection.campaigns():
            run.verdicts(campaign)
            yield [replace(e, reproduce="") if isinstance(e, VerdictEvent) else e for e in run.events(campaign)]

    place = "migratietoets.conformance.reference.party:ReferenceParty"
    assert list(played(f"python:{place}")) == list(played("referentie"))
