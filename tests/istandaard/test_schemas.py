from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas import structure, xsd_writer
from migratietoets.istandaard.schemas.release_facts import (
    HEEN,
    KINDS,
    RETOUR_OF,
    base_namespace,
    bericht_namespace,
    bericht_xsd,
    berichtcode,
    berichtcodes,
    kinds,
    release_data,
    standard_data,
)
from migratietoets.istandaard.schemas.structure import Element
from tests.helpers.sample_messages import EVERYTHING, EVERYWHERE, regie, retour


def test_the_xsds_in_the_folder_are_up_to_date() -> None:
    content = {
        path.relative_to(xsd_writer.XSD_FOLDER).as_posix(): path.read_bytes().decode()
        for path in xsd_writer.XSD_FOLDER.rglob("*.xsd")
    }
    assert content == xsd_writer.files(), "draai: python -m migratietoets.istandaard.schemas.xsd_writer"


def test_writing_makes_files_and_removes_old_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xsd_writer, "XSD_FOLDER", tmp_path)
    old = tmp_path / "2.4" / "wmo999.xsd"
    old.parent.mkdir()
    old.write_text("weg", "utf-8")
    xsd_writer.main()
    assert not old.exists()
    assert len(list(tmp_path.rglob("*.xsd"))) == 4 + len(EVERYWHERE)


def test_namespaces_name_domein_and_release() -> None:
    assert bericht_namespace("301", Release.R24, Domein.WMO).uri == "http://www.istandaarden.nl/iwmo/2_4/wmo301/schema"
    assert bericht_namespace("308", Release.R30, Domein.JW).uri == "http://www.istandaarden.nl/ijw/3_0/jw308/schema"
    assert base_namespace(Release.R30, Domein.JW).uri == "http://www.istandaarden.nl/ijw/3_0/basisschema/schema"


def test_each_bericht_has_its_code() -> None:
    codes = {domein: [berichtcode(kind, domein) for kind in KINDS] for domein in Domein}
    assert codes == {
        Domein.WMO: [*map(str, range(414, 422)), "444", "445", *map(str, range(480, 486))],
        Domein.JW: ["436", "437", "432", "433", *map(str, range(438, 442)), "446", "447", *map(str, range(486, 492))],
    }
    assert [berichtcodes(kind, Domein.WMO) for kind in ("301", "303", "304")] == [
        ("414",),
        ("416", "448"),
        ("417", "449"),
    ]
    assert berichtcodes("303", Domein.JW) == ("432", "450")


def test_each_release_has_its_berichten() -> None:
    assert kinds(Release.R24) == ("301", "302", "303", "304", "305", "306", "307", "308", "315", "316")
    assert kinds(Release.R30) == KINDS
    assert set(HEEN) | set(RETOUR_OF) == set(KINDS)
    assert {source["retour"]: kind for kind, source in standard_data()["berichten"].items()} == RETOUR_OF
    with pytest.raises(KeyError):
        structure.structure("323", Release.R24, Domein.WMO)


def test_the_version_of_the_schema() -> None:
    assert bericht_xsd("323", Release.R30, Domein.WMO) == "1.0.2"
    assert [bericht_xsd("325", Release.R30, domein) for domein in Domein] == ["1.1.0", "1.2.0"]
    assert bericht_xsd("304", Release.R24, Domein.JW) == "1.0.0"


@pytest.mark.parametrize("release", list(Release))
def test_every_datum_of_a_release_has_a_certainty(release: Release) -> None:
    facts = standard_data()["releases"][str(release)]
    assert {fact["zekerheid"] for fact in facts.values()} <= {"officieel", "afgeleid", "aangenomen"}
    assert release_data(release).berichtversie == str(release)[0]


