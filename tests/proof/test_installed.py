"""Installed beside other plugins, in a project with a `reports`, a `cases` and a `conftest.py` of its own."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from migratietoets.conformance.adapters.scaffolds import LANGUAGES, skeleton
from tests.helpers import PROJECT

SLOW = pytest.mark.traag

ONE = "toewijzingen/per-jaar"
FILES = {
    "pyproject.toml": '[project]\nname = "eigen"\nversion = "1"\n\n[tool.pytest]\nstrict = true\naddopts = ["-ra"]\n',
    "conftest.py": """
        import pytest

        from cases import FIRST

        def pytest_addoption(parser):
            parser.addoption("--role")
            parser.addoption("--out", default="eigen")

        @pytest.fixture
        def first():
            return FIRST
    """,
    "cases/__init__.py": "FIRST = 1\n",
    "reports/__init__.py": "",
    "reports/page.py": "TITLE = 'van het project zelf'\n",
    "tests/test_own.py": """
        import sys

        import pytest

        from reports.page import TITLE

        @pytest.mark.timeout(30)
        def test_own(first, pytestconfig):
            assert (first, TITLE) == (1, "van het project zelf")
            assert pytestconfig.getoption("--out") == "eigen"

        def test_the_kit_is_not_loaded():
            assert "migratietoets.conformance.suite.plugin" in sys.modules
            assert not [name for name in sys.modules if name.startswith("migratietoets.conformance.rules")]
    """,
}


def command(*args, folder):
    """Run a program, and tell what it said when it goes wrong."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    outcome = subprocess.run(
        list(map(str, args)),
        cwd=folder,
        env=environment | {"COLUMNS": "200", "PYTHONPATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout
    return outcome.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=PROJECT)
    (found,) = folder.glob("*.whl")
    return found


def names_in(wheel):
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def project(tmp_path_factory, wheel):
    """A project with the kit in its own environment, beside pytest-timeout and pytest-xdist."""
    folder = tmp_path_factory.mktemp("project")
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(line.removeprefix(" " * 8) for line in text.splitlines()) + "\n", encoding="utf-8")
    command(sys.executable, "-m", "venv", "--without-pip", folder / ".venv", folder=folder)
    install = [UV, "pip", "install", "--python", folder / ".venv" / "bin" / "python"]
    command(*install, "-c", PROJECT / "requirements.lock", wheel, "pytest-timeout", "pytest-xdist", folder=folder)
    return folder


@pytest.fixture
def run(project):
    """Run a program of the project's environment in the project's folder."""
    return lambda name, *args: command(project / ".venv" / "bin" / name, *args, folder=project)


UV = Path(sys.executable).with_name("uv")
TOOLS = {
    "uv": [UV, "tool", "install", "--constraints", PROJECT / "requirements.lock"],
    "pipx": [UV, "tool", "run", "--isolated", "pipx", "install"],
}


@pytest.fixture(scope="module", params=TOOLS)
def tool(request, tmp_path_factory, wheel):
    """The command as one tool, of which nothing else is on the path; it is run in a folder that was empty."""
    home = tmp_path_factory.mktemp(request.param)
    places = {name: str(home / name) for name in ("UV_TOOL_DIR", "UV_TOOL_BIN_DIR", "PIPX_HOME", "PIPX_BIN_DIR")}
    with pytest.MonkeyPatch.context() as patch:
        for name, place in places.items():
            patch.setenv(name, place)
        command(*TOOLS[request.param], "--python", sys.executable, wheel, folder=home)
    (installed,) = home.glob("*_BIN_DIR/migratietoets")
    folder = home / "elders"
    folder.mkdir()

    def run(*args, within=""):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATH", "/usr/bin:/bin")
            return command(installed, *args, folder=folder / within)

    return run


def log(folder):
    return [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]


