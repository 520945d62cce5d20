import time
from typing import Any

import pytest

from migratietoets.istandaard.berichten import build, tree
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import Remark, form_errors
from migratietoets.istandaard.validation.schema import BESIDE, MOST, _Finder
from tests.helpers.sample_messages import EVERYTHING, heen, product, regie, replaced, retour, toewijzing
from tests.systems.foreign import FOREIGN_BSN

APPROVED = build(toewijzing())
OLD = build(toewijzing(Release.R24))
PRODUCT = "Client/ToegewezenProducten/ToegewezenProduct"


def one(data: bytes) -> Remark:
    (error,) = form_errors(data)
    assert len(error.text) <= 300
    return error


@pytest.mark.parametrize(
    ("old", "new", "element", "code", "sentence"),
    [
        ("Ontvanger>99990001", "Ontvanger>9999", "Header/Ontvanger", "RS036", "precies 8 cijfers; gevonden “9999”"),
        ("Afzender>0344", "Afzender>344", "Header/Afzender", "RS035", "precies 4 cijfers"),
        ("Bsn>999900006", "Bsn>99990000", "Client/Bsn", "RS037", "precies 9 cijfers; gevonden iets anders"),
        ("Bsn>999900006", "Bsn>999900007", "Client/Bsn", "CS002", "aan de elfproef voldoet"),
        ("Bsn>999900006", "Bsn>000000000", "Client/Bsn", "CS002", "aan de elfproef voldoet"),
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
def test_one_error_gives_one_finding(old: str, new: str, element: str, code: str, sentence: str) -> None:
    data = replaced(old, new, APPROVED)
    error = one(data)
    assert (error.element, error.code) == (element, code)
    assert sentence in error.text
    assert 0 < error.line <= data.count(b"\n")


def test_the_line_is_that_of_the_element() -> None:
    data = replaced("Eenheid>04", "Eenheid>99", APPROVED)
    lines = data.decode().splitlines()
    assert "Eenheid>99" in lines[one(data).line - 1]


def test_a_wrong_order_is_told() -> None:
    data = replaced("<wmo301:Bsn>999900006</wmo301:Bsn>", "", APPROVED)
    data = replaced("<wmo301:Geslacht>2", "<wmo301:Bsn>999900006</wmo301:Bsn><wmo301:Geslacht>2", data)
    assert "de volgorde klopt niet" in one(data).text


def test_of_two_producten_the_right_one_is_named() -> None:
    passed, error = product(Domein.WMO), product(Domein.WMO, toewijzingnummer="1002", frequentie="9")
    found = one(build(toewijzing(Release.R30, Domein.WMO, passed, error)))
    assert found.element == f"{PRODUCT}[2]/Omvang/Frequentie"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"eenheid": "84"}, "84"), ({"reden_wijziging": "12"}, "12")],
)
@pytest.mark.parametrize("domein", list(Domein))
def test_a_code_of_3_0_does_not_fit_2_4(change: dict[str, Any], code: str, domein: Domein) -> None:
    old, new = (toewijzing(release, domein, product(domein, **change)) for release in Release)
    assert form_errors(build(new)) == []
    assert f"gevonden “{code}” (die code bestaat alleen in release 3.0)" in one(build(old)).text


def test_a_retourcode_of_2_4_does_not_fit_3_0() -> None:
    assert form_errors(build(retour(toewijzing(Release.R24), "8004"))) == []
    assert "die code bestaat alleen in release 2.4" in one(build(retour(toewijzing(Release.R30), "8004"))).text


def test_a_budget_does_not_exist_in_2_4() -> None:
    data = replaced("</wmo301:ToegewezenProduct>", "<wmo301:Budget>1</wmo301:Budget></wmo301:ToegewezenProduct>", OLD)
    assert "bestaat alleen in release 3.0" in one(data).text


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
def test_a_header_that_names_another_release(release: Release, domein: Domein) -> None:
    other = next(r for r in Release if r != release)
    data = build(heen("305", release, domein)).decode()
    from_, to = (f"BerichtVersie>{r[0]}<" for r in (release, other))
    assert one(data.replace(from_, to).encode()).code == "CS025"


