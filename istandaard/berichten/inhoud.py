"""Small steps through the content of a message; what is missing or odd becomes a Berichtfout."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any, TypeVar

from istandaard.berichten.bericht import Bericht, Berichtfout, citaat

_T = TypeVar("_T")
_GEHEEL = re.compile(r"[+-]?[0-9]{1,20}")
_DATUM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIJD = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?")


def klasse(inhoud: dict[str, Any], *namen: str) -> dict[str, Any]:
    """Descend by name; an empty dict where a step is absent."""
    for naam in namen:
        onder = inhoud.get(naam)
        if not isinstance(onder, dict):
            return {}
        inhoud = onder
    return inhoud


def tekst(inhoud: dict[str, Any], naam: str, waar: str) -> str:
    """The text of an element that must be there.

    Raises:
        Berichtfout: it is not.
    """
    waarde = inhoud.get(naam)
    if not isinstance(waarde, str):
        raise Berichtfout(f"{waar}: verwacht element {naam}; het ontbreekt. Vul het in.")
    return waarde.strip()


def tekst_of_niets(inhoud: dict[str, Any], naam: str) -> str | None:
    """The text of an element, or None when it is absent or empty."""
    waarde = inhoud.get(naam)
    return waarde.strip() or None if isinstance(waarde, str) else None


def datum(inhoud: dict[str, Any], naam: str, waar: str) -> date:
    """A date that must be there.

    Raises:
        Berichtfout: absent or no date.
    """
    return _omgezet(tekst(inhoud, naam, waar), _dag, f"{waar}/{naam}", "een datum als 2020-12-31")


def datum_of_niets(inhoud: dict[str, Any], naam: str, waar: str) -> date | None:
    """A date, or None when absent.

    Raises:
        Berichtfout: there is something, but no date.
    """
    return None if tekst_of_niets(inhoud, naam) is None else datum(inhoud, naam, waar)


def tijd(inhoud: dict[str, Any], naam: str, waar: str) -> time:
    """A time of day that must be there; 24:00:00, which XML allows, is the last moment of the day.

    Raises:
        Berichtfout: absent or no time.
    """
    return _omgezet(tekst(inhoud, naam, waar), _klok, f"{waar}/{naam}", "een tijd als 12:30:00")


def getal(inhoud: dict[str, Any], naam: str, waar: str) -> int:
    """A whole number that must be there.

    Raises:
        Berichtfout: absent or no whole number.
    """
    return _omgezet(tekst(inhoud, naam, waar), _geheel, f"{waar}/{naam}", "een geheel getal")


def getal_of_niets(inhoud: dict[str, Any], naam: str, waar: str) -> int | None:
    """A whole number, or None when absent.

    Raises:
        Berichtfout: there is something, but no whole number.
    """
    waarde = tekst_of_niets(inhoud, naam)
    return None if waarde is None else _omgezet(waarde, _geheel, f"{waar}/{naam}", "een geheel getal")


def nummer_of_niets(inhoud: dict[str, Any], naam: str) -> str | None:
    """An LDT_Nummer as text, without the sign and leading zeros that mean nothing; None when absent.

    What is no number is kept as it is.
    """
    waarde = tekst_of_niets(inhoud, naam)
    if waarde is not None and _GEHEEL.fullmatch(waarde):
        return str(int(waarde))
    return waarde


def _geheel(waarde: str) -> int:
    if not _GEHEEL.fullmatch(waarde):
        raise ValueError(waarde)
    return int(waarde)


def _dag(waarde: str) -> date:
    if not _DATUM.fullmatch(waarde):
        raise ValueError(waarde)
    return date.fromisoformat(waarde)


def _klok(waarde: str) -> time:
    if not _TIJD.fullmatch(waarde):
        raise ValueError(waarde)
    return time.max if waarde.startswith("24:00:00") else time.fromisoformat(waarde)


def _omgezet(waarde: str, naar: Callable[[str], _T], waar: str, wat: str) -> _T:
    try:
        return naar(waarde)
    except ValueError:
        raise Berichtfout(f"{waar}: verwacht {wat}; gevonden {citaat(waarde)}. Herstel de waarde.") from None


def zonder_leeg(**elementen: Any) -> dict[str, Any]:  # noqa: ANN401  # elements are text, dicts or lists
    """The elements that are filled, in the order given."""
    return {naam: waarde for naam, waarde in elementen.items() if waarde is not None}


def alleen(bericht: Bericht, *soorten: str) -> None:
    """Refuse a message of another kind.

    Raises:
        Berichtfout: it is one.
    """
    if bericht.soort not in soorten:
        raise Berichtfout(f"Verwacht een bericht {' of '.join(soorten)}; gevonden een {bericht.naam}.")
