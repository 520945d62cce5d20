import os
import signal
import subprocess
import sys
import time

from migratietoets.conformance.validation.watch import changes
from migratietoets.istandaard.berichten import build
from tests.helpers.sample_messages import replaced, toewijzing

GOOD = build(toewijzing())
WRONG = replaced("Einddatum>2021-06-30", "Einddatum>2020-03-01", GOOD)


def names(paths):
    return [path.name for path in paths]


def test_what_is_there_comes_first_and_then_only_what_changes(tmp_path):
    for name in ("b.xml", "a.xml", "lees.txt"):
        (tmp_path / name).write_bytes(GOOD)
    found = changes([tmp_path], pause=0.01)
    assert names(next(found).changed) == ["a.xml", "b.xml"]
    (tmp_path / "a.xml").write_bytes(WRONG + b"\r\n")
    (tmp_path / "b.xml").unlink()
    gone = next(found)
    changed = gone.changed or next(found).changed
    assert names(gone.gone) == ["b.xml"]
    assert names(changed) == ["a.xml"]


def test_watching_judges_what_changes_and_ends_clean(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xml").write_bytes(GOOD)
    out = tmp_path / "uit"
    with out.open("wb") as file:
        command = [sys.executable, "-m", "migratietoets.conformance.commands.main", "validate", "--watch", str(folder)]
        watching = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=os.environ | {"COLUMNS": "200"})
    try:
        _until(out, "1 bericht, 1 goed")
        (folder / "b.xml").write_bytes(WRONG)
        _until(out, "1 bericht, 0 goed, 1 fout")
        (folder / "a.xml").unlink()
        _until(out, "a.xml: weg.")
        watching.send_signal(signal.SIGINT)
        assert watching.wait(60) == 0
    finally:
        watching.kill()
    said = out.read_text("utf-8")
    assert "Gestopt met kijken." in said
    assert "CS003" in said


def _until(out, text):
    end = time.monotonic() + 120
    while text not in out.read_text("utf-8"):
        assert time.monotonic() < end, out.read_text("utf-8")
        time.sleep(0.1)
