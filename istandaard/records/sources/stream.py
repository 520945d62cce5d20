"""A source as a stream: read no further than needed, and never more at once than a line can hold."""

import io
import os
import select
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.sources.signatures import BOM, HEAD, foreign
from migratietoets.istandaard.refusals import refusal

LONGEST_LINE = 1_000_000
"""No line with one toewijzing has more characters than this."""
LONGEST_REST = 100_000_000
"""So much of a line that is too long is skipped; then it is no line any more."""
MOST_STREAMED = 2_000_000_000
"""What comes from a pipe or standard input need not end; a file does, and has no such limit."""
PATIENCE = 5.0
"""So many seconds somebody may take to begin writing into a named pipe."""


class Stream:
    """The bytes of a source, from its beginning to its end, once.

    Attributes:
        head: how it begins.
        endless: it need not have an end.
    """

    def __init__(self, file: io.BufferedReader, *, endless: bool, text: bool = True) -> None:
        """Begin to read.

        Args:
            file: where the bytes come from.
            endless: it need not have an end.
            text: refuse what is something else.

        Raises:
            InputError: it cannot be read, or is something else than text.
        """
        self._file = file
        self.endless = endless
        try:
            self.head = file.peek(HEAD)[:HEAD]
        except OSError as error:
            raise unreadable(error) from None
        if text and (complaint := foreign(self.head)):
            raise InputError(complaint)

    def read(self, most: int) -> bytes:
        """All bytes, but no more than so many.

        Raises:
            InputError: it cannot be read.
        """
        try:
            return self._file.read(most)
        except OSError as error:
            raise unreadable(error) from None

    def readline(self, most: int) -> bytes:
        """The next line, but no more bytes than so many; empty at the end.

        Raises:
            InputError: it cannot be read.
        """
        try:
            return self._file.readline(most)
        except OSError as error:
            raise unreadable(error) from None

    @property
    def marked(self) -> bool:
        """Whether a byte order mark says that it is UTF-8."""
        return self.head.startswith(BOM)

    def lines(self) -> Iterator[tuple[int, str | None]]:
        """Each line with its number, without its end; None for one that is too long.

        What is no UTF-8 stands in it as lone surrogates. Lines end as they do on any system.

        Raises:
            InputError: UTF-16 or UTF-32, it cannot be read, or it has no end.
        """
        if self.head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in self.head[:4]:
            raise InputError("verwacht UTF-8; gevonden UTF-16 of UTF-32. Sla het bestand op als UTF-8.")
        text = io.TextIOWrapper(self._file, encoding="utf-8-sig", errors="surrogateescape", newline=None)
        number = seen = 0
        try:
            while line := text.readline(LONGEST_LINE + 1):
                number += 1
                seen += len(line)
                if len(line) > LONGEST_LINE and not line.endswith("\n"):
                    yield number, None
                    seen += _skip_rest(text, number)
                else:
                    yield number, line.removesuffix("\n")
                if self.endless and seen > MOST_STREAMED:
                    raise InputError(
                        f"verwacht ten hoogste {MOST_STREAMED // 1_000_000_000} GB uit een pijp; gevonden meer. "
                        f"Wat na regel {number} komt is niet gelezen; geef een bestand op."
                    )
        except OSError as error:
            raise unreadable(error) from None
        finally:
            if not self._file.closed:
                text.detach()


def _skip_rest(text: io.TextIOWrapper, number: int) -> int:
    skipped = 0
    while part := text.readline(HEAD * 16):
        skipped += len(part)
        if part.endswith("\n"):
            break
        if skipped > LONGEST_REST:
            raise InputError(
                f"verwacht regels; regel {number} houdt na {LONGEST_REST // 1_000_000} MB nog niet op. Wat erna komt "
                "is niet gelezen; geef JSON lines of CSV op."
            )
    return skipped


def unreadable(error: OSError) -> InputError:
    """The sentence about what the system refuses to read."""
    return InputError(f"verwacht een leesbaar bestand; gevonden: {refusal(error)}. Controleer de rechten.")


@contextmanager
def opened(path: Path | None, *, text: bool = True) -> Iterator[Stream]:
    """Open a path, or standard input without one; unless told otherwise it must be text.

    Raises:
        InputError: it cannot be opened, or is something else than text.
    """
    if path is None:
        if sys.stdin is None:
            raise InputError("verwacht iets op standaardinvoer; gevonden niets. Geef een bestand op.")
        inner: Any = sys.stdin.buffer
        yield Stream(inner if hasattr(inner, "peek") else io.BufferedReader(inner), endless=True, text=text)
        return
    try:
        mode = path.stat().st_mode
        file = _open_pipe(path) if stat.S_ISFIFO(mode) else path.open("rb")
    except OSError as error:
        raise unreadable(error) from None
    with file:
        yield Stream(file, endless=not stat.S_ISREG(mode), text=text)


def _open_pipe(path: Path) -> io.BufferedReader:
    """Open a named pipe without waiting for ever until somebody writes."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    if not waiting.poll(PATIENCE * 1000) and not _has_writer(handle):
        os.close(handle)
        raise InputError(
            f"verwacht een pijp waar iets uit komt; gevonden een pijp waar {PATIENCE:.0f} seconden niemand in schreef. "
            "Begin eerst met schrijven, of geef een bestand op."
        )
    os.set_blocking(handle, True)
    return os.fdopen(handle, "rb")


def _has_writer(handle: int) -> bool:
    """Somebody has the pipe open and is silent: reading would block instead of ending."""
    try:
        os.read(handle, 1)
    except BlockingIOError:
        return True
    return False
