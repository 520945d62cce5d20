"""A message as it was found in something else, or why it is none."""

from dataclasses import dataclass

from migratietoets.istandaard.berichten.bericht import short
from migratietoets.istandaard.model import InputError


class EnvelopeError(InputError):
    """Something that holds no message; the text says what was expected and found, and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(short(text))


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A message, or why there is none.

    Attributes:
        part: where it was within the whole: the name of a member of a zip; "" for the whole itself.
        line: the line on which it stands; None where that cannot be told.
        content: the message, or what is wrong.
        sent: the moment at which its envelope says it was sent, as it stands there; "" where it does not say.
    """

    part: str
    line: int | None
    content: bytes | EnvelopeError
    sent: str = ""
