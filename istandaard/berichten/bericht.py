"""A message as plain data, and what is raised when something cannot be one."""

import re
from dataclasses import dataclass
from typing import Any

from istandaard.bsn import elfproef
from istandaard.model import Invoerfout
from istandaard.releases import Domein, Release

LANGSTE_TEKST = 300
"""No text about a message is longer than this."""

_BSN = re.compile(r"(?<!\d)\d{9}(?!\d)")


@dataclass(frozen=True, slots=True)
class Bericht:
    """A message of iWmo or iJw.

    Attributes:
        soort: "301" and so on.
        inhoud: the children of the root by name: {"Header": {...}, "Client": {...}}. An element is a str, or a dict
            when it has children; a repeatable element is always a list.
    """

    soort: str
    release: Release
    domein: Domein
    inhoud: dict[str, Any]

    @property
    def naam(self) -> str:
        """The usual name: WMO301, JW305."""
        return f"{self.domein.upper()}{self.soort}"


class Berichtfout(Invoerfout):
    """A message that cannot be used; the text says what was expected, what was found, where, and what to do.

    Attributes:
        regel: the line in the XML, or None.
        code: the rule that is broken (OP192, OP179), or "XML".
    """

    def __init__(self, tekst: str, *, regel: int | None = None, code: str = "XML") -> None:
        super().__init__(kort(tekst))
        self.regel = regel
        self.code = code


def kort(tekst: str, lengte: int = LANGSTE_TEKST) -> str:
    """The text on one line, printable, no longer than `lengte`, and without anything that is a BSN."""
    schoon = "".join(teken if teken.isprintable() else " " for teken in tekst[: lengte + 1])
    schoon = _BSN.sub(lambda treffer: "*" * 9 if elfproef(treffer.group()) else treffer.group(), schoon)
    return schoon if len(schoon) <= lengte else schoon[: lengte - 1] + "…"


def citaat(waarde: str) -> str:
    """A found value as it may be shown: short, in quotation marks."""
    schoon = kort(waarde, 60)
    return f"“{schoon}”" if schoon else "niets"
