import json
import os
import re
import subprocess
import sys
from pathlib import Path

import los_proces
import pytest
from jsonschema import Draft202012Validator

from conformance import catalogus
from conformance.opdrachten import demo as demo_module
from conformance.opdrachten import generate as generate_module
from conformance.schemas import NAMEN, schema
from generators.defecten import GROEPEN
from generators.mix import MIXEN
from generators.tijdlijnen import NAMEN as TIJDLIJNEN

PROJECT = Path(__file__).parents[2]
EEN = "toewijzingen/per-jaar"


@pytest.fixture(scope="module")
def proces():
    """Run a command line in a process of its own, in any folder."""

    def draai(*args, map_, **omgeving):
        return los_proces.draai("conformance.cli", *args, map_=map_, omgeving={"COLUMNS": "200"} | omgeving)

    return draai


@pytest.fixture
def koud():
    """Run a command line as a user starts it, with nothing loaded yet."""

    def draai(*args, map_):
        return subprocess.run(
            [sys.executable, "-m", "conformance.cli", *map(str, args)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=map_,
            env=os.environ | {"COLUMNS": "200"},
            timeout=300,
            check=False,
        )

    return draai


def test_version_and_help_are_dutch(migratietoets):
    assert migratietoets("--version")[:2] == (0, "migratietoets 0.1.0\n")
    code, uit, _ = migratietoets("--help")
    assert code == 0
    for opdracht in ("run", "assess", "plan", "generate", "rules", "cases", "explain", "demo"):
        assert opdracht in uit
        code, hulp, _ = migratietoets(opdracht, "--help")
        assert code == 0
        assert "Toon deze uitleg." in hulp
        assert opdracht == "demo" or "Voorbeelden:" in hulp


@pytest.mark.parametrize(
    ("args", "tekst"),
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
def test_wrong_use_is_told_in_one_sentence_and_costs_2(migratietoets, args, tekst):
    code, uit, fout = migratietoets(*args)
    assert (code, uit) == (2, "")
    assert tekst in fout
    assert fout.count("\n") == 1


def test_an_adapter_that_cannot_be_loaded_costs_3(migratietoets):
    code, _, fout = migratietoets("run", "--adapter", "python:bestaat_niet:Systeem")
    assert code == 3
    assert "kan niet worden geladen" in fout


def test_a_fault_of_the_kit_costs_4_and_shows_no_traceback(migratietoets, monkeypatch, tmp_path):
    def stuk(*_):
        raise RuntimeError("stuk")

    monkeypatch.setattr(generate_module, "voortgang", stuk)
    args = ("generate", "--clients", 1, "--out", tmp_path / "d")
    code, _, fout = migratietoets(*args)
    assert code == 4
    assert "Er ging iets mis in de kit zelf (RuntimeError)" in fout
    assert "Traceback" not in fout
    monkeypatch.setenv("MIGRATIETOETS_DEBUG", "1")
    assert "Traceback" in migratietoets(*args)[2]


def test_generate_is_the_same_for_the_same_seed(migratietoets, tmp_path):
    opties = ["--clients", 6, "--seed", 3, "--gemeentecode", "0344,0363", "--domain", "jw"]
    manifesten = []
    for naam in ("a", "b"):
        code, uit, fout = migratietoets("generate", *opties, "--out", tmp_path / naam)
        assert (code, uit) == (0, "")
        assert "6 cliënten" in fout
        manifesten.append(json.loads((tmp_path / naam / "manifest.json").read_text("utf-8")))
    assert manifesten[0] == manifesten[1]
    assert manifesten[0]["parameters"]["gemeenten"] == ["0344", "0363"]
    assert manifesten[0]["parameters"]["domeinen"] == ["jw"]
    Draft202012Validator(schema("manifest")).validate(manifesten[0])
    code, _, fout = migratietoets("generate", *opties, "--out", tmp_path / "a")
    assert code == 2
    assert "verwacht een lege of nieuwe map" in fout


def test_generate_takes_defects_by_name(migratietoets, tmp_path):
    doel = tmp_path / "d"
    assert migratietoets("generate", "--clients", 5, "--defects", "per_jaar,schoon", "--out", doel)[0] == 0
    assert json.loads((doel / "manifest.json").read_text("utf-8"))["parameters"]["defecten"] == ["schoon", "per_jaar"]
    code, _, fout = migratietoets("generate", "--clients", 5, "--defects", "erg", "--out", tmp_path / "e")
    assert code == 2
    assert "Kies uit: schoon" in fout


def test_declare_answers_what_generate_writes_as_labelled(migratietoets, tmp_path):
    doel = tmp_path / "d"
    opties = ["--clients", 150, "--seed", 8, "--gemeentecode", "0344,0363", "--credits"]
    assert migratietoets("generate", *opties, "--out", doel)[0] == 0
    code, uit, _ = migratietoets("declare", doel / "leveringen.jsonl")
    assert code == 0
    assert uit.encode() == (doel / "leveringlabels.jsonl").read_bytes()
    for bestand, naam in (
        ("leveringen.jsonl", "levering"),
        ("leveringlabels.jsonl", "declare"),
        ("leveringfeiten.jsonl", "leveringfeit"),
        ("creditketens.jsonl", "creditketen"),
    ):
        controle = Draft202012Validator(schema(naam), format_checker=Draft202012Validator.FORMAT_CHECKER)
        inhoud = (doel / bestand).read_text("utf-8").splitlines()
        assert inhoud
        for regel in inhoud:
            controle.validate(json.loads(regel))
    manifest = json.loads((doel / "manifest.json").read_text("utf-8"))
    Draft202012Validator(schema("manifest")).validate(manifest)
    assert {pad.name for pad in doel.iterdir()} == {"manifest.json", *manifest["digests"]}


@pytest.mark.parametrize("naam", NAMEN)
def test_the_examples_of_a_schema_follow_it(naam):
    Draft202012Validator.check_schema(schema(naam))
    for voorbeeld in schema(naam).get("examples", []):
        Draft202012Validator(schema(naam)).validate(voorbeeld)


def ids(regels):
    return {json.loads(regel)["id"] for regel in regels.splitlines()}


def test_a_folder_of_generate_can_be_assessed_as_a_whole(migratietoets, tmp_path):
    doel = tmp_path / "d"
    assert migratietoets("generate", "--clients", 30, "--credits", "--out", doel)[0] == 0
    code, uit, fout = migratietoets("assess", doel)
    assert code == 0, fout
    toewijzingen = (doel / "toewijzingen.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(regel)["id"] for regel in uit.splitlines()} == {
        json.loads(regel)["id"] for regel in toewijzingen
    }


def test_generate_takes_a_mix_by_name(migratietoets, tmp_path):
    doel = tmp_path / "d"
    assert migratietoets("generate", "--clients", 20, "--mix", "alles_stuk", "--out", doel)[0] == 0
    manifest = json.loads((doel / "manifest.json").read_text("utf-8"))
    assert manifest["parameters"]["mix"] == "alles_stuk"
    code, _, fout = migratietoets("generate", "--mix", "veel", "--out", tmp_path / "e")
    assert code == 2
    assert "Onbekende mix: veel. Kies uit: gewoon" in fout


def test_the_help_of_generate_names_every_mix_group_and_timeline(migratietoets):
    hulp = re.sub(r"[\s│]+", " ", migratietoets("generate", "--help")[1])
    for naam in (*MIXEN, *GROEPEN, *TIJDLIJNEN, "geen_nummer+per_jaar"):
        assert naam in hulp, naam


def test_rules_as_json_follow_the_contract(migratietoets):
    code, uit, _ = migratietoets("rules", "--format", "json")
    regels = json.loads(uit)
    Draft202012Validator(schema("rules")).validate(regels)
    assert code == 0
    mt04 = next(regel for regel in regels if regel["id"] == "MT-04")
    assert EEN in mt04["positive_cases"]
    assert mt04["negative_cases"]
    assert mt04["mutants"]
    assert all(regel["checked"] or regel["reason"] for regel in regels if regel["status"] == "active")


def test_rules_without_mutants_are_shown_too(migratietoets, monkeypatch):
    monkeypatch.setattr(catalogus, "MUTANTEN", "bestaat-niet.yaml")
    catalogus.mutanten.cache_clear()
    try:
        assert not any(regel["mutants"] for regel in json.loads(migratietoets("rules", "--format", "json")[1]))
    finally:
        catalogus.mutanten.cache_clear()


def test_tables_and_case_list(migratietoets):
    assert "MT-04" in migratietoets("rules")[1]
    assert EEN in migratietoets("cases")[1]
    gevallen = json.loads(migratietoets("cases", "--format", "json")[1])
    assert {geval["positive"] for geval in gevallen} == {True, False}
    assert EEN in {geval["id"] for geval in gevallen}


def test_explain_links_both_ways(migratietoets):
    regel = migratietoets("explain", "mt-04")[1]
    for tekst in (
        "MT-04 (must)",
        "Bron:",
        "Zo zie je het:",
        "Breekt mee met:",
        EEN,
        "Negatieve gevallen:",
        "Mutanten:",
    ):
        assert tekst in regel
    assert "Niet getoetst: " in migratietoets("explain", "PL-02")[1]
    geval = migratietoets("explain", EEN)[1]
    for tekst in ("(positief)", "MT-04 (minstens", "Bron:", f"migratietoets run --cases {EEN}"):
        assert tekst in geval
    negatief = json.loads(migratietoets("rules", "--format", "json")[1])[0]["negative_cases"][0]
    assert "Breekt deze regels:" in migratietoets("explain", negatief)[1]


def test_run_leaves_its_results_in_the_folder_where_it_is_started(koud, tmp_path):
    uitkomst = koud("run", "--cases", EEN, "--domain", "wmo", map_=tmp_path)
    assert uitkomst.returncode == 0, uitkomst.stdout + uitkomst.stderr
    assert "Uitkomst: conform" in uitkomst.stdout
    assert {pad.name for pad in tmp_path.iterdir()} == {"out"}
    assert {"log.jsonl", "rapport.html", "junit.xml", "allure-results", "messages"} <= {
        pad.name for pad in (tmp_path / "out").iterdir()
    }
    controle = Draft202012Validator(schema("log"))
    for regel in (tmp_path / "out" / "log.jsonl").read_text("utf-8").splitlines():
        controle.validate(json.loads(regel))


def test_the_example_adapter_runs_and_is_not_conform(proces, tmp_path):
    docs = PROJECT / "docs"
    args = ("run", "--adapter", "python:voorbeeld_adapter:Systeem", "--cases", EEN, "--out", tmp_path / "o")
    uitkomst = proces(*args, map_=docs)
    assert uitkomst.returncode == 1, uitkomst.stdout + uitkomst.stderr
    assert "niet conform" in uitkomst.stdout
    log = [json.loads(regel) for regel in (tmp_path / "o" / "log.jsonl").read_text("utf-8").splitlines()]
    assert not [e for e in log if e["event"] == "error"]
    assert log[-1]["verdict"] == "niet conform"
    assert (tmp_path / "o" / ".pytest_cache" / "v" / "cache" / "lastfailed").exists()
    assert not (docs / "out").exists()


@pytest.mark.parametrize(
    ("opties", "tekst"),
    [(["--onzin"], "unrecognized arguments: --onzin"), (["-k", "bestaat_niet"], "Verwacht minstens één toets")],
    ids=["optie", "niets"],
)
def test_wrong_pytest_options_cost_2(proces, tmp_path, opties, tekst):
    uitkomst = proces("run", "--cases", EEN, "--", *opties, map_=tmp_path)
    assert uitkomst.returncode == 2
    assert tekst in uitkomst.stderr


def test_a_fault_inside_pytest_costs_4(proces, tmp_path):
    (tmp_path / "stuk.py").write_text("def pytest_runtestloop():\n    raise RuntimeError\n", encoding="utf-8")
    uitkomst = proces("run", "--cases", EEN, "--", "-p", "stuk", map_=tmp_path, PYTHONPATH=str(tmp_path))
    assert uitkomst.returncode == 4


def test_strict_makes_a_warning_count(proces, tmp_path):
    args = ("run", "--role", "gemeente", "--domain", "wmo", "--cases", "bijzondere-situaties/vooraf-ingetrokken")
    assert proces(*args, map_=tmp_path).returncode == 0
    assert proces(*args, "--strict", map_=tmp_path).returncode == 1


def test_a_reader_that_stops_early_is_no_error(tmp_path, record):
    (tmp_path / "t.jsonl").write_text(
        "".join(json.dumps(record | {"id": f"T{n}"}) + "\n" for n in range(3000)), "utf-8"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "conformance.cli", "assess", str(tmp_path / "t.jsonl")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as proces_:
        proces_.stdout.readline()
        proces_.stdout.close()
        fout = proces_.stderr.read()
        proces_.wait(60)
    assert proces_.returncode == 141
    assert not fout


@pytest.mark.traag
def test_demo_shows_everything_and_can_be_repeated(proces, tmp_path):
    for _ in range(2):
        uitkomst = proces("demo", map_=tmp_path)
        assert uitkomst.returncode == 0
        for tekst in ("Beoordeling van toewijzingen", "Uitkomst: conform", "rapport.html", "allure-results"):
            assert tekst in uitkomst.stdout
    assert {pad.name for pad in (tmp_path / "out" / "demo").iterdir()} == demo_module._EIGEN


def test_demo_leaves_the_files_of_others_alone(migratietoets, tmp_path):
    vreemd = tmp_path / "o" / "demo" / "brief.txt"
    vreemd.parent.mkdir(parents=True)
    vreemd.write_text("van mij", encoding="utf-8")
    assert migratietoets("demo", "--out", tmp_path / "o")[0] == 2
    assert vreemd.read_text("utf-8") == "van mij"
