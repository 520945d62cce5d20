"""What the doctor puts before a system: one client, one clean toewijzing, and a valid 2.4 message for each role."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from migratietoets.conformance.catalogue.calendar import BEGIN
from migratietoets.conformance.catalogue.clients import SEED
from migratietoets.conformance.catalogue.parties import AANBIEDERS, GEMEENTE
from migratietoets.conformance.catalogue.products import producten
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.generators.people.clients import person
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.start_stop import Regieproduct, make_regie
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, make_301
from migratietoets.istandaard.model import Client, Toewijzing
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.uitvoeringen import INSPANNING

AANBIEDER = AANBIEDERS[1]
IDENTIFICATIE = "DOKTER1"
RETOUR = {"gemeente": "306", "aanbieder": "302"}
"""What each role answers to `heenbericht`."""
CARE_START = BEGIN


def client(domein: Domein) -> Client:
    """The one client of the doctor."""
    return person(SEED, 0, (domein,)).client


def toewijzing(role: str, domein: Domein) -> Toewijzing:
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
        ingangsdatum=CARE_START,
        einddatum=date(2021, 6, 30),
        uitvoering=INSPANNING,
        gestart=role == "aanbieder",
    )


def per_four_weeks(role: str, domein: Domein) -> Toewijzing:
    """A toewijzing that must migrate (TW-03)."""
    return replace(toewijzing(role, domein), id="D2", toewijzingnummer="1002", volume=16, frequentie="3")


def reset(role: str, domein: Domein, now: datetime, stock: list[Toewijzing]) -> dict[str, Any]:
    """The params of reset."""
    return {
        "role": role,
        "domain": str(domein),
        "now": now.isoformat(),
        "seed": SEED,
        "case": "doctor",
        "gemeente": GEMEENTE,
        "aanbieders": [AANBIEDER],
        "stock": [record.to_json() for record in stock],
        "clients": [client(domein).to_json()],
    }


def notice(domein: Domein, code: NoticeCode) -> dict[str, Any]:
    """The params of informeer."""
    return {
        "aanbieder": AANBIEDER,
        "bsn": client(domein).bsn,
        "onderwerp": str(code),
        "toewijzing": None,
        "tekst": "controle van de aansluiting",
    }


def heenbericht(role: str, domein: Domein, now: datetime) -> Bericht:
    """A message that this role must answer: a 301 for an aanbieder, a 305 for a gemeente."""
    old = toewijzing(role, domein)
    kinds: dict[str, Any] = {
        "release": Release.R24,
        "domein": domein,
        "gemeente": GEMEENTE,
        "aanbieder": AANBIEDER,
        "identificatie": IDENTIFICATIE,
        "dagtekening": now.date(),
        "client": client(domein),
    }
    if role == "gemeente":
        start = Regieproduct(old.toewijzingnummer, old.categorie, old.code, old.ingangsdatum, CARE_START)
        return make_regie("305", producten=[start], **kinds)
    new = ToegewezenProduct(
        toewijzingnummer="2001",
        categorie=old.categorie,
        code=old.code,
        ingangsdatum=date(2020, 10, 5),
        einddatum=old.einddatum,
        toewijzingsdatum=now.date(),
        toewijzingstijd=now.time(),
        volume=old.volume,
        eenheid=old.eenheid,
        frequentie=old.frequentie,
    )
    return make_301(producten=[new], **kinds)
