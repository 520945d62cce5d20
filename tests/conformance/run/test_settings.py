import shutil

import pytest

from migratietoets.conformance.run.settings import FILE, SETTINGS, settings
from migratietoets.istandaard.model import InputError
from tests.helpers import PROJECT
from tests.systems.foreign import FOREIGN_BSN


@pytest.fixture
def folder(tmp_path):
    """A folder whose file holds this text."""

    def make(text, encoding="utf-8"):
        (tmp_path / FILE).write_bytes(text.encode(encoding))
        return tmp_path

    return make


def values(command, folder, **environment):
    return {name: one.value for name, one in settings(command, folder, environment).items()}


def test_without_a_file_and_variables_nothing_is_set(tmp_path):
    assert settings("run", tmp_path, {"PATH": "x", "MIGRATIETOETS_DEBUG": "1", "MIGRATIETOETS_LEVENS": "9"}) == {}


def test_a_command_gets_what_it_heeds(folder):
    here = folder('adapter = "cli:mijn"\nproducts = "p.csv"\nrole = "gemeente"\ntimeout = 5\n')
    assert values("run", here) == {"adapter": "cli:mijn", "products": "p.csv", "role": ["gemeente"], "timeout": 5.0}
    assert values("doctor", here) == {"adapter": "cli:mijn", "timeout": 5.0}
    assert values("assess", here) == values("plan", here) == {"products": "p.csv"}
    assert values("judge", here) == {}


def test_a_token_is_no_setting(folder):
    tokens = {"MIGRATIETOETS_TOKEN": "x", "MIGRATIETOETS_TOKEN_TOETS_NL": "y"}
    assert settings("run", folder(""), tokens) == {}
    for name in ("token", "token-toets-nl", "TOKEN"):
        with pytest.raises(
            InputError, match=r"verwacht geen token in een bestand; gevonden .* Zet het in MIGRATIETOETS_TO"
        ):
            settings("run", folder(f'{name} = "geheim"'), {})


def test_the_environment_goes_before_the_file(folder):
    here = folder('strict = true\nout = "a"\n')
    found = settings("run", here, {"MIGRATIETOETS_STRICT": "nee", "MIGRATIETOETS_OUT": ""})
    assert {name: (one.value, one.origin) for name, one in found.items()} == {
        "strict": (False, "MIGRATIETOETS_STRICT"),
        "out": ("a", "migratietoets.toml, out"),
    }


@pytest.mark.parametrize("text", ['domain = ["wmo", "jw"]', 'domain = "wmo, jw"', 'domain = ["wmo,jw"]'])
def test_more_values_stand_in_a_list_or_between_commas(folder, text):
    assert values("run", folder(text)) == {"domain": ["wmo", "jw"]}


def test_a_file_of_a_windows_editor_is_read(folder):
    assert values("run", folder('role = "aanbieder"\r\n', "utf-8-sig")) == {"role": ["aanbieder"]}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("adaptor = 1", "migratietoets.toml: sleutel adaptor is niet bekend. Bedoelde u adapter? Verwacht: adapter,"),
        (f"{FOREIGN_BSN} = 1", "migratietoets.toml: sleutel ********* is niet bekend. Verwacht: adapter,"),
        ("'a\\nb' = 1", "migratietoets.toml: sleutel a"),
        ('"a\\nb" = 1', "migratietoets.toml: sleutel a"),
        ("[run]\nrole = 1", "migratietoets.toml: sleutel run is niet bekend. "),
        ("timeout = true", "migratietoets.toml, timeout: verwacht een getal, zoals 10 of 0.5; gevonden waar (true)."),
        ('timeout = "5"', "migratietoets.toml, timeout: verwacht een getal, zoals 10 of 0.5; gevonden “5”."),
        ('strict = "ja"', "migratietoets.toml, strict: verwacht true of false; gevonden “ja”."),
        (
            "max-fail = -1",
            "migratietoets.toml, max-fail: verwacht een geheel getal van 0 of meer; gevonden het getal -1.",
        ),
        ("role = [1]", "migratietoets.toml, role: verwacht een tekst of een lijst, zoals"),
        ("role = []", "migratietoets.toml, role: verwacht een tekst of een lijst, zoals"),
        ('adapter = ""', "migratietoets.toml, adapter: verwacht een tekst, zoals"),
        ("role", "migratietoets.toml, aan het eind: verwacht TOML, zoals"),
        ("role\nout", "migratietoets.toml, regel 1, kolom 5: verwacht TOML, zoals"),
        ('role = "a"\nrole = "b"', "migratietoets.toml, aan het eind: verwacht TOML"),
    ],
)
def test_what_the_file_should_not_hold_is_told_in_one_sentence(folder, text, sentence):
    with pytest.raises(InputError) as error:
        settings("run", folder(text), {})
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("ADAPTOR", "x", "MIGRATIETOETS_ADAPTOR in de omgeving is niet bekend. Bedoelde u MIGRATIETOETS_ADAPTER?"),
        ("TIMEOUT", "snel", "MIGRATIETOETS_TIMEOUT: verwacht een getal, zoals 10 of 0.5; gevonden “snel”."),
        ("TIMEOUT", "nan", "MIGRATIETOETS_TIMEOUT: verwacht een getal"),
        ("STRICT", "misschien", "MIGRATIETOETS_STRICT: verwacht true of false; gevonden “misschien”."),
        ("MAX_FAIL", "9" * 5000, "MIGRATIETOETS_MAX_FAIL: verwacht een geheel getal van 0 of meer"),
    ],
    ids=["naam", "woord", "nan", "vlag", "groot"],
)
def test_what_the_environment_should_not_hold_is_told_in_one_sentence(tmp_path, name, text, sentence):
    with pytest.raises(InputError) as error:
        settings("run", tmp_path, {f"MIGRATIETOETS_{name}": text})
    assert str(error.value).startswith(sentence)


def test_a_file_that_cannot_be_read_is_told(tmp_path, folder):
    with pytest.raises(InputError, match="verwacht UTF-8"):
        settings("run", folder("adapter = 'é'", "latin-1"), {})
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    with pytest.raises(InputError, match="verwacht een leesbaar bestand; gevonden: een map"):
        settings("run", tmp_path, {})


def test_every_setting_is_an_option_of_each_command_that_heeds_it():
    from typer.main import get_command

    from migratietoets.conformance.commands.main import app

    commands = get_command(app).commands
    for one in SETTINGS.values():
        for command in one.commands:
            assert any(f"--{one.name}" in param.opts for param in commands[command].params), (one.name, command)


def test_the_example_can_be_copied(tmp_path):
    shutil.copy(PROJECT / "examples" / "instellingen" / FILE, tmp_path)
    assert values("run", tmp_path)["domain"] == ["wmo", "jw"]
