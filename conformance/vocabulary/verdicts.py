"""What a rule says of a case: eight verdicts, their order, and what each means for a test and for the exit code."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from migratietoets.conformance.vocabulary.exit_codes import ExitCode


class Verdict(StrEnum):
    """The verdicts in the order in which a reader must see them: what the system under test must mend comes first."""

    exit_code: ExitCode

    def __new__(cls, word: str, exit_code: ExitCode = ExitCode.CONFORM) -> Self:
        """A verdict by its word in the log, with the exit code it asks for."""
        verdict = str.__new__(cls, word)
        verdict._value_ = word
        verdict.exit_code = exit_code
        return verdict

    FAIL = "fail", ExitCode.NOT_CONFORM
    WARN = "warn"
    ADAPTER_ERROR = "adapter_error", ExitCode.ADAPTER
    KIT_ERROR = "kit_error", ExitCode.KIT
    NOT_VERIFIABLE = "not_verifiable"
    NOT_EXERCISED = "not_exercised", ExitCode.NOT_CONFORM
    PASS = "pass"  # noqa: S105  # no password
    NOT_APPLICABLE = "not_applicable"

    @property
    def severity(self) -> int:
        """Its place in the order; 0 is the most serious."""
        return _SEVERITY[self]

    @property
    def fails(self) -> bool:
        """It fails a test."""
        return self.exit_code is not ExitCode.CONFORM

    def counted(self, *, strict: bool) -> "Verdict":
        """As it counts for a run: in a strict one a warning is a broken rule."""
        return Verdict.FAIL if strict and self is Verdict.WARN else self


_SEVERITY = {verdict: place for place, verdict in enumerate(Verdict)}


def worst(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The most serious verdict, or None when there is none."""
    return min(verdicts, key=lambda verdict: verdict.severity, default=None)
