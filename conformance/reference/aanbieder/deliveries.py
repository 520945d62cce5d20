"""What an aanbieder delivered, and the toewijzing on which it can be claimed as he knows it now."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.conformance.reference.instructions import Params, check, read_date, read_reference
from migratietoets.conformance.reference.ledger import Entry
from migratietoets.istandaard.codelijsten.codes import EURO, HOUR, MINUTE, STUKS, STUKS_INSPANNING
from migratietoets.istandaard.kalender import ONE_DAY, WEEK_53_END
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import END_OF_2020, START_30
from migratietoets.istandaard.uitvoeringen import INSPANNING, UITVOERINGEN

FIELDS = {"toewijzing", "geleverd", "uitvoering", "categorie", "code", "volume", "eenheid", "tarief", "afspraak"}
RELATED_EENHEDEN = (frozenset({MINUTE, HOUR}), frozenset({STUKS, STUKS_INSPANNING}))
"""Eenheden that say the same care in other words."""

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class BookedDelivery:
    """One delivery.

    Attributes:
        toewijzing: id of the one it was registered on.
        geleverd: as the desk wrote it; day: that day, for output the sunday of its week.
        tarief: euro cents for one eenheid; None for eenheid 83.
        afspraak: "2020" or "2021": what was agreed about output of week 53 (DC-12).
    """

    number: int
    toewijzing: str
    geleverd: str
    day: date
    uitvoering: str
    categorie: str
    code: str
    volume: int
    eenheid: str
    tarief: int | None
    afspraak: str | None


def read_day(what: str, geleverd: str, uitvoering: str) -> date:
    """The day of delivery, or for output the sunday of the week it lies in.

    Raises:
        InputError: no day, or a week where a day is needed.
    """
    week = _WEEK.fullmatch(geleverd)
    if week is None:
        day = read_date(what, geleverd)
        return day if uitvoering == INSPANNING else day + (7 - day.isoweekday()) * ONE_DAY
    try:
        sunday = date.fromisocalendar(int(week[1]), int(week[2]), 7)
    except ValueError:
        sunday = None
    if sunday is None or uitvoering == INSPANNING:
        raise InputError(
            f"{what}: verwacht een datum als 2020-12-29, of bij output een week als 2020-W53; gevonden {geleverd!r}. "
            "Herstel de waarde."
        )
    return sunday


class Deliveries(Desk):
    """The register of deliveries, and the choice of the toewijzing."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.booked: list[BookedDelivery] = []

    def register(self, params: Params) -> dict[str, Any]:
        """Write a delivery down.

        Raises:
            InputError: no such toewijzing, or a part that cannot be.
        """
        what = "registreer_levering"
        check(what, params, FIELDS)
        entry = self.ledger.find(read_reference(what, params))
        if params["uitvoering"] not in UITVOERINGEN:
            raise InputError(f"{what}, uitvoering: verwacht inspanning of output; gevonden {params['uitvoering']!r}.")
        if (params["tarief"] is None) != (params["eenheid"] == EURO):
            raise InputError(f"{what}, tarief: verwacht een tarief, of niets bij eenheid {EURO}. Herstel het tarief.")
        self.booked.append(
            BookedDelivery(
                number=len(self.booked) + 1,
                toewijzing=entry.toewijzing.id,
                geleverd=params["geleverd"],
                day=read_day(f"{what}, geleverd", params["geleverd"], params["uitvoering"]),
                uitvoering=params["uitvoering"],
                categorie=params["categorie"],
                code=params["code"],
                volume=params["volume"],
                eenheid=params["eenheid"],
                tarief=params["tarief"],
                afspraak=params["afspraak"],
            )
        )
        return {}

    def toewijzing_for(self, delivery: BookedDelivery) -> Entry | None:
        """OP276, OP279: the toewijzing on which a delivery is claimed, or None where there is none (yet)."""
        if delivery.uitvoering == INSPANNING:
            return self.holder(delivery, delivery.day, delivery.day)
        entry = self.week_holder(delivery)
        if entry is None:
            return None
        if pair := self.pair_around_new_year(delivery, entry):
            return pair[1] if self.week_53_in_2021(delivery, entry) else pair[0]
        return entry

    def week_holder(self, delivery: BookedDelivery) -> Entry | None:
        """IV076: its own toewijzing where that holds on the sunday, else the last that took over in that week.

        Week 53 stays with what held in 2020.
        """
        own = self.ledger[delivery.toewijzing]
        from_, until, end = delivery.day - _SIX_DAYS, delivery.day, own.toewijzing.einddatum
        if self.can_bear(own, delivery, until, until):
            return own
        took_over = [
            entry
            for entry in self.related(own)
            if end is not None
            and entry.toewijzing.ingangsdatum > max(end, from_)
            and self.can_bear(entry, delivery, from_, until)
            and (delivery.day != WEEK_53_END or entry.toewijzing.ingangsdatum < START_30)
        ]
        if took_over and self.can_bear(own, delivery, from_, until):
            return max(took_over, key=lambda entry: entry.toewijzing.ingangsdatum)
        return self.holder(delivery, from_, until)

    def holder(self, delivery: BookedDelivery, from_: date, until: date) -> Entry | None:
        """The toewijzing of the delivery where it was valid then, otherwise the nearest that was and that fits."""
        own = self.ledger[delivery.toewijzing]
        if self.can_bear(own, delivery, from_, until):
            return own
        candidates = [entry for entry in self.related(own) if self.can_bear(entry, delivery, from_, until)]
        return min(candidates, key=lambda entry: kinship(own.toewijzing, entry.toewijzing), default=None)

    def related(self, entry: Entry) -> list[Entry]:
        """What else the client has at the same aanbieder."""
        t = entry.toewijzing
        return [other for other in self.ledger.from_(t.bsn, t.aanbieder) if other.toewijzing.id != t.id]

    def can_bear(self, entry: Entry, delivery: BookedDelivery, from_: date, until: date) -> bool:
        """OP266, OP302: it was valid on one of these days, and it is for this product."""
        t = entry.toewijzing
        valid = t.ingangsdatum <= until and (t.einddatum is None or t.einddatum >= from_)
        return valid and not entry.cancelled and fits(delivery, t)

    def pair_around_new_year(self, delivery: BookedDelivery, entry: Entry) -> tuple[Entry, Entry] | None:
        """DC-11: for output of week 53, a toewijzing that ends on 31-12-2020 and its successor from 01-01-2021."""
        t = entry.toewijzing
        if delivery.day != WEEK_53_END:
            return None
        if t.einddatum == END_OF_2020:
            successor = self.adjacent(delivery, entry, begins=START_30)
            return None if successor is None else (entry, successor)
        if t.ingangsdatum == START_30:
            predecessor = self.adjacent(delivery, entry, ends=END_OF_2020)
            return None if predecessor is None else (predecessor, entry)
        return None

    def adjacent(
        self, delivery: BookedDelivery, entry: Entry, *, begins: date | None = None, ends: date | None = None
    ) -> Entry | None:
        """The nearest other toewijzing for this product that begins, or ends, on a day."""
        neighbours = [
            other
            for other in self.related(entry)
            if not other.cancelled
            and fits(delivery, other.toewijzing)
            and begins in {None, other.toewijzing.ingangsdatum}
            and ends in {None, other.toewijzing.einddatum}
        ]
        return min(neighbours, key=lambda other: kinship(entry.toewijzing, other.toewijzing), default=None)

    def week_53_in_2021(self, delivery: BookedDelivery, entry: Entry) -> bool:
        """DC-12: as agreed with the gemeente; without an agreement it stays on the toewijzing it was delivered on."""
        if delivery.afspraak is None:
            return entry.toewijzing.ingangsdatum == START_30
        return delivery.afspraak == "2021"


def fits(delivery: BookedDelivery, toewijzing: Toewijzing) -> bool:
    """Tell whether the product and the eenheid of a delivery fit a toewijzing; what that leaves open fits."""
    product = toewijzing.categorie in {None, delivery.categorie} and toewijzing.code in {None, delivery.code}
    return product and (
        toewijzing.eenheid in {None, delivery.eenheid}
        or any({toewijzing.eenheid, delivery.eenheid} <= together for together in RELATED_EENHEDEN)
    )


def kinship(old: Toewijzing, other: Toewijzing) -> tuple[int, int]:
    """How near another toewijzing is: the same product, the same categorie, anything; then by the days between."""
    if (other.categorie, other.code) == (old.categorie, old.code):
        product = 0
    else:
        product = 1 if other.categorie == old.categorie else 2
    end = old.einddatum or old.ingangsdatum
    return product, abs((other.ingangsdatum - end).days)
