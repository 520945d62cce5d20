"""Write every message of a run to a file of its own: messages/<case>/<nn>-<from>-<code>-<release>.xml."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from reports.logboek import Log

MAP = "messages"
ZONDER_CASUS = "zonder-casus"
"""Folder of messages that belong to no case, for instance about a client nobody knows."""

Sleutel = tuple[str, int]
"""A message: its campaign and its number there."""

_VREEMD = re.compile(r"[^A-Za-z0-9._-]+")
_EIGEN_NAAM = re.compile(r"\d{2,}-[A-Za-z0-9._-]+\.xml")
_LENGTE = 80


def bericht_paden(log: Log) -> Mapping[Sleutel, str]:
    """Where each message goes, relative to the output folder and with forward slashes.

    Numbers run on per case over all its campaigns, so that no two messages of a case share one. What a party made up
    (a code, a release) can never lead outside the folder of its case.
    """
    teller: Counter[str] = Counter()
    paden: dict[Sleutel, str] = {}
    for event in log.messages:
        delen = [_deel(deel) for deel in (event["case"] or ZONDER_CASUS).split("/") if deel]
        casus = "/".join(delen) or ZONDER_CASUS
        teller[casus] += 1
        naam = "-".join((f"{teller[casus]:02d}", _deel(event["from"]), _deel(event["code"]), _deel(event["release"])))
        paden[event["campaign"], event["n"]] = f"{MAP}/{casus}/{naam}.xml"
    return paden


def schrijf_berichten(log: Log, doel: Path) -> Mapping[Sleutel, str]:
    """Write the messages under the output folder `doel`, and remove those of an earlier run there.

    Returns:
        (campaign, message number) -> path relative to `doel`.
    """
    paden = bericht_paden(log)
    for oud in sorted((doel / MAP).rglob("*.xml")):
        if _EIGEN_NAAM.fullmatch(oud.name) and not oud.is_symlink():
            oud.unlink()
    for event in log.messages:
        pad = doel / paden[event["campaign"], event["n"]]
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(event["xml"].encode("utf-8", "replace"))
    return paden


def _deel(tekst: str) -> str:
    """One harmless part of a file name."""
    return _VREEMD.sub("_", tekst)[:_LENGTE].strip(".") or "_"
