"""What the doctor puts before a system: one client, one clean toewijzing, and a valid 2.4 message for each role."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from migratietoets.conformance.catalogue.calendar import BEGIN
from migratietoets.conformance.catalogue.clients import SEED
from migratietoets.conformance.catalogue.parties import AANBIEDERS, GEMEENTE
from migratietoets.conformance.catalogue.products import producten
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.generators.people.clients import person
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.declaratie import Prestatie, make_303
from migratietoets.istandaard.berichten.start_stop import Regieproduct, make_regie
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct, make_301
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct, make_315
from migratietoets.istandaard.model import Client, Toewijzing
from migratietoets.istandaard.releases import LAST_DAY_24, Domein, Release
from migratietoets.istandaard.uitvoeringen import INSPANNING

AANBIEDER = AANBIEDERS[1]
IDENTIFICATIE = "DOKTER1"
RETOUR = {"gemeente": "306", "aanbieder": "302"}
"""What each role answers to `heenbericht`."""
CARE_START = BEGIN


STARTED = (("gestart", True),)


def client(domein: Domein) -> Client:
    """The one client of the doctor; his name needs UTF-8."""
    return replace(person(SEED, 0, (domein,)).client, achternaam="Çelik-Ñúñez")


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


def _fixed(domein: Domein, now: datetime) -> dict[str, Any]:
    """What every message to a system says, in the release of its day."""
    return {
        "release": Release.R24 if now.date() <= LAST_DAY_24 else Release.R30,
        "domein": domein,
        "gemeente": GEMEENTE,
        "aanbieder": AANBIEDER,
        "dagtekening": now.date(),
    }


def heenbericht(role: str, domein: Domein, now: datetime) -> Bericht:
    """A message that this role must answer: a 301 for an aanbieder, a 305 for a gemeente."""
    old = toewijzing(role, domein)
    kinds = _fixed(domein, now) | {"identificatie": IDENTIFICATIE, "client": client(domein)}
    if role == "gemeente":
        start = Regieproduct(old.toewijzingnummer, old.categorie, old.code, old.ingangsdatum, CARE_START)
        return make_regie("305", producten=[start], **kinds)
    new = ToegewezenProduct(
        toewijzingnummer="2001",
        categorie=old.categorie,
        code=old.code,
        ingangsdatum=now.date() + timedelta(days=31),
        einddatum=old.einddatum,
        toewijzingsdatum=now.date(),
        toewijzingstijd=now.time(),
        volume=old.volume,
        eenheid=old.eenheid,
        frequentie=old.frequentie,
    )
    return make_301(producten=[new], **kinds)


def verzoek(domein: Domein, now: datetime) -> Bericht:
    """A 315 that asks for one product."""
    old = toewijzing("gemeente", domein)
    asked = AangevraagdProduct(
        referentie_aanbieder="DOKTER",
        categorie=old.categorie,
        code=old.code,
        ingangsdatum=date(2020, 12, 1),
        einddatum=old.einddatum,
        volume=old.volume,
        eenheid=old.eenheid,
        frequentie=old.frequentie,
    )
    fixed = _fixed(domein, now) | {"identificatie": IDENTIFICATIE, "client": client(domein)}
    return make_315(producten=[asked], **fixed)


def declaratie(domein: Domein, now: datetime) -> Bericht:
    """A 303 about one prestatie of september."""
    old = toewijzing("gemeente", domein)
    one = Prestatie(
        bsn=old.bsn,
        referentienummer="DOKTER1",
        categorie=str(old.categorie),
        code=str(old.code),
        begindatum=date(2020, 9, 1),
        einddatum=date(2020, 9, 30),
        volume=1,
        eenheid=str(old.eenheid),
        bedrag=5000,
        toewijzingnummer=old.toewijzingnummer,
        tarief=5000,
    )
    period = (one.begindatum, one.einddatum)
    people = [client(domein)]
    return make_303(number=IDENTIFICATIE, period=period, clients=people, prestaties=[one], **_fixed(domein, now))


INCOMING: Mapping[str, Callable[[Domein, datetime], Bericht]] = {"303": declaratie, "315": verzoek}
"""Message to a gemeente beside the one that every role gets -> how it is made."""

# ---- orders


def _who(domein: Domein) -> dict[str, Any]:
    return {"aanbieder": AANBIEDER, "bsn": client(domein).bsn}


def _wanted(domein: Domein) -> dict[str, Any]:
    one = toewijzing("gemeente", domein)
    what = {key: getattr(one, key) for key in ("categorie", "code", "volume", "eenheid", "frequentie", "budget")}
    return what | {"ingangsdatum": "2020-12-01", "einddatum": "2021-06-30"}


def _reference(domein: Domein) -> dict[str, Any]:
    one = toewijzing("gemeente", domein)
    named = {key: getattr(one, key) for key in ("toewijzingnummer", "categorie", "code")}
    return {"toewijzing": _who(domein) | named | {"ingangsdatum": one.ingangsdatum.isoformat()}}


def grant(domein: Domein) -> dict[str, Any]:
    """The params of ken_toe."""
    return _who(domein) | {"uitvoering": INSPANNING, "gewenst": _wanted(domein)}


def request(domein: Domein) -> dict[str, Any]:
    """The params of vraag_toewijzing_aan."""
    return _who(domein) | {"producten": [_wanted(domein)]}


def withdraw(domein: Domein) -> dict[str, Any]:
    """The params of trek_in."""
    return _reference(domein) | {"einddatum": "2020-11-30", "aanleiding": str(Occasion.CLIENT)}


def start(domein: Domein) -> dict[str, Any]:
    """The params of start_zorg."""
    return _reference(domein) | {"begindatum": "2020-11-02"}


def stop(domein: Domein) -> dict[str, Any]:
    """The params of stop_zorg."""
    return _reference(domein) | {"einddatum": "2020-11-02", "reden": "20"}


def delivery(domein: Domein) -> dict[str, Any]:
    """The params of registreer_levering."""
    one = toewijzing("gemeente", domein)
    what = {"geleverd": "2020-09-15", "uitvoering": INSPANNING, "categorie": one.categorie, "code": one.code}
    return _reference(domein) | what | {"volume": 1, "eenheid": one.eenheid, "tarief": 5000, "afspraak": None}


def claim(_domein: Domein) -> dict[str, Any]:
    """The params of declareer."""
    return {
        "aanbieder": AANBIEDER,
        "tot_en_met": "2020-09-30",
        "bericht_2020": "303-D",
        "periode_2020": "maand",
    }


def approve(domein: Domein) -> dict[str, Any]:
    """The params of beoordeel_declaratie."""
    return _who(domein) | {"besluit": "goedkeuren"}
