import json
import shutil

import pytest

from tests.helpers import PROJECT, forked

ONE = "toewijzingen/per-4-weken-deelbaar"
WITHOUT_CANARY = "123456789"


def run(target, *options, adapter=None):
    """Run the suite in a process of its own, as a user would."""
    extra = ["--mt-adapter", f"python:tests.systems.bad:{adapter}"] if adapter else []
    return forked.run(
        "pytest",
        PROJECT / "conformance",
        "--rootdir",
        PROJECT,
        "-q",
        "--assert=plain",
        *([] if "cacheprovider" in options else ["-p", "no:cacheprovider"]),
        "--mt-out",
        target,
        *options,
        *extra,
        folder=target,
        environment={"PYTHONPATH": str(PROJECT), "COLUMNS": "200"},
    )


def events(target):
    return [json.loads(line) for line in (target / "log.jsonl").read_text("utf-8").splitlines()]


def test_a_run_leaves_a_complete_log_a_page_messages_and_results(tmp_path):
    out = run(tmp_path, "--mt-cases", ONE)
    assert out.returncode == 0, out.stdout
    log = events(tmp_path)
    assert (log[0]["event"], log[-1]["event"]) == ("header", "footer")
    assert (log[-1]["verdict"], log[-1]["exit"]) == ("conform", 0)
    assert {e["event"] for e in log} >= {"rule", "case", "campaign", "hello", "client", "stock", "instruct", "message"}
    assert "Conform" in (tmp_path / "rapport.html").read_text("utf-8")
    assert len(list((tmp_path / "messages" / ONE).glob("*.xml"))) == sum(e["event"] == "message" for e in log)
    assert (tmp_path / "junit.xml").stat().st_size > 0
    results = list((tmp_path / "allure-results").glob("*-result.json"))
    assert len(results) == len([e for e in log if e["event"] == "verdict" and e["minimum"]]) + 2
    labels = {(name["name"], name["value"]) for name in json.loads(results[0].read_text("utf-8"))["labels"]}
    assert ("story", "Uren per 4 weken worden uren per week, want het volume is door 4 te delen") in labels
    assert "Uitkomst: conform" in out.stdout


def test_same_bytes_with_and_without_workers(tmp_path):
    logs = []
    for name, options in (("alleen", []), ("opnieuw", []), ("werkers", ["-n", "2"])):
        target = tmp_path / name
        target.mkdir()
        assert run(target, "--mt-cases", "migratie/metamorf-*,migratie/budget-*", *options).returncode == 0
        logs.append((target / "log.jsonl").read_bytes())
    assert logs[0] == logs[1] == logs[2]


def test_tests_are_selected_by_name_and_by_rule(tmp_path):
    by_name = run(tmp_path, "-k", "per-4-weken-deelbaar and MT-04 and wmo", "-vv")
    assert f"{ONE}[MT-04-wmo] PASSED" in by_name.stdout
    assert "1 passed" in by_name.stdout
    by_rule = run(tmp_path, "--mt-rules", "mt-06", "--mt-role", "gemeente", "--mt-domain", "jw")
    assert by_rule.returncode == 0
    assert {e["rule"] for e in events(tmp_path) if e["event"] == "verdict"} == {"MT-06"}


def test_isolated_and_campaign_give_the_same_verdicts(tmp_path):
    out = {}
    for name, options in (("samen", []), ("apart", ["--mt-isolated"])):
        target = tmp_path / name
        target.mkdir()
        run(target, "--mt-cases", "bijzondere-situaties/*", "--mt-domain", "wmo", *options)
        verdicts = [e for e in events(target) if e["event"] == "verdict"]
        out[name] = {(e["case"], e["rule"]): (e["verdict"], e["evaluations"]) for e in verdicts}
    assert out["samen"] == out["apart"]


def test_a_broken_rule_reads_as_a_sentence(tmp_path):
    out = run(
        tmp_path,
        "--mt-cases",
        ONE,
        "--mt-domain",
        "wmo",
        "--mt-adapter",
        "python:tests.proof.mutants.gemeente:GeeftDeHelft",
    )
    assert out.returncode == 1
    for piece in (
        "Regel overtreden: TW-06",
        "minder zorg",
        "Verwacht: volume 10",
        "Gevonden: volume 5",
        "Bron:",
        "Opnieuw",
    ):
        assert piece in out.stdout


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--mt-role", "burgemeester"], "--mt-role burgemeester is niet bekend. Verwacht: gemeente of aanbieder."),
        (["--mt-domain", "wlz"], "--mt-domain wlz is niet bekend. Verwacht: wmo of jw."),
        (["--mt-cases", "nergens/*"], "--mt-cases nergens/*: niets gevonden."),
        (["--mt-rules", "ZZ-01"], "--mt-rules ZZ-01: niets gevonden."),
        (["--mt-adapter", "onbekend"], "Adapter 'onbekend' is niet bekend."),
    ],
)
def test_wrong_use_is_exit_2_and_one_sentence(tmp_path, options, text):
    out = run(tmp_path, *options)
    assert out.returncode == 2
    assert text in out.stdout + out.stderr
    assert "Traceback" not in out.stdout + out.stderr


@pytest.mark.parametrize(
    ("adapter", "text"),
    [
        ("BestaatNiet", "kan niet worden geladen"),
        ("StuktBijStart", "geen verbinding met de database"),
        ("MistWerkwoorden", "mist de methode(n) reset"),
        ("HelloInVerkeerdeVorm", "heeft niet de vorm van het protocol"),
    ],
)
def test_an_adapter_that_cannot_start_is_exit_3(tmp_path, adapter, text):
    out = run(tmp_path, "--mt-cases", ONE, adapter=adapter)
    assert out.returncode == 3
    assert text in out.stdout + out.stderr
    assert "Traceback" not in out.stdout + out.stderr


