"""Omvang that release 3.0 drops, made from the omvang that follows it: first the successor, then the broken old form.

Each builder returns the pair and the reasons that were built in, so nobody has to work them out afterwards.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from generators.producten import DAG, JAAR, MAAND, STUKS_INSPANNING, TOTAAL, VIER_WEKEN, WEEK, Product
from generators.toeval import gewogen, kans
from istandaard.model import Omvang

_GEWICHT = {WEEK: 5, MAAND: 3, TOTAAL: 2, DAG: 1}
_TWAALFDEN = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 7: 6, 8: 7, 9: 8, 10: 9, 11: 10, 12: 11}
"""Per 4 weken for what is left of a monthly volume after whole thirteens (13 a month = 12 per 4 weken).

Half rounds up: 6 per 4 weken is 6.5, so 7 a month; nothing becomes 6 a month.
"""
_JAAR_LAAGST, _JAAR_HOOGST = -6, 5
"""Twelve times a monthly volume, give or take this much, still rounds (half up) to that monthly volume."""


@dataclass(frozen=True, slots=True)
class Situatie:
    """What a builder must know of the dates: whether there is an einddatum."""

    open_einde: bool = False


@dataclass(frozen=True, slots=True)
class Omvangbreuk:
    """What stands in the old toewijzing, what must follow it, and why it must."""

    oud: Omvang
    nieuw: Omvang
    reasons: tuple[str, ...] = ()


Bouwer = Callable[[Random, Product, str, Situatie], Omvangbreuk]
"""Takes chance, a product, the eenheid of the successor, and when the toewijzing runs."""


def omvangvelden(omvang: Omvang | None) -> tuple[int | None, str | None, str | None]:
    """Volume, eenheid and frequentie; all None without omvang."""
    return (None, None, None) if omvang is None else (omvang.volume, omvang.eenheid, omvang.frequentie)


def heel(rng: Random, product: Product, eenheid: str, situatie: Situatie) -> Omvangbreuk:
    """Nothing wrong: a permitted frequentie, one that needs no einddatum when there is none."""
    per_dag = () if product.verliest_dag or eenheid == STUKS_INSPANNING else (DAG,)
    frequenties = (MAAND, *per_dag) if situatie.open_einde else (WEEK, MAAND, TOTAAL, *per_dag)
    bruikbaar = [frequentie for frequentie in frequenties if product.volumes(frequentie)]
    frequentie = gewogen(rng, bruikbaar, [_GEWICHT[keuze] for keuze in bruikbaar])
    omvang = Omvang(rng.choice(product.volumes(frequentie)), eenheid, frequentie)
    return Omvangbreuk(omvang, omvang)


def week_zonder_einddatum(rng: Random, product: Product, eenheid: str, _situatie: Situatie) -> Omvangbreuk:
    """Per week, on a toewijzing that has no einddatum (CD076)."""
    return _zonder_einddatum(rng, product, eenheid, WEEK)


def totaal_zonder_einddatum(rng: Random, product: Product, eenheid: str, _situatie: Situatie) -> Omvangbreuk:
    """In total, on a toewijzing that has no einddatum (CD076).

    Only where it has begun: whether an open-ended total that is cancelled whole keeps its volume is not settled,
    so it is not built.
    """
    return _zonder_einddatum(rng, product, eenheid, TOTAAL)


def _zonder_einddatum(rng: Random, product: Product, eenheid: str, frequentie: str) -> Omvangbreuk:
    omvang = Omvang(rng.choice(product.volumes(frequentie)), eenheid, frequentie)
    return Omvangbreuk(omvang, omvang, ("einddatum_ontbreekt",))


def per_4_weken(rng: Random, product: Product, eenheid: str, situatie: Situatie) -> Omvangbreuk:
    """Per week when there is an einddatum and four weeks divide; otherwise per maand, times 13/12 (CS104)."""
    if not situatie.open_einde and kans(rng, 0.6):
        week = rng.choice(product.week)
        oud, nieuw = Omvang(week * 4, eenheid, VIER_WEKEN), Omvang(week, eenheid, WEEK)
    else:
        maand = rng.choice(product.maand) + rng.randrange(3)
        oud = Omvang(_vier_weken(maand), eenheid, VIER_WEKEN)
        while oud.volume is None or (not situatie.open_einde and oud.volume % 4 == 0):
            maand += 1
            oud = Omvang(_vier_weken(maand), eenheid, VIER_WEKEN)
        nieuw = Omvang(maand, eenheid, MAAND)
    return Omvangbreuk(oud, nieuw, ("frequentie_vervallen",))


def _vier_weken(maand: int) -> int | None:
    dertientallen, rest = divmod(maand, 13)
    return 12 * dertientallen + _TWAALFDEN[rest] if rest in _TWAALFDEN else None


def per_jaar(rng: Random, product: Product, eenheid: str, _situatie: Situatie) -> Omvangbreuk:
    """Per maand, a twelfth, and never nothing (CS104)."""
    maand = rng.choice(product.maand)
    jaar = maand * 12 + (rng.randrange(_JAAR_LAAGST, _JAAR_HOOGST + 1) if kans(rng, 0.5) else 0)
    if maand == 1 and kans(rng, 0.5):
        jaar = rng.randrange(1, 12 + _JAAR_HOOGST + 1)
    return Omvangbreuk(Omvang(jaar, eenheid, JAAR), Omvang(maand, eenheid, MAAND), ("frequentie_vervallen",))


def per_dag(rng: Random, product: Product, eenheid: str, _situatie: Situatie) -> Omvangbreuk:
    """Per week, seven times as much, for an eenheid that loses per dag (CD081)."""
    dag = rng.choice(product.dag or (1,))
    return Omvangbreuk(Omvang(dag, eenheid, DAG), Omvang(dag * 7, eenheid, WEEK), ("eenheid_frequentie_combinatie",))
