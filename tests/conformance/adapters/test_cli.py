import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from migratietoets.conformance.adapters import process
from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.adapters.jsonrpc import ErrorAnswer
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.protocol.verbs import VERBS, AdapterError
from migratietoets.istandaard.model import InputError
from tests.systems.foreign import FOREIGN_BSN
from tests.systems.programs import alive, disappears

SHORT = 0.3
ECHO = "while True:\n    v = lees()\n    antwoord(v, result=v)\n"
TIDY = "while True:\n    v = lees()\n    antwoord(v)\n    if v['method'] == 'stop': break\n"


@pytest.fixture
def little_patience(monkeypatch):
    monkeypatch.setattr(process, "PATIENCE", SHORT)


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
    assert system.deliver({"xml": long})["params"]["xml"] == long


def test_an_answer_may_come_in_pieces(start):
    system = start(
        'v = lees()\nfor deel in (b\'{"jsonrpc":"2.0",\', b\'"id":1,\', b\'"result":{}}\\r\\n\'): ruw(deel)\nlees()'
    )
    assert system.hello({}) == {}


def test_an_error_object_costs_one_call(start):
    system = start(
        f"fout = 'geen \\x1b[31mdossier van {FOREIGN_BSN}'\n"
        "antwoord(lees(), error={'code': -32000, 'message': fout, 'data': {'x': 1}})\n" + ECHO
    )
    with pytest.raises(ErrorAnswer) as error:
        system.instruct({"command": "migreer", "params": {}})
    text = str(error.value)
    assert "op instruct (migreer): het systeem antwoordt met fout -32000: geen ·[31mdossier" in text
    assert FOREIGN_BSN not in text
    assert system.hello({})["id"] == 2


BROKEN_ANSWERS = {
    "niets": ("lees()\ntime.sleep(60)", "een regel als antwoord binnen 0.3 s; gevonden: niets."),
    "halve regel": ("lees()\nruw(b'{\"jsonrpc\"')\ntime.sleep(60)", "gevonden: het begin van een regel, zonder"),
    "leest niet": ("time.sleep(60)", "binnen 0.3 s; gevonden: niets."),
}


@pytest.mark.parametrize("kind", BROKEN_ANSWERS)
def test_a_system_that_is_too_late_is_dead_from_then_on(start, kind):
    body, text = BROKEN_ANSWERS[kind]
    system = start("antwoord(lees())\n" + body)
    system.hello({})
    system._timeout = Timeout(SHORT)
    with pytest.raises(AdapterError) as first:
        system.reset({})
    assert text in str(first.value)
    assert "werkt niet meer sinds reset" in str(first.value)
    assert "flush" in str(first.value)
    begin = time.monotonic()
    for verb in ("advance", "collect", "stop"):
        with pytest.raises(AdapterError) as later:
            getattr(system, verb)({})
        assert str(later.value) == str(first.value)
    assert time.monotonic() - begin < SHORT
    assert not alive(system._process._popen.pid)


def test_a_question_that_is_not_read_is_a_time_out(start):
    system = start("time.sleep(60)", timeout=SHORT)
    with pytest.raises(AdapterError, match="het programma leest de vraag niet"):
        system.deliver({"xml": "x" * 1_000_000})


