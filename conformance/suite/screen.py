"""The screen of `migratietoets run`, in place of pytest's own: who is tested, how far it is, and what came of it."""

import os
import sys
import time
from datetime import date, timedelta
from typing import Any, TextIO

import pytest

from migratietoets.conformance.catalogue.calendar import BEGIN, END
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.suite.modules import SESSION
from migratietoets.conformance.suite.output import tell, tell_goodbyes
from migratietoets.conformance.vocabulary.outcomes import Outcome
from migratietoets.reports.screen.closing import everything_wrong

DAYS = (END - BEGIN).days + 1
SOON, CALM = 0.1, 15.0
"""Seconds between two lines of progress: on a terminal, where each takes the place of the one before, and elsewhere."""
PACE_AFTER, SLOW, GUESS = timedelta(10), 2.0, 0.005
"""After so many days it is said how long it takes, where they took so many seconds; of so small a part none can say."""
CLEAR = "\r\x1b[K"


def spell(seconds: float) -> str:
    """A stretch of time, as 1:05."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _own_stderr() -> TextIO:
    """Standard error that pytest, which captures it while a test runs, does not know of."""
    try:
        return os.fdopen(os.dup(sys.stderr.fileno()), "w", encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return sys.stderr


class Progress:
    """How far a run is, on standard error; what writes it has the time it began."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or _own_stderr()
        self._live = self._stream.isatty()
        self._began = time.monotonic()
        self._said = float("-inf")
        self._seen: dict[str, None] = {}
        self.campaigns = 1
        self.tests = 0
        self._answered = 0

    @property
    def elapsed(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._began

    def day(self, campaign: Campaign, day: date) -> None:
        """The calendar of a campaign reached a day."""
        new = campaign.id not in self._seen
        self._seen[campaign.id] = None
        done = (len(self._seen) - 1 + (day - BEGIN).days / DAYS) / max(self.campaigns, len(self._seen))
        which = f"{campaign.role}, {campaign.domein} (campagne {len(self._seen)} van {self.campaigns})"
        pace_is_known = day == BEGIN + PACE_AFTER and len(self._seen) == 1 and self.elapsed > SLOW
        self._say(f"{which}: {day:%d-%m-%Y}", done, at_once=pace_is_known or (new and self.campaigns < DAYS))

    def answered(self) -> None:
        """A test came to an answer; that alone is seen of campaigns that workers play."""
        self._answered += 1
        if not self._seen and self.tests:
            self._say(f"{self._answered} van {self.tests} toetsen", self._answered / self.tests)

    def _say(self, what: str, done: float, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if now - self._said < (SOON if self._live else CALM) and not at_once:
            return
        self._said = now
        left = f", nog ongeveer {spell(self.elapsed / done - self.elapsed)}" if done > GUESS else ""
        text = f"{what} - {done:.0%}, {spell(self.elapsed)} bezig{left}"
        self._stream.write(f"{CLEAR}{text}" if self._live else f"{text}\n")
        self._stream.flush()

    def clear(self) -> None:
        """Leave an empty line to write on."""
        if self._live:
            self._stream.write(CLEAR)
            self._stream.flush()


class Screen:
    """A pytest plugin that says in Dutch what pytest would say in its own words.

    Attributes:
        internal_error: pytest or a plugin raised where it never should.
    """

    def __init__(self) -> None:
        self.progress = Progress()
        self.internal_error = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what came to an answer."""
        if report.when == "teardown":
            self.progress.answered()

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Say why it stops, where somebody gave a reason."""
        self.progress.clear()
        if isinstance(excinfo.value, pytest.exit.Exception):
            tell(str(excinfo.value.msg))

    def pytest_internalerror(self) -> bool:
        """Say nothing of it here: the log has it, and what to do is said with the outcome."""
        self.internal_error = True
        return True

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        """Say what came of the run, on standard output; the outcome last."""
        self.progress.clear()
        session: Any = config.pluginmanager.get_plugin(SESSION)
        if session is None or session.footer is None:
            return
        tell_goodbyes(session.run_log.log.written)
        if config.option.verbose > 0:
            sys.stdout.writelines(f"{text}\n\n" for text in everything_wrong(session.run_log.log.written))
        sys.stdout.writelines(f"{line}\n" for line in session.closing_lines())
        sys.stdout.flush()
        if session.footer.verdict == Outcome.KIT_ERROR:
            tell("Er ging iets mis in de kit zelf. Dit ligt niet aan uw systeem; meld het, met het logboek erbij.")
