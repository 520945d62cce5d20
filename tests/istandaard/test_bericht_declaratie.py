from dataclasses import replace
from datetime import date

import pytest
from voorbeeldberichten import ALLES, ANDER, CLIENT, declaratie, declaratie_323, prestatie, toewijzing

from istandaard.berichten import Bericht, Berichtfout, bouw, lees, valideer
from istandaard.berichten.declaratie import Declaratiekop, declaratiekop, prestaties
from istandaard.berichten.kop import Kop, bsn, bsns, kop
from istandaard.berichten.prestatie import Prestatie
from istandaard.releases import Domein, Release

NOVEMBER = {"begindatum": date(2020, 11, 2), "einddatum": date(2020, 11, 29)}


def twee_clienten(domein: Domein) -> list[Prestatie]:
    """A debit and a credit of one client with a prestatie of another between them."""
    return [
        prestatie(domein, "P1"),
        prestatie(domein, "P2", bsn=ANDER, eenheid="83", volume=12345, tarief=None, bedrag=12345),
        prestatie(domein, "P3", debet_credit="C", vorig_referentienummer="P0", bedrag=200000),
    ]


@pytest.mark.parametrize(("release", "domein"), ALLES)
def test_prestaties_van_een_303_komen_per_client_terug(release: Release, domein: Domein) -> None:
    alle = twee_clienten(domein)
    data = bouw(declaratie(release, domein, *alle))
    assert valideer(data) == []
    gelezen = lees(data)
    assert prestaties(gelezen) == [alle[0], alle[2], alle[1]]
    assert bsns(gelezen) == (CLIENT.bsn, ANDER)
    assert bsn(gelezen) is None


@pytest.mark.parametrize("domein", list(Domein))
def test_prestaties_van_een_323_komen_per_client_terug(domein: Domein) -> None:
    alle = twee_clienten(domein)
    gelezen = lees(bouw(declaratie_323(domein, *alle)))
    assert prestaties(gelezen) == [alle[0], alle[2], alle[1]]
    assert bsns(gelezen) == (CLIENT.bsn, ANDER)
    assert bsn(gelezen) is None


@pytest.mark.parametrize(("release", "domein"), ALLES)
@pytest.mark.parametrize("soort", ["D", "F"])
def test_kop_van_een_303(release: Release, domein: Domein, soort: str) -> None:
    bericht = lees(bouw(declaratie(release, domein, *twee_clienten(domein), soort=soort)))
    assert declaratiekop(bericht) == Declaratiekop(
        soort, "D2020P12", **NOVEMBER, dagtekening=date(2020, 12, 7), totaalbedrag=188000 + 12345 - 200000
    )
    assert kop(bericht) == Kop("99990001", "0344", "D2020P12", date(2020, 12, 7), None)
    assert bericht.inhoud["Header"]["BerichtVersie"] == str(release)[0]


def test_kop_van_een_323() -> None:
    bericht = lees(bouw(declaratie_323()))
    assert valideer(bouw(bericht)) == []
    januari = {"begindatum": date(2021, 1, 1), "einddatum": date(2021, 1, 31)}
    assert declaratiekop(bericht) == Declaratiekop(
        "D", "D202101", **januari, dagtekening=date(2021, 2, 5), totaalbedrag=188000
    )
    assert kop(bericht) == Kop("99990001", "0344", "M-9", date(2021, 2, 5), None)


def test_berichtcode_zegt_of_het_een_declaratie_of_een_factuur_is() -> None:
    codes = {
        (domein, soort): declaratie(Release.R24, domein, soort=soort).inhoud["Header"]["BerichtCode"]
        for domein in Domein
        for soort in "DF"
    }
    assert list(codes.values()) == ["416", "448", "432", "450"]


def test_alleen_credit_geeft_een_negatief_totaal() -> None:
    credit = prestatie(Domein.WMO, debet_credit="C", vorig_referentienummer="P0")
    bericht = declaratie(Release.R24, Domein.WMO, credit)
    bedragen = bericht.inhoud["Header"]["DeclaratieFactuurBedragen"]
    assert bedragen["DeclaratieFactuurTotaalBedrag"] == {"TotaalBedrag": "188000", "DebetCredit": "C"}
    assert declaratiekop(bericht).totaalbedrag == credit.saldo == -188000


def test_totaal_nul_is_debet() -> None:
    debet = prestatie(Domein.WMO)
    credit = replace(debet, referentienummer="P2", debet_credit="C", vorig_referentienummer="P0")
    totaal = declaratie_323(Domein.WMO, debet, credit).inhoud["Declaratie"]["TotaalIngediendBedrag"]
    assert totaal == {"TotaalBedrag": "0", "DebetCredit": "D"}


