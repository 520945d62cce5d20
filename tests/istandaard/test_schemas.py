from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from voorbeeldberichten import ALLES, OVERAL, regie, retour

from istandaard.releases import Domein, Release
from istandaard.schemas import schrijven, structuur
from istandaard.schemas.gegevens import (
    HEEN,
    RETOUR_VAN,
    SOORTEN,
    basisruimte,
    bericht_xsd,
    berichtcode,
    berichtcodes,
    berichtruimte,
    gegevens,
    releasegegevens,
    soorten,
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
    assert len(list(tmp_path.rglob("*.xsd"))) == 4 + len(OVERAL)


def test_naamruimten() -> None:
    assert berichtruimte("301", Release.R24, Domein.WMO).uri == "http://www.istandaarden.nl/iwmo/2_4/wmo301/schema"
    assert berichtruimte("308", Release.R30, Domein.JW).uri == "http://www.istandaarden.nl/ijw/3_0/jw308/schema"
    assert basisruimte(Release.R30, Domein.JW).uri == "http://www.istandaarden.nl/ijw/3_0/basisschema/schema"


def test_berichtcodes() -> None:
    codes = {domein: [berichtcode(soort, domein) for soort in SOORTEN] for domein in Domein}
    assert codes == {
        Domein.WMO: [*map(str, range(414, 422)), "444", "445", *map(str, range(480, 486))],
        Domein.JW: ["436", "437", "432", "433", *map(str, range(438, 442)), "446", "447", *map(str, range(486, 492))],
    }
    assert [berichtcodes(soort, Domein.WMO) for soort in ("301", "303", "304")] == [
        ("414",),
        ("416", "448"),
        ("417", "449"),
    ]
    assert berichtcodes("303", Domein.JW) == ("432", "450")


def test_welke_berichten_er_zijn() -> None:
    assert soorten(Release.R24) == ("301", "302", "303", "304", "305", "306", "307", "308", "315", "316")
    assert soorten(Release.R30) == SOORTEN
    assert set(HEEN) | set(RETOUR_VAN) == set(SOORTEN)
    assert {bron["retour"]: soort for soort, bron in gegevens()["berichten"].items()} == RETOUR_VAN
    with pytest.raises(KeyError):
        structuur.structuur("323", Release.R24, Domein.WMO)


def test_versie_van_het_schema() -> None:
    assert bericht_xsd("323", Release.R30, Domein.WMO) == "1.0.2"
    assert [bericht_xsd("325", Release.R30, domein) for domein in Domein] == ["1.1.0", "1.2.0"]
    assert bericht_xsd("304", Release.R24, Domein.JW) == "1.0.0"


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
    client = structuur.structuur("301", Release.R24, Domein.WMO).kinderen[1]
    assert client.kinderen[-1].naam == "ToegewezenProducten"
    assert "Beschikking" not in set(namen(client))
    assert "CDT_Grondslagen" not in schrijven.basisschema(Release.R24, Domein.WMO)


@pytest.mark.parametrize(
    ("kenmerk", "element"),
    [("status_client", "StatusAanlevering"), ("beschikkingnummer", "BeschikkingNummer"), ("xsd_versie", "XsdVersie")],
)
def test_onzeker_element_is_met_een_regel_weg(anders: Callable[..., None], kenmerk: str, element: str) -> None:
    voor = list(namen(structuur.structuur("305", Release.R24, Domein.WMO))).count(element)
    anders(kenmerk, waarde=False)
    assert list(namen(structuur.structuur("305", Release.R24, Domein.WMO))).count(element) == voor - 1


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
    (product,) = structuur.structuur("302", Release.R30, Domein.WMO).kinderen[1].kinderen[-2].kinderen
    assert product.naam == "ToegewezenProduct"
    assert product.kinderen[-1].naam == "RetourCodes"
    kop = structuur.structuur("302", Release.R30, Domein.WMO).kinderen[0]
    assert [kind.naam for kind in kop.kinderen[-5:]] == [
        "IdentificatieRetour",
        "DagtekeningRetour",
        "XsltVersie",
        "XsdVersieRetour",
        "RetourCodes",
    ]


def test_antwoord_op_een_declaratie_heeft_een_eigen_vorm() -> None:
    for release, domein in ALLES:
        kop, clienten = structuur.structuur("304", release, domein).kinderen
        assert (clienten.naam, clienten.min) == ("Clienten", 0)
        assert "DeclaratieFactuurBedragen" not in set(namen(kop))
        assert kop.kinderen[-1].naam == "RetourCodes"
        assert kop.kinderen[-1].min == 1
    kop, antwoord = structuur.structuur("325", Release.R30, Domein.WMO).kinderen
    assert (antwoord.naam, antwoord.min) == ("DeclaratieAntwoord", 0)
    assert list(namen(antwoord)).count("RetourCodes") == 3
    assert "IdentificatieRetour" not in set(namen(kop))


def test_verzameling_van_producten_in_een_318_heeft_geen_codes() -> None:
    verzoek = structuur.structuur("318", Release.R30, Domein.WMO).kinderen[1].kinderen[1]
    assert [kind.naam for kind in verzoek.kinderen[2:]] == [
        "OngewijzigdeProducten",
        "TeWijzigenProducten",
        "NieuweProducten",
        "RetourCodes",
    ]
    for verzameling in verzoek.kinderen[2:5]:
        assert verzameling.verzameling
        assert [kind.naam for kind in verzameling.kinderen[0].kinderen][-1] == "RetourCodes"


def test_element_van_een_domein() -> None:
    for soort, naam in (("315", "GezagsdragerBekend"), ("316", "GezagsdragerBekend"), ("319", "Woonplaatsbeginsel")):
        heeft = [naam in set(namen(structuur.structuur(soort, Release.R30, domein))) for domein in Domein]
        assert heeft == [False, True]


def test_code_van_de_verwijzer_is_in_2_4_een_regel_gegevens(anders: Callable[..., None]) -> None:
    assert [kind.naam for kind in structuur.basistype("CDT_Verwijzer", Release.R24)] == ["Type", "Naam"]
    anders("zorgverlenercode", waarde=True)
    assert [kind.naam for kind in structuur.basistype("CDT_Verwijzer", Release.R24)][-1] == "ZorgverlenerCode"


def test_inperking_staat_in_het_schema_bij_het_element() -> None:
    bericht = schrijven.berichtschema("303", Release.R24, Domein.WMO)
    basis = schrijven.basisschema(Release.R24, Domein.WMO)
    assert '<xs:pattern value="416|448"/>' in bericht
    assert '<xs:element name="Servicebureau" minOccurs="0">' in bericht
    assert '<xs:restriction base="iwmo:LDT_AgbCode">' in bericht
    assert '<xs:element name="BtwPercentage" minOccurs="0">' in basis
    assert '<xs:maxInclusive value="9999"/>' in basis


def test_onleesbare_sleutel_in_de_beschrijving(monkeypatch: pytest.MonkeyPatch, anders: Callable[..., None]) -> None:
    anders("beschikking", waarde=True)
    monkeypatch.setitem(gegevens()["cdt"], "CDT_Huis", {"Huis-nummer": "LDT_Huisnummer"})
    with pytest.raises(ValueError, match="sleutel 'Huis-nummer' is niet te lezen"):
        structuur.basistype("CDT_Huis", Release.R24)
