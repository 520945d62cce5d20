"""The rules of the information model that compare many lines of one message, one module a noun (`counted`)."""

from migratietoets.istandaard.berichtregels.counting import antwoorden, declaraties, duplicates, stacking
from migratietoets.istandaard.berichtregels.counting.counted import COUNTED, Counted

__all__ = ["COUNTED", "Counted", "antwoorden", "declaraties", "duplicates", "stacking"]
