"""The gemeente and the aanbieders of the cases."""

from collections.abc import Iterable

from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.generators.people.clients import AANBIEDERS as SYNTHETIC
from migratietoets.generators.people.clients import GEMEENTEN

GEMEENTE, OTHER_GEMEENTE = GEMEENTEN[:2]
"""The gemeente of every case, and the one that is responsible where the woonplaatsbeginsel says so (CD088)."""
AANBIEDERS = dict(enumerate(SYNTHETIC, start=1))
"""Their AGB codes by the number that a case gives them."""
OWN_AANBIEDER = frozenset({"declareren", "vot-vow"})
"""Chapters with messages that do not name one client: here aanbieder 1 is another in each case, which says whose."""
OWN_AGB_START = 4000
"""Where their AGB codes begin."""


def agb(case: Case, index: int) -> str:
    """The AGB code of aanbieder 1 or 2 in a case."""
    if index == 1 and case.chapter in OWN_AANBIEDER:
        return f"9999{OWN_AGB_START + case.number:04d}"
    return AANBIEDERS[index]


def aanbieders(cases: Iterable[Case]) -> list[str]:
    """The AGB codes of every aanbieder that takes part in these cases."""
    return sorted({*AANBIEDERS.values(), *(agb(case, 1) for case in cases)})
