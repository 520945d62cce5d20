import json
import shutil
from pathlib import Path

import los_proces
import pytest

PROJECT = Path(__file__).parents[2]
EEN = "toewijzingen/per-4-weken-deelbaar"
ZONDER_CANARIE = "123456789"


def draai(doel, *opties, adapter=None):
    """Run the suite in a process of its own, as a user would."""
    extra = ["--adapter", f"python:slechte_adapters:{adapter}"] if adapter else []
    return los_proces.draai(
        "pytest",
        PROJECT / "conformance",
        "--rootdir",
        PROJECT,
        "-q",
        "--assert=plain",
        *([] if "cacheprovider" in opties else ["-p", "no:cacheprovider"]),
        "--out",
        doel,
        *opties,
        *extra,
        map_=doel,
        omgeving={"PYTHONPATH": str(Path(__file__).parent), "COLUMNS": "200"},
    )


def events(doel):
    return [json.loads(regel) for regel in (doel / "log.jsonl").read_text("utf-8").splitlines()]


def test_a_run_leaves_a_complete_log_a_page_messages_and_results(tmp_path):
    uit = draai(tmp_path, "--cases", EEN)
    assert uit.returncode == 0, uit.stdout
    log = events(tmp_path)
    assert (log[0]["event"], log[-1]["event"]) == ("header", "footer")
    assert (log[-1]["verdict"], log[-1]["exit"]) == ("conform", 0)
    assert {e["event"] for e in log} >= {"rule", "case", "campaign", "hello", "client", "stock", "instruct", "message"}
    assert "Conform" in (tmp_path / "rapport.html").read_text("utf-8")
    assert len(list((tmp_path / "messages" / EEN).glob("*.xml"))) == sum(e["event"] == "message" for e in log)
    assert (tmp_path / "junit.xml").stat().st_size > 0
    resultaten = list((tmp_path / "allure-results").glob("*-result.json"))
    assert len(resultaten) == len([e for e in log if e["event"] == "verdict" and e["minimum"]]) + 2
    labels = {(naam["name"], naam["value"]) for naam in json.loads(resultaten[0].read_text("utf-8"))["labels"]}
    assert ("story", "Uren per 4 weken worden uren per week, want het volume is door 4 te delen") in labels
    assert "Uitkomst: conform" in uit.stdout


def test_same_bytes_with_and_without_workers(tmp_path):
    logs = []
    for naam, opties in (("alleen", []), ("opnieuw", []), ("werkers", ["-n", "2"])):
        doel = tmp_path / naam
        doel.mkdir()
        assert draai(doel, "--cases", "migratie/metamorf-*,migratie/budget-*", *opties).returncode == 0
        logs.append((doel / "log.jsonl").read_bytes())
    assert logs[0] == logs[1] == logs[2]


def test_tests_are_selected_by_name_and_by_rule(tmp_path):
    op_naam = draai(tmp_path, "-k", "per-4-weken-deelbaar and MT-04 and wmo", "-vv")
    assert f"{EEN}[MT-04-wmo] PASSED" in op_naam.stdout
    assert "1 passed" in op_naam.stdout
    op_regel = draai(tmp_path, "--rules", "mt-06", "--role", "gemeente", "--domain", "jw")
    assert op_regel.returncode == 0
    assert {e["rule"] for e in events(tmp_path) if e["event"] == "verdict"} == {"MT-06"}


def test_isolated_and_campaign_give_the_same_verdicts(tmp_path):
    uit = {}
    for naam, opties in (("samen", []), ("apart", ["--isolated"])):
        doel = tmp_path / naam
        doel.mkdir()
        draai(doel, "--cases", "bijzondere-situaties/*", "--domain", "wmo", *opties)
        vonnissen = [e for e in events(doel) if e["event"] == "verdict"]
        uit[naam] = {(e["case"], e["rule"]): (e["verdict"], e["evaluations"]) for e in vonnissen}
    assert uit["samen"] == uit["apart"]


