"""A BSN that is nobody's test BSN, worked out where it is used: such a number stands in no file."""

from generators.personen import BSN_VAN
from istandaard.bsn import elfproef

VREEMD = next(nummer for nummer in map(str, range(BSN_VAN - 1, 0, -1)) if elfproef(nummer))
