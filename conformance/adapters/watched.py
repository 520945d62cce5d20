"""A program under guard: it is started, and ends at the latest when the kit does, with all that it started itself."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from migratietoets.conformance.adapters.http.token import VARIABLE as TOKEN

GUARD = Path(__file__).with_name("guard.py")
GRACE = 7.0
"""Seconds, beside the patience with the program, after which the guard itself is taken to be gone."""


class Watched:
    """A running program with a guard beside it.

    Attributes:
        pid: of the program, which leads a process group of its own.

    Raises:
        OSError, ValueError: it cannot be started.
    """

    def __init__(self, command: Sequence[str], patience: float) -> None:
        self._patience = patience
        self._ours, theirs = socket.socketpair()
        with theirs:
            words = [sys.executable, "-I", "-S", str(GUARD), str(theirs.fileno()), str(patience), *command]
            try:
                self._guard = subprocess.Popen(  # noqa: S603  # to start the user's own program is the point
                    words,
                    bufsize=0,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    start_new_session=True,
                    pass_fds=[theirs.fileno()],
                    env={name: value for name, value in os.environ.items() if not name.startswith(TOKEN)},
                )
            except BaseException:
                self._ours.close()
                raise
        self._told = self._ours.makefile("r")
        self.pid, self._code = 0, 0
        word, self.pid = self._listen()
        if word != "start":
            error, self.pid = self.pid, 0
            self.end()
            raise OSError(error, os.strerror(error))

    @property
    def pipes(self) -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
        """Standard input, output and error of the program."""
        guard = self._guard
        assert guard.stdin is not None
        assert guard.stdout is not None
        assert guard.stderr is not None
        return guard.stdin, guard.stdout, guard.stderr

    @property
    def ended(self) -> bool:
        """Whether the program ended, and whatever it started too."""
        return self._guard.poll() is not None

    def how(self) -> str:
        """How the program ended, in Dutch."""
        word, code = self._listen()
        self._code = code if word == "end" else -signal.SIGKILL
        if self._code >= 0:
            return f"eindigde met exitcode {self._code}"
        names = {signum.value: signum.name for signum in signal.Signals}
        return f"werd beëindigd door {names.get(-self._code, f'signaal {-self._code}')}"

    def end(self) -> None:
        """End the program and whatever it started, and take in the guard."""
        self._told.close()
        self._ours.close()
        try:
            self._guard.wait(self._patience + GRACE)
        except subprocess.TimeoutExpired:
            self._guard.kill()
        if self._guard.wait() and self.pid:
            with suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
        for pipe in self.pipes:
            pipe.close()

    def _listen(self) -> tuple[str, int]:
        """What the guard tells, and a number with it."""
        word, _, number = self._told.readline().partition(" ")
        return word, int(number or 0)
