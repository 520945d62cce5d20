"""Who sends what to whom, and about which client."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from istandaard.berichten.bericht import Bericht, Berichtfout
from istandaard.berichten.inhoud import alleen, datum, getal_of_niets, klasse, tekst, tekst_of_niets, zonder_leeg
from istandaard.model import Client
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import RETOUR_VAN, bericht_xsd, releasegegevens, vaste_waarden

__all__ = ["RETOUR_VAN", "Kop", "bsn", "bsns", "client", "identiteit", "kop"]

AGB_LENGTE = 8

_MET_PERSOON = ("301", "305", "307", "315")
_CLIENTEN = {
    "303": ("Clienten",),
    "304": ("Clienten",),
    "323": ("Declaratie", "Clienten"),
    "325": ("DeclaratieAntwoord", "Clienten"),
}
"""Where the messages about many clients keep them."""


class _Vorm(NamedTuple):
    """Where a header keeps the parties and the identification of the heenbericht, and its own as an answer."""

    afzender: str
    ontvanger: str
    bron: str
    identificatie: str
    dagtekening: str
    retour: tuple[str, ...]


_GEWOON = _Vorm(
    "Afzender", "Ontvanger", "BerichtIdentificatie", "Identificatie", "Dagtekening", ("IdentificatieRetour",)
)
_FACTUUR = _Vorm(
    "Aanbieder",
    "Gemeente",
    "DeclaratieFactuurIdentificatie",
    "DeclarantFactuurNummer",
    "FactuurDagtekening",
    ("RetourHeader", "GemeenteReferentieNummer"),
)
_VORMEN = {
    "303": _FACTUUR,
    "304": _FACTUUR,
    "325": _Vorm(
        "Ontvanger",
        "Afzender",
        "DeclaratieIdentificatie",
        "Identificatie",
        "Dagtekening",
        ("BerichtIdentificatie", "Identificatie"),
    ),
}


@dataclass(frozen=True, slots=True)
class Kop:
    """The header of a message.

    In a retourbericht all but identificatie_retour repeats the heenbericht: afzender still names who sent that one.
    So it is in a 325 too, although its own header names the gemeente as Afzender. A 303 and a 304 are identified by
    the DeclarantFactuurNummer; their afzender is the aanbieder, also when a servicebureau sent the message.
    """

    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: date
    identificatie_retour: str | None

    @property
    def aanbieder(self) -> str:
        """The AGB code, whichever side sent the message."""
        return self.afzender if len(self.afzender) == AGB_LENGTE else self.ontvanger


def kop(bericht: Bericht) -> Kop:
    """Read the header.

    Raises:
        Berichtfout: a part of it is missing or odd.
    """
    inhoud, waar = klasse(bericht.inhoud, "Header"), f"{bericht.naam}/Header"
    vorm = _VORMEN.get(bericht.soort, _GEWOON)
    bron = klasse(inhoud, vorm.bron)
    return Kop(
        tekst(inhoud, vorm.afzender, waar),
        tekst(inhoud, vorm.ontvanger, waar),
        tekst(bron, vorm.identificatie, f"{waar}/{vorm.bron}"),
        datum(bron, vorm.dagtekening, f"{waar}/{vorm.bron}"),
        tekst_of_niets(klasse(inhoud, *vorm.retour[:-1]), vorm.retour[-1]),
    )


def identiteit(bericht: Bericht) -> tuple[str, str] | None:
    """What a retour repeats of the message it answers; None when the header cannot be read."""
    try:
        hoofd = kop(bericht)
    except Berichtfout:
        return None
    return hoofd.afzender, hoofd.identificatie


def bsn(bericht: Bericht) -> str | None:
    """The BSN of the client, or None for a message without one client: a retour without Client, 303, 319, 323 ..."""
    return tekst_of_niets(klasse(bericht.inhoud, "Client"), "Bsn")


def bsns(bericht: Bericht) -> tuple[str, ...]:
    """The BSNs of all clients in a message, each once, in the order of the message."""
    if bericht.soort in _CLIENTEN:
        clienten = klasse(bericht.inhoud, *_CLIENTEN[bericht.soort]).get("Client", [])
        gevonden = [tekst_of_niets(een, "Bsn") for een in clienten]
    else:
        gevonden = [bsn(bericht)]
    return tuple(dict.fromkeys(een for een in gevonden if een is not None))


def client(bericht: Bericht) -> Client:
    """Read the client of a 301, 305, 307 or 315.

    The address is the first of the client's contacts that has one. Only a 301 carries any: huisnummer is otherwise 0
    and the rest of the address empty, as is a name part that is absent.

    Raises:
        Berichtfout: no client, or a part that is always there is missing.
    """
    alleen(bericht, *_MET_PERSOON)
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
    return zonder_leeg(
        **vaste_waarden(soort, release, domein),
        Afzender=afzender,
        Ontvanger=ontvanger,
        BerichtIdentificatie={"Identificatie": identificatie, "Dagtekening": dagtekening.isoformat()},
        XsdVersie=xsd_versie(soort, release, domein),
    )


def xsd_versie(soort: str, release: Release, domein: Domein) -> dict[str, str] | None:
    """The CDT_XsdVersie of a message; None where the release has no such element."""
    feiten = releasegegevens(release)
    if "xsd_versie" not in feiten.kenmerken:
        return None
    return {"BasisschemaXsdVersie": feiten.basisschema_xsd, "BerichtXsdVersie": bericht_xsd(soort, release, domein)}


def maak_persoon(persoon: Client) -> dict[str, Any]:
    """The elements that name a client in a 303, 305, 307 or 315."""
    return {
        "Bsn": persoon.bsn,
        "Geboortedatum": {"Datum": persoon.geboortedatum.isoformat()},
        "Geslacht": persoon.geslacht,
        "Naam": maak_naam(persoon, volledig=False),
    }


def maak_naam(persoon: Client, *, volledig: bool) -> dict[str, Any]:
    """The name of a client: complete for a 301, short for all others."""
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
