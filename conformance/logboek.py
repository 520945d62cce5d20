"""The event log: append-only JSON lines, header first, footer last; no footer means the run did not finish."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, Self

from conformance.schuilnaam import Schuilnamen

FORMAAT = 1
_BSN_IN_XML = re.compile(r"(?<=Bsn>)\s*(\d{1,9})\s*(?=</)")

Event = dict[str, Any]


class Logboek:
    """Keeps events in memory and, where a path is given, writes each line at once.

    A BSN outside the test range is written nowhere: every event carries its stand-in.
    """

    def __init__(self, pad: Path | None = None) -> None:
        self.events: list[Event] = []
        self.schuilnamen = Schuilnamen()
        self._bestand: IO[str] | None = None
        if pad is not None:
            pad.parent.mkdir(parents=True, exist_ok=True)
            self._bestand = pad.open("a", encoding="utf-8", errors="backslashreplace", newline="\n")

    def schrijf(self, soort: str, **velden: Any) -> Event:  # noqa: ANN401  # events are JSON
        """Append one event and return it as written."""
        event = {"event": soort} | velden
        if "xml" in event:
            event["xml"] = _BSN_IN_XML.sub(lambda m: self.schuilnamen.voor(m[1]), event["xml"])
        if event.get("bsn"):
            event["bsn"] = self.schuilnamen.voor(event["bsn"])
        self.neem_over([event])
        return event

    def neem_over(self, events: Iterable[Event]) -> None:
        """Append events that another log of this run already made safe."""
        for event in events:
            self.events.append(event)
            if self._bestand is not None:
                self._bestand.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n")
                self._bestand.flush()

    def sluit(self) -> None:
        """Close the file; events stay in memory."""
        if self._bestand is not None:
            self._bestand.close()
            self._bestand = None

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.sluit()
