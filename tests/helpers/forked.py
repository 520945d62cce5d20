"""A program in a process of its own that need not load and read everything again: forked from one that already did."""

import atexit
import gc
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.helpers import PROJECT

LONGEST = 300
"""Seconds a program may take."""


def run(module, *args, folder, environment=None):
    """Run a module as `python -m` would, in a folder and with extra environment variables."""
    with tempfile.TemporaryDirectory() as scratch:
        out, error = Path(scratch) / "out", Path(scratch) / "error"
        query = {
            "module": module,
            "args": [str(arg) for arg in args],
            "folder": str(folder),
            "environment": os.environ | (environment or {}),
            "out": str(out),
            "error": str(error),
        }
        server = _server()
        server.stdin.write(json.dumps(query) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        stdout, stderr = (path.read_bytes().decode("utf-8") for path in (out, error))
        return subprocess.CompletedProcess([module, *query["args"]], code, stdout, stderr)


@cache
def _server():
    server = subprocess.Popen(
        [sys.executable, "-m", __name__], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(_shut_down, server)
    return server


def _shut_down(server):
    server.stdin.close()
    server.wait(LONGEST)


def _load_everything():
    """Everything a run needs: modules, the catalogue, and what one small run reads from files."""
    import allure_pytest.plugin
    import faker
    import hypothesis.strategies
    import jinja2
    import pytest

    import migratietoets.conformance.commands.doctor
    import migratietoets.conformance.commands.run
    import migratietoets.conformance.suite.session
    from migratietoets.conformance.run.run import Run, header, who
    from migratietoets.conformance.run.selection import Selection
    from migratietoets.conformance.trace.log import EventLog
    from migratietoets.istandaard.releases import Domein
    from migratietoets.reports.log.log import Log
    from migratietoets.reports.page.page import make_page

    selection = Selection(cases=("toewijzingen/per-jaar",), roles=("gemeente",), domeinen=(Domein.WMO,))
    (campaign,) = selection.campaigns()
    Run(selection, lambda _: EventLog()).verdicts(campaign)
    make_page(Log(header(selection, {selection.adapter: who(selection, selection.adapter)})))
    gc.collect()
    gc.freeze()
    return allure_pytest, faker, hypothesis, jinja2, pytest, migratietoets


def _serve():
    """Fork a process for every question, and answer with its exit code."""
    _load_everything()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        _, state = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(state)}\n")
        sys.stdout.flush()


def _become(query):
    """Become the program that was asked for."""
    signal.alarm(LONGEST)
    os.chdir(query["folder"])
    os.environ.clear()
    os.environ.update(query["environment"])
    for number, (path, flags) in enumerate(
        [
            (os.devnull, os.O_RDONLY),
            (query["out"], os.O_WRONLY | os.O_CREAT),
            (query["error"], os.O_WRONLY | os.O_CREAT),
        ]
    ):
        os.dup2(os.open(path, flags), number)
    sys.argv = [query["module"], *query["args"]]
    sys.path[:1] = [query["folder"], *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    code = 0
    try:
        runpy.run_module(query["module"], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  # as the interpreter itself would
        sys.excepthook(*sys.exc_info())
        code = 1
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
