import signal
import subprocess
import sys

import pytest

from migratietoets.conformance.adapters import process
from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.protocol.verbs import AdapterError
from tests.systems.programs import alive, disappears

KIT = """
import sys, time
from migratietoets.conformance.adapters import process
from migratietoets.conformance.adapters.discovery import load
process.PATIENCE = 0.3
systeem = load(sys.argv[1])
print(systeem._process.pid, *systeem.hello({})["pids"], flush=True)
systeem.collect({})
"""
STUBBORN = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
kind = subprocess.Popen(['sleep', '60'])
kleinkind = subprocess.Popen('(setsid sleep 60 & echo $!)', shell=True, stdout=subprocess.PIPE)
pids = [kind.pid, int(kleinkind.stdout.readline())]
antwoord(lees(), result={'pids': pids})
lees()
EINDE
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="wie een eigen sessie begint, is alleen op Linux te vinden")


@linux
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_nothing_is_left_when_the_kit_is_killed(program, how):
    """A system that hangs and ignores SIGTERM, its child, and a grandchild in a session of its own."""
    name = program(STUBBORN.replace("EINDE", "time.sleep(60)"))
    kit = subprocess.Popen([sys.executable, "-c", KIT, name], stdout=subprocess.PIPE)
    pids = [int(pid) for pid in kit.stdout.readline().split()]
    assert len(pids) == 3
    assert all(map(alive, pids))
    kit.send_signal(how)
    assert kit.wait(10) == -how
    assert all(map(disappears, pids))
    kit.stdout.close()


@linux
@pytest.mark.parametrize("end", ["sys.exit(3)", "os.kill(os.getpid(), 9)", "time.sleep(60)"])
def test_nothing_is_left_when_the_program_ends(start, monkeypatch, end):
    """By itself, killed, or by us."""
    monkeypatch.setattr(process, "PATIENCE", 0.3)
    system = start(STUBBORN.replace("EINDE", end))
    pids = [system._process.pid, *system.hello({})["pids"]]
    if "sleep" in end:
        system._process.clean_up()
    else:
        with pytest.raises(AdapterError, match=r"exitcode 3|werd beëindigd door SIGKILL"):
            system.collect({})
    assert all(map(disappears, pids))


def test_a_program_that_kills_the_guard_goes_too(start):
    system = start("os.kill(os.getppid(), 9)\nlees()\ntime.sleep(60)", timeout=0.3)
    with pytest.raises(AdapterError, match=r"binnen 0\.3 s"):
        system.hello({})
    assert disappears(system._process.pid)


def test_a_program_hears_signals_as_any_other(start):
    """What the guard ignores, or catches, is no concern of the program."""
    system = start("import signal\nantwoord(lees(), result={str(s): str(signal.getsignal(s)) for s in (1, 2, 15, 17)})")
    handlers = system.hello({})
    assert handlers["15"] == handlers["1"] == handlers["17"] == str(signal.SIG_DFL)
    assert "default_int_handler" in handlers["2"]


@linux
def test_a_program_ignores_no_signal_of_itself(tmp_path):
    script = tmp_path / "script"
    ignored = "$(grep SigIgn /proc/self/status | cut -f 2)"
    answer = f'{{\\"jsonrpc\\": \\"2.0\\", \\"id\\": 1, \\"result\\": {{\\"ignored\\": \\"{ignored}\\"}}}}'
    script.write_text(f'read question; echo "{answer}"')
    standard = 2**31 - 1  # those above are of the C library itself
    assert int(load(f"cli:sh {script}").hello({})["ignored"], 16) & standard == 0


def test_a_program_knows_nothing_of_the_guard(start):
    system = start("antwoord(lees(), result={'fds': sorted(os.listdir('/proc/self/fd'), key=int)})")
    if sys.platform == "linux":
        assert system.hello({})["fds"] == ["0", "1", "2", "3"]  # the last one lists the folder
