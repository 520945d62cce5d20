"""Who sends what to whom, and about which client."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from istandaard.berichten.bericht import Bericht, Berichtfout
from istandaard.berichten.inhoud import alleen, datum, getal_of_niets, klasse, tekst, tekst_of_niets, zonder_leeg
from istandaard.model import Client
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import HEEN, RETOUR_VAN, releasegegevens, vaste_waarden

__all__ = ["RETOUR_VAN", "Kop", "bsn", "client", "kop"]


@dataclass(frozen=True, slots=True)
class Kop:
    """The header of a message.

    In a retourbericht all but identificatie_retour repeats the heenbericht: afzender still names who sent that one.
    """

    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: date
    identificatie_retour: str | None


def kop(bericht: Bericht) -> Kop:
    """Read the header.

    Raises:
        Berichtfout: a part of it is missing or odd.
    """
    inhoud, waar = klasse(bericht.inhoud, "Header"), f"{bericht.naam}/Header"
    bron = klasse(inhoud, "BerichtIdentificatie")
    return Kop(
        tekst(inhoud, "Afzender", waar),
        tekst(inhoud, "Ontvanger", waar),
        tekst(bron, "Identificatie", f"{waar}/BerichtIdentificatie"),
        datum(bron, "Dagtekening", f"{waar}/BerichtIdentificatie"),
        tekst_of_niets(inhoud, "IdentificatieRetour"),
    )


def bsn(bericht: Bericht) -> str | None:
    """The BSN of the client, or None for a retour without Client."""
    return tekst_of_niets(klasse(bericht.inhoud, "Client"), "Bsn")


def client(bericht: Bericht) -> Client:
    """Read the client of a 301, 305 or 307.

    The address is the first of the client's contacts that has one. A 305 and a 307 carry none: huisnummer is then 0
    and the rest of the address empty, as is a name part that is absent.

    Raises:
        Berichtfout: no client, or a part that is always there is missing.
    """
    alleen(bericht, *HEEN)
    inhoud, waar = klasse(bericht.inhoud, "Client"), f"{bericht.naam}/Client"
    naam = klasse(inhoud, "Naam")
    achternaam = klasse(naam, "Geslachtsnaam")
    adres = _adres(inhoud)
    return Client(
        bsn=tekst(inhoud, "Bsn", waar),
        geboortedatum=datum(klasse(inhoud, "Geboortedatum"), "Datum", f"{waar}/Geboortedatum"),
        geslacht=tekst(inhoud, "Geslacht", waar),
        achternaam=tekst(achternaam, "Achternaam", f"{waar}/Naam/Geslachtsnaam"),
        voorvoegsel=tekst_of_niets(achternaam, "Voorvoegsel"),
        voornamen=tekst_of_niets(naam, "Voornamen") or "",
        voorletters=tekst_of_niets(naam, "Voorletters") or "",
        huisnummer=getal_of_niets(klasse(adres, "Huis"), "Huisnummer", f"{waar}/Contactgegevens/Contact/Adres") or 0,
        postcode=tekst_of_niets(adres, "Postcode") or "",
        straatnaam=tekst_of_niets(adres, "Straatnaam") or "",
        plaatsnaam=tekst_of_niets(adres, "Plaatsnaam") or "",
    )


def _adres(inhoud: dict[str, Any]) -> dict[str, Any]:
    contacten = klasse(inhoud, "Contactgegevens").get("Contact", [])
    return next((adres for contact in contacten if (adres := klasse(contact, "Adres"))), {})


def maak_kop(
    *,
    soort: str,
    release: Release,
    domein: Domein,
    afzender: str,
    ontvanger: str,
    identificatie: str,
    dagtekening: date,
) -> dict[str, Any]:
    """The Header class of a heenbericht, with the fixed values and XSD versions of its release (IV034)."""
    kenmerken = releasegegevens(release).kenmerken
    return zonder_leeg(
        **vaste_waarden(soort, release, domein),
        Afzender=afzender,
        Ontvanger=ontvanger,
        BerichtIdentificatie={"Identificatie": identificatie, "Dagtekening": dagtekening.isoformat()},
        XsdVersie=xsd_versie(release) if "xsd_versie" in kenmerken else None,
    )


def xsd_versie(release: Release) -> dict[str, str]:
    """The CDT_XsdVersie of a release."""
    feiten = releasegegevens(release)
    return {"BasisschemaXsdVersie": feiten.basisschema_xsd, "BerichtXsdVersie": feiten.bericht_xsd}


def maak_naam(persoon: Client, *, volledig: bool) -> dict[str, Any]:
    """The name of a client: complete for a 301, short for a 305 or 307."""
    return zonder_leeg(
        Geslachtsnaam=zonder_leeg(Achternaam=persoon.achternaam, Voorvoegsel=persoon.voorvoegsel or None),
        Voornamen=persoon.voornamen or None,
        Voorletters=persoon.voorletters or None,
        NaamGebruik="1" if volledig else None,
    )


def controleer_soort(soort: str, *mag: str) -> None:
    """Refuse to make a message of another kind.

    Raises:
        Berichtfout: it is one.
    """
    if soort not in mag:
        raise Berichtfout(f"Verwacht soort {' of '.join(mag)}; gevonden {soort}.")
