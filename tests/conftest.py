import os
import signal

import pytest

from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.run.options import PREFIX
from migratietoets.conformance.run.settings import NO_SETTINGS
from tests.systems.programs import write_program

for _number, _default in (
    (signal.SIGINT, signal.default_int_handler),
    (signal.SIGHUP, signal.SIG_DFL),
    (signal.SIGQUIT, signal.SIG_DFL),
):
    if signal.getsignal(_number) is signal.SIG_IGN:  # in the background, or under nohup, where every child inherits it
        signal.signal(_number, _default)

for _name in [name for name in os.environ if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in NO_SETTINGS]:
    del os.environ[_name]  # what is set for somebody's own system is not meant for the tests of the kit


@pytest.fixture
def program(tmp_path):
    """Write a program; the result is the name of its adapter."""
    return lambda body: write_program(tmp_path / "programma.py", body)


@pytest.fixture
def start(program):
    """Start a program as an adapter, and clean up after the test."""
    started = []

    def do(body, timeout=20.0):
        started.append(load(program(body), timeout=Timeout(timeout)))
        return started[-1]

    yield do
    for adapter in started:
        adapter._process.clean_up()
