"""A BSN that is nobody's test BSN, worked out where it is used: such a number stands in no file."""

from migratietoets.istandaard.bsn import TEST_RANGE, elfproef

FOREIGN_BSN = next(number for number in map(str, range(TEST_RANGE[0] - 1, 0, -1)) if elfproef(number))
