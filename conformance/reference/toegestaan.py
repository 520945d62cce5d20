"""What each release can express: one small question per rule of the information model."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from istandaard.model import Toewijzing
from istandaard.releases import EINDE_2020, Release
from istandaard.varianten import (
    EENHEDEN_PER_DAG_VERVALLEN,
    EENHEDEN_VERVALLEN,
    FREQUENTIES_MET_EINDDATUM,
    FREQUENTIES_VERVALLEN,
)

STUKS_OUTPUT = "82"
STUKS_INSPANNING = "84"
PER_DAG = "1"


def na_2020(toewijzing: Toewijzing) -> bool:
    """Tell whether a toewijzing is still valid in 2021: it ends later or not at all."""
    return toewijzing.einddatum is None or toewijzing.einddatum > EINDE_2020


def met_omvang(toewijzing: Toewijzing) -> bool:
    """Tell whether there is any omvang."""
    return toewijzing.omvang is not None


def _specifiek_zonder_omvang(t: Toewijzing) -> bool:
    return t.code is not None and (t.omvang is None or t.volume is None)


def _budget_zonder_einddatum(t: Toewijzing) -> bool:
    return t.budget is not None and t.einddatum is None


def _frequentie_zonder_einddatum(t: Toewijzing) -> bool:
    return t.frequentie in FREQUENTIES_MET_EINDDATUM and t.einddatum is None


def _omvang_en_budget(t: Toewijzing) -> bool:
    return met_omvang(t) and t.budget is not None


def _geen_product_en_geen_budget(t: Toewijzing) -> bool:
    return t.categorie is None and t.budget is None


def _omvang_zonder_code(t: Toewijzing) -> bool:
    return met_omvang(t) and t.code is None and na_2020(t)


def _per_dag(t: Toewijzing) -> bool:
    return t.frequentie == PER_DAG and t.eenheid in EENHEDEN_PER_DAG_VERVALLEN and na_2020(t)


def _vervallen_frequentie(t: Toewijzing) -> bool:
    return t.frequentie in FREQUENTIES_VERVALLEN and na_2020(t)


def _vervallen_eenheid(t: Toewijzing) -> bool:
    return t.eenheid in EENHEDEN_VERVALLEN


BREUKEN: Mapping[str, Callable[[Toewijzing], bool]] = MappingProxyType(
    {
        "CD041": _specifiek_zonder_omvang,
        "CD075": _budget_zonder_einddatum,
        "CD076": _frequentie_zonder_einddatum,
        "CD077": _omvang_en_budget,
        "CD079": _geen_product_en_geen_budget,
        "CD080": _omvang_zonder_code,
        "CD081": _per_dag,
        "CS104": _vervallen_frequentie,
        "CS330": _vervallen_eenheid,
    }
)
"""Rule of the model -> does this toewijzing break it (CD077 stands for its mirror CD078 too)."""


def overtredingen(toewijzing: Toewijzing) -> list[str]:
    """Give the rules of 3.0 that the content of a toewijzing breaks; [] when it is one of the permitted variants."""
    return [regel for regel, breekt in BREUKEN.items() if breekt(toewijzing)]


def uitdrukbaar(toewijzing: Toewijzing, release: Release) -> bool:
    """Tell whether a release has the words for a toewijzing.

    2.4 has no budget, no stuks (inspanning) and no toewijzing without a product. 3.0 has permitted variants with a
    number only.
    """
    if release is Release.R24:
        return toewijzing.categorie is not None and toewijzing.budget is None and toewijzing.eenheid != STUKS_INSPANNING
    return toewijzing.toewijzingnummer is not None and not overtredingen(toewijzing)
