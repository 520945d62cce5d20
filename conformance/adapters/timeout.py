"""Decides when a system elsewhere answers too late."""

import time
from dataclasses import dataclass

from migratietoets.conformance.adapters.defaults import SECONDS
from migratietoets.conformance.adapters.jsonrpc import ConversationError
from migratietoets.istandaard.model import InputError

MAX_SECONDS = 3600.0
LINE = "een regel als antwoord"
FLUSH = "sluit elk antwoord af met een regeleinde en leeg de buffer (flush)"


@dataclass(frozen=True)
class Timeout:
    """The time for one answer of a system elsewhere; a class in this process is waited for without end.

    Attributes:
        seconds: how long.
        option: the option that gives more time, as the texts name it.

    Raises:
        InputError: it is no time.
    """

    seconds: float = SECONDS
    option: str = "--timeout"

    def __post_init__(self) -> None:
        """See that it is a time."""
        if not 0 < self.seconds <= MAX_SECONDS:
            raise InputError(
                f"{self.option}: verwacht een aantal seconden boven 0 en hoogstens {MAX_SECONDS:g}; "
                f"gevonden {self.seconds:g}. Kies een andere tijd."
            )

    def left(self, asked: float) -> float:
        """Seconds left for a question that was asked at this moment of the monotonic clock; 0 when it is too late."""
        return max(0.0, asked + self.seconds - time.monotonic())

    def exceeded(self, found: str, answer: str = LINE, advice: str = FLUSH) -> ConversationError:
        """What to say of a system that answers too late.

        Args:
            found: what it did in the meantime.
            answer: what was expected of it.
            advice: what to do, when it is not slow but clumsy.
        """
        return ConversationError(
            f"{answer} binnen {self.seconds:g} s",
            found,
            f"Doe dit: {advice}; is het systeem langzamer, geef het dan meer tijd met {self.option}.",
        )
