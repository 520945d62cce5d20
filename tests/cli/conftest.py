import json
from datetime import date, time

import pytest
from typer.testing import CliRunner

from conformance.cli import app
from conformance.documentatie_contracten import VOORBEELD
from istandaard.berichten import bouw
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.model import Client
from istandaard.releases import Domein, Release


@pytest.fixture
def record():
    return dict(VOORBEELD)


@pytest.fixture
def migratietoets(monkeypatch):
    """Run a command line in this process: code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "200")

    def draai(*args, invoer=None):
        uitkomst = CliRunner().invoke(app, [str(a) for a in args], input=invoer)
        return uitkomst.exit_code, uitkomst.stdout, uitkomst.stderr

    return draai


@pytest.fixture
def schrijf_jsonl(tmp_path):
    """Write objects as JSON lines; a str is written as it is."""

    def schrijf(*objecten, naam="invoer.jsonl"):
        pad = tmp_path / naam
        pad.write_text("".join(f"{o if isinstance(o, str) else json.dumps(o)}\n" for o in objecten), encoding="utf-8")
        return pad

    return schrijf


@pytest.fixture
def schrijf_301(tmp_path):
    """Write a 301 with one toewijzing: 40 uur per 4 weken, unless told otherwise."""

    def schrijf(naam, dagtekening="2020-03-02", bsn="999900006", release=Release.R24, **velden):
        waarden = {
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
        bericht = maak_301(
            release=release,
            domein=Domein.WMO,
            gemeente="0344",
            aanbieder="99990001",
            identificatie="1",
            dagtekening=date.fromisoformat(dagtekening),
            client=Client(bsn, date(1950, 2, 3), "2", "Jansen", None, "Anna", "A", 12, "9999XX", "Straat", "Plaats"),
            producten=[ToegewezenProduct(**(waarden | velden))],
        )
        pad = tmp_path / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(bouw(bericht))
        return pad

    return schrijf
