"""A found value as it may stand in an error text: short, on one line, and without anybody's BSN."""

from migratietoets.istandaard.berichten.bericht import short

LONGEST = 60
"""Of what was found, this much is shown."""


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
    """The first part of a text that was found, as it may be shown."""
    return short(text, LONGEST)
