"""Where the kit itself went wrong, on one line and without paths of this machine."""

import traceback
from pathlib import Path

FRAMES = 4
"""So many steps of the way to it are told."""


def cause(error: BaseException) -> str:
    """The kind of error, its text and the last steps of the way to it, on one line."""
    steps = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    way = " > ".join(f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in steps)
    text = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}{f': {text}' if text else ''} ({way})"