def test_a_broken_rule_reads_as_a_sentence(tmp_path):
    uit = draai(tmp_path, "--cases", EEN, "--domain", "wmo", "--adapter", "python:mutants.gemeente:GeeftDeHelft")
    assert uit.returncode == 1
    for stuk in (
        "Regel overtreden: TW-06",
        "minder zorg",
        "Verwacht: volume 10",
        "Gevonden: volume 5",
        "Bron:",
        "Opnieuw",
    ):
        assert stuk in uit.stdout


@pytest.mark.parametrize(
    ("opties", "tekst"),
    [
        (["--role", "burgemeester"], "--role burgemeester is niet bekend. Verwacht: gemeente of aanbieder."),
        (["--domain", "wlz"], "--domain wlz is niet bekend. Verwacht: wmo of jw."),
        (["--cases", "nergens/*"], "--cases nergens/*: niets gevonden."),
        (["--rules", "ZZ-01"], "--rules ZZ-01: niets gevonden."),
        (["--adapter", "onbekend"], "Adapter 'onbekend' is niet bekend."),
    ],
)
def test_wrong_use_is_exit_2_and_one_sentence(tmp_path, opties, tekst):
    uit = draai(tmp_path, *opties)
    assert uit.returncode == 2
    assert tekst in uit.stdout + uit.stderr
    assert "Traceback" not in uit.stdout + uit.stderr


@pytest.mark.parametrize(
    ("adapter", "tekst"),
    [
        ("BestaatNiet", "kan niet worden geladen"),
        ("StuktBijStart", "geen verbinding met de database"),
        ("MistWerkwoorden", "mist de methode(n) reset"),
        ("HelloInVerkeerdeVorm", "heeft niet de vorm van het protocol"),
    ],
)
def test_an_adapter_that_cannot_start_is_exit_3(tmp_path, adapter, tekst):
    uit = draai(tmp_path, "--cases", EEN, adapter=adapter)
    assert uit.returncode == 3
    assert tekst in uit.stdout + uit.stderr
    assert "Traceback" not in uit.stdout + uit.stderr


def vonnissen(doel):
    return {(e["case"], e["rule"]): e["verdict"] for e in events(doel) if e["event"] == "verdict"}


def test_one_case_that_breaks_the_system_costs_no_other(tmp_path):
    uit = draai(tmp_path, "--cases", "toewijzingen/per-*", "--domain", "wmo", adapter="StuktBijMigreren")
    assert uit.returncode == 3
    gestrand = {geval for (geval, _), verdict in vonnissen(tmp_path).items() if verdict == "adapter_error"}
    assert len(gestrand) == 1
    assert {v for (geval, _), v in vonnissen(tmp_path).items() if geval not in gestrand} == {"pass"}
    assert "onverwacht einde van het dossier" in uit.stdout


@pytest.mark.parametrize("adapter", ["AntwoordtInVerkeerdeVorm", "BlijftPraten"])
def test_garbage_and_floods_are_adapter_errors(tmp_path, adapter):
    uit = draai(tmp_path, "--cases", EEN, "--domain", "wmo", "--role", "gemeente", adapter=adapter)
    assert uit.returncode == 3
    assert events(tmp_path)[-1]["event"] == "footer"
    assert [e for e in events(tmp_path) if e["event"] == "error" and e["kind"] == "adapter"]


def test_hostile_xml_is_marked_and_breaks_nothing(tmp_path):
    uit = draai(tmp_path, "--cases", EEN, "--domain", "wmo", adapter="VerzendtRommel")
    assert uit.returncode == 3
    fouten = [f for e in events(tmp_path) if e["event"] == "message" for f in e["faults"]]
    assert any("DOCTYPE" in f for f in fouten)


