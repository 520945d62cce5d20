import pytest

from istandaard.codelijsten import EENHEID, FREQUENTIE, codelijst
from istandaard.releases import Release
from istandaard.varianten import (
    EENHEDEN_INSPANNING,
    EENHEDEN_OUTPUT,
    EENHEDEN_PER_DAG_VERVALLEN,
    EENHEDEN_VERVALLEN,
    FREQUENTIES_MET_EINDDATUM,
    FREQUENTIES_VERVALLEN,
    TOEGESTAAN,
    VARIANTEN,
)


def test_elke_eenheid_van_3_0_is_toegestaan_of_vervallen() -> None:
    assert set(TOEGESTAAN) | EENHEDEN_VERVALLEN == codelijst(EENHEID).codes(Release.R30)
    assert set(TOEGESTAAN) == EENHEDEN_INSPANNING | EENHEDEN_OUTPUT
    assert not EENHEDEN_INSPANNING & EENHEDEN_OUTPUT


@pytest.mark.parametrize("eenheid", TOEGESTAAN)
def test_frequenties_per_eenheid(eenheid: str) -> None:
    verwacht = codelijst(FREQUENTIE).codes(Release.R30) - FREQUENTIES_VERVALLEN
    if eenheid in EENHEDEN_PER_DAG_VERVALLEN:
        verwacht -= {"1"}
    assert set(TOEGESTAAN[eenheid]) == verwacht
    assert {frequentie for frequentie, verplicht in TOEGESTAAN[eenheid].items() if verplicht} == (
        FREQUENTIES_MET_EINDDATUM
    )


def test_aantal_combinaties() -> None:
    assert sum(map(len, TOEGESTAAN.values())) == 24


def test_zes_varianten() -> None:
    assert len(VARIANTEN) == 6
    assert all(variant.einddatum for variant in VARIANTEN.values() if variant.budget)
    assert all(variant.code == (variant.frequenties is not None) for variant in VARIANTEN.values())
    assert VARIANTEN["aspecifiek_traject"] == VARIANTEN["aspecifiek_zonder_budget"]


def test_tabellen_zijn_niet_te_wijzigen() -> None:
    with pytest.raises(TypeError):
        TOEGESTAAN["04"]["3"] = True
