"""Messages of our own that the tests of istandaard share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.declaratie import Prestatie, make_303, make_323
from migratietoets.istandaard.berichten.retour import make_retour
from migratietoets.istandaard.berichten.start_stop import Regieproduct, make_regie
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, make_301
from migratietoets.istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Wijzigingsverzoek,
    make_315,
    make_317,
)
from migratietoets.istandaard.berichten.verzoekantwoord import Answer, make_319
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import HEEN, kinds

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

EVERYTHING = [(release, domein) for release in Release for domein in Domein]
EVERYWHERE = [(kind, release, domein) for release, domein in EVERYTHING for kind in kinds(release)]
HEEN_EVERYWHERE = [what for what in EVERYWHERE if what[0] in HEEN]
DERIVED_EVERYWHERE = [what for what in EVERYWHERE if what[0] in {"302", "306", "308", "316", "318", "320"}]
"""The retourberichten that repeat their heenbericht."""
CATEGORIE_OF = {Domein.WMO: "02", Domein.JW: "45"}
OTHER_CLIENT = "999900018"
"""A second client."""
PARTIES = {"gemeente": "0344", "aanbieder": "99990001"}


def product(domein: Domein, **changes: object) -> ToegewezenProduct:
    fields = {
        "toewijzingnummer": "1001",
        "categorie": CATEGORIE_OF[domein],
        "code": f"{CATEGORIE_OF[domein]}A03",
        "ingangsdatum": date(2020, 3, 2),
        "einddatum": date(2021, 6, 30),
        "toewijzingsdatum": date(2020, 2, 20),
        "toewijzingstijd": time(14, 5, 6),
        "volume": 4,
        "eenheid": "04",
        "frequentie": "2",
    }
    return ToegewezenProduct(**(fields | changes))


def toewijzing(release: Release = Release.R30, domein: Domein = Domein.WMO, *producten: ToegewezenProduct) -> Bericht:
    return make_301(
        release=release,
        domein=domein,
        gemeente="0344",
        aanbieder="99990001",
        identificatie="T-1",
        dagtekening=date(2020, 10, 1),
        client=CLIENT,
        producten=producten or [product(domein)],
    )


def regieproduct(domein: Domein, **changes: object) -> Regieproduct:
    fields = {
        "toewijzingnummer": "1001",
        "categorie": CATEGORIE_OF[domein],
        "code": f"{CATEGORIE_OF[domein]}A03",
        "toewijzing_ingangsdatum": date(2020, 3, 2),
        "begindatum": date(2020, 3, 5),
    }
    return Regieproduct(**(fields | changes))


def regie(kind: str, release: Release = Release.R30, domein: Domein = Domein.WMO, *producten: Regieproduct) -> Bericht:
    end = {"einddatum": date(2020, 11, 30), "reden_beeindiging": "20"} if kind == "307" else {}
    return make_regie(
        kind,
        release=release,
        domein=domein,
        gemeente="0344",
        aanbieder="99990001",
        identificatie="R-1",
        dagtekening=date(2020, 11, 30),
        client=CLIENT,
        producten=producten or [regieproduct(domein, **end)],
    )


def prestatie(domein: Domein, number: str = "P1", **changes: object) -> Prestatie:
    fields = {
        "bsn": CLIENT.bsn,
        "referentienummer": number,
        "categorie": CATEGORIE_OF[domein],
        "code": f"{CATEGORIE_OF[domein]}A03",
        "begindatum": date(2020, 11, 2),
        "einddatum": date(2020, 11, 29),
        "volume": 40,
        "eenheid": "04",
        "bedrag": 188000,
        "toewijzingnummer": "1001",
        "tarief": 4700,
    }
    return Prestatie(**(fields | changes))


def declaratie(release: Release, domein: Domein, *prestaties: Prestatie, **changes: object) -> Bericht:
    fields = {
        "release": release,
        "domein": domein,
        "number": "D2020P12",
        "dagtekening": date(2020, 12, 7),
        "period": (date(2020, 11, 2), date(2020, 11, 29)),
        "clients": [replace(CLIENT, bsn=OTHER_CLIENT, achternaam="De Boer", voorvoegsel=None), CLIENT],
        "prestaties": prestaties or [prestatie(domein)],
    }
    return make_303(**PARTIES, **(fields | changes))


def declaratie_323(domein: Domein = Domein.WMO, *prestaties: Prestatie) -> Bericht:
    january = {"begindatum": date(2021, 1, 1), "einddatum": date(2021, 1, 31)}
    return make_323(
        **PARTIES,
        domein=domein,
        identificatie="M-9",
        number="D202101",
        dagtekening=date(2021, 2, 5),
        period=(date(2021, 1, 1), date(2021, 1, 31)),
        prestaties=prestaties or [prestatie(domein, **january)],
    )


def requested(domein: Domein, **changes: object) -> AangevraagdProduct:
    fields = {
        "referentie_aanbieder": "VOT-1",
        "categorie": CATEGORIE_OF[domein],
        "code": f"{CATEGORIE_OF[domein]}A03",
        "ingangsdatum": date(2021, 1, 1),
        "einddatum": date(2021, 12, 31),
        "volume": 4,
        "eenheid": "04",
        "frequentie": "2",
    }
    return AangevraagdProduct(**(fields | changes))


def verzoek(release: Release = Release.R30, domein: Domein = Domein.WMO, *producten: AangevraagdProduct) -> Bericht:
    return make_315(
        **PARTIES,
        release=release,
        domein=domein,
        identificatie="V-1",
        dagtekening=date(2020, 12, 1),
        client=CLIENT,
        producten=producten or [requested(domein)],
    )


def change(domein: Domein) -> Wijzigingsverzoek:
    return Wijzigingsverzoek(
        "VOW-1",
        "2",
        unchanged=(OngewijzigdProduct("1001"),),
        to_change=(
            TeWijzigenProduct("1002", date(2021, 3, 1), date(2021, 12, 31), volume=6, eenheid="04", frequentie="2"),
        ),
        nieuw=(
            NieuwProduct(date(2021, 3, 1), date(2021, 6, 30), categorie=CATEGORIE_OF[domein]),
            NieuwProduct(date(2021, 7, 1), date(2021, 12, 31), budget=500000),
        ),
    )


def wijziging_bericht(domein: Domein = Domein.WMO, what: Wijzigingsverzoek | None = None) -> Bericht:
    return make_317(
        **PARTIES,
        domein=domein,
        identificatie="W-1",
        dagtekening=date(2021, 2, 1),
        bsn=CLIENT.bsn,
        verzoek=what or change(domein),
    )


def answer_bericht(domein: Domein = Domein.WMO, what: Answer | None = None) -> Bericht:
    return make_319(
        **PARTIES,
        domein=domein,
        identificatie="A-7",
        dagtekening=date(2021, 2, 3),
        answer=what or Answer("VOT-1", "1", "3"),
    )


def heen(kind: str, release: Release, domein: Domein) -> Bericht:
    """A lean message of any kind that is no retour."""
    if kind in {"305", "307"}:
        return regie(kind, release, domein)
    without_release = {"317": wijziging_bericht, "319": answer_bericht, "323": declaratie_323}
    if kind in without_release:
        return without_release[kind](domein)
    return {"301": toewijzing, "303": declaratie, "315": verzoek}[kind](release, domein)


def retour(bericht: Bericht, *codes: str, per_product: Mapping[int, Sequence[str]] | None = None) -> Bericht:
    return make_retour(
        bericht,
        identificatie="A-1",
        dagtekening=date(2020, 12, 1),
        retourcodes=codes,
        per_product=per_product or {},
    )


def replaced(old: str, new: str, data: bytes) -> bytes:
    """A message in which one text, that must be there, is another."""
    assert old.encode() in data
    return data.replace(old.encode(), new.encode(), 1)
