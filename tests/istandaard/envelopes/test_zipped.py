import io
import zipfile
from pathlib import Path

import pytest

from migratietoets.istandaard.berichten.xml.file_bytes import MAX_BYTES
from migratietoets.istandaard.envelopes import EnvelopeError, members, zipped
from tests.helpers.envelopes_by_hand import zipped as pack


def said(data: bytes) -> str:
    with pytest.raises(EnvelopeError) as error:
        list(members(data))
    return str(error.value)


def test_every_member_is_given_in_order(tmp_path: Path) -> None:
    data = pack(b"<a/>", b"<b/>", b"x", names=("map/een.xml", "twee.xml", "__MACOSX/._een.xml"))
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    expected = [("map/een.xml", b"<a/>"), ("twee.xml", b"<b/>")]
    assert [(one.part, one.content) for one in members(data)] == expected
    assert [(one.part, one.content) for one in members(path)] == expected


def test_a_bomb_is_unpacked_no_further_than_a_message_may_be() -> None:
    (one,) = members(pack(b" " * (4 * MAX_BYTES)))
    assert isinstance(one.content, bytes)
    assert len(one.content) == MAX_BYTES + 1


def test_more_than_may_be_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MOST_UNPACKED", 5)
    assert "aan berichten; gevonden meer" in said(pack(b"<a/>", b"<b/>"))


def test_more_files_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MOST_MEMBERS", 2)
    assert "ten hoogste 2 bestanden" in said(pack(b"", b"", b""))


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", pack(b"<a/>")[:30], b"PK\x05\x06" + b"\xff" * 18],
    ids=["empty", "start", "cut", "directory"],
)
def test_what_is_no_whole_zip(data: bytes) -> None:
    assert "zip" in said(data)


def test_one_bad_member_leaves_the_others() -> None:
    data = pack(b"<a/>" * 50, b"<b/>")
    begin = data.index(b"bericht1.xml") + len("bericht1.xml")
    first, second = members(data[:begin] + b"\x00\xff\x00" + data[begin + 3 :])
    assert "kapot of afgekapt" in str(first.content)
    assert second.content == b"<b/>"


def test_a_member_that_needs_a_password_says_so() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("a.xml", b"<a/>")
    data = bytearray(file.getvalue())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (one,) = members(bytes(data))
    assert "zonder wachtwoord" in str(one.content)
