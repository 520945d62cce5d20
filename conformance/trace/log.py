"""The event log: append-only JSON lines, header first, footer last; no footer means the run did not finish."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, Self

from migratietoets.conformance.trace.stand_in import StandIns

FORMAT = 1
_BSN_IN_XML = re.compile(r"(?<=Bsn>)\s*(\d{1,9})\s*(?=</)")

Event = dict[str, Any]


class EventLog:
    """Keeps events in memory and, where a path is given, writes each line at once.

    A BSN outside the test range is written nowhere: every event carries its stand-in.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.events: list[Event] = []
        self.stand_ins = StandIns()
        self._file: IO[str] | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a", encoding="utf-8", errors="backslashreplace", newline="\n")

    def write(self, name: str, **fields: Any) -> Event:  # noqa: ANN401  # events are JSON
        """Append one event and return it as written."""
        event = {"event": name} | fields
        if "xml" in event:
            event["xml"] = _BSN_IN_XML.sub(lambda m: self.stand_ins.before(m[1]), event["xml"])
        if event.get("bsn"):
            event["bsn"] = self.stand_ins.before(event["bsn"])
        self.take_over([event])
        return event

    def take_over(self, events: Iterable[Event]) -> None:
        """Append events that another log of this run already made safe."""
        for event in events:
            self.events.append(event)
            if self._file is not None:
                self._file.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n")
                self._file.flush()

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
