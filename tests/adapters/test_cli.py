import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from adapters.programmas import leeft, verdwijnt
from adapters.vreemd import VREEMD

from conformance.adapters import laad, proces
from conformance.adapters.jsonrpc import Foutantwoord
from conformance.partij import Partij
from conformance.protocol import WERKWOORDEN, Adapterfout
from istandaard.model import Invoerfout

KORT = 0.3
ECHO = "while True:\n    v = lees()\n    antwoord(v, result=v)\n"
NETJES = "while True:\n    v = lees()\n    antwoord(v)\n    if v['method'] == 'stop': break\n"


@pytest.fixture
def weinig_geduld(monkeypatch):
    monkeypatch.setattr(proces, "GEDULD", KORT)


def test_every_verb_is_one_line_with_a_rising_id(start):
    systeem = start(ECHO)
    for nummer, werkwoord in enumerate(WERKWOORDEN[:-1], start=1):
        params = {"command": "plan", "params": {}} if werkwoord == "instruct" else {"x": 1}
        gevonden = getattr(systeem, werkwoord)(params)
        assert gevonden == {"jsonrpc": "2.0", "id": nummer, "method": werkwoord, "params": params}


def test_text_comes_over_unharmed(start):
    systeem = start(ECHO)
    lastig = 'Zoë\n"€"\u2028\U0001f600\r\n\ud800'
    assert systeem.deliver({"xml": lastig})["params"]["xml"] == lastig


def test_long_lines_go_both_ways(start):
    systeem = start(ECHO)
    lang = "x" * 3_000_000
    assert systeem.deliver({"xml": lang})["params"]["xml"] == lang


def test_an_answer_may_come_in_pieces(start):
    systeem = start(
        'v = lees()\nfor deel in (b\'{"jsonrpc":"2.0",\', b\'"id":1,\', b\'"result":{}}\\r\\n\'): ruw(deel)\nlees()'
    )
    assert systeem.hello({}) == {}


def test_an_error_object_costs_one_call(start):
    systeem = start(
        f"fout = 'geen \\x1b[31mdossier van {VREEMD}'\n"
        "antwoord(lees(), error={'code': -32000, 'message': fout, 'data': {'x': 1}})\n" + ECHO
    )
    with pytest.raises(Foutantwoord) as fout:
        systeem.instruct({"command": "migreer", "params": {}})
    tekst = str(fout.value)
    assert "op instruct (migreer): het systeem antwoordt met fout -32000: geen ·[31mdossier" in tekst
    assert VREEMD not in tekst
    assert systeem.hello({})["id"] == 2


GEBROKEN = {
    "niets": ("lees()\ntime.sleep(60)", "een regel als antwoord binnen 0.3 s; gevonden: niets."),
    "halve regel": ("lees()\nruw(b'{\"jsonrpc\"')\ntime.sleep(60)", "gevonden: het begin van een regel, zonder"),
    "leest niet": ("time.sleep(60)", "binnen 0.3 s; gevonden: niets."),
}


@pytest.mark.parametrize("soort", GEBROKEN)
def test_a_system_that_is_too_late_is_dead_from_then_on(start, soort):
    lijf, tekst = GEBROKEN[soort]
    systeem = start("antwoord(lees())\n" + lijf)
    systeem.hello({})
    systeem._timeout = KORT
    with pytest.raises(Adapterfout) as eerste:
        systeem.reset({})
    assert tekst in str(eerste.value)
    assert "werkt niet meer sinds reset" in str(eerste.value)
    assert "flush" in str(eerste.value)
    begin = time.monotonic()
    for werkwoord in ("advance", "collect", "stop"):
        with pytest.raises(Adapterfout) as later:
            getattr(systeem, werkwoord)({})
        assert str(later.value) == str(eerste.value)
    assert time.monotonic() - begin < KORT
    assert not leeft(systeem._proces._popen.pid)


def test_a_question_that_is_not_read_is_a_time_out(start):
    systeem = start("time.sleep(60)", timeout=KORT)
    with pytest.raises(Adapterfout, match="het programma leest de vraag niet"):
        systeem.deliver({"xml": "x" * 1_000_000})


