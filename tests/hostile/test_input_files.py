"""Files, names, pipes and standard input that mean harm or are no input: one sentence each, and the rest is judged."""

import gzip
import io
import json
import os
import sys
import threading
import time
import tracemalloc
import zipfile
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from migratietoets.conformance.commands.main import app
from migratietoets.generators.export.dataset import write as generate
from migratietoets.istandaard.records import read_input, reading
from migratietoets.istandaard.records.sources import stream
from migratietoets.istandaard.records.template import EXAMPLE

GOOD = json.dumps(dict(EXAMPLE))


@pytest.fixture
def assess(tmp_path):
    """Assess what is given beside a file that is good; the one sentence about it."""

    def run(*paths):
        good = tmp_path / "goed.jsonl"
        good.write_text(GOOD, "utf-8")
        outcome = CliRunner().invoke(app, ["assess", *map(str, paths), str(good)])
        assert outcome.exit_code == 2
        assert [json.loads(line)["id"] for line in outcome.stdout.splitlines()] == ["T1"]
        told, summary, closing = outcome.stderr.splitlines()
        assert summary.startswith("Beoordeeld: 1")
        assert closing.startswith("Niet gebruikt: 1 ")
        return told

    return run


class Endless(io.RawIOBase):
    """Bytes that never stop."""

    def __init__(self, part):
        self._part, self.given = part, 0

    def readable(self):
        return True

    def readinto(self, buffer):
        part = (self._part * (len(buffer) // len(self._part) + 1))[: len(buffer) // len(self._part) * len(self._part)]
        buffer[: len(part)] = part
        self.given += len(part)
        return len(part)


@pytest.fixture
def from_stdin(monkeypatch):
    """Read standard input that never ends: what was read, and how much of it."""

    def read(part, most):
        monkeypatch.setattr(reading, "ENOUGH", most // 1000)
        for name in ("MOST_STREAMED", "LONGEST_REST"):
            monkeypatch.setattr(stream, name, most)
        raw = Endless(part)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(raw)))
        return read_input(["-"]), raw.given

    return read


@pytest.mark.parametrize(
    "name", [b"caf\xe9.xml", b"a\x1b[31mb.xml", b"a\nb.xml", "a\u202eb\x9b.xml".encode()], ids=repr
)
def test_a_file_name_cannot_command_a_terminal(assess, tmp_path, name):
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"<Bericht")
    told = assess(path)
    assert told.isprintable()
    assert "verwacht een volledig XML-bericht" in told
    assert "�" in told


def test_a_name_that_is_nowhere_cannot_command_a_terminal(assess, tmp_path):
    assert assess(tmp_path / "\x1b[2J\udce9").isprintable()


def _zipped(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else "<x/>")
    return file.getvalue()


