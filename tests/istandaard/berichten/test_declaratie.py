from dataclasses import replace
from datetime import date

import pytest

from migratietoets.istandaard.berichten import Bericht, BerichtError, build, read
from migratietoets.istandaard.berichten.declaratie import DeclaratieHeader, declaratie_header, prestaties
from migratietoets.istandaard.berichten.header import Header, bsn, bsns, header
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation import form_errors
from tests.helpers.sample_messages import (
    CLIENT,
    EVERYTHING,
    OTHER_CLIENT,
    declaratie,
    declaratie_323,
    prestatie,
    toewijzing,
)

NOVEMBER = {"begindatum": date(2020, 11, 2), "einddatum": date(2020, 11, 29)}


def two_clients(domein: Domein) -> list[Prestatie]:
    """A debit and a credit of one client with a prestatie of another between them."""
    return [
        prestatie(domein, "P1"),
        prestatie(domein, "P2", bsn=OTHER_CLIENT, eenheid="83", volume=12345, tarief=None, bedrag=12345),
        prestatie(domein, "P3", debet_credit="C", previous_referentienummer="P0", bedrag=200000),
    ]


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
def test_the_prestaties_of_a_303_come_back_per_client(release: Release, domein: Domein) -> None:
    every = two_clients(domein)
    data = build(declaratie(release, domein, *every))
    assert form_errors(data) == []
    loaded = read(data)
    assert prestaties(loaded) == [every[0], every[2], every[1]]
    assert bsns(loaded) == (CLIENT.bsn, OTHER_CLIENT)
    assert bsn(loaded) is None


@pytest.mark.parametrize("domein", list(Domein))
def test_the_prestaties_of_a_323_come_back_per_client(domein: Domein) -> None:
    every = two_clients(domein)
    loaded = read(build(declaratie_323(domein, *every)))
    assert prestaties(loaded) == [every[0], every[2], every[1]]
    assert bsns(loaded) == (CLIENT.bsn, OTHER_CLIENT)
    assert bsn(loaded) is None


@pytest.mark.parametrize(("release", "domein"), EVERYTHING)
@pytest.mark.parametrize("kind", ["D", "F"])
def test_the_header_of_a_303(release: Release, domein: Domein, kind: str) -> None:
    bericht = read(build(declaratie(release, domein, *two_clients(domein), kind=kind)))
    assert declaratie_header(bericht) == DeclaratieHeader(
        kind, "D2020P12", **NOVEMBER, dagtekening=date(2020, 12, 7), totaalbedrag=188000 + 12345 - 200000
    )
    assert header(bericht) == Header("99990001", "0344", "D2020P12", date(2020, 12, 7), None)
    assert bericht.content["Header"]["BerichtVersie"] == str(release)[0]


def test_the_header_of_a_323() -> None:
    bericht = read(build(declaratie_323()))
    assert form_errors(build(bericht)) == []
    january = {"begindatum": date(2021, 1, 1), "einddatum": date(2021, 1, 31)}
    assert declaratie_header(bericht) == DeclaratieHeader(
        "D", "D202101", **january, dagtekening=date(2021, 2, 5), totaalbedrag=188000
    )
    assert header(bericht) == Header("99990001", "0344", "M-9", date(2021, 2, 5), None)


def test_the_berichtcode_says_whether_it_is_a_declaratie_or_a_factuur() -> None:
    codes = {
        (domein, kind): declaratie(Release.R24, domein, kind=kind).content["Header"]["BerichtCode"]
        for domein in Domein
        for kind in "DF"
    }
    assert list(codes.values()) == ["416", "448", "432", "450"]


def test_credit_alone_gives_a_negative_total() -> None:
    credit = prestatie(Domein.WMO, debet_credit="C", previous_referentienummer="P0")
    bericht = declaratie(Release.R24, Domein.WMO, credit)
    bedragen = bericht.content["Header"]["DeclaratieFactuurBedragen"]
    assert bedragen["DeclaratieFactuurTotaalBedrag"] == {"TotaalBedrag": "188000", "DebetCredit": "C"}
    assert declaratie_header(bericht).totaalbedrag == credit.saldo == -188000


def test_a_total_of_zero_is_debit() -> None:
    debit = prestatie(Domein.WMO)
    credit = replace(debit, referentienummer="P2", debet_credit="C", previous_referentienummer="P0")
    total = declaratie_323(Domein.WMO, debit, credit).content["Declaratie"]["TotaalIngediendBedrag"]
    assert total == {"TotaalBedrag": "0", "DebetCredit": "D"}


