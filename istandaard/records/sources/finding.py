"""Where the input is: files, folders and standard input, each with its kind."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from migratietoets.istandaard.berichten.xml.file_bytes import MAX_BYTES
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.sources.signatures import SPREADSHEETS
from migratietoets.istandaard.records.sources.stream import Stream, opened
from migratietoets.istandaard.refusals import refusal
from migratietoets.istandaard.terminal import printable

STANDARD_INPUT = "-"
KINDS = {".xml": "xml", ".jsonl": "jsonl", ".csv": "csv"}
"""What is read in a folder, by extension."""
MANIFEST = "manifest.json"
NO_INPUT = frozenset(
    {
        "labels.jsonl",
        "leveringen.jsonl",
        "leveringfeiten.jsonl",
        "leveringlabels.jsonl",
        "declaraties",
        "creditketens.jsonl",
        "creditketens",
        "tijdlijn.jsonl",
        "uitkomsten.jsonl",
    }
)
"""What `generate` writes beside toewijzingen, as files and as folders: answers, and what is about something else."""


_MADE_TOGETHER = ("toewijzingen.jsonl", "labels.jsonl")
"""What `generate` begins with; its manifest comes last."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file or standard input; `kind` is None where the content must tell."""

    name: str
    path: Path | None
    kind: str | None

    def open(self) -> AbstractContextManager[Stream]:
        """Begin to read.

        Raises:
            InputError: it cannot be opened, or is something else than text.
        """
        return opened(self.path)

    def read(self) -> bytes:
        """The content, of which no more than a reader of XML or YAML takes.

        Raises:
            InputError: it cannot be read.
        """
        try:
            with self.open() as stream:
                return stream.read(MAX_BYTES + 1)
        except InputError as error:
            raise InputError(f"{self.name}: {error}") from None


def _finished(folder: Path) -> bool:
    try:
        json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    return True


def _unfinished(folder: Path) -> bool:
    """A folder that `generate` began and never finished."""
    return all((folder / name).is_file() for name in _MADE_TOGETHER) and not _finished(folder)


def _is_no_input(path: Path) -> bool:
    folder = path.parent
    return path.name in NO_INPUT and ((folder / MANIFEST).exists() or _unfinished(folder))


def _from_folder(folder: Path, kinds: Mapping[str, str]) -> Iterator[Source | InputError]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found = [path for path in files if path.suffix.lower() in kinds]
    if not found:
        sheets = [path for path in files if path.suffix.lower() in SPREADSHEETS]
        yield from (Source(printable(str(path)), path, None) for path in sheets)
        if sheets:
            return
        raise InputError(
            f"{printable(str(folder))}: verwacht een map met bestanden {', '.join(list(kinds)[:-1])} of "
            f"{list(kinds)[-1]}; gevonden geen. Kies een andere map."
        )
    for begun in sorted({path.parent for path in found if path.name in _MADE_TOGETHER}):
        if _unfinished(begun):
            yield InputError(
                f"{printable(str(begun))}: verwacht een map die generate heeft afgemaakt; gevonden een zonder volledig "
                f"{MANIFEST}. Wat er staat is gebruikt; maak de map opnieuw."
            )
    for path in found:
        if not _is_no_input(path) and not _is_no_input(path.parent):
            yield Source(printable(str(path)), path, kinds[path.suffix.lower()])


def find_sources(paths: Iterable[str | Path], kinds: Mapping[str, str] = KINDS) -> Iterator[Source | InputError]:
    """Every source once, in the order given; a folder is searched to the bottom, sorted by name.

    In a folder as `generate` writes it, what is no toewijzing (labels, deliveries) is skipped. A path that cannot be
    used comes out as an error.
    """
    seen: set[Path] = set()
    for path in map(str, paths):
        try:
            for source in _sources(path, kinds):
                if isinstance(source, InputError):
                    yield source
                elif source.path is None or (real := source.path.resolve()) not in seen:
                    yield source
                    seen |= {real} if source.path is not None else set()
        except InputError as error:
            yield error
        except OSError as error:
            yield InputError(
                f"{printable(path)}: verwacht een leesbaar pad; gevonden: {refusal(error)}. Controleer het pad."
            )


def _sources(path: str, kinds: Mapping[str, str]) -> Iterator[Source | InputError]:
    if path == STANDARD_INPUT:
        yield Source("standaardinvoer", None, None)
    elif Path(path).is_dir():
        yield from _from_folder(Path(path), kinds)
    elif Path(path).exists():
        yield Source(printable(path), Path(path), kinds.get(Path(path).suffix.lower()))
    else:
        raise InputError(
            f"{printable(path)}: verwacht een bestand, een map of -; gevonden niets. Controleer de spelling."
        )
