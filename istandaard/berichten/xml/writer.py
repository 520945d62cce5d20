"""From a Bericht to XML, as fast as strings can be joined."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from migratietoets.istandaard.berichten.bericht import Bericht, BerichtError, quote
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.istandaard.schemas.release_facts import KINDS, base_namespace, bericht_namespace, kinds
from migratietoets.istandaard.schemas.structure import Element, structure

_LINE_END = "\r\n"
_PROLOG = f'<?xml version="1.0" encoding="UTF-8"?>{_LINE_END}'
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0a-\x1f\ud800-\udfff\ufffe\uffff]")
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Field(NamedTuple):
    name: str
    required: bool
    repeatable: bool
    begin: str
    end: str
    fields: "tuple[_Field, ...]"


def _field(element: Element, bericht: str, base: str, depth: int) -> _Field:
    prefix = base if element.in_basisschema else bericht
    indent, name = "  " * depth, f"{prefix}:{element.name}"
    fields = tuple(_field(child, bericht, base, depth + 1) for child in element.children)
    begin = f"{indent}<{name}>" + (_LINE_END if fields else "")
    end = (indent if fields else "") + f"</{name}>{_LINE_END}"
    return _Field(element.name, element.min > 0, element.repeatable, begin, end, fields)


@cache
def _root(kind: str, release: Release, domein: Domein) -> tuple[str, str, tuple[_Field, ...]]:
    bericht, base = bericht_namespace(kind, release, domein), base_namespace(release, domein)
    name = f"{bericht.prefix}:Bericht"
    begin = f'{_PROLOG}<{name} xmlns:{base.prefix}="{base.uri}" xmlns:{bericht.prefix}="{bericht.uri}">{_LINE_END}'
    fields = tuple(_field(child, bericht.prefix, base.prefix, 1) for child in structure(kind, release, domein).children)
    return begin, f"</{name}>{_LINE_END}", fields


def _safe(text: str, name: str) -> str:
    if error := _IMPOSSIBLE.search(text):
        raise BerichtError(
            f"{name}: verwacht tekst die in XML kan staan; gevonden een teken U+{ord(error.group()):04X}. "
            "Haal dat teken weg.",
        )
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;").replace("\n", _LINE_END)


def _write(write: Callable[[str], None], values: Mapping[str, Any], fields: tuple[_Field, ...], path: str) -> None:
    seen = 0
    for name, required, repeatable, begin, end, below in fields:
        value = values.get(name)
        if value is None:
            if required:
                raise BerichtError(f"{path}: verwacht element {name}; het ontbreekt. Vul het in.")
            continue
        seen += 1
        for one in _list(value, f"{path}/{name}") if repeatable else (value,):
            if below:
                if not isinstance(one, Mapping):
                    raise BerichtError(f"{path}/{name}: verwacht onderliggende elementen; gevonden {_kind(one)}.")
                write(begin)
                _write(write, one, below, f"{path}/{name}")
                write(end)
            elif isinstance(one, str):
                write(f"{begin}{_safe(one, name) if _SPECIAL.search(one) else one}{end}")
            else:
                raise BerichtError(f"{path}/{name}: verwacht tekst; gevonden {_kind(one)}.")
    if seen != len(values):
        _refuse_unknown(values, fields, path)


def _list(value: object, path: str) -> Sequence[Any]:
    if isinstance(value, list | tuple) and value:
        return value
    raise BerichtError(f"{path}: verwacht een lijst met minstens één waarde; gevonden {_kind(value)}.")


def _refuse_unknown(values: Mapping[str, Any], fields: tuple[_Field, ...], path: str) -> None:
    known = {field.name for field in fields}
    for name, value in values.items():
        if name not in known and value is not None:
            raise BerichtError(
                f"{path}: onbekend element {quote(str(name))}. Haal het weg of kies de release die het wel kent. "
                f"Bekend zijn: {', '.join(sorted(known))}.",
            )


def _kind(value: object) -> str:
    names = {dict: "onderliggende elementen", list: "een lijst", str: "tekst", int: "een getal"}
    return "een lege lijst" if value == [] else names.get(type(value), type(value).__name__)


def build(bericht: Bericht) -> bytes:
    """Write a message as XML: UTF-8 without BOM, CR/LF, in the order of the schema (OP192).

    An element that is None counts as absent. Values are not checked: `validate` does that.

    Raises:
        BerichtError: an element is unknown or missing, a value is no text, or the release has no such message.
    """
    known = kinds(bericht.release)
    if bericht.kind not in known:
        what = f"bestaat niet in release {bericht.release}" if bericht.kind in KINDS else "is onbekend"
        raise BerichtError(f"Bericht {quote(bericht.kind)} {what}. Verwacht een van: {', '.join(known)}.")
    begin, end, fields = _root(bericht.kind, bericht.release, bericht.domein)
    parts = [begin]
    _write(parts.append, bericht.content, fields, bericht.name)
    parts.append(end)
    return "".join(parts).encode()
