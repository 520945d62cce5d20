"""From the name of an adapter to the system that a person plays, with one dialogue for all its campaigns."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from migratietoets.conformance.adapters.hand.dialogue import Dialogue
from migratietoets.conformance.adapters.hand.system import HandSystem
from migratietoets.conformance.adapters.hand.terminal import Terminal
from migratietoets.conformance.adapters.hand.web import Web

DIALOGUES: Mapping[str, Callable[[], Dialogue]] = {"hand": Terminal, "hand-web": Web}
"""What stands before the colon -> who asks."""
_OPEN: dict[Path, Dialogue] = {}


def load_hand(kind: str, folder: Path) -> HandSystem:
    """The system in a folder. Its dialogue goes on where an earlier campaign left it."""
    if folder not in _OPEN:
        _OPEN[folder] = DIALOGUES[kind]()
    return HandSystem(folder, _OPEN[folder])


def end_dialogues(lines: Sequence[str]) -> None:
    """Let every dialogue say how the run ended."""
    while _OPEN:
        _, dialogue = _OPEN.popitem()
        dialogue.end(lines)
