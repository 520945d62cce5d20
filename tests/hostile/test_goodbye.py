"""What goes wrong at stop is told, and counts for nothing: everything was played by then."""

import pytest

from tests.helpers import PROJECT, forked
from tests.helpers.suite import events
from tests.hostile.measure import CASE

TOLD = "Bij stop ging iets mis; dat telt niet mee, want alles was al gespeeld."


def run(folder, adapter, *options):
    return forked.run(
        "migratietoets.conformance.commands.main",
        "run",
        *("--adapter", adapter, "--role", "gemeente", "--domain", "wmo", "--cases", CASE, "--out", folder / "out"),
        *options,
        folder=folder,
        environment={"PYTHONPATH": str(PROJECT), "COLUMNS": "200"},
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("VerlaatInStop", "SystemExit"),
        ("VerdwijntInStop", "eindigde met exitcode 0"),
        ("DoetCtrlCInStop", "KeyboardInterrupt"),
        ("LiegtInStop", "stop"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--", "-n", "2")], ids=["alleen", "werkers"])
def test_a_system_that_fails_at_stop_is_as_conform_as_before(tmp_path, name, text, options):
    done = run(tmp_path, f"python:tests.hostile.partings:{name}", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Uitkomst: conform voor" in done.stdout
    (line,) = (line for line in done.stderr.splitlines() if TOLD in line)
    assert text in line
    (end,) = (event for event in events(tmp_path / "out") if event["event"] == "end")
    assert end["remark"] == line


def test_a_system_that_was_gone_already_is_told_of_once(tmp_path):
    done = run(tmp_path, "python:tests.hostile.systems:VerdwijntHalverwege")
    assert done.returncode == 3
    assert TOLD not in done.stderr


def test_nothing_is_told_of_a_goodbye_that_went_well(tmp_path):
    done = run(tmp_path, "referentie")
    assert done.returncode == 0
    assert TOLD not in done.stderr
    (end,) = (event for event in events(tmp_path / "out") if event["event"] == "end")
    assert end["remark"] == ""
