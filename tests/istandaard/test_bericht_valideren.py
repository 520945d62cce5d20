import shutil
from pathlib import Path
from typing import Any

import pytest
from voorbeeldberichten import ALLES, heen, product, regie, retour, toewijzing

from istandaard.berichten import Schemafout, boom, bouw, valideer
from istandaard.berichten.valideren import MEESTE, _Zoeker
from istandaard.model import Invoerfout
from istandaard.releases import Domein, Release
from istandaard.schemas.schrijven import XSD_MAP

GOED = bouw(toewijzing())
OUD = bouw(toewijzing(Release.R24))
PRODUCT = "Client/ToegewezenProducten/ToegewezenProduct"


def een(data: bytes) -> Schemafout:
    (fout,) = valideer(data)
    assert len(fout.tekst) <= 300
    return fout


def vervangen(oud: str, nieuw: str, data: bytes = GOED) -> bytes:
    assert oud.encode() in data
    return data.replace(oud.encode(), nieuw.encode(), 1)


@pytest.mark.parametrize(
    ("oud", "nieuw", "element", "code", "zin"),
    [
        ("Ontvanger>99990001", "Ontvanger>9999", "Header/Ontvanger", "RS036", "precies 8 cijfers; gevonden “9999”"),
        ("Afzender>0344", "Afzender>344", "Header/Afzender", "RS035", "precies 4 cijfers"),
        ("Bsn>999900006", "Bsn>99990000", "Client/Bsn", "RS037", "precies 9 cijfers; gevonden iets anders"),
        ("Bsn>999900006", "Bsn>999900007", "Client/Bsn", "CS002", "voldoet niet aan de elfproef"),
        ("Bsn>999900006", "Bsn>000000000", "Client/Bsn", "CS002", "voldoet niet aan de elfproef"),
        ("BerichtCode>414", "BerichtCode>436", "Header/BerichtCode", "CS126", "verwacht 414"),
        ("BerichtVersie>3", "BerichtVersie>2", "Header/BerichtVersie", "CS025", "verwacht 3 "),
        ("BerichtSubversie>0", "BerichtSubversie>4", "Header/BerichtSubversie", "CS015", "verwacht 0 "),
        ("BerichtXsdVersie>1.0.2", "BerichtXsdVersie>1.02", "Header/XsdVersie/BerichtXsdVersie", "CS128", "als 1.0.0"),
        ("Voorletters>AM", "Voorletters>A.M.", "Client/Naam/Voorletters", "CS004", "alleen letters"),
        ("Datum>1948-05-17", "Datum>1948-05-32", "Client/Geboortedatum/Datum", "XSD", "een bestaande datum"),
        ("Datum>1948-05-17", "Datum>1948-05-17Z", "Client/Geboortedatum/Datum", "RS032", "zonder tijdzone"),
        ("tijd>14:05:06", "tijd>14:05:06+01:00", f"{PRODUCT}/Toewijzingstijd", "RS034", "zonder tijdzone"),
        ("tijd>14:05:06", "tijd>25:00:00", f"{PRODUCT}/Toewijzingstijd", "XSD", "een tijd als"),
        ("Einddatum>2021-06-30", "Einddatum>2020-03-01", f"{PRODUCT}/Einddatum", "CS003", "op of na Ingangsdatum"),
        ("Volume>4", "Volume>100000000", f"{PRODUCT}/Omvang/Volume", "RS005", "tot en met 99999999"),
        ("Volume>4", "Volume>-4", f"{PRODUCT}/Omvang/Volume", "RS001", "vanaf 0; gevonden “-4”"),
        ("Volume>4", "Volume>vier", f"{PRODUCT}/Omvang/Volume", "XSD", "een geheel getal; gevonden “vier”"),
        ("Code>02A03", "Code>02A0345", f"{PRODUCT}/Product/Code", "RS012", "ten hoogste 5 tekens; gevonden 7 tekens"),
        ("Code>02A03", "Code> ", f"{PRODUCT}/Product/Code", "RS033", "niet alleen witruimte"),
        ("Categorie>02", "Categorie>45", f"{PRODUCT}/Product/Categorie", "XSD", "uit WMO020 (Productcategorie (Wmo))"),
        ("Categorie>02", "Categorie>", f"{PRODUCT}/Product/Categorie", "XSD", "gevonden niets"),
        ("Eenheid>04", "Eenheid>99", f"{PRODUCT}/Omvang/Eenheid", "XSD", "uit WJ756 (Eenheid) van release 3.0"),
        ("LandCode>NL", "LandCode>XX", "Client/Contactgegevens/Contact/Adres/LandCode", "XSD", "uit COD032"),
        ("<wmo301:Client>", "<wmo301:Client>los", "Client", "XSD", "tekst mag hier niet staan"),
        ("<wmo301:Client>", '<wmo301:Client x="1">', "Client", "XSD", "een attribuut mag hier niet staan"),
        ("Bsn>999900006", "Bsn><x/>", "Client/Bsn", "XSD", "elementen mogen hier niet staan"),
        ("<wmo301:Geslacht>2</wmo301:Geslacht>", "", "Client/Naam", "XSD", "hier hoort Geslacht; gevonden Naam"),
        (
            "<iwmo:Frequentie>2</iwmo:Frequentie>",
            "",
            f"{PRODUCT}/Omvang",
            "XSD",
            "ontbreekt een element; verwacht Freq",
        ),
        ("<wmo301:Client>", "<wmo301:Client><wmo301:Foo/>", "Client/Foo", "XSD", "onbekend element; verwacht Bsn"),
        (
            "<wmo301:Client>",
            "<wmo301:Client><wmo301:Beschikking/>",
            "Client/Beschikking",
            "XSD",
            "alleen in release 2.4",
        ),
        (
            "<iwmo:Categorie>02</iwmo:",
            "<wmo301:Categorie>02</wmo301:",
            f"{PRODUCT}/Product/Categorie",
            "XSD",
            "naamruimte",
        ),
    ],
)
def test_een_fout_geeft_een_bevinding(oud: str, nieuw: str, element: str, code: str, zin: str) -> None:
    data = vervangen(oud, nieuw)
    fout = een(data)
    assert (fout.element, fout.code) == (element, code)
    assert zin in fout.tekst
    assert 0 < fout.regel <= data.count(b"\n")


