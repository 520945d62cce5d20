"""What the doctor puts before a system: one client, one clean toewijzing, and a valid 2.4 message for each role."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from conformance.gevallen import AANBIEDERS, GEMEENTE, SEED, producten
from generators.personen import persoon
from istandaard.berichten import Bericht
from istandaard.berichten.regie import Regieproduct, maak_regie
from istandaard.berichten.toewijzing import ToegewezenProduct, maak_301
from istandaard.model import Client, Toewijzing
from istandaard.releases import Domein, Release

AANBIEDER = AANBIEDERS[1]
IDENTIFICATIE = "DOKTER1"
RETOUR = {"gemeente": "306", "aanbieder": "302"}
"""What each role answers to `heenbericht`."""
BEGIN_ZORG = date(2020, 9, 1)


def client(domein: Domein) -> Client:
    """The one client of the doctor."""
    return persoon(SEED, 0, (domein,)).client


def toewijzing(rol: str, domein: Domein) -> Toewijzing:
    """A toewijzing that has nothing to migrate; a gemeente still waits for its start."""
    product = producten()["begeleiding"][domein]
    return Toewijzing(
        id="D1",
        gemeente=GEMEENTE,
        domein=domein,
        aanbieder=AANBIEDER,
        bsn=client(domein).bsn,
        toewijzingnummer="1001",
        categorie=product["categorie"],
        code=product["code"],
        volume=4,
        eenheid="04",
        frequentie="2",
        budget=None,
        ingangsdatum=BEGIN_ZORG,
        einddatum=date(2021, 6, 30),
        uitvoering="inspanning",
        gestart=rol == "aanbieder",
    )


def per_vier_weken(rol: str, domein: Domein) -> Toewijzing:
    """A toewijzing that must migrate (TW-03)."""
    return replace(toewijzing(rol, domein), id="D2", toewijzingnummer="1002", volume=16, frequentie="3")


def reset(rol: str, domein: Domein, nu: datetime, voorraad: list[Toewijzing]) -> dict[str, Any]:
    """The params of reset."""
    return {
        "role": rol,
        "domain": str(domein),
        "now": nu.isoformat(),
        "seed": SEED,
        "case": "doctor",
        "gemeente": GEMEENTE,
        "aanbieders": [AANBIEDER],
        "stock": [record.to_json() for record in voorraad],
        "clients": [client(domein).to_json()],
    }


def heenbericht(rol: str, domein: Domein, nu: datetime) -> Bericht:
    """A message that this role must answer: a 301 for an aanbieder, a 305 for a gemeente."""
    oud = toewijzing(rol, domein)
    soorten: dict[str, Any] = {
        "release": Release.R24,
        "domein": domein,
        "gemeente": GEMEENTE,
        "aanbieder": AANBIEDER,
        "identificatie": IDENTIFICATIE,
        "dagtekening": nu.date(),
        "client": client(domein),
    }
    if rol == "gemeente":
        start = Regieproduct(oud.toewijzingnummer, oud.categorie, oud.code, oud.ingangsdatum, BEGIN_ZORG)
        return maak_regie("305", producten=[start], **soorten)
    nieuw = ToegewezenProduct(
        toewijzingnummer="2001",
        categorie=oud.categorie,
        code=oud.code,
        ingangsdatum=date(2020, 10, 5),
        einddatum=oud.einddatum,
        toewijzingsdatum=nu.date(),
        toewijzingstijd=nu.time(),
        volume=oud.volume,
        eenheid=oud.eenheid,
        frequentie=oud.frequentie,
    )
    return maak_301(producten=[nieuw], **soorten)
