"""Every command that a text shows works as it stands there."""

import os
import re
import shlex
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from migratietoets.conformance.commands.main import app
from tests.helpers import PROJECT

README = PROJECT / "README.md"
TEXTS = [README, PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").glob("*.md"))]
TEXTS += sorted((PROJECT / "examples").rglob("*.md"))
INSTALLS = ("make ", "venv")
"""A block that holds one of these is about installing."""


def _blocks(text):
    """The lines of each block of commands."""
    return [block.splitlines() for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)]


def _ours(line):
    """The words of our command in a line of a shell, or nothing."""
    if "migratietoets " not in line:
        return []
    words = shlex.split(re.split(r"\s#|\s>\s", line)[0].rpartition(" | ")[2])
    return words[1:] if words[:1] == ["migratietoets"] else []


def _shown():
    """Every command of ours, with the text that shows it: those of texts, and the examples of --help."""
    for path in TEXTS:
        text = path.read_text("utf-8")
        lines = [line for block in _blocks(text) for line in block]
        lines += re.findall(r"(?<!`)`(migratietoets [^`\n]+)`", text)
        yield from ((path.name, line) for line in lines)
    for name, command in get_command(app).commands.items():
        yield from ((name, line.strip()) for line in command.help.splitlines() if line.startswith("  "))


@pytest.mark.parametrize(("where", "line"), sorted({(w, one) for w, one in _shown() if _ours(one)}))
def test_a_command_that_is_shown_can_be_read(where, line):
    name, *args = _ours(line)
    if name.startswith("-"):
        assert name in {option for param in get_command(app).params for option in param.opts}
        return
    command = get_command(app).commands[name]
    with suppress(typer.Exit):  # --help and the like have had their say by then
        assert not args or command.make_context(name, args)


def test_the_readme_and_make_say_alike_how_long_the_tests_take():
    (said,) = set(re.findall(r"ongeveer (\d+) minuten op twee kernen", README.read_text("utf-8")))
    assert f"make test duurt ongeveer {said} minuten" in (PROJECT / "Makefile").read_text("utf-8")


@pytest.mark.traag
def test_the_commands_of_the_readme_work_one_after_the_other(tmp_path):
    text = README.read_text("utf-8")
    for name, content in re.findall(r"```(?:yaml|toml)\n# (\S+\.(?:yaml|toml))\n(.*?)```", text, re.DOTALL):
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "examples").symlink_to(PROJECT / "examples")
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for block in _blocks(text):
        if any(word in line for word in INSTALLS for line in block):
            continue
        for line in block:
            outcome = subprocess.run(
                ["/bin/bash", "-o", "pipefail", "-c", line],
                cwd=tmp_path,
                env=os.environ | {"PATH": paths, "MIGRATIETOETS_TIMEOUT": "60"},
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=900,
                check=False,
            )
            expected = int("exitcode 1" in line or "niet conform" in line)
            assert outcome.returncode == expected, line + "\n" + outcome.stdout[-2000:] + outcome.stderr[-2000:]
