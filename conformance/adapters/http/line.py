"""The connection to a system: whatever reads from it, nothing comes in later or longer than agreed."""

import io
import logging
import ssl
import time
from socket import socket
from typing import Any, NoReturn

from urllib3.connection import HTTPConnection, HTTPSConnection

from migratietoets.conformance.adapters.http.address import Address
from migratietoets.conformance.adapters.jsonrpc import ConversationError
from migratietoets.conformance.adapters.limits import IN_ALL, KB, in_words, too_much
from migratietoets.conformance.adapters.timeout import Timeout

logging.getLogger("urllib3.connection").setLevel(logging.CRITICAL)  # it writes headers that it cannot read in the log

HEADERS = 64 * KB
"""Bytes that the headers of an answer may take."""
WRAPPING = 2
"""How many bytes on the line a byte of an answer may take: cut in chunks it takes more than one."""
PART = 64 * KB
ANSWER = "een volledig antwoord"
LENGTH = "stuur het hele antwoord in één keer, met Content-Length"


class Bounds:
    """What one question may take, and what all answers together have taken.

    Attributes:
        heard: bytes that came in since the question was asked.
    """

    def __init__(self, timeout: Timeout) -> None:
        self._timeout = timeout
        self._begin, self._most, self._in_all = 0.0, 0, 0
        self.heard = 0

    def begin(self, most: int) -> None:
        """A question is asked, the answer to which may have so many bytes."""
        self._begin, self._most, self.heard = time.monotonic(), most, 0

    def again(self) -> None:
        """The same question once more: what came in is counted anew, the time runs on."""
        self.heard = 0

    @property
    def left(self) -> float:
        """Seconds that are left for this question.

        Raises:
            ConversationError: none.
        """
        left = self._timeout.left(self._begin)
        return left or self.too_late()

    def too_late(self) -> NoReturn:
        """Say that there is no time left."""
        found = "alleen een begin daarvan" if self.heard else "niets"
        raise self._timeout.exceeded(found, ANSWER, LENGTH)

    def count(self, size: int) -> None:
        """So many bytes came in.

        Raises:
            ConversationError: that is more than the answer can need, whatever way it comes.
        """
        self.heard += size
        if self.heard > HEADERS + WRAPPING * self._most:
            raise self._too_long()

    def check_size(self, size: int) -> None:
        """See that an answer of so many bytes, or the start of one, is not more than is worth reading.

        Raises:
            ConversationError: it is, or all of them together are.
        """
        if size > self._most:
            raise self._too_long()
        if self._in_all + size > IN_ALL:
            raise too_much()

    def take(self, size: int) -> None:
        """An answer of so many bytes came in."""
        self._in_all += size

    def _too_long(self) -> ConversationError:
        return ConversationError(
            f"een antwoord van hoogstens {in_words(self._most)}", "een langer", "Doe dit: stuur alleen het antwoord."
        )


class _Reader(io.RawIOBase):
    """What a socket says, within bounds."""

    def __init__(self, line: socket, bounds: Bounds) -> None:
        self._line, self._bounds = line, bounds
        self._raw = line.makefile("rb", buffering=0)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  # any buffer
        """Read what is there, or wait for it."""
        self._line.settimeout(self._bounds.left)
        try:
            size = self._raw.readinto(buffer) or 0
        except TimeoutError:
            self._bounds.too_late()
        self._bounds.count(size)
        return size

    def close(self) -> None:
        """Close it."""
        self._raw.close()
        super().close()


class _Bounded:
    """A socket as a connection uses one."""

    def __init__(self, line: socket, bounds: Bounds) -> None:
        self._line, self._bounds = line, bounds

    def sendall(self, data: bytes) -> None:
        """Send everything."""
        rest = memoryview(data)
        while rest:
            self._line.settimeout(self._bounds.left)
            try:
                rest = rest[self._line.send(rest[:PART]) :]
            except TimeoutError:
                self._bounds.too_late()

    def makefile(self, *_: object) -> io.BufferedReader:
        """Read from it."""
        return io.BufferedReader(_Reader(self._line, self._bounds))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever a socket has
        return getattr(self._line, name)


class _Plain(HTTPConnection):
    bounds: Bounds

    def connect(self) -> None:
        """Connect, within bounds."""
        self.timeout = self.bounds.left
        super().connect()
        self.sock = _Bounded(self.sock, self.bounds)


class _Secure(HTTPSConnection):
    bounds: Bounds

    def connect(self) -> None:
        """Connect, see that it is who it should be, within bounds."""
        self.timeout = self.bounds.left
        super().connect()
        self.sock = _Bounded(self.sock, self.bounds)


def make_connection(address: Address, bounds: Bounds, context: ssl.SSLContext | None) -> HTTPConnection:
    """A connection that is not open yet; it goes to the address itself, and to no proxy of the environment."""
    connection: _Plain | _Secure
    if address.secure:
        connection = _Secure(address.host, address.port, ssl_context=context)
    else:
        connection = _Plain(address.host, address.port)
    connection.bounds = bounds
    return connection