def test_btw_op_een_factuur() -> None:
    btw = {"btw_vrijstelling": "2", "btw_percentage": 2100, "btw_bedrag": 39480}
    debet = prestatie(Domein.WMO, **btw)
    credit = prestatie(Domein.WMO, "P2", debet_credit="C", vorig_referentienummer="P0", **(btw | {"btw_bedrag": 480}))
    vrij = prestatie(Domein.WMO, "P3", btw_vrijstelling="1")
    gemaakt = declaratie(Release.R24, Domein.WMO, debet, credit, vrij, soort="F", btw_nummer="NL123456789B01")
    data = bouw(gemaakt)
    assert valideer(data) == []
    hoofd = declaratiekop(lees(data))
    assert (hoofd.btw_totaalbedrag, hoofd.btw_nummer) == (39000, "NL123456789B01")
    assert hoofd.totaalbedrag == 188000
    assert prestaties(lees(data)) == [debet, credit, vrij]


def test_323_kent_geen_btw() -> None:
    bericht = declaratie_323(Domein.WMO, prestatie(Domein.WMO, btw_vrijstelling="1", btw_bedrag=1))
    assert valideer(bouw(bericht)) == []
    assert prestaties(bericht)[0].btw_vrijstelling is None


def test_nummer_mag_ontbreken_in_een_303_en_niet_in_een_323() -> None:
    zonder = prestatie(Domein.WMO, toewijzingnummer=None)
    data = bouw(declaratie(Release.R24, Domein.WMO, zonder))
    assert valideer(data) == []
    assert prestaties(lees(data)) == [zonder]
    with pytest.raises(Berichtfout, match="Prestatie: verwacht element ToewijzingNummer"):
        bouw(declaratie_323(Domein.WMO, zonder))


def test_alleen_clienten_met_een_prestatie_staan_in_de_303() -> None:
    (client,) = declaratie(Release.R24, Domein.WMO).inhoud["Clienten"]["Client"]
    assert client["Naam"]["Geslachtsnaam"] == {"Achternaam": "Jansen & Zn", "Voorvoegsel": "van der"}


def test_prestatie_van_een_onbekende_client() -> None:
    with pytest.raises(Berichtfout, match="Prestatie P1: de cliënt ontbreekt in clienten"):
        declaratie(Release.R24, Domein.WMO, prestatie(Domein.WMO, bsn="999900030"))


def test_303_van_een_andere_soort() -> None:
    with pytest.raises(Berichtfout, match=r"Verwacht soort D .* of F .*; gevonden “X”"):
        declaratie(Release.R24, Domein.WMO, soort="X")


@pytest.mark.parametrize("lezer", [prestaties, declaratiekop])
def test_ander_bericht(lezer: object) -> None:
    with pytest.raises(Berichtfout, match="Verwacht een bericht 303 of 323; gevonden een WMO301"):
        lezer(toewijzing())


def test_lege_declaratie() -> None:
    assert prestaties(Bericht("303", Release.R24, Domein.WMO, {})) == []
    assert prestaties(Bericht("323", Release.R30, Domein.WMO, {})) == []
    assert bsns(Bericht("323", Release.R30, Domein.WMO, {"Declaratie": "x"})) == ()


GOED_303 = bouw(declaratie(Release.R24, Domein.WMO)).decode()
GOED_323 = bouw(declaratie_323()).decode()


@pytest.mark.parametrize("data", [GOED_303, GOED_323])
@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        ("Bedrag>188000", "Bedrag>veel", "Bedrag: verwacht een geheel getal; gevonden “veel”"),
        ("DebetCredit>D", "DebetCredit>X", "DebetCredit: verwacht D of C; gevonden “X”"),
        ("Volume>40", "Volume>4,5", "GeleverdVolume: verwacht een geheel getal"),
        ("ReferentieNummer>P1</iwmo:ReferentieNummer>", "Iets/>", "verwacht element ReferentieNummer"),
    ],
)
def test_vreemde_waarde_in_een_prestatie(data: str, oud: str, nieuw: str, melding: str) -> None:
    assert oud in data
    with pytest.raises(Berichtfout, match=melding):
        prestaties(lees(data.replace(oud, nieuw).encode()))