def test_variants_are_not_judged_here() -> None:
    specifiek_without_omvang = product(Domein.WMO, volume=None, eenheid=None, frequentie=None)
    four_weeks = product(Domein.WMO, toewijzingnummer="2", frequentie="3", einddatum=None)
    assert form_errors(build(toewijzing(Release.R30, Domein.WMO, specifiek_without_omvang, four_weeks))) == []


def test_the_period_of_a_contact() -> None:
    bericht = toewijzing()
    contact = bericht.content["Client"]["Contactgegevens"]["Contact"][0]
    contact["Periode"] = {"Begindatum": "2020-02-01", "Einddatum": "2020-01-31"}
    error = one(build(bericht))
    assert (error.element, error.code) == ("Client/Contactgegevens/Contact/Periode/Einddatum", "CS003")


def test_a_bsn_is_in_no_text_at_all() -> None:
    bericht = toewijzing(Release.R30, Domein.WMO, product(Domein.WMO, eenheid="x 999900006 y"))
    bericht.content["Client"]["Bsn"] = "9999000061"
    texts = " ".join(error.text for error in form_errors(build(bericht)))
    assert "gevonden" in texts
    assert "999900006" not in texts


def test_a_bsn_in_the_name_of_an_element_is_not_shown_either() -> None:
    error = one(replaced("<wmo301:Client>", f"<wmo301:Client><wmo301:_{FOREIGN_BSN}/>", APPROVED))
    assert FOREIGN_BSN not in error.text + error.element
    assert error.element == "Client/_*********"


@pytest.mark.parametrize(("old", "new"), [(b"?>\r\n", b"?>\n"), (b"<wmo301:Client>\r\n", b"<wmo301:Client>\r")])
def test_a_line_end_that_is_no_crlf(old: bytes, new: bytes) -> None:
    error = one(APPROVED.replace(old, new))
    assert error.code == "OP192"
    assert error.line == APPROVED[: APPROVED.index(old)].count(b"\n") + 1


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\r\n"])
def test_a_last_line_end_that_is_no_crlf(end: bytes) -> None:
    error = one(APPROVED.rstrip() + end)
    assert (error.code, error.line) == ("OP192", APPROVED.rstrip().count(b"\n") + 1)
    assert "1 keer anders" in error.text


def test_all_line_ends_wrong_is_one_finding() -> None:
    count = APPROVED.count(b"\r\n")
    assert f"{count} keer anders" in one(APPROVED.replace(b"\r\n", b"\n")).text


def test_a_bericht_on_one_line_is_permitted() -> None:
    assert form_errors(APPROVED.replace(b"\r\n", b"")) == []


def test_a_bom_is_a_finding_and_the_rest_is_looked_at_too() -> None:
    assert [error.code for error in form_errors(b"\xef\xbb\xbf" + replaced("Eenheid>04", "Eenheid>99", APPROVED))] == [
        "OP192",
        "XSD",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "OP192"),
        (APPROVED.decode().encode("utf-16"), "OP192"),
        (APPROVED[:300], "XML"),
        (b"<!DOCTYPE x><x/>", "XML"),
        (APPROVED.replace(b"/3_0/", b"/2_3/"), "XML"),
        (b"<Bericht/>", "XML"),
    ],
)
def test_what_cannot_be_read_becomes_a_finding(data: bytes, code: str) -> None:
    assert code in {error.code for error in form_errors(data)}


def test_a_value_of_megabytes_gives_a_short_text() -> None:
    error = one(replaced("Achternaam>", "Achternaam>" + "x" * 5_000_000, APPROVED))
    assert error.code == "RS028"
    assert len(error.text) <= 300


