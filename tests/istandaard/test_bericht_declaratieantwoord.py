from dataclasses import replace
from datetime import date

import pytest
from voorbeeldberichten import ALLES, ANDER, CLIENT, declaratie, declaratie_323, prestatie, toewijzing

from istandaard.berichten import Bericht, Berichtfout, bouw, lees, valideer
from istandaard.berichten.declaratieantwoord import Afgekeurd, afgekeurde, geweigerd, maak_304, maak_325, toegekend
from istandaard.berichten.kop import Kop, bsns, kop
from istandaard.berichten.prestatie import Prestatie
from istandaard.berichten.retour import retourcodes
from istandaard.releases import Domein, Release

VAN = {"identificatie": "G-1", "dagtekening": date(2021, 2, 15)}


def drie(domein: Domein) -> list[Prestatie]:
    return [
        prestatie(domein, "P1"),
        prestatie(domein, "P2", debet_credit="C", vorig_referentienummer="P0", bedrag=5000),
        prestatie(domein, "P3", bsn=ANDER, bedrag=100),
    ]


def heen(van: str, release: Release, domein: Domein, **anders: object) -> Bericht:
    return (
        declaratie(release, domein, *drie(domein), **anders) if van == "303" else declaratie_323(domein, *drie(domein))
    )


def antwoord(op: Bericht, **anders: object) -> Bericht:
    """The answer as it comes out of its XML, which must be valid."""
    maak = maak_304 if op.soort == "303" else maak_325
    data = bouw(maak(op, **VAN, **anders))
    assert valideer(data) == []
    return lees(data)


OP = [("303", release, domein) for release, domein in ALLES] + [("323", Release.R30, domein) for domein in Domein]


@pytest.mark.parametrize(("soort", "release", "domein"), OP)
def test_alles_toegekend(soort: str, release: Release, domein: Domein) -> None:
    bericht = antwoord(heen(soort, release, domein))
    assert (bericht.soort, bericht.release, bericht.domein) == ("304" if soort == "303" else "325", release, domein)
    assert retourcodes(bericht) == (["8001"] if soort == "303" else ["0200", "8001"])
    assert toegekend(bericht) == 188000 - 5000 + 100
    assert afgekeurde(bericht) == []
    assert geweigerd(bericht) == ()
    assert bsns(bericht) == ()


@pytest.mark.parametrize(("soort", "release", "domein"), OP)
def test_een_prestatie_afgekeurd(soort: str, release: Release, domein: Domein) -> None:
    bericht = antwoord(heen(soort, release, domein), afgekeurd={"P1": ["9321", "0611"]})
    assert afgekeurde(bericht) == [Afgekeurd(prestatie(domein, "P1"), ("9321", "0611"))]
    assert toegekend(bericht) == -4900
    assert bsns(bericht) == (CLIENT.bsn,)
    assert geweigerd(bericht) == ()
    codes = retourcodes(bericht)
    assert codes.count("0200") == (2 if soort == "303" else 3)
    assert [code for code in codes if code != "0200"] == ["9321", "0611"]


@pytest.mark.parametrize(("soort", "release", "domein"), OP)
def test_alle_prestaties_afgekeurd(soort: str, release: Release, domein: Domein) -> None:
    bericht = antwoord(heen(soort, release, domein), afgekeurd={een: ["9308"] for een in ("P3", "P2", "P1")})
    assert [een.prestatie for een in afgekeurde(bericht)] == drie(domein)
    assert toegekend(bericht) == 0
    assert bsns(bericht) == (CLIENT.bsn, ANDER)


@pytest.mark.parametrize(("release", "domein"), ALLES)
@pytest.mark.parametrize("code", ["0001", "8855", "0030"])
def test_303_in_haar_geheel_geweigerd(release: Release, domein: Domein, code: str) -> None:
    bericht = antwoord(heen("303", release, domein), geweigerd=[code], afgekeurd={"P1": ["9308"]})
    assert retourcodes(bericht) == [code]
    assert "Clienten" not in bericht.inhoud
    assert geweigerd(bericht) == (code,)
    assert toegekend(bericht) == 0
    assert afgekeurde(bericht) == []


