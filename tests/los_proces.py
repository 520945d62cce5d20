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

LANGST = 300
"""Seconds a program may take."""


def draai(module, *args, map_, omgeving=None):
    """Run a module as `python -m` would, in a folder and with extra environment variables."""
    with tempfile.TemporaryDirectory() as tijdelijk:
        uit, fout = Path(tijdelijk) / "uit", Path(tijdelijk) / "fout"
        vraag = {
            "module": module,
            "args": [str(arg) for arg in args],
            "map": str(map_),
            "omgeving": os.environ | (omgeving or {}),
            "uit": str(uit),
            "fout": str(fout),
        }
        dienst = _dienst()
        dienst.stdin.write(json.dumps(vraag) + "\n")
        dienst.stdin.flush()
        code = int(dienst.stdout.readline())
        stdout, stderr = (pad.read_bytes().decode("utf-8") for pad in (uit, fout))
        return subprocess.CompletedProcess([module, *vraag["args"]], code, stdout, stderr)


@cache
def _dienst():
    dienst = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(_sluit, dienst)
    return dienst


def _sluit(dienst):
    dienst.stdin.close()
    dienst.wait(LANGST)


def _laad():
    """Everything a run needs: modules, the catalogue, and what one small run reads from files."""
    import allure_pytest.plugin
    import faker
    import hypothesis.strategies
    import jinja2
    import pytest

    import conformance.opdrachten.doctor
    import conformance.opdrachten.run
    import conformance.sessie
    from conformance.keuze import Keuze
    from conformance.logboek import Logboek
    from conformance.loop import Loop, kop
    from istandaard.releases import Domein
    from reports.logboek import Log
    from reports.pagina import maak_pagina

    keuze = Keuze(gevallen=("toewijzingen/per-jaar",), rollen=("gemeente",), domeinen=(Domein.WMO,))
    (campagne,) = keuze.campagnes()
    Loop(keuze, lambda _: Logboek()).vonnissen(campagne)
    maak_pagina(Log(kop(keuze)[0]))
    gc.collect()
    gc.freeze()
    return allure_pytest, faker, hypothesis, jinja2, pytest, conformance


def _dien():
    """Fork a process for every question, and answer with its exit code."""
    _laad()
    for regel in sys.stdin:
        kind = os.fork()
        if kind == 0:
            _word(json.loads(regel))
        _, stand = os.waitpid(kind, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(stand)}\n")
        sys.stdout.flush()


def _word(vraag):
    """Become the program that was asked for."""
    signal.alarm(LANGST)
    os.chdir(vraag["map"])
    os.environ.clear()
    os.environ.update(vraag["omgeving"])
    for nummer, (pad, vlaggen) in enumerate(
        [(os.devnull, os.O_RDONLY), (vraag["uit"], os.O_WRONLY | os.O_CREAT), (vraag["fout"], os.O_WRONLY | os.O_CREAT)]
    ):
        os.dup2(os.open(pad, vlaggen), nummer)
    sys.argv = [vraag["module"], *vraag["args"]]
    sys.path[:1] = [vraag["map"], *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    code = 0
    try:
        runpy.run_module(vraag["module"], run_name="__main__", alter_sys=True)
    except SystemExit as einde:
        code = einde.code if isinstance(einde.code, int) else int(einde.code is not None)
    except BaseException:  # noqa: BLE001  # as the interpreter itself would
        sys.excepthook(*sys.exc_info())
        code = 1
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _dien()
