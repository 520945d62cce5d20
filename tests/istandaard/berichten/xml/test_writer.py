from dataclasses import replace
from typing import Any

import pytest

from migratietoets.istandaard.berichten import Bericht, BerichtError, build, read
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import form_errors
from tests.helpers.sample_messages import CLIENT, HEEN_EVERYWHERE, heen, product, toewijzing, verzoek


@pytest.mark.parametrize(("kind", "release", "domein"), HEEN_EVERYWHERE)
def test_a_built_bericht_is_valid(kind: str, release: Release, domein: Domein) -> None:
    assert form_errors(build(heen(kind, release, domein))) == []


def test_the_file_meets_op192() -> None:
    data = build(toewijzing())
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\r\n<wmo301:Bericht ')
    assert data.endswith(b"</wmo301:Bericht>\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_the_parts_of_a_cdt_lie_in_the_basisschema() -> None:
    text = build(toewijzing(Release.R24, Domein.JW)).decode()
    assert 'xmlns:ijw="http://www.istandaarden.nl/ijw/2_4/basisschema/schema"' in text
    assert 'xmlns:jw301="http://www.istandaarden.nl/ijw/2_4/jw301/schema"' in text
    assert "<jw301:Omvang>\r\n            <ijw:Volume>4</ijw:Volume>" in text


def test_2_4_has_a_beschikking_around_the_producten_and_3_0_has_not() -> None:
    assert b"Beschikking>" in build(toewijzing(Release.R24))
    assert b"Beschikking" not in build(toewijzing(Release.R30))


def test_a_beschikking_begins_with_the_earliest_product() -> None:
    early, late = product(Domein.WMO), product(Domein.WMO, ingangsdatum=product(Domein.WMO).einddatum)
    beschikking = toewijzing(Release.R24, Domein.WMO, late, early).content["Client"]["Beschikking"]
    assert beschikking["Ingangsdatum"] == "2020-03-02"
    assert beschikking["Afgiftedatum"] == "2020-02-20"


def test_the_order_of_the_input_does_not_matter() -> None:
    bericht = toewijzing()
    client = dict(reversed(bericht.content["Client"].items()))
    reversed_order = replace(bericht, content={"Client": client, "Header": bericht.content["Header"]})
    assert build(reversed_order) == build(bericht)


@pytest.mark.parametrize(
    "text", ["a & b <c> \"d\" 'e'", "twee\nregels", "met\r\neen return", "tab\there", "ëü€😀", " x "]
)
def test_special_characters_come_back_whole(text: str) -> None:
    data = build(toewijzing(Release.R30, Domein.WMO, product(Domein.WMO, commentaar=text)))
    line = read(data).content["Client"]["ToegewezenProducten"]["ToegewezenProduct"][0]
    assert line["Commentaar"] == text
    assert form_errors(data) == []


@pytest.mark.parametrize("symbol", ["\x00", "\x0b", "\ud800", "\uffff"])
def test_a_character_that_does_not_fit_xml_is_refused(symbol: str) -> None:
    bericht = toewijzing(Release.R30, Domein.WMO, product(Domein.WMO, commentaar=f"a{symbol}b"))
    with pytest.raises(BerichtError, match=r"Commentaar: verwacht tekst die in XML kan staan; gevonden een teken U\+"):
        build(bericht)


def test_a_budget_does_not_fit_2_4() -> None:
    bericht = toewijzing(Release.R24, Domein.WMO, product(Domein.WMO, budget=100))
    with pytest.raises(BerichtError, match=r"onbekend element “Budget”.*kies de release die het wel kent"):
        build(bericht)


def test_a_number_is_required_in_3_0_and_not_in_2_4() -> None:
    without = product(Domein.WMO, toewijzingnummer=None)
    assert form_errors(build(toewijzing(Release.R24, Domein.WMO, without))) == []
    with pytest.raises(BerichtError, match="ToegewezenProduct: verwacht element ToewijzingNummer; het ontbreekt"):
        build(toewijzing(Release.R30, Domein.WMO, without))


def test_generiek_has_no_product() -> None:
    generiek = product(Domein.WMO, categorie=None, code=None, volume=None, eenheid=None, frequentie=None, budget=250000)
    assert form_errors(build(toewijzing(Release.R30, Domein.WMO, generiek))) == []
    with pytest.raises(BerichtError, match="verwacht element Product"):
        build(toewijzing(Release.R24, Domein.WMO, replace(generiek, budget=None)))


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        ({"Header": None}, "verwacht element Header; het ontbreekt"),
        ({"Header": "tekst"}, "verwacht onderliggende elementen; gevonden tekst"),
        ({"Iets": "x"}, "onbekend element “Iets”"),
        ({"Client": {"Bsn": 999900006}}, "Client/Bsn: verwacht tekst; gevonden een getal"),
        ({"Client": {"Bsn": {"x": "y"}}}, "Client/Bsn: verwacht tekst; gevonden onderliggende elementen"),
    ],
)
def test_useless_content_is_refused(change: dict[str, Any], remark: str) -> None:
    bericht = toewijzing()
    with pytest.raises(BerichtError, match=remark):
        build(replace(bericht, content=bericht.content | change))


@pytest.mark.parametrize("contact", [[], {"Soort": "01"}, "x"])
def test_a_repeatable_element_must_be_a_filled_list(contact: object) -> None:
    bericht = toewijzing()
    client = bericht.content["Client"] | {"Contactgegevens": {"Contact": contact}}
    with pytest.raises(BerichtError, match="Contact: verwacht een lijst met minstens één waarde; gevonden"):
        build(replace(bericht, content=bericht.content | {"Client": client}))


def test_nothing_counts_as_absent() -> None:
    bericht = toewijzing()
    with_nothing = replace(
        bericht, content=bericht.content | {"Client": bericht.content["Client"] | {"Commentaar": None}}
    )
    assert build(with_nothing) == build(bericht)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(BerichtError, match="Bericht “309” is onbekend"):
        build(Bericht("309", Release.R30, Domein.WMO, {}))


@pytest.mark.parametrize("kind", ["317", "318", "319", "320", "323", "325"])
def test_a_bericht_of_3_0_does_not_exist_in_2_4(kind: str) -> None:
    with pytest.raises(BerichtError, match=f"Bericht “{kind}” bestaat niet in release 2.4. Verwacht een van: 301, 302"):
        build(Bericht(kind, Release.R24, Domein.WMO, {}))


def test_gezagsdrager_exists_only_in_ijw() -> None:
    for domein in Domein:
        bericht = verzoek(Release.R24, domein)
        client = bericht.content["Client"] | {"GezagsdragerBekend": "1"}
        bericht = replace(bericht, content=bericht.content | {"Client": client})
        if domein is Domein.JW:
            assert form_errors(build(bericht)) == []
        else:
            with pytest.raises(BerichtError, match="onbekend element “GezagsdragerBekend”"):
                build(bericht)


def test_the_same_bericht_gives_the_same_bytes() -> None:
    assert build(toewijzing()) == build(toewijzing())
    assert CLIENT.bsn.encode() in build(toewijzing())
