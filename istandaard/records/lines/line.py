"""One line that was read, and what can be wrong with any."""

import re
from dataclasses import dataclass
from typing import Any

from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.sources.stream import LONGEST_LINE

NOT_UTF8 = re.compile("[\udc80-\udcff]")
"""How a stream gives the bytes that are no UTF-8."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that was read.

    Attributes:
        place: file and line.
        value: the object, or None.
        error: why there is no object, or None.
        notes: what stood there otherwise than it was read.
    """

    place: str
    value: Any = None
    error: str | None = None
    notes: tuple[str, ...] = ()

    def read(self) -> Any:  # noqa: ANN401  # a JSON value
        """The object.

        Raises:
            InputError: there is none.
        """
        if self.error is not None:
            raise InputError(self.error)
        return self.value


def not_utf8(text: str) -> str | None:
    """The complaint about a line that is no UTF-8; None about one that is."""
    if text.isascii() or not (found := NOT_UTF8.search(text)):
        return None
    byte = len(text[: found.start()].encode("utf-8", "surrogateescape")) + 1
    return f"verwacht UTF-8; byte {byte} past daar niet in. Sla het bestand op als UTF-8."


TOO_LONG = f"verwacht ten hoogste {LONGEST_LINE:,} tekens; gevonden meer. Splits de regel.".replace(",", ".")
