"""The outbox: what a party sent since somebody last looked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.berichten import Bericht, build
from migratietoets.istandaard.model import Toewijzing


@dataclass(frozen=True, slots=True)
class Subject:
    """What a notice is about.

    Attributes:
        toewijzing: the toewijzing it names, or None.
        verzoek: the ReferentieAanbieder of the request it names, or None.
        text: the same in words.
    """

    code: NoticeCode
    text: str
    toewijzing: Toewijzing | None = None
    verzoek: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As the protocol says it."""
        named = None if self.toewijzing is None else _named(self.toewijzing)
        return {"code": self.code.value, "toewijzing": named, "verzoek": self.verzoek, "about": self.text}


def _named(toewijzing: Toewijzing) -> dict[str, Any]:
    fields = ("aanbieder", "bsn", "toewijzingnummer", "categorie", "code")
    named = {field: getattr(toewijzing, field) for field in fields}
    return named | {"ingangsdatum": toewijzing.ingangsdatum.isoformat()}


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
        return f"R{self._sequence:07d}"

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

    def inform(self, addressee: str, bsn: str, subject: Subject, moment: datetime) -> None:
        """Tell somebody something outside the messages."""
        self._notices.append({"to": addressee, "bsn": bsn, "sent_at": moment.isoformat(), **subject.to_json()})

    def empty(self) -> dict[str, Any]:
        """Hand over everything and forget it."""
        out = {"messages": self._berichten, "notices": self._notices}
        self._berichten, self._notices = [], []
        return out
