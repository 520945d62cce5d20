import json

from tests.helpers.suite import ONE, events, run

CANARY = "123456789"


def test_a_run_leaves_a_complete_log_a_page_messages_and_results(tmp_path):
    out = run(tmp_path, "--mt-cases", ONE)
    assert out.returncode == 0, out.stdout
    log = events(tmp_path)
    assert (log[0]["event"], log[-1]["event"]) == ("header", "footer")
    assert (log[-1]["verdict"], log[-1]["exit"]) == ("conform voor een deel", 0)
    assert {e["event"] for e in log} >= {"rule", "case", "campaign", "hello", "client", "stock", "instruct", "message"}
    assert "Conform" in (tmp_path / "rapport.html").read_text("utf-8")
    assert len(list((tmp_path / "messages" / ONE).glob("*.xml"))) == sum(e["event"] == "message" for e in log)
    assert (tmp_path / "junit.xml").stat().st_size > 0
    results = list((tmp_path / "allure-results").glob("*-result.json"))
    assert len(results) == len([e for e in log if e["event"] == "verdict" and e["minimum"]]) + 2
    labels = {(name["name"], name["value"]) for name in json.loads(results[0].read_text("utf-8"))["labels"]}
    assert ("story", "Uren per 4 weken worden uren per week, want het volume is door 4 te delen") in labels
    assert "Uitkomst: conform" in out.stdout


def test_a_broken_rule_reads_as_a_sentence(tmp_path):
    out = run(
        tmp_path,
        "--mt-cases",
        ONE,
        "--mt-domain",
        "wmo",
        "--mt-adapter",
        "python-inline:tests.proof.mutants.gemeente:GeeftDeHelft",
    )
    assert out.returncode == 1
    for piece in (
        "Regel overtreden: TW-06",
        "minder zorg",
        "Verwacht: volume 10",
        "volume 5, eenheid",
        "Bron:",
        "Opnieuw",
    ):
        assert piece in out.stdout


def test_a_bsn_from_outside_is_written_nowhere(tmp_path):
    run(tmp_path, "--mt-cases", ONE, "--mt-domain", "wmo", adapter="AndereBsn")
    assert events(tmp_path)[-1]["event"] == "footer"
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert CANARY not in path.read_text("utf-8"), path
