from dataclasses import replace
from datetime import date, time

import pytest
from voorbeeldberichten import (
    AFGELEID_OVERAL,
    ALLES,
    CLIENT,
    antwoordbericht,
    declaratie,
    declaratie_323,
    heen,
    product,
    regie,
    regieproduct,
    retour,
    toewijzing,
    verzoek,
)

from istandaard.berichten import Bericht, Berichtfout, bouw, lees, valideer
from istandaard.berichten.kop import RETOUR_VAN, Kop, bsn, bsns, client, kop
from istandaard.berichten.regie import maak_regie, regieproducten
from istandaard.berichten.retour import retourcodes
from istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from istandaard.releases import Domein, Release

VOL = ToegewezenProduct(
    toewijzingnummer="1002",
    categorie="02",
    code=None,
    ingangsdatum=date(2021, 1, 1),
    einddatum=date(2021, 12, 31),
    toewijzingsdatum=date(2021, 1, 4),
    toewijzingstijd=time(8, 0),
    reden_wijziging="12",
    budget=125000,
    referentie_aanbieder="VOT-7",
    commentaar="Zie verslag.",
)


@pytest.mark.parametrize(("release", "domein"), ALLES)
def test_producten_van_een_301_komen_terug(release: Release, domein: Domein) -> None:
    producten = [product(domein), product(domein, toewijzingnummer="1002", einddatum=None, code=None, volume=None)]
    producten[1] = replace(producten[1], eenheid=None, frequentie=None)
    assert toegewezen_producten(lees(bouw(toewijzing(release, domein, *producten)))) == producten


def test_alle_velden_van_een_product() -> None:
    bericht = toewijzing(Release.R30, Domein.WMO, VOL)
    assert toegewezen_producten(lees(bouw(bericht))) == [VOL]


def test_producten_in_2_4_zonder_beschikking_worden_ook_gevonden() -> None:
    inhoud = toewijzing(Release.R30).inhoud
    assert toegewezen_producten(Bericht("301", Release.R24, Domein.WMO, inhoud)) == [product(Domein.WMO)]


@pytest.mark.parametrize("soort", ["305", "307"])
@pytest.mark.parametrize(("release", "domein"), ALLES)
def test_producten_van_een_regiebericht_komen_terug(soort: str, release: Release, domein: Domein) -> None:
    einde = {"einddatum": date(2020, 11, 30), "reden_beeindiging": "20"} if soort == "307" else {}
    zonder_nummer = regieproduct(domein, toewijzingnummer=None, toewijzing_ingangsdatum=None, status="3", **einde)
    producten = [regieproduct(domein, **einde), zonder_nummer]
    data = bouw(regie(soort, release, domein, *producten))
    assert valideer(data) == []
    assert regieproducten(lees(data)) == producten


def test_status_bij_client_staat_alleen_in_2_4() -> None:
    assert regie("305", Release.R24).inhoud["Client"]["StatusAanlevering"] == "1"
    assert "StatusAanlevering" not in regie("305", Release.R30).inhoud["Client"]


def test_regie_kent_alleen_305_en_307() -> None:
    with pytest.raises(Berichtfout, match="Verwacht soort 305 of 307; gevonden 301"):
        maak_regie(
            "301",
            release=Release.R30,
            domein=Domein.WMO,
            gemeente="0344",
            aanbieder="99990001",
            identificatie="1",
            dagtekening=date(2021, 1, 4),
            client=CLIENT,
            producten=[],
        )


def test_307_zonder_einddatum_is_niet_te_bouwen() -> None:
    with pytest.raises(Berichtfout, match="StopProduct: verwacht element RedenBeeindiging"):
        bouw(regie("307", Release.R30, Domein.WMO, regieproduct(Domein.WMO)))


def test_kop_van_een_301_en_van_een_305() -> None:
    assert kop(toewijzing()) == Kop("0344", "99990001", "T-1", date(2020, 10, 1), None)
    assert kop(regie("305")) == Kop("99990001", "0344", "R-1", date(2020, 11, 30), None)


@pytest.mark.parametrize(("release", "domein"), ALLES)
def test_client_van_een_301(release: Release, domein: Domein) -> None:
    bericht = lees(bouw(toewijzing(release, domein)))
    assert client(bericht) == CLIENT
    assert bsn(bericht) == CLIENT.bsn


