"""The library works as the readme shows it, and without the rest of the kit."""

import doctest
import re
import subprocess
import sys

import pytest

from migratietoets import istandaard
from tests.helpers import PROJECT

EXAMPLES = re.findall(r"^```python\n(.*?)^```", (PROJECT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
ELSEWHERE = ("pytest", "hypothesis", "faker", "typer", "rich", "jinja2", "allure_commons", "jsonschema")
ROOMS = ("conformance", "generators", "reports")


def run(code):
    """Run some code on its own, and give what it printed."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_examples_of_the_readme_work_without_the_rest_of_the_kit():
    (example,) = [one for one in EXAMPLES if "migratietoets.istandaard" in one]
    asked = "import sys; print(*sys.modules)"
    printed, modules = run(f"{example}\n{asked}").splitlines()
    assert printed == re.search(r"print\(.*\)  # (.*)", example)[1]
    loaded = set(modules.split())
    assert not loaded & {*ELSEWHERE, *(f"migratietoets.{room}" for room in ROOMS)}


def test_the_example_of_the_module_works():
    assert doctest.testmod(istandaard) == (0, 2)


def test_every_name_of_the_library_is_there():
    assert sorted(istandaard.__all__) == sorted(istandaard._HOMES)
    for name in istandaard.__all__:
        assert getattr(istandaard, name).__name__ == name
    with pytest.raises(AttributeError, match="geenidee"):
        _ = istandaard.geenidee


def test_a_fact_costs_no_more_than_itself():
    assert run("import sys, migratietoets.istandaard.releases; print('lxml' in sys.modules)").strip() == "False"


def test_the_library_is_typed():
    assert (PROJECT / "src" / "migratietoets" / "py.typed").exists()
