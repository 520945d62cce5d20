import shutil

import pytest

from tests.helpers import PROJECT
from tests.helpers.suite import ONE, events, run


def test_tests_are_selected_by_name_and_by_rule(tmp_path):
    by_name = run(tmp_path, "-k", "per-4-weken-deelbaar and MT-04 and wmo", "-vv")
    assert f"{ONE}[MT-04-wmo] PASSED" in by_name.stdout
    assert "1 passed" in by_name.stdout
    by_rule = run(tmp_path, "--mt-rules", "mt-06", "--mt-role", "gemeente", "--mt-domain", "jw")
    assert by_rule.returncode == 0
    assert {e["rule"] for e in events(tmp_path) if e["event"] == "verdict"} == {"MT-06"}


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--mt-role", "burger"], "--mt-role burger is niet bekend. Verwacht: gemeente of aanbieder."),
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


def test_the_folder_and_the_environment_are_asked_where_the_options_are_silent(tmp_path, monkeypatch):
    (tmp_path / "migratietoets.toml").write_text(f'cases = "{ONE}"\nrules = "MT-04"\ndomain = "wmo"\n', "utf-8")
    monkeypatch.setenv("MIGRATIETOETS_RULES", "MTT-*")
    wrong = run(tmp_path)
    assert wrong.returncode == 2
    assert "MIGRATIETOETS_RULES MTT-*: niets gevonden. Bedoelde u MT-*?" in wrong.stdout + wrong.stderr
    right = run(tmp_path, "--mt-rules", "TW-03")
    assert right.returncode == 0
    assert {key: {e[key] for e in events(tmp_path) if e["event"] == "verdict"} for key in ("rule", "domain")} == {
        "rule": {"TW-03"},
        "domain": {"wmo"},
    }


def test_strict_turns_a_warning_into_not_conform(tmp_path):
    options = ["--mt-cases", "toewijzingen/zonder-nummer-totaal", "--mt-domain", "wmo"]
    assert run(tmp_path, *options).returncode == 0
    assert run(tmp_path, *options, "--mt-strict").returncode == 1


def test_last_failed_runs_only_what_failed(tmp_path):
    options = [
        "--mt-cases",
        ONE,
        "--mt-domain",
        "wmo",
        "--mt-adapter",
        "python-inline:tests.proof.mutants.gemeente:GeeftDeHelft",
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
    stricter.write_text("<xs:schema", encoding="utf-8")
    broken = run(tmp_path, *options)
    assert broken.returncode == 2
    assert str(stricter) in broken.stdout + broken.stderr
