"""From nothing to a first green case, in every language, as the README of each skeleton says."""

import re
import shlex
import subprocess

import pytest

from migratietoets.conformance.adapters.scaffolds import LANGUAGES, START, skeleton
from tests.helpers import forked
from tests.helpers.languages import paths

COMMAND = "migratietoets.conformance.commands.main"
MOST = 90
"""Lines of the program itself, those with nothing but space apart."""


def commands(readme):
    """The words of each command that a README shows."""
    (block,) = re.findall(r"```sh\n(.*?)```", readme, re.DOTALL)
    return [shlex.split(line) for line in block.splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_skeleton_passes_its_own_smoke_test_the_doctor_and_a_first_case_of_either_role(language, tmp_path):
    environment = paths(language) | {"MIGRATIETOETS_TIMEOUT": "60"}
    made = forked.run(COMMAND, "new-adapter", "mijn", "--lang", language, folder=tmp_path)
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "mijn"
    smoke, doctor, *runs = commands((folder / "README.md").read_text("utf-8"))
    done = subprocess.run(smoke, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "Goed: een 301 krijgt een 302 met 0200.\n", done.stderr
    asked = forked.run(COMMAND, *doctor[1:], folder=folder, environment=environment)
    assert (asked.returncode, "✗" in asked.stdout) == (0, False), asked.stdout
    cases = ",".join(run[-1] for run in runs)
    played = forked.run(COMMAND, "run", "--domain", "wmo", "--cases", cases, folder=folder, environment=environment)
    assert (played.returncode, "overtreden" in played.stdout) == (0, False), played.stdout + played.stderr
    assert "Uitkomst: conform voor het domein wmo, 2 van" in played.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_skeleton_is_short_and_names_itself(language):
    files = {name: data.decode() for name, data in skeleton(language).items()}
    program = START[language].split(":")[1].split()[-1]
    (text,) = [text for name, text in files.items() if name.split(".")[0] == program.split(".")[0]]
    own = text.partition("/** Een kleine lezer en schrijver van JSON")[0]
    assert len([line for line in own.splitlines() if line.strip()]) <= MOST
    assert f'adapter = "{START[language]}"' in files["migratietoets.toml"]
    assert all(f"`{name}`" in files["README.md"] for name in files if name != "README.md")
