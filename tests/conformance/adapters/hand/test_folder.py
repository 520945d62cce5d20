"""What lies in the folder of what was sent: read in every form, and told what is wrong with it."""

import zipfile
from datetime import date

import pytest

from migratietoets.conformance.adapters.hand.folder import Folder
from tests.helpers import PROJECT
from tests.helpers.envelopes_by_hand import vecozo, zipped

MESSAGE = PROJECT / "docs" / "voorbeeldberichten" / "02-aanbieder-302-2.4.xml"
DAY = date(2020, 12, 1)


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def test_a_good_message_is_handed_over_as_it_is(folder):
    folder.add("retour.xml", MESSAGE.read_bytes())
    (found,) = folder.look(DAY)
    assert (found.place, found.name, found.faults) == ("retour.xml", "WMO302, release 2.4", ())
    assert found.message == {"code": "302", "release": "2.4", "xml": MESSAGE.read_bytes().decode()}


def test_a_wrong_message_is_told_with_its_line_and_can_still_be_handed_over(folder):
    folder.add("fout.xml", MESSAGE.read_bytes().replace(b"<BSN>".lower(), b"").replace(b"2020-", b"2020/"))
    (found,) = folder.look(DAY)
    assert found.faults[0].startswith("regel ")
    assert found.message["code"] == "302"


def test_what_is_no_message_at_all_is_handed_over_without_a_kind(folder):
    folder.add("brief.xml", b"<brief>dag</brief>")
    (found,) = folder.look(DAY)
    assert found.faults
    assert (found.message["code"], found.message["release"]) == ("000", "2.4")
    (found,) = folder.look(date(2021, 1, 4))
    assert found.message["release"] == "3.0"


def test_a_zip_gives_each_of_its_messages(folder):
    folder.sent.mkdir()
    with zipfile.ZipFile(folder.sent / "alles.zip", "w") as file:
        file.writestr("a.xml", MESSAGE.read_bytes())
        file.writestr("b.xml", MESSAGE.read_bytes())
    found = folder.look(DAY)
    assert [one.place for one in found] == ["alles.zip, a.xml", "alles.zip, b.xml"]
    assert {one.message["code"] for one in found} == {"302"}


def test_an_envelope_gives_the_message_in_it(folder):
    folder.add("envelop.xml", vecozo(zipped(MESSAGE.read_bytes())))
    (found,) = folder.look(DAY)
    assert found.place.startswith("envelop.xml")
    assert found.place.endswith("envelop VECOZO")
    assert found.message["xml"].startswith("<?xml")
    assert not found.faults


def test_a_broken_zip_and_another_file_are_told_and_left_out(folder):
    folder.add("kapot.zip", b"PK\x03\x04 en verder niets")
    folder.add("lees mij.txt", b"hoi")
    (folder.sent / ".DS_Store").write_bytes(b"x")
    zipped, text = folder.look(DAY)
    assert zipped.message is None
    assert zipped.faults
    assert "dit niet" in text.faults[0]


def test_more_than_a_system_may_hand_over_is_told(folder, monkeypatch):
    monkeypatch.setattr("migratietoets.conformance.adapters.hand.folder.MOST", 1)
    folder.add("a.xml", MESSAGE.read_bytes())
    folder.add("b.xml", MESSAGE.read_bytes())
    *_, last = folder.look(DAY)
    assert last.name == "te veel"
    assert last.message is None


@pytest.mark.parametrize("name", ["../../weg.xml", "..\\..\\weg.xml", "/etc/weg.xml", "", "...", "a\x1b[2J.xml"])
def test_a_file_never_lands_outside_the_folder(folder, name):
    folder.add(name, b"<a/>")
    (path,) = (path for path in folder.path.rglob("*") if path.is_file())
    assert path.parent == folder.sent
    assert path.name.isprintable()


def test_a_file_with_the_name_of_another_gets_a_name_of_its_own(folder):
    folder.add("a.xml", b"1")
    folder.add("a.xml", b"2")
    assert sorted(path.name for path in folder.sent.iterdir()) == ["a (2).xml", "a.xml"]
    folder.remove("../verzonden/a.xml")
    assert [path.name for path in folder.sent.iterdir()] == ["a (2).xml"]
    assert (folder.path / "gedaan" / "weggehaald" / "a.xml").read_bytes() == b"1"
