"""A program to talk with: a line in, a line out, never longer and never later than agreed."""

import os
import selectors
import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress

from migratietoets.conformance.adapters.jsonrpc import ConversationError
from migratietoets.conformance.adapters.limits import IN_ALL, MB, in_words, too_much
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.adapters.watched import Watched

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
        self._watched = Watched(command, PATIENCE)
        self._in, self._out, self._err = self._watched.pipes
        os.set_blocking(self._in.fileno(), False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._out, selectors.EVENT_READ, Process._read_out)
        self._selector.register(self._err, selectors.EVENT_READ, Process._read_err)
        self._received, self._line_end = bytearray(), -1
        self._most, self._in_all = 0, 0
        self._stderr = bytearray()
        self._to_write = memoryview(b"")
        self._cleaner = weakref.finalize(self, _clean_up, self._watched, self._selector)

    @property
    def pid(self) -> int:
        """The number of the program."""
        return self._watched.pid

    @property
    def stderr(self) -> str:
        """The last part of what the program said on standard error."""
        return self._stderr.decode("utf-8", "replace")

    def exchange(self, line: bytes, timeout: Timeout, most: int = MB) -> bytes:
        """Write a line and read one of at most so many bytes, without its line end.

        Raises:
            ConversationError: the time is up, the program ended, or its line is too long.
        """
        asked, self._most = time.monotonic(), most
        self._write(line)
        while self._to_write or self._line_end < 0:
            left = timeout.left(asked)
            if not left:
                raise timeout.exceeded(self._meanwhile())
            self._wait(left)
        self._check_size(self._line_end)
        with memoryview(self._received) as received:
            out = bytes(received[: self._line_end])
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
        """End it at once, and whatever it started."""
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
        self._in_all += len(chunk)
        self._check_size(len(self._received) if self._line_end < 0 else len(self._received) - _CHUNK)

    def _check_size(self, size: int) -> None:
        """Refuse a line of this many bytes, or what waits behind it, when it is more than the answer can need."""
        if size > self._most:
            raise ConversationError(
                f"een regel van hoogstens {in_words(self._most)}",
                "een langere",
                "Doe dit: stuur alleen het antwoord, en sluit het af met een regeleinde.",
            )
        if self._in_all > IN_ALL:
            raise too_much()

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
            f"het programma {self._watched.how()}" if ended else "het programma sloot zijn invoer of uitvoer",
            "Doe dit: houd het programma draaiend tot na stop; zoek de oorzaak in wat het op stderr schreef.",
        )

    def _wait_for_end(self) -> bool:
        """Wait until the program ends by itself; meanwhile take what it still says, so that it can."""
        end = time.monotonic() + PATIENCE
        with suppress(KeyError):
            self._selector.modify(self._out, selectors.EVENT_READ, Process._discard)
        while True:
            finished = self._watched.ended
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


def _clean_up(watched: Watched, selector: selectors.BaseSelector) -> None:
    """Runs once, at the latest when the kit ends."""
    selector.close()
    watched.end()