def test_btw_is_told_on_a_factuur() -> None:
    btw = {"btw_vrijstelling": "2", "btw_percentage": 2100, "btw_bedrag": 39480}
    debit = prestatie(Domein.WMO, **btw)
    credit = prestatie(
        Domein.WMO, "P2", debet_credit="C", previous_referentienummer="P0", **(btw | {"btw_bedrag": 480})
    )
    free = prestatie(Domein.WMO, "P3", btw_vrijstelling="1")
    made = declaratie(Release.R24, Domein.WMO, debit, credit, free, kind="F", btw_nummer="NL123456789B01")
    data = build(made)
    assert form_errors(data) == []
    head = declaratie_header(read(data))
    assert (head.btw_totaalbedrag, head.btw_nummer) == (39000, "NL123456789B01")
    assert head.totaalbedrag == 188000
    assert prestaties(read(data)) == [debit, credit, free]


def test_a_323_knows_no_btw() -> None:
    bericht = declaratie_323(Domein.WMO, prestatie(Domein.WMO, btw_vrijstelling="1", btw_bedrag=1))
    assert form_errors(build(bericht)) == []
    assert prestaties(bericht)[0].btw_vrijstelling is None


def test_a_number_may_be_missing_in_a_303_and_not_in_a_323() -> None:
    without = prestatie(Domein.WMO, toewijzingnummer=None)
    data = build(declaratie(Release.R24, Domein.WMO, without))
    assert form_errors(data) == []
    assert prestaties(read(data)) == [without]
    with pytest.raises(BerichtError, match="Prestatie: verwacht element ToewijzingNummer"):
        build(declaratie_323(Domein.WMO, without))


def test_only_clients_with_a_prestatie_are_in_the_303() -> None:
    (client,) = declaratie(Release.R24, Domein.WMO).content["Clienten"]["Client"]
    assert client["Naam"]["Geslachtsnaam"] == {"Achternaam": "Jansen & Zn", "Voorvoegsel": "van der"}


def test_a_prestatie_of_an_unknown_client() -> None:
    with pytest.raises(BerichtError, match="Prestatie P1: de cliënt ontbreekt in clienten"):
        declaratie(Release.R24, Domein.WMO, prestatie(Domein.WMO, bsn="999900030"))


def test_a_303_of_another_kind() -> None:
    with pytest.raises(BerichtError, match=r"Verwacht soort D .* of F .*; gevonden “X”"):
        declaratie(Release.R24, Domein.WMO, kind="X")


@pytest.mark.parametrize("reader", [prestaties, declaratie_header])
def test_another_bericht_is_refused(reader: object) -> None:
    with pytest.raises(BerichtError, match="Verwacht een bericht 303 of 323; gevonden een WMO301"):
        reader(toewijzing())


def test_an_empty_declaratie_has_nothing_in_it() -> None:
    assert prestaties(Bericht("303", Release.R24, Domein.WMO, {})) == []
    assert prestaties(Bericht("323", Release.R30, Domein.WMO, {})) == []
    assert bsns(Bericht("323", Release.R30, Domein.WMO, {"Declaratie": "x"})) == ()


GOOD_303 = build(declaratie(Release.R24, Domein.WMO)).decode()
GOOD_323 = build(declaratie_323()).decode()


@pytest.mark.parametrize("data", [GOOD_303, GOOD_323])
@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        ("Bedrag>188000", "Bedrag>veel", "Bedrag: verwacht een geheel getal; gevonden “veel”"),
        ("DebetCredit>D", "DebetCredit>X", "DebetCredit: verwacht D of C; gevonden “X”"),
        ("Volume>40", "Volume>4,5", "GeleverdVolume: verwacht een geheel getal"),
        ("ReferentieNummer>P1</iwmo:ReferentieNummer>", "Iets/>", "verwacht element ReferentieNummer"),
    ],
)
def test_a_strange_value_in_a_prestatie(data: str, old: str, new: str, remark: str) -> None:
    assert old in data
    with pytest.raises(BerichtError, match=remark):
        prestaties(read(data.replace(old, new).encode()))


