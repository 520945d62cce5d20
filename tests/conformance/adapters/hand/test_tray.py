"""What a person can lay down by mistake."""

from datetime import date

from migratietoets.conformance.adapters.hand.folder import Folder
from migratietoets.conformance.adapters.hand.tray import Tray, digest
from tests.helpers import PROJECT

EXAMPLES = PROJECT / "docs" / "voorbeeldberichten"
GRANT = (EXAMPLES / "01-gemeente-301-2.4.xml").read_bytes()
RETOUR = (EXAMPLES / "02-aanbieder-302-2.4.xml").read_bytes()
START, STOP = EXAMPLES / "05-aanbieder-305-2.4.xml", EXAMPLES / "03-aanbieder-307-2.4.xml"


def tray(path, role="gemeente", handed_over=()):
    return Tray(
        Folder(path), date(2020, 12, 1), role, [], {}, [], shows_notices=False, handed_over=frozenset(handed_over)
    )


def test_a_message_of_an_earlier_turn_is_told(tmp_path):
    own = tray(tmp_path, handed_over=[digest(GRANT.decode())])
    own.folder.add("weer.xml", GRANT)
    (found,) = own.look()
    assert "al eerder neergelegd" in found.faults[0]


def test_a_message_that_lies_there_twice_is_told_once(tmp_path):
    own = tray(tmp_path)
    own.folder.add("a.xml", GRANT)
    own.folder.add("b.xml", GRANT)
    first, second = own.look()
    assert not first.faults
    assert "al eerder neergelegd" in second.faults[0]


def test_a_message_that_was_to_be_brought_in_is_told(tmp_path):
    own = tray(tmp_path)
    own.folder.add("retour.xml", RETOUR)
    (found,) = own.look()
    assert "een gemeente verstuurt geen 302" in found.faults[0]


def test_a_start_comes_before_a_stop_whatever_the_files_are_called(tmp_path):
    own = tray(tmp_path, "aanbieder")
    own.folder.add("a.xml", STOP.read_bytes())
    own.folder.add("b.xml", START.read_bytes())
    assert [one["code"] for one in own.sent(own.look())["messages"]] == ["305", "307"]
