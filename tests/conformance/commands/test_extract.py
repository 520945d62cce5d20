import json

import pytest
import yaml
from typer.testing import CliRunner

from migratietoets.conformance.adapters.defaults import DEFAULT_ADAPTER
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.loose import loose_case
from migratietoets.conformance.commands.main import app
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.verdict.judge import Judge
from migratietoets.conformance.vocabulary.events import FORMAT, HeaderEvent, MessageEvent
from migratietoets.istandaard.releases import Domein

CASE = "migratie/variant-op-4-januari"


def run(*args):
    return CliRunner().invoke(app, ["extract", *map(str, args)])


def write_log(path, events):
    case, role, domein = cases()[CASE], "gemeente", Domein.WMO
    with EventLog(path) as log:
        log.write(HeaderEvent(format=FORMAT, kit="0", seed=0, adapters={}))
        for event in events:
            log.write(event)
        for verdict in Judge(log.events, f"script-{role}-{domein}", DEFAULT_ADAPTER).verdicts(case):
            log.write(verdict)
    return path


@pytest.fixture
def log(tmp_path):
    return write_log(tmp_path / "log.jsonl", script(cases()[CASE], Domein.WMO, "gemeente"))


def number_of(listing, rule):
    return next(line.split()[0] for line in listing.splitlines() if f" {rule} " in line)


def test_without_a_number_the_findings_are_listed_with_theirs(log):
    result = run(log)
    assert result.exit_code == 0
    assert f"MT-04 overtreden  {CASE} (gemeente, wmo)" in result.stdout
    assert "--finding" in result.stderr


def test_a_finding_becomes_a_case_that_judge_finds_the_same_in(log, tmp_path):
    out = tmp_path / "geval.yaml"
    result = run(log, "--finding", number_of(run(log).stdout, "MT-04"), "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    judged = CliRunner().invoke(app, ["judge", str(out), "--format", "json"])
    assert judged.exit_code == 1
    (line,) = [json.loads(text) for text in judged.stdout.splitlines()]
    assert {one["rule"]: one["verdict"] for one in line["verdicts"]}["MT-04"] == "fail"


def test_the_case_holds_no_more_than_it_takes(log):
    result = run(log, "--finding", number_of(run(log).stdout, "MT-04"))
    data = yaml.safe_load(result.stdout)
    assert len(data["gegeven"]["toewijzingen"]) == 1
    assert len(data["verloop"]) <= 1
    assert data["verwacht"]["MT-04"] == "fail"


def test_what_the_case_breaks_is_all_named(log, tmp_path):
    out = tmp_path / "geval.yaml"
    run(log, "--finding", number_of(run(log).stdout, "MT-04"), "--out", out)
    judged = json.loads(CliRunner().invoke(app, ["judge", str(out), "--format", "json"]).stdout)
    broken = {one["rule"] for one in judged["verdicts"] if one["verdict"] == "fail"}
    assert set(yaml.safe_load(out.read_text("utf-8"))["verwacht"]) == broken


def test_nothing_of_the_log_that_tells_who_stands_in_it(log):
    text = run(log, "--finding", 1).stdout
    for told in ("99990001", "9999000", "toewijzingnummer"):
        assert told not in text


def test_what_is_small_already_is_said_to_be(log, tmp_path):
    case = yaml.safe_load(run(log, "--finding", number_of(run(log).stdout, "MT-04")).stdout)
    smallest = loose_case("geval", CASE, case | {"id": CASE})
    small = write_log(tmp_path / "klein.jsonl", script(smallest, Domein.WMO, "gemeente"))
    again = run(small, "--finding", number_of(run(small).stdout, "MT-04"))
    assert "Kleiner kan niet" in again.stderr


def test_a_number_that_no_finding_has_is_refused(log):
    result = run(log, "--finding", 99)
    assert result.exit_code == 2
    assert "verwacht een nummer van 1" in result.stderr


def test_what_no_script_can_say_is_told_with_the_reason(tmp_path):
    events = list(script(cases()[CASE], Domein.WMO, "gemeente"))
    log = write_log(tmp_path / "log.jsonl", events)
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    for line in lines:
        if line["event"] == "message":
            line["xml"] = "geen xml"
        if line["event"] == "verdict":
            for finding in line["findings"]:
                finding["text"] = "Een zin die de kit niet kent."
    log.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    result = run(log, "--finding", 1)
    assert result.exit_code == 2
    assert "niet in een geval te vangen" in result.stderr
    assert "niet te lezen" in result.stderr
    assert any(isinstance(event, MessageEvent) for event in events)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "verwacht een leesbaar bestand, gevonden: niets. Geef het pad van een log.jsonl"),
        (b"", "regel 1: verwacht een header; gevonden een leeg bestand"),
        (b"\xff\xfe{\x00", "regel 1: verwacht één JSON-object per regel"),
        (b'{"event": "verdict"}\n', "regel 1: verwacht in verdict bij"),
    ],
)
def test_what_is_no_log_is_told_in_dutch(tmp_path, content, said):
    path = tmp_path / "log.jsonl"
    if content is not None:
        path.write_bytes(content)
    result = run(path)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_folder_is_no_log_and_no_place_to_write(log, tmp_path):
    assert "gevonden: een map" in run(tmp_path).stderr
    result = run(log, "--finding", 1, "--out", tmp_path)
    assert result.exit_code == 2
    assert "gevonden: een map" in result.stderr
