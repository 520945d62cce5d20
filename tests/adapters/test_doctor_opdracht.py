import sys
from pathlib import Path

import los_proces
import pytest

PROJECT = Path(__file__).parents[2]


def doctor(*opties):
    return los_proces.draai("conformance.cli", "doctor", *opties, map_=PROJECT)


def test_a_good_system_is_exit_0_and_the_same_text_every_time():
    naam = f"cli:{sys.executable} docs/voorbeelden/cli_adapter.py"
    uit = [doctor("--adapter", naam, "--timeout", "20") for _ in range(2)]
    assert uit[0].returncode == 0, uit[0].stderr
    assert uit[0].stdout == uit[1].stdout
    regels = uit[0].stdout.splitlines()
    assert regels[1] == "✓ hello: dit is Referentie 0.1.0 van migratietoets."
    assert regels[-1] == "29 van de 29 controles goed."
    assert all(regel.startswith("✓ ") for regel in regels[:-1])


def test_a_bad_system_is_exit_3_and_says_what_to_do():
    uit = doctor("--adapter", "cli:sleep 60", "--timeout", "0.3")
    assert uit.returncode == 3
    assert uit.stdout.startswith("✓ start: het systeem is gestart.\n✗ hello: De adapter cli:sleep 60")
    assert uit.stdout.endswith("  Doe dit: los eerst het bovenstaande op.\n1 van de 3 controles goed.\n")
    assert uit.stderr == ""


@pytest.mark.parametrize(
    ("opties", "tekst"),
    [
        (["--adapter", "cli:"], "verwacht een opdrachtregel"),
        (["--adapter", "zomaar"], "Adapter 'zomaar' is niet bekend"),
        (["--timeout", "even"], "verwacht een aantal seconden, zoals 10 of 0.5; gevonden 'even'"),
        (["--timeout", "0"], "--timeout: verwacht een aantal seconden boven 0"),
        (["--rol", "x"], "optie --rol bestaat niet"),
    ],
)
def test_wrong_use_is_exit_2_and_one_sentence(opties, tekst):
    uit = doctor(*opties)
    assert uit.returncode == 2
    assert tekst in uit.stderr
    assert uit.stdout == ""


def test_the_help_is_dutch():
    uit = doctor("--help")
    assert uit.returncode == 0
    assert "Onderzoek een adapter" in uit.stdout