@pytest.fixture
def otherwise(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Describe 2.4 otherwise, as somebody would who found its official schema."""
    cache_functions = (release_data, structure.structure, structure.base_type, xsd_writer._types)

    def empty() -> None:
        for cache_function in cache_functions:
            cache_function.cache_clear()

    def put(name: str, value: object) -> None:
        monkeypatch.setitem(standard_data()["releases"]["2.4"], name, {"waarde": value, "zekerheid": "officieel"})
        empty()

    yield put
    monkeypatch.undo()
    empty()


def names(element: Element) -> Iterator[str]:
    yield element.name
    for child in element.children:
        yield from names(child)


def test_without_beschikking_the_producten_stand_under_client(otherwise: Callable[..., None]) -> None:
    otherwise("beschikking", value=False)
    client = structure.structure("301", Release.R24, Domein.WMO).children[1]
    assert client.children[-1].name == "ToegewezenProducten"
    assert "Beschikking" not in set(names(client))
    assert "CDT_Grondslagen" not in xsd_writer.basisschema(Release.R24, Domein.WMO)


@pytest.mark.parametrize(
    ("trait", "element"),
    [("status_client", "StatusAanlevering"), ("beschikkingnummer", "BeschikkingNummer"), ("xsd_versie", "XsdVersie")],
)
def test_an_uncertain_element_is_gone_with_one_line(otherwise: Callable[..., None], trait: str, element: str) -> None:
    before = list(names(structure.structure("305", Release.R24, Domein.WMO))).count(element)
    otherwise(trait, value=False)
    assert list(names(structure.structure("305", Release.R24, Domein.WMO))).count(element) == before - 1


def test_a_retour_without_xsd_version(otherwise: Callable[..., None]) -> None:
    otherwise("xsd_versie", value=False)
    header = retour(regie("305", Release.R24), "0200").content["Header"]
    assert not {"XsdVersie", "XsdVersieRetour"} & set(header)


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
def test_enumerations_name_only_codes_of_their_release(release: Release, domein: Domein) -> None:
    text = xsd_writer.basisschema(release, domein)
    assert ('<xs:enumeration value="84"/>' in text) == (release == Release.R30)
    assert ('<xs:enumeration value="8004"/>' in text) == (release == Release.R24)
    assert ('<xs:enumeration value="55"/>' in text) == (domein == Domein.JW)


def test_a_retour_has_codes_on_every_class_and_not_on_a_collection() -> None:
    (product,) = structure.structure("302", Release.R30, Domein.WMO).children[1].children[-2].children
    assert product.name == "ToegewezenProduct"
    assert product.children[-1].name == "RetourCodes"
    header = structure.structure("302", Release.R30, Domein.WMO).children[0]
    assert [child.name for child in header.children[-5:]] == [
        "IdentificatieRetour",
        "DagtekeningRetour",
        "XsltVersie",
        "XsdVersieRetour",
        "RetourCodes",
    ]


def test_an_answer_to_a_declaratie_has_a_shape_of_its_own() -> None:
    for release, domein in EVERYTHING:
        header, clients = structure.structure("304", release, domein).children
        assert (clients.name, clients.min) == ("Clienten", 0)
        assert "DeclaratieFactuurBedragen" not in set(names(header))
        assert header.children[-1].name == "RetourCodes"
        assert header.children[-1].min == 1
    header, answer = structure.structure("325", Release.R30, Domein.WMO).children
    assert (answer.name, answer.min) == ("DeclaratieAntwoord", 0)
    assert list(names(answer)).count("RetourCodes") == 3
    assert "IdentificatieRetour" not in set(names(header))


def test_a_collection_of_producten_in_a_318_has_no_codes() -> None:
    verzoek = structure.structure("318", Release.R30, Domein.WMO).children[1].children[1]
    assert [child.name for child in verzoek.children[2:]] == [
        "OngewijzigdeProducten",
        "TeWijzigenProducten",
        "NieuweProducten",
        "RetourCodes",
    ]
    for collection in verzoek.children[2:5]:
        assert collection.collection
        assert [child.name for child in collection.children[0].children][-1] == "RetourCodes"


def test_an_element_of_one_domein() -> None:
    for kind, name in (("315", "GezagsdragerBekend"), ("316", "GezagsdragerBekend"), ("319", "Woonplaatsbeginsel")):
        has = [name in set(names(structure.structure(kind, Release.R30, domein))) for domein in Domein]
        assert has == [False, True]


def test_the_code_of_the_referrer_is_one_line_of_data_in_2_4(otherwise: Callable[..., None]) -> None:
    assert [child.name for child in structure.base_type("CDT_Verwijzer", Release.R24)] == ["Type", "Naam"]
    otherwise("zorgverlenercode", value=True)
    assert [child.name for child in structure.base_type("CDT_Verwijzer", Release.R24)][-1] == "ZorgverlenerCode"


def test_a_restriction_is_in_the_schema_at_the_element() -> None:
    bericht = xsd_writer.bericht_schema("303", Release.R24, Domein.WMO)
    base = xsd_writer.basisschema(Release.R24, Domein.WMO)
    assert '<xs:pattern value="416|448"/>' in bericht
    assert '<xs:element name="Servicebureau" minOccurs="0">' in bericht
    assert '<xs:restriction base="iwmo:LDT_AgbCode">' in bericht
    assert '<xs:element name="BtwPercentage" minOccurs="0">' in base
    assert '<xs:maxInclusive value="9999"/>' in base


def test_an_unreadable_key_in_the_description(monkeypatch: pytest.MonkeyPatch, otherwise: Callable[..., None]) -> None:
    otherwise("beschikking", value=True)
    monkeypatch.setitem(standard_data()["cdt"], "CDT_Huis", {"Huis-nummer": "LDT_Huisnummer"})
    with pytest.raises(ValueError, match="sleutel 'Huis-nummer' is niet te lezen"):
        structure.base_type("CDT_Huis", Release.R24)
