"""Where the messages are: files, folders, zip files, JSON lines and standard input, one document a message."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from migratietoets.istandaard.berichten.xml.file_bytes import MAX_BYTES
from migratietoets.istandaard.envelopes import Enclosed, is_zip, json_lines, members
from migratietoets.istandaard.envelopes.json_lines import LONGEST, is_message
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.sources.finding import STANDARD_INPUT
from migratietoets.istandaard.records.sources.signatures import BOM, foreign
from migratietoets.istandaard.records.sources.stream import Stream, opened
from migratietoets.istandaard.refusals import refusal
from migratietoets.istandaard.terminal import printable

SUFFIXES = (".xml", ".zip", ".jsonl")
"""What is read in a folder."""
STANDARD_INPUT_NAME = "standaardinvoer"
MOST_READ = 2 * MAX_BYTES
"""An envelope is larger than the message in it."""
MOST_ZIPPED = 512 * 1024**2
"""A zip from a pipe is held in memory, up to so many bytes."""


@dataclass(frozen=True, slots=True)
class Document:
    """A message to judge, where it was found; or why there is none.

    Attributes:
        file: the file, as it may be shown.
        source: the path of a file with one message, the message itself, or what is wrong.
        part: the member of a zip.
        line: the line in a file with lines of JSON.
    """

    file: str
    source: Path | bytes | InputError
    part: str = ""
    line: int | None = None


def documents(paths: Iterable[str | Path], *, loose: bool = True) -> Iterator[Document]:
    """Every message once, in the order given; a folder is searched to the bottom, sorted by name.

    Args:
        paths: files, folders or - for standard input.
        loose: a file is named by itself, and must hold messages; otherwise it was found in a folder.
    """
    seen: set[tuple[int, int]] = set()
    for path in map(str, paths):
        try:
            yield from _from_path(path, seen, loose=loose)
        except InputError as error:
            yield Document(_shown(path), error)
        except OSError as error:
            yield Document(_shown(path), _unreadable(error))


def _from_path(path: str, seen: set[tuple[int, int]], *, loose: bool) -> Iterator[Document]:
    if path == STANDARD_INPUT:
        yield from _from_stream(Document(STANDARD_INPUT_NAME, b""), None)
    elif Path(path).is_dir():
        yield from _from_folder(Path(path), seen)
    elif Path(path).exists():
        yield from _from_file(Path(path), seen, loose=loose)
    else:
        raise InputError("verwacht een bestand, een map of -; gevonden niets. Controleer de spelling.")


def _shown(path: str | Path) -> str:
    return STANDARD_INPUT_NAME if path == STANDARD_INPUT else printable(str(path))


def _unreadable(error: OSError) -> InputError:
    return InputError(f"verwacht een leesbaar pad; gevonden: {refusal(error)}. Controleer het pad.")


def _from_folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Document]:
    found = 0
    unread: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=unread.append):
        folders.sort()
        for name in sorted(names):
            path = Path(here, name)
            if path.suffix.lower() in SUFFIXES and path.is_file():
                found += 1
                yield from _from_file(path, seen, loose=False)
    for error in unread:
        yield Document(_shown(error.filename or folder), _unreadable(error))
    if not found:
        raise InputError(
            f"verwacht een map met bestanden {', '.join(SUFFIXES[:-1])} of {SUFFIXES[-1]}; gevonden geen. "
            "Kies een andere map."
        )


def _from_file(path: Path, seen: set[tuple[int, int]], *, loose: bool = True) -> Iterator[Document]:
    """What is in one file; `loose` was named by itself, and must hold messages."""
    status = path.stat()
    suffix = path.suffix.lower()
    known = suffix in {".xml", ".zip"} and path.is_file()
    if (same := (status.st_dev, status.st_ino)) in seen or not (known or loose or _holds_messages(path)):
        return
    seen.add(same)
    this = Document(_shown(path), path)
    if not known:
        yield from _from_stream(this, path)
    elif suffix == ".zip":
        yield from _placed(this, members(path))
    else:
        yield this


def _holds_messages(path: Path) -> bool:
    """Whether JSON lines in a folder are messages; there they may be anything."""
    with opened(path, text=False) as stream:
        return is_message(stream.readline(LONGEST))


def _from_stream(this: Document, path: Path | None) -> Iterator[Document]:
    """What comes out of something that its beginning must tell."""
    with opened(path, text=False) as stream:
        if is_zip(stream.head):
            yield from _placed(this, members(path if path is not None and path.is_file() else _whole(stream)))
        elif complaint := foreign(stream.head):
            raise InputError(complaint)
        elif stream.head.removeprefix(BOM).lstrip()[:1] in {b"{", b"[", b'"'}:
            yield from _placed(this, json_lines(stream))
        else:
            yield replace(this, source=stream.read(MOST_READ))


def _whole(stream: Stream) -> bytes:
    data = stream.read(MOST_ZIPPED + 1)
    if len(data) > MOST_ZIPPED:
        raise InputError(f"verwacht uit een pijp een zip van ten hoogste {MOST_ZIPPED // 1024**2} MB; gevonden meer.")
    return data


def _placed(this: Document, found: Iterator[Enclosed]) -> Iterator[Document]:
    """Each message with its place in the whole, and what is wrong with the rest of it."""
    try:
        for one in found:
            yield replace(this, source=one.content, part=one.part, line=one.line)
    except InputError as error:
        yield replace(this, source=error)
