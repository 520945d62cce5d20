"""The answers to messages: each message gets its retourbericht, as soon as the line is open (OP090)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.istandaard.berichten import Bericht, BerichtError, validate
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED, make_retour

FILE_RULES = frozenset({"OP192"})
"""Faults of the file, not of the message: they are no ground to refuse what can be read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A retourbericht that still has to go out."""

    heen: Bericht
    retourcodes: Sequence[str] = (APPROVED,)
    per_product: Mapping[int, Sequence[str]] = field(default_factory=dict)


def technically_sound(data: bytes) -> bool:
    """OP286: a message outside its schema is refused as a whole."""
    return all(error.code in FILE_RULES for error in validate(data))


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
        kind = str(int(answer.heen.kind) + 1)
        retour = make_retour(
            answer.heen,
            identificatie=self.outbox.identificatie(kind),
            dagtekening=self.clock.today,
            retourcodes=answer.retourcodes,
            per_product=answer.per_product,
        )
        try:
            self.outbox.send(retour, self.clock.now)
        except BerichtError:
            if answer.retourcodes != (REJECTED,):
                raise
