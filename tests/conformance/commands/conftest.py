import json
import os
import subprocess
import sys
from datetime import date, time

import pytest
from typer.testing import CliRunner

from migratietoets.conformance.commands.main import app
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, make_301
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.records.template import EXAMPLE
from migratietoets.istandaard.releases import Domein, Release
from tests.helpers import forked


@pytest.fixture
def record():
    return dict(EXAMPLE)


@pytest.fixture
def migratietoets(monkeypatch):
    """Run a command line in this process: code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*args, inputs=None):
        outcome = CliRunner().invoke(app, [str(a) for a in args], input=inputs)
        return outcome.exit_code, outcome.stdout, outcome.stderr

    return run


@pytest.fixture
def write_jsonl(tmp_path):
    """Write objects as JSON lines; a str is written as it is."""

    def write(*objects, name="invoer.jsonl"):
        path = tmp_path / name
        path.write_text("".join(f"{o if isinstance(o, str) else json.dumps(o)}\n" for o in objects), encoding="utf-8")
        return path

    return write


@pytest.fixture
def write_301(tmp_path):
    """Write a 301 with one toewijzing: 40 uur per 4 weken, unless told otherwise."""

    def write(name, dagtekening="2020-03-02", bsn="999900006", release=Release.R24, **fields):
        values = {
            "toewijzingnummer": "1001",
            "categorie": "15",
            "code": "15A01",
            "ingangsdatum": date(2020, 3, 2),
            "einddatum": date(2021, 6, 30),
            "toewijzingsdatum": date.fromisoformat(dagtekening),
            "toewijzingstijd": time(9, 30),
            "volume": 40,
            "eenheid": "04",
            "frequentie": "3",
        }
        bericht = make_301(
            release=release,
            domein=Domein.WMO,
            gemeente="0344",
            aanbieder="99990001",
            identificatie="1",
            dagtekening=date.fromisoformat(dagtekening),
            client=Client(bsn, date(1950, 2, 3), "2", "Jansen", None, "Anna", "A", 12, "9999XX", "Straat", "Plaats"),
            producten=[ToegewezenProduct(**(values | fields))],
        )
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(build(bericht))
        return path

    return write


@pytest.fixture(scope="module")
def run_process():
    """Run a command line in a process of its own, in any folder."""

    def run(*args, folder, **environment):
        return forked.run(
            "migratietoets.conformance.commands.main",
            *args,
            folder=folder,
            environment={"COLUMNS": "200"} | environment,
        )

    return run


@pytest.fixture
def cold():
    """Run a command line as a user starts it, with nothing loaded yet."""

    def run(*args, folder):
        return subprocess.run(
            [sys.executable, "-m", "migratietoets.conformance.commands.main", *map(str, args)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=folder,
            env=os.environ | {"COLUMNS": "200"},
            timeout=300,
            check=False,
        )

    return run
