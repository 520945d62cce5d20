"""What an aanbieder delivers on a toewijzing around the turn of the year: days or weeks, volumes and tarieven."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from migratietoets.generators.chance import chance
from migratietoets.generators.deliveries.delivery import (
    AFSPRAKEN,
    Declarant,
    LabelledDelivery,
    name_of,
)
from migratietoets.generators.deliveries.rhythm import HOLDS, Rhythm, day_of_client, rhythm
from migratietoets.generators.deliveries.successions import Link, ending
from migratietoets.generators.deliveries.tariffs import MINUTES_PER_HOUR, Tarief, tarief
from migratietoets.generators.shares import share
from migratietoets.generators.stock.defects.names import Labelled
from migratietoets.istandaard.codelijsten.codes import PER_DAY, PER_MONTH, PER_WEEK, STUKS
from migratietoets.istandaard.kalender import ONE_DAY, WEEK_53, Week, iso_week, week
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.uitvoeringen import INSPANNING, OUTPUT

WEEKS: tuple[Week, ...] = (*((2020, n) for n in range(48, 54)), *((2021, n) for n in range(1, 6)))
"""The weeks of which some in a row, or all, are recorded; of output week 53 always is."""
_INDEX_53 = WEEKS.index(WEEK_53)
HOW_MANY = (1, 1, 2, 2)
EVERY_WEEK_SHARE, TURN_SHARE, TOO_LATE_SHARE = share("every_week"), share("turn_of_year"), share("too_late")
MILESTONE_SHARE, MISSED_SHARE, LESS_SHARE = share("milestone"), share("missed"), share("less")
TOO_LATE = timedelta(days=14)
"""So long after the end something is still delivered, by mistake."""
Used = Counter[tuple[date, str]]
"""What of a day of a client is taken, by day and eenheid; hours as minutes."""


@dataclass(frozen=True, slots=True)
class Care:
    """One delivery and everything about it.

    Attributes:
        link: the toewijzing on which it is claimed; the old one where that can be chosen, or where nothing is.
        volume: whole, in the eenheid of the tarief.
    """

    delivery: LabelledDelivery
    toewijzing: Toewijzing
    link: Link
    tarief: Tarief
    volume: int

    def facts(self, file: str | None) -> dict[str, Any]:
        """A line of leveringfeiten.jsonl; `file` is the file of the 303 that claims it."""
        toewijzing, product = self.toewijzing, self.link.product
        return {
            "id": self.delivery.id,
            "toewijzing": toewijzing.id,
            "gemeente": toewijzing.gemeente,
            "aanbieder": toewijzing.aanbieder,
            "bsn": toewijzing.bsn,
            "categorie": product.categorie,
            "code": product.code,
            "volume": self.volume,
            "eenheid": self.tarief.eenheid,
            "tarief": self.tarief.per_eenheid,
            "uurtarief": self.tarief.per_hour,
            "bestand": file,
        }


@dataclass(frozen=True, slots=True)
class _Plan:
    """A delivery as it was meant, and the room there is for it."""

    delivery: LabelledDelivery
    link: Link
    tarief: Tarief
    volume: int
    limits: tuple[tuple[Hashable, int], ...]


def uitvoering_of(toewijzing: Toewijzing, link: Link) -> str:
    """How the care is bought; where nobody noted it, stuks mean output."""
    return toewijzing.uitvoering or link.product.uitvoering or OUTPUT


def room_on(link: Link, price: Tarief, day: date, uitvoering: str) -> tuple[Hashable, int]:
    """What may be delivered in all on a toewijzing, in a day, a week, a month, or in the whole of this time."""
    n, minutes = link.number, 1 if price.per_hour is None else MINUTES_PER_HOUR
    if link.budget is not None:
        return (n,), link.budget * minutes // (price.per_hour or price.per_eenheid or 1)
    if link.volume is None:
        return (n, iso_week(day)), (link.product.week or (1,))[0] * minutes
    volume = link.volume * minutes
    if link.frequentie == PER_DAY:
        return ((n, day), volume) if uitvoering == INSPANNING else ((n, iso_week(day)), volume * 7)
    if link.frequentie == PER_WEEK:
        return (n, iso_week(day)), volume
    return ((n, day.year, day.month) if link.frequentie == PER_MONTH else (n,)), volume


def _weeks(rng: Random, uitvoering: str) -> Sequence[Week]:
    """Some weeks in a row; with output week 53 too."""
    if chance(rng, EVERY_WEEK_SHARE):
        return WEEKS
    count = rng.choice(HOW_MANY)
    lowest, highest = 0, len(WEEKS) - count
    if chance(rng, TURN_SHARE):
        lowest, highest = max(0, _INDEX_53 - count + 1), min(highest, _INDEX_53)
    start = rng.randint(lowest, highest)
    positions = {*range(start, start + count), *((_INDEX_53,) if uitvoering == OUTPUT else ())}
    return [WEEKS[location] for location in sorted(positions)]


def _milestone(rng: Random, days: Sequence[date], delivered_week: Week, links: Sequence[Link]) -> date | Week:
    """A day of the week on which a result was reached, or the week when nothing holds in it."""
    held = [day for day in days if any(s.holds_on(day) for s in links)]
    return rng.choice(held) if held else delivered_week


def _begin(moment: date | Week) -> date:
    return moment if isinstance(moment, date) else week(*moment)[0]


def _volume(rng: Random, meant: int, eenheid: str) -> int:
    """What came of it: mostly as meant, at times less, at times nothing."""
    if chance(rng, MISSED_SHARE):
        return 0
    step = HOLDS[eenheid].step
    if meant > step and chance(rng, LESS_SHARE):
        return meant - step * rng.randint(1, max(1, meant // step // 3))
    return meant


def _meant(
    rng: Random, links: Sequence[Link], uitvoering: str, price_of: Callable[[Link, date], Tarief]
) -> Iterator[tuple[date | Week, int]]:
    """The days or weeks of care, each with what is due in it."""
    in_stuks = links[0].eenheid_on(links[0].ingangsdatum) == STUKS
    milestones = uitvoering == OUTPUT and in_stuks and chance(rng, MILESTONE_SHARE)
    habits: dict[str, Rhythm] = {}
    for delivered_week in _weeks(rng, uitvoering):
        monday = week(*delivered_week)[0]
        link = next((s for s in reversed(links) if s.ingangsdatum <= monday + 6 * ONE_DAY), links[0])
        price = price_of(link, max(monday, link.ingangsdatum))
        code = link.product.code
        habit = habits[code] = habits.get(code) or rhythm(rng, link, price)
        due, days = habit.volume(link, price, delivered_week), habit.moments(delivered_week)
        if uitvoering == OUTPUT:
            yield (_milestone(rng, days, delivered_week, links) if milestones else delivered_week), due
        elif days:
            yield from zip(days, habit.shares(due, len(days), price.eenheid), strict=True)


def _planned(
    rng: Random, toewijzing: Toewijzing, links: Sequence[Link], declarant: Declarant, uitvoering: str
) -> Iterator[_Plan]:
    def price_of(link: Link, day: date) -> Tarief:
        return tarief(toewijzing.gemeente, toewijzing.aanbieder, link.product.code, link.eenheid_on(day))

    end = links[-1].einddatum
    for geleverd, meant in _meant(rng, links, uitvoering, price_of):
        begin = _begin(geleverd)
        after_end = end is not None and begin > end
        if after_end and not (end is not None and begin - end <= TOO_LATE and chance(rng, TOO_LATE_SHARE)):
            continue
        manner, pair = ending(links, begin)
        in_53 = uitvoering == OUTPUT and (geleverd == WEEK_53 or iso_week(begin) == WEEK_53)
        afspraak = rng.choice(AFSPRAKEN) if in_53 else None
        id_ = f"{toewijzing.id}:{name_of(geleverd)}"
        delivery = LabelledDelivery(id_, toewijzing.domein, uitvoering, geleverd, manner, declarant, afspraak)
        places = delivery.label.places
        if not places and not after_end:
            continue
        at = [(pair[place.on_successor], place.day) for place in places] or [(pair[0], delivery.days[0])]
        link, day = at[0]
        price = price_of(link, day)
        volume = _volume(rng, meant, price.eenheid)
        yield _Plan(
            delivery, link, price, volume, tuple(room_on(other, price, moment, uitvoering) for other, moment in at)
        )


def care(
    rng: Random, labelled: Labelled, links: Sequence[Link], declarant: Declarant, used: Used | None = None
) -> Iterator[Care]:
    """What is delivered on a toewijzing and on what follows it, in the order of the days; nothing without a start.

    Care has a rhythm, and comes in what a day and a week can hold. All volumes together stay within the omvang, or the
    budget, of each toewijzing (IV076, IV077, IV078): what there is no room for was not delivered.

    Args:
        rng: where chance comes from.
        labelled: a toewijzing with its label.
        links: its chain (generators.ketens).
        declarant: how the aanbieder claims.
        used: what is taken of the days of this client by other toewijzingen; what is delivered is added.
    """
    toewijzing = labelled.toewijzing
    if not toewijzing.gestart or not links:
        return
    used = Counter() if used is None else used
    uitvoering = uitvoering_of(toewijzing, links[0])
    left: dict[Hashable, int] = {}
    for plan in _planned(rng, toewijzing, links, declarant, uitvoering):
        volume = min(plan.volume, *(left.setdefault(key, highest) for key, highest in plan.limits))
        geleverd = plan.delivery.geleverd
        if isinstance(geleverd, date) and uitvoering == INSPANNING:
            eenheid, times, most = day_of_client(plan.tarief.eenheid)
            volume = min(volume, (most - used[geleverd, eenheid]) // times)
            volume -= volume % HOLDS[plan.tarief.eenheid].step
            used[geleverd, eenheid] += max(0, volume) * times
        if volume < 1:
            continue
        for key, _ in plan.limits:
            left[key] -= volume
        yield Care(plan.delivery, toewijzing, plan.link, plan.tarief, volume)
