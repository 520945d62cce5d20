"""The event log: append-only JSON lines, header first, footer last; no footer means the run did not finish."""

from pathlib import Path
from typing import Self

from migratietoets.conformance.trace.gate import E, Gate
from migratietoets.conformance.trace.line_file import LineFile
from migratietoets.conformance.vocabulary.events import Event


class EventLog:
    """Keeps events in memory and, where a path is given, writes each line at once.

    A BSN outside the test range is written nowhere: what is written passed the gate, and what is judged did not.

    Attributes:
        events: as they happened.
        written: as they may be shown.
    """

    def __init__(self, path: Path | None = None, gate: Gate | None = None) -> None:
        self.events: list[Event] = []
        self.written: list[Event] = []
        self.gate = gate or Gate()
        self._file = None if path is None else LineFile(path)

    def write(self, event: E) -> E:
        """Append one event and return it as it may be shown."""
        safe, line = self.gate.event(event)
        self._put(event, safe, line)
        return safe

    def take_line(self, event: Event, line: str) -> None:
        """Append an event that is safe already, with its line."""
        self._put(event, event, line)

    def _put(self, event: Event, safe: Event, line: str) -> None:
        if self._file is not None:
            self._file.write(line)
        self.events.append(event)
        self.written.append(safe)

    def sync(self) -> None:
        """See that what was written survives a power cut.

        Raises:
            UnwritableError: it does not.
        """
        if self._file is not None:
            self._file.sync()

    def close(self) -> None:
        """Close the file; events stay in memory."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()
