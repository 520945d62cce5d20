"""Messages of our own that the tests of istandaard share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from istandaard.berichten import Bericht
from istandaard.berichten.antwoord import Antwoord, maak_319
from istandaard.berichten.declaratie import Prestatie, maak_303, maak_323
from istandaard.berichten.regie import Regieproduct, maak_regie
from istandaard.berichten.retour import maak_retour
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    maak_315,
    maak_317,
)
from istandaard.model import Client
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import HEEN, soorten

CLIENT = Client(
    bsn="999900006",
    geboortedatum=date(1948, 5, 17),
    geslacht="2",
    achternaam="Jansen & Zn",
    voorvoegsel="van der",
    voornamen="Anna Maria",
    voorletters="AM",
    huisnummer=12,
    postcode="9999XX",
    straatnaam="Kerkstraat",
    plaatsnaam="Ergens",
)

ALLES = [(release, domein) for release in Release for domein in Domein]
OVERAL = [(soort, release, domein) for release, domein in ALLES for soort in soorten(release)]
HEEN_OVERAL = [wat for wat in OVERAL if wat[0] in HEEN]
AFGELEID_OVERAL = [wat for wat in OVERAL if wat[0] in {"302", "306", "308", "316", "318", "320"}]
"""The retourberichten that repeat their heenbericht."""
CATEGORIE = {Domein.WMO: "02", Domein.JW: "45"}
ANDER = "999900018"
"""A second client."""
PARTIJEN = {"gemeente": "0344", "aanbieder": "99990001"}


def product(domein: Domein, **anders: object) -> ToegewezenProduct:
    velden = {
        "toewijzingnummer": "1001",
        "categorie": CATEGORIE[domein],
        "code": f"{CATEGORIE[domein]}A03",
        "ingangsdatum": date(2020, 3, 2),
        "einddatum": date(2021, 6, 30),
        "toewijzingsdatum": date(2020, 2, 20),
        "toewijzingstijd": time(14, 5, 6),
        "volume": 4,
        "eenheid": "04",
        "frequentie": "2",
    }
    return ToegewezenProduct(**(velden | anders))


def toewijzing(release: Release = Release.R30, domein: Domein = Domein.WMO, *producten: ToegewezenProduct) -> Bericht:
    return maak_301(
        release=release,
        domein=domein,
        gemeente="0344",
        aanbieder="99990001",
        identificatie="T-1",
        dagtekening=date(2020, 10, 1),
        client=CLIENT,
        producten=producten or [product(domein)],
    )


def regieproduct(domein: Domein, **anders: object) -> Regieproduct:
    velden = {
        "toewijzingnummer": "1001",
        "categorie": CATEGORIE[domein],
        "code": f"{CATEGORIE[domein]}A03",
        "toewijzing_ingangsdatum": date(2020, 3, 2),
        "begindatum": date(2020, 3, 5),
    }
    return Regieproduct(**(velden | anders))


def regie(soort: str, release: Release = Release.R30, domein: Domein = Domein.WMO, *producten: Regieproduct) -> Bericht:
    einde = {"einddatum": date(2020, 11, 30), "reden_beeindiging": "20"} if soort == "307" else {}
    return maak_regie(
        soort,
        release=release,
        domein=domein,
        gemeente="0344",
        aanbieder="99990001",
        identificatie="R-1",
        dagtekening=date(2020, 11, 30),
        client=CLIENT,
        producten=producten or [regieproduct(domein, **einde)],
    )


def prestatie(domein: Domein, nummer: str = "P1", **anders: object) -> Prestatie:
    velden = {
        "bsn": CLIENT.bsn,
        "referentienummer": nummer,
        "categorie": CATEGORIE[domein],
        "code": f"{CATEGORIE[domein]}A03",
        "begindatum": date(2020, 11, 2),
        "einddatum": date(2020, 11, 29),
        "volume": 40,
        "eenheid": "04",
        "bedrag": 188000,
        "toewijzingnummer": "1001",
        "tarief": 4700,
    }
    return Prestatie(**(velden | anders))


def declaratie(release: Release, domein: Domein, *prestaties: Prestatie, **anders: object) -> Bericht:
    velden = {
        "release": release,
        "domein": domein,
        "nummer": "D2020P12",
        "dagtekening": date(2020, 12, 7),
        "periode": (date(2020, 11, 2), date(2020, 11, 29)),
        "clienten": [replace(CLIENT, bsn=ANDER, achternaam="De Boer", voorvoegsel=None), CLIENT],
        "prestaties": prestaties or [prestatie(domein)],
    }
    return maak_303(**PARTIJEN, **(velden | anders))


def declaratie_323(domein: Domein = Domein.WMO, *prestaties: Prestatie) -> Bericht:
    januari = {"begindatum": date(2021, 1, 1), "einddatum": date(2021, 1, 31)}
    return maak_323(
        **PARTIJEN,
        domein=domein,
        identificatie="M-9",
        nummer="D202101",
        dagtekening=date(2021, 2, 5),
        periode=(date(2021, 1, 1), date(2021, 1, 31)),
        prestaties=prestaties or [prestatie(domein, **januari)],
    )


def aangevraagd(domein: Domein, **anders: object) -> AangevraagdProduct:
    velden = {
        "referentie_aanbieder": "VOT-1",
        "categorie": CATEGORIE[domein],
        "code": f"{CATEGORIE[domein]}A03",
        "ingangsdatum": date(2021, 1, 1),
        "einddatum": date(2021, 12, 31),
        "volume": 4,
        "eenheid": "04",
        "frequentie": "2",
    }
    return AangevraagdProduct(**(velden | anders))


def verzoek(release: Release = Release.R30, domein: Domein = Domein.WMO, *producten: AangevraagdProduct) -> Bericht:
    return maak_315(
        **PARTIJEN,
        release=release,
        domein=domein,
        identificatie="V-1",
        dagtekening=date(2020, 12, 1),
        client=CLIENT,
        producten=producten or [aangevraagd(domein)],
    )


def wijziging(domein: Domein) -> Wijzigingsverzoek:
    return Wijzigingsverzoek(
        "VOW-1",
        "2",
        ongewijzigd=(OngewijzigdProduct("1001"),),
        te_wijzigen=(TeWijzigenProduct("1002", date(2021, 3, 1), date(2021, 12, 31), 6, "04", "2"),),
        nieuw=(
            NieuwProduct(CATEGORIE[domein], None, date(2021, 3, 1)),
            NieuwProduct(None, None, date(2021, 3, 1), date(2021, 12, 31), budget=500000),
        ),
    )


def wijzigingsbericht(domein: Domein = Domein.WMO, wat: Wijzigingsverzoek | None = None) -> Bericht:
    return maak_317(
        **PARTIJEN,
        domein=domein,
        identificatie="W-1",
        dagtekening=date(2021, 2, 1),
        bsn=CLIENT.bsn,
        verzoek=wat or wijziging(domein),
    )


def antwoordbericht(domein: Domein = Domein.WMO, wat: Antwoord | None = None) -> Bericht:
    return maak_319(
        **PARTIJEN,
        domein=domein,
        identificatie="A-7",
        dagtekening=date(2021, 2, 3),
        antwoord=wat or Antwoord("VOT-1", "1", "3"),
    )


def heen(soort: str, release: Release, domein: Domein) -> Bericht:
    """A lean message of any kind that is no retour."""
    if soort in {"305", "307"}:
        return regie(soort, release, domein)
    zonder_release = {"317": wijzigingsbericht, "319": antwoordbericht, "323": declaratie_323}
    if soort in zonder_release:
        return zonder_release[soort](domein)
    return {"301": toewijzing, "303": declaratie, "315": verzoek}[soort](release, domein)


def retour(bericht: Bericht, *codes: str, per_product: Mapping[int, Sequence[str]] | None = None) -> Bericht:
    return maak_retour(
        bericht,
        identificatie="A-1",
        dagtekening=date(2020, 12, 1),
        retourcodes=codes,
        per_product=per_product or {},
    )
