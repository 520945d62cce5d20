"""The two releases, the two domains and the dates on which everything turns (PL-01, MT-01, MT-04, MT-05)."""

from datetime import date
from enum import StrEnum


class Release(StrEnum):
    """A release of iWmo and iJw."""

    R24 = "2.4"
    R30 = "3.0"


class Domein(StrEnum):
    """A legal domain: Wet maatschappelijke ondersteuning or Jeugdwet."""

    WMO = "wmo"
    JW = "jw"


LATEST_DECISION = date(2020, 8, 31)
"""Last day on which the stock of a case was decided: the day before its calendar begins."""
LAST_DAY_24 = date(2020, 12, 30)
"""Last day on which 2.4 messages are sent."""
SILENCE_START = date(2020, 12, 31)
SILENCE_END = date(2021, 1, 3)
"""No traffic from SILENCE_START up to and including SILENCE_END."""
END_OF_2020 = date(2020, 12, 31)
START_30 = date(2021, 1, 1)
"""Release 3.0 is in force from this day."""
FIRST_DAY_30 = date(2021, 1, 4)
"""First day on which 3.0 messages are sent."""
NUMBER_DEADLINE = date(2020, 11, 30)
"""Last day for toewijzingen without a unique number; also the last day such a toewijzing may be valid."""
DECEMBER_START = date(2020, 12, 1)
VARIANT_DEADLINE = date(2020, 12, 30)
"""Last day for a successor that 2.4 can express."""
DEADLINE_30 = date(2021, 1, 31)
"""Last day for a successor that only 3.0 can express."""
