"""`batch` and `matrix` for real: each run in a process and a folder of its own, and the table of them all."""

import csv
import json
import os
import signal
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from migratietoets.conformance.contracts import schema
from tests.helpers import PROJECT

LIST = """
[[system]]
name = "=Stadhuis"
adapter = "python:tests.systems.pairs:StilleGemeente"
role = "gemeente"
domain = "wmo"
cases = "toewijzingen/per-jaar"
[[system]]
name = "Tikfout"
adapter = "pyhton:x"
[[system]]
name = "Afwezig"
adapter = "python:nergens:Systeem"
cases = "toewijzingen/per-jaar"
"""


@pytest.fixture
def kit(tmp_path):
    """Start a command of the kit in a folder of its own."""

    def start(*words):
        return subprocess.Popen(
            [sys.executable, "-m", "migratietoets.conformance.commands.main", *map(str, words)],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(PROJECT), "COLUMNS": "200"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def table(folder):
    rows = json.loads((folder / "tabel.json").read_text("utf-8"))
    Draft202012Validator(schema("tabel")).validate(rows)
    with (folder / "tabel.csv").open(encoding="utf-8", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == len(rows)
    return rows


def test_what_goes_wrong_with_one_system_stops_no_other_and_what_is_finished_is_left(kit, tmp_path):
    (tmp_path / "lijst.toml").write_text(LIST, "utf-8")
    program = kit("batch", "lijst.toml", "--out", "uit")
    shown, _ = program.communicate(timeout=120)
    assert program.returncode == 3
    rows = table(tmp_path / "uit")
    assert [(row["name"], row["outcome"], row["exit"]) for row in rows] == [
        ("=Stadhuis", "niet conform", 1),
        ("Tikfout", "onbruikbare invoer", 2),
        ("Afwezig", "adapterfout", 3),
    ]
    assert "MT-04" in rows[0]["rules"]
    assert "\n'=Stadhuis," in (tmp_path / "uit" / "tabel.csv").read_text("utf-8")
    assert all(row["name"] in shown for row in rows)
    before = (tmp_path / "uit" / "stadhuis" / "log.jsonl").stat().st_mtime_ns
    program = kit("batch", "lijst.toml", "--out", "uit", "--resume")
    _, told = program.communicate(timeout=120)
    assert "1 van 3: =Stadhuis was al af." in told
    assert (tmp_path / "uit" / "stadhuis" / "log.jsonl").stat().st_mtime_ns == before
    assert (program.returncode, table(tmp_path / "uit")) == (3, rows)


@pytest.mark.traag
def test_every_gemeente_faces_every_other_aanbieder(kit, tmp_path):
    systems = [f"python:tests.systems.pairs:{name}" for name in ("Gemeente", "Aanbieder")]
    options = ("--domain", "wmo", "--cases", "overzicht/start-zorg-rond-de-overgang", "--out", "uit")
    program = kit("matrix", *systems, "referentie", *options)
    program.communicate(timeout=120)
    rows = table(tmp_path / "uit")
    assert {row["name"] for row in rows} == {"Stadhuis - Zorghuis", "Stadhuis - Referentie", "Referentie - Zorghuis"}
    assert {row["role"] for row in rows} == {"gemeente", "aanbieder"}
    assert not any(row["rules"] for row in rows)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.traag)]
)
def test_whoever_ends_a_batch_ends_its_run_and_keeps_the_table(kit, tmp_path, number, code):
    slow = "cli:sleep 60"
    (tmp_path / "lijst.csv").write_text(f"name,adapter,timeout\nTraag,{slow},90\nLater,{slow},90\n", "utf-8")
    program = kit("batch", "lijst.csv", "--out", "uit")
    while "1 van 2: Traag" not in program.stderr.readline():
        pass
    program.send_signal(number)
    program.communicate(timeout=60)
    assert program.returncode == code
    assert [row["outcome"] for row in table(tmp_path / "uit")] == ["niet gespeeld", "niet gespeeld"]
