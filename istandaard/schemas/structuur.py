"""The shape of every message as a tree of elements; most retourberichten follow from their heenbericht."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import RETOUR_VAN, berichtgegevens, gegevens, releasegegevens, soorten

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
        inperking: a facet (name, value) that holds for this element on top of its type.
    """

    naam: str
    min: int
    max: int | None
    type: str | None
    kinderen: tuple["Element", ...]
    in_basisschema: bool = False
    inperking: tuple[str, str] | None = None

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
        onder = waarde if isinstance(waarde, dict) else gegevens()["klassen"].get(waarde)
        if onder is not None:
            kinderen = tuple(_elementen(onder, kenmerken, in_basisschema=False))
            yield Element(naam, laagst, hoogst, None, kinderen)
        else:
            type_, _, grens = waarde.partition("/")
            kinderen = tuple(_elementen(gegevens()["cdt"].get(type_, {}), kenmerken, in_basisschema=True))
            yield Element(naam, laagst, hoogst, type_, kinderen, in_basisschema, _inperking(grens))


def _inperking(naam: str) -> tuple[str, str] | None:
    if not naam:
        return None
    return ("maxInclusive", naam) if naam.isdigit() else ("pattern", gegevens()["patronen"][naam]["patroon"])


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
def structuur(soort: str, release: Release, domein: Domein) -> Element:
    """The tree of a message, from its root Bericht; below it stand the header and one class with all the rest.

    A retour repeats the heenbericht: the header gets its own identification, the rest may be absent, and every class
    of it ends with RetourCodes (the retour rule of the 3.0 model). The 304 and the 325 have a shape of their own.

    Raises:
        KeyError: no such message in that release.
    """
    if soort not in soorten(release):
        raise KeyError(f"{soort} in {release}")
    bron = berichtgegevens(soort)
    eigen = bron.get("antwoord") if soort in RETOUR_VAN else None
    kenmerken = releasegegevens(release).kenmerken | {str(domein)}
    kop, rest = _elementen(eigen or bron["inhoud"], kenmerken, in_basisschema=False)
    if soort in RETOUR_VAN and eigen is None:
        kop, rest = _retourkop(kop), replace(_met_retourcodes(rest), min=0)
    return Element("Bericht", 1, 1, None, (kop, rest))


@cache
def basistype(naam: str, release: Release) -> tuple[Element, ...]:
    """The children of a CDT."""
    return tuple(_elementen(gegevens()["cdt"][naam], releasegegevens(release).kenmerken, in_basisschema=True))
