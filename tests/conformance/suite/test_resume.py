import random
import shutil

import pytest

from tests.helpers.suite import events, heading, run
from tests.hostile.canaries import written
from tests.systems.foreign import FOREIGN_BSN

CASES = ("--mt-cases", "toewijzingen/per-*,migratie/budget-*", "--mt-role", "gemeente")
"""Few tests in two campaigns."""
SIGNALLED = ("-p", "tests.systems.signalled")
REPORTS = ("rapport.html", "junit.xml", "messages")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The log of a run that nothing happened to."""
    target = tmp_path_factory.mktemp("ongestoord")
    assert run(target, *CASES).returncode == 0
    return (target / "log.jsonl").read_bytes()


@pytest.fixture(scope="module")
def killed(tmp_path_factory, undisturbed):
    """What a run left that was killed in its second campaign."""
    target = tmp_path_factory.mktemp("gestopt") / "out"
    target.mkdir()
    assert run(target, *CASES).returncode == 0
    assert run(target, *CASES, *SIGNALLED, SIGNAL=f"SIGKILL:{end(undisturbed) + 40}").returncode == -9
    return target


@pytest.fixture
def left(killed, tmp_path):
    """The same, to go on with."""
    return shutil.copytree(killed, tmp_path / "out")


def end(log):
    """The number of the line at which the first campaign is finished."""
    return next(n for n, line in enumerate(log.splitlines(), 1) if line.startswith(b'{"event":"judged"'))


def files(folder):
    """Everything in a folder but the lock of who died."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".bezig"}


def test_a_run_that_was_killed_says_so_and_goes_on_to_the_same_log(left, undisturbed):
    assert b'"event":"footer"' not in (left / "log.jsonl").read_bytes()
    assert not any((left / name).exists() for name in REPORTS)
    assert heading(left / "vorige").startswith("Conform voor")
    out = run(left, *CASES, "--mt-resume")
    assert out.returncode == 0, out.stdout
    assert (left / "log.jsonl").read_bytes() == undisturbed
    assert heading(left).startswith("Conform voor")
    assert not (left / "delen").exists()


def test_what_was_finished_is_not_played_again(tmp_path, undisturbed):
    run(tmp_path, *CASES, *SIGNALLED, SIGNAL=f"SIGKILL:{end(undisturbed) + 1}")
    assert run(tmp_path, *CASES, "--mt-resume", *SIGNALLED, SIGNAL=f"SIGKILL:{len(undisturbed)}").returncode == 0
    assert (tmp_path / "log.jsonl").read_bytes() == undisturbed


@pytest.mark.parametrize(
    ("name", "stop", "code"),
    [("SIGTERM", "van buiten beëindigd", 143), ("SIGHUP", "van buiten beëindigd", 143), ("SIGINT", "Ctrl-C", 130)],
)
def test_a_run_that_was_asked_to_stop_has_its_page_and_goes_on(tmp_path, undisturbed, name, stop, code):
    out = run(tmp_path, *CASES, *SIGNALLED, SIGNAL=f"{name}:{end(undisturbed) + 40}")
    assert out.returncode == code, out.stdout
    footer = events(tmp_path)[-1]
    assert (footer["verdict"], footer["exit"]) == ("afgebroken", code)
    assert stop in footer["stop"]
    assert heading(tmp_path).startswith("Afgebroken")
    assert "Uitkomst: afgebroken" in out.stdout
    assert run(tmp_path, *CASES, "--mt-resume").returncode == 0
    assert (tmp_path / "log.jsonl").read_bytes() == undisturbed


def test_workers_go_on_where_one_process_stopped(left, undisturbed):
    assert run(left, *CASES, "--mt-resume", "-n", "2").returncode == 0
    assert (left / "log.jsonl").read_bytes() == undisturbed


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--mt-cases", "toewijzingen/per-*", "--mt-role", "gemeente"), "de gevallen"),
        ((*CASES, "--mt-domain", "wmo"), "de domeinen"),
        ((*CASES, "--mt-isolated"), "--isolated"),
        ((*CASES, "-k", "MT-04"), "de gekozen toetsen"),
        ((*CASES, "--mt-adapter", "python:tests.proof.mutants.gemeente:GeeftDeHelft"), "de adapter"),
    ],
)
def test_a_run_goes_on_only_with_what_it_was_asked(left, options, what):
    before = files(left)
    out = run(left, *options, "--mt-resume")
    assert out.returncode == 2
    assert f"--resume: verwacht dezelfde vraag als aan de run in {left}; anders is {what}" in out.stdout + out.stderr
    assert files(left) == before


