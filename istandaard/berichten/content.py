"""Small steps through the content of a message; what is missing or odd becomes a BerichtError."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any, TypeVar

from migratietoets.istandaard.berichten.bericht import Bericht, BerichtError, quote

_T = TypeVar("_T")
_WHOLE = re.compile(r"[+-]?[0-9]{1,20}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?")


def descend(content: dict[str, Any], *names: str) -> dict[str, Any]:
    """Descend by name; an empty dict where a step is absent."""
    for name in names:
        below = content.get(name)
        if not isinstance(below, dict):
            return {}
        content = below
    return content


def children(content: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The elements of one name that have children of their own; none where what stands there is something else."""
    found = content.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def text(content: dict[str, Any], name: str, where: str) -> str:
    """The text of an element that must be there.

    Raises:
        BerichtError: it is not.
    """
    value = content.get(name)
    if not isinstance(value, str):
        raise BerichtError(f"{where}: verwacht element {name}; het ontbreekt. Vul het in.")
    return value.strip()


def text_or_none(content: dict[str, Any], name: str) -> str | None:
    """The text of an element, or None when it is absent or empty."""
    value = content.get(name)
    return value.strip() or None if isinstance(value, str) else None


def read_date(content: dict[str, Any], name: str, where: str) -> date:
    """A date that must be there.

    Raises:
        BerichtError: absent or no date.
    """
    return _converted(text(content, name, where), _day, f"{where}/{name}", "een datum als 2020-12-31")


def date_or_none(content: dict[str, Any], name: str, where: str) -> date | None:
    """A date, or None when absent.

    Raises:
        BerichtError: there is something, but no date.
    """
    return None if text_or_none(content, name) is None else read_date(content, name, where)


def time_of_day(content: dict[str, Any], name: str, where: str) -> time:
    """A time of day that must be there; 24:00:00, which XML allows, is the last moment of the day.

    Raises:
        BerichtError: absent or no time.
    """
    return _converted(text(content, name, where), _clock, f"{where}/{name}", "een tijd als 12:30:00")


def integer(content: dict[str, Any], name: str, where: str) -> int:
    """A whole number that must be there.

    Raises:
        BerichtError: absent or no whole number.
    """
    return _converted(text(content, name, where), _whole, f"{where}/{name}", "een geheel getal")


def integer_or_none(content: dict[str, Any], name: str, where: str) -> int | None:
    """A whole number, or None when absent.

    Raises:
        BerichtError: there is something, but no whole number.
    """
    value = text_or_none(content, name)
    return None if value is None else _converted(value, _whole, f"{where}/{name}", "een geheel getal")


def number_or_none(content: dict[str, Any], name: str) -> str | None:
    """An LDT_Nummer as text, without the sign and leading zeros that mean nothing; None when absent.

    What is no number is kept as it is.
    """
    value = text_or_none(content, name)
    if value is not None and _WHOLE.fullmatch(value):
        return str(int(value))
    return value


def _whole(value: str) -> int:
    if not _WHOLE.fullmatch(value):
        raise ValueError(value)
    return int(value)


def _day(value: str) -> date:
    if not _DATE.fullmatch(value):
        raise ValueError(value)
    return date.fromisoformat(value)


def _clock(value: str) -> time:
    if not _TIME.fullmatch(value):
        raise ValueError(value)
    return time.max if value.startswith("24:00:00") else time.fromisoformat(value)


def _converted(value: str, to: Callable[[str], _T], where: str, what: str) -> _T:
    try:
        return to(value)
    except ValueError:
        raise BerichtError(f"{where}: verwacht {what}; gevonden {quote(value)}. Herstel de waarde.") from None


def digits(value: int | None) -> str | None:
    """A whole number as text."""
    return None if value is None else str(value)


def day(value: date | None) -> str | None:
    """A date as text."""
    return None if value is None else value.isoformat()


def without_empty(**elements: Any) -> dict[str, Any]:  # noqa: ANN401  # elements are text, dicts or lists
    """The elements that are filled, in the order given."""
    return {name: value for name, value in elements.items() if value is not None}


def only(bericht: Bericht, *kinds: str) -> None:
    """Refuse a message of another kind.

    Raises:
        BerichtError: it is one.
    """
    if bericht.kind not in kinds:
        raise BerichtError(f"Verwacht een bericht {' of '.join(kinds)}; gevonden een {bericht.name}.")
