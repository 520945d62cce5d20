"""Judge a message on its own: the file, the schema, and the few rules on single fields a schema cannot hold."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from istandaard.berichten.bericht import Berichtfout, citaat, kort
from istandaard.berichten.lezen import KLEIN, ONTHOUDEN, boom, herken, regelnummer
from istandaard.berichten.meldingen import Plaats, vertaal, zoek
from istandaard.berichten.xsd import eigen_map, laad_schema
from istandaard.bsn import elfproef
from istandaard.releases import Domein, Release

MEESTE = 100
"""No more findings than this are given for one message."""

_BOM = b"\xef\xbb\xbf"
_BSN_LENGTE = 9
_RUIMTE = re.compile(r"\{[^{}]*\}")
_NUMMER = re.compile(r"\[\d+\]")
_PERIODEN = {
    "ToegewezenProduct": ("Ingangsdatum", "Einddatum"),
    "AangevraagdProduct": ("ToewijzingIngangsdatum", "ToewijzingEinddatum"),
    "TeWijzigenProduct": ("GewensteIngangsdatum", "Einddatum"),
    "NieuwProduct": ("GewensteIngangsdatum", "Einddatum"),
    "Periode": ("Begindatum", "Einddatum"),
}
"""Class -> where its period begins and ends (CS003)."""


@dataclass(frozen=True, slots=True)
class Schemafout:
    """One finding.

    Attributes:
        element: the path below the root: "Client/ToegewezenProducten/ToegewezenProduct[2]/Einddatum"; empty: the file.
        regel: line in the file; 0 when it concerns the whole file.
        code: the rule: RS.., CS.., OP192, OP179; "XSD" for the schema itself, "XML" when nothing can be read.
        tekst: a Dutch sentence of at most 300 characters; shows no BSN.
    """

    element: str
    regel: int
    code: str
    tekst: str


def valideer(data: bytes, xsd: Path | None = None) -> list[Schemafout]:
    """Give everything that is wrong with a message, in the order of its lines; [] when it is valid.

    Checks the file rules (OP192, OP179), the schema of its release and domain (one finding an element), CS002 and
    CS003. Never raises because of the message.

    Args:
        data: the file as received.
        xsd: a folder with official XSDs that take the place of ours.

    Raises:
        Invoerfout: the folder holds no usable schema for this message.
    """
    return list(_valideer_klein(data) if xsd is None and len(data) <= KLEIN else _valideer(data, xsd))


def _valideer(data: bytes, xsd: Path | None = None) -> list[Schemafout]:
    fouten = list(_bestand(data))
    try:
        wortel = boom(data.removeprefix(_BOM))
        herkend = herken(wortel)
    except Berichtfout as fout:
        return [*fouten, Schemafout("", fout.regel or 0, fout.code, str(fout))]
    naamruimte = etree.QName(wortel).namespace or ""
    schema = laad_schema(xsd or eigen_map(*herkend[1:]), naamruimte)
    if not schema.validate(wortel):
        fouten += _schemafouten(wortel, schema, herkend)
    fouten += itertools.islice(_velden(wortel), MEESTE)
    return sorted(fouten, key=lambda fout: fout.regel)[:MEESTE]


_valideer_klein = lru_cache(ONTHOUDEN)(_valideer)
"""Sender, post office and receiver ask it of the same bytes."""


def _bestand(data: bytes) -> Iterator[Schemafout]:
    if data.startswith(_BOM):
        yield Schemafout("", 1, "OP192", "Verwacht UTF-8 zonder BOM; gevonden een BOM. Sla het bestand op zonder BOM.")
    paren = data.count(b"\r\n")
    los = data.count(b"\n") + data.count(b"\r") - 2 * paren
    if los:
        eerste = next(
            i for i, regel in enumerate(data.split(b"\n"), 1) if not regel.endswith(b"\r") or b"\r" in regel[:-1]
        )
        yield Schemafout(
            "",
            eerste,
            "OP192",
            f"Verwacht regeleinden CR/LF; {los} keer anders, voor het eerst op regel {eerste}.",
        )


def _pad(element: etree._Element) -> str:
    """The path below the root, with a number where a name occurs more than once."""
    pad = element.getroottree().getelementpath(element)
    return "" if pad == "." else kort(_RUIMTE.sub("", pad))


class _Zoeker:
    """Finds the elements libxml2 points at by a path with prefixes."""

    def __init__(self, wortel: etree._Element) -> None:
        self._wortel = wortel
        alle = (paar for element in wortel.iter() for paar in element.nsmap.items())
        self._ruimten = {prefix: uri for prefix, uri in alle if prefix}

    def __call__(self, pad: str | None) -> etree._Element:
        """The element; the root when it cannot be found."""
        try:
            gevonden = self._wortel.getroottree().xpath(pad or "/*", namespaces=self._ruimten)
        except etree.XPathError:
            return self._wortel
        eerste = gevonden[0] if isinstance(gevonden, list) and gevonden else None
        return eerste if isinstance(eerste, etree._Element) else self._wortel  # noqa: SLF001  # its only public name


def _schemafouten(
    wortel: etree._Element,
    schema: etree.XMLSchema,
    herkend: tuple[str, Release, Domein],
) -> Iterator[Schemafout]:
    zoeker, gezien = _Zoeker(wortel), set()
    meldingen: Any = schema.error_log  # the stubs do not know that it is iterable
    for melding in itertools.islice(meldingen, MEESTE):
        if melding.path in gezien:
            continue
        gezien.add(melding.path)
        element = zoeker(melding.path)
        pad, naam = _pad(element), kort(etree.QName(element).localname, 60)
        namen = _NUMMER.sub("", pad).split("/") if pad else []
        plaats = Plaats(*herkend, zoek(*herkend, namen), naam, element.text or "")
        code, tekst = vertaal(melding.type_name, melding.message, plaats)
        yield Schemafout(pad, melding.line, code, tekst)


def _tekst(element: etree._Element, tag: str) -> str:
    kind = next(element.iterchildren(tag), None)
    return "" if kind is None else (kind.text or "").strip()


def _velden(wortel: etree._Element) -> Iterator[Schemafout]:
    ruimte = wortel.tag.removesuffix("Bericht")
    for element in wortel.iter(*(ruimte + naam for naam in ("Bsn", *_PERIODEN))):
        klasse = etree.QName(element).localname
        if klasse == "Bsn":
            waarde = element.text or ""
            if len(waarde) == _BSN_LENGTE and waarde.isdigit() and not elfproef(waarde):
                tekst = "Bsn: het nummer voldoet niet aan de elfproef."
                yield Schemafout(_pad(element), regelnummer(element), "CS002", tekst)
            continue
        eigen = element[0].tag[: element[0].tag.find("}") + 1] if len(element) else ruimte
        begin, einde = _PERIODEN[klasse]
        van, tot = _tekst(element, eigen + begin), _tekst(element, eigen + einde)
        if van and tot and tot < van:
            tekst = f"{einde}: verwacht een datum op of na {begin} {citaat(van)}; gevonden {citaat(tot)}."
            yield Schemafout(f"{_pad(element)}/{einde}", regelnummer(element), "CS003", tekst)