@pytest.mark.parametrize(
    ("data", "old", "new", "remark"),
    [
        (GOOD_303, "Code>416", "Code>999", "BerichtCode: verwacht 416 of 448; gevonden “999”"),
        (GOOD_303, "FactuurDagtekening>2020-12-07", "FactuurDagtekening>x", "FactuurDagtekening: verwacht een datum"),
        (GOOD_303, "TotaalBedrag>188000", "TotaalBedrag>x", "TotaalBedrag: verwacht een geheel getal"),
        (GOOD_323, "DeclaratieDagtekening>2021-02-05", "DeclaratieDagtekening>x", "verwacht een datum"),
        (GOOD_323, "Begindatum>2021-01-01", "Begindatum>x", "DeclaratiePeriode/Begindatum: verwacht een datum"),
    ],
)
def test_a_strange_value_in_the_header(data: str, old: str, new: str, remark: str) -> None:
    assert old in data
    with pytest.raises(BerichtError, match=remark):
        declaratie_header(read(data.replace(old, new).encode()))


PRESTATIE = "Clienten/Client/Prestaties/Prestatie"
IDENTIFICATIE = "Header/DeclaratieFactuurIdentificatie"


@pytest.mark.parametrize(
    ("data", "old", "new", "element", "code", "sentence"),
    [
        (GOOD_303, "Code>416", "Code>484", "Header/BerichtCode", "CS126", "verwacht 416 of 448 (303, release 2.4)"),
        (GOOD_303, "Nummer>D2020P12", "Nummer>D-12", f"{IDENTIFICATIE}/DeclarantFactuurNummer", "CS319", "letters en"),
        (GOOD_323, "Nummer>D202101", "Nummer>D/1", "Declaratie/DeclaratieNummer", "CS319", "alleen letters en cijfers"),
        (GOOD_303, "ValutaCode>EUR", "ValutaCode>USD", f"{IDENTIFICATIE}/ValutaCode", "XSD", "COD363 (Valuta)"),
        (GOOD_303, "AanID>02", "AanID>03", "Header/BetalingAanID", "XSD", "uit COD833 (Betaling aan)"),
        (
            GOOD_303,
            "<wmo303:Aanbieder>",
            "<wmo303:Servicebureau>99990001</wmo303:Servicebureau><wmo303:Aanbieder>",
            "Header/Servicebureau",
            "CS321",
            "AGB-code van een servicebureau",
        ),
        (
            GOOD_303,
            "<iwmo:ValutaCode>",
            "<iwmo:BtwIDNummer>NL1B01</iwmo:BtwIDNummer><iwmo:ValutaCode>",
            f"{IDENTIFICATIE}/BtwIDNummer",
            "CS320",
            "een btw-nummer als",
        ),
        (
            GOOD_303,
            "<iwmo:DeclaratieFactuurBedrag>",
            "<iwmo:BtwPercentage>10000</iwmo:BtwPercentage><iwmo:DeclaratieFactuurBedrag>",
            f"{PRESTATIE}/IngediendeBedragPrestatie/BtwPercentage",
            "CS322",
            "tot en met 9999",
        ),
        (
            GOOD_303,
            "TotaalBedrag>188000",
            "TotaalBedrag>1000000000000",
            "Header/DeclaratieFactuurBedragen/DeclaratieFactuurTotaalBedrag/TotaalBedrag",
            "RS040",
            "tot en met 999999999999",
        ),
        (GOOD_323, "Credit>D", "Credit>d", "Declaratie/TotaalIngediendBedrag/DebetCredit", "XSD", "uit COD043"),
        (GOOD_323, "Bsn>999900006", "Bsn>999900007", "Declaratie/Clienten/Client/Bsn", "CS002", "elfproef"),
    ],
)
def test_one_error_gives_one_finding(data: str, old: str, new: str, element: str, code: str, sentence: str) -> None:
    assert old in data
    (error,) = form_errors(data.replace(old, new, 1).encode())
    assert (error.element, error.code) == (element, code)
    assert sentence in error.text


def test_periods_are_not_judged_here() -> None:
    reversed_order = prestatie(Domein.WMO, begindatum=date(2021, 3, 1), einddatum=date(2021, 2, 1))
    assert form_errors(build(declaratie(Release.R24, Domein.WMO, reversed_order))) == []


def test_a_declaratie_of_very_many_clients() -> None:
    every = [prestatie(Domein.WMO, f"P{i}", bsn=CLIENT.bsn if i % 2 else OTHER_CLIENT) for i in range(7000)]
    data = build(declaratie_323(Domein.WMO, *every))
    assert data.count(b"</") > 100_000
    assert len(prestaties(read(data))) == 7000
    assert form_errors(data) == []