@pytest.mark.parametrize("domein", list(Domein))
def test_323_technisch_geweigerd_is_alleen_een_kop(domein: Domein) -> None:
    bericht = antwoord(heen("323", Release.R30, domein), geweigerd=["0001"])
    assert list(bericht.inhoud) == ["Header"]
    assert geweigerd(bericht) == ("0001",)
    assert toegekend(bericht) == 0
    assert afgekeurde(bericht) == []


def test_323_geweigerd_op_de_declaratie() -> None:
    bericht = antwoord(heen("323", Release.R30, Domein.WMO), geweigerd=["9333"], afgekeurd={"P1": ["9308"]})
    assert retourcodes(bericht) == ["0200", "9333"]
    assert "Clienten" not in bericht.inhoud["DeclaratieAntwoord"]
    assert geweigerd(bericht) == ("9333",)
    assert toegekend(bericht) == 0


@pytest.mark.parametrize("domein", list(Domein))
@pytest.mark.parametrize(("soort", "code"), [("D", {"wmo": "417", "jw": "433"}), ("F", {"wmo": "449", "jw": "451"})])
def test_304_volgt_de_soort_van_de_303(domein: Domein, soort: str, code: dict[str, str]) -> None:
    bericht = antwoord(heen("303", Release.R24, domein, soort=soort))
    assert bericht.inhoud["Header"]["BerichtCode"] == code[domein]


def test_304_herhaalt_de_kop_van_de_303() -> None:
    op = heen("303", Release.R24, Domein.WMO)
    bericht = antwoord(op)
    assert kop(bericht) == replace(kop(op), identificatie_retour="G-1")
    bedragen = bericht.inhoud["Header"]["RetourBedragen"]
    assert (
        bedragen["IngediendTotaalBedrag"]
        == op.inhoud["Header"]["DeclaratieFactuurBedragen"]["DeclaratieFactuurTotaalBedrag"]
    )
    assert "DeclaratieFactuurBedragen" in op.inhoud["Header"]


def test_325_is_van_de_gemeente_en_wordt_gelezen_als_antwoord_op_de_323() -> None:
    op = heen("323", Release.R30, Domein.WMO)
    bericht = antwoord(op)
    hoofd = bericht.inhoud["Header"]
    assert (hoofd["Afzender"], hoofd["Ontvanger"]) == ("0344", "99990001")
    assert hoofd["BerichtIdentificatie"] == {"Identificatie": "G-1", "Dagtekening": "2021-02-15"}
    assert hoofd["XsdVersie"]["BerichtXsdVersie"] == "1.1.0"
    assert hoofd["XsdVersieDeclaratie"] == op.inhoud["Header"]["XsdVersie"]
    assert kop(bericht) == Kop("99990001", "0344", "M-9", date(2021, 2, 5), "G-1")


def test_304_herhaalt_alleen_de_afgekeurde_prestatie_van_de_client() -> None:
    bericht = antwoord(heen("303", Release.R24, Domein.WMO), afgekeurd={"P2": ["8017"]})
    (client,) = bericht.inhoud["Clienten"]["Client"]
    (regel,) = client["Prestaties"]["Prestatie"]
    assert regel["ToegekendeBedragPrestatie"] == {
        "GemeenteBerekendBedrag": {"Bedrag": "5000", "DebetCredit": "C"},
        "ToegekendBedrag": {"Bedrag": "0", "DebetCredit": "D"},
    }
    assert client["RetourCodes"] == {"RetourCode": ["0200"]}
    assert toegekend(bericht) == 188100


def test_gemeente_neemt_het_berekende_bedrag_over_waar_dat_er_is() -> None:
    op = heen("303", Release.R24, Domein.WMO)
    ingediend = op.inhoud["Clienten"]["Client"][0]["Prestaties"]["Prestatie"][0]["IngediendeBedragPrestatie"]
    ingediend["BerekendBedrag"] = {"Bedrag": "190000", "DebetCredit": "D"}
    (client,) = antwoord(op, afgekeurd={"P1": ["0611"]}).inhoud["Clienten"]["Client"]
    toekenning = client["Prestaties"]["Prestatie"][0]["ToegekendeBedragPrestatie"]
    assert toekenning["GemeenteBerekendBedrag"]["Bedrag"] == "190000"