@pytest.mark.parametrize(("adapter", "element"), [("MistElement", "Toewijzingsdatum"), ("MistOntvanger", "Ontvanger")])
def test_a_message_without_what_it_must_have_is_not_conform_and_costs_no_verdict(tmp_path, adapter, element):
    uit = draai(tmp_path, "--cases", EEN, "--domain", "wmo", "--role", "gemeente", adapter=adapter)
    assert uit.returncode == 1
    assert events(tmp_path)[-1]["event"] == "footer"
    per_regel = {e["rule"]: e for e in events(tmp_path) if e["event"] == "verdict"}
    assert per_regel["PL-01"]["verdict"] == "fail"
    assert f"hier hoort {element}" in per_regel["PL-01"]["findings"][0]["found"]


def test_a_bsn_from_outside_is_written_nowhere(tmp_path):
    draai(tmp_path, "--cases", EEN, "--domain", "wmo", adapter="AndereBsn")
    assert events(tmp_path)[-1]["event"] == "footer"
    for pad in tmp_path.rglob("*"):
        if pad.is_file():
            assert ZONDER_CANARIE not in pad.read_text("utf-8"), pad


def test_a_role_that_is_not_claimed_is_not_applicable(tmp_path):
    uit = draai(tmp_path, "--cases", EEN, "--role", "gemeente", adapter="AlleenAanbieder")
    assert uit.returncode == 0
    assert set(vonnissen(tmp_path).values()) == {"not_applicable"}


def test_what_a_system_does_not_show_is_never_green(tmp_path):
    uit = draai(
        tmp_path, "--cases", "bijzondere-situaties/vooraf-*,overzicht/beoordeling-en-plan", adapter="ZonderExtras"
    )
    assert uit.returncode == 0
    assert events(tmp_path)[-1]["verdict"] == "onvolledig"
    gevonden = vonnissen(tmp_path)
    assert {v for (_, regel), v in gevonden.items() if regel == "BS-03"} == {"not_verifiable"}
    assert {v for (_, regel), v in gevonden.items() if regel in {"PL-04", "TW-10"}} == {"warn"}
    assert {v for (_, regel), v in gevonden.items() if regel == "MS-02"} <= {"not_applicable"}


def test_strict_turns_a_warning_into_not_conform(tmp_path):
    opties = ["--cases", "bijzondere-situaties/vooraf-ingetrokken", "--domain", "wmo"]
    assert draai(tmp_path, *opties).returncode == 0
    assert draai(tmp_path, *opties, "--strict").returncode == 1


def test_last_failed_runs_only_what_failed(tmp_path):
    opties = ["--cases", EEN, "--domain", "wmo", "--adapter", "python:mutants.gemeente:GeeftDeHelft"]
    cache = ["-p", "cacheprovider", "-o", f"cache_dir={tmp_path / 'cache'}"]
    eerst = draai(tmp_path, *opties, *cache)
    assert "1 failed, 12 passed" in eerst.stdout
    weer = draai(tmp_path, *opties, *cache, "--lf")
    assert "1 failed" in weer.stdout
    assert "passed" not in weer.stdout


def test_official_schemas_take_the_place_of_ours(tmp_path):
    eigen = tmp_path / "xsd"
    shutil.copytree(PROJECT / "istandaard" / "schemas" / "xsd", eigen)
    opties = ["--cases", EEN, "--domain", "wmo", "--xsd", str(eigen)]
    assert draai(tmp_path, *opties).returncode == 0
    strenger = eigen / "3.0" / "wmo" / "wmo305.xsd"
    strenger.write_text(
        strenger.read_text("utf-8").replace('name="StatusAanlevering"', 'name="Anders"'), encoding="utf-8"
    )
    draai(tmp_path, *opties)
    fouten = {e["code"]: e["faults"] for e in events(tmp_path) if e["event"] == "message" and e["faults"]}
    assert list(fouten) == ["305"]
    assert "StatusAanlevering" in fouten["305"][0]
    strenger.unlink()
    zonder = draai(tmp_path, *opties)
    assert zonder.returncode == 2
    assert "wmo305" in zonder.stdout + zonder.stderr