def test_regel_is_die_van_het_element() -> None:
    data = vervangen("Eenheid>04", "Eenheid>99")
    regels = data.decode().splitlines()
    assert "Eenheid>99" in regels[een(data).regel - 1]


def test_verkeerde_volgorde() -> None:
    data = vervangen("<wmo301:Bsn>999900006</wmo301:Bsn>", "")
    data = vervangen("<wmo301:Geslacht>2", "<wmo301:Bsn>999900006</wmo301:Bsn><wmo301:Geslacht>2", data)
    assert "de volgorde klopt niet" in een(data).tekst


def test_van_twee_producten_wordt_het_juiste_genoemd() -> None:
    goed, fout = product(Domein.WMO), product(Domein.WMO, toewijzingnummer="1002", frequentie="9")
    gevonden = een(bouw(toewijzing(Release.R30, Domein.WMO, goed, fout)))
    assert gevonden.element == f"{PRODUCT}[2]/Omvang/Frequentie"


@pytest.mark.parametrize(
    ("wijziging", "code"),
    [({"eenheid": "84"}, "84"), ({"reden_wijziging": "12"}, "12")],
)
@pytest.mark.parametrize("domein", list(Domein))
def test_code_van_3_0_past_niet_in_2_4(wijziging: dict[str, Any], code: str, domein: Domein) -> None:
    oud, nieuw = (toewijzing(release, domein, product(domein, **wijziging)) for release in Release)
    assert valideer(bouw(nieuw)) == []
    assert f"gevonden “{code}” (die code bestaat alleen in release 3.0)" in een(bouw(oud)).tekst


def test_retourcode_van_2_4_past_niet_in_3_0() -> None:
    assert valideer(bouw(retour(toewijzing(Release.R24), "8004"))) == []
    assert "die code bestaat alleen in release 2.4" in een(bouw(retour(toewijzing(Release.R30), "8004"))).tekst


def test_budget_bestaat_niet_in_2_4() -> None:
    data = vervangen("</wmo301:ToegewezenProduct>", "<wmo301:Budget>1</wmo301:Budget></wmo301:ToegewezenProduct>", OUD)
    assert "bestaat alleen in release 3.0" in een(data).tekst


@pytest.mark.parametrize(("release", "domein"), ALLES)
def test_kop_die_een_andere_release_noemt(release: Release, domein: Domein) -> None:
    ander = next(r for r in Release if r != release)
    data = bouw(heen("305", release, domein)).decode()
    van, naar = (f"BerichtVersie>{r[0]}<" for r in (release, ander))
    assert een(data.replace(van, naar).encode()).code == "CS025"


def test_varianten_worden_hier_niet_beoordeeld() -> None:
    specifiek_zonder_omvang = product(Domein.WMO, volume=None, eenheid=None, frequentie=None)
    vier_weken = product(Domein.WMO, toewijzingnummer="2", frequentie="3", einddatum=None)
    assert valideer(bouw(toewijzing(Release.R30, Domein.WMO, specifiek_zonder_omvang, vier_weken))) == []


