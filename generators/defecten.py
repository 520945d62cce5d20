"""The ways a 2.4 toewijzing can fail to fit release 3.0, by name: what is broken, when it runs, how often it occurs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from generators.breuken import BREUKEN
from generators.label import Label
from generators.looptijden import DECEMBER, LOPEND, NIEUWJAAR
from istandaard.model import Invoerfout, Toewijzing

SCHOON = "schoon"
DUBBEL_NUMMER = "dubbel_nummer"
UNIEK, GEEN, DUBBEL = "uniek", "geen", "dubbel"
HEEL = "heel"
VARIANTEN = tuple(naam for naam in BREUKEN if naam != HEEL)
"""The names of broken content."""
_LATER = (
    *((nummer, inhoud) for nummer in (GEEN, DUBBEL) for inhoud in BREUKEN),
    *((UNIEK, inhoud) for inhoud in VARIANTEN),
)


@dataclass(frozen=True, slots=True)
class Defect:
    """What is broken.

    Attributes:
        soorten: (number, content) pairs, one of which is built: UNIEK, GEEN or DUBBEL, and a name from BREUKEN.
        gewicht: how often it occurs, compared with the other defects.
        begin: the period in which it begins.
    """

    soorten: tuple[tuple[str, str], ...]
    gewicht: int
    begin: str = LOPEND


DEFECTEN: Mapping[str, Defect] = {
    "geen_nummer": Defect(((GEEN, HEEL),), 12),
    DUBBEL_NUMMER: Defect(((DUBBEL, HEEL),), 8),
    **{naam: Defect(((UNIEK, naam),), 8) for naam in VARIANTEN},
    "start_in_december": Defect(_LATER, 4, DECEMBER),
    "start_in_2021": Defect(_LATER, 4, NIEUWJAAR),
    **{f"geen_nummer+{naam}": Defect(((GEEN, naam),), 2) for naam in VARIANTEN},
    **{f"{DUBBEL_NUMMER}+{naam}": Defect(((DUBBEL, naam),), 2) for naam in VARIANTEN},
}
"""The defects by name; `schoon`, without any, comes beside them."""
NAMEN = (SCHOON, *DEFECTEN)
"""Everything that can be asked for by name."""


@dataclass(frozen=True, slots=True)
class Gelabeld:
    """A toewijzing, the name it was built under, and what must be said of it."""

    toewijzing: Toewijzing
    label: Label
    defect: str


def kies_namen(namen: Collection[str] | None) -> tuple[str, ...]:
    """The names asked for, each once, in the order of NAMEN; all of them when none are given.

    Raises:
        Invoerfout: an unknown name; the text lists the known ones.
    """
    onbekend = sorted({*(namen or ())} - {*NAMEN})
    if onbekend:
        raise Invoerfout(f"Onbekend defect: {', '.join(onbekend)}. Kies uit: {', '.join(NAMEN)}.")
    return tuple(naam for naam in NAMEN if not namen or naam in namen)
