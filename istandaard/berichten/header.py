"""Who sends what to whom, and about which client."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from migratietoets.istandaard.berichten.bericht import Bericht, BerichtError
from migratietoets.istandaard.berichten.content import (
    children,
    descend,
    integer_or_none,
    only,
    read_date,
    text,
    text_or_none,
    without_empty,
)
from migratietoets.istandaard.model import Client
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF, bericht_xsd, fixed_values, release_data

__all__ = ["RETOUR_OF", "Header", "bsn", "bsns", "client", "header", "identity"]

AGB_LENGTH = 8

_WITH_PERSON = ("301", "305", "307", "315")
_CLIENTS_PATH = {
    "303": ("Clienten",),
    "304": ("Clienten",),
    "323": ("Declaratie", "Clienten"),
    "325": ("DeclaratieAntwoord", "Clienten"),
}
"""Where the messages about many clients keep them."""


class _Shape(NamedTuple):
    """Where a header keeps the parties and the identification of the heenbericht, and its own as an answer."""

    afzender: str
    ontvanger: str
    bron: str
    identificatie: str
    dagtekening: str
    retour: tuple[str, ...]


_USUAL = _Shape(
    "Afzender", "Ontvanger", "BerichtIdentificatie", "Identificatie", "Dagtekening", ("IdentificatieRetour",)
)
_FACTUUR = _Shape(
    "Aanbieder",
    "Gemeente",
    "DeclaratieFactuurIdentificatie",
    "DeclarantFactuurNummer",
    "FactuurDagtekening",
    ("RetourHeader", "GemeenteReferentieNummer"),
)
_SHAPES = {
    "303": _FACTUUR,
    "304": _FACTUUR,
    "325": _Shape(
        "Ontvanger",
        "Afzender",
        "DeclaratieIdentificatie",
        "Identificatie",
        "Dagtekening",
        ("BerichtIdentificatie", "Identificatie"),
    ),
}


@dataclass(frozen=True, slots=True)
class Header:
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
        return self.afzender if len(self.afzender) == AGB_LENGTH else self.ontvanger


def header(bericht: Bericht) -> Header:
    """Read the header.

    Raises:
        BerichtError: a part of it is missing or odd.
    """
    content, where = descend(bericht.content, "Header"), f"{bericht.name}/Header"
    shape = _SHAPES.get(bericht.kind, _USUAL)
    source = descend(content, shape.bron)
    return Header(
        text(content, shape.afzender, where),
        text(content, shape.ontvanger, where),
        text(source, shape.identificatie, f"{where}/{shape.bron}"),
        read_date(source, shape.dagtekening, f"{where}/{shape.bron}"),
        text_or_none(descend(content, *shape.retour[:-1]), shape.retour[-1]),
    )


def identity(bericht: Bericht) -> tuple[str, str] | None:
    """What a retour repeats of the message it answers; None when the header cannot be read."""
    try:
        head = header(bericht)
    except BerichtError:
        return None
    return head.afzender, head.identificatie


def bsn(bericht: Bericht) -> str | None:
    """The BSN of the client, or None for a message without one client: a retour without Client, 303, 319, 323 ..."""
    return text_or_none(descend(bericht.content, "Client"), "Bsn")


def bsns(bericht: Bericht) -> tuple[str, ...]:
    """The BSNs of all clients in a message, each once, in the order of the message."""
    found = [text_or_none(one, "Bsn") for one in client_classes(bericht)]
    return tuple(dict.fromkeys(one for one in found if one is not None))


def client_classes(bericht: Bericht) -> list[dict[str, Any]]:
    """What a message says of each client, in its order; none where it names none."""
    if bericht.kind in _CLIENTS_PATH:
        return children(descend(bericht.content, *_CLIENTS_PATH[bericht.kind]), "Client")
    return [one] if (one := descend(bericht.content, "Client")) else []


def client(bericht: Bericht) -> Client:
    """Read the client of a 301, 305, 307 or 315.

    The address is the first of the client's contacts that has one. Only a 301 carries any: huisnummer is otherwise 0
    and the rest of the address empty, as is a name part that is absent.

    Raises:
        BerichtError: no client, or a part that is always there is missing.
    """
    only(bericht, *_WITH_PERSON)
    content, where = descend(bericht.content, "Client"), f"{bericht.name}/Client"
    name = descend(content, "Naam")
    achternaam = descend(name, "Geslachtsnaam")
    address, partner = _address(content), descend(name, "Partnernaam")
    home = descend(address, "Huis")
    return Client(
        bsn=text(content, "Bsn", where),
        geboortedatum=read_date(descend(content, "Geboortedatum"), "Datum", f"{where}/Geboortedatum"),
        geslacht=text(content, "Geslacht", where),
        achternaam=text(achternaam, "Achternaam", f"{where}/Naam/Geslachtsnaam"),
        voorvoegsel=text_or_none(achternaam, "Voorvoegsel"),
        voornamen=text_or_none(name, "Voornamen") or "",
        voorletters=text_or_none(name, "Voorletters") or "",
        huisnummer=integer_or_none(home, "Huisnummer", f"{where}/Contactgegevens/Contact/Adres") or 0,
        postcode=text_or_none(address, "Postcode") or "",
        straatnaam=text_or_none(address, "Straatnaam") or "",
        plaatsnaam=text_or_none(address, "Plaatsnaam") or "",
        partnernaam=text_or_none(partner, "Achternaam"),
        partner_voorvoegsel=text_or_none(partner, "Voorvoegsel"),
        naamgebruik=text_or_none(name, "NaamGebruik") or "1",
        huisletter=text_or_none(home, "Huisletter"),
        toevoeging=text_or_none(home, "HuisnummerToevoeging"),
    )


def _address(content: dict[str, Any]) -> dict[str, Any]:
    contacts = children(descend(content, "Contactgegevens"), "Contact")
    return next((address for contact in contacts if (address := descend(contact, "Adres"))), {})


def make_header(
    *,
    kind: str,
    release: Release,
    domein: Domein,
    afzender: str,
    ontvanger: str,
    identificatie: str,
    dagtekening: date,
) -> dict[str, Any]:
    """The Header class of a heenbericht, with the fixed values and XSD versions of its release (IV034)."""
    return without_empty(
        **fixed_values(kind, release, domein),
        Afzender=afzender,
        Ontvanger=ontvanger,
        BerichtIdentificatie={"Identificatie": identificatie, "Dagtekening": dagtekening.isoformat()},
        XsdVersie=xsd_version(kind, release, domein),
    )


def xsd_version(kind: str, release: Release, domein: Domein) -> dict[str, str] | None:
    """The CDT_XsdVersie of a message; None where the release has no such element."""
    facts = release_data(release)
    if "xsd_versie" not in facts.traits:
        return None
    return {"BasisschemaXsdVersie": facts.basisschema_xsd, "BerichtXsdVersie": bericht_xsd(kind, release, domein)}


def make_person(person: Client) -> dict[str, Any]:
    """The elements that name a client in a 303, 305, 307 or 315."""
    return {
        "Bsn": person.bsn,
        "Geboortedatum": {"Datum": person.geboortedatum.isoformat()},
        "Geslacht": person.geslacht,
        "Naam": make_name(person, full=False),
    }


def make_name(person: Client, *, full: bool) -> dict[str, Any]:
    """The name of a client: complete for a 301, short for all others."""
    return without_empty(
        Geslachtsnaam=without_empty(Achternaam=person.achternaam, Voorvoegsel=person.voorvoegsel or None),
        Partnernaam=without_empty(Achternaam=person.partnernaam, Voorvoegsel=person.partner_voorvoegsel)
        if full and person.partnernaam
        else None,
        Voornamen=person.voornamen or None,
        Voorletters=person.voorletters or None,
        NaamGebruik=person.naamgebruik if full else None,
    )


def check_kind(kind: str, *allowed: str) -> None:
    """Refuse to make a message of another kind.

    Raises:
        BerichtError: it is one.
    """
    if kind not in allowed:
        raise BerichtError(f"Verwacht soort {' of '.join(allowed)}; gevonden {kind}.")
