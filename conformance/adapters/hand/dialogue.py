"""Whoever asks a person to do a step: a terminal or a page."""

from collections.abc import Sequence
from typing import Protocol

from migratietoets.conformance.adapters.hand.desk import Desk
from migratietoets.conformance.adapters.hand.step import Step
from migratietoets.conformance.protocol.verbs import JsonObject


class Dialogue(Protocol):
    """A terminal or a page. Who stops, raises KeyboardInterrupt."""

    def who(self, fault: str) -> JsonObject:
        """What the system is, as `profile` wants it; `fault`: what was wrong with what was said before."""

    def ask(self, step: Step, desk: Desk) -> JsonObject:
        """The answer to a step."""

    def end(self, lines: Sequence[str]) -> None:
        """Say how the run ended, where nobody else does, and go."""

    def tell(self, text: str) -> None:
        """Say something that asks for no answer."""
