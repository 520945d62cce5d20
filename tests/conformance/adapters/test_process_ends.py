import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from migratietoets.conformance.adapters import process
from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.verbs import AdapterError
from tests.systems.programs import alive, disappears

SHORT = 0.3
TIDY = "while True:\n    v = lees()\n    antwoord(v)\n    if v['method'] == 'stop': break\n"


@pytest.fixture
def little_patience(monkeypatch):
    monkeypatch.setattr(process, "PATIENCE", SHORT)


SLEEPER = "p = subprocess.Popen(['sleep', '60'])\nwhile True:\n    v = lees()\n    antwoord(v, result={'pid': p.pid})\n"


def test_stop_waits_until_the_program_ends(start):
    system = start(TIDY)
    assert system.stop({}) == {}
    assert system.stopped_by_itself is True
    assert not alive(system._process.pid)
    with pytest.raises(AdapterError, match="is gestopt"):
        system.hello({})


def test_a_program_that_stays_after_stop_is_ended(start, little_patience):
    system = start("antwoord(lees())\ntime.sleep(60)")
    system.stop({})
    assert system.stopped_by_itself is False
    assert not alive(system._process.pid)


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
    assert not alive(system._process.pid)


def test_a_program_that_ignores_sigterm_is_killed(start, little_patience):
    system = start("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + SLEEPER)
    system.hello({})
    system._process.clean_up()
    assert not alive(system._process.pid)


def test_an_adapter_that_nobody_holds_is_cleaned_up(program, little_patience):
    system = load(program(SLEEPER))
    pids = system.hello({})["pid"], system._process.pid
    del system
    assert all(map(disappears, pids))


KIT = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background makes its children ignore it
from migratietoets.conformance.adapters import process
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.adapters.discovery import load
process.PATIENCE = 0.3
systeem = load(sys.argv[1])
print(systeem.hello({})["pid"], systeem._process.pid, flush=True)
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
