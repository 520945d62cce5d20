"""What a person is asked to do next, and what ends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from migratietoets.conformance.protocol.verbs import JsonObject

CANNOT = "cannot"
"""The key under which an answer says why the system cannot do what was asked."""
FOUND_NOTHING: JsonObject = {"messages": [], "notices": []}


class Asks(StrEnum):
    """What ends a turn."""

    READY = "ready"
    """The person did it."""
    BUTTON = "button"
    """The person did it, or the system cannot."""
    MESSAGES = "messages"
    """The person laid down what the system sent."""


@dataclass(frozen=True)
class Task:
    """One thing to do.

    Attributes:
        text: a sentence.
        details: what belongs to it, a line each.
        files: what is written for it: name -> contents.
    """

    text: str
    details: tuple[str, ...] = ()
    files: Mapping[str, bytes] = ()  # type: ignore[assignment]  # an empty one that nobody can change


@dataclass(frozen=True)
class Turn:
    """What is asked at once.

    Attributes:
        number: of the first of its tasks in the campaign.
        title: for whom, and on which day it is in the chain.
    """

    number: int
    title: str
    tasks: tuple[Task, ...]
    asks: Asks

    @property
    def words(self) -> list[str]:
        """All that is asked, as the saved answers know it again."""
        return [self.asks, self.title, *(line for task in self.tasks for line in (task.text, *task.details))]
