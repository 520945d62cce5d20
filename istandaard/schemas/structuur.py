"""The shape of every message as a tree of elements; the retourberichten follow from their heenbericht."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from istandaard.releases import Release
from istandaard.schemas.gegevens import RETOUR_VAN, gegevens, releasegegevens

_SLEUTEL = re.compile(r"(\w+)([?+]?)(?: \[(niet )?(.+)\])?")
_AANTAL: dict[str, tuple[int, int | None]] = {"": (1, 1), "?": (0, 1), "+": (1, None)}


@dataclass(frozen=True, slots=True)
class Element:
    """An element in its place.

    Attributes:
        max: None when there is no upper limit.
        type: the LDT or CDT; None for a class of the message.
        kinderen: in schema order; empty for an LDT.
        in_basisschema: the element lies in the namespace of the basisschema.
    """

    naam: str
    min: int
    max: int | None
    type: str | None
    kinderen: tuple["Element", ...]
    in_basisschema: bool = False

    @property
    def herhaalbaar(self) -> bool:
        """It may occur more than once."""
        return self.max is None

    @property
    def blad(self) -> bool:
        """It holds text, no elements."""
        return not self.kinderen

    @property
    def verzameling(self) -> bool:
        """It is a class that only wraps one repeatable class, and thus carries no retourcode of its own."""
        return len(self.kinderen) == 1 and self.kinderen[0].herhaalbaar and not self.kinderen[0].blad


def _elementen(inhoud: dict[str, Any], kenmerken: frozenset[str], *, in_basisschema: bool) -> Iterator[Element]:
    for sleutel, waarde in inhoud.items():
        treffer = _SLEUTEL.fullmatch(sleutel)
        if treffer is None:
            raise ValueError(f"standaard.yaml: sleutel {sleutel!r} is niet te lezen")
        naam, aantal, niet, kenmerk = treffer.groups()
        if kenmerk is not None and (kenmerk in kenmerken) == bool(niet):
            continue
        laagst, hoogst = _AANTAL[aantal]
        if isinstance(waarde, dict):
            kinderen = tuple(_elementen(waarde, kenmerken, in_basisschema=False))
            yield Element(naam, laagst, hoogst, None, kinderen)
        else:
            kinderen = tuple(_elementen(gegevens()["cdt"].get(waarde, {}), kenmerken, in_basisschema=True))
            yield Element(naam, laagst, hoogst, waarde, kinderen, in_basisschema)


def _retourcodes(minimaal: int) -> Element:
    return Element("RetourCodes", minimaal, 1, None, (Element("RetourCode", 1, None, "LDT_RetourCode", ()),))


def _met_retourcodes(klasse: Element) -> Element:
    kinderen = tuple(_met_retourcodes(kind) if kind.type is None else kind for kind in klasse.kinderen)
    return replace(klasse, kinderen=kinderen if klasse.verzameling else (*kinderen, _retourcodes(1)))


def _retourkop(kop: Element) -> Element:
    namen = {"IdentificatieRetour": "LDT_IdentificatieBericht", "DagtekeningRetour": "LDT_Datum"}
    eigen = tuple(Element(naam, 1, 1, type_, ()) for naam, type_ in namen.items())
    xslt = Element("XsltVersie", 0, 1, "LDT_Versie", ())
    xsd = tuple(replace(kind, naam="XsdVersieRetour") for kind in kop.kinderen if kind.naam == "XsdVersie")
    return replace(kop, kinderen=(*kop.kinderen, *eigen, xslt, *xsd, _retourcodes(0)))


@cache
def structuur(soort: str, release: Release) -> Element:
    """The tree of a message, from its root Bericht; the same in both domains.

    A retour repeats the heenbericht: the header gets its own identification, Client may be absent, and every class
    below it ends with RetourCodes (the retour rule of the 3.0 model).

    Raises:
        KeyError: no such message.
    """
    heen = gegevens()["berichten"][RETOUR_VAN.get(soort, soort)]["inhoud"]
    kop, client = _elementen(heen, releasegegevens(release).kenmerken, in_basisschema=False)
    if soort in RETOUR_VAN:
        kop, client = _retourkop(kop), replace(_met_retourcodes(client), min=0)
    return Element("Bericht", 1, 1, None, (kop, client))


@cache
def basistype(naam: str, release: Release) -> tuple[Element, ...]:
    """The children of a CDT."""
    return tuple(_elementen(gegevens()["cdt"][naam], releasegegevens(release).kenmerken, in_basisschema=True))
