"""The quantity of care before and after: what a successor should give (TW-06)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from migratietoets.conformance.rules.questions.reasons import eenheid_in_30
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import (
    DAGDEEL,
    HOUR,
    MINUTE,
    PER_DAY,
    PER_FOUR_WEEKS,
    PER_MONTH,
    PER_WEEK,
    PER_YEAR,
    TOTAL,
)
from migratietoets.istandaard.model import Omvang

MINUTES_PER_EENHEID = {MINUTE: 1, HOUR: 60, DAGDEEL: 240}
"""Convertible eenheden, in minutes; a dagdeel is four hours."""

FACTORS = {
    (PER_FOUR_WEEKS, PER_WEEK): Fraction(1, 4),
    (PER_FOUR_WEEKS, PER_MONTH): Fraction(13, 12),
    (PER_YEAR, PER_MONTH): Fraction(1, 12),
    (PER_DAY, PER_WEEK): Fraction(7),
}
"""The conversions the source lists; others are judged within five percent."""

TIMES_A_DAY = {
    PER_DAY: Fraction(1),
    PER_WEEK: Fraction(1, 7),
    PER_FOUR_WEEKS: Fraction(1, 28),
    PER_MONTH: Fraction(12, 365),
    PER_YEAR: Fraction(1, 365),
}


@dataclass(frozen=True, slots=True)
class Expectation:
    """The quantity a successor should give: exact, or within five percent for a conversion the source does not list."""

    volume: Fraction
    named: bool

    def verdict(self, volume: int) -> Verdict:
        """Too little fails, more than five percent too much is a warning."""
        low = (
            max(1, floor(self.volume)) if self.named else min(floor(self.volume), ceil(self.volume * Fraction(19, 20)))
        )
        high = max(1, ceil(self.volume), floor(self.volume * Fraction(21, 20)))
        if volume < low:
            return Verdict.FAIL
        return Verdict.WARN if volume > high else Verdict.PASS


def _days(start: date, end: date | None) -> int | None:
    return None if end is None else (end - start).days + 1


def expected_quantity(old: History, new: History, day: date) -> Expectation | None:
    """What the successor should give in its own eenheid and frequentie; None where they cannot be compared (TW-06)."""
    begin, state = old.first, new.at(day)
    old_one, new_one = begin.content.omvang, state.content.omvang if state else None
    if old_one is None or new_one is None or state is None or old_one.volume is None:
        return None
    factor = _eenheid_factor(old_one, new_one, old)
    if factor is None:
        return None
    volume = old_one.volume * factor
    if old_one.frequentie == new_one.frequentie and old_one.frequentie != TOTAL:
        return Expectation(volume, named=True)
    if (old_one.frequentie, new_one.frequentie) in FACTORS:
        return Expectation(volume * FACTORS[old_one.frequentie, new_one.frequentie], named=True)
    days_old = _days(old.ingangsdatum, begin.einddatum)
    days_new = _days(new.ingangsdatum, state.einddatum)
    if (old_one.frequentie == TOTAL and days_old is None) or (new_one.frequentie == TOTAL and days_new is None):
        return None
    per_day = volume / (days_old or 1) if old_one.frequentie == TOTAL else volume * TIMES_A_DAY[old_one.frequentie]
    asked = per_day * (days_new or 1) if new_one.frequentie == TOTAL else per_day / TIMES_A_DAY[new_one.frequentie]
    return Expectation(asked, named=old_one.frequentie == new_one.frequentie)


def _eenheid_factor(old_one: Omvang, new_one: Omvang, old: History) -> Fraction | None:
    uitvoering = old.facts.uitvoering if old.facts is not None else None
    eenheden = {eenheid_in_30(old_one, uitvoering), old_one.eenheid}
    if new_one.eenheid in eenheden:
        return Fraction(1)
    if old_one.eenheid in MINUTES_PER_EENHEID and new_one.eenheid in MINUTES_PER_EENHEID:
        return Fraction(MINUTES_PER_EENHEID[old_one.eenheid], MINUTES_PER_EENHEID[new_one.eenheid])
    return None
