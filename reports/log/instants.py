"""Instants as a log writes them, on the clock of its readers."""

from datetime import datetime

from migratietoets.istandaard.kalender import AMSTERDAM


def moment(text: str) -> datetime:
    """An ISO instant on the clock of Europe/Amsterdam.

    Raises:
        ValueError: the text is no instant, or has no offset.
    """
    loaded = datetime.fromisoformat(text)
    if loaded.tzinfo is None:
        raise ValueError(f"een moment zonder tijdzone: {text[:40]}")
    try:
        return loaded.astimezone(AMSTERDAM)
    except OverflowError as error:
        raise ValueError(f"een moment buiten de kalender: {text[:40]}") from error
