"""What 3.0 still allows in a toewijzing that is valid after 2020, as tables (CD075-CD081, CS104, CS330)."""

from types import MappingProxyType
from typing import NamedTuple

from migratietoets.istandaard.codelijsten import codes

DROPPED_EENHEDEN_PER_DAY = frozenset({codes.ETMAAL, codes.DAGDEEL, codes.EURO, codes.STUKS_INSPANNING})
"""Not per dag (frequentie 1) when the toewijzing ends after 2020 or not at all (CD081)."""
DROPPED_FREQUENTIES = frozenset({codes.PER_FOUR_WEEKS, codes.PER_YEAR})
"""Per vier weken and per jaar: not when the toewijzing ends after 2020 or not at all (CS104)."""
FREQUENTIES_WITH_EINDDATUM = frozenset({codes.PER_WEEK, codes.TOTAL})
"""Per week and totaal binnen geldigheidsduur: einddatum compulsory (CD076)."""
DROPPED_EENHEDEN = frozenset({codes.WEEK, codes.INDEPENDENT_OF_TIME})
"""Week and tijdsonafhankelijk: never in an omvang (CS330)."""
EENHEDEN_INSPANNING = frozenset({codes.MINUTE, codes.HOUR, codes.ETMAAL, codes.DAGDEEL, codes.STUKS_INSPANNING})
"""Eenheden that measure effort; 84 exists in 3.0 only."""
EENHEDEN_OUTPUT = frozenset({codes.STUKS, codes.EURO})
"""Eenheden that measure output; in 2.4 an 82 may also mean inspanning."""

_EENHEDEN = (codes.MINUTE, codes.HOUR, codes.ETMAAL, codes.DAGDEEL, codes.STUKS, codes.EURO, codes.STUKS_INSPANNING)
_FREQUENTIES = (codes.PER_DAY, codes.PER_WEEK, codes.PER_MONTH, codes.TOTAL)

ALLOWED: MappingProxyType[str, MappingProxyType[str, bool]] = MappingProxyType(
    {
        eenheid: MappingProxyType(
            {
                frequentie: frequentie in FREQUENTIES_WITH_EINDDATUM
                for frequentie in _FREQUENTIES
                if not (frequentie == codes.PER_DAY and eenheid in DROPPED_EENHEDEN_PER_DAY)
            }
        )
        for eenheid in _EENHEDEN
    }
)
"""Eenheid -> permitted frequentie -> whether the einddatum is compulsory."""


class Variant(NamedTuple):
    """A permitted form of a toewijzing: which parts are filled.

    Attributes:
        frequenties: None when the variant has no omvang; otherwise those it may have.
        einddatum: compulsory whatever the frequentie (CD075).
    """

    categorie: bool
    code: bool
    budget: bool
    frequenties: frozenset[str] | None
    einddatum: bool


def only_in_30(categorie: str | None, eenheid: str | None, *, budget: bool) -> bool:
    """Whether release 2.4 cannot express this: a budget, stuks (inspanning) or no product (NT-06, MT-05)."""
    return budget or eenheid == codes.STUKS_INSPANNING or categorie is None


def einddatum_compulsory(frequentie: str | None, *, budget: bool) -> bool:
    """Whether 3.0 demands an einddatum: of a budget, and of some frequenties (CD075, CD076)."""
    return budget or frequentie in FREQUENTIES_WITH_EINDDATUM


_ALL = frozenset(_FREQUENTIES)

VARIANTS: MappingProxyType[str, Variant] = MappingProxyType(
    {
        "specifiek": Variant(categorie=True, code=True, budget=False, frequenties=_ALL, einddatum=False),
        "aspecifiek_zonder_budget": Variant(
            categorie=True, code=False, budget=False, frequenties=None, einddatum=False
        ),
        "aspecifiek_met_budget": Variant(categorie=True, code=False, budget=True, frequenties=None, einddatum=True),
        "generiek_met_budget": Variant(categorie=False, code=False, budget=True, frequenties=None, einddatum=True),
        "specifiek_traject": Variant(
            categorie=True, code=True, budget=False, frequenties=frozenset({codes.TOTAL}), einddatum=True
        ),
        "aspecifiek_traject": Variant(categorie=True, code=False, budget=False, frequenties=None, einddatum=False),
    }
)
"""The six variants of 3.0 (NT-05). A traject has the shape of another variant; the two are told apart by contract.

An aspecifiek traject with a budget has the shape of aspecifiek_met_budget.
"""
