import subprocess
import sys
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "examples" / "ci"
TEMPLATES = {
    "github-actions.yml": ("vendor.github-workflows",),
    "gitlab-ci.yml": ("vendor.gitlab-ci",),
    "azure-pipelines.yml": ("vendor.azure-pipelines", "--regex-variant", "python"),
}


def check(path, schema):
    words = [sys.executable, "-m", "check_jsonschema", "--no-cache", "--builtin-schema", *schema, str(path)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_every_template_has_a_schema():
    assert {path.name for path in FOLDER.iterdir()} == set(TEMPLATES)


@pytest.mark.parametrize(("name", "schema"), TEMPLATES.items())
def test_a_template_fits_the_schema_of_its_maker(name, schema, tmp_path):
    outcome = check(FOLDER / name, schema)
    assert outcome.returncode == 0, outcome.stdout
    broken = tmp_path / name
    broken.write_text((FOLDER / name).read_text("utf-8").replace("migratietoets:\n  image", "toets:\n  imagine")
                      .replace("jobs:", "job:"), "utf-8")  # fmt: skip
    assert check(broken, schema).returncode == 1


def words_in(found):
    """Every text in a template."""
    if isinstance(found, str):
        return [found]
    values = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [text for value in values for text in words_in(value)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_examines_the_adapter_and_then_runs(name):
    commands = [one for one in words_in(yaml.safe_load((FOLDER / name).read_text("utf-8"))) if "migratietoets " in one]
    assert commands == ["migratietoets doctor", "migratietoets run"]
