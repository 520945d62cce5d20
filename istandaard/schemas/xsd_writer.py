"""Write the XSD files from the description: `python -m migratietoets.istandaard.schemas.xsd_writer`.

The files are kept in the repository so that they can be read and compared; a test fails when they are stale.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

from migratietoets.istandaard.codelijsten import code_list, code_lists
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import (
    Namespace,
    base_namespace,
    bericht_namespace,
    bericht_xsd,
    berichtcodes,
    fixed_values,
    kinds,
    release_data,
    standard_data,
)
from migratietoets.istandaard.schemas.structure import Element, base_type, structure

XSD_FOLDER = Path(__file__).parent / "xsd"
BASE = "basisschema"
_EMPTY: Mapping[str, object] = MappingProxyType({})


def _tag(depth: int, tag: str, attributes: Mapping[str, object] = _EMPTY, *, closed: bool = True) -> str:
    values = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"{'  ' * depth}<xs:{tag}{values}{'/' if closed else ''}>"


def _open_tag(depth: int, tag: str, **attributes: object) -> str:
    return _tag(depth, tag, attributes, closed=False)


def _close_tags(depth: int, *names: str) -> Iterator[str]:
    """Closing tags, the innermost first; the last one stands at `depth`."""
    for location, tag in enumerate(names, 1):
        yield f"{'  ' * (depth + len(names) - location)}</xs:{tag}>"


def list_of(type_: str, domein: Domein) -> str | None:
    """The code list of an LDT in a domain, or None."""
    codelijst = standard_data()["ldt"][type_].get("lijst")
    tag: str | None = codelijst[str(domein)] if isinstance(codelijst, dict) else codelijst
    return tag


def facets(type_: str, release: Release, domein: Domein) -> list[tuple[str, str]]:
    """The facets of an LDT as (name, value), in the order of the XSD; enumerations last."""
    ldt = standard_data()["ldt"][type_]
    out: list[tuple[str, str]] = []
    codelijst = list_of(type_, domein)
    if ldt.get("basis") == "integer":
        out += [("minInclusive", "0"), ("maxInclusive", str(ldt["hoogste"]))]
    elif "basis" not in ldt and codelijst not in code_lists():
        out.append(("minLength", "1"))
    if "max" in ldt:
        out.append(("maxLength", str(ldt["max"])))
    if "patroon" in ldt:
        out.append(("pattern", standard_data()["patronen"][ldt["patroon"]]["patroon"]))
    if codelijst in code_lists():
        out += [("enumeration", code) for code in sorted(code_list(str(codelijst)).codes(release))]
    return out


def base_of(type_: str) -> str:
    """The XSD type an LDT restricts, without prefix."""
    return str(standard_data()["ldt"][type_].get("basis", "string"))


@cache
def _types(release: Release, domein: Domein) -> tuple[str, ...]:
    def walk(element: Element) -> Iterator[str]:
        if element.type:
            yield element.type
        for child in element.children:
            yield from walk(child)

    return tuple(sorted({type_ for kind in kinds(release) for type_ in walk(structure(kind, release, domein))}))


def _header(target: Namespace, other: Namespace | None, version: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    attributes = {"xmlns:xs": "http://www.w3.org/2001/XMLSchema"}
    attributes |= {f"xmlns:{tag.prefix}": tag.uri for tag in (target, other) if tag}
    attributes |= {"targetNamespace": target.uri, "elementFormDefault": "qualified", "version": version}
    yield _tag(0, "schema", attributes, closed=False)


def _occurs(element: Element) -> dict[str, object]:
    minimum: dict[str, object] = {} if element.min == 1 else {"minOccurs": element.min}
    return minimum | ({"maxOccurs": "unbounded"} if element.repeatable else {})


def _element(element: Element, depth: int, prefix: str, fixed: str | None = None) -> Iterator[str]:
    """An element with a type; its one fixed value, or its own restriction, stands in the element itself."""
    type_ = f"{prefix}:{element.type}"
    facet = element.restriction if fixed is None else ("pattern", fixed)
    if facet is None:
        yield _tag(depth, "element", {"name": element.name, "type": type_, **_occurs(element)})
        return
    yield _open_tag(depth, "element", name=element.name, **_occurs(element))
    yield _open_tag(depth + 1, "simpleType")
    yield _open_tag(depth + 2, "restriction", base=type_)
    yield _tag(depth + 3, facet[0], {"value": facet[1]})
    yield from _close_tags(depth, "restriction", "simpleType", "element")


def _class_element(element: Element, fixed: Mapping[str, str], prefix: str, depth: int) -> Iterator[str]:
    yield _open_tag(depth, "element", name=element.name, **_occurs(element))
    yield _open_tag(depth + 1, "complexType")
    yield _open_tag(depth + 2, "sequence")
    for child in element.children:
        if child.type is None:
            yield from _class_element(child, fixed, prefix, depth + 3)
        else:
            yield from _element(child, depth + 3, prefix, fixed.get(child.name))
    yield from _close_tags(depth, "sequence", "complexType", "element")


def basisschema(release: Release, domein: Domein) -> str:
    """The basisschema of a release and domain, as XSD."""
    target = base_namespace(release, domein)
    lines = [*_header(target, None, release_data(release).basisschema_xsd)]
    for type_ in _types(release, domein):
        if type_.startswith("CDT_"):
            lines += [_open_tag(1, "complexType", name=type_), _open_tag(2, "sequence")]
            for child in base_type(type_, release):
                lines += _element(child, 3, target.prefix)
            lines += _close_tags(1, "sequence", "complexType")
        else:
            lines += [_open_tag(1, "simpleType", name=type_), _open_tag(2, "restriction", base=f"xs:{base_of(type_)}")]
            lines += [_tag(3, tag, {"value": value}) for tag, value in facets(type_, release, domein)]
            lines += _close_tags(1, "restriction", "simpleType")
    return "\n".join([*lines, "</xs:schema>", ""])


def bericht_schema(kind: str, release: Release, domein: Domein) -> str:
    """The schema of a message, as XSD; it imports the basisschema beside it."""
    target, base = bericht_namespace(kind, release, domein), base_namespace(release, domein)
    fixed = fixed_values(kind, release, domein) | {"BerichtCode": "|".join(berichtcodes(kind, domein))}
    lines = [*_header(target, base, bericht_xsd(kind, release, domein))]
    lines.append(_tag(1, "import", {"namespace": base.uri, "schemaLocation": f"{BASE}.xsd"}))
    lines += _class_element(structure(kind, release, domein), fixed, base.prefix, 1)
    return "\n".join([*lines, "</xs:schema>", ""])


def files() -> dict[str, str]:
    """Every XSD file by its path below XSD_FOLDER: "3.0/wmo/wmo301.xsd"."""
    out = {}
    for release in Release:
        for domein in Domein:
            path = f"{release}/{domein}"
            out[f"{path}/{BASE}.xsd"] = basisschema(release, domein)
            for kind in kinds(release):
                out[f"{path}/{domein}{kind}.xsd"] = bericht_schema(kind, release, domein)
    return out


def main() -> None:
    """Write all files and remove those that are no longer made."""
    content = files()
    for old in XSD_FOLDER.rglob("*.xsd"):
        if old.relative_to(XSD_FOLDER).as_posix() not in content:
            old.unlink()
    for path, text in content.items():
        target = XSD_FOLDER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


if __name__ == "__main__":
    main()
