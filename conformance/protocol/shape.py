"""What is wrong with the shape of an answer, in Dutch, and what a system says made fit to be shown."""

from collections.abc import Callable, Mapping
from datetime import datetime
from math import isfinite
from typing import Any

from jsonschema import FormatChecker, ValidationError

from migratietoets.istandaard.bsn import masked
from migratietoets.istandaard.records.found_value import show

MAX_DEPTH = 32
"""Deeper than anything the protocol asks for."""
YEARS = range(1900, 2200)
"""Years in which an instant can be moved to another time zone without trouble."""
_AS_THEY_ARE = frozenset({str, int, bool, type(None)})
_KINDS = {
    "object": "een object",
    "array": "een lijst",
    "string": "een tekst",
    "integer": "een geheel getal",
    "boolean": "true of false",
    "null": "null",
}

FORMATS = FormatChecker(formats=())


@FORMATS.checks("moment")
def is_instant(value: object) -> bool:
    """Whether a text is an instant that exists, with an offset."""
    if not isinstance(value, str):
        return True
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return False
    return found.tzinfo is not None and found.year in YEARS


def safe(text: str, at_most: int = 300, *, end: bool = False) -> str:
    """A text without control characters and without anybody's BSN; of a long one the first part, or the last."""
    part = text[-2 * at_most :] if end else text[: 2 * at_most]
    tidy = masked("".join(symbol if symbol.isprintable() or symbol == "\n" else "·" for symbol in part))
    if len(tidy) <= at_most:
        return tidy
    return f"…{tidy[-at_most:]}" if end else f"{tidy[:at_most]}…"


def whole(value: Any) -> Any:  # noqa: ANN401  # whatever JSON holds
    """A value in which half of a surrogate pair, which no file can hold, has become a question mark."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {whole(key): whole(child) for key, child in value.items()}
    return [whole(child) for child in value] if isinstance(value, list) else value


def plain(value: Any, layers: int = MAX_DEPTH) -> Any:  # noqa: ANN401  # any JSON
    """A copy of a value in nothing but what JSON knows: what is done to either leaves the other as it is.

    Raises:
        ValueError: JSON cannot hold it, or it is nested deeper than the kit follows; in Dutch.
    """
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if issubclass(kind, dict | list | tuple):
        if not layers:
            raise ValueError(f"verwacht hoogstens {MAX_DEPTH} lagen in elkaar; gevonden meer")
        if issubclass(kind, dict):
            return {_key(key): plain(part, layers - 1) for key, part in dict.items(value)}
        items = list.__iter__(value) if issubclass(kind, list) else tuple.__iter__(value)
        return [plain(part, layers - 1) for part in items]
    if issubclass(kind, str):
        return str.__str__(value)
    if issubclass(kind, int):
        return int.__add__(value, 0)
    if issubclass(kind, float) and isfinite(value):
        return float.__add__(value, 0.0)
    raise ValueError(f"verwacht alleen wat JSON kent; gevonden een {kind.__name__}")


def _key(value: object) -> str:
    if issubclass(type(value), str):
        return str.__str__(value)
    raise ValueError(f"verwacht een tekst als sleutel; gevonden een {type(value).__name__}")


def in_dutch(error: ValidationError) -> str:
    """One clause: where it is, what was expected, what was found."""
    path = "/".join(map(str, error.absolute_path)) or "het object zelf"
    return f"{path}: {clause(error)}"


def clause(error: ValidationError) -> str:
    """What was expected, and what was found."""
    return _SENTENCES.get(str(error.validator), _any_other)(error)


def _missing(error: ValidationError) -> str:
    names = [name for name in _list(error.validator_value) if name not in _object(error)]
    return f"verwacht de sleutel {', '.join(names)}; gevonden: die ontbreekt"


def _too_many(error: ValidationError) -> str:
    known = error.schema["properties"] if isinstance(error.schema, Mapping) else {}
    names = sorted(str(name) for name in _object(error) if name not in known)
    return f"verwacht alleen {', '.join(known) or 'een leeg object'}; gevonden {show(', '.join(names[:5]))}"


def _kind(error: ValidationError) -> str:
    kinds = " of ".join(_KINDS.get(name, name) for name in _list(error.validator_value))
    return f"verwacht {kinds}; gevonden {show(error.instance)}"


def _choice(error: ValidationError) -> str:
    values = ", ".join("null" if w is None else f"“{w}”" for w in _list(error.validator_value))
    return f"verwacht {values}; gevonden {show(error.instance)}"


def _one_of(error: ValidationError) -> str:
    names = " of ".join(name for shape in _list(error.validator_value) for name in shape.get("required", ()))
    return f"verwacht precies een van {names}; gevonden geen van beide of allebei"


def _fixed(what: str) -> Callable[[ValidationError], str]:
    return lambda error: f"verwacht {what.format(error.validator_value)}; gevonden {show(error.instance)}"


def _any_other(error: ValidationError) -> str:
    return f"voldoet niet aan {error.validator}; gevonden {show(error.instance)}"


def _object(error: ValidationError) -> Mapping[str, Any]:
    return error.instance if isinstance(error.instance, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


_SENTENCES: dict[str, Callable[[ValidationError], str]] = {
    "required": _missing,
    "additionalProperties": _too_many,
    "type": _kind,
    "enum": _choice,
    "const": _choice,
    "pattern": _fixed("een tekst als {}"),
    "format": _fixed("een bestaand tijdstip met offset"),
    "minimum": _fixed("ten minste {}"),
    "maximum": _fixed("hoogstens {}"),
    "minItems": _fixed("ten minste {} onderdeel in de lijst"),
    "minLength": _fixed("ten minste {} teken(s)"),
    "maxLength": _fixed("hoogstens {} tekens"),
    "maxItems": _fixed("hoogstens {} onderdelen"),
    "uniqueItems": _fixed("elk onderdeel één keer"),
    "oneOf": _one_of,
}
