"""A message as plain data, and what is raised when something cannot be one."""

from dataclasses import dataclass
from typing import Any

from migratietoets.istandaard.bsn import masked
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein, Release

LONGEST_TEXT = 300
"""No text about a message is longer than this."""


@dataclass(frozen=True, slots=True)
class Bericht:
    """A message of iWmo or iJw.

    Attributes:
        kind: "301" and so on.
        content: the children of the root by name: {"Header": {...}, "Client": {...}}. An element is a str, or a dict
            when it has children; a repeatable element is always a list.
    """

    kind: str
    release: Release
    domein: Domein
    content: dict[str, Any]

    @property
    def name(self) -> str:
        """The usual name: WMO301, JW305."""
        return f"{self.domein.upper()}{self.kind}"


class BerichtError(InputError):
    """A message that cannot be used; the text says what was expected, what was found, where, and what to do.

    Attributes:
        line: the line in the XML, or None.
        code: the rule that is broken (OP192, OP179), or "XML".
    """

    def __init__(self, text: str, *, line: int | None = None, code: str = "XML") -> None:
        super().__init__(short(text))
        self.line = line
        self.code = code


def short(text: str, length: int = LONGEST_TEXT) -> str:
    """The text on one line, printable, no longer than `length`, and without anybody's BSN."""
    clean = "".join(symbol if symbol.isprintable() else " " for symbol in text[: length + 1])
    clean = masked(clean)
    return clean if len(clean) <= length else clean[: length - 1] + "…"


def quote(value: str) -> str:
    """A found value as it may be shown: short, in quotation marks."""
    clean = short(value, 60)
    return f"“{clean}”" if clean else "niets"
