"""The quantity of care before and after: what a successor should give (TW-06)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from conformance.rules.migratieschema import gelezen_eenheid
from conformance.trace import Verloop
from istandaard.model import Omvang

MINUTEN = {"01": 1, "04": 60, "16": 240}
"""Convertible eenheden, in minutes; a dagdeel is four hours."""

FACTOREN = {
    ("3", "2"): Fraction(1, 4),
    ("3", "4"): Fraction(13, 12),
    ("5", "4"): Fraction(1, 12),
    ("1", "2"): Fraction(7),
}
"""The conversions the source lists; others are judged within five percent."""

PER_DAG = {"1": Fraction(1), "2": Fraction(1, 7), "3": Fraction(1, 28), "4": Fraction(12, 365), "5": Fraction(1, 365)}


@dataclass(frozen=True, slots=True)
class Verwachting:
    """The quantity a successor should give: exact, or within five percent for a conversion the source does not list."""

    volume: Fraction
    genoemd: bool

    def oordeel(self, volume: int) -> str:
        """Too little is "fail", more than five percent too much is "warn", otherwise "pass"."""
        laag = (
            max(1, floor(self.volume))
            if self.genoemd
            else min(floor(self.volume), ceil(self.volume * Fraction(19, 20)))
        )
        hoog = max(1, ceil(self.volume), floor(self.volume * Fraction(21, 20)))
        if volume < laag:
            return "fail"
        return "warn" if volume > hoog else "pass"


def _dagen(van: date, tot: date | None) -> int | None:
    return None if tot is None else (tot - van).days + 1


def verwachte_hoeveelheid(oud: Verloop, nieuw: Verloop, dag: date) -> Verwachting | None:
    """What the successor should give in its own eenheid and frequentie; None where they cannot be compared (TW-06)."""
    begin, stand = oud.eerste, nieuw.op(dag)
    oude, nieuwe = begin.inhoud.omvang, stand.inhoud.omvang if stand else None
    if oude is None or nieuwe is None or stand is None or oude.volume is None:
        return None
    factor = _eenheidsfactor(oude, nieuwe, oud)
    if factor is None:
        return None
    volume = oude.volume * factor
    if oude.frequentie == nieuwe.frequentie and oude.frequentie != "6":
        return Verwachting(volume, genoemd=True)
    if (oude.frequentie, nieuwe.frequentie) in FACTOREN:
        return Verwachting(volume * FACTOREN[oude.frequentie, nieuwe.frequentie], genoemd=True)
    dagen_oud = _dagen(oud.ingangsdatum, begin.einddatum)
    dagen_nieuw = _dagen(nieuw.ingangsdatum, stand.einddatum)
    if (oude.frequentie == "6" and dagen_oud is None) or (nieuwe.frequentie == "6" and dagen_nieuw is None):
        return None
    per_dag = volume / (dagen_oud or 1) if oude.frequentie == "6" else volume * PER_DAG[oude.frequentie]
    gevraagd = per_dag * (dagen_nieuw or 1) if nieuwe.frequentie == "6" else per_dag / PER_DAG[nieuwe.frequentie]
    return Verwachting(gevraagd, genoemd=oude.frequentie == nieuwe.frequentie)


def _eenheidsfactor(oude: Omvang, nieuwe: Omvang, oud: Verloop) -> Fraction | None:
    uitvoering = oud.feiten.uitvoering if oud.feiten is not None else None
    eenheden = {gelezen_eenheid(oude, uitvoering), oude.eenheid}
    if nieuwe.eenheid in eenheden:
        return Fraction(1)
    if oude.eenheid in MINUTEN and nieuwe.eenheid in MINUTEN:
        return Fraction(MINUTEN[oude.eenheid], MINUTEN[nieuwe.eenheid])
    return None
