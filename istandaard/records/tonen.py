"""A found value as it may stand in an error text: short, on one line, and without anything that could be a BSN."""

import re

from istandaard.berichten.bericht import kort

_DATUMVORM = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}|(?:19|20)\d{6}")
_CIJFER = re.compile(r"\d")
_MINST = 8
"""A BSN has nine digits; written without its leading zero, eight."""


def toon(waarde: object) -> str:
    """What was found, for a Dutch reader."""
    if waarde is None:
        return "niets"
    if isinstance(waarde, bool):
        return "waar (true)" if waarde else "onwaar (false)"
    if isinstance(waarde, dict):
        return "een object"
    if isinstance(waarde, list):
        return "een lijst"
    if isinstance(waarde, str):
        return f"“{veilig(waarde)}”" if waarde.strip() else "een lege tekst"
    return f"het getal {veilig(str(waarde))}"


def vorm(waarde: object) -> str:
    """What was found, without its content."""
    return f"een tekst van {len(waarde)} tekens" if isinstance(waarde, str) else "geen tekst"


def veilig(tekst: str) -> str:
    """A text in which digits are hidden when there are enough of them for a BSN; a date stays readable."""
    tekst = kort(tekst, 60)
    if len(_CIJFER.findall(tekst)) < _MINST or _DATUMVORM.fullmatch(tekst.strip()):
        return tekst
    return _CIJFER.sub("*", tekst)
