"""What migratietoets.toml and the environment set, the commands heed."""

import json

import pytest

ONE = "toewijzingen/per-jaar"
FILE = f"""\
adapter = "python:tests.systems.bad:BestaatNiet"
role = "gemeente"
domain = ["wmo"]
cases = "{ONE}"
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "migratietoets.toml").write_text(FILE, "utf-8")
    return tmp_path


def test_a_command_heeds_the_file_and_says_so(migratietoets, here):
    code, _, error = migratietoets("run")
    assert code == 3
    assert error.startswith("Ingesteld uit migratietoets.toml: adapter, role, domain, cases.\n")
    assert "BestaatNiet" in error


def test_the_command_line_goes_before_the_environment_and_the_file(run_process, here):
    more = {"MIGRATIETOETS_ADAPTER": "referentie", "MIGRATIETOETS_OUT": "elders", "MIGRATIETOETS_DOMAIN": "wmo,jw"}
    outcome = run_process("run", "--rules", "MT-04", "--domain", "jw", folder=here, **more)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "uit de omgeving: MIGRATIETOETS_ADAPTER, MIGRATIETOETS_OUT." in outcome.stderr
    log = [json.loads(line) for line in (here / "elders" / "log.jsonl").read_text("utf-8").splitlines()]
    assert {(e["case"], e["role"], e["domain"]) for e in log if e["event"] == "verdict"} == {(ONE, "gemeente", "jw")}


@pytest.mark.parametrize(
    ("line", "args", "text"),
    [
        ('role = "burger"', ["run"], "migratietoets.toml, role: verwacht gemeente of aanbieder; gevonden 'burger'"),
        ('rules = "MTT-*"', ["run"], "migratietoets.toml, rules MTT-*: niets gevonden. Bedoelde u MT-*?"),
        ("timeout = 0", ["run"], "migratietoets.toml, timeout: verwacht een aantal seconden boven 0"),
        ("adaptr = 1", ["doctor"], "migratietoets.toml: sleutel adaptr is niet bekend. Bedoelde u adapter?"),
        ('products = "weg.csv"', ["assess", "migratietoets.toml"], "weg.csv"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_place(migratietoets, here, line, args, text):
    (here / "migratietoets.toml").write_text(line, "utf-8")
    code, out, error = migratietoets(*args)
    assert (code, out) == (2, "")
    assert text in error


def test_help_and_commands_without_settings_do_not_read_the_file(migratietoets, here):
    (here / "migratietoets.toml").write_text("stuk", "utf-8")
    assert migratietoets("run", "--help")[0] == 0
    assert migratietoets("explain", "MT-04")[0] == 0
    assert migratietoets("run")[0] == 2
