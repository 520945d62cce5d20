"""`run --adapter hand:MAP` as a user meets it."""

import os
import signal
import subprocess
import sys

import pytest

from migratietoets.conformance.adapters.hand.profile import write_profile
from migratietoets.conformance.run.lock import Lock
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.istandaard.releases import Domein
from tests.helpers import PROJECT
from tests.helpers.by_hand import SAID, Person, by_hand

ONE = ("run", "--adapter", "hand:map", "--cases", "vot-vow/vot-30-gehonoreerd", "--domain", "wmo", "--role", "gemeente")
TWO_ROLES = ("run", "--adapter", "hand:map", "--set", "kort", "--domain", "wmo")


def tried(folder, *words, typed=""):
    """Run a command as a user would, with these lines typed and then nobody."""
    command = [sys.executable, "-m", "migratietoets.conformance.commands.main", *words]
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "COLUMNS": "200"}
    return subprocess.run(
        command,
        cwd=folder,
        input=typed,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def known(tmp_path):
    """A folder in which is said already what the system is."""
    (tmp_path / "map").mkdir()
    write_profile(tmp_path / "map", SAID)
    return tmp_path


def test_nobody_at_the_terminal_stops_the_run_and_says_how_to_go_on(known):
    outcome = tried(known, *ONE)
    assert outcome.returncode == 1
    assert "afgebroken (gestopt door de tester)" in outcome.stdout
    assert "Uw antwoorden staan in map; ga verder met: migratietoets run --adapter hand:map --role" in outcome.stdout
    assert "Ctrl-C" not in outcome.stdout + outcome.stderr


def test_whoever_stops_at_the_first_question_is_told_the_same(tmp_path):
    outcome = tried(tmp_path, *ONE)
    assert outcome.returncode == 1
    assert "Gestopt door de tester. Uw antwoorden staan in map; ga verder met: migratietoets run" in outcome.stderr
    assert not (tmp_path / "map" / "hand.toml").exists()


def test_the_steps_are_told_beforehand_as_the_page_of_the_sets_has_them(known):
    from migratietoets.conformance.catalogue.cases import cases
    from migratietoets.conformance.catalogue.set_names import SHORT
    from migratietoets.conformance.catalogue.sets import frozen_sets, steps_by_hand

    told = tried(known, *TWO_ROLES, "--dry-run").stdout
    for role in ("gemeente", "aanbieder"):
        number = steps_by_hand([cases()[one] for one in frozen_sets()[SHORT][role]])
        assert f"Met de hand, {role} in wmo: ten minste {number} stappen." in told
    assert "--set kort" not in told
    assert "Met --set kort" in tried(known, "run", "--adapter", "hand:map", "--dry-run").stdout


def test_a_role_that_the_system_does_not_have_takes_no_steps(known):
    write_profile(known / "map", SAID | {"roles": ["aanbieder"]})
    told = tried(known, *TWO_ROLES, "--dry-run").stdout
    assert "aanbieder in wmo" in told
    assert "gemeente in wmo" not in told


def test_a_second_run_in_the_same_folder_is_refused(known):
    with Lock(known / "map"):
        outcome = tried(known, *ONE)
    assert outcome.returncode == 2
    assert "map: verwacht een map waarin geen andere run bezig is" in outcome.stderr


def test_another_question_in_the_same_folder_is_refused(known):
    assert tried(known, *ONE, typed="\n").returncode == 1
    outcome = tried(known, *ONE[:-2], "--role", "aanbieder")
    assert outcome.returncode == 2
    assert "map: verwacht dezelfde vraag als waarmee in deze map begonnen is; anders is de rollen" in outcome.stderr
    assert "of kies een nieuwe map" in outcome.stderr


def test_as_long_as_nothing_was_answered_something_else_can_be_asked(known):
    assert tried(known, *ONE).returncode == 1
    outcome = tried(known, *ONE[:-2], "--role", "aanbieder")
    assert "gestopt door de tester" in outcome.stdout


def test_the_folder_of_the_results_is_another(known):
    outcome = tried(known, *ONE, "--out", "map")
    assert outcome.returncode == 2
    assert "een andere dan die van --out" in outcome.stderr


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("matrix", "hand:map", "referentie"), "matrix verwacht een systeem dat zelf antwoordt"),
        (("batch", "lijst.csv"), "batch verwacht een systeem dat zelf antwoordt"),
        (("doctor", "--adapter", "hand-web:map"), "doctor verwacht een systeem dat zelf antwoordt"),
        ((*ONE, "--", "-n", "2"), "-n 2: verwacht hoogstens één werker"),
    ],
)
def test_what_needs_nobody_refuses_a_person(tmp_path, words, what):
    (tmp_path / "lijst.csv").write_text("name,adapter\neen,hand:map\n")
    outcome = tried(tmp_path, *words)
    assert outcome.returncode == 2
    assert what in outcome.stderr.replace("\n", " ")


def test_a_file_of_the_system_that_cannot_be_used_says_what_to_do(known):
    (known / "map" / "hand.toml").write_text('name = "x"\nclock = "maan"\n')
    outcome = tried(known, *ONE)
    assert outcome.returncode == 3
    assert "verwijder hand.toml en antwoord opnieuw" in outcome.stdout + outcome.stderr


def test_what_was_answered_before_comes_to_the_outcome_and_the_report(known, monkeypatch):
    assert tried(known, *ONE).returncode == 1
    folder = known / "map"
    selection = Selection(
        adapter=by_hand(folder, Person(), monkeypatch),
        roles=("gemeente",),
        domeinen=(Domein.WMO,),
        cases=("vot-vow/vot-30-gehonoreerd",),
    )
    run = Run(selection, lambda _: EventLog())
    run.verdicts(selection.campaigns()[0])
    outcome = tried(known, *ONE)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "antwoorden van eerder worden herhaald (gemeente-wmo)." in outcome.stdout
    assert "Uitkomst: conform" in outcome.stdout
    assert (known / "out" / "rapport.html").is_file()


def test_ctrl_c_is_the_person_who_stops(known):
    command = [sys.executable, "-m", "migratietoets.conformance.commands.main", *ONE]
    process = subprocess.Popen(
        command, cwd=known, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    with process:
        shown = ""
        while "Later verder: stop." not in shown:
            line = process.stdout.readline()
            assert line, shown
            shown += line
        process.send_signal(signal.SIGINT)
        shown += process.stdout.read()
    assert process.returncode == 1
    assert "afgebroken (gestopt door de tester)" in shown
    assert "ga verder met: migratietoets run" in shown
    assert "Ctrl-C" not in shown


def test_a_person_can_be_set_for_a_folder_as_any_adapter(known):
    (known / "migratietoets.toml").write_text('adapter = "hand:map"\nset = "kort"\ndomain = "wmo"\n')
    outcome = tried(known, "run")
    assert outcome.returncode == 1
    assert "hand:map" in outcome.stdout.splitlines()[0]
    assert "afgebroken (gestopt door de tester)" in outcome.stdout


def test_a_person_can_face_another_system(known):
    outcome = tried(known, "run", "--gemeente", "hand:map", "--aanbieder", "referentie", *TWO_ROLES[3:])
    assert outcome.returncode == 1
    assert "── gemeente in wmo, 1 september 2020 ──" in outcome.stdout
    assert "afgebroken (gestopt door de tester)" in outcome.stdout
