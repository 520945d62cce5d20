"""A BSN that is nobody's test BSN, worked out where it is used: such a number stands in no file."""

from migratietoets.generators.people.clients import BSN_START
from migratietoets.istandaard.bsn import elfproef

FOREIGN_BSN = next(number for number in map(str, range(BSN_START - 1, 0, -1)) if elfproef(number))
