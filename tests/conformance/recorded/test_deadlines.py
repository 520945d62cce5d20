"""The end of a recording, and moments of which only the day is known."""

from datetime import date

import pytest

from tests.helpers.recorded import ENDED, NEW, OLD, a_301, a_302, broken, events_of, found_in, stock_in, write

STARTS = OLD | {"ref": "N1", "nummer": 3, "volume": 4, "frequentie": "2", "ingangsdatum": "2021-02-10"}
ANSWERED = [a_301("2021-02-01", STARTS), a_302("2021-02-01")]
WAITS = a_301(
    "2021-02-02", STARTS | {"ref": "N2", "nummer": 4, "product": "dagbesteding", "ingangsdatum": "2021-03-01"}
)


@pytest.mark.parametrize(
    ("until", "verdict"), [("2021-02-04", "not_verifiable"), ("2021-02-05", "fail"), ("2021-02-06", "fail")]
)
def test_a_retour_is_missed_from_the_day_it_was_due(tmp_path, until, verdict):
    folder = write(tmp_path, events_of(*ANSWERED, WAITS))
    found, _ = found_in(folder, "aanbieder", until=date.fromisoformat(until), rules=["OP090"])
    assert found["aanbieder", "OP090"][verdict] == 1
    assert found["aanbieder", "OP090"].total() - found["aanbieder", "OP090"]["pass"] == 1


def test_the_day_of_the_last_message_was_not_seen_in_full(tmp_path):
    late = a_302("2021-02-05", to=3)
    other = [a_301("2021-02-05", STARTS | {"ref": "N3", "nummer": 5, "ingangsdatum": "2021-03-05"})]
    folder = write(tmp_path, events_of(*ANSWERED, WAITS, WAITS, *other, late))
    found, _ = found_in(folder, "aanbieder", rules=["OP090"])
    assert "fail" not in found["aanbieder", "OP090"]


def test_what_was_there_before_the_traffic_has_to_be_told(tmp_path):
    events = events_of(a_301("2021-01-05", ENDED, NEW), a_302("2021-01-05"))
    folder = write(tmp_path, events)
    until = date(2021, 2, 28)
    blind, _ = found_in(folder, until=until)
    seeing, _ = found_in(folder, until=until, stock=stock_in(events))
    assert "MT-04" not in broken(blind)
    assert "MT-04" in broken(seeing)


def test_a_right_migration_breaks_nothing_with_or_without_its_stock(tmp_path):
    migrated = [a_301("2020-12-15", ENDED, NEW, release="2.4"), a_302("2020-12-15", release="2.4")]
    events = events_of(*migrated)
    folder = write(tmp_path, events)
    for stock in (None, stock_in(events)):
        assert broken(found_in(folder, until=date(2021, 3, 8), stock=stock)[0]) == set()


RESENT = [a_301("2021-01-11", STARTS), a_302("2021-01-11", retourcodes=["0001"]), a_301("2021-01-11", STARTS)]


def test_the_order_within_a_day_is_not_made_up(tmp_path):
    """Sent again after a refusal of the same day: who reads days alone cannot know which came first."""
    events = events_of(*RESENT, a_302("2021-01-11", to=3), given=())
    found, _ = found_in(write(tmp_path, events), stock=stock_in(events), until=date(2021, 3, 8))
    assert broken(found) == set()


def test_one_wrong_day_does_not_move_the_end(tmp_path):
    events = events_of(*ANSWERED, WAITS, a_301("2031-02-02", STARTS | {"ref": "N4", "nummer": 9}))
    found, _ = found_in(write(tmp_path, events), "aanbieder", rules=["OP090"])
    assert "fail" not in found["aanbieder", "OP090"]


def test_traffic_of_one_side_says_nothing_of_what_was_refused(tmp_path):
    events = [one for one in events_of(*ANSWERED, WAITS) if getattr(one, "from_", "gemeente") == "gemeente"]
    found, _ = found_in(write(tmp_path, events), stock=stock_in(events), until=date(2021, 3, 8))
    assert broken(found) == set()
    assert {role for role, _ in found} == {"gemeente"}