def verdicts(target):
    return {(e["case"], e["rule"]): e["verdict"] for e in events(target) if e["event"] == "verdict"}


def test_one_case_that_breaks_the_system_costs_no_other(tmp_path):
    out = run(tmp_path, "--mt-cases", "toewijzingen/per-*", "--mt-domain", "wmo", adapter="StuktBijMigreren")
    assert out.returncode == 3
    stranded = {case for (case, _), verdict in verdicts(tmp_path).items() if verdict == "adapter_error"}
    assert len(stranded) == 1
    assert {v for (case, _), v in verdicts(tmp_path).items() if case not in stranded} == {"pass"}
    assert "onverwacht einde van het dossier" in out.stdout


@pytest.mark.parametrize("adapter", ["AntwoordtInVerkeerdeVorm", "BlijftPraten"])
def test_garbage_and_floods_are_adapter_errors(tmp_path, adapter):
    out = run(tmp_path, "--mt-cases", ONE, "--mt-domain", "wmo", "--mt-role", "gemeente", adapter=adapter)
    assert out.returncode == 3
    assert events(tmp_path)[-1]["event"] == "footer"
    assert [e for e in events(tmp_path) if e["event"] == "error" and e["kind"] == "adapter"]


def test_hostile_xml_is_marked_and_breaks_nothing(tmp_path):
    out = run(tmp_path, "--mt-cases", ONE, "--mt-domain", "wmo", adapter="VerzendtRommel")
    assert out.returncode == 3
    errors = [f for e in events(tmp_path) if e["event"] == "message" for f in e["faults"]]
    assert any("DOCTYPE" in f for f in errors)


@pytest.mark.parametrize(("adapter", "element"), [("MistElement", "Toewijzingsdatum"), ("MistOntvanger", "Ontvanger")])
def test_a_message_without_what_it_must_have_is_not_conform_and_costs_no_verdict(tmp_path, adapter, element):
    out = run(tmp_path, "--mt-cases", ONE, "--mt-domain", "wmo", "--mt-role", "gemeente", adapter=adapter)
    assert out.returncode == 1
    assert events(tmp_path)[-1]["event"] == "footer"
    per_rule = {e["rule"]: e for e in events(tmp_path) if e["event"] == "verdict"}
    assert per_rule["PL-01"]["verdict"] == "fail"
    assert f"hier hoort {element}" in per_rule["PL-01"]["findings"][0]["found"]


def test_a_bsn_from_outside_is_written_nowhere(tmp_path):
    run(tmp_path, "--mt-cases", ONE, "--mt-domain", "wmo", adapter="AndereBsn")
    assert events(tmp_path)[-1]["event"] == "footer"
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert WITHOUT_CANARY not in path.read_text("utf-8"), path


def test_a_role_that_is_not_claimed_is_not_applicable(tmp_path):
    out = run(tmp_path, "--mt-cases", ONE, "--mt-role", "gemeente", adapter="AlleenAanbieder")
    assert out.returncode == 0
    assert set(verdicts(tmp_path).values()) == {"not_applicable"}


def test_what_a_system_does_not_show_is_never_green(tmp_path):
    out = run(
        tmp_path, "--mt-cases", "bijzondere-situaties/vooraf-*,overzicht/beoordeling-en-plan", adapter="ZonderExtras"
    )
    assert out.returncode == 0
    assert events(tmp_path)[-1]["verdict"] == "onvolledig"
    found = verdicts(tmp_path)
    assert {v for (_, line), v in found.items() if line == "BS-03"} == {"not_verifiable"}
    assert {v for (_, line), v in found.items() if line in {"PL-04", "TW-10"}} == {"warn"}
    assert {v for (_, line), v in found.items() if line == "MS-02"} <= {"not_applicable"}


def test_strict_turns_a_warning_into_not_conform(tmp_path):
    options = ["--mt-cases", "bijzondere-situaties/vooraf-ingetrokken", "--mt-domain", "wmo"]
    assert run(tmp_path, *options).returncode == 0
    assert run(tmp_path, *options, "--mt-strict").returncode == 1


def test_last_failed_runs_only_what_failed(tmp_path):
    options = [
        "--mt-cases",
        ONE,
        "--mt-domain",
        "wmo",
        "--mt-adapter",
        "python:tests.proof.mutants.gemeente:GeeftDeHelft",
    ]
    cache = ["-p", "cacheprovider", "-o", f"cache_dir={tmp_path / 'cache'}"]
    at_first = run(tmp_path, *options, *cache)
    assert "1 failed, 12 passed" in at_first.stdout
    once_again = run(tmp_path, *options, *cache, "--lf")
    assert "1 failed" in once_again.stdout
    assert "passed" not in once_again.stdout


def test_official_schemas_take_the_place_of_ours(tmp_path):
    own = tmp_path / "xsd"
    shutil.copytree(PROJECT / "istandaard" / "schemas" / "xsd", own)
    options = ["--mt-cases", ONE, "--mt-domain", "wmo", "--mt-xsd", str(own)]
    assert run(tmp_path, *options).returncode == 0
    stricter = own / "3.0" / "wmo" / "wmo305.xsd"
    stricter.write_text(
        stricter.read_text("utf-8").replace('name="StatusAanlevering"', 'name="Anders"'), encoding="utf-8"
    )
    run(tmp_path, *options)
    errors = {e["code"]: e["faults"] for e in events(tmp_path) if e["event"] == "message" and e["faults"]}
    assert list(errors) == ["305"]
    assert "StatusAanlevering" in errors["305"][0]
    stricter.unlink()
    without = run(tmp_path, *options)
    assert without.returncode == 2
    assert "wmo305" in without.stdout + without.stderr
