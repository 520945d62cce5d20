import json
import os
import re
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from migratietoets.conformance.catalogue import links
from migratietoets.conformance.commands import demo as demo_module
from migratietoets.conformance.commands import generate as generate_module
from migratietoets.conformance.contracts import NAMES, schema
from migratietoets.generators.stock.defects.names import GROUPS
from migratietoets.generators.stock.mix import MIXES
from migratietoets.generators.timelines.timeline import NAMES as TIMELINES
from tests.helpers import PROJECT, forked

ONE = "toewijzingen/per-jaar"


@pytest.fixture(scope="module")
def run_process():
    """Run a command line in a process of its own, in any folder."""

    def run(*args, folder, **environment):
        return forked.run(
            "migratietoets.conformance.commands.main",
            *args,
            folder=folder,
            environment={"COLUMNS": "200"} | environment,
        )

    return run


@pytest.fixture
def cold():
    """Run a command line as a user starts it, with nothing loaded yet."""

    def run(*args, folder):
        return subprocess.run(
            [sys.executable, "-m", "migratietoets.conformance.commands.main", *map(str, args)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=folder,
            env=os.environ | {"COLUMNS": "200"},
            timeout=300,
            check=False,
        )

    return run


def test_version_and_help_are_dutch(migratietoets):
    assert migratietoets("--version")[:2] == (0, "migratietoets 0.1.0\n")
    code, out, _ = migratietoets("--help")
    assert code == 0
    for instruction in ("run", "assess", "plan", "generate", "rules", "cases", "explain", "demo"):
        assert instruction in out
        code, help_text, _ = migratietoets(instruction, "--help")
        assert code == 0
        assert "Toon deze uitleg." in help_text
        assert instruction == "demo" or "Voorbeelden:" in help_text


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (["dans"], "opdracht 'dans' bestaat niet. Verwacht: run, assess"),
        (["assess"], "migratietoets assess: verwacht PAD; dat ontbreekt"),
        (["assess", "x", "--snel"], "optie --snel bestaat niet"),
        (["assess", "x", "--format", "xml"], "--format: verwacht jsonl of table; gevonden 'xml'"),
        (["assess", "x", "--on", "31-12-2020"], "--on: verwacht een datum als 2020-12-01"),
        (["assess", "x", "--on"], "optie --on kan niet zonder waarde"),
        (["generate", "--clients", "veel", "--out", "x"], "--clients: verwacht een geheel getal; gevonden 'veel'"),
        (["generate"], "verwacht --out; dat ontbreekt"),
        (["rules", "MT-04"], "zo is de opdracht niet te lezen"),
        (["run", "--role", "burger"], "--role: verwacht gemeente of aanbieder"),
        (["run", "--cases", "nergens/*"], "--cases nergens/*: niets gevonden"),
        (["run", "--rules", "ZZ-99"], "--rules ZZ-99: niets gevonden"),
        (["run", "--adapter", "onbekend"], "Adapter 'onbekend' is niet bekend"),
        (["explain", "ZZ-99"], "Regel ZZ-99 bestaat niet"),
        (["explain", "a/b"], "Geval a/b bestaat niet"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_in_one_sentence_and_costs_2(migratietoets, args, text):
    code, out, error = migratietoets(*args)
    assert (code, out) == (2, "")
    assert text in error
    assert error.count("\n") == 1


def test_an_adapter_that_cannot_be_loaded_costs_3(migratietoets):
    code, _, error = migratietoets("run", "--adapter", "python:bestaat_niet:Systeem")
    assert code == 3
    assert "kan niet worden geladen" in error


def test_a_fault_of_the_kit_costs_4_and_shows_no_traceback(migratietoets, monkeypatch, tmp_path):
    def broken(*_):
        raise RuntimeError("stuk")

    monkeypatch.setattr(generate_module, "progress", broken)
    args = ("generate", "--clients", 1, "--out", tmp_path / "d")
    code, _, error = migratietoets(*args)
    assert code == 4
    assert "Er ging iets mis in de kit zelf (RuntimeError)" in error
    assert "Traceback" not in error
    monkeypatch.setenv("MIGRATIETOETS_DEBUG", "1")
    assert "Traceback" in migratietoets(*args)[2]


def test_generate_is_the_same_for_the_same_seed(migratietoets, tmp_path):
    options = ["--clients", 6, "--seed", 3, "--gemeentecode", "0344,0363", "--domain", "jw"]
    manifests = []
    for name in ("a", "b"):
        code, out, error = migratietoets("generate", *options, "--out", tmp_path / name)
        assert (code, out) == (0, "")
        assert "6 cliënten" in error
        manifests.append(json.loads((tmp_path / name / "manifest.json").read_text("utf-8")))
    assert manifests[0] == manifests[1]
    assert manifests[0]["parameters"]["gemeenten"] == ["0344", "0363"]
    assert manifests[0]["parameters"]["domeinen"] == ["jw"]
    Draft202012Validator(schema("manifest")).validate(manifests[0])
    code, _, error = migratietoets("generate", *options, "--out", tmp_path / "a")
    assert code == 2
    assert "verwacht een lege of nieuwe map" in error


def test_generate_takes_defects_by_name(migratietoets, tmp_path):
    target = tmp_path / "d"
    assert migratietoets("generate", "--clients", 5, "--defects", "per_jaar,schoon", "--out", target)[0] == 0
    assert json.loads((target / "manifest.json").read_text("utf-8"))["parameters"]["defecten"] == ["schoon", "per_jaar"]
    code, _, error = migratietoets("generate", "--clients", 5, "--defects", "erg", "--out", tmp_path / "e")
    assert code == 2
    assert "Kies uit: schoon" in error


def test_declare_answers_what_generate_writes_as_labelled(migratietoets, tmp_path):
    target = tmp_path / "d"
    options = ["--clients", 150, "--seed", 8, "--gemeentecode", "0344,0363", "--credits"]
    assert migratietoets("generate", *options, "--out", target)[0] == 0
    code, out, _ = migratietoets("declare", target / "leveringen.jsonl")
    assert code == 0
    assert out.encode() == (target / "leveringlabels.jsonl").read_bytes()
    for file, name in (
        ("leveringen.jsonl", "levering"),
        ("leveringlabels.jsonl", "declare"),
        ("leveringfeiten.jsonl", "leveringfeit"),
        ("creditketens.jsonl", "creditketen"),
    ):
        check = Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)
        content = (target / file).read_text("utf-8").splitlines()
        assert content
        for line in content:
            check.validate(json.loads(line))
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    Draft202012Validator(schema("manifest")).validate(manifest)
    assert {path.name for path in target.iterdir()} == {"manifest.json", *manifest["digests"]}


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_schema_follow_it(name):
    Draft202012Validator.check_schema(schema(name))
    for example in schema(name).get("examples", []):
        Draft202012Validator(schema(name)).validate(example)


def ids(regels):
    return {json.loads(line)["id"] for line in regels.splitlines()}


def test_a_folder_of_generate_can_be_assessed_as_a_whole(migratietoets, tmp_path):
    target = tmp_path / "d"
    assert migratietoets("generate", "--clients", 30, "--credits", "--out", target)[0] == 0
    code, out, error = migratietoets("assess", target)
    assert code == 0, error
    toewijzingen = (target / "toewijzingen.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["id"] for line in out.splitlines()} == {json.loads(line)["id"] for line in toewijzingen}


def test_generate_takes_a_mix_by_name(migratietoets, tmp_path):
    target = tmp_path / "d"
    assert migratietoets("generate", "--clients", 20, "--mix", "alles_stuk", "--out", target)[0] == 0
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    assert manifest["parameters"]["mix"] == "alles_stuk"
    code, _, error = migratietoets("generate", "--mix", "veel", "--out", tmp_path / "e")
    assert code == 2
    assert "Onbekende mix: veel. Kies uit: gewoon" in error


def test_the_help_of_generate_names_every_mix_group_and_timeline(migratietoets):
    help_text = re.sub(r"[\s│]+", " ", migratietoets("generate", "--help")[1])
    for name in (*MIXES, *GROUPS, *TIMELINES, "geen_nummer+per_jaar"):
        assert name in help_text, name


def test_rules_as_json_follow_the_contract(migratietoets):
    code, out, _ = migratietoets("rules", "--format", "json")
    regels = json.loads(out)
    Draft202012Validator(schema("rules")).validate(regels)
    assert code == 0
    mt04 = next(line for line in regels if line["id"] == "MT-04")
    assert ONE in mt04["positive_cases"]
    assert mt04["negative_cases"]
    assert mt04["mutants"]
    assert all(line["checked"] or line["reason"] for line in regels if line["status"] == "active")


def test_rules_without_mutants_are_shown_too(migratietoets, monkeypatch):
    monkeypatch.setattr(links, "MUTANTS_FILE", "bestaat-niet.yaml")
    links.mutants.cache_clear()
    try:
        assert not any(line["mutants"] for line in json.loads(migratietoets("rules", "--format", "json")[1]))
    finally:
        links.mutants.cache_clear()


def test_tables_and_case_list(migratietoets):
    assert "MT-04" in migratietoets("rules")[1]
    assert ONE in migratietoets("cases")[1]
    cases = json.loads(migratietoets("cases", "--format", "json")[1])
    assert {case["positive"] for case in cases} == {True, False}
    assert ONE in {case["id"] for case in cases}


def test_explain_links_both_ways(migratietoets):
    line = migratietoets("explain", "mt-04")[1]
    for text in (
        "MT-04 (must)",
        "Bron:",
        "Zo zie je het:",
        "Breekt mee met:",
        ONE,
        "Negatieve gevallen:",
        "Mutanten:",
    ):
        assert text in line
    assert "Niet getoetst: " in migratietoets("explain", "PL-02")[1]
    case = migratietoets("explain", ONE)[1]
    for text in ("(positief)", "MT-04 (minstens", "Bron:", f"migratietoets run --cases {ONE}"):
        assert text in case
    negative = json.loads(migratietoets("rules", "--format", "json")[1])[0]["negative_cases"][0]
    assert "Breekt deze regels:" in migratietoets("explain", negative)[1]


def test_run_leaves_its_results_in_the_folder_where_it_is_started(cold, tmp_path):
    outcome = cold("run", "--cases", ONE, "--domain", "wmo", folder=tmp_path)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "Uitkomst: conform" in outcome.stdout
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
    [(["--onzin"], "unrecognized arguments: --onzin"), (["-k", "bestaat_niet"], "Verwacht minstens één toets")],
    ids=["optie", "niets"],
)
def test_wrong_pytest_options_cost_2(run_process, tmp_path, options, text):
    outcome = run_process("run", "--cases", ONE, "--", *options, folder=tmp_path)
    assert outcome.returncode == 2
    assert text in outcome.stderr


def test_a_fault_inside_pytest_costs_4(run_process, tmp_path):
    (tmp_path / "stuk.py").write_text("def pytest_runtestloop():\n    raise RuntimeError\n", encoding="utf-8")
    outcome = run_process("run", "--cases", ONE, "--", "-p", "stuk", folder=tmp_path, PYTHONPATH=str(tmp_path))
    assert outcome.returncode == 4


def test_strict_makes_a_warning_count(run_process, tmp_path):
    args = ("run", "--role", "gemeente", "--domain", "wmo", "--cases", "bijzondere-situaties/vooraf-ingetrokken")
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


@pytest.mark.traag
def test_demo_shows_everything_and_can_be_repeated(run_process, tmp_path):
    for _ in range(2):
        outcome = run_process("demo", folder=tmp_path)
        assert outcome.returncode == 0
        for text in ("Beoordeling van toewijzingen", "Uitkomst: conform", "rapport.html", "allure-results"):
            assert text in outcome.stdout
    assert {path.name for path in (tmp_path / "out" / "demo").iterdir()} == demo_module._OWN


def test_demo_leaves_the_files_of_others_alone(migratietoets, tmp_path):
    strange = tmp_path / "o" / "demo" / "brief.txt"
    strange.parent.mkdir(parents=True)
    strange.write_text("van mij", encoding="utf-8")
    assert migratietoets("demo", "--out", tmp_path / "o")[0] == 2
    assert strange.read_text("utf-8") == "van mij"
