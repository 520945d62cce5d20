"""A file that grows by whole lines: each is on its way to the disk when `write` returns, or it is not there at all."""

import os
from pathlib import Path

from migratietoets.istandaard.writing import writing


class LineFile:
    """A file to which lines are appended; what cannot be written leaves the lines before it as they are."""

    def __init__(self, path: Path) -> None:
        """Begin, or go on after the last line.

        Raises:
            UnwritableError: it cannot be opened.
        """
        self._path = path
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab", buffering=0)
            self._size = self._file.seek(0, os.SEEK_END)
        self._torn = False

    def write(self, line: str) -> None:
        """Append a line.

        Raises:
            UnwritableError: there is no room, or it cannot be written for another reason.
        """
        data = memoryview(f"{line}\n".encode("utf-8", "backslashreplace"))
        with writing(self._path):
            if self._torn:
                self._file.truncate(self._size)
            self._torn = True
            try:
                done = 0
                while done < len(data):
                    done += self._file.write(data[done:])
            except OSError:
                self._file.truncate(self._size)
                raise
            self._size += len(data)
            self._torn = False

    def sync(self) -> None:
        """See that what was written survives a power cut.

        Raises:
            UnwritableError: it does not.
        """
        with writing(self._path):
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()