def test_the_wheel_owns_one_name(wheel):
    names = {name.partition("/")[0] for name in names_in(wheel)}
    assert names == {"migratietoets", "-".join(wheel.stem.split("-")[:2]) + ".dist-info"}


def test_the_wheel_holds_every_skeleton(wheel):
    folder = "migratietoets/conformance/adapters/scaffolds"
    wanted = {f"{folder}/{language}/{name}" for language in LANGUAGES for name in skeleton(language)}
    assert wanted <= names_in(wheel)


def test_a_wheel_made_from_the_source_archive_holds_the_same_files(wheel, tmp_path):
    command(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, folder=PROJECT)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    source = tmp_path / archive.name.removesuffix(".tar.gz")
    command(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, folder=source)
    (again,) = tmp_path.glob("*.whl")
    assert names_in(again) == names_in(wheel)


def test_an_editable_install_owns_one_name(tmp_path):
    ours = ("conformance", "generators", "istandaard", "reports", "cases", "tests")
    code = (
        f"from importlib.util import find_spec; print([n for n in {ours} if find_spec(n)], find_spec('migratietoets'))"
    )
    said = command(sys.executable, "-I", "-c", code, folder=tmp_path)
    assert said.startswith("[] ModuleSpec")


@SLOW
@pytest.mark.parametrize("options", [(), ("tests", "--timeout=5"), ("-n", "2", "--timeout=5")])
def test_the_tests_of_the_project_run_as_before(run, project, options):
    said = run("pytest", *options)
    assert "2 passed" in said
    assert ("timeout: 5.0s" in said) == ("--timeout=5" in options)
    assert not (project / "out").exists()
    assert not (project / "junit.xml").exists()


@SLOW
@pytest.mark.parametrize("more", [(), ("--", "-n", "2", "--timeout=60")])
def test_the_command_plays_the_suite(run, project, tmp_path, more):
    said = run("migratietoets", "run", "--cases", ONE, "--out", tmp_path, *more)
    assert "Uitkomst: conform" in said
    assert {e["case"] for e in log(tmp_path) if e["event"] == "verdict"} == {ONE}
    assert (tmp_path / "junit.xml").exists()
    assert not (project / "out").exists()


@SLOW
@pytest.mark.parametrize("more", [(), ("-n", "2", "--timeout=60")])
def test_pytest_plays_the_suite(run, tmp_path, more):
    options = ["--mt-cases", ONE, "--mt-role", "gemeente", "--mt-out", tmp_path]
    said = run("pytest", "--pyargs", "migratietoets.conformance", *options, *more)
    assert "Uitkomst: conform" in said
    assert {e["campaign"] for e in log(tmp_path) if e["event"] == "verdict"} == {"gemeente-wmo", "gemeente-jw"}
    assert ("timeout: 60.0s" in said) == ("--timeout=60" in more)


@SLOW
def test_both_suites_run_in_one_session(run, tmp_path):
    options = ["--mt-cases", ONE, "--mt-domain", "wmo", "--mt-out", tmp_path]
    said = run("pytest", "--pyargs", "migratietoets.conformance", "tests/test_own.py::test_own", "-v", *options)
    assert "test_own PASSED" in said
    assert f"{ONE}[" in said
    assert log(tmp_path)[-1]["event"] == "footer"


@SLOW
def test_the_kit_as_one_tool_works_from_any_folder(tool):
    tool("new-adapter", "mijn-adapter", "--lang", "python")
    assert "Volgende stap" in tool("doctor", within="mijn-adapter")
    assert "conform voor" in tool("run", "--cases", "overzicht/toewijzing-30-in-elke-variant", within="mijn-adapter")
    assert "5 cliënten" in tool("generate", "--clients", "5", "--seed", "1", "--out", "data")
    assert " 0 fout" in tool("validate", "data")
    assert "MT-04" in tool("explain", "MT-04")


@SLOW
def test_the_kit_as_one_tool_shows_everything_once(tool):
    assert "Uitkomst: conform" in tool("demo")
