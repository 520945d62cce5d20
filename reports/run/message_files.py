"""Write every message of a run to a file of its own: messages/<case>/<nn>-<from>-<code>-<release>.xml."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from migratietoets.reports.log.log import Log

FOLDER = "messages"
WITHOUT_CASE = "zonder-geval"
"""Folder of messages that belong to no case, for instance about a client nobody knows."""

Key = tuple[str, int]
"""A message: its campaign and its number there."""

_UNUSUAL = re.compile(r"[^A-Za-z0-9._-]+")
_LENGTH = 80


def bericht_paths(log: Log) -> Mapping[Key, str]:
    """Where each message goes, relative to the output folder and with forward slashes.

    Numbers run on per case over all its campaigns, so that no two messages of a case share one. What a party made up
    (a code, a release) can never lead outside the folder of its case.
    """
    counter: Counter[str] = Counter()
    paths: dict[Key, str] = {}
    for event in log.messages:
        parts = [_part(part) for part in (event.case or WITHOUT_CASE).split("/") if part]
        case = "/".join(parts) or WITHOUT_CASE
        counter[case] += 1
        name = "-".join((f"{counter[case]:02d}", _part(event.from_), _part(event.code), _part(event.release)))
        paths[event.campaign, event.n] = f"{FOLDER}/{case}/{name}.xml"
    return paths


def write_berichten(log: Log, target: Path) -> None:
    """Write the messages under the output folder `target`."""
    paths = bericht_paths(log)
    for event in log.messages:
        path = target / paths[event.campaign, event.n]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(event.xml.encode("utf-8", "replace"))


def _part(text: str) -> str:
    """One harmless part of a file name."""
    return _UNUSUAL.sub("_", text)[:_LENGTH].strip(".") or "_"
