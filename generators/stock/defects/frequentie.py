"""Omvang that release 3.0 drops, made from the omvang that follows it: first the successor, then the broken old form.

Each builder returns the pair and the reasons that were built in, so nobody has to work them out afterwards.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from migratietoets.generators.chance import chance, weighted
from migratietoets.generators.stock.products import Product
from migratietoets.istandaard.codelijsten import codes
from migratietoets.istandaard.model import Omvang

_WEIGHT = {codes.PER_WEEK: 5, codes.PER_MONTH: 3, codes.TOTAL: 2, codes.PER_DAY: 1}
_TWELFTHS = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 7: 6, 8: 7, 9: 8, 10: 9, 11: 10, 12: 11}
"""Per 4 weken for what is left of a monthly volume after whole thirteens (13 a month = 12 per 4 weken).

Half rounds up: 6 per 4 weken is 6.5, so 7 a month; nothing becomes 6 a month.
"""
_YEAR_LOWEST, _YEAR_HIGHEST = -6, 5
"""Twelve times a monthly volume, give or take this much, still rounds (half up) to that monthly volume."""


@dataclass(frozen=True, slots=True)
class DateSituation:
    """What a builder must know of the dates: whether there is an einddatum, and how many days there are until then."""

    open_ended: bool = False
    days: int | None = None

    def volume(self, rng: Random, product: Product, frequentie: str) -> int:
        """A usual volume; a total is so much a month, for as long as it lasts."""
        if frequentie == codes.TOTAL and self.days is not None:
            return max(1, rng.choice(product.month) * 12 * self.days // 365)
        return rng.choice(product.volumes(frequentie))


@dataclass(frozen=True, slots=True)
class OmvangFlaw:
    """What stands in the old toewijzing, what must follow it, and why it must."""

    old: Omvang
    nieuw: Omvang
    reasons: tuple[str, ...] = ()


Builder = Callable[[Random, Product, str, DateSituation], OmvangFlaw]
"""Takes chance, a product, the eenheid of the successor, and when the toewijzing runs."""


def whole(rng: Random, product: Product, eenheid: str, situation: DateSituation) -> OmvangFlaw:
    """Nothing wrong: a permitted frequentie, one that needs no einddatum when there is none."""
    per_day = () if product.loses_day or eenheid == codes.STUKS_INSPANNING else (codes.PER_DAY,)
    frequenties = (
        (codes.PER_MONTH, *per_day)
        if situation.open_ended
        else (codes.PER_WEEK, codes.PER_MONTH, codes.TOTAL, *per_day)
    )
    usable = [frequentie for frequentie in frequenties if product.volumes(frequentie)]
    frequentie = weighted(rng, usable, [_WEIGHT[choice] for choice in usable])
    omvang = Omvang(situation.volume(rng, product, frequentie), eenheid, frequentie)
    return OmvangFlaw(omvang, omvang)


def week_without_einddatum(rng: Random, product: Product, eenheid: str, _situation: DateSituation) -> OmvangFlaw:
    """Per week, on a toewijzing that has no einddatum (CD076)."""
    return _without_einddatum(rng, product, eenheid, codes.PER_WEEK)


def total_without_einddatum(rng: Random, product: Product, eenheid: str, _situation: DateSituation) -> OmvangFlaw:
    """In total, on a toewijzing that has no einddatum (CD076).

    Only where it has begun: whether an open-ended total that is cancelled whole keeps its volume is not settled,
    so it is not built.
    """
    return _without_einddatum(rng, product, eenheid, codes.TOTAL)


def _without_einddatum(rng: Random, product: Product, eenheid: str, frequentie: str) -> OmvangFlaw:
    omvang = Omvang(rng.choice(product.volumes(frequentie)), eenheid, frequentie)
    return OmvangFlaw(omvang, omvang, ("einddatum_ontbreekt",))


def per_4_weeks(rng: Random, product: Product, eenheid: str, situation: DateSituation) -> OmvangFlaw:
    """Per week when there is an einddatum and four weeks divide; otherwise per maand, times 13/12 (CS104)."""
    if not situation.open_ended and chance(rng, 0.6):
        week = rng.choice(product.week)
        old, new = Omvang(week * 4, eenheid, codes.PER_FOUR_WEEKS), Omvang(week, eenheid, codes.PER_WEEK)
    else:
        month = rng.choice(product.month) + rng.randrange(3)
        old = Omvang(_four_weeks(month), eenheid, codes.PER_FOUR_WEEKS)
        while old.volume is None or (not situation.open_ended and old.volume % 4 == 0):
            month += 1
            old = Omvang(_four_weeks(month), eenheid, codes.PER_FOUR_WEEKS)
        new = Omvang(month, eenheid, codes.PER_MONTH)
    return OmvangFlaw(old, new, ("frequentie_vervallen",))


def _four_weeks(month: int) -> int | None:
    thirteens, rest = divmod(month, 13)
    return 12 * thirteens + _TWELFTHS[rest] if rest in _TWELFTHS else None


def per_year(rng: Random, product: Product, eenheid: str, _situation: DateSituation) -> OmvangFlaw:
    """Per maand, a twelfth, and never nothing (CS104)."""
    month = rng.choice(product.month)
    year = month * 12 + (rng.randrange(_YEAR_LOWEST, _YEAR_HIGHEST + 1) if chance(rng, 0.5) else 0)
    if month == 1 and chance(rng, 0.5):
        year = rng.randrange(1, 12 + _YEAR_HIGHEST + 1)
    return OmvangFlaw(
        Omvang(year, eenheid, codes.PER_YEAR), Omvang(month, eenheid, codes.PER_MONTH), ("frequentie_vervallen",)
    )


def per_day(rng: Random, product: Product, eenheid: str, _situation: DateSituation) -> OmvangFlaw:
    """Per week, seven times as much, for an eenheid that loses per dag (CD081)."""
    day = rng.choice(product.day or (1,))
    return OmvangFlaw(
        Omvang(day, eenheid, codes.PER_DAY),
        Omvang(day * 7, eenheid, codes.PER_WEEK),
        ("eenheid_frequentie_combinatie",),
    )
