import pytest

from migratietoets.istandaard.bsn import bsns_for_tests, elfproef, masked
from tests.systems.foreign import FOREIGN_BSN


@pytest.mark.parametrize("bsn", ["999900006", "999999990", "999900018"])
def test_the_elfproef_holds(bsn: str) -> None:
    assert elfproef(bsn)


@pytest.mark.parametrize("bsn", ["", "999900007", "99990000", "9999000060", "000000000", "99990000a", "٩٩٩٩٠٠٠٠٦"])
def test_the_elfproef_fails(bsn: str) -> None:
    assert not elfproef(bsn)


def test_the_test_range_counts_9091_numbers() -> None:
    assert sum(elfproef(str(number)) for number in range(999900006, 999999991)) == 9091


def test_all_bsns_for_tests_are_in_the_range_pass_the_elfproef_and_differ():
    bsns = bsns_for_tests()
    assert len(set(bsns)) == 9091
    assert (bsns[0], bsns[-1]) == ("999900006", "999999990")
    assert all(elfproef(bsn) for bsn in bsns)
    assert list(bsns) == [str(n) for n in range(999900006, 999999991) if elfproef(str(n))]


@pytest.mark.parametrize("text", [f"{FOREIGN_BSN}", f"bsn {FOREIGN_BSN}.", f"x{FOREIGN_BSN}y {FOREIGN_BSN}"])
def test_somebodys_bsn_becomes_stars_in_a_text(text):
    assert masked(text) == text.replace(FOREIGN_BSN, "*********")


@pytest.mark.parametrize("text", ["", "999900006", f"1{FOREIGN_BSN}", f"{FOREIGN_BSN[:8]}", "123456788", "2020-12-31"])
def test_what_belongs_to_nobody_stays_in_a_text(text):
    assert masked(text) == text