GARBAGE = {
    "logregel": ("ruw(b'INFO gestart\\n')", "gevonden: “INFO gestart”. Doe dit: schrijf op standaarduitvoer alleen"),
    "lege regel": ("ruw(b'\\n')", "gevonden: een lege regel."),
    "geen UTF-8": ('ruw(b\'{"x": "caf\\xe9"}\\n\')', "tekst in UTF-8; gevonden: byte 0xe9 op plaats 10."),
    "BOM": ("ruw(b'\\xef\\xbb\\xbf{}\\n')", "zonder BOM"),
    "kopregels": ("ruw(b'Content-Length: 2\\r\\n\\r\\n{}')", "zonder kopregels"),
    "NaN": ('ruw(b\'{"jsonrpc":"2.0","id":1,"result":{"x":NaN}}\\n\')', "een JSON-object; gevonden: “{"),
    "te diep": ("ruw(b'[' * 100000 + b'\\n')", "gevonden: te veel lagen in elkaar"),
    "lijst": ("ruw(b'[]\\n')", "verwacht een object; gevonden een lijst"),
    "geen versie": ('ruw(b\'{"id":1,"result":{}}\\n\')', "verwacht de sleutel jsonrpc"),
    "andere versie": ('ruw(b\'{"jsonrpc":"1.0","id":1,"result":{}}\\n\')', "jsonrpc: verwacht “2.0”"),
    "niets erin": ('ruw(b\'{"jsonrpc":"2.0","id":1}\\n\')', "verwacht precies een van result of error"),
    "allebei": (
        'ruw(b\'{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}}\\n\')',
        "verwacht precies een van result of error",
    ),
    "fout zonder code": (
        'ruw(b\'{"jsonrpc":"2.0","id":1,"error":{"message":""}}\\n\')',
        "error: verwacht de sleutel code",
    ),
    "andere id": ('ruw(b\'{"jsonrpc":"2.0","id":"een","result":{}}\\n\')', 'vraag 1; gevonden: id "een"'),
    "id van later": ('ruw(b\'{"jsonrpc":"2.0","id":7,"result":{}}\\n\')', "vraag 1; gevonden: id 7"),
    "id waar": ('ruw(b\'{"jsonrpc":"2.0","id":true,"result":{}}\\n\')', "id: verwacht een geheel getal of een tekst"),
    "fout zonder id": (
        'ruw(b\'{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"kapot"}}\\n\')',
        "een fout zonder id: kapot",
    ),
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_what_is_no_answer_ends_the_conversation(start, kind):
    body, text = GARBAGE[kind]
    system = start(f"lees()\n{body}\ntime.sleep(60)")
    with pytest.raises(AdapterError) as error:
        system.hello({})
    assert text in str(error.value)
    assert "Doe dit:" in str(error.value)
    with pytest.raises(AdapterError, match="sinds hello"):
        system.collect({})


def test_answering_twice_is_told_at_the_next_question(start):
    system = start("v = lees()\nantwoord(v)\nantwoord(v)\n" + ECHO)
    system.hello({})
    with pytest.raises(AdapterError, match="het antwoord op vraag 2; gevonden: nog een antwoord op vraag 1"):
        system.collect({})


END = {
    "exitcode": ("lees()\nsys.exit(3)", "het programma eindigde met exitcode 3"),
    "nog voor de vraag": ("sys.exit(0)", "het programma eindigde met exitcode 0"),
    "signaal": ("lees()\nos.kill(os.getpid(), 9)", "het programma werd beëindigd door SIGKILL"),
    "midden in een regel": ("lees()\nruw(b'{')\nsys.exit(1)", "het programma eindigde met exitcode 1"),
}


@pytest.mark.parametrize("kind", END)
def test_a_system_that_ends_is_told_with_how(start, kind):
    body, text = END[kind]
    with pytest.raises(AdapterError, match=text):
        start(body).hello({})


def test_closed_output_is_told(start, little_patience):
    system = start("lees()\nos.close(1)\ntime.sleep(60)")
    with pytest.raises(AdapterError, match="het programma sloot zijn invoer of uitvoer"):
        system.hello({})
    assert not alive(system._process._popen.pid)


def test_closed_input_is_told(start, little_patience):
    system = start("v = lees()\nos.close(0)\nantwoord(v)\ntime.sleep(60)")
    assert system.hello({}) == {}
    with pytest.raises(AdapterError, match="sloot zijn invoer"):
        system.collect({})


def test_the_last_of_stderr_is_shown_and_the_same_every_time(start):
    body = (
        "sys.stderr.write(''.join(f'regel {i}\\n' for i in range(40)))\n"
        f"sys.stderr.write('\\x1b[2Jbsn {FOREIGN_BSN}, 999900006\\n')\nlees()\nsys.exit(1)"
    )
    texts = set()
    for _ in range(3):
        with pytest.raises(AdapterError) as error:
            start(body).hello({})
        texts.add(str(error.value))
    assert len(texts) == 1
    text = texts.pop()
    assert text.endswith("\n  stderr: regel 39\n  stderr: ·[2Jbsn *********, 999900006")
    assert "regel 26\n" in text
    assert "regel 25\n" not in text


def test_a_flood_on_stderr_does_not_block(start):
    system = start("sys.stderr.write('x' * 5_000_000 + 'einde')\n" + ECHO)
    assert system.hello({})["id"] == 1
    assert len(system._process.stderr) <= process.MAX_STDERR
    assert system._process.stderr.endswith("einde")


def test_a_flood_on_stderr_does_not_stretch_the_time(start):
    system = start("while True: sys.stderr.write('x' * 1000)", timeout=SHORT)
    with pytest.raises(AdapterError, match=r"binnen 0\.3 s"):
        system.hello({})


def test_a_line_without_end_is_cut_off(start, monkeypatch):
    monkeypatch.setattr(process, "MAX_LINE", 1024 * 1024)
    system = start("lees()\nwhile True: ruw(b'x' * 100000)")
    with pytest.raises(AdapterError, match="een regel van hoogstens 1 MB; gevonden: een langere"):
        system.hello({})


def test_a_flood_of_lines_before_the_question_is_read_is_cut_off(start, monkeypatch):
    monkeypatch.setattr(process, "MAX_LINE", 1024 * 1024)
    system = start("while True: ruw(b'x\\n' * 10000)")
    with pytest.raises(AdapterError, match=r"Verwacht: een regel van hoogstens 1 MB|Verwacht: een JSON-object"):
        system.deliver({"xml": "x" * 1_000_000})


# ---- nothing left behind

SLEEPER = "p = subprocess.Popen(['sleep', '60'])\nwhile True:\n    v = lees()\n    antwoord(v, result={'pid': p.pid})\n"


def test_stop_waits_until_the_program_ends(start):
    system = start(TIDY)
    assert system.stop({}) == {}
    assert system.stopped_by_itself is True
    assert not alive(system._process._popen.pid)
    with pytest.raises(AdapterError, match="is gestopt"):
        system.hello({})


def test_a_program_that_stays_after_stop_is_ended(start, little_patience):
    system = start("antwoord(lees())\ntime.sleep(60)")
    system.stop({})
    assert system.stopped_by_itself is False
    assert not alive(system._process._popen.pid)


def test_what_the_program_says_while_it_ends_does_not_keep_it(start):
    system = start("antwoord(lees())\nruw(b'x' * 500000)\nsys.stderr.write('x' * 500000)")
    system.stop({})
    assert system.stopped_by_itself is True


@pytest.mark.parametrize("how", ["stop", "ruim_op", "time-out"])
def test_children_of_the_program_go_with_it(start, little_patience, how):
    system = start(SLEEPER.replace("antwoord(v", "v['method'] != 'advance' and antwoord(v"))
    child = system.hello({})["pid"]
    assert alive(child)
    if how == "stop":
        system.stop({})
    elif how == "ruim_op":
        system._process.clean_up()
    else:
        system._timeout = Timeout(SHORT)
        with pytest.raises(AdapterError):
            system.advance({})
    assert disappears(child)
    assert not alive(system._process._popen.pid)


def test_a_program_that_ignores_sigterm_is_killed(start, little_patience):
    system = start("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + SLEEPER)
    system.hello({})
    system._process.clean_up()
    assert not alive(system._process._popen.pid)


def test_an_adapter_that_nobody_holds_is_cleaned_up(program, little_patience):
    system = load(program(SLEEPER))
    pids = system.hello({})["pid"], system._process._popen.pid
    del system
    assert all(map(disappears, pids))


KIT = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background makes its children ignore it
from migratietoets.conformance.adapters import process
from migratietoets.conformance.adapters.discovery import load
process.PATIENCE = 0.3
systeem = load(sys.argv[1])
print(systeem.hello({})["pid"], systeem._process._popen.pid, flush=True)
"""


@pytest.mark.parametrize("closing", ["", "raise SystemExit(1)", "systeem.advance({})"])
def test_nothing_is_left_when_the_kit_ends(program, closing):
    """At the end, after an error, and on Ctrl-C in the middle of a question."""
    name = program(SLEEPER.replace("antwoord(v", "v['method'] != 'advance' and antwoord(v"))
    kit = subprocess.Popen([sys.executable, "-c", KIT + closing, name], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    pids = [int(pid) for pid in kit.stdout.readline().split()]
    assert len(pids) == 2
    if "advance" in closing:
        time.sleep(0.1)
        kit.send_signal(signal.SIGINT)
    errors = kit.communicate(timeout=20)[1].decode()
    assert ("KeyboardInterrupt" in errors) == ("advance" in closing)
    assert all(map(disappears, pids))


def test_an_interrupt_ends_the_program_at_once(start, little_patience, monkeypatch):
    system = start(SLEEPER)
    child = system.hello({})["pid"]

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(system._process, "_wait", interrupt)
    with pytest.raises(KeyboardInterrupt):
        system.collect({})
    assert disappears(child)
    with pytest.raises(AdapterError, match="afgebroken tijdens collect"):
        system.hello({})


def test_no_file_stays_open(start):
    def count():
        folder = Path("/proc/self/fd")
        return len(list(folder.iterdir())) if folder.exists() else 0

    before = count()
    for _ in range(3):
        start(TIDY).stop({})
    assert count() == before


# ---- names


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


# ---- through the same checks as any adapter


def test_the_shape_of_an_answer_is_checked_and_costs_one_call(start):
    party = Party("cli:x", start("antwoord(lees(), result={'messages': 3, 'notices': []})\nantwoord(lees())\nlees()"))
    with pytest.raises(AdapterError, match="messages: verwacht een lijst; gevonden het getal 3"):
        party.query("collect", {})
    assert party.query("advance", {"to": "2020-09-01T08:00:00+02:00"}) == {}