def test_een_declaratie_kan_deels_worden_toegekend() -> None:
    op = heen("303", Release.R24, Domein.WMO)
    bericht = antwoord(op, afgekeurd={"P1": ["9321"], "P2": ["8017"]}, deels={"P1": 94000, "P2": 1000})
    debet, credit = afgekeurde(bericht)
    assert (debet.toegekend, credit.toegekend) == (94000, -1000)
    assert toegekend(bericht) == 94000 - 1000 + 100


@pytest.mark.parametrize("soort", ["D", "F"])
def test_deels_alleen_bij_een_afgekeurde_prestatie_van_een_declaratie(soort: str) -> None:
    op = heen("303", Release.R24, Domein.WMO, soort=soort)
    afgekeurd = {"P1": ["9321"]} if soort == "F" else {}
    with pytest.raises(Berichtfout, match=r"deels: verwacht prestaties van een declaratie \(geen factuur\)"):
        maak_304(op, **VAN, afgekeurd=afgekeurd, deels={"P1": 1})


@pytest.mark.parametrize(("soort", "release", "domein"), OP)
def test_prestatie_die_er_niet_in_staat(soort: str, release: Release, domein: Domein) -> None:
    with pytest.raises(Berichtfout, match=f"verwacht een prestatie uit de {domein.upper()}{soort}; gevonden “P9”"):
        antwoord(heen(soort, release, domein), afgekeurd={"P1": ["9321"], "P9": ["9321"]})


def test_antwoord_laat_het_heenbericht_ongemoeid() -> None:
    for soort, release, domein in OP:
        op = heen(soort, release, domein)
        voor = bouw(op)
        antwoord(op, afgekeurd={"P1": ["9321"]})
        assert bouw(op) == voor


def test_antwoord_op_een_ander_bericht() -> None:
    for maak, van in ((maak_304, "303"), (maak_325, "323")):
        with pytest.raises(Berichtfout, match=f"Verwacht een bericht {van}; gevonden een WMO301"):
            maak(toewijzing(), **VAN)


@pytest.mark.parametrize("lezer", [afgekeurde, geweigerd, toegekend])
def test_lezen_van_een_ander_bericht(lezer: object) -> None:
    with pytest.raises(Berichtfout, match="Verwacht een bericht 304 of 325; gevonden een WMO303"):
        lezer(declaratie(Release.R24, Domein.WMO))


def test_fout_bij_de_client_keurt_al_zijn_prestaties_af() -> None:
    for soort, release, domein in OP:
        bericht = antwoord(heen(soort, release, domein), afgekeurd={"P3": ["0233"]})
        onder = bericht.inhoud if soort == "303" else bericht.inhoud["DeclaratieAntwoord"]
        onder["Clienten"]["Client"][0]["RetourCodes"] = {"RetourCode": ["8187"]}
        (een,) = afgekeurde(bericht)
        assert een.retourcodes == ("0233", "8187")


def test_herhaalde_prestatie_zonder_opmerking_telt_als_toegekend() -> None:
    op_303, op_323 = heen("303", Release.R24, Domein.WMO), heen("323", Release.R30, Domein.WMO)
    assert afgekeurde(antwoord(op_303, afgekeurd={"P1": ["0200"]}, deels={"P1": 188000})) == []
    assert afgekeurde(antwoord(op_323, afgekeurd={"P1": ["0200"]})) == []


def test_herhaalde_prestatie_zonder_code_telt_als_afgekeurd() -> None:
    for soort, release, domein in OP:
        bericht = antwoord(heen(soort, release, domein), afgekeurd={"P1": ["9321"]})
        onder = bericht.inhoud if soort == "303" else bericht.inhoud["DeclaratieAntwoord"]
        del onder["Clienten"]["Client"][0]["Prestaties"]["Prestatie"][0]["RetourCodes"]
        (een,) = afgekeurde(bericht)
        assert een == Afgekeurd(prestatie(domein, "P1"), ())


def test_retourbericht_zonder_totaal() -> None:
    with pytest.raises(Berichtfout, match="RetourBedragen/ToegekendTotaalBedrag: verwacht element TotaalBedrag"):
        toegekend(Bericht("304", Release.R24, Domein.WMO, {"Header": {}}))
