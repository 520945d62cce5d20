"""What a run says of a system: its outcome, and the exit code of the run."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.conformance.vocabulary.verdicts import Verdict

NOTHING_SEEN = frozenset({Verdict.NOT_APPLICABLE, Verdict.NOT_VERIFIABLE})
"""Verdicts that say nothing of what a system does."""


class Stop(StrEnum):
    """What ended a run before its end."""

    exit_code: int

    def __new__(cls, words: str, exit_code: int = ExitCode.NOT_CONFORM) -> Self:
        """A reason in words, as the log has it, with the exit code that it asks for."""
        stop = str.__new__(cls, words)
        stop._value_ = words
        stop.exit_code = exit_code
        return stop

    INTERRUPT = "onderbroken met Ctrl-C", 130
    TESTER = "gestopt door de tester"
    TERMINATED = "van buiten beëindigd", 143
    UNWRITABLE = "de uitvoer was niet te schrijven", ExitCode.USAGE
    ENOUGH = "gestopt na het gevraagde aantal fouten"
    UNPLAYED = "niet alle toetsen zijn gedraaid"


@dataclass(frozen=True, slots=True)
class Account:
    """What a run, or a part of it, has to account for.

    Attributes:
        found: the verdicts that occur, as they count; those of errors among them.
        stop: what ended it before its end; None when it came to its end.
        part: which part of what the system claims was asked for; empty when all of it was.
    """

    found: AbstractSet[Verdict] = field(default_factory=frozenset)
    stop: Stop | None = None
    part: str = ""

    @classmethod
    def of(
        cls, verdicts: Iterable[Verdict], *, strict: bool = False, stop: Stop | None = None, part: str = ""
    ) -> "Account":
        """The account of some verdicts; with `strict` a warning is a broken rule."""
        return cls(frozenset(verdict.counted(strict=strict) for verdict in verdicts), stop, part)

    @property
    def outcomes(self) -> "tuple[Outcome, ...]":
        """Every outcome that holds, the one that counts first; those that only hold for want of worse stand alone."""
        holding = [outcome for outcome in Outcome if outcome.holds(self)]
        return tuple(one for one in holding if one is holding[0] or not one.for_want_of_worse)

    @property
    def outcome(self) -> "Outcome":
        """The outcome that counts."""
        return self.outcomes[0]

    @property
    def exit_code(self) -> int:
        """That of the outcome that counts; of what was broken off that of its cause, or of what was found by then."""
        first, *others = self.outcomes
        if first is not Outcome.ABORTED or self.stop is None:
            return first.exit_code
        return max([self.stop.exit_code, *(other.exit_code for other in others)])


class Outcome(StrEnum):
    """The outcomes; where several hold, the first of them counts."""

    exit_code: ExitCode
    holds: Callable[[Account], bool]

    def __new__(cls, word: str, exit_code: ExitCode, holds: Callable[[Account], bool]) -> Self:
        """An outcome by its word in the log, with its exit code and when it holds."""
        outcome = str.__new__(cls, word)
        outcome._value_ = word
        outcome.exit_code = exit_code
        outcome.holds = holds
        return outcome

    KIT_ERROR = "kitfout", ExitCode.KIT, lambda account: Verdict.KIT_ERROR in account.found
    ABORTED = "afgebroken", ExitCode.NOT_CONFORM, lambda account: account.stop is not None
    ADAPTER_ERROR = "adapterfout", ExitCode.ADAPTER, lambda account: Verdict.ADAPTER_ERROR in account.found
    NOT_CONFORM = (
        "niet conform",
        ExitCode.NOT_CONFORM,
        lambda account: bool({Verdict.FAIL, Verdict.NOT_EXERCISED} & account.found),
    )
    NOTHING = "niets getoetst", ExitCode.NOT_CONFORM, lambda account: account.found <= NOTHING_SEEN
    INCOMPLETE = "onvolledig", ExitCode.CONFORM, lambda account: Verdict.NOT_VERIFIABLE in account.found
    PART = "conform voor een deel", ExitCode.CONFORM, lambda account: bool(account.part)
    CONFORM = "conform", ExitCode.CONFORM, lambda _: True

    @property
    def for_want_of_worse(self) -> bool:
        """It is a word of praise: it holds only where nothing graver does."""
        return self in {Outcome.PART, Outcome.CONFORM}
