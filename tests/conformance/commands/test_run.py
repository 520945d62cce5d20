import json
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from migratietoets.conformance.contracts import schema
from tests.helpers import PROJECT

ONE = "toewijzingen/per-jaar"


def verdicts(out):
    """What the log says of each rule."""
    log = map(json.loads, (out / "log.jsonl").read_text("utf-8").splitlines())
    return {(e["rule"], e["verdict"]) for e in log if e["event"] == "verdict"}


def test_run_leaves_its_results_in_the_folder_where_it_is_started(cold, tmp_path):
    outcome = cold("run", "--cases", ONE, "--domain", "wmo", folder=tmp_path)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert outcome.stdout.splitlines()[-1].startswith("  Uitkomst: conform voor ")
    assert outcome.stderr.startswith("gemeente, wmo (campagne 1 van 1): 01-09-2020 - 0%")
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
    assert {"log.jsonl", "rapport.html", "junit.xml", "allure-results", "messages"} <= {
        path.name for path in (tmp_path / "out").iterdir()
    }
    check = Draft202012Validator(schema("log"))
    for line in (tmp_path / "out" / "log.jsonl").read_text("utf-8").splitlines():
        check.validate(json.loads(line))


def test_the_example_adapter_runs_and_is_not_conform(run_process, tmp_path):
    folder = PROJECT / "examples" / "python_adapter"
    args = ("run", "--adapter", "python:voorbeeld_adapter:Systeem", "--cases", ONE, "--out", tmp_path / "o")
    outcome = run_process(*args, folder=folder)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "niet conform" in outcome.stdout
    log = [json.loads(line) for line in (tmp_path / "o" / "log.jsonl").read_text("utf-8").splitlines()]
    assert not [e for e in log if e["event"] == "error"]
    assert log[-1]["verdict"] == "niet conform"
    assert (tmp_path / "o" / ".pytest_cache" / "v" / "cache" / "lastfailed").exists()
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--onzin"], "pytest kent deze niet: --onzin"),
        (["-k", "bestaat_niet"], "Verwacht minstens één toets"),
        (["--mt-role=gemeente"], "--mt-role is er voor pytest zelf. Geef deze optie zonder mt- en vóór --."),
    ],
    ids=["optie", "niets", "onze"],
)
def test_wrong_pytest_options_cost_2(run_process, tmp_path, options, text):
    outcome = run_process("run", "--cases", ONE, "--", *options, folder=tmp_path)
    assert outcome.returncode == 2
    assert text in outcome.stderr


def test_workers_get_what_the_command_was_asked(run_process, tmp_path):
    args = ("run", "--cases", f"{ONE},toewijzingen/per-4-weken-deelbaar", "--rules", "tw-0?,MT-04", "--domain", "jw")
    logs = []
    for name, options in (("alleen", []), ("werkers", ["--", "-n", "2", "--lf"])):
        outcome = run_process(*args, "--isolated", "--out", tmp_path / name, *options, folder=tmp_path)
        assert outcome.returncode == 0, outcome.stdout + outcome.stderr
        logs.append((tmp_path / name / "log.jsonl").read_bytes())
    assert logs[0] == logs[1]
    assert {path.name for path in tmp_path.iterdir()} == {"alleen", "werkers"}


def test_a_fault_inside_pytest_costs_4(run_process, tmp_path):
    (tmp_path / "stuk.py").write_text("def pytest_runtestloop():\n    raise RuntimeError\n", encoding="utf-8")
    outcome = run_process("run", "--cases", ONE, "--", "-p", "stuk", folder=tmp_path, PYTHONPATH=str(tmp_path))
    assert outcome.returncode == 4


def test_what_failed_is_played_again_and_the_first_failure_can_be_the_last(run_process, tmp_path):
    args = ("run", "--cases", ONE, "--domain", "wmo", "--role", "gemeente", "--out", "o")
    broken = ("--adapter", "python:tests.proof.mutants.gemeente:GeeftDeHelft")
    before = run_process(*args, "--last-failed", folder=tmp_path)
    assert before.returncode == 2
    assert "--last-failed: verwacht in o een eerdere run waarin iets niet goed ging; gevonden geen." in before.stderr
    run_process(*args, *broken, folder=tmp_path, PYTHONPATH=str(PROJECT))
    failed = {told for told in verdicts(tmp_path / "o") if told[1] == "fail"}
    run_process(*args, *broken, "--last-failed", folder=tmp_path, PYTHONPATH=str(PROJECT))
    assert verdicts(tmp_path / "o") == failed
    for options in (["--fail-fast"], ["--max-fail", "1"]):
        first = run_process(*args, *broken, *options, folder=tmp_path, PYTHONPATH=str(PROJECT))
        assert "Uitkomst: afgebroken (gestopt na het gevraagde aantal fouten); ook niet conform" in first.stdout
        assert first.returncode == 1


def test_strict_makes_a_warning_count(run_process, tmp_path):
    args = ("run", "--role", "gemeente", "--domain", "wmo", "--cases", "toewijzingen/zonder-nummer-totaal")
    assert run_process(*args, folder=tmp_path).returncode == 0
    assert run_process(*args, "--strict", folder=tmp_path).returncode == 1


def test_a_reader_that_stops_early_is_no_error(tmp_path, record):
    (tmp_path / "t.jsonl").write_text(
        "".join(json.dumps(record | {"id": f"T{n}"}) + "\n" for n in range(3000)), "utf-8"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "migratietoets.conformance.commands.main", "assess", str(tmp_path / "t.jsonl")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        error = process.stderr.read()
        process.wait(60)
    assert process.returncode == 141
    assert not error
