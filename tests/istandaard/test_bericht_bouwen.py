from dataclasses import replace
from typing import Any

import pytest
from voorbeeldberichten import CLIENT, HEEN_OVERAL, heen, product, toewijzing, verzoek

from istandaard.berichten import Bericht, Berichtfout, bouw, lees, valideer
from istandaard.releases import Domein, Release


@pytest.mark.parametrize(("soort", "release", "domein"), HEEN_OVERAL)
def test_gebouwd_bericht_is_geldig(soort: str, release: Release, domein: Domein) -> None:
    assert valideer(bouw(heen(soort, release, domein))) == []


def test_bestand_voldoet_aan_op192() -> None:
    data = bouw(toewijzing())
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\r\n<wmo301:Bericht ')
    assert data.endswith(b"</wmo301:Bericht>\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_delen_van_een_cdt_liggen_in_het_basisschema() -> None:
    tekst = bouw(toewijzing(Release.R24, Domein.JW)).decode()
    assert 'xmlns:ijw="http://www.istandaarden.nl/ijw/2_4/basisschema/schema"' in tekst
    assert 'xmlns:jw301="http://www.istandaarden.nl/ijw/2_4/jw301/schema"' in tekst
    assert "<jw301:Omvang>\r\n            <ijw:Volume>4</ijw:Volume>" in tekst


def test_2_4_heeft_een_beschikking_om_de_producten_en_3_0_niet() -> None:
    assert b"Beschikking>" in bouw(toewijzing(Release.R24))
    assert b"Beschikking" not in bouw(toewijzing(Release.R30))


def test_beschikking_begint_met_het_vroegste_product() -> None:
    vroeg, laat = product(Domein.WMO), product(Domein.WMO, ingangsdatum=product(Domein.WMO).einddatum)
    beschikking = toewijzing(Release.R24, Domein.WMO, laat, vroeg).inhoud["Client"]["Beschikking"]
    assert beschikking["Ingangsdatum"] == "2020-03-02"
    assert beschikking["Afgiftedatum"] == "2020-02-20"


def test_volgorde_van_invoer_doet_er_niet_toe() -> None:
    bericht = toewijzing()
    client = dict(reversed(bericht.inhoud["Client"].items()))
    omgekeerd = replace(bericht, inhoud={"Client": client, "Header": bericht.inhoud["Header"]})
    assert bouw(omgekeerd) == bouw(bericht)


@pytest.mark.parametrize(
    "tekst", ["a & b <c> \"d\" 'e'", "twee\nregels", "met\r\neen return", "tab\there", "ëü€😀", " x "]
)
def test_bijzondere_tekens_komen_heel_terug(tekst: str) -> None:
    data = bouw(toewijzing(Release.R30, Domein.WMO, product(Domein.WMO, commentaar=tekst)))
    regel = lees(data).inhoud["Client"]["ToegewezenProducten"]["ToegewezenProduct"][0]
    assert regel["Commentaar"] == tekst
    assert valideer(data) == []


@pytest.mark.parametrize("teken", ["\x00", "\x0b", "\ud800", "\uffff"])
def test_teken_dat_niet_in_xml_past_wordt_geweigerd(teken: str) -> None:
    bericht = toewijzing(Release.R30, Domein.WMO, product(Domein.WMO, commentaar=f"a{teken}b"))
    with pytest.raises(Berichtfout, match=r"Commentaar: verwacht tekst die in XML kan staan; gevonden een teken U\+"):
        bouw(bericht)


def test_budget_past_niet_in_2_4() -> None:
    bericht = toewijzing(Release.R24, Domein.WMO, product(Domein.WMO, budget=100))
    with pytest.raises(Berichtfout, match=r"onbekend element “Budget”.*kies de release die het wel kent"):
        bouw(bericht)


def test_nummer_is_verplicht_in_3_0_en_niet_in_2_4() -> None:
    zonder = product(Domein.WMO, toewijzingnummer=None)
    assert valideer(bouw(toewijzing(Release.R24, Domein.WMO, zonder))) == []
    with pytest.raises(Berichtfout, match="ToegewezenProduct: verwacht element ToewijzingNummer; het ontbreekt"):
        bouw(toewijzing(Release.R30, Domein.WMO, zonder))


def test_generiek_heeft_geen_product() -> None:
    generiek = product(Domein.WMO, categorie=None, code=None, volume=None, eenheid=None, frequentie=None, budget=250000)
    assert valideer(bouw(toewijzing(Release.R30, Domein.WMO, generiek))) == []
    with pytest.raises(Berichtfout, match="verwacht element Product"):
        bouw(toewijzing(Release.R24, Domein.WMO, replace(generiek, budget=None)))


@pytest.mark.parametrize(
    ("wijziging", "melding"),
    [
        ({"Header": None}, "verwacht element Header; het ontbreekt"),
        ({"Header": "tekst"}, "verwacht onderliggende elementen; gevonden tekst"),
        ({"Iets": "x"}, "onbekend element “Iets”"),
        ({"Client": {"Bsn": 999900006}}, "Client/Bsn: verwacht tekst; gevonden een getal"),
        ({"Client": {"Bsn": {"x": "y"}}}, "Client/Bsn: verwacht tekst; gevonden onderliggende elementen"),
    ],
)
def test_onbruikbare_inhoud_wordt_geweigerd(wijziging: dict[str, Any], melding: str) -> None:
    bericht = toewijzing()
    with pytest.raises(Berichtfout, match=melding):
        bouw(replace(bericht, inhoud=bericht.inhoud | wijziging))


@pytest.mark.parametrize("contact", [[], {"Soort": "01"}, "x"])
def test_herhaalbaar_element_moet_een_gevulde_lijst_zijn(contact: object) -> None:
    bericht = toewijzing()
    client = bericht.inhoud["Client"] | {"Contactgegevens": {"Contact": contact}}
    with pytest.raises(Berichtfout, match="Contact: verwacht een lijst met minstens één waarde; gevonden"):
        bouw(replace(bericht, inhoud=bericht.inhoud | {"Client": client}))


def test_niets_telt_als_afwezig() -> None:
    bericht = toewijzing()
    met_niets = replace(bericht, inhoud=bericht.inhoud | {"Client": bericht.inhoud["Client"] | {"Commentaar": None}})
    assert bouw(met_niets) == bouw(bericht)


def test_onbekende_soort_wordt_geweigerd() -> None:
    with pytest.raises(Berichtfout, match="Bericht “309” is onbekend"):
        bouw(Bericht("309", Release.R30, Domein.WMO, {}))


@pytest.mark.parametrize("soort", ["317", "318", "319", "320", "323", "325"])
def test_bericht_van_3_0_bestaat_niet_in_2_4(soort: str) -> None:
    with pytest.raises(Berichtfout, match=f"Bericht “{soort}” bestaat niet in release 2.4. Verwacht een van: 301, 302"):
        bouw(Bericht(soort, Release.R24, Domein.WMO, {}))


def test_gezagsdrager_bestaat_alleen_in_ijw() -> None:
    for domein in Domein:
        bericht = verzoek(Release.R24, domein)
        client = bericht.inhoud["Client"] | {"GezagsdragerBekend": "1"}
        bericht = replace(bericht, inhoud=bericht.inhoud | {"Client": client})
        if domein is Domein.JW:
            assert valideer(bouw(bericht)) == []
        else:
            with pytest.raises(Berichtfout, match="onbekend element “GezagsdragerBekend”"):
                bouw(bericht)


def test_zelfde_bericht_geeft_dezelfde_bytes() -> None:
    assert bouw(toewijzing()) == bouw(toewijzing())
    assert CLIENT.bsn.encode() in bouw(toewijzing())
