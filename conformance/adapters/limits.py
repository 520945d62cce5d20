"""How much a system elsewhere may say: in one answer by its verb, so that it is read in a moment, and in all."""

from dataclasses import dataclass

from migratietoets.conformance.adapters.jsonrpc import ConversationError

KB, MB = 1024, 1024 * 1024


@dataclass(frozen=True)
class Limit:
    """What one answer may be.

    Attributes:
        size: bytes in its line.
        parts: commas and opening brackets in its line, of which every value in it needs one.
    """

    size: int
    parts: int


LIMITS = {
    "hello": Limit(64 * KB, 1_000),
    "beoordeel": Limit(8 * MB, 100_000),
    "plan": Limit(8 * MB, 100_000),
    "collect": Limit(32 * MB, 500_000),
}
"""Verb, or command of instruct -> what its answer can need: the whole stock assessed, a message of 25 MB."""
OTHERWISE = Limit(MB, 10_000)
IN_ALL = 64 * MB
"""Bytes in one conversation, which is one campaign."""


def limit_of(question: str) -> Limit:
    """What an answer to this verb, or to this command of instruct, may be."""
    return LIMITS.get(question, OTHERWISE)


def in_words(size: int) -> str:
    """A number of bytes as people say it."""
    return f"{size // MB} MB" if size >= MB else f"{size // KB} kB"


def too_much() -> ConversationError:
    """What to say of a system that says more in a conversation than anybody can judge."""
    return ConversationError(
        f"hoogstens {in_words(IN_ALL)} in een heel gesprek", "meer", "Doe dit: stuur elk bericht één keer."
    )
