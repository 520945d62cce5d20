import pytest

from tests.helpers import PROJECT, forked
from tests.hostile.attack import broken_limits
from tests.hostile.measure import CASE, entries, entry, measured
from tests.hostile.systems import SYSTEMS

SOME = 5
"""Seconds."""


OVER_HTTP = {"DruppeltKopregels", "VloedVanChunks", "Ingepakt", "Verwijst", "AntwoordtTweemaal", "SluitToch"}
"""The entries over HTTP that are always tried."""


def _entries():
    """Every entry; what costs the kit more than some seconds is slow, and so is most of what has its own server."""
    for transport, name in entries():
        slow = entry(name).seconds > SOME or (transport == "http" and name not in OVER_HTTP)
        marks = [pytest.mark.traag] if slow else []
        yield pytest.param(transport, name, marks=marks)


@pytest.mark.parametrize(("transport", "name"), list(_entries()))
def test_an_entry_of_the_catalogue_stays_within_its_limits(transport, name, tmp_path):
    assert broken_limits(entry(name), transport, measured(transport, name, tmp_path)) == []


@pytest.mark.parametrize(
    "name", ["StoptBijHetLaden", "StoptInHello", "StoptHalverwege", "VerdwijntHalverwege", "DoetCtrlC"]
)
def test_a_run_says_that_the_adapter_fails_and_plays_once(name, tmp_path):
    options = ["--role", "gemeente", "--domain", "wmo", "--cases", CASE, "--out", tmp_path / "out"]
    done = forked.run(
        "migratietoets.conformance.commands.main",
        "run",
        "--adapter",
        f"python:tests.hostile.systems:{name}",
        *options,
        folder=tmp_path,
        environment={"PYTHONPATH": str(PROJECT), "COLUMNS": "200", "VIJAND_TELT": str(tmp_path / "resets")},
    )
    assert done.returncode == 3
    assert "conform" not in done.stdout.lower().replace("niet conform", "")
    assert "De adapter" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    resets = tmp_path / "resets"
    assert not resets.exists() or resets.read_text() == "x"


def test_every_system_says_what_it_does():
    assert all(one.what for one in SYSTEMS.values())
