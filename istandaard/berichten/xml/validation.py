"""Judge a message on its own: the file, the schema, and the few rules on single fields a schema cannot hold."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from migratietoets.istandaard.berichten.bericht import BerichtError, quote, short
from migratietoets.istandaard.berichten.xml.parser import REMEMBERED, SMALL, detect, line_number, tree
from migratietoets.istandaard.berichten.xml.remarks import Location, find, translate
from migratietoets.istandaard.berichten.xml.xsd import load_schema, own_folder
from migratietoets.istandaard.bsn import elfproef
from migratietoets.istandaard.releases import Domein, Release

MOST = 100
"""No more findings than this are given for one message."""
BESIDE = 1000
"""More siblings than this are shown to the schema in parts,"""
PARTS = 20
"""in so many parts at most."""

_BOM = b"\xef\xbb\xbf"
_BSN_LENGTH = 9
_NAMESPACE = re.compile(r"\{[^{}]*\}")
_NUMBER = re.compile(r"\[\d+\]")
_PERIODS = {
    "ToegewezenProduct": ("Ingangsdatum", "Einddatum"),
    "AangevraagdProduct": ("ToewijzingIngangsdatum", "ToewijzingEinddatum"),
    "TeWijzigenProduct": ("GewensteIngangsdatum", "Einddatum"),
    "NieuwProduct": ("GewensteIngangsdatum", "Einddatum"),
    "Periode": ("Begindatum", "Einddatum"),
}
"""Class -> where its period begins and ends (CS003)."""


@dataclass(frozen=True, slots=True)
class SchemaError:
    """One finding.

    Attributes:
        element: the path below the root: "Client/ToegewezenProducten/ToegewezenProduct[2]/Einddatum"; empty: the file.
        line: line in the file; 0 when it concerns the whole file.
        code: the rule: RS.., CS.., OP192, OP179; "XSD" for the schema itself, "XML" when nothing can be read.
        text: a Dutch sentence of at most 300 characters; shows no BSN.
    """

    element: str
    line: int
    code: str
    text: str


def validate(data: bytes, xsd: Path | None = None) -> list[SchemaError]:
    """Give everything that is wrong with a message, in the order of its lines; [] when it is valid.

    Checks the file rules (OP192, OP179), the schema of its release and domain (one finding an element), CS002 and
    CS003. Never raises because of the message.

    Args:
        data: the file as received.
        xsd: a folder with official XSDs that take the place of ours.

    Raises:
        InputError: the folder holds no usable schema for this message.
    """
    return list(_validate_small(data) if xsd is None and len(data) <= SMALL else _validate(data, xsd))


def _validate(data: bytes, xsd: Path | None = None) -> list[SchemaError]:
    errors = list(_file_errors(data))
    try:
        root = tree(data.removeprefix(_BOM))
        detected = detect(root)
    except BerichtError as error:
        return [*errors, SchemaError("", error.line or 0, error.code, str(error))]
    namespace = etree.QName(root).namespace or ""
    schema = load_schema(xsd or own_folder(*detected[1:]), namespace)
    errors += [_schema_error(element, remark, detected) for element, remark in _invalid(root, schema)]
    errors += itertools.islice(_field_errors(root), MOST)
    return sorted(errors, key=lambda error: error.line)[:MOST]


_validate_small = lru_cache(REMEMBERED)(_validate)
"""Sender, post office and receiver ask it of the same bytes."""


def _file_errors(data: bytes) -> Iterator[SchemaError]:
    if data.startswith(_BOM):
        yield SchemaError("", 1, "OP192", "Verwacht UTF-8 zonder BOM; gevonden een BOM. Sla het bestand op zonder BOM.")
    pairs = data.count(b"\r\n")
    loose = data.count(b"\n") + data.count(b"\r") - 2 * pairs
    if loose:
        first = next(i for i, line in enumerate(data.split(b"\n"), 1) if not line.endswith(b"\r") or b"\r" in line[:-1])
        yield SchemaError(
            "",
            first,
            "OP192",
            f"Verwacht regeleinden CR/LF; {loose} keer anders, voor het eerst op regel {first}.",
        )


def _path(element: etree._Element) -> str:
    """The path below the root, with a number where a name occurs more than once."""
    path = element.getroottree().getelementpath(element)
    return "" if path == "." else short(_NAMESPACE.sub("", path))


class _Finder:
    """Finds the elements libxml2 points at by a path with prefixes."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._namespaces = {one.prefix: etree.QName(one).namespace for one in root.iter() if one.prefix}

    def __call__(self, path: str | None) -> etree._Element:
        """The element; the root when it cannot be found."""
        try:
            found = self._root.getroottree().xpath(path or "/*", namespaces=self._namespaces)
        except etree.XPathError:
            return self._root
        first = found[0] if isinstance(found, list) and found else None
        return first if isinstance(first, etree._Element) else self._root  # noqa: SLF001  # its only public name


