"""Try one entry of the catalogue in a process of its own, so that nothing else counts, and tell what it cost.

python -m tests.hostile.measure TRANSPORT NAME
"""

import json
import os
import shlex
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.chain.parcel import Parcel, inspect
from migratietoets.conformance.protocol.verbs import AdapterError
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import ErrorEvent
from migratietoets.conformance.vocabulary.outcomes import Account, Outcome
from migratietoets.istandaard.releases import Domein
from tests.helpers import PROJECT, forked
from tests.hostile.files import FILES
from tests.hostile.programs import PROGRAMS
from tests.hostile.servers import SERVERS
from tests.hostile.systems import SYSTEMS, Gewoon
from tests.hostile.talkers import TOO_MUCH  # noqa: F401  # they enter the catalogue
from tests.systems.programs import write_program

CASE = "toewijzingen/per-jaar"
SHORT, LONG = 1.0, 30.0
"""The time-out of a system that is to be too late, and of any other."""
MARK = "MIGRATIETOETS_VIJAND"
MB = 1024 * 1024
NOW = "2021-02-01T09:00:00+01:00"


def entries():
    """Every transport and entry that can go over it, in the order of the catalogue."""
    yield from ((transport, name) for name in SYSTEMS for transport in SYSTEMS[name].says)
    yield from (("cli", name) for name in PROGRAMS)
    yield from (("http", name) for name in SERVERS)
    yield from (("xml", name) for name in FILES)


def entry(name):
    return next(one[name] for one in (SYSTEMS, PROGRAMS, SERVERS, FILES) if name in one)


def measured(transport, name, folder):
    """What trying an entry gives, in a process of its own."""
    environment = {"PYTHONPATH": str(PROJECT)}
    done = forked.run("tests.hostile.measure", transport, name, folder=folder, environment=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def adapter_of(transport, name):
    if name in PROGRAMS:
        return write_program(Path(f"{name}.py"), f"HELLO = {Gewoon().hello({})!r}\n{PROGRAMS[name].does}")
    module = SYSTEMS[name].does.__module__
    if transport == "cli":
        return "cli:" + shlex.join([sys.executable, "-m", "tests.hostile.bridge", module, name])
    return f"{transport}:{module}:{name}"


@contextmanager
def web_server(name):
    """A system that runs already; gives its address."""
    what = [SYSTEMS[name].does.__module__, name] if name in SYSTEMS else [name]
    command = [sys.executable, "-m", "tests.hostile.webserver", *what]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes) as server:
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}/"
        finally:
            server.kill()


def play(adapter, seconds):
    """A campaign of one case: what is said of the system, and the outcome."""
    selection = Selection(
        adapter=adapter, cases=(CASE,), roles=("gemeente",), domeinen=(Domein.WMO,), timeout=Timeout(seconds)
    )
    (campaign,) = selection.campaigns()
    run = Run(selection, lambda _: EventLog())
    try:
        verdicts = run.verdicts(campaign)
    except AdapterError as error:
        return [str(error)], Outcome.ADAPTER_ERROR
    said = [event.text for event in run.events(campaign) if isinstance(event, ErrorEvent)]
    return said, Account.of(verdict.verdict for verdict in verdicts.values()).outcome


def receive(data):
    """A message of a system: what is said of it."""
    parcel = Parcel("gemeente", "301", "3.0", NOW, data.decode("utf-8", "surrogateescape"))
    return inspect(parcel, None, datetime.fromisoformat(NOW))[1], ""


GONE_WITHIN = 2
"""Seconds that a busy machine may take to clear away what was killed."""


def left_behind():
    """How many processes with our mark still run, when those that were killed have gone."""
    until = time.monotonic() + GONE_WITHIN
    while (count := running()) and time.monotonic() < until:
        time.sleep(0.1)
    return count


def running():
    mark = f"{MARK}={os.environ[MARK]}".encode()
    count = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            count += mark in (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
    return count


def memory(which):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(which))


def main(transport, name):
    os.environ[MARK] = f"{os.getpid()}"
    data = entry(name).does() if transport == "xml" else b""
    seconds = SHORT if "binnen 1 s" in entry(name).says[transport] else LONG
    with web_server(name) if transport == "http" else nullcontext("") as address:
        adapter = address or (adapter_of(transport, name) if transport != "xml" else "")
        Path("/proc/self/clear_refs").write_text("5")  # the peak starts here
        before, begin, worked = memory("VmRSS"), time.monotonic(), time.process_time()
        said, outcome = receive(data) if transport == "xml" else play(adapter, seconds)
        out = {
            "said": said,
            "outcome": outcome,
            "seconds": time.monotonic() - begin,
            "work": time.process_time() - worked,
            "megabytes": (memory("VmHWM") - before) / MB,
        }
    sys.stdout.write(json.dumps(out | {"left": left_behind()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
