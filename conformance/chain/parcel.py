"""A message on its way: as its sender handed it over, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from migratietoets.conformance.protocol.processes import MAY_SEND, OTHER_ROLE
from migratietoets.conformance.trace.fold import read_contents
from migratietoets.istandaard.berichten import Bericht, BerichtError, read_shared
from migratietoets.istandaard.berichten.xml.file_form import in_form
from migratietoets.istandaard.validation import form_errors

MOST_FAULTS = 5
"""At most this many faults of the XML are told."""


@dataclass(frozen=True)
class Parcel:
    """A message as its sender says it is.

    Attributes:
        sender: the role.
        sent_at: an instant with an offset.
    """

    sender: str
    code: str
    release: str
    sent_at: str
    xml: str

    @classmethod
    def collected(cls, sender: str, message: Mapping[str, Any]) -> "Parcel":
        """A message in the answer of a party to collect."""
        return cls(sender, message["code"], message["release"], message["sent_at"], message["xml"])

    @property
    def receiver(self) -> str:
        """The role it is for."""
        return OTHER_ROLE[self.sender]

    @property
    def text(self) -> str:
        """The file as it should have been: what is wrong with its form alone, stands in nobody's way (OP192)."""
        return in_form(self.xml)[0]

    @property
    def contents(self) -> dict[str, str]:
        """The params of deliver."""
        return {"code": self.code, "release": self.release, "xml": self.text}


def inspect(
    parcel: Parcel, previous: datetime | None, now: datetime, xsd: Path | None = None
) -> tuple[Bericht | None, list[str]]:
    """The message in a parcel, when it can be read, and what is wrong with it in Dutch, the form of its file apart.

    Args:
        parcel: what was collected.
        previous: when the step in which it was collected began.
        now: when that step ended.
        xsd: a folder with the official schemas, to judge it by instead of our own.
    """
    faults = []
    at = datetime.fromisoformat(parcel.sent_at)
    if at > now or (previous is not None and at < previous):
        faults.append(f"het verzendmoment {parcel.sent_at} valt buiten de stap waarin het bericht is opgehaald")
    if parcel.code not in MAY_SEND[parcel.sender]:
        faults.append(f"een {parcel.sender} verzendt geen {parcel.code}")
    data = parcel.text.encode()
    try:
        bericht = read_shared(data)
    except BerichtError as error:
        return None, [*faults, str(error)]
    if (bericht.kind, str(bericht.release)) != (parcel.code, parcel.release):
        faults.append(f"aangekondigd als {parcel.code} {parcel.release}, maar het is een {bericht.name}")
    in_xml = form_errors(data, xsd)[:MOST_FAULTS]
    faults += [f"{fault.element} (regel {fault.line}, {fault.code}): {fault.text}" for fault in in_xml]
    return bericht, faults or _unreadable(bericht)


def _unreadable(bericht: Bericht) -> list[str]:
    """What keeps a rule from reading a message that fits its schema."""
    try:
        read_contents(bericht)
    except BerichtError as error:
        return [str(error)]
    return []
