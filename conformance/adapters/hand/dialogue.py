"""Whoever asks a person to do a turn: a terminal or a page."""

from collections.abc import Sequence
from typing import Protocol

from migratietoets.conformance.adapters.hand.tray import Tray
from migratietoets.conformance.adapters.hand.turn import Turn
from migratietoets.conformance.protocol.verbs import JsonObject


class Dialogue(Protocol):
    """A terminal or a page. Who stops, raises KeyboardInterrupt."""

    def who(self, fault: str) -> JsonObject:
        """What the system is, as `profile` wants it; `fault`: what was wrong with what was said before."""

    def ask(self, turn: Turn, tray: Tray) -> JsonObject:
        """The answer to a turn."""

    def end(self, lines: Sequence[str]) -> None:
        """Say how the run ended, where nobody else does, and go."""

    def tell(self, text: str) -> None:
        """Say something that asks for no answer."""
