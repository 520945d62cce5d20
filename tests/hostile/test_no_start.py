"""A system that cannot be greeted is tested like any other: what stands in the folder is of this run."""

import json

import pytest
from lxml import etree

from tests.helpers import PROJECT, forked
from tests.helpers.suite import events, heading, junit
from tests.hostile.measure import CASE

SYSTEMS = "python:tests.hostile.systems"
GOOD = f"{SYSTEMS}:Gewoon"
BROKEN = {
    "import": (f"{SYSTEMS}:StoptBijHetLaden", "kan niet worden geladen: SystemExit"),
    "onbekende klasse": (f"{SYSTEMS}:BestaatNiet", "BestaatNiet"),
    "constructor": (f"{SYSTEMS}:StoptInDeConstructor", "kan niet worden geladen: SystemExit"),
    "hello": (f"{SYSTEMS}:StoptInHello", "SystemExit"),
    "hello liegt": (f"{SYSTEMS}:LiegtInHello", "hello"),
    "geen programma": ("cli:./bestaat-niet", "dat bestaat niet"),
}


def run(folder, adapter, *options):
    return forked.run(
        "migratietoets.conformance.commands.main",
        "run",
        "--adapter",
        adapter,
        *("--role", "gemeente", "--domain", "wmo", "--cases", CASE, "--out", folder / "out"),
        *options,
        folder=folder,
        environment={"PYTHONPATH": str(PROJECT), "COLUMNS": "200"},
    )


@pytest.mark.parametrize(("adapter", "text"), BROKEN.values(), ids=BROKEN)
def test_log_page_junit_and_screen_say_that_the_adapter_does_not_start(tmp_path, adapter, text):
    run(tmp_path, GOOD)
    before = (tmp_path / "out" / "log.jsonl").read_bytes()
    done = run(tmp_path, adapter)
    assert done.returncode == 3, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].strip() == "Uitkomst: adapterfout"
    assert text in done.stderr
    assert "Traceback" not in done.stderr
    log = events(tmp_path / "out")
    (error,) = (event for event in log if event["event"] == "error")
    assert text in error["text"]
    assert (log[-1]["verdict"], log[-1]["exit"], log[-1]["stop"]) == ("adapterfout", 3, "")
    assert heading(tmp_path / "out") == "Adapterfout"
    assert text in (tmp_path / "out" / "rapport.html").read_text("utf-8")
    assert junit(tmp_path / "out")["uitkomst"] == "adapterfout"
    (failure,) = etree.parse(tmp_path / "out" / "junit.xml").iterfind(".//failure")
    assert text in failure.text
    (result,) = (tmp_path / "out" / "allure-results").glob("*-result.json")
    assert text in json.loads(result.read_bytes())["statusDetails"]["message"]
    assert (tmp_path / "out" / "vorige" / "log.jsonl").read_bytes() == before


@pytest.mark.parametrize("more", [("--", "-n", "2"), ("--force",)], ids=["werkers", "force"])
def test_also_with_workers_and_where_the_run_before_goes_away(tmp_path, more):
    run(tmp_path, GOOD)
    done = run(tmp_path, BROKEN["constructor"][0], *more)
    assert done.returncode == 3, done.stdout + done.stderr
    assert heading(tmp_path / "out") == "Adapterfout"
    assert (tmp_path / "out" / "vorige").exists() is ("--force" not in more)


def test_what_is_finished_is_not_gone_on_with_whatever_the_adapter_does(tmp_path):
    run(tmp_path, GOOD)
    page = heading(tmp_path / "out")
    done = run(tmp_path, BROKEN["constructor"][0], "--resume")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "gevonden een die af is" in done.stderr
    assert heading(tmp_path / "out") == page


def test_a_name_that_no_adapter_can_have_touches_nothing(tmp_path):
    run(tmp_path, GOOD)
    before = (tmp_path / "out" / "log.jsonl").read_bytes()
    assert run(tmp_path, "bestaat-niet").returncode == 2
    assert (tmp_path / "out" / "log.jsonl").read_bytes() == before
    assert not (tmp_path / "out" / "vorige").exists()
