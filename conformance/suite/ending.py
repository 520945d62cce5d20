"""How a session ends: the reports are made, and shown once the outcome is in the log, whatever comes in between."""

import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from migratietoets.conformance.run.folder import JUNIT
from migratietoets.conformance.run.question import Question
from migratietoets.conformance.run.run_log import RunLog
from migratietoets.conformance.run.signals import Signals
from migratietoets.conformance.suite import junit, output
from migratietoets.conformance.vocabulary.events import FooterEvent
from migratietoets.conformance.vocabulary.outcomes import Stop
from migratietoets.istandaard.writing import FULL, UnwritableError, unwritable


def no_room(error: BaseException, out: Path) -> str | None:
    """What the user reads when an error says that the output cannot be written; None where it says something else."""
    if isinstance(error, UnwritableError):
        return str(error)
    if not isinstance(error, OSError):
        return None
    place = Path(os.fsdecode(error.filename or "")).absolute()
    if error.errno in FULL or (error.filename and out.absolute() in place.parents):
        return str(unwritable(error.filename or "de uitvoer", error))
    return None


class Ending:
    """The end of a session that opened a log.

    Attributes:
        remark: what the user reads besides, when the output could not be written at the very end.
        footer: the outcome, after the first of its steps.
    """

    footer: FooterEvent

    def __init__(self, config: pytest.Config, run_log: RunLog, asked: Collection[Question], stop: Stop | None) -> None:
        self._stop = stop
        self.remark = ""
        self._config = config
        self._run_log = run_log
        self._asked = asked

    def _outcome(self) -> FooterEvent:
        return self._run_log.footer(self._asked, self._stop)

    def steps(
        self, signals: Signals, kit_errors: Iterable[str], made: Callable[[], str]
    ) -> Generator[None, object, object]:
        """Conclude; let the plugins write; and show everything.

        Args:
            signals: what came from outside.
            kit_errors: what of the kit broke outside a campaign.
            made: when the run was played, in words.
        """
        with self._heeding(signals):
            self._run_log.settle(kit_errors)
            self.footer = self._outcome()
        junit.tell(self._config, self.footer)
        result = None
        with self._heeding(signals), junit.staged(self._config, self._run_log.folder):
            result = yield
        with self._heeding(signals):
            output.write(self._run_log.folder, self.footer, made())
            self._run_log.end(self.footer)
            return result
        with suppress(UnwritableError):
            output.write(self._run_log.folder, self.footer, made())
        with suppress(UnwritableError):
            self._run_log.end(self.footer)
        return result

    @contextmanager
    def _heeding(self, signals: Signals) -> Iterator[None]:
        """What ends the run at the last moment, is what it ended by; junit.xml says something else by then."""
        try:
            yield
        except KeyboardInterrupt:
            self._break_off(signals.stop or signals.interrupt)
        except (OSError, UnwritableError) as error:
            told = no_room(error, self._run_log.folder.path)
            if told is None:
                raise
            self.remark = told
            self._break_off(Stop.UNWRITABLE)

    def _break_off(self, stop: Stop) -> None:
        self._stop = self._stop or stop
        self.footer = self._outcome()
        self._run_log.folder.staged(JUNIT).unlink(missing_ok=True)
