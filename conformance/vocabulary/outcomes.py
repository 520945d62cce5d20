"""What a run says of a system: its outcome, and the exit code of the run."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Self

from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.conformance.vocabulary.verdicts import Verdict

Condition = Callable[[AbstractSet[Verdict]], bool]
"""Whether an outcome holds for the verdicts that occur in a run."""


class Outcome(StrEnum):
    """The outcomes; where several hold, the first of them counts."""

    exit_code: ExitCode
    holds: Condition

    def __new__(cls, word: str, exit_code: ExitCode, holds: Condition) -> Self:
        """An outcome by its word in the log, with its exit code and when it holds."""
        outcome = str.__new__(cls, word)
        outcome._value_ = word
        outcome.exit_code = exit_code
        outcome.holds = holds
        return outcome

    NOT_CONFORM = "niet conform", ExitCode.NOT_CONFORM, lambda found: any(verdict.fails for verdict in found)
    INCOMPLETE = "onvolledig", ExitCode.CONFORM, lambda found: Verdict.NOT_VERIFIABLE in found
    CONFORM = "conform", ExitCode.CONFORM, lambda _: True


def outcome_of(verdicts: Iterable[Verdict], *, strict: bool = False) -> Outcome:
    """The outcome of a run, or of a part of it, by its verdicts; with `strict` a warning is not conform."""
    found = {verdict.counted(strict=strict) for verdict in verdicts}
    return next(outcome for outcome in Outcome if outcome.holds(found))


def exit_code_of(verdicts: Iterable[Verdict], *, strict: bool = False) -> ExitCode:
    """The exit code of a run: that of its outcome, or a higher one of a verdict (the adapter or the kit broke)."""
    found = {verdict.counted(strict=strict) for verdict in verdicts}
    return max([outcome_of(found).exit_code, *(verdict.exit_code for verdict in found)])
