"""A recording: read once from wherever it is, then judged client by client."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, islice
from pathlib import Path

from migratietoets.conformance.recorded.dossier import Dossier, Judged, Owner, judge
from migratietoets.conformance.recorded.index_file import NAME, Entry, read_index
from migratietoets.conformance.recorded.message import recorded
from migratietoets.conformance.recorded.scene import Part, answered_by
from migratietoets.conformance.recorded.sight import Sight
from migratietoets.conformance.recorded.store import Store, Stored
from migratietoets.conformance.validation.documents import Document, documents
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.records.sources.stream import unreadable
from migratietoets.istandaard.terminal import printable

LONGEST_GAP = timedelta(days=62)
"""Who sent nothing for so long, is not taken to be seen until what came after it: one wrong day costs no more."""
AKIN = 40
"""So many messages of others that share a number or a name are looked at."""
CHUNK = 200
"""So many messages that belong to nobody, or to several, are judged at once."""


@dataclass
class Recording:
    """Recorded traffic.

    Attributes:
        store: its messages.
        complaints: what could not be used.
        bsns: everybody in it, in the order of reading.
        stock: what there was before it, by gemeente, domein and BSN.
        stock_known: it is all there was.
    """

    store: Store
    complaints: list[str] = field(default_factory=list)
    stock: Mapping[tuple[str, str, str], Sequence[Toewijzing]] = field(default_factory=dict)
    stock_known: bool = False
    until: date | None = None
    bsns: dict[str, None] = field(default_factory=dict)

    def read(
        self, paths: Sequence[str], index: Path | None = None, progress: Callable[[int], None] = lambda _: None
    ) -> None:
        """Read everything; what cannot be used is told in `complaints`.

        Args:
            paths: files and folders.
            index: when everything was sent; without, a file of that name in a folder says so.
            progress: is told how many documents were read.
        """
        indexed = [index] if index is not None else []
        for path in paths:
            beside = Path(path) / NAME
            if beside.is_file() and index is None:
                indexed.append(beside)
        for file in indexed:
            try:
                with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
                    self._take_index(printable(str(file)), lines)
            except OSError as error:
                self.complaints.append(f"{printable(str(file))}: {unreadable(error)}")
        number = 0
        for path in paths:
            for document in documents([path]):
                number += 1
                self._take(document, path)
                progress(number)
        missing, contradicted = self.store.finish()
        if missing:
            self.complaints.append(
                f"index: verwacht elk bestand dat erin staat; gevonden {missing} die er niet zijn. Voeg ze toe, of "
                "haal ze uit de index: verkeer dat ontbreekt, is niet te beoordelen."
            )
        if contradicted:
            self.complaints.append(
                f"index: verwacht bij van en aan wie zulke berichten verzendt en ontvangt; gevonden {contradicted} "
                "keer andersom. Herstel de index; beoordeeld is wie zo'n bericht verzendt."
            )

    def _take_index(self, name: str, lines: Iterable[str]) -> None:
        entries: list[Entry] = []
        for one in read_index(name, lines):
            if isinstance(one, InputError):
                self.complaints.append(str(one))
            else:
                entries.append(one)
        self.store.take_index(entries)

    def _take(self, document: Document, path: str) -> None:
        line = "" if document.line is None else f"#{document.line}"
        shown = "".join(filter(None, (document.file, f" > {document.part}" if document.part else "", line)))
        if document.part == NAME and isinstance(document.source, bytes):
            text = document.source.decode("utf-8-sig", "replace")
            self._take_index(shown, text.splitlines(keepends=True))
            return
        try:
            one = recorded(document)
            self.store.add(one, _indexed_as(document, path) + line, shown)
            self.bsns.update(dict.fromkeys(one.clients))
        except InputError as error:
            self.complaints.append(f"{shown}: {error}")

    def end(self) -> date | None:
        """The last day that was seen in full: that before the last message of who stopped first; None without any."""
        if self.until is not None:
            return self.until
        days = [_last(found) for role in ("gemeente", "aanbieder") if (found := self.store.days(role))]
        return min(days) - timedelta(days=1) if days else None

    def parts(self, roles: Collection[str], domeinen: Collection[str]) -> list[Part]:
        """Every role in every domain of the recording that is asked for."""
        end = self.end()
        if end is None:
            return []
        begin = min(day for role in ("gemeente", "aanbieder") for day in self.store.days(role))
        return [
            Part(role, domein, min(begin, end), end)
            for domein in self.store.domeinen()
            if domein in domeinen
            for role in ("gemeente", "aanbieder")
            if role in roles
        ]

    def dossiers(self, part: Part) -> Iterator[Dossier]:
        """What there is about each client in turn, and then of what belongs to nobody or to several."""
        answer, ask = (self.store.parties(retouren=said) for said in (True, False))
        number = 0
        for client, called, gemeente, domein in self.store.clients():
            number += 1
            if domein != part.domein:
                continue
            messages = self.store.of_client(client)
            for place, (aanbieder, own) in enumerate(_by_party(part.role, messages), start=1):
                if any(one.sender == part.role for one in own):
                    party = (part.role, aanbieder or gemeente)
                    others = (
                        {("aanbieder", one.aanbieder) for one in own} if not aanbieder else {("gemeente", gemeente)}
                    )
                    both_sides = others <= answer or (party not in ask and others <= ask)
                    akin = self.store.akin(client, AKIN)
                    yield Dossier(
                        part,
                        f"client-{number:05d}" + (f"-{place}" if place > 1 else ""),
                        own,
                        self._files([*own, *akin]),
                        Owner(called, self.store.names),
                        akin,
                        answered_by([*own, *akin], self.store),
                        Sight(self.stock_known, both_sides, self.store.is_mixed_up(client)),
                        retouren=party in answer,
                    )
        yield from self._alone(part)

    def judge(self, part: Part, wanted: Collection[str]) -> Iterator[Judged]:
        """What is found of each."""
        return (judge(one, wanted, self.stock) for one in self.dossiers(part))

    def _alone(self, part: Part) -> Iterator[Dossier]:
        mine = (one for one in self.store.alone() if (one.sender, one.domein) == (part.role, part.domein))
        for number, chunk in enumerate(iter(lambda: list(islice(mine, CHUNK)), []), start=1):
            yield Dossier(part, f"los-{number:03d}", chunk, self._files(chunk))

    def _files(self, messages: Iterable[Stored]) -> dict[int, tuple[str, str]]:
        return {one.id: self.store.text(one) for one in messages}


def _by_party(role: str, messages: Sequence[Stored]) -> Iterator[tuple[str, list[Stored]]]:
    """What one system saw: a gemeente all of a client, an aanbieder what is his."""
    if role == "gemeente":
        yield "", list(messages)
        return
    per_aanbieder = sorted(messages, key=lambda one: one.aanbieder)
    for aanbieder, own in groupby(per_aanbieder, key=lambda one: one.aanbieder):
        yield aanbieder, list(own)


def _last(days: Sequence[date]) -> date:
    """The last day of a row without a long gap."""
    last = days[0]
    for day in days:
        if day - last > LONGEST_GAP:
            break
        last = day
    return last


def _indexed_as(document: Document, path: str) -> str:
    """The name of a file as an index has it: from the folder or the zip that was named."""
    if document.part:
        return document.part
    file = Path(document.file)
    return file.relative_to(path).as_posix() if Path(path).is_dir() and file.is_relative_to(path) else file.name


def stock_of(records: Iterable[Toewijzing]) -> dict[tuple[str, str, str], list[Toewijzing]]:
    """What there was, by client."""
    out: dict[tuple[str, str, str], list[Toewijzing]] = {}
    for one in records:
        out.setdefault((one.gemeente, str(one.domein), one.bsn), []).append(one)
    return out
