"""What is wrong with the shape of an answer, in Dutch, and what a system says made fit to be shown."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from jsonschema import FormatChecker, ValidationError

from generators.personen import BSN_TOT, BSN_VAN
from istandaard.bsn import elfproef
from istandaard.records.tonen import toon

MAX_DIEPTE = 32
"""Deeper than anything the protocol asks for."""
JAREN = range(1900, 2200)
"""Years in which an instant can be moved to another time zone without trouble."""
_NEGEN_CIJFERS = re.compile(r"(?<!\d)\d{9}(?!\d)")
_EENVOUDIG = (str, int, float, bool, type(None))
_SOORTEN = {
    "object": "een object",
    "array": "een lijst",
    "string": "een tekst",
    "integer": "een geheel getal",
    "boolean": "true of false",
    "null": "null",
}

FORMATEN = FormatChecker(formats=())


@FORMATEN.checks("moment")
def is_moment(waarde: object) -> bool:
    """Whether a text is an instant that exists, with an offset."""
    if not isinstance(waarde, str):
        return True
    try:
        gevonden = datetime.fromisoformat(waarde)
    except ValueError:
        return False
    return gevonden.tzinfo is not None and gevonden.year in JAREN


def veilig(tekst: str, hoogstens: int = 300, *, einde: bool = False) -> str:
    """A text without control characters and without anybody's BSN; of a long one the first part, or the last."""
    deel = tekst[-2 * hoogstens :] if einde else tekst[: 2 * hoogstens]
    netjes = "".join(teken if teken.isprintable() or teken == "\n" else "·" for teken in deel)
    netjes = _NEGEN_CIJFERS.sub(lambda m: m[0] if _van_niemand(m[0]) else "*********", netjes)
    if len(netjes) <= hoogstens:
        return netjes
    return f"…{netjes[-hoogstens:]}" if einde else f"{netjes[:hoogstens]}…"


def _van_niemand(nummer: str) -> bool:
    return BSN_VAN <= int(nummer) <= BSN_TOT or not elfproef(nummer)


def te_diep_of_vreemd(waarde: object) -> str | None:
    """What is wrong with a value that no JSON can hold, or that is nested deeper than the kit follows."""
    stapel = [(waarde, 1)]
    while stapel:
        deel, diepte = stapel.pop()
        if isinstance(deel, dict | list):
            if diepte > MAX_DIEPTE:
                return f"verwacht hoogstens {MAX_DIEPTE} lagen in elkaar; gevonden meer"
            stapel += ((kind, diepte + 1) for kind in (deel.values() if isinstance(deel, dict) else deel))
        elif not isinstance(deel, _EENVOUDIG):
            return f"verwacht alleen wat JSON kent; gevonden een {type(deel).__name__}"
    return None


def in_het_nederlands(fout: ValidationError) -> str:
    """One clause: where it is, what was expected, what was found."""
    pad = "/".join(map(str, fout.absolute_path)) or "het object zelf"
    zin = _ZINNEN.get(str(fout.validator), _anders)
    return f"{pad}: {zin(fout)}"


def _ontbreekt(fout: ValidationError) -> str:
    namen = [naam for naam in _lijst(fout.validator_value) if naam not in _object(fout)]
    return f"verwacht de sleutel {', '.join(namen)}; gevonden: die ontbreekt"


def _te_veel(fout: ValidationError) -> str:
    bekend = fout.schema["properties"] if isinstance(fout.schema, Mapping) else {}
    namen = sorted(str(naam) for naam in _object(fout) if naam not in bekend)
    return f"verwacht alleen {', '.join(bekend) or 'een leeg object'}; gevonden {toon(', '.join(namen[:5]))}"


def _soort(fout: ValidationError) -> str:
    soorten = " of ".join(_SOORTEN.get(naam, naam) for naam in _lijst(fout.validator_value))
    return f"verwacht {soorten}; gevonden {toon(fout.instance)}"


def _keuze(fout: ValidationError) -> str:
    waarden = ", ".join("null" if w is None else f"“{w}”" for w in _lijst(fout.validator_value))
    return f"verwacht {waarden}; gevonden {toon(fout.instance)}"


def _een_van(fout: ValidationError) -> str:
    namen = " of ".join(naam for vorm in _lijst(fout.validator_value) for naam in vorm.get("required", ()))
    return f"verwacht precies een van {namen}; gevonden geen van beide of allebei"


def _vast(wat: str) -> Callable[[ValidationError], str]:
    return lambda fout: f"verwacht {wat.format(fout.validator_value)}; gevonden {toon(fout.instance)}"


def _anders(fout: ValidationError) -> str:
    return f"voldoet niet aan {fout.validator}; gevonden {toon(fout.instance)}"


def _object(fout: ValidationError) -> Mapping[str, Any]:
    return fout.instance if isinstance(fout.instance, Mapping) else {}


def _lijst(waarde: object) -> list[Any]:
    return waarde if isinstance(waarde, list) else [waarde]


_ZINNEN: dict[str, Callable[[ValidationError], str]] = {
    "required": _ontbreekt,
    "additionalProperties": _te_veel,
    "type": _soort,
    "enum": _keuze,
    "const": _keuze,
    "pattern": _vast("een tekst als {}"),
    "format": _vast("een bestaand tijdstip met offset"),
    "minLength": _vast("ten minste {} teken(s)"),
    "maxLength": _vast("hoogstens {} tekens"),
    "maxItems": _vast("hoogstens {} onderdelen"),
    "uniqueItems": _vast("elk onderdeel één keer"),
    "oneOf": _een_van,
}
