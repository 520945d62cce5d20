"""Who can have a product, and when: ages, sex, and what does not go together (for_whom.yaml)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from math import prod
from random import Random

from migratietoets.generators.chance import chance, weighted
from migratietoets.generators.stock.products import Product
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein

_TABLE = read_yaml("migratietoets.generators.stock", "for_whom.yaml")
Born = tuple[date, date]
"""First and last possible birth date; nobody when the first is later."""
Term = tuple[date, date | None]
PEILDATUM = date(2020, 7, 1)
"""The day on which ages are counted."""
_OPEN_UNTIL = date(2021, 6, 30)
"""What has no einddatum is thought to last at least until here."""
_BOTH = (Domein.WMO, Domein.JW)
BORN: dict[tuple[Domein, ...], Born] = {
    (Domein.WMO,): (date(1922, 1, 1), date(2017, 12, 31)),
    (Domein.JW,): (date(1995, 1, 1), date(2020, 11, 30)),
    _BOTH: (date(1996, 1, 1), date(2015, 12, 31)),
}
"""When somebody was born who is known in these domeinen."""
ANYBODY: Born = (date(1900, 1, 1), date(2021, 2, 28))


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets a product.

    Attributes:
        first: at least so old when it begins.
        new_until: younger than this when it begins.
        until: it ends before this birthday.
        days: the longest term.
        ages: from, to and weight, in years at the peildatum.
        women: their share.
    """

    first: int
    new_until: int
    until: int
    days: int | None
    ages: tuple[tuple[int, int, int], ...]
    women: float

    def born(self, start: date, end: date | None) -> Born:
        """The birth dates that go with a term; none when the term is too long."""
        last = end or max(start, _OPEN_UNTIL)
        if self.days is not None and (end is None or (end - start).days >= self.days):
            return date.max, date.min
        return max(_years(last, -self.until), _years(start, -self.new_until)) + timedelta(days=1), _years(
            start, -self.first
        )


@lru_cache(maxsize=65536)
def _years(day: date, count: int) -> date:
    day = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return day.replace(year=max(1, day.year + count))


def audience(code: str) -> Audience:
    """Who gets what has this productcode, or this productcategorie."""
    return _audience(code if code in _TABLE["regels"] else code[:2])


@cache
def _audience(code: str) -> Audience:
    row = _TABLE["regels"][code]
    ages = tuple((first, last, weight) for first, last, weight in row["leeftijden"])
    return Audience(
        row.get("van", 0), row.get("nieuw_tot", 130), row.get("tot", 130), row.get("dagen"), ages, row["vrouw"]
    )


def both(one: Born, other: Born) -> Born:
    """Born in either."""
    return max(one[0], other[0]), min(one[1], other[1])


def born_of(toewijzing: Toewijzing) -> Born:
    """The birth dates of whom this toewijzing can be."""
    code = toewijzing.code or toewijzing.categorie
    if code is None or toewijzing.cancelled:
        return ANYBODY
    return audience(code).born(toewijzing.ingangsdatum, toewijzing.einddatum)


def born_with(toewijzingen: Iterable[Toewijzing], born: Born) -> Born:
    """The birth dates of who can have all of these."""
    for toewijzing in toewijzingen:
        born = both(born, born_of(toewijzing))
    return born


@cache
def _apart(code: str, other: str) -> bool:
    return any(
        (code.startswith(tuple(row["van"])) and other.startswith(tuple(row["en"])))
        or (other.startswith(tuple(row["van"])) and code.startswith(tuple(row["en"])))
        for row in _TABLE["niet_naast"]
    )


def can_have(product: Product, term: Term, born: Born, beside: Iterable[str]) -> bool:
    """Whether somebody born then can have a product in this term, beside the products (or categories) there are."""
    own, general = audience(product.code), audience(product.categorie)
    born = both(born, own.born(*term))
    if general is not own:
        born = both(born, general.born(*term))
    return born[0] <= born[1] and not any(_apart(product.code, other) for other in beside)


def weight_in(product: Product, term: Term) -> float:
    """How often a product occurs in a term, compared with the others."""
    weight: float = product.weight
    for row in _TABLE["momenten"]:
        for key, day in zip(("begint", "eindigt"), term, strict=True):
            if key in row and day is not None and row[key][0] <= day <= row[key][1]:
                weight *= row["factor"] if product.code.startswith(tuple(row["producten"])) else 1
    return weight


def _bands(code: str, born: Born) -> list[tuple[Born, float]]:
    """The ages that are usual for a product, as far as they lie in here, each with its weight."""
    out = []
    for youngest, oldest, weight in audience(code).ages:
        whole = _years(PEILDATUM, -oldest - 1) + timedelta(days=1), _years(PEILDATUM, -youngest)
        band = both(born, whole)
        if band[0] <= band[1]:
            out.append((band, weight * ((band[1] - band[0]).days + 1) / ((whole[1] - whole[0]).days + 1)))
    return out


@lru_cache(maxsize=4096)
def usual(code: str, born: Born) -> float:
    """How usual a product is for who was born then, compared with others; never nothing."""
    return sum(weight for _, weight in _bands(code, born)) + 1


def birth_date(rng: Random, born: Born, codes: Sequence[str]) -> date:
    """A birth date between these days, of an age that is usual for the products, the first above all."""
    bands = [
        (band, weight * prod(usual(other, band) for other in codes[1:]))
        for band, weight in (_bands(codes[0], born) if codes else ())
    ]
    first, last = weighted(rng, [band for band, _ in bands], [weight for _, weight in bands]) if bands else born
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def geslacht(rng: Random, code: str) -> str:
    """1 or 2: as usual for the product."""
    return "2" if chance(rng, audience(code).women) else "1"
