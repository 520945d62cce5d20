"""Messages of our own that the tests of istandaard share."""

from collections.abc import Mapping, Sequence
from datetime import date, time

from istandaard.berichten import Bericht
from istandaard.berichten.regie import Regieproduct, maak_regie
from istandaard.berichten.retour import maak_retour
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.model import Client
from istandaard.releases import Domein, Release

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
CATEGORIE = {Domein.WMO: "02", Domein.JW: "45"}


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


def heen(soort: str, release: Release, domein: Domein) -> Bericht:
    return toewijzing(release, domein) if soort == "301" else regie(soort, release, domein)


def retour(bericht: Bericht, *codes: str, per_product: Mapping[int, Sequence[str]] | None = None) -> Bericht:
    return maak_retour(
        bericht,
        identificatie="A-1",
        dagtekening=date(2020, 12, 1),
        retourcodes=codes,
        per_product=per_product or {},
    )
