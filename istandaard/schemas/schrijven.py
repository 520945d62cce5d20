"""Write the XSD files from the description: `python -m istandaard.schemas.schrijven`.

The files are kept in the repository so that they can be read and compared; a test fails when they are stale.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

from istandaard.codelijsten import codelijst, codelijsten
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import (
    Naam,
    basisruimte,
    bericht_xsd,
    berichtcodes,
    berichtruimte,
    gegevens,
    releasegegevens,
    soorten,
    vaste_waarden,
)
from istandaard.schemas.structuur import Element, basistype, structuur

XSD_MAP = Path(__file__).parent / "xsd"
BASIS = "basisschema"
_GEEN: Mapping[str, object] = MappingProxyType({})


def _tag(diepte: int, naam: str, attributen: Mapping[str, object] = _GEEN, *, dicht: bool = True) -> str:
    waarden = "".join(f" {sleutel}={quoteattr(str(waarde))}" for sleutel, waarde in attributen.items())
    return f"{'  ' * diepte}<xs:{naam}{waarden}{'/' if dicht else ''}>"


def _begin(diepte: int, naam: str, **attributen: object) -> str:
    return _tag(diepte, naam, attributen, dicht=False)


def _eind(diepte: int, *namen: str) -> Iterator[str]:
    """Closing tags, the innermost first; the last one stands at `diepte`."""
    for plaats, naam in enumerate(namen, 1):
        yield f"{'  ' * (diepte + len(namen) - plaats)}</xs:{naam}>"


def lijst_van(type_: str, domein: Domein) -> str | None:
    """The code list of an LDT in a domain, or None."""
    lijst = gegevens()["ldt"][type_].get("lijst")
    naam: str | None = lijst[str(domein)] if isinstance(lijst, dict) else lijst
    return naam


def facetten(type_: str, release: Release, domein: Domein) -> list[tuple[str, str]]:
    """The facets of an LDT as (name, value), in the order of the XSD; enumerations last."""
    ldt = gegevens()["ldt"][type_]
    uit: list[tuple[str, str]] = []
    lijst = lijst_van(type_, domein)
    if ldt.get("basis") == "integer":
        uit += [("minInclusive", "0"), ("maxInclusive", str(ldt["hoogste"]))]
    elif "basis" not in ldt and lijst not in codelijsten():
        uit.append(("minLength", "1"))
    if "max" in ldt:
        uit.append(("maxLength", str(ldt["max"])))
    if "patroon" in ldt:
        uit.append(("pattern", gegevens()["patronen"][ldt["patroon"]]["patroon"]))
    if lijst in codelijsten():
        uit += [("enumeration", code) for code in sorted(codelijst(str(lijst)).codes(release))]
    return uit


def basis_van(type_: str) -> str:
    """The XSD type an LDT restricts, without prefix."""
    return str(gegevens()["ldt"][type_].get("basis", "string"))


@cache
def _typen(release: Release, domein: Domein) -> tuple[str, ...]:
    def loop(element: Element) -> Iterator[str]:
        if element.type:
            yield element.type
        for kind in element.kinderen:
            yield from loop(kind)

    return tuple(sorted({type_ for soort in soorten(release) for type_ in loop(structuur(soort, release, domein))}))


def _kop(doel: Naam, ander: Naam | None, versie: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    attributen = {"xmlns:xs": "http://www.w3.org/2001/XMLSchema"}
    attributen |= {f"xmlns:{naam.prefix}": naam.uri for naam in (doel, ander) if naam}
    attributen |= {"targetNamespace": doel.uri, "elementFormDefault": "qualified", "version": versie}
    yield _tag(0, "schema", attributen, dicht=False)


def _aantal(element: Element) -> dict[str, object]:
    minimum: dict[str, object] = {} if element.min == 1 else {"minOccurs": element.min}
    return minimum | ({"maxOccurs": "unbounded"} if element.herhaalbaar else {})


def _element(element: Element, diepte: int, prefix: str, vast: str | None = None) -> Iterator[str]:
    """An element with a type; its one fixed value, or its own restriction, stands in the element itself."""
    type_ = f"{prefix}:{element.type}"
    facet = element.inperking if vast is None else ("pattern", vast)
    if facet is None:
        yield _tag(diepte, "element", {"name": element.naam, "type": type_, **_aantal(element)})
        return
    yield _begin(diepte, "element", name=element.naam, **_aantal(element))
    yield _begin(diepte + 1, "simpleType")
    yield _begin(diepte + 2, "restriction", base=type_)
    yield _tag(diepte + 3, facet[0], {"value": facet[1]})
    yield from _eind(diepte, "restriction", "simpleType", "element")


def _klasse(element: Element, vast: Mapping[str, str], prefix: str, diepte: int) -> Iterator[str]:
    yield _begin(diepte, "element", name=element.naam, **_aantal(element))
    yield _begin(diepte + 1, "complexType")
    yield _begin(diepte + 2, "sequence")
    for kind in element.kinderen:
        if kind.type is None:
            yield from _klasse(kind, vast, prefix, diepte + 3)
        else:
            yield from _element(kind, diepte + 3, prefix, vast.get(kind.naam))
    yield from _eind(diepte, "sequence", "complexType", "element")


def basisschema(release: Release, domein: Domein) -> str:
    """The basisschema of a release and domain, as XSD."""
    doel = basisruimte(release, domein)
    regels = [*_kop(doel, None, releasegegevens(release).basisschema_xsd)]
    for type_ in _typen(release, domein):
        if type_.startswith("CDT_"):
            regels += [_begin(1, "complexType", name=type_), _begin(2, "sequence")]
            for kind in basistype(type_, release):
                regels += _element(kind, 3, doel.prefix)
            regels += _eind(1, "sequence", "complexType")
        else:
            regels += [_begin(1, "simpleType", name=type_), _begin(2, "restriction", base=f"xs:{basis_van(type_)}")]
            regels += [_tag(3, naam, {"value": waarde}) for naam, waarde in facetten(type_, release, domein)]
            regels += _eind(1, "restriction", "simpleType")
    return "\n".join([*regels, "</xs:schema>", ""])


def berichtschema(soort: str, release: Release, domein: Domein) -> str:
    """The schema of a message, as XSD; it imports the basisschema beside it."""
    doel, basis = berichtruimte(soort, release, domein), basisruimte(release, domein)
    vast = vaste_waarden(soort, release, domein) | {"BerichtCode": "|".join(berichtcodes(soort, domein))}
    regels = [*_kop(doel, basis, bericht_xsd(soort, release, domein))]
    regels.append(_tag(1, "import", {"namespace": basis.uri, "schemaLocation": f"{BASIS}.xsd"}))
    regels += _klasse(structuur(soort, release, domein), vast, basis.prefix, 1)
    return "\n".join([*regels, "</xs:schema>", ""])


def bestanden() -> dict[str, str]:
    """Every XSD file by its path below XSD_MAP: "3.0/wmo/wmo301.xsd"."""
    uit = {}
    for release in Release:
        for domein in Domein:
            pad = f"{release}/{domein}"
            uit[f"{pad}/{BASIS}.xsd"] = basisschema(release, domein)
            for soort in soorten(release):
                uit[f"{pad}/{domein}{soort}.xsd"] = berichtschema(soort, release, domein)
    return uit


def main() -> None:
    """Write all files and remove those that are no longer made."""
    inhoud = bestanden()
    for oud in XSD_MAP.rglob("*.xsd"):
        if oud.relative_to(XSD_MAP).as_posix() not in inhoud:
            oud.unlink()
    for pad, tekst in inhoud.items():
        doel = XSD_MAP / pad
        doel.parent.mkdir(parents=True, exist_ok=True)
        doel.write_bytes(tekst.encode())


if __name__ == "__main__":
    main()
