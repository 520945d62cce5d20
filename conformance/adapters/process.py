"""A program in a process group of its own: lines in, lines out, never longer than agreed, and nothing left behind."""

import os
import selectors
import signal
import subprocess
import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO

from migratietoets.conformance.adapters.jsonrpc import ConversationError
from migratietoets.conformance.adapters.timeout import Timeout

MAX_LINE = 64 * 1024 * 1024
"""Bytes in one line of standard output."""
MAX_STDERR = 64 * 1024
"""Bytes of standard error that are kept: the last ones."""
PATIENCE = 2.0
"""Seconds in which a program may end by itself before it is made to."""
_CHUNK = 64 * 1024
_TICK = 0.01


class Process:
    """A running program. Standard error is read along with every exchange, so that it never stands in the way.

    Raises:
        OSError, ValueError: it cannot be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._popen = subprocess.Popen(  # noqa: S603  # to start the user's own program is the point
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._in, self._out, self._err = _pipes(self._popen)
        os.set_blocking(self._in.fileno(), False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._out, selectors.EVENT_READ, Process._read_out)
        self._selector.register(self._err, selectors.EVENT_READ, Process._read_err)
        self._received, self._line_end = bytearray(), -1
        self._stderr = bytearray()
        self._to_write = memoryview(b"")
        self._cleaner = weakref.finalize(self, _clean_up, self._popen, self._selector)

    @property
    def stderr(self) -> str:
        """The last part of what the program said on standard error."""
        return self._stderr.decode("utf-8", "replace")

    def exchange(self, line: bytes, timeout: Timeout) -> bytes:
        """Write a line and read one, without its line end.

        Raises:
            ConversationError: the time is up, the program ended, or its line is too long.
        """
        asked = time.monotonic()
        self._write(line)
        while self._to_write or self._line_end < 0:
            left = timeout.left(asked)
            if not left:
                raise timeout.exceeded(self._meanwhile())
            self._wait(left)
        out = bytes(self._received[: self._line_end])
        del self._received[: self._line_end + 1]
        self._line_end = self._received.find(b"\n")
        return out

    def close(self) -> bool:
        """Close its input, wait until it ends, and clean up; False when it did not end by itself."""
        self._in.close()
        by_itself = self._wait_for_end()
        self.clean_up()
        return by_itself

    def clean_up(self) -> None:
        """End the whole process group, at once."""
        self._cleaner()

    # ---- one exchange

    def _write(self, line: bytes) -> None:
        self._to_write = memoryview(line)
        self._selector.register(self._in, selectors.EVENT_WRITE, Process._write_on)

    def _wait(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            do: Callable[[Process], None] = key.data
            do(self)

    def _write_on(self) -> None:
        try:
            written = os.write(self._in.fileno(), self._to_write[:_CHUNK])
        except BrokenPipeError:
            raise self._stopped() from None
        self._to_write = self._to_write[written:]
        if not self._to_write:
            self._selector.unregister(self._in)

    def _read_out(self) -> None:
        chunk = os.read(self._out.fileno(), _CHUNK)
        if not chunk:
            raise self._stopped()
        if self._line_end < 0:
            place = chunk.find(b"\n")
            self._line_end = place if place < 0 else len(self._received) + place
        self._received += chunk
        if len(self._received) > MAX_LINE + _CHUNK or (self._line_end < 0 and len(self._received) > MAX_LINE):
            raise ConversationError(
                f"een regel van hoogstens {MAX_LINE // 1024**2} MB",
                "een langere",
                "Doe dit: stuur alleen het antwoord, en sluit het af met een regeleinde.",
            )

    def _read_err(self) -> None:
        chunk = os.read(self._err.fileno(), _CHUNK)
        if not chunk:
            self._selector.unregister(self._err)
        self._stderr += chunk
        del self._stderr[:-MAX_STDERR]

    # ---- what can be wrong

    def _meanwhile(self) -> str:
        if self._to_write:
            return "het programma leest de vraag niet"
        return "het begin van een regel, zonder regeleinde" if self._received else "niets"

    def _stopped(self) -> ConversationError:
        if self._to_write:
            self._selector.unregister(self._in)
        ended = self._wait_for_end()
        return ConversationError(
            "een regel als antwoord",
            f"het programma {self._how()}" if ended else "het programma sloot zijn invoer of uitvoer",
            "Doe dit: houd het programma draaiend tot na stop; zoek de oorzaak in wat het op stderr schreef.",
        )

    def _how(self) -> str:
        code = self._popen.poll() or 0
        if code >= 0:
            return f"eindigde met exitcode {code}"
        names = {signum.value: signum.name for signum in signal.Signals}
        return f"werd beëindigd door {names.get(-code, f'signaal {-code}')}"

    def _wait_for_end(self) -> bool:
        """Wait until the program ends by itself; meanwhile take what it still says, so that it can."""
        end = time.monotonic() + PATIENCE
        with suppress(KeyError):
            self._selector.modify(self._out, selectors.EVENT_READ, Process._discard)
        while True:
            finished = self._popen.poll() is not None
            silent = not self._selector.get_map() or not self._selector.select(0)
            if finished and silent:
                return True
            if time.monotonic() > end:
                return finished
            if silent:
                time.sleep(_TICK)
            self._wait(0)

    def _discard(self) -> None:
        if not os.read(self._out.fileno(), _CHUNK):
            self._selector.unregister(self._out)


def _pipes(popen: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    assert popen.stdin is not None
    assert popen.stdout is not None
    assert popen.stderr is not None
    return popen.stdin, popen.stdout, popen.stderr


def _clean_up(popen: "subprocess.Popen[bytes]", selector: selectors.BaseSelector) -> None:
    """End every process of the group and take in the dead one. Runs once, at the latest when the kit ends."""
    selector.close()
    if _send_signal(popen.pid, signal.SIGTERM) and not _is_empty(popen, PATIENCE):
        _send_signal(popen.pid, signal.SIGKILL)
    for pipe in _pipes(popen):
        pipe.close()
    with suppress(subprocess.TimeoutExpired):
        popen.wait(PATIENCE)


def _send_signal(group: int, signum: int) -> bool:
    """Send a signal to a process group; False when nobody is left in it."""
    try:
        os.killpg(group, signum)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _is_empty(popen: "subprocess.Popen[bytes]", patience: float) -> bool:
    end = time.monotonic() + patience
    while True:
        popen.poll()
        if not _send_signal(popen.pid, 0):
            return True
        if time.monotonic() > end:
            return False
        time.sleep(_TICK)
