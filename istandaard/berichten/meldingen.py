"""From what libxml2 says of a message to a Dutch sentence with the rule it breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from istandaard.berichten.bericht import citaat, kort
from istandaard.codelijsten import codelijst, codelijsten
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import gegevens
from istandaard.schemas.schrijven import lijst_van
from istandaard.schemas.structuur import Element, structuur

_KOPREGELS = {"BerichtCode": "CS126", "BerichtVersie": "CS025", "BerichtSubversie": "CS015"}
_BASIS = {"integer": "een geheel getal", "date": "een bestaande datum als 2020-12-31", "time": "een tijd als 12:30:00"}
_VERWACHT = re.compile(r"Expected is (?:one of )?\( ([^()]{1,4000}) \)\.?$")
_FACET = re.compile(r"\[facet '(\w+)'\]")
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


def zoek(soort: str, release: Release, namen: list[str]) -> Element | None:
    """The element on a path of names below the root, or None."""
    element: Element | None = structuur(soort, release)
    for naam in namen:
        element = next((kind for kind in element.kinderen if kind.naam == naam), None) if element else None
    return element


@cache
def _patroonregels() -> dict[str, str]:
    return {wat["patroon"]: wat["regel"] for wat in gegevens()["patronen"].values()}


def _facet(melding: str, plaats: Plaats) -> tuple[str, str]:
    facet = _FACET.search(melding)
    soort = facet[1] if facet else ""
    grens = melding.rpartition("'")[0].rpartition("'")[2]
    gevonden = plaats.gevonden
    if soort == "enumeration":
        return "XSD", _lijstmelding(plaats)
    if plaats.naam in _KOPREGELS and soort == "pattern":
        return _KOPREGELS[plaats.naam], f"verwacht {grens[:20]} ({plaats.soort}, release {plaats.release}); {gevonden}"
    if soort == "pattern":
        code = _patroonregels().get(_patroon(melding), "XSD")
        return code, f"{_patroontekst(code)}; {gevonden}"
    zinnen = {
        "maxLength": f"verwacht ten hoogste {grens} tekens; gevonden {len(plaats.waarde)} tekens",
        "minLength": "verwacht een gevulde waarde; het element is leeg",
        "maxInclusive": f"verwacht ten hoogste {grens}; {gevonden}",
        "minInclusive": f"verwacht ten minste {grens}; {gevonden}",
    }
    code = gegevens()["regels"].get(soort, {}).get(int(grens) if grens.isdigit() else grens, "XSD")
    return code, zinnen.get(soort, f"de waarde past niet in het schema; {gevonden}")


def _patroon(melding: str) -> str:
    return melding.rpartition("by the pattern '")[2].rpartition("'")[0]


def _patroontekst(code: str) -> str:
    zinnen = {
        "RS031": "verwacht tekst, niet alleen witruimte",
        "RS032": "verwacht een datum zonder tijdzone",
        "RS033": "verwacht tekst, niet alleen witruimte",
        "RS034": "verwacht een tijd zonder tijdzone",
        "RS035": "verwacht precies 4 cijfers",
        "RS036": "verwacht precies 8 cijfers",
        "RS037": "verwacht precies 9 cijfers",
        "CS004": "verwacht alleen letters, zonder punten of spaties",
        "CS005": "verwacht alleen cijfers",
        "CS128": "verwacht een versie als 1.0.0",
    }
    return zinnen.get(code, "de waarde heeft niet de vorm die het schema vraagt")


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
def _namen(soort: str, release: Release) -> frozenset[str]:
    def loop(element: Element) -> Iterator[str]:
        yield element.naam
        for kind in element.kinderen:
            yield from loop(kind)

    return frozenset(loop(structuur(soort, release)))


def _plek(namen: list[str], plaats: Plaats) -> str:
    """Why an element does not belong where it stands."""
    verwacht = " of ".join(dict.fromkeys(namen)) or "geen element meer"
    if plaats.naam in namen:
        return f"element {plaats.naam} staat niet in de naamruimte die het schema hier verwacht"
    if plaats.naam in _namen(plaats.soort, plaats.release):
        return f"hier hoort {verwacht}; gevonden {plaats.naam}. Een element ontbreekt, of de volgorde klopt niet"
    elders = [f" (bestaat alleen in release {r})" for r in Release if plaats.naam in _namen(plaats.soort, r)]
    return f"onbekend element{''.join(elders)}; verwacht {verwacht}"


def _inhoud(melding: str, plaats: Plaats) -> str:
    treffer = _VERWACHT.search(melding)
    namen = [deel.rpartition("}")[2].strip() for deel in treffer[1].split(",")] if treffer else []
    if "Missing child" in melding:
        return f"er ontbreekt een element; verwacht {' of '.join(dict.fromkeys(namen)) or 'meer elementen'}"
    if "element is not expected" in melding:
        return _plek(namen, plaats)
    return next((zin for deel, zin in _ZINNEN.items() if deel in melding), "het element past niet in het schema")


def _waarde(plaats: Plaats) -> tuple[str, str]:
    basis = ldt(plaats).get("basis", "")
    wat = _BASIS.get(basis, "een waarde die het schema toestaat")
    return "XSD", f"verwacht {wat}; {plaats.gevonden}"


def ldt(plaats: Plaats) -> dict[str, Any]:
    """The description of the type at a place; empty when there is none."""
    type_ = plaats.element.type if plaats.element else None
    gevonden: dict[str, Any] = gegevens()["ldt"].get(type_, {})
    return gevonden


def vertaal(melding: str, plaats: Plaats) -> tuple[str, str]:
    """Give the code of the broken rule (RS036, CS025, or "XSD") and a Dutch sentence of at most 300 characters."""
    if "[facet '" in melding[:4000]:
        code, zin = _facet(melding, plaats)
    elif "is not a valid value" in melding:
        code, zin = _waarde(plaats)
    else:
        code, zin = "XSD", _inhoud(melding, plaats)
    return code, kort(f"{plaats.naam}: {zin}.")
