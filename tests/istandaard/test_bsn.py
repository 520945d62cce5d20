import pytest

from istandaard.bsn import elfproef


@pytest.mark.parametrize("bsn", ["999900006", "999999990", "999900018"])
def test_geldig(bsn: str) -> None:
    assert elfproef(bsn)


@pytest.mark.parametrize("bsn", ["", "999900007", "99990000", "9999000060", "000000000", "99990000a", "٩٩٩٩٠٠٠٠٦"])
def test_ongeldig(bsn: str) -> None:
    assert not elfproef(bsn)


def test_testreeks_telt_9091_nummers() -> None:
    assert sum(elfproef(str(nummer)) for nummer in range(999900006, 999999991)) == 9091
