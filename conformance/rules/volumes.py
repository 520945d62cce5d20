"""How much a toewijzing allows: for a productperiode and in all (IV076, IV077, IV078, TR322). Volumes are whole."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from istandaard.kalender import KALENDERS, iso_week
from istandaard.model import Omvang

DAG, WEEK, VIER_WEKEN, MAAND, JAAR, TOTAAL = "1", "2", "3", "4", "5", "6"
INSPANNING, OUTPUT = "inspanning", "output"
ZONDAG = 7
MINUUT, UUR, EURO = "01", "04", "83"
MINUTEN = 60
_EEN_DAG = timedelta(days=1)
_RITME = timedelta(weeks=4)

VAK: Mapping[str, Callable[[date], object]] = MappingProxyType(
    {
        DAG: lambda dag: dag,
        WEEK: iso_week,
        MAAND: lambda dag: (dag.year, dag.month),
        JAAR: lambda dag: dag.year,
        TOTAAL: lambda _: None,
    }
)
"""Frequentie -> the day, week and so on that a day lies in; each that a period touches, also a broken one, counts."""


def _dagen(van: date, tot: date) -> Iterator[date]:
    while van <= tot:
        yield van
        van += _EEN_DAG


def aantal(frequentie: str, van: date, tot: date) -> int:
    """How many days, weeks, months and so on a period touches; of four weeks the most in any reading."""
    if frequentie == VIER_WEKEN:
        return max(len({(dag - k.ritme) // _RITME for dag in _dagen(van, tot)}) for k in KALENDERS.values())
    return len({VAK[frequentie](dag) for dag in _dagen(van, tot)})


def zondagen(van: date, tot: date, einddatum: date | None) -> int:
    """The sundays of a period, and one more when the toewijzing ends in it on another day (IV077)."""
    gebroken = einddatum is not None and van <= einddatum <= tot and einddatum.isoweekday() != ZONDAG
    return sum(dag.isoweekday() == ZONDAG for dag in _dagen(van, tot)) + gebroken


def hoogstens(omvang: Omvang, van: date, tot: date, einddatum: date | None, uitvoering: str | None) -> int | None:
    """The most of a toewijzing in a productperiode; None where only its total counts, or nothing is known.

    Args:
        omvang: of the toewijzing.
        van: first day of the productperiode, within the toewijzing.
        tot: its last day.
        einddatum: the last day of the toewijzing, or None.
        uitvoering: "inspanning" or "output"; None when unknown: then whichever allows more.
    """
    if omvang.volume is None or omvang.frequentie == TOTAAL:
        return None
    keren = aantal(omvang.frequentie, van, tot)
    if omvang.frequentie == WEEK and uitvoering != INSPANNING:
        op_zondag = zondagen(van, tot, einddatum)
        keren = op_zondag if uitvoering == OUTPUT else max(keren, op_zondag)
    return omvang.volume * keren


def in_totaal(omvang: Omvang, ingangsdatum: date, einddatum: date | None) -> int | None:
    """The most of a whole toewijzing; None where it has no end or sets no volume."""
    if omvang.volume is None or einddatum is None:
        return None
    return omvang.volume * aantal(omvang.frequentie, ingangsdatum, einddatum)


def in_minuten(volume: int, eenheid: str) -> int:
    """Hours as minutes, so that they can be compared; any other eenheid as it is."""
    return volume * MINUTEN if eenheid == UUR else volume
