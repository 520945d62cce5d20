from dataclasses import replace
from datetime import date

import pytest
from voorbeeldberichten import (
    ALLES,
    CLIENT,
    aangevraagd,
    antwoordbericht,
    heen,
    retour,
    toewijzing,
    verzoek,
    wijziging,
    wijzigingsbericht,
)

from istandaard.berichten import Berichtfout, bouw, lees, valideer
from istandaard.berichten.antwoord import Antwoord, lees_antwoord
from istandaard.berichten.kop import Kop, bsn, bsns, kop
from istandaard.berichten.retour import retourcodes
from istandaard.berichten.verzoek import (
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    aangevraagde_producten,
    wijzigingsverzoek,
)
from istandaard.releases import Domein, Release


@pytest.mark.parametrize(("release", "domein"), ALLES)
def test_producten_van_een_315_komen_terug(release: Release, domein: Domein) -> None:
    producten = [
        aangevraagd(domein, commentaar="Met spoed.", verwijzer="02", verwijzer_naam="Huisarts De Wit"),
        aangevraagd(domein, referentie_aanbieder="VOT-2", code=None, volume=None, eenheid=None, frequentie=None),
    ]
    producten[1] = replace(producten[1], einddatum=None)
    data = bouw(verzoek(release, domein, *producten))
    assert valideer(data) == []
    gelezen = lees(data)
    assert aangevraagde_producten(gelezen) == producten
    assert kop(gelezen) == Kop("99990001", "0344", "V-1", date(2020, 12, 1), None)
    assert bsns(gelezen) == (CLIENT.bsn,)


def test_code_van_de_verwijzer_bestaat_alleen_in_3_0() -> None:
    met_code = aangevraagd(Domein.WMO, verwijzer="02", zorgverlenercode="99990099")
    data = bouw(verzoek(Release.R30, Domein.WMO, met_code))
    assert valideer(data) == []
    assert aangevraagde_producten(lees(data)) == [met_code]
    with pytest.raises(Berichtfout, match="onbekend element “ZorgverlenerCode”"):
        bouw(verzoek(Release.R24, Domein.WMO, met_code))


def test_verwijzer_onbekend_bestaat_niet_meer() -> None:
    (fout,) = valideer(bouw(verzoek(Release.R24, Domein.WMO, aangevraagd(Domein.WMO, verwijzer="07"))))
    assert fout.element == "Client/AangevraagdeProducten/AangevraagdProduct/Verwijzer/Type"
    assert "uit COD327 (Verwijzer) van release 2.4; gevonden “07”" in fout.tekst


@pytest.mark.parametrize("domein", list(Domein))
def test_verzoek_van_een_317_komt_terug(domein: Domein) -> None:
    data = bouw(wijzigingsbericht(domein))
    assert valideer(data) == []
    gelezen = lees(data)
    assert wijzigingsverzoek(gelezen) == wijziging(domein)
    assert bsn(gelezen) == CLIENT.bsn
    assert kop(gelezen).identificatie == "W-1"


@pytest.mark.parametrize(
    "wat",
    [
        Wijzigingsverzoek("VOW-2", "1", ongewijzigd=(OngewijzigdProduct("1"),)),
        Wijzigingsverzoek("VOW-3", "1", te_wijzigen=(TeWijzigenProduct("1", date(2021, 3, 1), budget=1),)),
        Wijzigingsverzoek("VOW-4", "2"),
    ],
)
def test_verzoek_met_een_deel_van_de_producten(wat: Wijzigingsverzoek) -> None:
    data = bouw(wijzigingsbericht(Domein.WMO, wat))
    assert valideer(data) == []
    assert wijzigingsverzoek(lees(data)) == wat


@pytest.mark.parametrize("domein", list(Domein))
@pytest.mark.parametrize("wat", [Antwoord("VOT-1", "2"), Antwoord("VOW-1", "1", "8")])
def test_antwoord_van_een_319_komt_terug(domein: Domein, wat: Antwoord) -> None:
    data = bouw(antwoordbericht(domein, wat))
    assert valideer(data) == []
    gelezen = lees(data)
    assert lees_antwoord(gelezen) == wat
    assert kop(gelezen) == Kop("0344", "99990001", "A-7", date(2021, 2, 3), None)
    assert bsn(gelezen) is None


def test_woonplaatsbeginsel_noemt_alleen_in_ijw_de_andere_gemeente() -> None:
    wat = Antwoord("VOT-1", "1", "8", "0363")
    data = bouw(antwoordbericht(Domein.JW, wat))
    assert valideer(data) == []
    assert lees_antwoord(lees(data)) == wat
    with pytest.raises(Berichtfout, match="onbekend element “Woonplaatsbeginsel”"):
        bouw(antwoordbericht(Domein.WMO, wat))


