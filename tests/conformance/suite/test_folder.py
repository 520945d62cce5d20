import subprocess
import sys

import pytest

from tests.helpers.suite import ONE, events, heading, run

CASE = ("--mt-cases", ONE, "--mt-domain", "wmo")
HALVES = ("--mt-adapter", "python:tests.proof.mutants.gemeente:GeeftDeHelft")
RUN = ("log.jsonl", "rapport.html", "junit.xml", "messages", "allure-results")


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_run_before_is_set_aside_as_a_whole_and_that_is_said(tmp_path):
    run(tmp_path, *CASE, *HALVES)
    out = run(tmp_path, *CASE)
    assert out.returncode == 0
    assert out.stderr == f"{tmp_path} bevat een run (uitkomst: niet conform). Die verhuist naar {tmp_path}/vorige.\n"
    for name in RUN:
        assert (tmp_path / name).exists()
        assert (tmp_path / "vorige" / name).exists()
    assert (heading(tmp_path / "vorige")[:12], heading(tmp_path)[:12]) == ("Niet conform", "Conform voor")
    out = run(tmp_path, *CASE)
    assert "(uitkomst: conform voor een deel)" in out.stderr
    assert "De run die daar stond, gaat weg." in out.stderr
    assert heading(tmp_path / "vorige").startswith("Conform voor")


def test_force_replaces_the_run_before(tmp_path):
    run(tmp_path, *CASE)
    out = run(tmp_path, *CASE, "--mt-force")
    assert out.stderr == f"{tmp_path} bevat een run (uitkomst: conform voor een deel). Die gaat weg (--force).\n"
    assert not (tmp_path / "vorige").exists()
    out = run(tmp_path, *CASE, "--mt-force", "--mt-resume")
    assert out.returncode == 2
    assert "Kies een van beide" in out.stdout + out.stderr


@pytest.mark.parametrize("options", [["--mt-adapter", "bestaat-niet"], ["--mt-rules", "ZZ-01"]])
def test_a_run_that_cannot_be_asked_leaves_the_one_before_as_it_was(tmp_path, options):
    run(tmp_path, *CASE)
    before = files(tmp_path)
    assert run(tmp_path, *CASE, *options).returncode == 2
    assert files(tmp_path) == before


def test_a_run_that_cannot_be_asked_leaves_nothing(tmp_path):
    assert run(tmp_path, *CASE, "--mt-out", tmp_path / "a" / "b", "--mt-rules", "ZZ-01").returncode == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("log.jsonl", "2020-12-01 start\n"),
        ("rapport.html", "<h1>Van mij</h1>"),
        ("messages/brief.txt", "van mij"),
        ("allure-results/notities.md", "van mij"),
    ],
)
@pytest.mark.parametrize("with_run", [False, True])
def test_the_files_of_somebody_else_are_left_alone(tmp_path, name, text, with_run):
    if with_run:
        run(tmp_path, *CASE)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    if with_run and (tmp_path / name).exists():
        pytest.skip("van de run zelf")
    (tmp_path / name).write_text(text, encoding="utf-8")
    before = files(tmp_path)
    for more in ((), ("--mt-force",)):
        out = run(tmp_path, *CASE, *more)
        assert out.returncode == 2
        shown = name if with_run else name.partition("/")[0]
        assert f"gevonden {shown}, dat daar niet van is. Er is niets gewijzigd." in out.stdout + out.stderr
        assert files(tmp_path) == before


def test_what_stands_beside_a_run_stays(tmp_path):
    (tmp_path / "brief.txt").write_text("van mij", encoding="utf-8")
    for _ in range(3):
        assert run(tmp_path, *CASE).returncode == 0
    assert (tmp_path / "brief.txt").read_text("utf-8") == "van mij"
    assert not (tmp_path / "vorige" / "brief.txt").exists()


def test_a_second_run_in_the_same_folder_is_refused_as_long_as_the_first_goes_on(tmp_path):
    run(tmp_path, *CASE)
    before = files(tmp_path)
    program = f"""if True:
        import time
        from pathlib import Path
        from migratietoets.conformance.run.lock import Lock
        lock = Lock(Path({str(tmp_path)!r}))
        lock.take()
        print("bezig", flush=True)
        time.sleep(300)"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"bezig\n"
        out = run(tmp_path, *CASE)
        other.kill()
    assert out.returncode == 2
    assert f"gevonden een die nog loopt (proces {other.pid})" in out.stdout + out.stderr
    assert {path: text for path, text in files(tmp_path).items() if path.name != ".bezig"} == before
    assert run(tmp_path, *CASE).returncode == 0
    assert not (tmp_path / ".bezig").exists()


def test_a_page_stands_there_only_beside_its_own_log(tmp_path):
    run(tmp_path, *CASE)
    out = run(tmp_path, *CASE, "-p", "tests.systems.signalled", SIGNAL="SIGKILL:1")
    assert out.returncode == -9
    assert not any((tmp_path / name).exists() for name in RUN if name not in {"log.jsonl", "allure-results"})
    assert events(tmp_path / "vorige")[-1]["event"] == "footer"
    out = run(tmp_path, *CASE)
    assert out.returncode == 0
    assert "bevat een run die niet is afgemaakt" in out.stderr
