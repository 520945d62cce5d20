"""The 303 messages of 2020: one for each gemeente, domein, aanbieder and declaratieperiode."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from migratietoets.generators.chance import integer
from migratietoets.generators.deliveries.care import Care
from migratietoets.generators.deliveries.delivery import DECLARANTS, DECLARATIE, FACTUUR, Declarant
from migratietoets.generators.deliveries.successions import Link
from migratietoets.generators.deliveries.tariffs import Tarief
from migratietoets.istandaard.berichten import build
from migratietoets.istandaard.berichten import declaratie as bericht
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.kalender import four_week_periods, month, working_days_after
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.releases import LAST_DAY_24, Domein, Release

KIND = {DECLARATIE: bericht.DECLARATIE, FACTUUR: bericht.FACTUUR}
EXEMPT = "1"
"""BtwVrijstellingIndicatie of a factuur (CD059): care carries no btw."""
_WORKING_DAYS = 10
"""A declaratie goes out within so many working days after its period."""
_DOMEINEN = tuple(Domein)


def declarant_of(gemeente: str, domein: Domein, aanbieder: str, *, seed: int) -> Declarant:
    """How an aanbieder claims with a gemeente: in a way of its own, and two that follow each other never alike."""
    pair = _DOMEINEN.index(domein) + integer("declarant", seed, gemeente) + (int(aanbieder) - 1) // 2
    location = 2 * pair + int(aanbieder) % 2
    return DECLARANTS[location % len(DECLARANTS)]


def period_of(name: str) -> tuple[date, date]:
    """First and last day of a declaratieperiode of 2020: of 4 weken (2020-P13) or of a month (2020-12)."""
    part = name.removeprefix("2020-")
    if part.startswith("P"):
        period = four_week_periods()[int(part[1:]) - 1]
        return period.begindatum, period.einddatum
    return month(date(2020, int(part), 1))


def release_on(day: date) -> Release:
    """The release of a 303 that is sent on a day (PL-01)."""
    return Release.R24 if day <= LAST_DAY_24 else Release.R30


@dataclass(slots=True)
class Line:
    """What is delivered of one product to one client on one toewijzing in one period."""

    bsn: str
    link: Link
    tarief: Tarief
    volume: int = 0

    def prestatie(self, number: str, period: tuple[date, date], *, factuur: bool) -> Prestatie:
        """The prestatie: its productperiode is the declaratieperiode as far as the toewijzing holds (TR308)."""
        link, price = self.link, self.tarief
        start, end = period
        return Prestatie(
            bsn=self.bsn,
            referentienummer=number,
            categorie=link.product.categorie,
            code=link.product.code,
            begindatum=max(start, link.ingangsdatum),
            einddatum=end if link.einddatum is None else min(end, link.einddatum),
            volume=self.volume,
            eenheid=price.eenheid,
            bedrag=price.bedrag(self.volume),
            toewijzingnummer=link.toewijzingnummer,
            tarief=price.per_eenheid,
            btw_vrijstelling=EXEMPT if factuur else None,
        )


@dataclass(slots=True)
class _Draft:
    """A message in the making."""

    gemeente: str
    domein: Domein
    aanbieder: str
    kind: str
    period: str
    clients: dict[str, Client] = field(default_factory=dict)
    lines: dict[tuple[str, int, Tarief], Line] = field(default_factory=dict)

    def make(self, number: str) -> bytes:
        """The message, sent within ten working days after its period; it bears the number."""
        period = period_of(self.period)
        at = integer("verzending", self.gemeente, self.domein, self.aanbieder, self.period)
        day = working_days_after(period[1], 1 + at % _WORKING_DAYS)
        factuur = self.kind == FACTUUR
        return build(
            bericht.make_303(
                release=release_on(day),
                domein=self.domein,
                gemeente=self.gemeente,
                aanbieder=self.aanbieder,
                number=number,
                dagtekening=day,
                period=period,
                clients=list(self.clients.values()),
                prestaties=[
                    line.prestatie(f"{number}{sequence_number:06d}", period, factuur=factuur)
                    for sequence_number, line in enumerate(self.lines.values(), start=1)
                ],
                kind=KIND[self.kind],
            )
        )


@dataclass(slots=True)
class Declaraties:
    """Gathers deliveries whose one place is a 303, and makes the messages.

    What is delivered of a product to a client on a toewijzing in a period makes one prestatie.
    """

    _drafts: dict[str, _Draft] = field(default_factory=dict)

    @property
    def prestaties(self) -> int:
        """How many there are in all messages."""
        return sum(len(one.lines) for one in self._drafts.values())

    def add(self, client: Client, care: Care) -> str | None:
        """Claim a delivery: the file of its message, or None where it is not claimed in a 303, or not only there."""
        label, toewijzing = care.delivery.label, care.toewijzing
        if len(label.places) != 1 or label.places[0].bericht not in KIND:
            return None
        (place,) = label.places
        name = f"{toewijzing.gemeente}-{toewijzing.domein}-{toewijzing.aanbieder}-{place.period}.xml"
        one = self._drafts.get(name)
        if one is None:
            location = (toewijzing.gemeente, toewijzing.domein, toewijzing.aanbieder)
            one = self._drafts[name] = _Draft(*location, place.bericht, place.period)
        one.clients[client.bsn] = client
        key = (toewijzing.id, care.link.number, care.tarief)
        line = one.lines.setdefault(key, Line(client.bsn, care.link, care.tarief))
        line.volume += care.volume
        return name

    def berichten(self) -> Iterator[tuple[str, bytes]]:
        """File name and XML, by name."""
        for sequence_number, (name, one) in enumerate(sorted(self._drafts.items()), start=1):
            yield name, one.make(f"D{sequence_number:07d}")
