"""The outbox: what a party sent since somebody last looked."""

from datetime import datetime
from typing import Any

from istandaard.berichten import Bericht, bouw


class Post:
    """Messages and notices in order of sending."""

    def __init__(self) -> None:
        self._berichten: list[dict[str, Any]] = []
        self._kennisgevingen: list[dict[str, Any]] = []
        self._volgnummer = 0

    def identificatie(self, soort: str) -> str:
        """An identification of 12 digits that this party never used before (TR056)."""
        self._volgnummer += 1
        return f"{soort}{self._volgnummer:09d}"

    def referentie(self) -> str:
        """A reference of this party that was never used before (TR314, TR347)."""
        self._volgnummer += 1
        return f"R{self._volgnummer:09d}"

    def verstuur(self, bericht: Bericht, moment: datetime) -> None:
        """Send a message.

        Raises:
            Berichtfout: its release cannot express it.
        """
        self._berichten.append(
            {
                "code": bericht.soort,
                "release": str(bericht.release),
                "sent_at": moment.isoformat(),
                "xml": bouw(bericht).decode(),
            }
        )

    def informeer(self, aan: str, bsn: str, onderwerp: str, moment: datetime) -> None:
        """Tell somebody something outside the messages."""
        self._kennisgevingen.append({"to": aan, "bsn": bsn, "about": onderwerp, "sent_at": moment.isoformat()})

    def leeg(self) -> dict[str, Any]:
        """Hand over everything and forget it."""
        uit = {"messages": self._berichten, "notices": self._kennisgevingen}
        self._berichten, self._kennisgevingen = [], []
        return uit
