"""The event log: append-only JSON lines, header first, footer last; no footer means the run did not finish."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO, Self

from migratietoets.conformance.trace.stand_in import StandIns
from migratietoets.conformance.vocabulary.event_json import event_line
from migratietoets.conformance.vocabulary.events import ClientEvent, Event, MessageEvent, NoticeEvent

_BSN_IN_XML = re.compile(r"Bsn>\s*(\d{1,9})\s*(?=</)")


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

    def write(self, event: Event) -> Event:
        """Append one event and return it as written."""
        safe = self._without_persons(event)
        self.take_over([safe])
        return safe

    def _without_persons(self, event: Event) -> Event:
        if isinstance(event, MessageEvent):
            return replace(event, xml=_BSN_IN_XML.sub(lambda m: f"Bsn>{self.stand_ins.of(m[1])}", event.xml))
        if isinstance(event, NoticeEvent) and event.toewijzing is not None:
            toewijzing = {**event.toewijzing, "bsn": self.stand_ins.of(event.toewijzing["bsn"])}
            event = replace(event, toewijzing=toewijzing)
        if isinstance(event, ClientEvent | NoticeEvent) and event.bsn:
            return replace(event, bsn=self.stand_ins.of(event.bsn))
        return event

    def take_over(self, events: Iterable[Event]) -> None:
        """Append events that another log of this run already made safe."""
        for event in events:
            self.events.append(event)
            if self._file is not None:
                self._file.write(f"{event_line(event)}\n")
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