def test_client_van_een_305_heeft_geen_adres() -> None:
    gelezen = client(lees(bouw(regie("305"))))
    assert gelezen == client(verzoek())
    assert gelezen == replace(CLIENT, huisnummer=0, postcode="", straatnaam="", plaatsnaam="")


def test_client_zonder_voornamen_en_voorvoegsel() -> None:
    kaal = replace(CLIENT, voornamen="", voorletters="", voorvoegsel=None)
    bericht = toewijzing()
    bericht.inhoud["Client"]["Naam"] = {"Geslachtsnaam": {"Achternaam": kaal.achternaam}, "NaamGebruik": "1"}
    data = bouw(bericht)
    assert valideer(data) == []
    assert client(lees(data)) == kaal


def test_client_van_een_retour_wordt_geweigerd() -> None:
    with pytest.raises(Berichtfout, match="Verwacht een bericht 301 of 305 of 307 of 315; gevonden een WMO302"):
        client(retour(toewijzing(), "0200"))


@pytest.mark.parametrize(("soort", "release", "domein"), AFGELEID_OVERAL)
@pytest.mark.parametrize("code", ["0200", "0001"])
def test_retour_met_alleen_een_kop(soort: str, release: Release, domein: Domein, code: str) -> None:
    bericht = retour(heen(RETOUR_VAN[soort], release, domein), code)
    data = bouw(bericht)
    assert valideer(data) == []
    gelezen = lees(data)
    assert gelezen.soort == soort
    assert "Client" not in gelezen.inhoud
    assert retourcodes(gelezen) == [code]
    assert bsn(gelezen) is None


def test_bsns_van_een_bericht_over_een_client_en_van_een_zonder_client() -> None:
    assert bsns(regie("305")) == (CLIENT.bsn,)
    assert bsns(retour(regie("305"), "0200")) == bsns(antwoordbericht()) == ()


def test_kop_van_een_retour_herhaalt_die_van_het_heenbericht() -> None:
    oud, nieuw = kop(toewijzing()), kop(retour(toewijzing(), "0200"))
    assert nieuw == replace(oud, identificatie_retour="A-1")


@pytest.mark.parametrize(("soort", "release", "domein"), [wat for wat in AFGELEID_OVERAL if wat[0] < "310"])
def test_retour_met_codes_per_product(soort: str, release: Release, domein: Domein) -> None:
    van = RETOUR_VAN[soort]
    if van == "301":
        bericht = toewijzing(release, domein, product(domein), product(domein, toewijzingnummer="2"))
    else:
        einde = {"einddatum": date(2020, 11, 30), "reden_beeindiging": "20"} if van == "307" else {}
        een = regieproduct(domein, **einde)
        bericht = regie(van, release, domein, een, replace(een, toewijzingnummer="2"))
    gemaakt = retour(bericht, per_product={1: ["9056", "9074"]})
    data = bouw(gemaakt)
    assert valideer(data) == []
    codes = retourcodes(lees(data))
    assert [code for code in codes if code != "0200"] == ["9056", "9074"]
    assert "RetourCodes" not in gemaakt.inhoud["Header"]
    assert gemaakt.inhoud["Client"]["RetourCodes"] == {"RetourCode": ["0200"]}


def test_retour_laat_het_heenbericht_ongemoeid() -> None:
    bericht = toewijzing()
    voor = bouw(bericht)
    retour(bericht, "0001", per_product={0: ["9300"]})
    assert bouw(bericht) == voor


@pytest.mark.parametrize("plaats", [1, -1])
def test_retour_op_een_product_dat_er_niet_is(plaats: int) -> None:
    with pytest.raises(Berichtfout, match=f"verwacht een plaats van 0 tot 1; gevonden {plaats}"):
        retour(toewijzing(), per_product={plaats: ["9300"]})


@pytest.mark.parametrize("bericht", [declaratie(Release.R24, Domein.WMO), declaratie_323()])
def test_een_declaratie_heeft_geen_gewone_retour(bericht: Bericht) -> None:
    with pytest.raises(Berichtfout, match=f"317 of 319; gevonden een {bericht.naam}"):
        retour(bericht, "0200")


def test_retour_op_een_retour_bestaat_niet() -> None:
    with pytest.raises(Berichtfout, match="gevonden een WMO302"):
        retour(retour(toewijzing(), "0200"), "0200")


