"""The answers to messages: each message gets its retourbericht, as soon as the line is open (OP090)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.istandaard.berichten import Bericht, BerichtError
from migratietoets.istandaard.berichten.antwoord import make_answer
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED, make_retour, retourcodes
from migratietoets.istandaard.kalender import EARLIEST, LATEST
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF
from migratietoets.istandaard.validation import form_errors

T = TypeVar("T")

ANSWER_TO = {heen: retour for retour, heen in RETOUR_OF.items()}
FILE_RULES = frozenset({"OP192"})
"""Faults of the file, not of the message: they are no ground to refuse what can be read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A retourbericht that still has to go out.

    Attributes:
        codes: each retourcode with the path of what it is about; where there are any, they are all that is said.
    """

    heen: Bericht
    retourcodes: Sequence[str] = (APPROVED,)
    per_product: Mapping[int, Sequence[str]] = field(default_factory=dict)
    codes: Sequence[tuple[str, str]] = ()


_DAY = re.compile(rb"<(?:\w+:)?(\w+)>\s*(\d{4}-\d{2}-\d{2})\s*</")
_OPEN_END = (b"Einddatum", b"9999-12-31")
"""How a sender may write that there is no end."""


def technically_sound(data: bytes) -> bool:
    """OP286: a message outside its schema, or with a day that nobody can mean, is refused as a whole."""
    return all(error.code in FILE_RULES for error in form_errors(data)) and all(
        (name.endswith(_OPEN_END[0]) and day == _OPEN_END[1])
        or EARLIEST.isoformat() <= day.decode() <= LATEST.isoformat()
        for name, day in _DAY.findall(data)
    )


class Post(Desk):
    """The retourberichten that wait."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.answers: list[Reply] = []

    def respond(self) -> None:
        """OP090: send every answer that waits, each in the release of the message it answers."""
        if not self.clock.may_send():
            return
        waiting, self.answers = self.answers, []
        for answer in waiting:
            self.send_retour(answer)

    def send_retour(self, answer: Reply) -> None:
        """Send one answer; a message without a usable header cannot be answered."""
        own: dict[str, Any] = {
            "identificatie": self.outbox.identificatie(ANSWER_TO[answer.heen.kind]),
            "dagtekening": self.clock.today,
        }
        try:
            self.outbox.send(self.make(answer, **own), self.clock.now)
        except BerichtError:
            if list(answer.retourcodes) != [REJECTED]:
                raise

    def make(self, answer: Reply, **own: Any) -> Bericht:  # noqa: ANN401  # what the header of an answer says for itself
        """The retourbericht, or the answer to a declaratie."""
        if answer.codes:
            return make_answer(answer.heen, answer.codes, **own)
        return make_retour(answer.heen, retourcodes=answer.retourcodes, per_product=answer.per_product, **own)


class Sent(Generic[T]):
    """What went out under which identification, and goes again where it comes back refused (OP286).

    Each thing goes again once: what is refused a second time is for a person to look at.
    """

    def __init__(self, again: Callable[[Sequence[T]], None]) -> None:
        self.again = again
        self.contents: dict[str, tuple[T, ...]] = {}
        self.repeated: list[T] = []

    def note(self, bericht: Bericht, *contents: T) -> None:
        """Remember what a message holds."""
        self.contents[header(bericht).identificatie] = contents

    def receive_retour(self, bericht: Bericht, _data: bytes) -> None:
        """Take in a retourbericht: what it refuses as a whole was not received, and is still to be sent."""
        contents = self.contents.pop(header(bericht).identificatie, ())
        if REJECTED in retourcodes(bericht):
            new = [one for one in contents if one not in self.repeated]
            self.repeated += new
            if new:
                self.again(new)
