import pytest

from istandaard.codelijsten import (
    EENHEID,
    FREQUENTIE,
    PRODUCTCATEGORIE,
    REDEN_BEEINDIGING,
    REDEN_WIJZIGING,
    RETOURCODE,
    codelijst,
    codelijsten,
)
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import gegevens
from istandaard.schemas.schrijven import lijst_van

R24, R30 = Release


def test_82_heet_in_3_0_anders() -> None:
    assert codelijst(EENHEID).label("82", R24) == "Stuks"
    assert codelijst(EENHEID).label("82", R30) == "Stuks (output)"


def test_84_bestaat_alleen_in_3_0() -> None:
    assert codelijst(EENHEID).codes(R30) - codelijst(EENHEID).codes(R24) == {"84"}
    assert codelijst(EENHEID).codes(R24) <= codelijst(EENHEID).codes(R30)
    with pytest.raises(KeyError):
        codelijst(EENHEID).label("84", R24)


def test_frequenties_zijn_in_beide_releases_gelijk() -> None:
    assert codelijst(FREQUENTIE).codes(R24) == codelijst(FREQUENTIE).codes(R30) == set("123456")


@pytest.mark.parametrize("domein", list(Domein))
def test_nieuwe_redenen(domein: Domein) -> None:
    wijziging, einde = codelijst(REDEN_WIJZIGING[domein]), codelijst(REDEN_BEEINDIGING[domein])
    assert wijziging.codes(R30) - wijziging.codes(R24) == {"12"}
    assert einde.codes(R30) - einde.codes(R24) == {"36", "37"}


def test_31_betekent_per_domein_iets_anders() -> None:
    wmo, jw = (codelijst(REDEN_BEEINDIGING[domein]).label("31", R30) for domein in (Domein.WMO, Domein.JW))
    assert "Verhuizing" in wmo
    assert "volgens plan" in jw


def test_productcategorieen_overlappen_niet() -> None:
    wmo, jw = (codelijst(PRODUCTCATEGORIE[domein]).codes(R30) for domein in (Domein.WMO, Domein.JW))
    assert not wmo & jw
    assert (len(wmo), len(jw)) == (18, 24)


def test_retourcodes_die_vervielen_en_erbij_kwamen() -> None:
    lijst = codelijst(RETOURCODE)
    assert lijst.codes(R24) - lijst.codes(R30) == {"8004", "8857", "8858", "8859", "8860", "8861", "8862"}
    assert {"9332", "9361", "9375"} <= lijst.codes(R30) - lijst.codes(R24)
    assert lijst.label("0200", R24) == "Geen opmerkingen over deze klasse"


@pytest.mark.parametrize("naam", codelijsten())
def test_elke_code_heeft_een_label(naam: str) -> None:
    lijst = codelijst(naam)
    assert lijst.id == naam
    assert lijst.naam
    assert any(lijst.codes(release) for release in Release)
    for release in Release:
        assert all(lijst.label(code, release).strip() for code in lijst.codes(release))


@pytest.mark.parametrize(("naam", "codes"), [("WJ758", "12"), ("WJ759", "123456789"), ("WJ760", "12")])
def test_lijsten_bij_verzoek_en_antwoord_zijn_nieuw_in_3_0(naam: str, codes: str) -> None:
    assert codelijst(naam).codes(R24) == frozenset()
    assert codelijst(naam).codes(R30) == set(codes)


@pytest.mark.parametrize(
    ("naam", "codes"),
    [
        ("COD043", {"C", "D"}),
        ("COD260", {"1", "2"}),
        ("COD327", {"01", "02", "03", "04", "05", "06", "08"}),
        ("COD363", {"EUR"}),
        ("COD833", {"01", "02"}),
        ("WMO106", {"1", "2"}),
    ],
)
def test_lijsten_bij_declaratie_en_verzoek_zijn_in_beide_releases_gelijk(naam: str, codes: set[str]) -> None:
    assert codelijst(naam).codes(R24) == codelijst(naam).codes(R30) == codes


def test_lijst_die_alleen_in_2_4_bestaat() -> None:
    assert codelijst("COD736").codes(R24) == {f"0{i}" for i in range(1, 8)}
    assert codelijst("COD736").codes(R30) == frozenset()


def test_landen() -> None:
    assert len(codelijst("COD032").codes(R30)) == 249
    assert codelijst("COD032").label("NL", R24) == "NL"


def test_onbekende_lijst() -> None:
    with pytest.raises(KeyError):
        codelijst("WJ999")


@pytest.mark.parametrize("domein", list(Domein))
def test_elke_lijst_wordt_gebruikt_en_alleen_de_vragen_bij_beperkingen_ontbreken(domein: Domein) -> None:
    gevraagd = {lijst_van(type_, domein) for type_ in gegevens()["ldt"]} - {None}
    assert gevraagd - set(codelijsten()) == {"COD825"}
