"""Standard output and standard error behind the gate, for as long as a command runs."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from migratietoets.conformance.trace.gate import Gate, new_gate


class Guarded:
    """A text stream through which no BSN from outside passes; for the rest it is the stream behind it.

    Attributes:
        stream: the stream behind it, for what is safe already.
    """

    def __init__(self, stream: TextIO, gate: Gate) -> None:
        self.stream = stream
        self._gate = gate

    def write(self, text: str) -> int:
        """Write a text, made safe."""
        return self.stream.write(self._gate.screen(text))

    def writelines(self, lines: Iterable[str]) -> None:
        """Write texts, made safe."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the stream has
        """Everything else is that of the stream."""
        return getattr(self.stream, name)


def guard(stream: TextIO, gate: Gate) -> TextIO:
    """A stream behind the gate."""
    return cast("TextIO", Guarded(stream, gate))


def unguarded(stream: TextIO) -> TextIO:
    """The stream itself, for what passed the gate value by value: what is typed there must stay."""
    return stream.stream if isinstance(stream, Guarded) else stream


@contextmanager
def guarded_output() -> Iterator[None]:
    """A new gate before standard output and standard error."""
    before, gate = (sys.stdout, sys.stderr), new_gate()
    sys.stdout, sys.stderr = guard(sys.stdout, gate), guard(sys.stderr, gate)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
