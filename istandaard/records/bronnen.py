"""Where the input is: files, folders and standard input, each with its kind and its bytes."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from istandaard.berichten.lezen import MAX_BYTES
from istandaard.model import Invoerfout
from istandaard.records.regels import BOM

STANDAARDINVOER = "-"
SOORTEN = {".xml": "xml", ".jsonl": "jsonl", ".csv": "csv"}
"""What is read in a folder, by extension."""
MANIFEST = "manifest.json"
GEEN_INVOER = frozenset(
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
class Bron:
    """A file or standard input; `soort` is None where the content must tell."""

    naam: str
    pad: Path | None
    soort: str | None

    def lees(self) -> bytes:
        """The content; of an XML file no more than the reader of messages takes.

        Raises:
            Invoerfout: it cannot be read.
        """
        if self.pad is None:
            return sys.stdin.buffer.read()
        try:
            with self.pad.open("rb") as bestand:
                return bestand.read(MAX_BYTES + 1) if self.soort == "xml" else bestand.read()
        except OSError as fout:
            raise Invoerfout(
                f"{self.naam}: verwacht een leesbaar bestand; gevonden: {fout.strerror}. Controleer de rechten."
            ) from None


def herken(data: bytes) -> str:
    """Tell xml, jsonl or csv by the first character."""
    begin = data.removeprefix(BOM).lstrip()[:1]
    return "xml" if begin == b"<" else "jsonl" if begin in {b"{", b"["} else "csv"


def _geen_invoer(pad: Path) -> bool:
    return pad.name in GEEN_INVOER and (pad.parent / MANIFEST).exists()


def _van_map(map_: Path) -> Iterator[Bron]:
    gevonden = sorted(pad for pad in map_.rglob("*") if pad.suffix.lower() in SOORTEN and pad.is_file())
    if not gevonden:
        raise Invoerfout(
            f"{map_}: verwacht een map met bestanden .xml, .jsonl of .csv; gevonden geen. Kies een andere map."
        )
    for pad in gevonden:
        if not _geen_invoer(pad) and not _geen_invoer(pad.parent):
            yield Bron(str(pad), pad, SOORTEN[pad.suffix.lower()])


def vind(paden: Iterable[str | Path]) -> Iterator[Bron | Invoerfout]:
    """Every source once, in the order given; a folder is searched to the bottom, sorted by name.

    In a folder as `generate` writes it, what is no toewijzing (labels, deliveries) is skipped. A path that cannot be
    used comes out as an error.
    """
    gezien: set[Path] = set()
    for pad in map(str, paden):
        try:
            for bron in _bronnen(pad):
                if bron.pad is None or (echt := bron.pad.resolve()) not in gezien:
                    yield bron
                    gezien |= {echt} if bron.pad is not None else set()
        except Invoerfout as fout:
            yield fout
        except OSError as fout:
            yield Invoerfout(f"{pad}: verwacht een leesbaar pad; gevonden: {fout.strerror}. Controleer het pad.")


def _bronnen(pad: str) -> Iterator[Bron]:
    if pad == STANDAARDINVOER:
        yield Bron("standaardinvoer", None, None)
    elif Path(pad).is_dir():
        yield from _van_map(Path(pad))
    elif Path(pad).exists():
        yield Bron(pad, Path(pad), SOORTEN.get(Path(pad).suffix.lower()))
    else:
        raise Invoerfout(f"{pad}: verwacht een bestand, een map of -; gevonden niets. Controleer de spelling.")
