import time

import pytest

from migratietoets.conformance.adapters import limits, process
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.verbs import AdapterError
from tests.systems.foreign import FOREIGN_BSN
from tests.systems.programs import alive

SHORT = 0.3
ECHO = "while True:\n    v = lees()\n    antwoord(v, result=v)\n"


@pytest.fixture
def little_patience(monkeypatch):
    monkeypatch.setattr(process, "PATIENCE", SHORT)


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
    assert not alive(system._process.pid)


def test_a_question_that_is_not_read_is_a_time_out(start):
    system = start("time.sleep(60)", timeout=SHORT)
    with pytest.raises(AdapterError, match="het programma leest de vraag niet"):
        system.deliver({"xml": "x" * 1_000_000})


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
    assert not alive(system._process.pid)


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


def test_a_line_without_end_is_cut_off(start):
    system = start("lees()\nwhile True: ruw(b'x' * 100000)")
    with pytest.raises(AdapterError, match="een regel van hoogstens 64 kB; gevonden: een langere"):
        system.hello({})


def test_a_flood_of_lines_before_the_question_is_read_is_cut_off(start):
    system = start("while True: ruw(b'x\\n' * 10000)")
    with pytest.raises(AdapterError, match=r"Verwacht: een regel van hoogstens 1 MB|Verwacht: een JSON-object"):
        system.deliver({"xml": "x" * 1_000_000})


@pytest.mark.parametrize(("verb", "size"), [("hello", "64 kB"), ("advance", "1 MB"), ("collect", "32 MB")])
def test_a_line_is_as_long_as_its_verb_needs(start, verb, size):
    system = start("v = lees()\nantwoord(v, result={'x': 'x' * (32 * 1024 ** 2)})\nlees()")
    with pytest.raises(AdapterError, match=f"een regel van hoogstens {size}; gevonden: een langere"):
        getattr(system, verb)({})


def test_a_conversation_has_an_end(start, monkeypatch):
    monkeypatch.setattr(process, "IN_ALL", 1024 * 1024)
    monkeypatch.setattr(limits, "IN_ALL", 1024 * 1024)
    system = start("while True: antwoord(lees(), result={'x': 'x' * 300_000})")
    for _ in range(3):
        system.collect({})
    with pytest.raises(AdapterError, match="hoogstens 1 MB in een heel gesprek; gevonden: meer"):
        system.collect({})
