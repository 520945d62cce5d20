"""From what libxml2 says of a message to a Dutch sentence with the rule it breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from istandaard.berichten.bericht import citaat, kort
from istandaard.codelijsten import codelijst, codelijsten
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import gegevens, soorten
from istandaard.schemas.schrijven import lijst_van
from istandaard.schemas.structuur import Element, structuur

_KOPREGELS = {"BerichtCode": "CS126", "BerichtVersie": "CS025", "BerichtSubversie": "CS015"}
_BASIS = {"integer": "een geheel getal", "date": "een bestaande datum als 2020-12-31", "time": "een tijd als 12:30:00"}
_VERWACHT = re.compile(r"Expected is (?:one of )?\( ([^()]{1,4000}) \)\.?$")
_STAART = 300
_GRENS = re.compile(r"'(-?\d{1,20})'\)?\.\s*$")
_PATROON = re.compile(r"^(.*)'\.\s*$", re.DOTALL)
_FACETTEN = {
    "SCHEMAV_CVC_ENUMERATION_VALID": "enumeration",
    "SCHEMAV_CVC_PATTERN_VALID": "pattern",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "maxLength",
    "SCHEMAV_CVC_MINLENGTH_VALID": "minLength",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "maxInclusive",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "minInclusive",
}
_PATROONZINNEN = {
    "RS031": "verwacht tekst, niet alleen witruimte",
    "RS032": "verwacht een datum zonder tijdzone",
    "RS033": "verwacht tekst, niet alleen witruimte",
    "RS034": "verwacht een tijd zonder tijdzone",
    "RS035": "verwacht precies 4 cijfers",
    "RS036": "verwacht precies 8 cijfers",
    "RS037": "verwacht precies 9 cijfers",
    "CS004": "verwacht alleen letters, zonder punten of spaties",
    "CS005": "verwacht alleen cijfers",
    "CS319": "verwacht alleen letters en cijfers",
    "CS320": "verwacht een btw-nummer als NL123456789B01",
    "CS321": "verwacht de AGB-code van een servicebureau: 00000000, of 98 en een volgnummer",
    "CS128": "verwacht een versie als 1.0.0",
}
_ANDERE_VORM = "de waarde heeft niet de vorm die het schema vraagt"
_ZINNEN = {
    "Character content": "tekst mag hier niet staan; verwacht alleen elementen",
    "Element content": "elementen mogen hier niet staan; verwacht alleen tekst",
    "attribute": "een attribuut mag hier niet staan",
}


@dataclass(frozen=True, slots=True)
class Plaats:
    """Where a finding lies: the element in our description (None when unknown there) and its text."""

    soort: str
    release: Release
    domein: Domein
    element: Element | None
    naam: str
    waarde: str

    @property
    def gevonden(self) -> str:
        """What was found, as it may be shown: never the value of a Bsn."""
        return "gevonden iets anders" if self.naam == "Bsn" else f"gevonden {citaat(self.waarde)}"


def zoek(soort: str, release: Release, domein: Domein, namen: list[str]) -> Element | None:
    """The element on a path of names below the root, or None."""
    element: Element | None = structuur(soort, release, domein)
    for naam in namen:
        element = next((kind for kind in element.kinderen if kind.naam == naam), None) if element else None
    return element


@cache
def _patroonregels() -> dict[str, str]:
    return {wat["patroon"]: wat["regel"] for wat in gegevens()["patronen"].values()}


def _facet(soort: str, melding: str, plaats: Plaats) -> tuple[str, str]:
    """Tell which facet is broken; its limit comes from the message, since the schema need not be ours."""
    if soort == "enumeration":
        return "XSD", _lijstmelding(plaats)
    grens = melding[-_STAART:].rpartition("the pattern '")[2] if soort == "pattern" else melding[-_STAART:]
    gevonden = _PATROON.search(grens) if soort == "pattern" else _GRENS.search(grens)
    waarde = gevonden[1] if gevonden else ""
    if soort == "pattern":
        if plaats.naam in _KOPREGELS:
            mag = kort(waarde, 20).replace("|", " of ")
            zin = f"verwacht {mag} ({plaats.soort}, release {plaats.release}); {plaats.gevonden}"
            return _KOPREGELS[plaats.naam], zin
        code = _patroonregels().get(waarde, "XSD")
        return code, f"{_PATROONZINNEN.get(code, _ANDERE_VORM)}; {plaats.gevonden}"
    code = gegevens()["regels"].get(soort, {}).get(int(waarde) if waarde.isdigit() else None, "XSD")
    zinnen = {
        "maxLength": f"verwacht ten hoogste {waarde} tekens; gevonden {len(plaats.waarde)} tekens",
        "minLength": "verwacht een gevulde waarde; het element is leeg",
        "maxInclusive": f"verwacht een waarde tot en met {waarde or 'de grens'}; {plaats.gevonden}",
        "minInclusive": f"verwacht een waarde vanaf {waarde or 'de grens'}; {plaats.gevonden}",
    }
    return code, zinnen.get(soort, f"de waarde past niet in het schema; {plaats.gevonden}")


def _lijstmelding(plaats: Plaats) -> str:
    gevonden = plaats.gevonden
    lijst = lijst_van(plaats.element.type, plaats.domein) if plaats.element and plaats.element.type else None
    if lijst not in codelijsten():
        return f"verwacht een code uit de lijst van het schema; {gevonden}"
    soort = codelijst(str(lijst))
    elders = [
        str(release) for release in Release if plaats.waarde in soort.codes(release) and release != plaats.release
    ]
    uitleg = f" (die code bestaat alleen in release {elders[0]})" if elders else ""
    return f"verwacht een code uit {lijst} ({soort.naam}) van release {plaats.release}; {gevonden}{uitleg}"


@cache
def _namen(soort: str, release: Release, domein: Domein) -> frozenset[str]:
    def loop(element: Element) -> Iterator[str]:
        yield element.naam
        for kind in element.kinderen:
            yield from loop(kind)

    return frozenset(loop(structuur(soort, release, domein))) if soort in soorten(release) else frozenset()


def _plek(namen: list[str], plaats: Plaats) -> str:
    """Why an element does not belong where it stands."""
    verwacht = " of ".join(dict.fromkeys(namen)) or "geen element meer"
    if plaats.naam in namen:
        return f"element {plaats.naam} staat niet in de naamruimte die het schema hier verwacht"
    if plaats.naam in _namen(plaats.soort, plaats.release, plaats.domein):
        return f"hier hoort {verwacht}; gevonden {plaats.naam}. Een element ontbreekt, of de volgorde klopt niet"
    elders = [
        f" (bestaat alleen in release {r})" for r in Release if plaats.naam in _namen(plaats.soort, r, plaats.domein)
    ]
    return f"onbekend element{''.join(elders)}; verwacht {verwacht}"


def _inhoud(melding: str, plaats: Plaats) -> str:
    treffer = _VERWACHT.search(melding)
    namen = [deel.rpartition("}")[2].strip() for deel in treffer[1].split(",")] if treffer else []
    if "Missing child" in melding:
        return f"er ontbreekt een element; verwacht {' of '.join(dict.fromkeys(namen)) or 'meer elementen'}"
    if "element is not expected" in melding:
        return _plek(namen, plaats)
    return next((zin for deel, zin in _ZINNEN.items() if deel in melding), "het element past niet in het schema")


def _waarde(plaats: Plaats) -> str:
    type_ = plaats.element.type if plaats.element else None
    wat = _BASIS.get(gegevens()["ldt"].get(type_, {}).get("basis"), "een waarde die het schema toestaat")
    return f"verwacht {wat}; {plaats.gevonden}"


def vertaal(soort: str, melding: str, plaats: Plaats) -> tuple[str, str]:
    """Give the code of the broken rule (RS036, CS025, or "XSD") and a Dutch sentence of at most 300 characters.

    Args:
        soort: what libxml2 calls the error (SCHEMAV_CVC_PATTERN_VALID).
        melding: what it says of it.
        plaats: where.
    """
    if soort in _FACETTEN:
        code, zin = _facet(_FACETTEN[soort], melding, plaats)
    else:
        code = "XSD"
        zin = _waarde(plaats) if soort == "SCHEMAV_CVC_DATATYPE_VALID_1_2_1" else _inhoud(melding, plaats)
    return code, kort(f"{plaats.naam}: {zin}.")
