"""The codes that rules and programs speak of, by name; the lists beside this module hold all there are."""

from fractions import Fraction

from migratietoets.istandaard.releases import Domein

MINUTE, HOUR, ETMAAL, DAGDEEL, STUKS, EURO, STUKS_INSPANNING = "01", "04", "14", "16", "82", "83", "84"
"""Eenheden (eenheid.yaml).

Euro's are counted in whole cents. Stuks are output in release 3.0, which has a code of its own for stuks that mean
inspanning; in 2.4 they may be either.
"""
MINUTES_PER_EENHEID = {MINUTE: 1, HOUR: 60, DAGDEEL: 240}
"""Eenheden of time, in minutes; a dagdeel is four hours."""
WEEK, INDEPENDENT_OF_TIME = "21", "81"
"""Eenheden that are in the list, but in no omvang (CS330)."""

PER_DAY, PER_WEEK, PER_FOUR_WEEKS, PER_MONTH, PER_YEAR, TOTAL = "1", "2", "3", "4", "5", "6"
"""Frequenties (frequentie.yaml); TOTAL: in the whole term of the toewijzing."""
DAYS_PER_FREQUENTIE = {
    PER_DAY: Fraction(1),
    PER_WEEK: Fraction(7),
    PER_FOUR_WEEKS: Fraction(28),
    PER_MONTH: Fraction(364, 12),
    PER_YEAR: Fraction(364),
}
"""How many days each takes where one is converted to another: a year is 13 times four weeks, or 12 months (TW-06)."""

CORRECTION, DEATH, CONTRACTWIJZIGING, EXTENSION, SHORTENING, BY_AANBIEDER = "01", "02", "03", "04", "05", "12"
OTHER_FORM, OTHER_AANBIEDER = "08", "09"
"""Reasons to change a toewijzing (reden_wijziging.yaml); DEATH is a reason to stop too. BY_AANBIEDER: 3.0 only."""

TEMPORARY, BY_GEMEENTE, BY_WIJZIGINGSVERZOEK = "20", "36", "37"
"""Reasons to stop care (reden_beeindiging.yaml), alike in both domeinen; the last two: 3.0 only."""
REACTIONS = frozenset({BY_GEMEENTE, BY_WIJZIGINGSVERZOEK})
"""Of these the ones that answer what the gemeente did, and are no reason of the aanbieder's own."""
IN_AGREEMENT = {Domein.WMO: "23", Domein.JW: "34"}
"""The reason to stop care early that both parties agree on, by domein."""
AS_PLANNED = {Domein.WMO: "19", Domein.JW: "31"}
"""The reason to stop care that has come to its planned end, by domein."""