def test_a_run_goes_on_only_with_the_same_kit(left):
    asked = left / "delen" / "gevraagd.json"
    asked.write_text(
        asked.read_text("utf-8").replace('"de versie van de kit": "', '"de versie van de kit": "9'), "utf-8"
    )
    out = run(left, *CASES, "--mt-resume")
    assert out.returncode == 2
    assert "anders is de versie van de kit (toen: 9" in out.stdout + out.stderr


@pytest.mark.parametrize(
    ("recorded", "instead"),
    [
        ('"verdict":"pass"', '"verdict":"warn"'),
        ('"evaluations":1,', '"evaluations":2,'),
        ('"summary":', '"xml":"<niets/>","summary":'),
        ('{"event":"instruct"', '{"event":"onbekend"'),
    ],
    ids=["oordeel", "aantal", "bericht", "soort"],
)
def test_what_does_not_follow_from_what_was_recorded_is_not_gone_on_with(left, recorded, instead):
    log = left / "log.jsonl"
    text = log.read_text("utf-8")
    assert recorded in text
    log.write_text(text.replace(recorded, instead), "utf-8")
    before = files(left)
    out = run(left, *CASES, "--mt-resume")
    assert out.returncode == 2
    assert "gevonden in campagne gemeente-wmo andere" in out.stdout + out.stderr
    assert files(left) == before


def test_a_line_that_no_verdict_needs_is_missed_too(left):
    log = left / "log.jsonl"
    lines = log.read_text("utf-8").splitlines(keepends=True)
    gone = next(line for line in lines if line.startswith('{"event":"instruct"'))
    log.write_text("".join(line for line in lines if line != gone), "utf-8")
    out = run(left, *CASES, "--mt-resume")
    assert out.returncode == 2
    assert "gevonden in campagne gemeente-wmo andere" in out.stdout + out.stderr


def test_a_campaign_with_stand_ins_is_played_again_to_the_same_log(tmp_path):
    adapter = ("--mt-adapter", "python-inline:tests.systems.canary:Canary", "-p", "no:allure_pytest")
    whole, broken = tmp_path / "heel", tmp_path / "stuk"
    for folder in (whole, broken):
        folder.mkdir()
    number = written("kaal", FOREIGN_BSN)
    assert run(whole, *CASES, *adapter, CANARY=number).returncode == 1
    log = (whole / "log.jsonl").read_bytes()
    run(broken, *CASES, *adapter, *SIGNALLED, SIGNAL=f"SIGKILL:{end(log) + 40}", CANARY=number)
    out = run(broken, *CASES, *adapter, "--mt-resume", CANARY=number)
    assert out.returncode == 1, out.stdout
    assert (broken / "log.jsonl").read_bytes() == log


def test_a_finished_run_or_none_is_not_gone_on_with(tmp_path):
    out = run(tmp_path, *CASES, "--mt-resume")
    assert out.returncode == 2
    assert "gevonden geen waarmee verder te gaan is" in out.stdout + out.stderr
    assert not list(tmp_path.iterdir())
    run(tmp_path, *CASES)
    out = run(tmp_path, *CASES, "--mt-resume")
    assert out.returncode == 2
    assert "gevonden een die af is (uitkomst: conform voor een deel)" in out.stdout + out.stderr
    assert heading(tmp_path).startswith("Conform")


@pytest.mark.traag
@pytest.mark.parametrize("seed", range(20))
def test_a_run_that_is_stopped_anywhere_any_number_of_times_ends_the_same(tmp_path, undisturbed, seed):
    chance = random.Random(seed)  # noqa: S311  # no secret
    lines = len(undisturbed.splitlines())
    for attempt in range(chance.randint(1, 4)):
        name = chance.choice(("SIGKILL", "SIGTERM", "SIGINT"))
        more = ("--mt-resume",) if attempt and (tmp_path / "delen" / "gevraagd.json").exists() else ()
        out = run(tmp_path, *CASES, *more, *SIGNALLED, SIGNAL=f"{name}:{chance.randint(1, lines)}")
        if out.returncode == 0:
            break
        text = (tmp_path / "log.jsonl").read_text("utf-8")
        assert '"event":"footer"' not in text or '"verdict":"afgebroken"' in text
        assert not (tmp_path / "rapport.html").exists() or heading(tmp_path).startswith("Afgebroken")
    else:
        more = ("--mt-resume",) if (tmp_path / "delen" / "gevraagd.json").exists() else ()
        assert run(tmp_path, *CASES, *more).returncode == 0
    assert (tmp_path / "log.jsonl").read_bytes() == undisturbed
