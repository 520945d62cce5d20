"""What a signal from outside does: work ends neatly at the first, and at once at the second."""

import os
import signal
import sys
import threading
from types import FrameType
from typing import Any

from migratietoets.conformance.vocabulary.outcomes import Stop

STOPS = {signal.SIGINT: Stop.INTERRUPT, signal.SIGTERM: Stop.TERMINATED}
if hasattr(signal, "SIGHUP"):
    STOPS[signal.SIGHUP] = Stop.TERMINATED


class Terminated(KeyboardInterrupt):
    """Somebody or something outside ended the program, other than with Ctrl-C."""


class Signals:
    """Ends work at a signal, between `start` and `end`.

    Attributes:
        stop: what the signal was; None as long as there was none.
        interrupt: what it means that the work is interrupted.
    """

    def __init__(self, interrupt: Stop = Stop.INTERRUPT) -> None:
        self.stop: Stop | None = None
        self.interrupt = interrupt
        self._before: dict[signal.Signals, Any] = {}

    def start(self) -> None:
        """Begin to heed signals; one that is ignored stays so."""
        if threading.current_thread() is not threading.main_thread() or self._before:
            return
        for number in STOPS:
            before = signal.getsignal(number)
            if before not in {signal.SIG_IGN, None}:
                self._before[number] = before
                signal.signal(number, self._heed)

    def end(self) -> None:
        """Leave signals to whoever heeded them before."""
        for number, before in self._before.items():
            signal.signal(number, before)
        self._before.clear()

    def check(self) -> None:
        """End the work after all, where something on the way caught the signal.

        Raises:
            KeyboardInterrupt: there was one.
        """
        if self.stop is not None:
            raise _interruption(self.stop)

    def _heed(self, number: int, _frame: FrameType | None) -> None:
        if self.stop is not None:
            sys.stderr.write("\nMeteen gestopt.\n")
            sys.stderr.flush()
            os._exit(128 + number)
        self.stop = self.interrupt if number == signal.SIGINT else STOPS[signal.Signals(number)]
        raise _interruption(self.stop)


def end_neatly() -> None:
    """Let a command that is ended from outside leave as one that is ended with Ctrl-C does."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise Terminated

    if threading.current_thread() is threading.main_thread():
        for number, stop in STOPS.items():
            if stop is Stop.TERMINATED and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, leave)


def _interruption(stop: Stop) -> KeyboardInterrupt:
    return Terminated() if stop is Stop.TERMINATED else KeyboardInterrupt()
