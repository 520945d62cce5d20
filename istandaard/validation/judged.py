"""A message with where it was found and everything that is wrong with it."""

from dataclasses import dataclass, replace
from enum import StrEnum, auto
from typing import Self

from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation.remark import Remark


class Outcome(StrEnum):
    """What may be said of one message."""

    PASS = auto()
    WARN = auto()
    """Only what is assumed of 2.4."""
    FAIL = auto()
    UNREADABLE = auto()
    """There is no message to judge."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with where it was found and what is wrong with it.

    Attributes:
        file: the file, as it may be shown.
        part: the member of a zip, "" without.
        line: where the message begins in a file with lines of JSON, or in its envelope; None otherwise.
        envelope: "VECOZO" or "GGk", "" without.
        kind, release, domein: what message it is; None where that cannot be told.
        remarks: what is wrong, in the order of the lines of the message itself.
        complaint: why there is no message to judge; "" when there is.
        retour: the file with its retourbericht, or None.
    """

    file: str
    part: str
    line: int | None
    envelope: str
    kind: str | None
    release: Release | None
    domein: Domein | None
    remarks: tuple[Remark, ...]
    complaint: str = ""
    retour: str | None = None

    @property
    def outcome(self) -> Outcome:
        """What may be said of it in one word."""
        if self.complaint:
            return Outcome.UNREADABLE
        if any(not remark.assumed for remark in self.remarks):
            return Outcome.FAIL
        return Outcome.WARN if self.remarks else Outcome.PASS

    @property
    def name(self) -> str:
        """The usual name of the message: WMO301; "bericht" where that cannot be told."""
        return f"{self.domein.upper()}{self.kind}" if self.domein else "bericht"

    @property
    def place(self) -> str:
        """Where it was found, in words."""
        line = f", regel {self.line}" if self.line is not None else ""
        envelope = f", envelop {self.envelope}" if self.envelope else ""
        return f"{self.file}{line}{f', {self.part}' if self.part else ''}{envelope}"

    @property
    def line_name(self) -> str:
        """The line as a part of a name."""
        return "" if self.line is None else f"regel{self.line}"

    def with_retour(self, file: str) -> Self:
        """The same, with where its retourbericht was written."""
        return replace(self, retour=file)
