import pytest

from migratietoets.istandaard.codelijsten import EENHEID, FREQUENTIE, code_list
from migratietoets.istandaard.releases import Release
from migratietoets.istandaard.varianten import (
    ALLOWED,
    DROPPED_EENHEDEN,
    DROPPED_EENHEDEN_PER_DAY,
    DROPPED_FREQUENTIES,
    EENHEDEN_INSPANNING,
    EENHEDEN_OUTPUT,
    FREQUENTIES_WITH_EINDDATUM,
    VARIANTS,
)


def test_every_eenheid_of_3_0_is_permitted_or_dropped() -> None:
    assert set(ALLOWED) | DROPPED_EENHEDEN == code_list(EENHEID).codes(Release.R30)
    assert set(ALLOWED) == EENHEDEN_INSPANNING | EENHEDEN_OUTPUT
    assert not EENHEDEN_INSPANNING & EENHEDEN_OUTPUT


@pytest.mark.parametrize("eenheid", ALLOWED)
def test_each_eenheid_has_its_frequenties(eenheid: str) -> None:
    expected = code_list(FREQUENTIE).codes(Release.R30) - DROPPED_FREQUENTIES
    if eenheid in DROPPED_EENHEDEN_PER_DAY:
        expected -= {"1"}
    assert set(ALLOWED[eenheid]) == expected
    assert {frequentie for frequentie, required in ALLOWED[eenheid].items() if required} == (FREQUENTIES_WITH_EINDDATUM)


def test_there_are_24_combinations() -> None:
    assert sum(map(len, ALLOWED.values())) == 24


def test_there_are_six_variants() -> None:
    assert len(VARIANTS) == 6
    assert all(variant.einddatum for variant in VARIANTS.values() if variant.budget)
    assert all(variant.code == (variant.frequenties is not None) for variant in VARIANTS.values())
    assert VARIANTS["aspecifiek_traject"] == VARIANTS["aspecifiek_zonder_budget"]


def test_tables_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        ALLOWED["04"]["3"] = True