def test_many_names_for_namespaces_cost_no_more_than_they_are_long() -> None:
    names = b" ".join(b'xmlns:a%d="u%d"' % (number, number) for number in range(2000))
    begin = time.process_time()
    crowded = OLD.replace(b" xmlns", b" " + names + b" xmlns", 1)
    header = crowded.index(b":Header>")
    prefix = crowded[crowded.rindex(b"<", 0, header) + 1 : header]
    assert form_errors(
        crowded.replace(b"<" + prefix + b":Header>", b"<%s:X/>" % prefix * 10_000 + b"<%s:Header>" % prefix)
    )
    assert time.process_time() - begin < 2


BEFORE, _, REST = OLD.partition(b"<wmo301:ToegewezenProduct>")
INSIDE, _, AFTER = REST.partition(b"</wmo301:ToegewezenProduct>")
WHOLE = b"<wmo301:ToegewezenProduct>" + INSIDE + b"</wmo301:ToegewezenProduct>"


def test_a_crowd_of_errors_costs_no_more_than_its_length() -> None:
    begin = time.process_time()
    assert len(form_errors(BEFORE + b"<wmo301:ToegewezenProduct/>" * 60_000 + AFTER)) == MOST
    assert time.process_time() - begin < 4


@pytest.mark.parametrize("position", [0, BESIDE - 1, BESIDE, 2 * BESIDE + 7])
def test_an_error_in_a_crowd_is_found_where_it_stands(position: int) -> None:
    products = [WHOLE] * (2 * BESIDE + 8)
    assert form_errors(BEFORE + b"".join(products) + AFTER) == []
    products[position] = replaced("Categorie>02", "Categorie>99", WHOLE)
    wrong = BEFORE + b"".join(products) + AFTER
    error = one(wrong)
    assert error.element.endswith(f"ToegewezenProduct[{position + 1}]/Product/Categorie")
    assert error.line == wrong[: wrong.index(b">99<")].count(b"\n") + 1


def test_the_number_of_findings_is_limited() -> None:
    producten = [product(Domein.WMO, eenheid="99") for _ in range(MOST + 20)]
    assert len(form_errors(build(toewijzing(Release.R30, Domein.WMO, *producten)))) == MOST


def test_findings_are_in_the_order_of_their_lines() -> None:
    data = replaced("Eenheid>04", "Eenheid>99", replaced("Bsn>999900006", "Bsn>999900007", APPROVED))
    errors = form_errors(data)
    assert [error.code for error in errors] == ["CS002", "XSD"]
    assert errors[0].line < errors[1].line


def test_a_prefix_that_is_declared_only_later() -> None:
    data = APPROVED.replace(b' xmlns:iwmo="http://www.istandaarden.nl/iwmo/3_0/basisschema/schema"', b"")
    namespace = b' xmlns:q="http://www.istandaarden.nl/iwmo/3_0/basisschema/schema"'
    data = data.replace(b"<iwmo:", b"<q:").replace(b"</iwmo:", b"</q:")
    data = data.replace(b"<wmo301:Header>", b"<wmo301:Header" + namespace + b">")
    data = data.replace(b"<wmo301:Client>", b"<wmo301:Client" + namespace + b">")
    assert form_errors(data) == []
    assert one(data.replace(b"Categorie>02", b"Categorie>99")).element == f"{PRODUCT}/Product/Categorie"


@pytest.mark.parametrize("path", [None, "/niet:bestaand", "/*[7]", "kapot["])
def test_a_place_that_cannot_be_found_becomes_the_main_element(path: str | None) -> None:
    root = tree(APPROVED)
    assert _Finder(root)(path) is root


@pytest.mark.parametrize("kind", ["305", "307"])
def test_a_regiebericht_without_a_required_date(kind: str) -> None:
    data = build(regie(kind)).replace(f"<wmo{kind}:Begindatum>2020-03-05</wmo{kind}:Begindatum>".encode(), b"")
    assert "hier hoort Begindatum" in one(data).text
