"""A found value as it may stand in an error text: short, on one line, and without anything that could be a BSN."""

import re

from migratietoets.istandaard.berichten.bericht import short

_DATE_SHAPE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}|(?:19|20)\d{6}")
_ISO_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
_DIGIT = re.compile(r"\d")
_FEWEST = 8
"""A BSN has nine digits; written without its leading zero, eight."""


def show(value: object) -> str:
    """What was found, for a Dutch reader."""
    if value is None:
        return "niets"
    if isinstance(value, bool):
        return "waar (true)" if value else "onwaar (false)"
    if isinstance(value, dict):
        return "een object"
    if isinstance(value, list):
        return "een lijst"
    if isinstance(value, str):
        return f"“{safe(value)}”" if value.strip() else "een lege tekst"
    return f"het getal {safe(str(value))}"


def shape(value: object) -> str:
    """What was found, without its content."""
    return f"een tekst van {len(value)} tekens" if isinstance(value, str) else "geen tekst"


def safe(text: str) -> str:
    """A text in which digits are hidden when there are enough of them for a BSN; a date stays readable."""
    text = short(text, 60)
    if len(_DIGIT.findall(_ISO_DAY.sub("", text))) < _FEWEST or _DATE_SHAPE.fullmatch(text.strip()):
        return text
    return _DIGIT.sub("*", text)
