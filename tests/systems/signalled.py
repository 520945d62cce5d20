"""A pytest plugin: this process gets a signal when half of some line of the log is written: SIGNAL=SIGTERM:40."""

import os
import signal
from itertools import count

from migratietoets.conformance.trace.line_file import LineFile

NAME, _, LINE = os.environ["SIGNAL"].partition(":")
_LINES = count(1)
_write = LineFile.write


def _half(self, line):
    if next(_LINES) == int(LINE):
        self._file.write(line[: len(line) // 2].encode())
        self._torn = True
        os.kill(os.getpid(), signal.Signals[NAME])
    _write(self, line)


LineFile.write = _half
