"""Writing files: what cannot be written is told in a sentence; a file that counts is there whole or not at all."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.refusals import refusal

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What a system says when there is no room left, on the disk or for this user or file."""
STREAM_FAULTS = FULL | {errno.EIO, errno.EBADF, errno.EINVAL}
"""What it says besides when standard output takes nothing."""
json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A value as the JSON that the kit writes on one line."""
PART = ".deel"
"""The end of the name of a file that is not whole yet."""


class UnwritableError(InputError):
    """A place where nothing, or nothing more, can be written."""


def unwritable(place: object, error: OSError) -> UnwritableError:
    """What the user reads when a place cannot be written."""
    advice = "Maak ruimte vrij of kies een andere plek." if error.errno in FULL else "Kies een andere plek."
    return UnwritableError(f"{place}: verwacht een plek om te schrijven; gevonden: {refusal(error)}. {advice}")


@contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """Say of whatever fails inside which place could not be written; a full disk does not name it.

    Raises:
        UnwritableError: it could not be.
    """
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder, with those above it, where there is none.

    Raises:
        UnwritableError: something else stands there, or above it, or it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError, FileNotFoundError) as error:
        found = next((f"{what}{_at(each, path)}" for each in (path, *path.parents) if (what := _no_folder(each))), "")
        found = found or "een plek waar geen map te maken is"
        raise UnwritableError(f"{path}: verwacht een map; gevonden: {found}. Kies een andere plek.") from error
    except OSError as error:
        raise unwritable(path, error) from error


def _no_folder(path: Path) -> str:
    """What stands there, where that is something else than a folder."""
    if not os.path.lexists(path) or path.is_dir():
        return ""
    if not path.exists():
        return "een verwijzing naar iets wat er niet is"
    return "een bestand" if path.is_file() else "een apparaat of iets anders wat geen map is"


def _at(place: Path, asked: Path) -> str:
    return "" if place == asked else f" ({place})"


def write_whole(path: Path, data: str | bytes) -> None:
    """Write a file of which no half is ever seen, whatever happens meanwhile; what is no file is written as it is.

    Raises:
        UnwritableError: the place cannot be written; a file that stood there still does.
    """
    raw = data.encode() if isinstance(data, str) else data
    with writing(path):
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():
            with target.open("wb", buffering=0) as device:
                device.write(raw)
            return
        part = target.with_name(target.name + PART)
        try:
            with part.open("wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
