"""What an aanbieder delivers on a toewijzing around the turn of the year: days or weeks, volumes and tarieven."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
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
from migratietoets.generators.deliveries.successions import Link, ending
from migratietoets.generators.deliveries.tariffs import MINUTES_PER_HOUR, Tarief, tarief
from migratietoets.generators.stock.defects.names import Labelled
from migratietoets.istandaard.codelijsten.codes import PER_DAY, PER_MONTH, PER_WEEK, STUKS
from migratietoets.istandaard.kalender import ONE_DAY, WEEK_53, Week, iso_week, week
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.uitvoeringen import INSPANNING, OUTPUT

TURN_OF_YEAR = tuple(date(2020, 12, 21) + n * ONE_DAY for n in range(21))
"""Every day of the weeks 52, 53 and 1."""
DAYS = (
    *(date(2020, 11, 24), date(2020, 11, 30), date(2020, 12, 1), date(2020, 12, 6), date(2020, 12, 7)),
    *(date(2020, 12, 15), *TURN_OF_YEAR, date(2021, 1, 19), date(2021, 1, 31), date(2021, 2, 1)),
)
WEEKS: tuple[Week, ...] = (*((2020, n) for n in range(48, 54)), *((2021, n) for n in range(1, 6)))
"""The days of inspanning and the weeks of output of which some, or all, are taken; week 53 always is."""
_INDEX_53 = WEEKS.index(WEEK_53)
HOW_MANY = (1, 2, 3, 4)
EVERY_MOMENT_SHARE, TOO_LATE_SHARE, MILESTONE_SHARE, FULL_SHARE = 0.02, 0.3, 0.3, 0.5
"""Shares: with every day or week; still delivered after the end, of what could be; output that is a result on a day;
and as much as there is room for."""
TOO_LATE = timedelta(days=14)
"""So long after the end something is still delivered, by mistake."""


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
    """A delivery of which the volume is still to be decided."""

    delivery: LabelledDelivery
    link: Link
    tarief: Tarief
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


def _moments(rng: Random, uitvoering: str) -> Sequence[date | Week]:
    moments: tuple[date | Week, ...] = DAYS if uitvoering == INSPANNING else WEEKS
    if chance(rng, EVERY_MOMENT_SHARE):
        return moments
    positions = set(rng.sample(range(len(moments)), rng.choice(HOW_MANY)))
    if uitvoering == OUTPUT:
        positions.add(_INDEX_53)
    return [moments[location] for location in sorted(positions)]


def _milestone(rng: Random, delivered_week: Week, links: Sequence[Link]) -> date | Week:
    """A day of the week on which a result was reached, or the week when nothing holds in it."""
    monday = week(*delivered_week)[0]
    days = [day for day in (monday + n * ONE_DAY for n in range(7)) if any(s.holds_on(day) for s in links)]
    return rng.choice(days) if days else delivered_week


def _planned(
    rng: Random, toewijzing: Toewijzing, links: Sequence[Link], declarant: Declarant, uitvoering: str
) -> Iterator[_Plan]:
    in_stuks = links[0].eenheid_on(links[0].ingangsdatum) == STUKS
    milestones = uitvoering == OUTPUT and in_stuks and chance(rng, MILESTONE_SHARE)
    end = links[-1].einddatum
    for moment in _moments(rng, uitvoering):
        geleverd = moment if isinstance(moment, date) or not milestones else _milestone(rng, moment, links)
        begin = moment if isinstance(moment, date) else week(*moment)[0]
        after_end = end is not None and begin > end
        if after_end and not (end is not None and begin - end <= TOO_LATE and chance(rng, TOO_LATE_SHARE)):
            continue
        manner, pair = ending(links, begin)
        afspraak = rng.choice(AFSPRAKEN) if uitvoering == OUTPUT and moment == WEEK_53 else None
        id_ = f"{toewijzing.id}:{name_of(geleverd)}"
        delivery = LabelledDelivery(id_, toewijzing.domein, uitvoering, geleverd, manner, declarant, afspraak)
        places = delivery.label.places
        if not places and not after_end:
            continue
        at = [(pair[place.on_successor], place.day) for place in places] or [(pair[0], delivery.days[0])]
        link, day = at[0]
        code, eenheid = link.product.code, link.eenheid_on(day)
        price = tarief(toewijzing.gemeente, toewijzing.aanbieder, code, eenheid)
        yield _Plan(delivery, link, price, tuple(room_on(other, price, moment, uitvoering) for other, moment in at))


def care(rng: Random, labelled: Labelled, links: Sequence[Link], declarant: Declarant) -> Iterator[Care]:
    """What is delivered on a toewijzing and on what follows it, in the order of the days; nothing without a start.

    All volumes together stay within the omvang, or the budget, of each toewijzing (IV076, IV077, IV078): what there
    is no room for was not delivered.

    Args:
        rng: where chance comes from.
        labelled: a toewijzing with its label.
        links: its chain (generators.ketens).
        declarant: how the aanbieder claims.
    """
    toewijzing = labelled.toewijzing
    if not toewijzing.gestart or not links:
        return
    uitvoering = uitvoering_of(toewijzing, links[0])
    plans = list(_planned(rng, toewijzing, links, declarant, uitvoering))
    pending = Counter(key for plan in plans for key, _ in plan.limits)
    left = {key: highest for plan in plans for key, highest in plan.limits}
    for plan in plans:
        part = min(left[key] // pending[key] for key, _ in plan.limits)
        volume = part if part < 1 or chance(rng, FULL_SHARE) else rng.randint(1, part)
        for key, _ in plan.limits:
            pending[key] -= 1
            left[key] -= volume
        if volume:
            yield Care(plan.delivery, toewijzing, plan.link, plan.tarief, volume)
