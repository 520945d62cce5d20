"""Where the input is: files, folders and standard input, each with its kind and its bytes."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from migratietoets.istandaard.berichten.xml.parser import MAX_BYTES
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.lines import BOM
from migratietoets.istandaard.records.refusals import refusal

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


@dataclass(frozen=True, slots=True)
class Source:
    """A file or standard input; `kind` is None where the content must tell."""

    name: str
    path: Path | None
    kind: str | None

    def read(self) -> bytes:
        """The content; of XML and YAML no more than their readers take.

        Raises:
            InputError: it cannot be read.
        """
        if self.path is None:
            return sys.stdin.buffer.read()
        try:
            with self.path.open("rb") as file:
                return file.read(MAX_BYTES + 1) if self.kind in {"xml", "yaml"} else file.read()
        except OSError as error:
            raise InputError(
                f"{self.name}: verwacht een leesbaar bestand; gevonden: {refusal(error)}. Controleer de rechten."
            ) from None


def detect(data: bytes) -> str:
    """Tell xml, jsonl or csv by the first character."""
    begin = data.removeprefix(BOM).lstrip()[:1]
    return "xml" if begin == b"<" else "jsonl" if begin in {b"{", b"["} else "csv"


def _is_no_input(path: Path) -> bool:
    return path.name in NO_INPUT and (path.parent / MANIFEST).exists()


def _from_folder(folder: Path, kinds: Mapping[str, str]) -> Iterator[Source]:
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in kinds and path.is_file())
    if not found:
        raise InputError(
            f"{folder}: verwacht een map met bestanden {', '.join(list(kinds)[:-1])} of {list(kinds)[-1]}; "
            "gevonden geen. Kies een andere map."
        )
    for path in found:
        if not _is_no_input(path) and not _is_no_input(path.parent):
            yield Source(str(path), path, kinds[path.suffix.lower()])


def find_sources(paths: Iterable[str | Path], kinds: Mapping[str, str] = KINDS) -> Iterator[Source | InputError]:
    """Every source once, in the order given; a folder is searched to the bottom, sorted by name.

    In a folder as `generate` writes it, what is no toewijzing (labels, deliveries) is skipped. A path that cannot be
    used comes out as an error.
    """
    seen: set[Path] = set()
    for path in map(str, paths):
        try:
            for source in _sources(path, kinds):
                if source.path is None or (real := source.path.resolve()) not in seen:
                    yield source
                    seen |= {real} if source.path is not None else set()
        except InputError as error:
            yield error
        except OSError as error:
            yield InputError(f"{path}: verwacht een leesbaar pad; gevonden: {refusal(error)}. Controleer het pad.")


def _sources(path: str, kinds: Mapping[str, str]) -> Iterator[Source]:
    if path == STANDARD_INPUT:
        yield Source("standaardinvoer", None, None)
    elif Path(path).is_dir():
        yield from _from_folder(Path(path), kinds)
    elif Path(path).exists():
        yield Source(path, Path(path), kinds.get(Path(path).suffix.lower()))
    else:
        raise InputError(f"{path}: verwacht een bestand, een map of -; gevonden niets. Controleer de spelling.")
