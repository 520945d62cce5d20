"""One run at a time in a folder: a lock that ends with the process that holds it, however that ends."""

import os
import sys
from io import FileIO
from pathlib import Path
from typing import Self

from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.writing import make_folder, writing

FILE = ".bezig"
_RETRIES = 100

if sys.platform == "win32":
    import msvcrt

    def _claim(file: FileIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _claim(file: FileIO) -> None:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """The lock on a folder, held from `take` to `release`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: FileIO | None = None
        self._made: list[Path] = []

    def take(self) -> None:
        """Make the folder where it is not there, and claim it; nothing happens when it is held already.

        Raises:
            InputError: another process holds it.
            UnwritableError: the folder cannot be made, or nothing can be written in it.
        """
        if self._file is not None:
            return
        with writing(self._folder):
            self._made = [each for each in (self._folder, *self._folder.parents) if not each.exists()]
        make_folder(self._folder)
        path = self._folder / FILE
        for _ in range(_RETRIES):
            with writing(self._folder):
                file = path.open("ab+", buffering=0)
            try:
                _claim(file)
            except OSError:
                file.close()
                raise InputError(self._busy(path)) from None
            if _is_still(file, path):
                break
            file.close()
        self._file = file
        with writing(self._folder):
            file.truncate(0)
            file.write(b"%d\n" % os.getpid())

    def __enter__(self) -> Self:
        """Take it."""
        self.take()
        return self

    def __exit__(self, *_: object) -> None:
        """Release it."""
        self.release()

    def _busy(self, path: Path) -> str:
        try:
            process = path.read_text("ascii").strip()
        except (OSError, ValueError):  # on some systems nobody else can read what is locked
            process = ""
        return (
            f"{self._folder}: verwacht een map waarin geen andere run bezig is; gevonden een die nog loopt"
            f"{f' (proces {process})' if process else ''}. Wacht tot die klaar is, of kies een andere map."
        )

    def release(self) -> None:
        """Let others in; a folder that was made for nothing goes too."""
        if self._file is None:
            return
        path = self._folder / FILE
        if sys.platform != "win32":  # while it is held, or it could be another's by now
            path.unlink(missing_ok=True)
        self._file.close()
        self._file = None
        if sys.platform == "win32":
            path.unlink(missing_ok=True)
        for folder in self._made:
            try:
                folder.rmdir()
            except OSError:
                return


def _is_still(file: FileIO, path: Path) -> bool:
    """Whether the file that was claimed still stands there: whoever held it may have taken it away."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False