STRANGE = {
    "a.xml": (gzip.compress(b"<Bericht/>"), "gevonden een gzip-bestand. Pak het eerst uit"),
    "a.csv": (_zipped("[Content_Types].xml", "xl/workbook.xml"), "gevonden een werkmap van Excel (.xlsx)"),
    "a.xlsx": (_zipped("[Content_Types].xml", "xl/workbook.xml"), "Bewaar het als CSV UTF-8"),
    "a.ods": (_zipped("mimetype", "content.xml"), "gevonden een werkblad van LibreOffice (.ods)"),
    "a.jsonl": (_zipped("a.jsonl"), "gevonden een zip-bestand"),
    "a.xls": (b"\xd0\xcf\x11\xe0" + bytes(600), "gevonden een oud bestand van Excel"),
    "nul.csv": (bytes(5000), "gevonden geen tekst maar nullen"),
    "pdf.csv": (b"%PDF-1.7\n", "gevonden een PDF"),
    "lang.jsonl": (b"x" * 1_500_000 + b"\n", "regel 1: verwacht ten hoogste 1.000.000 tekens"),
    "lang.csv": (b"id;gemeente;domein;aanbieder;bsn;ingangsdatum\n" + b"x" * 200_000, "regel 2: verwacht cellen van"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_input_is_called_by_its_name(assess, tmp_path, name):
    content, text = STRANGE[name]
    (tmp_path / name).write_bytes(content)
    told = assess(tmp_path / name)
    assert told.startswith(str(tmp_path / name))
    assert text in told


def test_a_folder_with_only_a_spreadsheet_says_so(assess, tmp_path):
    (tmp_path / "map").mkdir()
    (tmp_path / "map/a.xlsx").write_bytes(STRANGE["a.xlsx"][0])
    assert "gevonden een werkmap van Excel" in assess(tmp_path / "map")


def test_a_folder_that_generate_never_finished_is_named_and_what_it_holds_is_judged(tmp_path):
    generate(tmp_path / "d", clients=5, seed=1, with_credits=True)
    whole = CliRunner().invoke(app, ["assess", str(tmp_path / "d")])
    for half in (None, b'{"format": 1,'):
        (tmp_path / "d/manifest.json").unlink(missing_ok=True)
        if half:
            (tmp_path / "d/manifest.json").write_bytes(half)
        outcome = CliRunner().invoke(app, ["assess", str(tmp_path / "d")])
        assert outcome.exit_code == 2
        assert outcome.stdout == whole.stdout
        told = outcome.stderr.splitlines()
        assert told[0].startswith(f"{tmp_path / 'd'}: verwacht een map die generate heeft afgemaakt")
        assert len(told) == 3


@pytest.fixture
def pipe(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "PATIENCE", 0.2)
    os.mkfifo(tmp_path / "pijp")
    return tmp_path / "pijp"


@pytest.mark.timeout(60)
def test_a_pipe_in_which_nobody_writes_is_not_waited_for(assess, pipe):
    assert "gevonden een pijp waar" in assess(pipe)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("silence", [0, 0.6])
def test_a_pipe_in_which_somebody_writes_is_read_however_slow(pipe, silence):
    def write():
        with pipe.open("w") as file:
            time.sleep(silence)
            file.write(GOOD)

    writer = threading.Thread(target=write)
    writer.start()
    inputs = read_input([pipe])
    writer.join()
    assert [one.toewijzing.id for one in inputs.loaded] == ["T1"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("part", "text"),
    [
        (b"{}\n", "waarvan er geen een te gebruiken is"),
        (GOOD.encode() + b"\n", "waarvan er geen een te gebruiken is"),
        (b"x", "verwacht ten hoogste 1.000.000 tekens"),
        (b"{", "houdt na"),
        (b"\x00", "gevonden geen tekst maar nullen"),
        (b"<a>", "verwacht ten hoogste 25 MB"),
        (b"\n", "uit een pijp; gevonden meer"),
        (b"a;b\n", "verwacht een eerste regel"),
    ],
    ids=repr,
)
def test_standard_input_without_end_is_read_no_further_than_needed(from_stdin, part, text):
    most = 10_000
    inputs, given = from_stdin(part, most)
    assert text in " ".join(inputs.errors)
    assert given < 3_000_000 or part == b"<a>"


def test_a_file_of_which_much_is_of_no_use_is_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "ENOUGH", 5)
    (tmp_path / "half.jsonl").write_text("{}\n" * 20 + GOOD.replace("T1", "T2"), "utf-8")
    inputs = read_input([tmp_path / "half.jsonl"])
    assert [one.toewijzing.id for one in inputs.loaded] == ["T2"]
    assert len(inputs.errors) == 20


@pytest.mark.parametrize("line", [";" * 400_000, "x" * 900_000], ids=["many cells", "one cell"])
def test_rows_of_a_megabyte_are_not_held(tmp_path, line):
    path = tmp_path / "a.csv"
    path.write_text("id;gemeente;domein;aanbieder;bsn;ingangsdatum\n" + f"x{line}\n" * 20, "utf-8")
    tracemalloc.start()
    inputs = read_input([path])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(inputs.errors) == 20
    assert peak < 40_000_000


@pytest.mark.parametrize("part", [b"<!---->", b"<?a b?>", b" ", b"<!-- <!DOCTYPE a> -->"], ids=repr)
def test_megabytes_before_the_root_are_not_read_through(assess, tmp_path, part):
    path = tmp_path / "a.xml"
    path.write_bytes(b'<?xml version="1.0" encoding="UTF-8"?>' + part * (24 * 1024 * 1024 // len(part)) + b"<Bericht/>")
    begin = time.process_time()
    told = assess(path)
    assert time.process_time() - begin < 2
    assert "verwacht het hoofdelement binnen de eerste 100 kB" in told
