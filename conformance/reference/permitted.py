"""What each release can express: one small question per rule of the information model."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from migratietoets.istandaard.codelijsten.codes import PER_DAY, STUKS_INSPANNING
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import END_OF_2020, Release
from migratietoets.istandaard.varianten import (
    DROPPED_EENHEDEN,
    DROPPED_EENHEDEN_PER_DAY,
    DROPPED_FREQUENTIES,
    FREQUENTIES_WITH_EINDDATUM,
)


def after_2020(toewijzing: Toewijzing) -> bool:
    """Tell whether a toewijzing is still valid in 2021: it ends later or not at all."""
    return toewijzing.einddatum is None or toewijzing.einddatum > END_OF_2020


def has_omvang(toewijzing: Toewijzing) -> bool:
    """Tell whether there is any omvang."""
    return toewijzing.omvang is not None


def _specifiek_without_omvang(t: Toewijzing) -> bool:
    return t.code is not None and (t.omvang is None or t.volume is None)


def _budget_without_einddatum(t: Toewijzing) -> bool:
    return t.budget is not None and t.einddatum is None


def _frequentie_without_einddatum(t: Toewijzing) -> bool:
    return t.frequentie in FREQUENTIES_WITH_EINDDATUM and t.einddatum is None


def _omvang_and_budget(t: Toewijzing) -> bool:
    return has_omvang(t) and t.budget is not None


def _no_product_and_no_budget(t: Toewijzing) -> bool:
    return t.categorie is None and t.budget is None


def _omvang_without_code(t: Toewijzing) -> bool:
    return has_omvang(t) and t.categorie is not None and t.code is None and after_2020(t)


def _per_day(t: Toewijzing) -> bool:
    return t.frequentie == PER_DAY and t.eenheid in DROPPED_EENHEDEN_PER_DAY and after_2020(t)


def _lapsed_frequentie(t: Toewijzing) -> bool:
    return t.frequentie in DROPPED_FREQUENTIES and after_2020(t)


def _lapsed_eenheid(t: Toewijzing) -> bool:
    return t.eenheid in DROPPED_EENHEDEN


BREACHES: Mapping[str, Callable[[Toewijzing], bool]] = MappingProxyType(
    {
        "CD041": _specifiek_without_omvang,
        "CD075": _budget_without_einddatum,
        "CD076": _frequentie_without_einddatum,
        "CD077": _omvang_and_budget,
        "CD079": _no_product_and_no_budget,
        "CD080": _omvang_without_code,
        "CD081": _per_day,
        "CS104": _lapsed_frequentie,
        "CS330": _lapsed_eenheid,
    }
)
"""Rule of the model -> does this toewijzing break it (CD077 stands for its mirror CD078 too)."""


def violations(toewijzing: Toewijzing) -> list[str]:
    """Give the rules of 3.0 that the content of a toewijzing breaks; [] when it is one of the permitted variants."""
    return [rule for rule, breaks in BREACHES.items() if breaks(toewijzing)]


def expressible(toewijzing: Toewijzing, release: Release) -> bool:
    """Tell whether a release has the words for a toewijzing.

    2.4 has no budget, no stuks (inspanning) and no toewijzing without a product. 3.0 has permitted variants with a
    number only.
    """
    if release is Release.R24:
        return toewijzing.categorie is not None and toewijzing.budget is None and toewijzing.eenheid != STUKS_INSPANNING
    return toewijzing.toewijzingnummer is not None and not violations(toewijzing)
