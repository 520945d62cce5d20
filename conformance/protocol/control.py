"""How far a system lets itself be driven, as it says in hello: whose clock it follows, and which buttons it has."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any


class ClockLevel(StrEnum):
    """Whose time it is in the system."""

    VIRTUAL = "virtual"
    """It follows the chain: reset and every advance."""
    AT_RESET = "at-reset"
    """Reset sets its clock, which then runs by itself: of the chain only the day of the reset is its own."""
    NONE = "none"
    """It has a time of its own."""


def clock_of(capabilities: Mapping[str, Any]) -> ClockLevel:
    """The level that a system claims; of who says nothing of a clock, as recorded traffic does, the times count."""
    return ClockLevel(capabilities.get("clock", ClockLevel.VIRTUAL))


def lacking(capabilities: Mapping[str, Any], commands: Iterable[str]) -> tuple[str, ...]:
    """Which of these buttons a system does not have; one that names none has them all."""
    named = capabilities.get("instructions")
    return () if named is None else tuple(dict.fromkeys(one for one in commands if one not in named))