def test_retourcodes_van_een_heenbericht_bestaan_niet() -> None:
    with pytest.raises(Berichtfout, match="302 of 304 of 306 of 308"):
        retourcodes(toewijzing())


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        ("Ingangsdatum>2020-03-02", "Ingangsdatum>2 maart", "Ingangsdatum: verwacht een datum.*gevonden “2 maart”"),
        ("Einddatum>2021-06-30", "Einddatum>2021-13-01", "Einddatum: verwacht een datum"),
        ("<wmo301:Toewijzingsdatum>2020-02-20</wmo301:Toewijzingsdatum>", "", "verwacht element Toewijzingsdatum"),
        ("tijd>14:05:06", "tijd>kwart over twee", "verwacht een tijd als 12:30:00"),
        ("Volume>4", "Volume>vier", "Omvang/Volume: verwacht een geheel getal"),
        ("Volume>4", "Volume>" + "9" * 5000, "verwacht een geheel getal"),
        ("Volume>4", "Volume>٤", "verwacht een geheel getal"),
        ("Volume>4", "Volume>1_000", "verwacht een geheel getal"),
        ("Ingangsdatum>2020-03-02", "Ingangsdatum>20200302", "verwacht een datum als 2020-12-31"),
        ("Ingangsdatum>2020-03-02", "Ingangsdatum>2020-W10-1", "verwacht een datum"),
        ("Ingangsdatum>2020-03-02", "Ingangsdatum>2020-02-30", "verwacht een datum"),
        ("tijd>14:05:06", "tijd>14:05", "verwacht een tijd"),
        ("tijd>14:05:06", "tijd>25:00:00", "verwacht een tijd"),
    ],
)
def test_vreemde_waarde_in_een_301_wordt_een_berichtfout(oud: str, nieuw: str, melding: str) -> None:
    data = bouw(toewijzing()).decode().replace(oud, nieuw)
    with pytest.raises(Berichtfout, match=melding):
        toegewezen_producten(lees(data.encode()))


@pytest.mark.parametrize(
    ("oud", "nieuw", "veld", "waarde"),
    [
        ("Nummer>1001", "Nummer>+0001001", "toewijzingnummer", "1001"),
        ("Nummer>1001", "Nummer>A-1001", "toewijzingnummer", "A-1001"),
        ("Volume>4", "Volume> 04 ", "volume", 4),
        ("tijd>14:05:06", "tijd>24:00:00", "toewijzingstijd", time.max),
        ("tijd>14:05:06", "tijd>14:05:06.25", "toewijzingstijd", time(14, 5, 6, 250000)),
        ("Einddatum>2021-06-30", "Einddatum>\r\n2021-06-30 ", "einddatum", date(2021, 6, 30)),
    ],
)
def test_andere_schrijfwijze_van_dezelfde_waarde(oud: str, nieuw: str, veld: str, waarde: object) -> None:
    data = bouw(toewijzing()).decode().replace(oud, nieuw).encode()
    assert getattr(toegewezen_producten(lees(data))[0], veld) == waarde
    assert valideer(data) == [] or waarde == "A-1001"


def test_vreemde_kop_wordt_een_berichtfout() -> None:
    data = bouw(toewijzing()).decode()
    with pytest.raises(Berichtfout, match="verwacht element Afzender"):
        kop(lees(data.replace("<wmo301:Afzender>0344</wmo301:Afzender>", "").encode()))
    with pytest.raises(Berichtfout, match="Dagtekening: verwacht een datum"):
        kop(lees(data.replace("2020-10-01", "gisteren").encode()))


def test_301_zonder_producten_geeft_een_lege_lijst() -> None:
    assert toegewezen_producten(Bericht("301", Release.R30, Domein.WMO, {})) == []
    assert regieproducten(Bericht("305", Release.R30, Domein.WMO, {})) == []


def test_producten_van_een_ander_bericht() -> None:
    with pytest.raises(Berichtfout, match="Verwacht een bericht 301; gevonden een WMO305"):
        toegewezen_producten(regie("305"))
    with pytest.raises(Berichtfout, match="Verwacht een bericht 305 of 307; gevonden een WMO301"):
        regieproducten(toewijzing())


def test_bsn_staat_niet_in_een_foutmelding() -> None:
    data = bouw(toewijzing()).decode().replace("Ingangsdatum>2020-03-02", "Ingangsdatum>999900006")
    with pytest.raises(Berichtfout) as gevangen:
        toegewezen_producten(lees(data.encode()))
    assert "999900006" not in str(gevangen.value)