def test_periode_van_een_contact() -> None:
    bericht = toewijzing()
    contact = bericht.inhoud["Client"]["Contactgegevens"]["Contact"][0]
    contact["Periode"] = {"Begindatum": "2020-02-01", "Einddatum": "2020-01-31"}
    fout = een(bouw(bericht))
    assert (fout.element, fout.code) == ("Client/Contactgegevens/Contact/Periode/Einddatum", "CS003")


def test_bsn_komt_in_geen_enkele_tekst() -> None:
    bericht = toewijzing(Release.R30, Domein.WMO, product(Domein.WMO, eenheid="x 999900006 y"))
    bericht.inhoud["Client"]["Bsn"] = "9999000061"
    teksten = " ".join(fout.tekst for fout in valideer(bouw(bericht)))
    assert "gevonden" in teksten
    assert "999900006" not in teksten


def test_bsn_in_een_elementnaam_wordt_ook_niet_getoond() -> None:
    fout = een(vervangen("<wmo301:Client>", "<wmo301:Client><wmo301:_999900006/>"))
    assert "999900006" not in fout.tekst + fout.element
    assert fout.element == "Client/_*********"


@pytest.mark.parametrize(("oud", "nieuw"), [(b"?>\r\n", b"?>\n"), (b"<wmo301:Client>\r\n", b"<wmo301:Client>\r")])
def test_regeleinde_dat_geen_crlf_is(oud: bytes, nieuw: bytes) -> None:
    fout = een(GOED.replace(oud, nieuw))
    assert fout.code == "OP192"
    assert fout.regel == GOED[: GOED.index(oud)].count(b"\n") + 1


def test_alle_regeleinden_fout_is_een_bevinding() -> None:
    aantal = GOED.count(b"\r\n")
    assert f"{aantal} keer anders" in een(GOED.replace(b"\r\n", b"\n")).tekst


def test_bericht_op_een_regel_mag() -> None:
    assert valideer(GOED.replace(b"\r\n", b"")) == []


def test_bom_is_een_bevinding_en_de_rest_wordt_ook_bekeken() -> None:
    assert [fout.code for fout in valideer(b"\xef\xbb\xbf" + vervangen("Eenheid>04", "Eenheid>99"))] == ["OP192", "XSD"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "OP192"),
        (GOED.decode().encode("utf-16"), "OP192"),
        (GOED[:300], "XML"),
        (b"<!DOCTYPE x><x/>", "XML"),
        (GOED.replace(b"/3_0/", b"/2_3/"), "XML"),
        (b"<Bericht/>", "XML"),
    ],
)
def test_wat_niet_te_lezen_is_wordt_een_bevinding(data: bytes, code: str) -> None:
    assert code in {fout.code for fout in valideer(data)}


def test_waarde_van_megabytes_geeft_een_korte_tekst() -> None:
    fout = een(vervangen("Achternaam>", "Achternaam>" + "x" * 5_000_000))
    assert fout.code == "RS028"
    assert len(fout.tekst) <= 300


def test_aantal_bevindingen_is_beperkt() -> None:
    producten = [product(Domein.WMO, eenheid="99") for _ in range(MEESTE + 20)]
    assert len(valideer(bouw(toewijzing(Release.R30, Domein.WMO, *producten)))) == MEESTE


def test_bevindingen_staan_op_volgorde_van_regel() -> None:
    data = vervangen("Eenheid>04", "Eenheid>99", vervangen("Bsn>999900006", "Bsn>999900007"))
    fouten = valideer(data)
    assert [fout.code for fout in fouten] == ["CS002", "XSD"]
    assert fouten[0].regel < fouten[1].regel


def test_prefix_pas_later_verklaard() -> None:
    data = GOED.replace(b' xmlns:iwmo="http://www.istandaarden.nl/iwmo/3_0/basisschema/schema"', b"")
    ruimte = b' xmlns:q="http://www.istandaarden.nl/iwmo/3_0/basisschema/schema"'
    data = data.replace(b"<iwmo:", b"<q:").replace(b"</iwmo:", b"</q:")
    data = data.replace(b"<wmo301:Header>", b"<wmo301:Header" + ruimte + b">")
    data = data.replace(b"<wmo301:Client>", b"<wmo301:Client" + ruimte + b">")
    assert valideer(data) == []
    assert een(data.replace(b"Categorie>02", b"Categorie>99")).element == f"{PRODUCT}/Product/Categorie"