@pytest.mark.parametrize(
    ("soort", "release", "oud", "nieuw", "element"),
    [
        ("315", Release.R24, "ToewijzingEinddatum>2021-12-31", "ToewijzingEinddatum>2020-12-31", "ToewijzingEinddatum"),
        ("315", Release.R30, "ToewijzingEinddatum>2021-12-31", "ToewijzingEinddatum>2020-12-31", "ToewijzingEinddatum"),
        ("317", Release.R30, "Einddatum>2021-12-31", "Einddatum>2021-02-28", "TeWijzigenProduct/Einddatum"),
    ],
)
def test_einddatum_voor_de_gewenste_ingangsdatum(
    soort: str, release: Release, oud: str, nieuw: str, element: str
) -> None:
    data = bouw(heen(soort, release, Domein.WMO)).decode()
    (fout,) = valideer(data.replace(oud, nieuw, 1).encode())
    assert fout.code == "CS003"
    assert fout.element.endswith(element)
    assert fout.tekst.startswith(f"{element.rpartition('/')[2]}: verwacht een datum op of na ")


def test_einddatum_van_een_nieuw_product() -> None:
    wat = wijziging(Domein.WMO)
    nieuw = replace(wat.nieuw[1], einddatum=date(2021, 2, 1))
    (fout,) = valideer(bouw(wijzigingsbericht(Domein.WMO, replace(wat, nieuw=(wat.nieuw[0], nieuw)))))
    assert (fout.element, fout.code) == ("Client/Verzoek/NieuweProducten/NieuwProduct[2]/Einddatum", "CS003")


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        ("GewensteIngangsdatum>2021-03-01", "GewensteIngangsdatum>x", "GewensteIngangsdatum: verwacht een datum"),
        ("Budget>500000", "Budget>5.000", "NieuwProduct/Budget: verwacht een geheel getal"),
        ("<wmo317:RedenVerzoek>2</wmo317:RedenVerzoek>", "", "Verzoek: verwacht element RedenVerzoek"),
    ],
)
def test_vreemde_waarde_in_een_317(oud: str, nieuw: str, melding: str) -> None:
    data = bouw(wijzigingsbericht()).decode()
    assert oud in data
    with pytest.raises(Berichtfout, match=melding):
        wijzigingsverzoek(lees(data.replace(oud, nieuw).encode()))


def test_lezen_van_een_ander_bericht() -> None:
    for lezer, soort in ((aangevraagde_producten, "315"), (wijzigingsverzoek, "317"), (lees_antwoord, "319")):
        with pytest.raises(Berichtfout, match=f"Verwacht een bericht {soort}; gevonden een WMO301"):
            lezer(toewijzing())


@pytest.mark.parametrize("domein", list(Domein))
@pytest.mark.parametrize(("plaats", "codes"), [(0, 8), (1, 8), (3, 8)])
def test_retour_telt_de_producten_van_een_317_door(domein: Domein, plaats: int, codes: int) -> None:
    data = bouw(retour(wijzigingsbericht(domein), per_product={plaats: ["9350", "9361"]}))
    assert valideer(data) == []
    client = lees(data).inhoud["Client"]["Verzoek"]
    regels = [
        *client["OngewijzigdeProducten"]["OngewijzigdProduct"],
        *client["TeWijzigenProducten"]["TeWijzigenProduct"],
        *client["NieuweProducten"]["NieuwProduct"],
    ]
    assert [regel["RetourCodes"]["RetourCode"] for regel in regels] == [
        ["9350", "9361"] if nummer == plaats else ["0200"] for nummer in range(4)
    ]
    assert len(retourcodes(lees(data))) == codes - 1


def test_retour_op_een_plaats_die_er_in_een_317_niet_is() -> None:
    with pytest.raises(Berichtfout, match="verwacht een plaats van 0 tot 4; gevonden 4"):
        retour(wijzigingsbericht(), per_product={4: ["9350"]})


def test_retour_op_een_315_met_een_code_van_2_4() -> None:
    data = bouw(retour(verzoek(Release.R24), per_product={0: ["8860"]}))
    assert valideer(data) == []
    assert retourcodes(lees(data)) == ["8860", "0200"]


def test_een_319_telt_als_een_product() -> None:
    bericht = antwoordbericht(Domein.JW, Antwoord("VOT-1", "1", "8", "0363"))
    data = bouw(retour(bericht, per_product={0: ["9355"]}))
    assert valideer(data) == []
    antwoord = lees(data).inhoud["Antwoord"]
    assert antwoord["RetourCodes"] == {"RetourCode": ["9355"]}
    assert antwoord["Woonplaatsbeginsel"]["RetourCodes"] == {"RetourCode": ["0200"]}
