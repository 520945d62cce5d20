"""What a text shows to do: its blocks of commands and code, and doing it as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.helpers import PROJECT

README = PROJECT / "README.md"
PAGES = sorted((PROJECT / "docs").glob("*.md"))
INSTALLS = ("make ", "venv", "uv tool")
"""A block that holds one of these is about installing."""
BY_HAND = ("--adapter hand",)
"""A block that holds one of these asks for somebody who answers."""

BLOCK = re.compile(r"^```(sh|python)( traag)?\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^```(?:yaml|toml)\n# (\S+\.(?:yaml|toml))\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(text):
    """The lines of each block of commands."""
    return [body.splitlines() for language, _, body in BLOCK.findall(text) if language == "sh"]


def is_slow(path):
    """Whether a page has a block that takes long."""
    return "```sh traag\n" in path.read_text("utf-8")


def follow(path, folder, *, slow=False):
    """Do what a page shows, block after block, in an empty folder; a slow block only when asked."""
    text = path.read_text("utf-8")
    for name, content in FILE.findall(text):
        (folder / name).write_text(content, "utf-8")
    for name in ("docs", "examples"):
        (folder / name).symlink_to(PROJECT / name)
    for language, traag, body in BLOCK.findall(text):
        if (traag and not slow) or any(word in body for word in (*INSTALLS, *BY_HAND)):
            continue
        for step in body.splitlines() if language == "sh" else [body]:
            _do(step, language, folder)


def _do(step, language, folder):
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    program = ["/bin/bash", "-o", "pipefail", "-c"] if language == "sh" else [sys.executable, "-c"]
    outcome = subprocess.run(
        [*program, step],
        cwd=folder,
        env=os.environ | {"PATH": paths, "MIGRATIETOETS_TIMEOUT": "60"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=900,
        check=False,
    )
    expected = int(language == "sh" and ("exitcode 1" in step or "niet conform" in step))
    assert outcome.returncode == expected, step + "\n" + outcome.stdout[-2000:] + outcome.stderr[-2000:]
