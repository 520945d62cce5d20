import json

import pytest

from tests.helpers.suite import ONE, events, heading, run

CASES = ("--mt-cases", f"{ONE},toewijzingen/per-jaar", "--mt-role", "gemeente")
FULL = ("-p", "tests.systems.full_disk")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    target = tmp_path_factory.mktemp("ongestoord")
    assert run(target, *CASES).returncode == 0
    return target


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alleen", "werkers"])
def test_a_disk_that_fills_halfway_breaks_the_run_off_and_keeps_what_was_recorded(tmp_path, undisturbed, workers):
    log = (undisturbed / "log.jsonl").read_bytes()
    room = (log.index(b'{"event":"judged"') + len(log)) // 2
    out = run(tmp_path, *CASES, *FULL, *workers, ROOM=str(room))
    assert out.returncode == 2, out.stdout
    assert "verwacht een plek om te schrijven; gevonden: geen ruimte meer" in out.stdout
    assert "Uitkomst: afgebroken (de uitvoer was niet te schrijven)" in out.stdout
    assert "INTERNALERROR" not in out.stdout
    left, found, _ = (tmp_path / "log.jsonl").read_bytes().partition(b'{"event":"footer"')
    assert log.startswith(left)
    assert left.endswith(b"}\n")
    assert not found or events(tmp_path)[-1]["verdict"] == "afgebroken"
    assert not (tmp_path / "rapport.html").exists() or heading(tmp_path).startswith("Afgebroken")
    assert run(tmp_path, *CASES, "--mt-resume").returncode == 0
    assert (tmp_path / "log.jsonl").read_bytes() == log


def test_a_page_for_which_there_is_no_room_makes_the_run_no_conform_one(tmp_path, undisturbed):
    log, page = ((undisturbed / name).stat().st_size for name in ("log.jsonl", "rapport.html"))
    if page < log + 2000:
        pytest.skip("de pagina is niet langer dan het logboek")
    out = run(tmp_path, *CASES, *FULL, ROOM=str(log + 1000))
    assert out.returncode == 2, out.stdout
    footer = json.loads((tmp_path / "log.jsonl").read_text("utf-8").splitlines()[-1])
    assert (footer["verdict"], footer["stop"]) == ("afgebroken", "de uitvoer was niet te schrijven")
    assert not (tmp_path / "rapport.html").exists()
    assert not (tmp_path / "junit.xml").exists()


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("bestand", "een bestand"),
        ("bestand/o", "een bestand ({above})"),
        ("/dev/null", "een apparaat of iets anders wat geen map is"),
        ("verwijzing", "een verwijzing naar iets wat er niet is"),
        ("/proc/o", "een plek waar geen map te maken is"),
    ],
)
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, place, text):
    (tmp_path / "bestand").write_text("van mij", encoding="utf-8")
    (tmp_path / "verwijzing").symlink_to(tmp_path / "nergens")
    out = run(tmp_path, *CASES, "--mt-out", tmp_path / place)
    assert out.returncode == 2
    text = text.format(above=tmp_path / "bestand")
    assert f"{tmp_path / place}: verwacht een map; gevonden: {text}. Kies een andere plek." in out.stdout + out.stderr
    assert "Traceback" not in out.stdout + out.stderr
    assert (tmp_path / "bestand").read_text("utf-8") == "van mij"
