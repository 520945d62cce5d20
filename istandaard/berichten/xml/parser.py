"""From bytes to a message: the one place where XML is parsed, on the assumption that it is hostile."""

import re
from functools import cache, lru_cache
from typing import Any

from lxml import etree

from migratietoets.istandaard.berichten.bericht import Bericht, BerichtError, quote
from migratietoets.istandaard.berichten.xml.file_bytes import MAX_ELEMENTS, check_bytes
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import KINDS, bericht_namespace, kinds
from migratietoets.istandaard.schemas.structure import Element, structure

MAX_BEFORE = 100_000
"""No message needs more bytes than this before its root element."""

SMALL = 100_000
"""Up to this many bytes a message is remembered by what is asked of it more than once."""
REMEMBERED = 2048
"""How many of those."""

_PLAIN = re.compile(rb"""<\?xml version="1\.0" encoding=["']UTF-8["']\?>\s*<[A-Za-z]""")
"""How nearly every message begins: of what is ASCII besides, and small, nothing more needs to be checked."""
_SKIPPED = ((b"<?", b"?>"), (b"<!--", b"-->"))
_READ_ERRORS = {  # by the numbers of libxml2 (xmlParserErrors)
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
_NAMESPACE = re.compile(r"http://www\.istandaarden\.nl/(?:iwmo|ijw)/(\d+_\d+)/((?:wmo|jw)\d{3})/schema")


def _parser(source: etree.Resolver | None = None, *, blanks: bool = True) -> etree.XMLParser:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=not blanks,
        encoding="utf-8",
    )
    if source is not None:
        parser.resolvers.add(source)
    return parser


_PARSER = _parser()
_WITHOUT_BLANKS = _parser(blanks=False)


def line_number(element: etree._Element) -> int:
    """The line of an element; 0 when unknown."""
    return element.sourceline or 0  # type: ignore[return-value]  # stubs: ellipsis


def tree(data: bytes, source: etree.Resolver | None = None, *, blanks: bool = True) -> etree._Element:
    """Parse any XML safely: no DOCTYPE, no entities, no network, UTF-8 only, capped size.

    Comments and processing instructions are left out.

    Args:
        data: the file.
        source: serves what an XSD imports; for anything else None, and nothing is ever fetched.
        blanks: keep the white space between elements; what is only judged is judged faster without.

    Raises:
        BerichtError: not XML, or more than we are willing to read.
    """
    plain = _PLAIN.match(data) is not None and data.isascii() and len(data) <= MAX_ELEMENTS
    if not plain:
        check_bytes(data)
        if _has_doctype(data):
            raise _doctype()
    try:
        root = etree.fromstring(data, _parser(source) if source is not None else _PARSER if blanks else _WITHOUT_BLANKS)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise BerichtError(
            f"Verwacht een volledig XML-bericht; op regel {line} gaat het mis: {_read_error(error)}. "
            "Herstel het bestand en lever het opnieuw aan.",
            line=line,
        ) from None
    if not plain and root.getroottree().docinfo.internalDTD is not None:
        raise _doctype()
    return root


def _has_doctype(data: bytes) -> bool:
    """Tell whether a DOCTYPE stands before the root element; so that its entities are never even counted.

    Raises:
        BerichtError: there is no root element where one may be expected.
    """
    location = 0
    while 0 <= (location := data.find(b"<", location)) <= MAX_BEFORE:
        if data.startswith(b"<!DOCTYPE", location):
            return True
        closing = next((closing for begin, closing in _SKIPPED if data.startswith(begin, location)), None)
        if closing is None:
            return False
        location = data.find(closing, location)
        if location < 0:
            return False
    if location > MAX_BEFORE:
        raise BerichtError(
            f"Verwacht het hoofdelement binnen de eerste {MAX_BEFORE // 1000} kB; gevonden commentaar, instructies of "
            "wit. Haal dat weg."
        )
    return False


def _read_error(error: etree.XMLSyntaxError) -> str:
    return _READ_ERRORS.get(getattr(error, "code", 0), "de XML is niet welgevormd")


def _doctype() -> BerichtError:
    return BerichtError(
        "Verwacht een bericht zonder DOCTYPE; gevonden een DOCTYPE. Haal de DOCTYPE en de entiteiten weg."
    )


@cache
def _known() -> dict[str, tuple[str, Release, Domein]]:
    return {
        f"{{{bericht_namespace(kind, release, domein).uri}}}Bericht": (kind, release, domein)
        for release in Release
        for kind in kinds(release)
        for domein in Domein
    }


def detect(root: etree._Element) -> tuple[str, Release, Domein]:
    """Tell kind, release and domain from the root element.

    Raises:
        BerichtError: no message we know, or a release other than 2.4 and 3.0.
    """
    if found := _known().get(root.tag):
        return found
    name = etree.QName(root)
    uri = name.namespace or ""
    if name.localname != "Bericht":
        raise BerichtError(
            f"Verwacht hoofdelement Bericht; gevonden {quote(name.localname)} (regel {line_number(root)}). "
            f"Lever een bericht {', '.join(KINDS[:-1])} of {KINDS[-1]} aan.",
            line=line_number(root),
        )
    if parts := _NAMESPACE.fullmatch(uri):
        raise BerichtError(
            f"{_expectation(parts[1].replace('_', '.'), parts[2].upper())} (regel {line_number(root)}). "
            "Zet het bericht eerst om.",
            line=line_number(root),
        )
    raise BerichtError(
        f"Verwacht de naamruimte van iWmo of iJw, release 2.4 of 3.0; gevonden {quote(uri) if uri else 'geen'} "
        f"(regel {line_number(root)}). Controleer of dit een iWmo- of iJw-bericht is.",
        line=line_number(root),
    )


def _expectation(release: str, name: str) -> str:
    if release not in set(Release):
        return f"Verwacht een bericht {', '.join(KINDS)} van release 2.4 of 3.0; gevonden release {release}"
    known = ", ".join(kinds(Release(release)))
    return f"Verwacht een bericht {known} in release {release}; gevonden bericht {name} van release {release}"


def _fields(element: Element) -> dict[str, Any]:
    return {child.name: (child.repeatable, _fields(child)) for child in element.children}


@cache
def _expected(kind: str, release: Release, domein: Domein) -> dict[str, Any]:
    return _fields(structure(kind, release, domein))


def _content(element: etree._Element, fields: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for child in element:
        tag = child.tag
        name = tag[tag.rfind("}") + 1 :]
        field = fields.get(name)
        if field is None:
            out.setdefault(name, _content(child, {}) if len(child) else child.text or "")
            continue
        repeatable, below = field
        value = _content(child, below) if below else child.text or ""
        if repeatable:
            out.setdefault(name, []).append(value)
        elif name not in out:
            out[name] = value
    return out


def read(data: bytes) -> Bericht:
    """Read a message of release 2.4 or 3.0.

    The release comes from the namespace. Content is not validated: what is odd is kept where that is possible, so
    that others can still judge it. Elements are taken by name; an unknown one is kept under its name, of an element
    that may occur once the first counts. Text is kept as it is.

    Raises:
        BerichtError: no message, or not a safe one.
    """
    root = tree(data)
    kind, release, domein = detect(root)
    return Bericht(kind, release, domein, _content(root, _expected(kind, release, domein)))


_read_small = lru_cache(REMEMBERED)(read)


def read_shared(data: bytes) -> Bericht:
    """As `read`, for whoever leaves the message as it is: the same bytes are read once, and the result is shared.

    Raises:
        BerichtError: no message, or not a safe one.
    """
    return _read_small(data) if len(data) <= SMALL else read(data)
