import pytest

from migratietoets.istandaard.bsn import elfproef


@pytest.mark.parametrize("bsn", ["999900006", "999999990", "999900018"])
def test_valid(bsn: str) -> None:
    assert elfproef(bsn)


@pytest.mark.parametrize("bsn", ["", "999900007", "99990000", "9999000060", "000000000", "99990000a", "٩٩٩٩٠٠٠٠٦"])
def test_invalid(bsn: str) -> None:
    assert not elfproef(bsn)


def test_the_test_range_counts_9091_numbers() -> None:
    assert sum(elfproef(str(number)) for number in range(999900006, 999999991)) == 9091
