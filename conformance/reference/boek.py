"""The stock a party keeps: every toewijzing as it was last issued or received, and which numbers were ever used."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from istandaard.model import Invoerfout, Sleutel, Toewijzing

CORRECTIE = "01"
TIJDELIJK = "20"
DOOR_GEMEENTE = "36"
DOOR_VERZOEK = "37"
EERSTE_NUMMER = 500_000_001


@dataclass(frozen=True, slots=True)
class Stop:
    """A reported end of care; reden is None where it was reported before our time."""

    einddatum: date
    reden: str | None


@dataclass(frozen=True, slots=True)
class Regel:
    """One toewijzing in the stock.

    Attributes:
        moment: Toewijzingsdatum and -tijd; of two 301s about the same toewijzing the latest wins (IV030).
        reden: RedenWijziging of the last 301 that changed it.
        ingetrokken: that 301 ended it before its time.
        referentie: ReferentieAanbieder of that 301: the request it granted.
        start, stop: what was reported by 305 and 307.
    """

    toewijzing: Toewijzing
    moment: datetime
    reden: str | None = None
    ingetrokken: bool = False
    start: date | None = None
    stop: Stop | None = None
    referentie: str | None = None

    @property
    def geannuleerd(self) -> bool:
        """Cancelled with RedenWijziging 01: counts as never sent."""
        return self.toewijzing.geannuleerd and self.reden == CORRECTIE

    @property
    def loopt(self) -> bool:
        """Care was started and not stopped for good."""
        return self.start is not None and (self.stop is None or self.stop.reden == TIJDELIJK)


@dataclass(frozen=True, slots=True)
class Verwijzing:
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


def sleutel_als_id(sleutel: Sleutel) -> str:
    """The id of a toewijzing that came without one."""
    delen = (
        sleutel.gemeente,
        str(sleutel.domein),
        sleutel.aanbieder,
        sleutel.bsn,
        sleutel.toewijzingnummer,
        sleutel.ingangsdatum.isoformat(),
        sleutel.categorie,
        sleutel.code,
    )
    return ":".join(deel or "" for deel in delen)


def uit_voorraad(record: Toewijzing, dag: date) -> Regel:
    """A toewijzing that stood before the first day: decided earlier, and what ended by then is long reported."""
    moment = datetime.combine(min(record.ingangsdatum, dag - timedelta(days=1)), time(0))
    start = record.ingangsdatum if record.gestart else None
    voorbij = record.einddatum is not None and record.einddatum < dag
    stop = Stop(record.einddatum, None) if voorbij and record.einddatum and start else None
    return Regel(record, moment, CORRECTIE if record.geannuleerd else None, start=start, stop=stop)


class Boek:
    """The stock, by id, in the order of arrival."""

    def __init__(self) -> None:
        self._regels: dict[str, Regel] = {}
        self._ids: dict[Sleutel, str] = {}
        self._per_client: dict[tuple[str, str], list[str]] = {}
        self._dragers: Counter[str] = Counter()
        self._volgende = EERSTE_NUMMER
        self.versie = 0
        """Another number whenever anything in the stock changed."""

    def __iter__(self) -> Iterator[Regel]:
        """Every regel, also the ended ones."""
        return iter(list(self._regels.values()))

    def __getitem__(self, id_: str) -> Regel:
        """The regel with an id."""
        return self._regels[id_]

    def get(self, id_: str) -> Regel | None:
        """The regel with an id, or None."""
        return self._regels.get(id_)

    def zet(self, regel: Regel) -> None:
        """Put a regel in the stock, or in the place of the one with the same id."""
        self.versie += 1
        toewijzing = regel.toewijzing
        if toewijzing.id not in self._regels:
            self._ids.setdefault(toewijzing.sleutel, toewijzing.id)
            self._per_client.setdefault((toewijzing.bsn, toewijzing.aanbieder), []).append(toewijzing.id)
            if toewijzing.toewijzingnummer is not None and not regel.geannuleerd:
                self._dragers[toewijzing.toewijzingnummer] += 1
        self._regels[toewijzing.id] = regel

    def van(self, bsn: str, aanbieder: str) -> list[Regel]:
        """What one client has at one aanbieder."""
        return [self._regels[id_] for id_ in self._per_client.get((bsn, aanbieder), [])]

    def op_sleutel(self, sleutel: Sleutel) -> Regel | None:
        """The same toewijzing, or None."""
        id_ = self._ids.get(sleutel)
        return None if id_ is None else self._regels[id_]

    def uniek(self, nummer: str | None) -> bool:
        """Tell whether a number was issued exactly once (TW-01).

        Ended toewijzingen count. One that was cancelled before our time does not; one that we cancel later does: its
        number has been in use, and the other holder has to migrate all the same.
        """
        return nummer is not None and self._dragers[nummer] == 1

    def nieuw_nummer(self) -> str:
        """A number that nobody ever had (NT-08)."""
        gebruikt = {regel.toewijzing.toewijzingnummer for regel in self._regels.values()}
        while str(self._volgende) in gebruikt:
            self._volgende += 1
        self._volgende += 1
        return str(self._volgende - 1)

    def zoek(self, ref: Verwijzing) -> Regel:
        """The toewijzing a person points at.

        Of several that fit, one with exactly that number goes first, then one that was not cancelled.

        Raises:
            Invoerfout: none fits, or more than one does.
        """
        passend = [regel for regel in self.van(ref.bsn, ref.aanbieder) if _past(regel.toewijzing, ref)]
        exact = [regel for regel in passend if regel.toewijzing.toewijzingnummer == ref.toewijzingnummer]
        keus = exact or passend
        keus = [regel for regel in keus if not regel.geannuleerd] or keus
        if len(keus) != 1:
            raise Invoerfout(
                f"Verwacht precies één toewijzing {ref}; gevonden {len(keus)}. "
                "Controleer de verwijzing of geef het nummer."
            )
        return keus[0]


def _past(toewijzing: Toewijzing, ref: Verwijzing) -> bool:
    zelfde_product = (toewijzing.categorie, toewijzing.code, toewijzing.ingangsdatum) == (
        ref.categorie,
        ref.code,
        ref.ingangsdatum,
    )
    return zelfde_product and ref.toewijzingnummer in {None, toewijzing.toewijzingnummer}


def met_feiten(oud: Toewijzing, nieuw: Toewijzing) -> Toewijzing:
    """What a message says, with the facts and the id we already had."""
    return replace(
        oud,
        volume=nieuw.volume,
        eenheid=nieuw.eenheid,
        frequentie=nieuw.frequentie,
        budget=nieuw.budget,
        einddatum=nieuw.einddatum,
    )
