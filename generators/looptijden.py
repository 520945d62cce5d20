"""When toewijzingen begin and end: realistic days, and the days on which the rules turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from generators.toeval import kans
from istandaard.releases import UITERLIJK_NUMMER

GRENSDAGEN = (
    date(2020, 11, 29),
    date(2020, 11, 30),
    date(2020, 12, 1),
    date(2020, 12, 30),
    date(2020, 12, 31),
    date(2021, 1, 1),
    date(2021, 1, 31),
)
"""Einddata around which the verdict changes."""
GRENZEN_IN_SCOPE = tuple(dag for dag in GRENSDAGEN if dag > UITERLIJK_NUMMER)
"""Those on which a toewijzing still needs a unique number (TW-01)."""
VROEG, LOPEND, DECEMBER, NIEUWJAAR = "vroeg", "lopend", "december", "2021"
BEGIN = {
    VROEG: (date(2018, 1, 1), date(2020, 8, 31)),
    LOPEND: (date(2018, 1, 1), date(2020, 11, 29)),
    DECEMBER: (date(2020, 12, 1), date(2020, 12, 30)),
    NIEUWJAAR: (date(2021, 1, 1), date(2021, 2, 28)),
}
"""First and last ingangsdatum.

30-11 and 31-12-2020 are left out: a withdrawal per the very first day reads as a cancellation.
"""
AANDEEL_EERSTE = 0.5
"""Share that begins on the first possible day of a month."""
LAATSTE_EINDE = date(2023, 12, 31)
_DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Einden:
    """How toewijzingen end, as shares of all; the rest ends on an ordinary day in 2021 .. 2023.

    Attributes:
        open: no einddatum.
        grens: on one of GRENSDAGEN.
        voorbij: ended long before the migration.
    """

    open: float = 0.2
    grens: float = 0.25
    voorbij: float = 0.0


def _dag_tussen(rng: Random, van: date, tot: date) -> date:
    return van + timedelta(days=rng.randrange((tot - van).days + 1))


def _maandeinde(dag: date) -> date:
    return (dag.replace(day=28) + timedelta(days=4)).replace(day=1) - _DAG


def begindag(rng: Random, periode: str) -> date:
    """An ingangsdatum in the period, often the first of a month."""
    van, tot = BEGIN[periode]
    dag = _dag_tussen(rng, van, tot)
    return dag.replace(day=1) if kans(rng, AANDEEL_EERSTE) else dag


def einddag(rng: Random, ingang: date, einden: Einden, grenzen: Sequence[date] = GRENSDAGEN) -> date | None:
    """An einddatum after the ingangsdatum, often on one of these boundaries, or None for open-ended."""
    worp = rng.random()
    if worp < einden.open:
        return None
    if worp < einden.open + einden.grens:
        return rng.choice([dag for dag in grenzen if dag > ingang] or [date(2021, 12, 31)])
    if worp < einden.open + einden.grens + einden.voorbij and ingang < date(2020, 10, 1):
        return _dag_tussen(rng, ingang + _DAG, date(2020, 10, 31))
    dag = _dag_tussen(rng, max(ingang + timedelta(days=28), date(2021, 2, 1)), LAATSTE_EINDE)
    return _maandeinde(dag) if kans(rng, AANDEEL_EERSTE) else dag


def beeindigd(rng: Random, ingang: date, uiterlijk: date) -> date:
    """An einddatum after the ingangsdatum and not after a last day, often on a boundary."""
    grenzen = [dag for dag in GRENSDAGEN if ingang < dag <= uiterlijk]
    if grenzen and kans(rng, 0.5):
        return rng.choice(grenzen)
    return _dag_tussen(rng, ingang + _DAG, uiterlijk)
