"""What a schema asks of an element, keyword by keyword, and a text that is against it."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Any

from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import standard_data
from migratietoets.istandaard.schemas.structure import Element
from migratietoets.istandaard.schemas.xsd_writer import base_of, facets


class Keyword(StrEnum):
    """A keyword of a schema, as XSD writes it, or what it says without one."""

    REQUIRED = "minOccurs"
    TWICE = "maxOccurs"
    ORDER = "sequence"
    UNKNOWN = "element"
    EMPTY = "minLength"
    LONG = "maxLength"
    PATTERN = "pattern"
    CODE = "enumeration"
    SMALL = "minInclusive"
    LARGE = "maxInclusive"
    TYPE = "base"
    DATE = "date"


MEANING = {
    Keyword.REQUIRED: "een verplicht element ontbreekt",
    Keyword.TWICE: "wat één keer mag, staat er twee keer",
    Keyword.ORDER: "het element staat niet op zijn plaats",
    Keyword.UNKNOWN: "een element dat niet bestaat",
    Keyword.EMPTY: "het element is leeg",
    Keyword.LONG: "de tekst is te lang",
    Keyword.PATTERN: "de tekst heeft een andere vorm",
    Keyword.CODE: "de code staat niet in de lijst",
    Keyword.SMALL: "het getal is te klein",
    Keyword.LARGE: "het getal is te groot",
    Keyword.TYPE: "geen getal, datum of tijd",
    Keyword.DATE: "een datum of tijd die niet bestaat",
}
"""What is done to an element, in Dutch."""

OF_PLACE = (Keyword.REQUIRED, Keyword.TWICE, Keyword.ORDER, Keyword.UNKNOWN)
"""Keywords about where an element stands; the others are about its text."""
_HEADER = ("BerichtCode", "BerichtVersie", "BerichtSubversie")


@cache
def _values() -> dict[str, Any]:
    return read_yaml(__package__, "values.yaml")


@cache
def _patterns() -> dict[str, str]:
    """From a pattern to a text that does not fit it."""
    return {what["patroon"]: str(_values()["patronen"][name]) for name, what in standard_data()["patronen"].items()}


def unknown_name() -> str:
    """The name of an element that no message has."""
    return str(_values()["onbekend"])


def of_place(element: Element, beside: int) -> Iterator[Keyword]:
    """What is asked of the place of an element; its parent has as many other names."""
    if element.min:
        yield Keyword.REQUIRED
    if not element.repeatable:
        yield Keyword.TWICE
    if beside:
        yield Keyword.ORDER
    if element.children:
        yield Keyword.UNKNOWN


def of_text(element: Element, release: Release, domein: Domein) -> dict[Keyword, str]:
    """What is asked of the text of an element, each with a text against it; nothing of a class."""
    return dict(_of_text(element, release, domein)) if element.type and element.leaf else {}


def _of_text(element: Element, release: Release, domein: Domein) -> Iterator[tuple[Keyword, str]]:
    type_ = str(element.type)
    asked = dict(facets(type_, release, domein))
    yield Keyword.EMPTY, ""
    if (base := base_of(type_)) != "string":
        yield Keyword.TYPE, _values()["typen"][base]
        if base in _values()["onmogelijk"]:
            yield Keyword.DATE, str(_values()["onmogelijk"][base])
    if "enumeration" in asked:
        yield Keyword.CODE, _values()["code"]
    if "maxLength" in asked:
        yield Keyword.LONG, "9" * (int(asked["maxLength"]) + 1)
    if "minInclusive" in asked:
        yield Keyword.SMALL, str(int(asked["minInclusive"]) - 1)
    facet, limit = element.restriction or ("", "")
    if highest := limit if facet == "maxInclusive" else asked.get("maxInclusive"):
        yield Keyword.LARGE, str(int(highest) + 1)
    if element.name in _HEADER:
        yield Keyword.PATTERN, _values()["kop"]
    elif pattern := limit if facet == "pattern" else asked.get("pattern"):
        yield Keyword.PATTERN, _patterns()[pattern]


def codes_of(element: Element, release: Release, domein: Domein) -> frozenset[str]:
    """The rules of the model that stand behind what is asked of a text; "XSD" where there is none."""
    if not element.type or not element.leaf:
        return frozenset()
    rules, patterns = standard_data()["regels"], standard_data()["patronen"].values()
    asked = [*facets(element.type, release, domein), *([element.restriction] if element.restriction else ())]
    found = {rules.get(name, {}).get(int(limit)) for name, limit in asked if limit.isdigit() and name in rules}
    found |= {one["regel"] for one in patterns if ("pattern", one["patroon"]) in asked}
    found.add({"BerichtCode": "CS126", "BerichtVersie": "CS025", "BerichtSubversie": "CS015"}.get(element.name))
    return frozenset(one for one in found if one)
