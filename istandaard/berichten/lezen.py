"""From bytes to a message: the one place where XML is parsed, on the assumption that it is hostile."""

import re
from functools import cache, lru_cache
from typing import Any

from lxml import etree

from istandaard.berichten.bericht import Bericht, Berichtfout, citaat
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import SOORTEN, berichtruimte, soorten
from istandaard.schemas.structuur import Element, structuur

MAX_BYTES = 25 * 1024 * 1024
"""The largest file (OP179: 25 MB)."""
MAX_ELEMENTEN = 400_000
"""What fits in 25 MB of a real message (a 303 or 323 of many clients); fewer than makes the parser's tree a burden."""

KLEIN = 100_000
"""Up to this many bytes a message is remembered by what is asked of it more than once."""
ONTHOUDEN = 2048
"""How many of those."""

_BOMS = {
    b"\xef\xbb\xbf": "een BOM (byte order mark) vóór de XML",
    b"\xff\xfe": "UTF-16 of UTF-32",
    b"\xfe\xff": "UTF-16",
    b"\x00\x00\xfe\xff": "UTF-32",
}
_CODERING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
_OVERSLAAN = ((b"<?", b"?>"), (b"<!--", b"-->"))
_LEESFOUTEN = {  # by the numbers of libxml2 (xmlParserErrors)
    4: "hier begint geen element",
    5: "na het hoofdelement staat nog iets",
    9: "er staat een teken dat niet in XML mag",
    26: "er staat een entiteit die niet bestaat",
    42: "een attribuut staat er dubbel",
    45: "commentaar is niet afgesloten",
    63: "een CDATA-blok is niet afgesloten",
    64: "de XML-declaratie staat niet vooraan",
    68: "er staat een < of & die geen element of entiteit begint",
    73: "een element is niet afgesloten; het bestand is misschien afgekapt",
    76: "begin- en eindtag horen niet bij elkaar",
    77: "het bestand houdt op voordat alle elementen zijn afgesloten",
    108: "deze versie van XML is onbekend; gebruik 1.0",
    114: "er is te diep genest, of een naam of tekst is te lang",
    201: "een prefix heeft geen naamruimte",
}
_NAAMRUIMTE = re.compile(r"http://www\.istandaarden\.nl/(?:iwmo|ijw)/(\d+_\d+)/((?:wmo|jw)\d{3})/schema")


def _parser(bron: etree.Resolver | None = None) -> etree.XMLParser:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    if bron is not None:
        parser.resolvers.add(bron)
    return parser


_PARSER = _parser()


def regelnummer(element: etree._Element) -> int:
    """The line of an element; 0 when unknown."""
    return element.sourceline or 0  # type: ignore[return-value]  # stubs: ellipsis


