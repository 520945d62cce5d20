"""From a Bericht to XML, as fast as strings can be joined."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from istandaard.berichten.bericht import Bericht, Berichtfout, citaat
from istandaard.releases import Domein, Release
from istandaard.schemas.gegevens import SOORTEN, basisruimte, berichtruimte, soorten
from istandaard.schemas.structuur import Element, structuur

_REGELEINDE = "\r\n"
_KOP = f'<?xml version="1.0" encoding="UTF-8"?>{_REGELEINDE}'
_BIJZONDER = re.compile(r"[&<>\x00-\x08\x0a-\x1f\ud800-\udfff\ufffe\uffff]")
_ONMOGELIJK = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Veld(NamedTuple):
    naam: str
    verplicht: bool
    herhaalbaar: bool
    begin: str
    eind: str
    velden: "tuple[_Veld, ...]"


def _veld(element: Element, bericht: str, basis: str, diepte: int) -> _Veld:
    prefix = basis if element.in_basisschema else bericht
    marge, naam = "  " * diepte, f"{prefix}:{element.naam}"
    velden = tuple(_veld(kind, bericht, basis, diepte + 1) for kind in element.kinderen)
    begin = f"{marge}<{naam}>" + (_REGELEINDE if velden else "")
    eind = (marge if velden else "") + f"</{naam}>{_REGELEINDE}"
    return _Veld(element.naam, element.min > 0, element.herhaalbaar, begin, eind, velden)


@cache
def _wortel(soort: str, release: Release, domein: Domein) -> tuple[str, str, tuple[_Veld, ...]]:
    bericht, basis = berichtruimte(soort, release, domein), basisruimte(release, domein)
    naam = f"{bericht.prefix}:Bericht"
    begin = f'{_KOP}<{naam} xmlns:{basis.prefix}="{basis.uri}" xmlns:{bericht.prefix}="{bericht.uri}">{_REGELEINDE}'
    velden = tuple(_veld(kind, bericht.prefix, basis.prefix, 1) for kind in structuur(soort, release, domein).kinderen)
    return begin, f"</{naam}>{_REGELEINDE}", velden


def _veilig(tekst: str, naam: str) -> str:
    if fout := _ONMOGELIJK.search(tekst):
        raise Berichtfout(
            f"{naam}: verwacht tekst die in XML kan staan; gevonden een teken U+{ord(fout.group()):04X}. "
            "Haal dat teken weg.",
        )
    tekst = tekst.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return tekst.replace("\r", "&#13;").replace("\n", _REGELEINDE)


def _schrijf(schrijf: Callable[[str], None], waarden: Mapping[str, Any], velden: tuple[_Veld, ...], pad: str) -> None:
    gezien = 0
    for naam, verplicht, herhaalbaar, begin, eind, onder in velden:
        waarde = waarden.get(naam)
        if waarde is None:
            if verplicht:
                raise Berichtfout(f"{pad}: verwacht element {naam}; het ontbreekt. Vul het in.")
            continue
        gezien += 1
        for een in _lijst(waarde, f"{pad}/{naam}") if herhaalbaar else (waarde,):
            if onder:
                if not isinstance(een, Mapping):
                    raise Berichtfout(f"{pad}/{naam}: verwacht onderliggende elementen; gevonden {_soort(een)}.")
                schrijf(begin)
                _schrijf(schrijf, een, onder, f"{pad}/{naam}")
                schrijf(eind)
            elif isinstance(een, str):
                schrijf(f"{begin}{_veilig(een, naam) if _BIJZONDER.search(een) else een}{eind}")
            else:
                raise Berichtfout(f"{pad}/{naam}: verwacht tekst; gevonden {_soort(een)}.")
    if gezien != len(waarden):
        _weiger_onbekend(waarden, velden, pad)


def _lijst(waarde: object, pad: str) -> Sequence[Any]:
    if isinstance(waarde, list | tuple) and waarde:
        return waarde
    raise Berichtfout(f"{pad}: verwacht een lijst met minstens één waarde; gevonden {_soort(waarde)}.")


def _weiger_onbekend(waarden: Mapping[str, Any], velden: tuple[_Veld, ...], pad: str) -> None:
    bekend = {veld.naam for veld in velden}
    for naam, waarde in waarden.items():
        if naam not in bekend and waarde is not None:
            raise Berichtfout(
                f"{pad}: onbekend element {citaat(str(naam))}. Haal het weg of kies de release die het wel kent. "
                f"Bekend zijn: {', '.join(sorted(bekend))}.",
            )


def _soort(waarde: object) -> str:
    namen = {dict: "onderliggende elementen", list: "een lijst", str: "tekst", int: "een getal"}
    return "een lege lijst" if waarde == [] else namen.get(type(waarde), type(waarde).__name__)


def bouw(bericht: Bericht) -> bytes:
    """Write a message as XML: UTF-8 without BOM, CR/LF, in the order of the schema (OP192).

    An element that is None counts as absent. Values are not checked: `valideer` does that.

    Raises:
        Berichtfout: an element is unknown or missing, a value is no text, or the release has no such message.
    """
    bekend = soorten(bericht.release)
    if bericht.soort not in bekend:
        wat = f"bestaat niet in release {bericht.release}" if bericht.soort in SOORTEN else "is onbekend"
        raise Berichtfout(f"Bericht {citaat(bericht.soort)} {wat}. Verwacht een van: {', '.join(bekend)}.")
    begin, eind, velden = _wortel(bericht.soort, bericht.release, bericht.domein)
    delen = [begin]
    _schrijf(delen.append, bericht.inhoud, velden, bericht.naam)
    delen.append(eind)
    return "".join(delen).encode()
