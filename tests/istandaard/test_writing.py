import errno
import os
import re
from pathlib import Path

import pytest

from migratietoets.istandaard.writing import UnwritableError, write_whole, writing

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="dit systeem heeft geen /dev/full")


@needs_full
def test_a_full_disk_is_named_with_the_place_and_what_to_do():
    with pytest.raises(UnwritableError, match="geen ruimte meer"):
        write_whole(FULL, "tekst")
    assert FULL.is_char_device()


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_file_that_cannot_be_replaced_stays_as_it_was(tmp_path, monkeypatch, broken):
    path = tmp_path / "rapport.html"
    write_whole(path, "eerst")

    def fail(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    if broken == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UnwritableError, match=r"rapport\.html: verwacht een plek om te schrijven"):
        write_whole(path, "daarna")
    assert {each.name: each.read_text("utf-8") for each in tmp_path.iterdir()} == {"rapport.html": "eerst"}


def test_a_link_is_followed(tmp_path):
    (tmp_path / "verwijzing").symlink_to(tmp_path / "echt")
    write_whole(tmp_path / "verwijzing", "é")
    assert (tmp_path / "verwijzing").is_symlink()
    assert (tmp_path / "echt").read_text("utf-8") == "é"


@pytest.mark.parametrize(
    ("number", "text"),
    [(errno.EROFS, "een plek waar niets geschreven kan worden. Kies"), (errno.EDQUOT, "voor deze gebruiker. Maak")],
)
def test_why_a_place_cannot_be_written_is_said_in_dutch(number, text):
    with pytest.raises(UnwritableError, match=re.escape(text)), writing("map"):
        raise OSError(number, os.strerror(number))
