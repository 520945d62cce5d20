"""What a field of a record may hold: the check and the JSON Schema of it from one statement."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class Kind(NamedTuple):
    """One kind of value.

    Attributes:
        holds: whether a value that is not None is of this kind.
        schema: the same as JSON Schema.
    """

    holds: Callable[[Any], bool]
    schema: Mapping[str, Any]

    @property
    def json_type(self) -> str | None:
        """The type in JSON, where there is only one."""
        return self.schema.get("type")


def is_date(value: object) -> bool:
    """A day as YYYY-MM-DD."""
    if not (isinstance(value, str) and _ISO.fullmatch(value)):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


DAY = Kind(is_date, {"type": "string", "format": "date", "pattern": rf"^{_ISO.pattern}$"})
YES_NO = Kind(lambda value: isinstance(value, bool), {"type": "boolean"})


def digits(count: int) -> Kind:
    """A text of so many digits."""

    def holds(value: object) -> bool:
        return isinstance(value, str) and len(value) == count and value.isascii() and value.isdigit()

    return Kind(holds, {"type": "string", "pattern": f"^[0-9]{{{count}}}$"})


def text(longest: int, **also: str) -> Kind:
    """A printable text that is not empty.

    Args:
        longest: in characters.
        also: what else the schema says of it.
    """

    def holds(value: object) -> bool:
        return isinstance(value, str) and 0 < len(value) <= longest and value.isprintable() and not value.isspace()

    return Kind(holds, {"type": "string", **also, "minLength": 1, "maxLength": longest})


def one_of(values: Iterable[str]) -> Kind:
    """One of these texts."""
    known = tuple(map(str, values))
    lookup = frozenset(known)
    return Kind(lambda value: isinstance(value, str) and value in lookup, {"enum": known})


def whole_number(highest: int) -> Kind:
    """A whole number from 0."""

    def holds(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= highest

    return Kind(holds, {"type": "integer", "minimum": 0, "maximum": highest})


def an_object() -> Kind:
    """An object; what is in it has fields of its own."""
    return Kind(lambda value: isinstance(value, dict), {"type": "object", "additionalProperties": False})
