"""Every command that a text shows works as it stands there."""

import re
import shlex
from contextlib import suppress

import pytest
import typer
from typer.main import get_command

from migratietoets.conformance.commands.main import app
from tests.helpers import PROJECT
from tests.helpers.shown import PAGES, README, commands, follow, is_slow

TEXTS = [README, PROJECT / "CONTRIBUTING.md", *PAGES]
TEXTS += sorted((PROJECT / "examples").rglob("*.md"))


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
        lines = [line for block in commands(text) for line in block]
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


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page.read_text("utf-8"))], ids=lambda p: p.stem)
def test_what_a_page_shows_works_one_after_the_other(page, tmp_path):
    follow(page, tmp_path)


@pytest.mark.traag
@pytest.mark.parametrize("page", [README, *filter(is_slow, PAGES)], ids=lambda p: p.stem)
def test_what_a_page_shows_works_also_where_it_takes_long(page, tmp_path):
    follow(page, tmp_path, slow=True)
