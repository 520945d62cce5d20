"""Which question may be asked once more when the system was not there, or went away before it answered anything."""

from dataclasses import dataclass

PAUSES = (0.2, 0.5, 1.0)
"""Seconds before each next try: a system that is being started gets a moment."""


@dataclass(frozen=True)
class Again:
    """Whether a verb may be asked twice.

    Attributes:
        allowed: whether it may.
        why: in Dutch.
    """

    allowed: bool
    why: str


AGAIN = {
    "hello": Again(allowed=True, why="vraagt alleen wie u bent"),
    "reset": Again(allowed=True, why="begint schoon, ook de tweede keer"),
    "advance": Again(allowed=False, why="wat onderweg vanzelf gebeurde, zou twee keer gebeuren"),
    "deliver": Again(allowed=False, why="het bericht zou twee keer aankomen"),
    "instruct": Again(allowed=False, why="de medewerker zou twee keer op de knop drukken"),
    "collect": Again(allowed=False, why="wat de eerste keer al was afgegeven, zou verloren zijn"),
    "stop": Again(allowed=False, why="er hangt niets meer van af"),
}
