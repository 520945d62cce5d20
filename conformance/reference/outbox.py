"""The outbox: what a party sent since somebody last looked."""

from datetime import datetime
from typing import Any

from migratietoets.istandaard.berichten import Bericht, build


class Outbox:
    """Messages and notices in order of sending."""

    def __init__(self) -> None:
        self._berichten: list[dict[str, Any]] = []
        self._notices: list[dict[str, Any]] = []
        self._sequence = 0

    def identificatie(self, kind: str) -> str:
        """An identification of 12 digits that this party never used before (TR056)."""
        self._sequence += 1
        return f"{kind}{self._sequence:09d}"

    def referentie(self) -> str:
        """A reference of this party that was never used before (TR314, TR347)."""
        self._sequence += 1
        return f"R{self._sequence:09d}"

    def send(self, bericht: Bericht, moment: datetime) -> None:
        """Send a message.

        Raises:
            BerichtError: its release cannot express it.
        """
        self._berichten.append(
            {
                "code": bericht.kind,
                "release": str(bericht.release),
                "sent_at": moment.isoformat(),
                "xml": build(bericht).decode(),
            }
        )

    def inform(self, addressee: str, bsn: str, about: str, moment: datetime) -> None:
        """Tell somebody something outside the messages."""
        self._notices.append({"to": addressee, "bsn": bsn, "about": about, "sent_at": moment.isoformat()})

    def empty(self) -> dict[str, Any]:
        """Hand over everything and forget it."""
        out = {"messages": self._berichten, "notices": self._notices}
        self._berichten, self._notices = [], []
        return out
