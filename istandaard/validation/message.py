"""Judge a message on its own: its file, its schema, and what the information model asks within one message."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from migratietoets.istandaard.berichten.bericht import BerichtError
from migratietoets.istandaard.berichten.xml.parser import REMEMBERED, SMALL, detect, line_number, tree
from migratietoets.istandaard.berichtregels.breaches import breaches
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.validation.remark import Remark, path_of
from migratietoets.istandaard.validation.schema import MOST, schema_errors
from migratietoets.istandaard.validation.xsd import load_schema

UNREADABLE = frozenset({"CS002", "CS003"})
"""Rules of the model whose breach counts as one of the schema: what they guard, everything else builds on."""

_NO_LINE_END = bytes(byte for byte in range(256) if byte not in b"\r\n")
_BOM = b"\xef\xbb\xbf"
_LOOSE = re.compile(rb"\r(?!\n)|(?<!\r)\n")


class Judgement(NamedTuple):
    """What is wrong with a message.

    Attributes:
        detected: its kind, release and domein; None where they cannot be told.
        form: what is wrong with the file and its schema.
        rules: which other rules it breaks.
    """

    detected: tuple[str, Release, Domein] | None
    form: tuple[Remark, ...]
    rules: tuple[Remark, ...]

    @property
    def remarks(self) -> list[Remark]:
        """All of it, in the order of the lines."""
        return sorted((*self.form, *self.rules), key=lambda remark: remark.line)[:MOST]


def form_errors(data: bytes, xsd: Path | None = None) -> list[Remark]:
    """Give what is wrong with the form of a message, in the order of its lines; [] when it is valid.

    Checks the file rules (OP192, OP179), the schema of its release and domain (one finding an element), CS002 and
    CS003. Never raises because of the message.

    Args:
        data: the file as received.
        xsd: a folder with official XSDs; each takes the place of ours.

    Raises:
        InputError: the schema for this message in the folder cannot be used.
    """
    return list((_small(data) if xsd is None and len(data) <= SMALL else judge(data, xsd)).form)


def validate(data: bytes, xsd: Path | None = None) -> list[Remark]:
    """Give everything that is wrong with a message, in the order of its lines; [] when it is valid.

    As `form_errors`, and every rule of the information model that one message can break; not for what stands in an
    element that does not fit the schema.
    """
    return judge(data, xsd).remarks


def judge(data: bytes, xsd: Path | None = None) -> Judgement:
    """What message this is, and everything that is wrong with it, with one reading.

    Raises:
        InputError: the schema for this message in the folder cannot be used.
    """
    form = [] if _ends_in_cr_lf(data) and not data.startswith(_BOM) else list(_file_errors(data))
    try:
        root = tree(data.removeprefix(_BOM), blanks=False)
        detected = detect(root)
    except BerichtError as error:
        return Judgement(None, (*form, Remark("", error.line or 0, error.code, str(error))), ())
    schema = load_schema(xsd, *detected)
    outside_schema = [] if len(data) <= SMALL and schema.validate(root) else schema_errors(root, detected, schema)
    found = list(_rule_errors(root, detected, valid=not outside_schema))
    if not (form or outside_schema or found):
        return Judgement(detected, (), ())
    lost = {remark.element.rpartition("/")[0] for remark in outside_schema}
    found = [one for one in found if not lost or one.element.rpartition("/")[0] not in lost]
    form += [*outside_schema, *(one for one in found if one.code in UNREADABLE)]
    return Judgement(
        detected,
        tuple(sorted(form, key=lambda remark: remark.line)[:MOST]),
        tuple(one for one in found if one.code not in UNREADABLE),
    )


_small = lru_cache(REMEMBERED)(judge)
"""Sender, post office and receiver ask it of the same bytes."""


def _ends_in_cr_lf(data: bytes) -> bool:
    ends = data.translate(None, _NO_LINE_END)
    return ends == b"\r\n" * (len(ends) // 2)


def _file_errors(data: bytes) -> Iterator[Remark]:
    if data.startswith(_BOM):
        yield Remark("", 1, "OP192", "Verwacht UTF-8 zonder BOM; gevonden een BOM. Sla het bestand op zonder BOM.")
    loose = _LOOSE.search(data)
    if loose is not None:
        many = data.count(b"\n") + data.count(b"\r") - 2 * data.count(b"\r\n")
        first = data.count(b"\n", 0, loose.start()) + 1
        yield Remark(
            "",
            first,
            "OP192",
            f"Verwacht regeleinden CR/LF; {many} keer anders, voor het eerst op regel {first}.",
        )


def _rule_errors(root: etree._Element, detected: tuple[str, Release, Domein], *, valid: bool) -> Iterator[Remark]:
    """What the rules say, MOST of it."""
    for _, breach in zip(range(MOST), breaches(root, *detected, valid=valid), strict=False):
        here, line = path_of(breach.element), line_number(breach.element)
        at = here if here.endswith(breach.name) or breach.present else f"{here}/{breach.name}"
        yield Remark(at, line, breach.rule, breach.text, assumed=detected[1] == Release.R24)
