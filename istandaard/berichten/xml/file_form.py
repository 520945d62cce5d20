"""The form of a file, apart from what it says: UTF-8 without BOM, CR/LF, a declaration that says so (OP192).

A message whose form is wrong can still be read: `in_form` gives it as it should have been, and says what was wrong.
"""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from migratietoets.istandaard.berichten.bericht import quote

BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")
_LOOSE = re.compile(r"\r(?!\n)|(?<!\r)\n")
_HALF = re.compile("[\ud800-\udfff]")
_LEAD = re.compile(rf"[\s{BOM}]+")
_SPACE_BEFORE = re.compile(r"\s+(?=<)")
_DECLARATION = re.compile(r"""<\?xml\s[^>]{0,200}?encoding\s*=\s*(["'])([^"'>]{0,60})\1""")
UTF_8 = "UTF-8"


class Deviation(StrEnum):
    """What can be wrong with the form of a file; as a case writes it."""

    BOM = "bom"
    SPACE = "witruimte"
    ENCODING = "codering"
    CHARACTERS = "tekens"
    LINE_ENDS = "regeleinden"


class FormFault(NamedTuple):
    """One thing that is wrong with the form of a file: what was expected and what was found, in Dutch."""

    deviation: Deviation
    expected: str
    found: str


def in_form(text: str) -> tuple[str, tuple[FormFault, ...]]:
    """A file as it should have been, and what was wrong with its form.

    Args:
        text: the file as text; a BOM is its first character, half of a surrogate pair stands for what is no UTF-8.
    """
    faults = []
    for mend in _MENDERS:
        text, fault = mend(text)
        if fault is not None:
            faults.append(fault)
    return text, tuple(faults)


def deform(text: str, deviations: Iterable[Deviation]) -> str:
    """A file in the right form with deviations made in it."""
    for one in deviations:
        text = _DEFORMERS[one](text)
    return text


_Mended = tuple[str, FormFault | None]


def _without_bom(text: str) -> _Mended:
    lead = _LEAD.match(text)
    if lead is None or BOM not in lead[0]:
        return text, None
    mended = lead[0].replace(BOM, "") + text[lead.end() :]
    return mended, FormFault(Deviation.BOM, "UTF-8 zonder BOM", "een BOM vóór de XML")


def _without_space(text: str) -> _Mended:
    begin = _SPACE_BEFORE.match(text)
    if begin is None:
        return text, None
    return text[begin.end() :], FormFault(Deviation.SPACE, "de XML vanaf het eerste teken", "witruimte vóór de XML")


def _declared_utf_8(text: str) -> _Mended:
    said = _DECLARATION.match(text)
    if said is None or said[2].upper() == UTF_8:
        return text, None
    mended = f"{text[: said.start(2)]}{UTF_8}{text[said.end(2) :]}"
    return mended, FormFault(Deviation.ENCODING, f"codering {UTF_8} in de XML-declaratie", f"codering {quote(said[2])}")


def _whole_characters(text: str) -> _Mended:
    half = None if text.isascii() else _HALF.search(text)
    if half is None:
        return text, None
    line = len(_LINE_END.findall(text, 0, half.start())) + 1
    found = f"op regel {line} iets dat geen teken is (U+{ord(half[0]):04X})"
    return _HALF.sub("\ufffd", text), FormFault(Deviation.CHARACTERS, f"alleen tekens in {UTF_8}", found)


def _with_line_ends(text: str) -> _Mended:
    pairs = text.count("\r\n")
    loose = None if text.count("\r") == text.count("\n") == pairs else _LOOSE.search(text)
    if loose is None:
        return text, None
    line = len(_LINE_END.findall(text, 0, loose.start())) + 1
    found = f"{len(_LOOSE.findall(text))} keer anders, voor het eerst op regel {line}"
    return _LINE_END.sub("\r\n", text), FormFault(Deviation.LINE_ENDS, "regeleinden CR/LF", found)


_MENDERS: tuple[Callable[[str], _Mended], ...] = (
    _without_bom,
    _without_space,
    _declared_utf_8,
    _whole_characters,
    _with_line_ends,
)

_DEFORMERS: dict[Deviation, Callable[[str], str]] = {
    Deviation.BOM: lambda text: f"{BOM}{text}",
    Deviation.SPACE: lambda text: f"\r\n{text}",
    Deviation.ENCODING: lambda text: text.replace(f'encoding="{UTF_8}"', 'encoding="ISO-8859-1"', 1),
    Deviation.CHARACTERS: lambda text: text.replace("</", "\udc80</", 1),
    Deviation.LINE_ENDS: lambda text: text.replace("\r\n", "\n"),
}
