"""The shape of every message as a tree of elements; most retourberichten follow from their heenbericht."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF, bericht_data, kinds, release_data, standard_data

_KEY = re.compile(r"(\w+)([?+]?)(?: \[(niet )?(.+)\])?")
_OCCURS: dict[str, tuple[int, int | None]] = {"": (1, 1), "?": (0, 1), "+": (1, None)}


@dataclass(frozen=True, slots=True)
class Element:
    """An element in its place.

    Attributes:
        max: None when there is no upper limit.
        type: the LDT or CDT; None for a class of the message.
        children: in schema order; empty for an LDT.
        in_basisschema: the element lies in the namespace of the basisschema.
        restriction: a facet (name, value) that holds for this element on top of its type.
    """

    name: str
    min: int
    max: int | None
    type: str | None
    children: tuple["Element", ...]
    in_basisschema: bool = False
    restriction: tuple[str, str] | None = None

    @property
    def repeatable(self) -> bool:
        """It may occur more than once."""
        return self.max is None

    @property
    def leaf(self) -> bool:
        """It holds text, no elements."""
        return not self.children

    @property
    def collection(self) -> bool:
        """It is a class that only wraps one repeatable class, and thus carries no retourcode of its own."""
        return len(self.children) == 1 and self.children[0].repeatable and not self.children[0].leaf


def _elements(content: dict[str, Any], traits: frozenset[str], *, in_basisschema: bool) -> Iterator[Element]:
    for key, value in content.items():
        match = _KEY.fullmatch(key)
        if match is None:
            raise ValueError(f"standaard.yaml: sleutel {key!r} is niet te lezen")
        name, count, negated, trait = match.groups()
        if trait is not None and (trait in traits) == bool(negated):
            continue
        lowest, highest = _OCCURS[count]
        below = value if isinstance(value, dict) else standard_data()["klassen"].get(value)
        if below is not None:
            children = tuple(_elements(below, traits, in_basisschema=False))
            yield Element(name, lowest, highest, None, children)
        else:
            type_, _, limit = value.partition("/")
            children = tuple(_elements(standard_data()["cdt"].get(type_, {}), traits, in_basisschema=True))
            yield Element(name, lowest, highest, type_, children, in_basisschema, _restriction(limit))


def _restriction(name: str) -> tuple[str, str] | None:
    if not name:
        return None
    return ("maxInclusive", name) if name.isdigit() else ("pattern", standard_data()["patronen"][name]["patroon"])


def _retourcodes(at_least: int) -> Element:
    return Element("RetourCodes", at_least, 1, None, (Element("RetourCode", 1, None, "LDT_RetourCode", ()),))


def _with_retourcodes(parent: Element) -> Element:
    children = tuple(_with_retourcodes(child) if child.type is None else child for child in parent.children)
    return replace(parent, children=children if parent.collection else (*children, _retourcodes(1)))


def _retour_header(header: Element) -> Element:
    names = {"IdentificatieRetour": "LDT_IdentificatieBericht", "DagtekeningRetour": "LDT_Datum"}
    own = tuple(Element(name, 1, 1, type_, ()) for name, type_ in names.items())
    xslt = Element("XsltVersie", 0, 1, "LDT_Versie", ())
    xsd = tuple(replace(child, name="XsdVersieRetour") for child in header.children if child.name == "XsdVersie")
    return replace(header, children=(*header.children, *own, xslt, *xsd, _retourcodes(0)))


@cache
def structure(kind: str, release: Release, domein: Domein) -> Element:
    """The tree of a message, from its root Bericht; below it stand the header and one class with all the rest.

    A retour repeats the heenbericht: the header gets its own identification, the rest may be absent, and every class
    of it ends with RetourCodes (the retour rule of the 3.0 model). The 304 and the 325 have a shape of their own.

    Raises:
        KeyError: no such message in that release.
    """
    if kind not in kinds(release):
        raise KeyError(f"{kind} in {release}")
    source = bericht_data(kind)
    own = source.get("antwoord") if kind in RETOUR_OF else None
    traits = release_data(release).traits | {str(domein)}
    header, rest = _elements(own or source["inhoud"], traits, in_basisschema=False)
    if kind in RETOUR_OF and own is None:
        header, rest = _retour_header(header), replace(_with_retourcodes(rest), min=0)
    return Element("Bericht", 1, 1, None, (header, rest))


@cache
def base_type(name: str, release: Release) -> tuple[Element, ...]:
    """The children of a CDT."""
    return tuple(_elements(standard_data()["cdt"][name], release_data(release).traits, in_basisschema=True))
