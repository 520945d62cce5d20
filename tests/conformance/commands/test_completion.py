import os
import subprocess
import sys

import pytest
from typer import _completion_shared

from migratietoets.conformance.commands import completion


@pytest.fixture
def offered():
    """What bash offers where this is typed and Tab is pressed."""

    def ask(line):
        words = line.split(" ")
        outcome = subprocess.run(
            [sys.executable, "-c", "from migratietoets.conformance.commands.main import main; main()"],
            env=os.environ
            | {
                "_MIGRATIETOETS_COMPLETE": "complete_bash",
                "COMP_WORDS": line,
                "COMP_CWORD": str(len(words) - 1),
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert not outcome.stderr
        return outcome.stdout.split()

    return ask


def test_commands_and_options_are_completed(offered):
    assert offered("migratietoets ass") == ["assess"]
    assert offered("migratietoets run --last") == ["--last-failed"]


@pytest.mark.parametrize(
    ("completer", "begun", "first"),
    [
        (completion.rules, "mt-0", "MT-01"),
        (completion.rules, "TW-02,mt-04", "TW-02,MT-04"),
        (completion.cases, "toewijzingen/per-ja", "toewijzingen/per-jaar"),
        (completion.ids, "MT-04", "MT-04"),
        (completion.chapters, "mig", "migratie"),
        (completion.adapters, "ref", "referentie"),
        (completion.names("wmo", "jw"), "j", "jw"),
    ],
)
def test_values_are_completed(completer, begun, first):
    assert completer(begun)[0] == first


def test_the_script_is_shown_for_the_shell_it_is_asked_in(migratietoets, monkeypatch):
    monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: "bash")
    code, out, _ = migratietoets("--show-completion")
    assert code == 0
    assert "complete -o default -F _migratietoets_completion migratietoets" in out


def test_installing_says_where_the_script_is(migratietoets, monkeypatch, tmp_path):
    monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: "bash")
    monkeypatch.setenv("HOME", str(tmp_path))
    code, out, _ = migratietoets("--install-completion")
    script = tmp_path / ".bash_completions" / "migratietoets.sh"
    assert code == 0
    assert script.exists()
    assert out == f"Aanvulling voor bash staat in {script}. Zij werkt in elke shell die u hierna start.\n"


def test_a_shell_that_cannot_complete_is_told(migratietoets, monkeypatch):
    for shell, found in (("tcsh", "tcsh"), (None, "geen shell")):
        monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda shell=shell: shell)
        code, out, error = migratietoets("--show-completion")
        assert (code, out) == (2, "")
        assert f"gevonden {found}." in error