def controleer_bytes(data: bytes) -> None:
    """Check what must hold before anything is parsed: size, encoding, number of elements.

    Raises:
        Berichtfout: with code OP179 (too large) or OP192 (empty, BOM, not UTF-8).
    """
    if not data or data.isspace():
        raise Berichtfout("Verwacht een XML-bericht; het bestand is leeg. Lever het bericht opnieuw aan.", code="OP192")
    if len(data) > MAX_BYTES:
        raise Berichtfout(f"Verwacht ten hoogste 25 MB; gevonden {len(data)} bytes. Splits het bericht.", code="OP179")
    for bom, wat in _BOMS.items():
        if data.startswith(bom):
            raise Berichtfout(
                f"Verwacht UTF-8 zonder BOM; gevonden {wat}. Sla het bestand zo op.", code="OP192", regel=1
            )
    if b"\x00" in data[:4]:
        raise Berichtfout(
            "Verwacht UTF-8; gevonden UTF-16 of UTF-32. Sla het bestand op als UTF-8.", code="OP192", regel=1
        )
    declaratie = data[: data.find(b"?>")] if data.startswith(b"<?xml") else b""
    if (codering := _CODERING.search(declaratie)) and codering[1].upper() != b"UTF-8":
        gevonden = citaat(codering[1].decode("latin-1"))
        raise Berichtfout(
            f"Verwacht codering UTF-8; gevonden {gevonden} (regel 1). Gebruik UTF-8.", code="OP192", regel=1
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fout:
        regel = data.count(b"\n", 0, fout.start) + 1
        raise Berichtfout(
            f"Verwacht UTF-8; byte {fout.start + 1} (regel {regel}) past daar niet in. Sla het bestand op als UTF-8.",
            code="OP192",
            regel=regel,
        ) from None
    if len(data) > MAX_ELEMENTEN and (aantal := data.count(b"</") + data.count(b"/>")) > MAX_ELEMENTEN:
        raise Berichtfout(f"Verwacht ten hoogste {MAX_ELEMENTEN} elementen; gevonden {aantal}. Splits het bericht.")


def boom(data: bytes, bron: etree.Resolver | None = None) -> etree._Element:
    """Parse any XML safely: no DOCTYPE, no entities, no network, UTF-8 only, capped size.

    Comments and processing instructions are left out.

    Args:
        data: the file.
        bron: serves what an XSD imports; for anything else None, and nothing is ever fetched.

    Raises:
        Berichtfout: not XML, or more than we are willing to read.
    """
    controleer_bytes(data)
    if _heeft_doctype(data):
        raise _doctype()
    try:
        wortel = etree.fromstring(data, _PARSER if bron is None else _parser(bron))
    except etree.XMLSyntaxError as fout:
        regel = fout.lineno or 1
        raise Berichtfout(
            f"Verwacht een volledig XML-bericht; op regel {regel} gaat het mis: {_leesfout(fout)}. "
            "Herstel het bestand en lever het opnieuw aan.",
            regel=regel,
        ) from None
    if wortel.getroottree().docinfo.internalDTD is not None:
        raise _doctype()
    return wortel


def _heeft_doctype(data: bytes) -> bool:
    """Tell whether a DOCTYPE stands before the root element; so that its entities are never even counted."""
    plaats = 0
    while (plaats := data.find(b"<", plaats)) >= 0:
        if data.startswith(b"<!DOCTYPE", plaats):
            return True
        slot = next((slot for begin, slot in _OVERSLAAN if data.startswith(begin, plaats)), None)
        if slot is None:
            return False
        plaats = data.find(slot, plaats)
        if plaats < 0:
            return False
    return False


def _leesfout(fout: etree.XMLSyntaxError) -> str:
    return _LEESFOUTEN.get(getattr(fout, "code", 0), "de XML is niet welgevormd")


def _doctype() -> Berichtfout:
    return Berichtfout(
        "Verwacht een bericht zonder DOCTYPE; gevonden een DOCTYPE. Haal de DOCTYPE en de entiteiten weg."
    )


@cache
def _bekend() -> dict[str, tuple[str, Release, Domein]]:
    return {
        berichtruimte(soort, release, domein).uri: (soort, release, domein)
        for release in Release
        for soort in soorten(release)
        for domein in Domein
    }


def herken(wortel: etree._Element) -> tuple[str, Release, Domein]:
    """Tell soort, release and domain from the root element.

    Raises:
        Berichtfout: no message we know, or a release other than 2.4 and 3.0.
    """
    naam = etree.QName(wortel)
    uri = naam.namespace or ""
    if naam.localname != "Bericht":
        raise Berichtfout(
            f"Verwacht hoofdelement Bericht; gevonden {citaat(naam.localname)} (regel {regelnummer(wortel)}). "
            f"Lever een bericht {', '.join(SOORTEN[:-1])} of {SOORTEN[-1]} aan.",
            regel=regelnummer(wortel),
        )
    if gevonden := _bekend().get(uri):
        return gevonden
    if delen := _NAAMRUIMTE.fullmatch(uri):
        raise Berichtfout(
            f"{_verwachting(delen[1].replace('_', '.'), delen[2].upper())} (regel {regelnummer(wortel)}). "
            "Zet het bericht eerst om.",
            regel=regelnummer(wortel),
        )
    raise Berichtfout(
        f"Verwacht de naamruimte van iWmo of iJw, release 2.4 of 3.0; gevonden {citaat(uri) if uri else 'geen'} "
        f"(regel {regelnummer(wortel)}). Controleer of dit een iWmo- of iJw-bericht is.",
        regel=regelnummer(wortel),
    )


def _verwachting(release: str, naam: str) -> str:
    if release not in set(Release):
        return f"Verwacht een bericht {', '.join(SOORTEN)} van release 2.4 of 3.0; gevonden release {release}"
    bekend = ", ".join(soorten(Release(release)))
    return f"Verwacht een bericht {bekend} in release {release}; gevonden bericht {naam} van release {release}"


def _velden(element: Element) -> dict[str, Any]:
    return {kind.naam: (kind.herhaalbaar, _velden(kind)) for kind in element.kinderen}


@cache
def _verwacht(soort: str, release: Release, domein: Domein) -> dict[str, Any]:
    return _velden(structuur(soort, release, domein))


def _inhoud(element: etree._Element, velden: dict[str, Any]) -> dict[str, Any]:
    uit: dict[str, Any] = {}
    for kind in element:
        tag = kind.tag
        naam = tag[tag.rfind("}") + 1 :]
        veld = velden.get(naam)
        if veld is None:
            uit.setdefault(naam, _inhoud(kind, {}) if len(kind) else kind.text or "")
            continue
        herhaalbaar, onder = veld
        waarde = _inhoud(kind, onder) if onder else kind.text or ""
        if herhaalbaar:
            uit.setdefault(naam, []).append(waarde)
        elif naam not in uit:
            uit[naam] = waarde
    return uit


def lees(data: bytes) -> Bericht:
    """Read a message of release 2.4 or 3.0.

    The release comes from the namespace. Content is not validated: what is odd is kept where that is possible, so
    that others can still judge it. Elements are taken by name; an unknown one is kept under its name, of an element
    that may occur once the first counts. Text is kept as it is.

    Raises:
        Berichtfout: no message, or not a safe one.
    """
    wortel = boom(data)
    soort, release, domein = herken(wortel)
    return Bericht(soort, release, domein, _inhoud(wortel, _verwacht(soort, release, domein)))


_lees_klein = lru_cache(ONTHOUDEN)(lees)


def lees_gedeeld(data: bytes) -> Bericht:
    """As `lees`, for whoever leaves the message as it is: the same bytes are read once, and the result is shared.

    Raises:
        Berichtfout: no message, or not a safe one.
    """
    return _lees_klein(data) if len(data) <= KLEIN else lees(data)
