import sys

import pytest

from tests.helpers import PROJECT, forked


def doctor(*options):
    return forked.run("migratietoets.conformance.commands.main", "doctor", *options, folder=PROJECT)


def test_a_good_system_is_exit_0_and_the_same_text_every_time():
    name = f"cli:{sys.executable} examples/cli_adapter/cli_adapter.py"
    out = [doctor("--adapter", name, "--timeout", "20") for _ in range(2)]
    assert out[0].returncode == 0, out[0].stderr
    assert out[0].stdout == out[1].stdout
    lines = out[0].stdout.splitlines()
    assert lines[1] == "✓ hello: dit is Referentie 0.1.0 van migratietoets."
    assert lines[-2] == "52 van de 52 controles goed."
    assert lines[-1].startswith("Volgende stap: laat de suite spelen: migratietoets run --adapter ")
    assert all(line.startswith("✓ ") for line in lines[:-2])


def test_a_bad_system_is_exit_3_and_says_what_to_do():
    out = doctor("--adapter", "cli:sleep 60", "--timeout", "0.3")
    assert out.returncode == 3
    assert out.stdout.startswith("✓ start: het systeem is gestart.\n✗ hello: De adapter cli:sleep 60")
    assert "  Doe dit: los eerst het bovenstaande op.\n1 van de 3 controles goed.\n" in out.stdout
    assert "\nVolgende stap: het antwoord op hello (hello): " in out.stdout
    assert out.stderr == ""


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--adapter", "cli:"], "verwacht een opdrachtregel"),
        (["--adapter", "zomaar"], "Adapter 'zomaar' is niet bekend"),
        (["--timeout", "even"], "verwacht een aantal seconden, zoals 10 of 0.5; gevonden 'even'"),
        (["--timeout", "0"], "--timeout: verwacht een aantal seconden boven 0"),
        (["--rol", "x"], "optie --rol bestaat niet"),
    ],
)
def test_wrong_use_is_exit_2_and_one_sentence(options, text):
    out = doctor(*options)
    assert out.returncode == 2
    assert text in out.stderr
    assert out.stdout == ""


def test_the_help_is_dutch():
    out = doctor("--help")
    assert out.returncode == 0
    assert "Onderzoek een adapter" in out.stdout
