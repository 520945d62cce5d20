"""From what libxml2 says of a message to a Dutch sentence with the rule it breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from migratietoets.istandaard.berichten.bericht import quote, short
from migratietoets.istandaard.codelijsten import code_list, code_lists
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import kinds, standard_data
from migratietoets.istandaard.schemas.structure import Element, structure
from migratietoets.istandaard.schemas.xsd_writer import list_of

_HEADER_RULES = {"BerichtCode": "CS126", "BerichtVersie": "CS025", "BerichtSubversie": "CS015"}
_BASE_TYPES = {
    "integer": "een geheel getal",
    "date": "een bestaande datum als 2020-12-31",
    "time": "een tijd als 12:30:00",
}
_EXPECTED = re.compile(r"Expected is (?:one of )?\( ([^()]{1,4000}) \)\.?$")
_TAIL = 300
_LIMIT = re.compile(r"'(-?\d{1,20})'\)?\.\s*$")
_PATTERN = re.compile(r"^(.*)'\.\s*$", re.DOTALL)
_FACETS = {
    "SCHEMAV_CVC_ENUMERATION_VALID": "enumeration",
    "SCHEMAV_CVC_PATTERN_VALID": "pattern",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "maxLength",
    "SCHEMAV_CVC_MINLENGTH_VALID": "minLength",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "maxInclusive",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "minInclusive",
}
_PATTERN_SENTENCES = {
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
_OTHER_SHAPE = "de waarde heeft niet de vorm die het schema vraagt"
_SENTENCES = {
    "Character content": "tekst mag hier niet staan; verwacht alleen elementen",
    "Element content": "elementen mogen hier niet staan; verwacht alleen tekst",
    "attribute": "een attribuut mag hier niet staan",
}


@dataclass(frozen=True, slots=True)
class Location:
    """Where a finding lies: the element in our description (None when unknown there) and its text."""

    kind: str
    release: Release
    domein: Domein
    element: Element | None
    name: str
    value: str

    @property
    def found(self) -> str:
        """What was found, as it may be shown: never the value of a Bsn."""
        return "gevonden iets anders" if self.name == "Bsn" else f"gevonden {quote(self.value)}"


def find(kind: str, release: Release, domein: Domein, names: list[str]) -> Element | None:
    """The element on a path of names below the root, or None."""
    element: Element | None = structure(kind, release, domein)
    for name in names:
        element = next((child for child in element.children if child.name == name), None) if element else None
    return element


@cache
def _pattern_rules() -> dict[str, str]:
    return {what["patroon"]: what["regel"] for what in standard_data()["patronen"].values()}


def _facet(kind: str, remark: str, location: Location) -> tuple[str, str]:
    """Tell which facet is broken; its limit comes from the message, since the schema need not be ours."""
    if kind == "enumeration":
        return "XSD", _list_remark(location)
    limit = remark[-_TAIL:].rpartition("the pattern '")[2] if kind == "pattern" else remark[-_TAIL:]
    found = _PATTERN.search(limit) if kind == "pattern" else _LIMIT.search(limit)
    value = found[1] if found else ""
    if kind == "pattern":
        if location.name in _HEADER_RULES:
            allowed = short(value, 20).replace("|", " of ")
            sentence = f"verwacht {allowed} ({location.kind}, release {location.release}); {location.found}"
            return _HEADER_RULES[location.name], sentence
        code = _pattern_rules().get(value, "XSD")
        return code, f"{_PATTERN_SENTENCES.get(code, _OTHER_SHAPE)}; {location.found}"
    code = standard_data()["regels"].get(kind, {}).get(int(value) if value.isdigit() else None, "XSD")
    sentences = {
        "maxLength": f"verwacht ten hoogste {value} tekens; gevonden {len(location.value)} tekens",
        "minLength": "verwacht een gevulde waarde; het element is leeg",
        "maxInclusive": f"verwacht een waarde tot en met {value or 'de grens'}; {location.found}",
        "minInclusive": f"verwacht een waarde vanaf {value or 'de grens'}; {location.found}",
    }
    return code, sentences.get(kind, f"de waarde past niet in het schema; {location.found}")


def _list_remark(location: Location) -> str:
    found = location.found
    codelijst = list_of(location.element.type, location.domein) if location.element and location.element.type else None
    if codelijst not in code_lists():
        return f"verwacht een code uit de lijst van het schema; {found}"
    kind = code_list(str(codelijst))
    elsewhere = [
        str(release) for release in Release if location.value in kind.codes(release) and release != location.release
    ]
    explanation = f" (die code bestaat alleen in release {elsewhere[0]})" if elsewhere else ""
    return f"verwacht een code uit {codelijst} ({kind.name}) van release {location.release}; {found}{explanation}"


@cache
def _names(kind: str, release: Release, domein: Domein) -> frozenset[str]:
    def walk(element: Element) -> Iterator[str]:
        yield element.name
        for child in element.children:
            yield from walk(child)

    return frozenset(walk(structure(kind, release, domein))) if kind in kinds(release) else frozenset()


def _misplaced(names: list[str], location: Location) -> str:
    """Why an element does not belong where it stands."""
    expected = " of ".join(dict.fromkeys(names)) or "geen element meer"
    if location.name in names:
        return f"element {location.name} staat niet in de naamruimte die het schema hier verwacht"
    if location.name in _names(location.kind, location.release, location.domein):
        return f"hier hoort {expected}; gevonden {location.name}. Een element ontbreekt, of de volgorde klopt niet"
    elsewhere = [
        f" (bestaat alleen in release {r})"
        for r in Release
        if location.name in _names(location.kind, r, location.domein)
    ]
    return f"onbekend element{''.join(elsewhere)}; verwacht {expected}"


def _content(remark: str, location: Location) -> str:
    match = _EXPECTED.search(remark)
    names = [part.rpartition("}")[2].strip() for part in match[1].split(",")] if match else []
    if "Missing child" in remark:
        return f"er ontbreekt een element; verwacht {' of '.join(dict.fromkeys(names)) or 'meer elementen'}"
    if "element is not expected" in remark:
        return _misplaced(names, location)
    return next(
        (sentence for part, sentence in _SENTENCES.items() if part in remark), "het element past niet in het schema"
    )


def _value(location: Location) -> str:
    type_ = location.element.type if location.element else None
    what = _BASE_TYPES.get(standard_data()["ldt"].get(type_, {}).get("basis"), "een waarde die het schema toestaat")
    return f"verwacht {what}; {location.found}"


def translate(kind: str, remark: str, location: Location) -> tuple[str, str]:
    """Give the code of the broken rule (RS036, CS025, or "XSD") and a Dutch sentence of at most 300 characters.

    Args:
        kind: what libxml2 calls the error (SCHEMAV_CVC_PATTERN_VALID).
        remark: what it says of it.
        location: where.
    """
    if kind in _FACETS:
        code, sentence = _facet(_FACETS[kind], remark, location)
    else:
        code = "XSD"
        sentence = _value(location) if kind == "SCHEMAV_CVC_DATATYPE_VALID_1_2_1" else _content(remark, location)
    return code, short(f"{location.name}: {sentence}.")
