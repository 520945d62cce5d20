"""BSNs that are nobody's test BSN, worked out where they are used: such a number stands in no file."""

from migratietoets.istandaard.bsn import TEST_RANGE, elfproef

FOREIGN_BSN = next(number for number in map(str, range(TEST_RANGE[0] - 1, 0, -1)) if elfproef(number))
OTHER_BSN = next(number for number in map(str, range(TEST_RANGE[0] // 3, 0, -1)) if elfproef(number))
SHORT_BSN = next(f"0{number}" for number in range(87_654_321, 0, -1) if elfproef(f"0{number}"))
"""One with a leading zero."""
