import os
import signal
import subprocess
import sys

import pytest

from migratietoets.generators.export import dataset

FULL = "/dev/full"
needs_full = pytest.mark.skipif(not os.path.exists(FULL), reason="dit systeem heeft geen /dev/full")  # noqa: PTH110
COMMAND = (sys.executable, "-m", "migratietoets.conformance.commands.main")


@needs_full
@pytest.mark.parametrize("words", [("rules",), ("cases", "--format", "json"), ("situations",), ("--help",)])
def test_standard_output_that_takes_nothing_is_one_sentence(tmp_path, words):
    with open(FULL, "wb") as full:  # noqa: PTH123
        out = subprocess.run([*COMMAND, *words], stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    assert out.returncode == 2
    assert out.stderr.decode() == (
        "standaarduitvoer: verwacht een plek om te schrijven; gevonden: geen ruimte meer. "
        "Maak ruimte vrij of kies een andere plek.\n"
    )


@pytest.mark.parametrize(
    "words",
    [("generate", "--clients", "2", "--out"), ("plan", "invoer.jsonl", "--out"), ("run", "--out"), ("demo", "--out")],
)
def test_a_place_that_cannot_be_written_is_one_sentence(run_process, tmp_path, record, write_jsonl, words):
    write_jsonl(record | {"frequentie": "3", "volume": 40})
    (tmp_path / "bestand").write_text("van mij", encoding="utf-8")
    out = run_process(*words, tmp_path / "bestand" / "o", folder=tmp_path)
    assert out.returncode == 2
    assert "bestand/o" in out.stderr
    assert "verwacht een map; gevonden: een bestand" in out.stderr
    assert "Traceback" not in out.stdout + out.stderr
    assert (tmp_path / "bestand").read_text("utf-8") == "van mij"


def test_a_portfolio_that_was_never_finished_says_so(migratietoets, tmp_path, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(dataset.DeliveryFiles, "close", stopped)
    code, _, error = migratietoets("generate", "--clients", "2", "--out", tmp_path / "g")
    assert (code, error) == (130, "Afgebroken: onderbroken met Ctrl-C. Wat er nog niet was, is niet gemaakt.\n")
    assert not (tmp_path / "g" / "manifest.json").exists()
    assert "nooit afgemaakt" in (tmp_path / "g" / "niet-af.txt").read_text("utf-8")
    monkeypatch.undo()
    code, _, error = migratietoets("generate", "--clients", "2", "--out", tmp_path / "g")
    assert code == 2
    assert "gevonden een portefeuille die nooit is afgemaakt (niet-af.txt)" in error


@pytest.mark.traag
@pytest.mark.parametrize("after", [0.5, 1.0, 1.5, 2.0, 2.5, 3.0])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_generate_that_is_stopped_anywhere_never_looks_finished(tmp_path, after, number):
    words = ("generate", "--clients", "3000", "--out", str(tmp_path / "g"))
    with subprocess.Popen([*COMMAND, *words], stderr=subprocess.PIPE) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(number)
        process.communicate()
    assert process.returncode in {0, -number, 128 + number, 130}
    finished = (tmp_path / "g" / "manifest.json").exists()
    assert finished is (process.returncode == 0)
    assert (tmp_path / "g" / "niet-af.txt").exists() is ((tmp_path / "g").exists() and not finished)