@pytest.mark.parametrize(
    ("data", "oud", "nieuw", "melding"),
    [
        (GOED_303, "Code>416", "Code>999", "BerichtCode: verwacht 416 of 448; gevonden “999”"),
        (GOED_303, "FactuurDagtekening>2020-12-07", "FactuurDagtekening>x", "FactuurDagtekening: verwacht een datum"),
        (GOED_303, "TotaalBedrag>188000", "TotaalBedrag>x", "TotaalBedrag: verwacht een geheel getal"),
        (GOED_323, "DeclaratieDagtekening>2021-02-05", "DeclaratieDagtekening>x", "verwacht een datum"),
        (GOED_323, "Begindatum>2021-01-01", "Begindatum>x", "DeclaratiePeriode/Begindatum: verwacht een datum"),
    ],
)
def test_vreemde_waarde_in_de_kop(data: str, oud: str, nieuw: str, melding: str) -> None:
    assert oud in data
    with pytest.raises(Berichtfout, match=melding):
        declaratiekop(lees(data.replace(oud, nieuw).encode()))


PRESTATIE = "Clienten/Client/Prestaties/Prestatie"
IDENTIFICATIE = "Header/DeclaratieFactuurIdentificatie"


@pytest.mark.parametrize(
    ("data", "oud", "nieuw", "element", "code", "zin"),
    [
        (GOED_303, "Code>416", "Code>484", "Header/BerichtCode", "CS126", "verwacht 416 of 448 (303, release 2.4)"),
        (GOED_303, "Nummer>D2020P12", "Nummer>D-12", f"{IDENTIFICATIE}/DeclarantFactuurNummer", "CS319", "letters en"),
        (GOED_323, "Nummer>D202101", "Nummer>D/1", "Declaratie/DeclaratieNummer", "CS319", "alleen letters en cijfers"),
        (GOED_303, "ValutaCode>EUR", "ValutaCode>USD", f"{IDENTIFICATIE}/ValutaCode", "XSD", "COD363 (Valuta)"),
        (GOED_303, "AanID>02", "AanID>03", "Header/BetalingAanID", "XSD", "uit COD833 (Betaling aan)"),
        (
            GOED_303,
            "<wmo303:Aanbieder>",
            "<wmo303:Servicebureau>99990001</wmo303:Servicebureau><wmo303:Aanbieder>",
            "Header/Servicebureau",
            "CS321",
            "AGB-code van een servicebureau",
        ),
        (
            GOED_303,
            "<iwmo:ValutaCode>",
            "<iwmo:BtwIDNummer>NL1B01</iwmo:BtwIDNummer><iwmo:ValutaCode>",
            f"{IDENTIFICATIE}/BtwIDNummer",
            "CS320",
            "een btw-nummer als",
        ),
        (
            GOED_303,
            "<iwmo:DeclaratieFactuurBedrag>",
            "<iwmo:BtwPercentage>10000</iwmo:BtwPercentage><iwmo:DeclaratieFactuurBedrag>",
            f"{PRESTATIE}/IngediendeBedragPrestatie/BtwPercentage",
            "CS322",
            "tot en met 9999",
        ),
        (
            GOED_303,
            "TotaalBedrag>188000",
            "TotaalBedrag>1000000000000",
            "Header/DeclaratieFactuurBedragen/DeclaratieFactuurTotaalBedrag/TotaalBedrag",
            "RS040",
            "tot en met 999999999999",
        ),
        (GOED_323, "Credit>D", "Credit>d", "Declaratie/TotaalIngediendBedrag/DebetCredit", "XSD", "uit COD043"),
        (GOED_323, "Bsn>999900006", "Bsn>999900007", "Declaratie/Clienten/Client/Bsn", "CS002", "elfproef"),
    ],
)
def test_een_fout_geeft_een_bevinding(data: str, oud: str, nieuw: str, element: str, code: str, zin: str) -> None:
    assert oud in data
    (fout,) = valideer(data.replace(oud, nieuw, 1).encode())
    assert (fout.element, fout.code) == (element, code)
    assert zin in fout.tekst


def test_perioden_worden_hier_niet_beoordeeld() -> None:
    omgekeerd = prestatie(Domein.WMO, begindatum=date(2021, 3, 1), einddatum=date(2021, 2, 1))
    assert valideer(bouw(declaratie(Release.R24, Domein.WMO, omgekeerd))) == []


def test_declaratie_van_zeer_veel_clienten() -> None:
    alle = [prestatie(Domein.WMO, f"P{i}", bsn=CLIENT.bsn if i % 2 else ANDER) for i in range(7000)]
    data = bouw(declaratie_323(Domein.WMO, *alle))
    assert data.count(b"</") > 100_000
    assert len(prestaties(lees(data))) == 7000
    assert valideer(data) == []
