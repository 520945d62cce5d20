"""A message on the wire with what answers it, and what an operator makes of the two."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from migratietoets.generators.chance import integer
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import RETOUR_OF

Path = tuple[str, ...]

_USUAL: Path = ("Header", "BerichtIdentificatie", "Identificatie")
_FACTUUR: Path = ("Header", "DeclaratieFactuurIdentificatie", "DeclarantFactuurNummer")
_RETOUR: Path = ("Header", "IdentificatieRetour")
IDENTIFICATION: Mapping[str, Path] = dict.fromkeys(RETOUR_OF, _RETOUR) | {
    "303": _FACTUUR,
    "304": ("Header", "RetourHeader", "GemeenteReferentieNummer"),
    "325": _USUAL,
}
"""Message -> where its own identification stands, if not where it usually does."""
ANSWERED: Mapping[str, Path] = {"304": _FACTUUR, "325": ("Header", "DeclaratieIdentificatie", "Identificatie")}
"""Retourbericht -> where it names what it answers, if not where it usually does."""
_DAY: Mapping[str, Path] = dict.fromkeys(RETOUR_OF, ("Header", "DagtekeningRetour")) | {
    "303": ("Header", "DeclaratieFactuurIdentificatie", "FactuurDagtekening"),
    "304": ("Header", "RetourHeader", "RetourDagtekening"),
    "325": ("Header", "BerichtIdentificatie", "Dagtekening"),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A message and the moment it was sent."""

    bericht: Bericht
    at: datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message as it went, and what stands around it.

    Attributes:
        message: the message that is changed.
        answers: the retourberichten on it.
        following: the next message of its kind from the same sender about the same client, or None.
    """

    message: Sent
    answers: tuple[Sent, ...] = ()
    following: Sent | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What went instead.

    Attributes:
        sent: instead of the message.
        answers: instead of its retourberichten.
        takes_following: the following message went along in this one, and is gone with its answers.
    """

    sent: tuple[Sent, ...]
    answers: tuple[Sent, ...] = ()
    takes_following: bool = False


Operate = Callable[[Exchange], Change | None]
"""What a change makes of an exchange; None where it cannot be made of this message."""


def put(bericht: Bericht, path: Sequence[str], value: object) -> Bericht:
    """The message with another text on a path of names."""
    content = deepcopy(bericht.content)
    place: dict[str, Any] = content
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return replace(bericht, content=content)


def get(bericht: Bericht, path: Sequence[str]) -> str:
    """The text on a path of names."""
    place: Any = bericht.content
    for name in path:
        place = place[name]
    return str(place)


def renamed(bericht: Bericht, what: str) -> Bericht:
    """The message under another identification of its sender, the same for the same change."""
    path = IDENTIFICATION.get(bericht.kind, _USUAL)
    return put(bericht, path, f"W{integer(get(bericht, path), what):010d}")


def answering(answer: Sent, message: Sent, what: str) -> Sent:
    """The same answer, to another message, under an identification of its own."""
    path = ANSWERED.get(answer.bericht.kind, _USUAL)
    identification = get(message.bericht, IDENTIFICATION.get(message.bericht.kind, _USUAL))
    return replace(answer, bericht=renamed(put(answer.bericht, path, identification), what))


def dated(sent: Sent, at: datetime) -> Sent:
    """The same message, sent and dated at another moment."""
    return Sent(
        put(sent.bericht, _DAY.get(sent.bericht.kind, (*_USUAL[:-1], "Dagtekening")), at.date().isoformat()), at
    )


def plainly_approved(exchange: Exchange) -> bool:
    """It was answered by headers alone, or not at all: the answers fit any part of it."""
    return all(len(answer.bericht.content) == 1 for answer in exchange.answers)