@pytest.fixture
def officieel(tmp_path: Path) -> Path:
    """A folder with schemas that stand in for the official ones: ours, but a gemeente must begin with 03."""
    shutil.copytree(XSD_MAP / "3.0" / "wmo", tmp_path / "wmo")
    basis = tmp_path / "wmo" / "basisschema.xsd"
    basis.write_text(basis.read_text("utf-8").replace('value="[0-9]{4}"', 'value="03[0-9]{2}"'), "utf-8")
    return tmp_path


def test_officiele_schemas_nemen_de_plaats_van_de_onze_in(officieel: Path) -> None:
    assert valideer(GOED, officieel) == []
    fout = een_met(vervangen("Afzender>0344", "Afzender>1344"), officieel)
    assert (fout.element, fout.code) == ("Header/Afzender", "XSD")
    assert valideer(vervangen("Afzender>0344", "Afzender>1344")) == []


def een_met(data: bytes, xsd: Path) -> Schemafout:
    (fout,) = valideer(data, xsd)
    return fout


def test_lijst_die_alleen_het_officiele_schema_kent(officieel: Path) -> None:
    basis = officieel / "wmo" / "basisschema.xsd"
    tekst = basis.read_text("utf-8").replace('<xs:pattern value="03[0-9]{2}"/>', '<xs:enumeration value="0363"/>')
    basis.write_text(tekst, "utf-8")
    fout = een_met(GOED, officieel)
    assert (fout.element, fout.code) == ("Header/Afzender", "XSD")
    assert fout.tekst == "Afzender: verwacht een code uit de lijst van het schema; gevonden “0344”."


def test_te_veel_bestanden_in_de_map(officieel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("istandaard.berichten.xsd._MEESTE_XSDS", 16)
    with pytest.raises(Invoerfout, match="verwacht ten hoogste 16 bestanden; gevonden 17"):
        valideer(GOED, officieel)


@pytest.mark.parametrize("pad", [None, "/niet:bestaand", "/*[7]", "kapot["])
def test_plaats_die_niet_te_vinden_is_wordt_het_hoofdelement(pad: str | None) -> None:
    wortel = boom(GOED)
    assert _Zoeker(wortel)(pad) is wortel


def test_schema_ontbreekt_in_de_map(officieel: Path) -> None:
    with pytest.raises(Invoerfout, match=r"geen schema voor http.*/iwmo/2_4/wmo301/schema"):
        valideer(OUD, officieel)


def test_map_bestaat_niet(tmp_path: Path) -> None:
    with pytest.raises(Invoerfout, match="is geen map"):
        valideer(GOED, tmp_path / "weg")


@pytest.mark.parametrize(
    "plaats",
    ["http://127.0.0.1:9/basisschema.xsd", "file:///etc/passwd", "../../../basisschema.xsd", "C:\\x\\basisschema.xsd"],
)
def test_import_wordt_alleen_in_de_map_gezocht(officieel: Path, plaats: str) -> None:
    bericht = officieel / "wmo" / "wmo301.xsd"
    bericht.write_text(bericht.read_text("utf-8").replace('"basisschema.xsd"', f'"{plaats}"'), "utf-8")
    assert valideer(GOED, officieel) == []


def test_import_zonder_basisschema_in_de_map(officieel: Path) -> None:
    (officieel / "wmo" / "basisschema.xsd").rename(officieel / "basisschema.xsd.oud")
    with pytest.raises(Invoerfout, match="niet te gebruiken"):
        valideer(GOED, officieel)


def test_include_buiten_de_map_wordt_niet_gelezen(officieel: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elders = tmp_path_factory.mktemp("elders") / "geheim.xsd"
    elders.write_text('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>', "utf-8")
    (officieel / "koppeling.xsd").symlink_to(elders)
    bericht = officieel / "wmo" / "wmo301.xsd"
    regel = f'<xs:include schemaLocation="{elders.as_uri()}"/>'
    bericht.write_text(bericht.read_text("utf-8").replace("<xs:import ", f"{regel}<xs:import ", 1), "utf-8")
    with pytest.raises(Invoerfout, match="niet te gebruiken"):
        valideer(GOED, officieel)


def test_schema_met_doctype_wordt_geweigerd(officieel: Path) -> None:
    basis = officieel / "wmo" / "basisschema.xsd"
    basis.write_text(basis.read_text("utf-8").replace("<xs:schema", "<!DOCTYPE x><xs:schema", 1), "utf-8")
    with pytest.raises(Invoerfout, match="DOCTYPE"):
        valideer(GOED, officieel)


@pytest.mark.parametrize("soort", ["305", "307"])
def test_regiebericht_zonder_verplichte_datum(soort: str) -> None:
    data = bouw(regie(soort)).replace(f"<wmo{soort}:Begindatum>2020-03-05</wmo{soort}:Begindatum>".encode(), b"")
    assert "hier hoort Begindatum" in een(data).tekst
