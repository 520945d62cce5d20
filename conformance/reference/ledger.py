"""The stock a party keeps: every toewijzing as it was last issued or received, and which numbers were ever used."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from migratietoets.istandaard.codelijsten.codes import CORRECTION, TEMPORARY
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import InputError, Key, Toewijzing

FIRST_NUMBER = 5_000_001
"""Seven digits: nobody takes such a number for a BSN."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A reported end of care; reden is None where it was reported before our time."""

    einddatum: date
    reden: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One toewijzing in the stock.

    Attributes:
        moment: Toewijzingsdatum and -tijd; of two 301s about the same toewijzing the latest wins (IV030).
        reden: RedenWijziging of the last 301 that changed it.
        withdrawn: that 301 ended it before its time.
        referentie: ReferentieAanbieder of that 301: the request it granted.
        start, stop: what was reported by 305 and 307.
    """

    toewijzing: Toewijzing
    moment: datetime
    reden: str | None = None
    withdrawn: bool = False
    start: date | None = None
    stop: Stop | None = None
    referentie: str | None = None

    @property
    def cancelled(self) -> bool:
        """Cancelled with RedenWijziging 01: counts as never sent."""
        return self.toewijzing.cancelled and self.reden == CORRECTION

    @property
    def running(self) -> bool:
        """Care was started and not stopped for good."""
        return self.start is not None and (self.stop is None or self.stop.reden == TEMPORARY)


@dataclass(frozen=True, slots=True)
class ToewijzingRef:
    """How a person at the desk points at a toewijzing; a number that is None was absent or not known."""

    aanbieder: str
    bsn: str
    toewijzingnummer: str | None
    categorie: str | None
    code: str | None
    ingangsdatum: date

    def __str__(self) -> str:
        """As an error names it; no BSN."""
        product = "/".join(filter(None, (self.categorie, self.code))) or "generiek"
        return f"{self.toewijzingnummer or 'zonder nummer'} ({product} vanaf {self.ingangsdatum}) bij {self.aanbieder}"


def key_as_id(key: Key) -> str:
    """The id of a toewijzing that came without one."""
    parts = (
        key.gemeente,
        str(key.domein),
        key.aanbieder,
        key.bsn,
        key.toewijzingnummer,
        key.ingangsdatum.isoformat(),
        key.categorie,
        key.code,
    )
    return ":".join(part or "" for part in parts)


def from_stock(record: Toewijzing, day: date) -> Entry:
    """A toewijzing that stood before the first day: decided earlier, and what ended by then is long reported."""
    moment = datetime.combine(min(record.ingangsdatum, day - ONE_DAY), time(0))
    start = record.ingangsdatum if record.gestart else None
    ended = record.einddatum is not None and record.einddatum < day
    stop = Stop(record.einddatum, None) if ended and record.einddatum and start else None
    return Entry(record, moment, CORRECTION if record.cancelled else None, start=start, stop=stop)


class Ledger:
    """The stock, by id, in the order of arrival."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._ids: dict[Key, str] = {}
        self._per_client: dict[tuple[str, str], list[str]] = {}
        self._numbered: dict[str | None, list[str]] = {}
        self._holders: Counter[str] = Counter()
        self._next = FIRST_NUMBER
        self._stock: list[str] = []
        self.version = 0
        """Another number whenever anything in the stock changed."""

    def __iter__(self) -> Iterator[Entry]:
        """Every entry, also the ended ones."""
        return iter(list(self._entries.values()))

    def __getitem__(self, id_: str) -> Entry:
        """The entry with an id."""
        return self._entries[id_]

    def get(self, id_: str) -> Entry | None:
        """The entry with an id, or None."""
        return self._entries.get(id_)

    def put(self, entry: Entry) -> None:
        """Put an entry in the stock, or in the place of the one with the same id."""
        self.version += 1
        toewijzing = entry.toewijzing
        if toewijzing.id not in self._entries:
            self._ids.setdefault(toewijzing.key, toewijzing.id)
            self._per_client.setdefault((toewijzing.bsn, toewijzing.aanbieder), []).append(toewijzing.id)
            self._numbered.setdefault(toewijzing.toewijzingnummer, []).append(toewijzing.id)
            if toewijzing.toewijzingnummer is not None and not entry.cancelled:
                self._holders[toewijzing.toewijzingnummer] += 1
        self._entries[toewijzing.id] = entry

    def add_stock(self, entry: Entry) -> None:
        """Put in a toewijzing that stood before the first day."""
        self.put(entry)
        self._stock.append(entry.toewijzing.id)

    def stock(self) -> list[Entry]:
        """What stood before the first day, as it stands now."""
        return [self._entries[id_] for id_ in self._stock]

    def from_(self, bsn: str, aanbieder: str) -> list[Entry]:
        """What one client has at one aanbieder."""
        return [self._entries[id_] for id_ in self._per_client.get((bsn, aanbieder), [])]

    def by_key(self, key: Key) -> Entry | None:
        """The same toewijzing, or None."""
        id_ = self._ids.get(key)
        return None if id_ is None else self._entries[id_]

    def unique(self, number: str | None) -> bool:
        """Tell whether a number was issued exactly once (TW-01).

        Ended toewijzingen count. One that was cancelled before our time does not; one that we cancel later does: its
        number has been in use, and the other holder has to migrate all the same.
        """
        return number is not None and self._holders[number] == 1

    def with_number(self, number: str | None) -> list[Entry]:
        """Every toewijzing that has a number."""
        return [self._entries[id_] for id_ in self._numbered.get(number, ())]

    def new_number(self) -> str:
        """A number that nobody ever had (NT-08)."""
        used = {entry.toewijzing.toewijzingnummer for entry in self._entries.values()}
        while str(self._next) in used:
            self._next += 1
        self._next += 1
        return str(self._next - 1)

    def find(self, ref: ToewijzingRef) -> Entry:
        """The toewijzing a person points at.

        Of several that fit, one with exactly that number goes first, then one that was not cancelled.

        Raises:
            InputError: none fits, or more than one does.
        """
        fitting = [entry for entry in self.from_(ref.bsn, ref.aanbieder) if _fits(entry.toewijzing, ref)]
        exact = [entry for entry in fitting if entry.toewijzing.toewijzingnummer == ref.toewijzingnummer]
        candidates = exact or fitting
        candidates = [entry for entry in candidates if not entry.cancelled] or candidates
        if len(candidates) != 1:
            raise InputError(
                f"Verwacht precies één toewijzing {ref}; gevonden {len(candidates)}. "
                "Controleer de verwijzing of geef het nummer."
            )
        return candidates[0]


def _fits(toewijzing: Toewijzing, ref: ToewijzingRef) -> bool:
    same_product = (toewijzing.categorie, toewijzing.code, toewijzing.ingangsdatum) == (
        ref.categorie,
        ref.code,
        ref.ingangsdatum,
    )
    return same_product and ref.toewijzingnummer in {None, toewijzing.toewijzingnummer}


def with_facts(old: Toewijzing, new: Toewijzing) -> Toewijzing:
    """What a message says, with the facts and the id we already had."""
    return replace(
        old,
        volume=new.volume,
        eenheid=new.eenheid,
        frequentie=new.frequentie,
        budget=new.budget,
        einddatum=new.einddatum,
    )