def _invalid(root: etree._Element, schema: etree.XMLSchema) -> list[tuple[etree._Element, Any]]:
    """What the schema says of a message, with the element each remark is about.

    A crowd of siblings is shown to it in parts: for each remark libxml2 counts all that stand before.
    """
    found: dict[etree._Element, Any] = {}
    if crowds := _crowds(root):
        longest = max(crowd.end - crowd.begin for crowd in crowds)
        size = max(BESIDE, longest // PARTS)
        for begin in range(0, longest, size):
            for crowd in crowds:
                crowd.show(begin, size)
            _ask(root, schema, found)
            if len(found) >= MOST:
                break
        for crowd in crowds:
            crowd.show_all()
    if not found:
        _ask(root, schema, found)
    return list(found.items())[:MOST]


def _ask(root: etree._Element, schema: etree.XMLSchema, found: dict[etree._Element, Any]) -> None:
    """Add the first remark on each element."""
    if schema.validate(root):
        return
    finder = _Finder(root)
    remarks: Any = schema.error_log  # the stubs do not know that it is iterable
    for remark in itertools.islice(remarks, MOST):
        found.setdefault(finder(remark.path), remark)


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Children of one element, of which those from begin to end share a name."""

    parent: etree._Element
    children: list[etree._Element]
    begin: int
    end: int

    def show(self, begin: int, size: int) -> None:
        """Leave in place a part that begins there; the first one where there is no such part."""
        first = self.begin + begin if self.begin + begin < self.end else self.begin
        part = self.children[first : min(first + size, self.end)]
        self.parent[:] = [*self.children[: self.begin], *part, *self.children[self.end :]]

    def show_all(self) -> None:
        """Put everything back."""
        self.parent[:] = self.children


def _crowds(root: etree._Element) -> list[_Crowd]:
    crowds = []
    for parent in [element for element in root.iter() if len(element) > BESIDE]:
        children = list(parent)
        names = [child.tag for child in children]
        ((crowd, _),) = Counter(names).most_common(1)
        crowds.append(_Crowd(parent, children, names.index(crowd), len(names) - names[::-1].index(crowd)))
    return crowds


def _schema_error(element: etree._Element, remark: Any, detected: tuple[str, Release, Domein]) -> SchemaError:  # noqa: ANN401  # lxml has no type for it
    path, name = _path(element), short(etree.QName(element).localname, 60)
    names = _NUMBER.sub("", path).split("/") if path else []
    location = Location(*detected, find(*detected, names), name, element.text or "")
    code, text = translate(remark.type_name, remark.message, location)
    return SchemaError(path, remark.line, code, text)


def _text(element: etree._Element, tag: str) -> str:
    child = next(element.iterchildren(tag), None)
    return "" if child is None else (child.text or "").strip()


def _field_errors(root: etree._Element) -> Iterator[SchemaError]:
    namespace = root.tag.removesuffix("Bericht")
    for element in root.iter(*(namespace + name for name in ("Bsn", *_PERIODS))):
        class_name = etree.QName(element).localname
        if class_name == "Bsn":
            value = element.text or ""
            if len(value) == _BSN_LENGTH and value.isdigit() and not elfproef(value):
                text = "Bsn: het nummer voldoet niet aan de elfproef."
                yield SchemaError(_path(element), line_number(element), "CS002", text)
            continue
        own = element[0].tag[: element[0].tag.find("}") + 1] if len(element) else namespace
        begin, end = _PERIODS[class_name]
        first, last = _text(element, own + begin), _text(element, own + end)
        if first and last and last < first:
            text = f"{end}: verwacht een datum op of na {begin} {quote(first)}; gevonden {quote(last)}."
            yield SchemaError(f"{_path(element)}/{end}", line_number(element), "CS003", text)
