import pytest

from tests.helpers import PROJECT, forked
from tests.hostile.canaries import SPELLINGS, found, found_below, written
from tests.systems.foreign import FOREIGN_BSN

CASES = "toewijzingen/per-4-weken-deelbaar,migratie/budget-*"
FEW = ("kaal", "punten", "cdata")


def played(tmp_path, system, spelling, *options, transport="python-inline", command="run"):
    """What a system that lets a BSN out makes the kit write: the names of files with it, and what was on screen."""
    out = tmp_path / "uit"
    more = () if command == "doctor" else ("--cases", CASES, "--out", out, *options)
    done = forked.run(
        "migratietoets.conformance.commands.main",
        command,
        "--adapter",
        f"{transport}:tests.systems.canary:{system}",
        *more,
        folder=tmp_path,
        environment={"CANARY": written(spelling, FOREIGN_BSN), "PYTHONPATH": str(PROJECT), "COLUMNS": "200"},
    )
    seen = found(done.stdout.encode()) | found(done.stderr.encode())
    return found_below(tmp_path), seen, done


@pytest.mark.parametrize("spelling", FEW)
def test_no_bsn_comes_out_of_a_run_with_one_in_every_text(tmp_path, spelling):
    files, seen, done = played(tmp_path, "Canary", spelling, "--role", "gemeente", "--domain", "wmo")
    assert (files, seen) == ([], set()), done.stdout[-2000:]
    assert done.returncode == 1
    assert "999999990" in (tmp_path / "uit" / "log.jsonl").read_text("utf-8")


@pytest.mark.parametrize("system", ["Renumbered", "Unreadable", "RaisingLater", "Wrong"])
def test_no_bsn_comes_out_of_a_run_with_one_in_a_message_an_error_or_an_answer(tmp_path, system):
    files, seen, done = played(tmp_path, system, "kaal", "--role", "gemeente", "--domain", "jw")
    assert (files, seen) == ([], set()), done.stdout[-2000:]


@pytest.mark.traag
@pytest.mark.parametrize("options", [("--isolated",), ("--", "-n", "2"), ("-v",)], ids=" ".join)
def test_no_bsn_comes_out_of_another_way_to_run(tmp_path, options):
    files, seen, done = played(tmp_path, "RaisingLater", "punten", "--role", "gemeente", "--domain", "wmo", *options)
    assert (files, seen) == ([], set()), done.stdout[-2000:]


def test_no_bsn_comes_out_of_pytest_itself(tmp_path):
    adapter = ("--mt-adapter", "python-inline:tests.systems.canary:RaisingLater")
    options = ("-p", "no:cacheprovider", "--mt-out", "uit", "--mt-cases", CASES, "--junitxml", "uit/junit.xml", "-v")
    folder = ("--rootdir", PROJECT, PROJECT / "conformance")
    environment = {"CANARY": written("kaal", FOREIGN_BSN), "PYTHONPATH": str(PROJECT)}
    done = forked.run("pytest", *folder, *adapter, *options, folder=tmp_path, environment=environment)
    assert (found_below(tmp_path), found(done.stdout.encode()), found(done.stderr.encode())) == ([], set(), set())
    assert "999999990" in done.stdout


@pytest.mark.parametrize("transport", ["python", "python-inline"])
@pytest.mark.parametrize("system", ["Raising", "NoHello", "Unborn"])
def test_no_bsn_comes_out_of_a_system_that_cannot_start(tmp_path, system, transport):
    files, seen, done = played(tmp_path, system, "punten", "--domain", "wmo", transport=transport)
    assert (files, seen) == ([], set()), done.stdout[-2000:]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("system", ["Canary", "Raising", "NoHello", "Unborn", "Wrong"])
def test_no_bsn_comes_out_of_the_doctor(tmp_path, system):
    files, seen, _ = played(tmp_path, system, "kaal", command="doctor")
    assert (files, seen) == ([], set())


@pytest.mark.traag
@pytest.mark.parametrize(("place", "spelling"), list(enumerate(SPELLINGS)))
@pytest.mark.parametrize("turn", range(2))
def test_no_bsn_comes_out_of_a_whole_run_in_any_spelling(tmp_path, place, spelling, turn):
    system = ("Canary", "Renumbered", "Unreadable", "RaisingLater")[(place + turn) % 4]
    role = ("gemeente", "aanbieder")[(place + turn) % 2]
    files, seen, done = played(tmp_path, system, spelling, "--cases", "*", "--role", role, "--domain", "wmo")
    assert (files, seen) == ([], set()), done.stdout[-2000:]