ROMMEL = {
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


@pytest.mark.parametrize("soort", ROMMEL)
def test_what_is_no_answer_ends_the_conversation(start, soort):
    lijf, tekst = ROMMEL[soort]
    systeem = start(f"lees()\n{lijf}\ntime.sleep(60)")
    with pytest.raises(Adapterfout) as fout:
        systeem.hello({})
    assert tekst in str(fout.value)
    assert "Doe dit:" in str(fout.value)
    with pytest.raises(Adapterfout, match="sinds hello"):
        systeem.collect({})


def test_answering_twice_is_told_at_the_next_question(start):
    systeem = start("v = lees()\nantwoord(v)\nantwoord(v)\n" + ECHO)
    systeem.hello({})
    with pytest.raises(Adapterfout, match="het antwoord op vraag 2; gevonden: nog een antwoord op vraag 1"):
        systeem.collect({})


EINDE = {
    "exitcode": ("lees()\nsys.exit(3)", "het programma eindigde met exitcode 3"),
    "nog voor de vraag": ("sys.exit(0)", "het programma eindigde met exitcode 0"),
    "signaal": ("lees()\nos.kill(os.getpid(), 9)", "het programma werd beëindigd door SIGKILL"),
    "midden in een regel": ("lees()\nruw(b'{')\nsys.exit(1)", "het programma eindigde met exitcode 1"),
}


@pytest.mark.parametrize("soort", EINDE)
def test_a_system_that_ends_is_told_with_how(start, soort):
    lijf, tekst = EINDE[soort]
    with pytest.raises(Adapterfout, match=tekst):
        start(lijf).hello({})


def test_closed_output_is_told(start, weinig_geduld):
    systeem = start("lees()\nos.close(1)\ntime.sleep(60)")
    with pytest.raises(Adapterfout, match="het programma sloot zijn invoer of uitvoer"):
        systeem.hello({})
    assert not leeft(systeem._proces._popen.pid)


def test_closed_input_is_told(start, weinig_geduld):
    systeem = start("v = lees()\nos.close(0)\nantwoord(v)\ntime.sleep(60)")
    assert systeem.hello({}) == {}
    with pytest.raises(Adapterfout, match="sloot zijn invoer"):
        systeem.collect({})


def test_the_last_of_stderr_is_shown_and_the_same_every_time(start):
    lijf = (
        "sys.stderr.write(''.join(f'regel {i}\\n' for i in range(40)))\n"
        f"sys.stderr.write('\\x1b[2Jbsn {VREEMD}, 999900006\\n')\nlees()\nsys.exit(1)"
    )
    teksten = set()
    for _ in range(3):
        with pytest.raises(Adapterfout) as fout:
            start(lijf).hello({})
        teksten.add(str(fout.value))
    assert len(teksten) == 1
    tekst = teksten.pop()
    assert tekst.endswith("\n  stderr: regel 39\n  stderr: ·[2Jbsn *********, 999900006")
    assert "regel 26\n" in tekst
    assert "regel 25\n" not in tekst


def test_a_flood_on_stderr_does_not_block(start):
    systeem = start("sys.stderr.write('x' * 5_000_000 + 'einde')\n" + ECHO)
    assert systeem.hello({})["id"] == 1
    assert len(systeem._proces.stderr) <= proces.MAX_STDERR
    assert systeem._proces.stderr.endswith("einde")


def test_a_flood_on_stderr_does_not_stretch_the_time(start):
    systeem = start("while True: sys.stderr.write('x' * 1000)", timeout=KORT)
    with pytest.raises(Adapterfout, match=r"binnen 0\.3 s"):
        systeem.hello({})


def test_a_line_without_end_is_cut_off(start, monkeypatch):
    monkeypatch.setattr(proces, "MAX_REGEL", 1024 * 1024)
    systeem = start("lees()\nwhile True: ruw(b'x' * 100000)")
    with pytest.raises(Adapterfout, match="een regel van hoogstens 1 MB; gevonden: een langere"):
        systeem.hello({})


def test_a_flood_of_lines_before_the_question_is_read_is_cut_off(start, monkeypatch):
    monkeypatch.setattr(proces, "MAX_REGEL", 1024 * 1024)
    systeem = start("while True: ruw(b'x\\n' * 10000)")
    with pytest.raises(Adapterfout, match=r"Verwacht: een regel van hoogstens 1 MB|Verwacht: een JSON-object"):
        systeem.deliver({"xml": "x" * 1_000_000})


# ---- nothing left behind

SLAPER = "p = subprocess.Popen(['sleep', '60'])\nwhile True:\n    v = lees()\n    antwoord(v, result={'pid': p.pid})\n"


def test_stop_waits_until_the_program_ends(start):
    systeem = start(NETJES)
    assert systeem.stop({}) == {}
    assert systeem.zelf_gestopt is True
    assert not leeft(systeem._proces._popen.pid)
    with pytest.raises(Adapterfout, match="is gestopt"):
        systeem.hello({})


def test_a_program_that_stays_after_stop_is_ended(start, weinig_geduld):
    systeem = start("antwoord(lees())\ntime.sleep(60)")
    systeem.stop({})
    assert systeem.zelf_gestopt is False
    assert not leeft(systeem._proces._popen.pid)


def test_what_the_program_says_while_it_ends_does_not_keep_it(start):
    systeem = start("antwoord(lees())\nruw(b'x' * 500000)\nsys.stderr.write('x' * 500000)")
    systeem.stop({})
    assert systeem.zelf_gestopt is True


@pytest.mark.parametrize("hoe", ["stop", "ruim_op", "time-out"])
def test_children_of_the_program_go_with_it(start, weinig_geduld, hoe):
    systeem = start(SLAPER.replace("antwoord(v", "v['method'] != 'advance' and antwoord(v"))
    kind = systeem.hello({})["pid"]
    assert leeft(kind)
    if hoe == "stop":
        systeem.stop({})
    elif hoe == "ruim_op":
        systeem._proces.ruim_op()
    else:
        systeem._timeout = KORT
        with pytest.raises(Adapterfout):
            systeem.advance({})
    assert verdwijnt(kind)
    assert not leeft(systeem._proces._popen.pid)


def test_a_program_that_ignores_sigterm_is_killed(start, weinig_geduld):
    systeem = start("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + SLAPER)
    systeem.hello({})
    systeem._proces.ruim_op()
    assert not leeft(systeem._proces._popen.pid)


def test_an_adapter_that_nobody_holds_is_cleaned_up(programma, weinig_geduld):
    systeem = laad(programma(SLAPER))
    pids = systeem.hello({})["pid"], systeem._proces._popen.pid
    del systeem
    assert all(map(verdwijnt, pids))


KIT = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background makes its children ignore it
from conformance.adapters import laad, proces
proces.GEDULD = 0.3
systeem = laad(sys.argv[1])
print(systeem.hello({})["pid"], systeem._proces._popen.pid, flush=True)
"""


@pytest.mark.parametrize("slot", ["", "raise SystemExit(1)", "systeem.advance({})"])
def test_nothing_is_left_when_the_kit_ends(programma, slot):
    """At the end, after an error, and on Ctrl-C in the middle of a question."""
    naam = programma(SLAPER.replace("antwoord(v", "v['method'] != 'advance' and antwoord(v"))
    kit = subprocess.Popen([sys.executable, "-c", KIT + slot, naam], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    pids = [int(pid) for pid in kit.stdout.readline().split()]
    assert len(pids) == 2
    if "advance" in slot:
        time.sleep(0.1)
        kit.send_signal(signal.SIGINT)
    fouten = kit.communicate(timeout=20)[1].decode()
    assert ("KeyboardInterrupt" in fouten) == ("advance" in slot)
    assert all(map(verdwijnt, pids))


def test_an_interrupt_ends_the_program_at_once(start, weinig_geduld, monkeypatch):
    systeem = start(SLAPER)
    kind = systeem.hello({})["pid"]

    def onderbreek(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(systeem._proces, "_wacht", onderbreek)
    with pytest.raises(KeyboardInterrupt):
        systeem.collect({})
    assert verdwijnt(kind)
    with pytest.raises(Adapterfout, match="afgebroken tijdens collect"):
        systeem.hello({})


def test_no_file_stays_open(start):
    def aantal():
        map_ = Path("/proc/self/fd")
        return len(list(map_.iterdir())) if map_.exists() else 0

    voor = aantal()
    for _ in range(3):
        start(NETJES).stop({})
    assert aantal() == voor


# ---- names


@pytest.mark.parametrize("naam", ["cli:", "cli:   ", "cli:python 'half", "cli"])
def test_a_command_line_that_cannot_be_read_is_wrong_use(naam):
    with pytest.raises(Invoerfout, match=r"verwacht een opdrachtregel|is niet bekend"):
        laad(naam)


@pytest.mark.parametrize("timeout", [0, -1, 3601, float("nan"), float("inf")])
def test_a_time_out_is_a_time(timeout):
    with pytest.raises(Invoerfout, match="--timeout: verwacht een aantal seconden"):
        laad("referentie", timeout=timeout)


def test_a_program_that_cannot_be_started_says_why(tmp_path):
    with pytest.raises(Adapterfout, match="een programma 'bestaat-niet'; gevonden: dat bestaat niet"):
        laad("cli:bestaat-niet --snel")
    bestand = tmp_path / "geen programma"
    bestand.write_text("x")
    with pytest.raises(Adapterfout, match="dat mag niet worden uitgevoerd"):
        laad(f"cli:{shlex.quote(str(bestand))}")
    bestand.chmod(0o755)
    with pytest.raises(Adapterfout, match=r"kan niet worden gestart.*Exec format error"):
        laad(f"cli:{shlex.quote(str(bestand))}")
    with pytest.raises(Adapterfout, match="kan niet worden gestart"):
        laad("cli:python \0")


# ---- through the same checks as any adapter


def test_the_shape_of_an_answer_is_checked_and_costs_one_call(start):
    partij = Partij("cli:x", start("antwoord(lees(), result={'messages': 3, 'notices': []})\nantwoord(lees())\nlees()"))
    with pytest.raises(Adapterfout, match="messages: verwacht een lijst; gevonden het getal 3"):
        partij.vraag("collect", {})
    assert partij.vraag("advance", {"to": "2020-09-01T08:00:00+02:00"}) == {}
