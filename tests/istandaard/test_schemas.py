from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from voorbeeldberichten import ALLES, regie, retour

from istandaard.releases import Domein, Release
from istandaard.schemas import schrijven, structuur
from istandaard.schemas.gegevens import (
    SOORTEN,
    basisruimte,
    berichtcode,
    berichtruimte,
    gegevens,
    releasegegevens,
)
from istandaard.schemas.structuur import Element


def test_xsds_in_de_map_zijn_bij() -> None:
    inhoud = {
        pad.relative_to(schrijven.XSD_MAP).as_posix(): pad.read_bytes().decode()
        for pad in schrijven.XSD_MAP.rglob("*.xsd")
    }
    assert inhoud == schrijven.bestanden(), "draai: python -m istandaard.schemas.schrijven"


def test_schrijven_maakt_bestanden_en_ruimt_oude_op(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schrijven, "XSD_MAP", tmp_path)
    oud = tmp_path / "2.4" / "wmo999.xsd"
    oud.parent.mkdir()
    oud.write_text("weg", "utf-8")
    schrijven.main()
    assert not oud.exists()
    assert len(list(tmp_path.rglob("*.xsd"))) == 4 * (1 + len(SOORTEN))


def test_naamruimten() -> None:
    assert berichtruimte("301", Release.R24, Domein.WMO).uri == "http://www.istandaarden.nl/iwmo/2_4/wmo301/schema"
    assert berichtruimte("308", Release.R30, Domein.JW).uri == "http://www.istandaarden.nl/ijw/3_0/jw308/schema"
    assert basisruimte(Release.R30, Domein.JW).uri == "http://www.istandaarden.nl/ijw/3_0/basisschema/schema"


def test_berichtcodes() -> None:
    codes = {f"{domein}{soort}": berichtcode(soort, domein) for domein in Domein for soort in SOORTEN}
    assert list(codes.values()) == [*map(str, range(414, 416)), "418", "419", "420", "421", *map(str, range(436, 442))]


@pytest.mark.parametrize("release", list(Release))
def test_elk_gegeven_van_een_release_heeft_een_zekerheid(release: Release) -> None:
    feiten = gegevens()["releases"][str(release)]
    assert {feit["zekerheid"] for feit in feiten.values()} <= {"officieel", "afgeleid", "aangenomen"}
    assert releasegegevens(release).berichtversie == str(release)[0]


@pytest.fixture
def anders(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Describe 2.4 otherwise, as somebody would who found its official schema."""
    geheugens = (releasegegevens, structuur.structuur, structuur.basistype, schrijven._typen)

    def leeg() -> None:
        for geheugen in geheugens:
            geheugen.cache_clear()

    def zet(naam: str, waarde: object) -> None:
        monkeypatch.setitem(gegevens()["releases"]["2.4"], naam, {"waarde": waarde, "zekerheid": "officieel"})
        leeg()

    yield zet
    monkeypatch.undo()
    leeg()


def namen(element: Element) -> Iterator[str]:
    yield element.naam
    for kind in element.kinderen:
        yield from namen(kind)


def test_zonder_beschikking_staan_de_producten_onder_client(anders: Callable[..., None]) -> None:
    anders("beschikking", waarde=False)
    client = structuur.structuur("301", Release.R24).kinderen[1]
    assert client.kinderen[-1].naam == "ToegewezenProducten"
    assert "Beschikking" not in set(namen(client))
    assert "CDT_Grondslagen" not in schrijven.basisschema(Release.R24, Domein.WMO)


@pytest.mark.parametrize(
    ("kenmerk", "element"),
    [("status_client", "StatusAanlevering"), ("beschikkingnummer", "BeschikkingNummer"), ("xsd_versie", "XsdVersie")],
)
def test_onzeker_element_is_met_een_regel_weg(anders: Callable[..., None], kenmerk: str, element: str) -> None:
    voor = list(namen(structuur.structuur("305", Release.R24))).count(element)
    anders(kenmerk, waarde=False)
    assert list(namen(structuur.structuur("305", Release.R24))).count(element) == voor - 1


def test_retour_zonder_xsd_versie(anders: Callable[..., None]) -> None:
    anders("xsd_versie", waarde=False)
    kop = retour(regie("305", Release.R24), "0200").inhoud["Header"]
    assert not {"XsdVersie", "XsdVersieRetour"} & set(kop)


@pytest.mark.parametrize(("release", "domein"), ALLES)
def test_enumeraties_noemen_alleen_codes_van_hun_release(release: Release, domein: Domein) -> None:
    tekst = schrijven.basisschema(release, domein)
    assert ('<xs:enumeration value="84"/>' in tekst) == (release == Release.R30)
    assert ('<xs:enumeration value="8004"/>' in tekst) == (release == Release.R24)
    assert ('<xs:enumeration value="55"/>' in tekst) == (domein == Domein.JW)


def test_retour_heeft_codes_op_elke_klasse_en_niet_op_een_verzameling() -> None:
    (product,) = structuur.structuur("302", Release.R30).kinderen[1].kinderen[-2].kinderen
    assert product.naam == "ToegewezenProduct"
    assert product.kinderen[-1].naam == "RetourCodes"
    kop = structuur.structuur("302", Release.R30).kinderen[0]
    assert [kind.naam for kind in kop.kinderen[-5:]] == [
        "IdentificatieRetour",
        "DagtekeningRetour",
        "XsltVersie",
        "XsdVersieRetour",
        "RetourCodes",
    ]


def test_onleesbare_sleutel_in_de_beschrijving(monkeypatch: pytest.MonkeyPatch, anders: Callable[..., None]) -> None:
    anders("beschikking", waarde=True)
    monkeypatch.setitem(gegevens()["cdt"], "CDT_Huis", {"Huis-nummer": "LDT_Huisnummer"})
    with pytest.raises(ValueError, match="sleutel 'Huis-nummer' is niet te lezen"):
        structuur.basistype("CDT_Huis", Release.R24)
