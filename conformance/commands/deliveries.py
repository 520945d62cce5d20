"""Deliveries as JSON lines: the input of `declare`, checked field by field."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from migratietoets.conformance.rules.questions.declare import Delivery
from migratietoets.istandaard.kalender import week
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.records.found_value import show
from migratietoets.istandaard.spelling import meant
from migratietoets.istandaard.uitvoeringen import INSPANNING, UITVOERINGEN

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def _one_of(*values: str | None) -> Callable[[str, object], Any]:
    names = " of ".join("niets" if w is None else w for w in values)

    def read(field: str, value: object) -> Any:  # noqa: ANN401  # one of the values
        if value not in values:
            raise InputError(
                f"{field}: verwacht {names}; gevonden {show(value)}.{meant(value, values)} Kies een van deze waarden."
            )
        return value

    return read


def _text(field: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise InputError(f"{field}: verwacht een tekst; gevonden {show(value)}. Geef elke levering een eigen naam.")
    return value


def _date(field: str, value: object) -> date:
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]  # any other type raises as well
    except (TypeError, ValueError):
        raise InputError(
            f"{field}: verwacht een datum als 2020-12-31; gevonden {show(value)}. Herstel de datum."
        ) from None


def _delivered(field: str, value: object) -> date | tuple[int, int]:
    """A day, or an ISO week as 2020-W53."""
    found = _WEEK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return _date(field, value)
    year, number = int(found[1]), int(found[2])
    try:
        week(year, number)
    except ValueError:
        raise InputError(
            f"{field}: verwacht een bestaande week; gevonden {show(value)}. Herstel het weeknummer."
        ) from None
    return year, number


def _object(field: str, value: object, keys: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"{field}: verwacht een object met {', '.join(sorted(keys))}; gevonden {show(value)}.")
    strange, missing = sorted(value.keys() - keys), sorted(keys - value.keys())
    if strange:
        raise InputError(
            f"{field}: onbekende sleutel {show(strange[0])}.{meant(strange[0], sorted(keys))} "
            f"Verwacht: {', '.join(sorted(keys))}."
        )
    if missing:
        raise InputError(f"{field}: {missing[0]} ontbreekt. Verwacht: {', '.join(sorted(keys))}.")
    return value


SIMPLE: dict[str, Callable[[str, object], Any]] = {
    "id": _text,
    "domein": _one_of("wmo", "jw"),
    "uitvoering": _one_of(*UITVOERINGEN),
    "geleverd": _delivered,
    "bericht_2020": _one_of("303-D", "303-F"),
    "periode_2020": _one_of("vier_weken", "maand"),
}
FIELDS = {*SIMPLE, "toewijzing", "opvolger", "afspraak"}


def make_delivery(value: object) -> Delivery:
    """One delivery.

    Raises:
        InputError: a field is missing, unknown or wrong; the text says what was expected and found.
    """
    data = _object(
        "levering", {"opvolger": None, "afspraak": None} | value if isinstance(value, dict) else value, FIELDS
    )
    fields = {field: read(field, data[field]) for field, read in SIMPLE.items()}
    toewijzing = _object("toewijzing", data["toewijzing"], {"ingangsdatum", "einddatum"})
    begin = _date("toewijzing.ingangsdatum", toewijzing["ingangsdatum"])
    end = toewijzing["einddatum"]
    end = None if end is None else _date("toewijzing.einddatum", end)
    if end is not None and end < begin:
        raise InputError(f"toewijzing.einddatum: verwacht {begin} of later; gevonden {end}. Herstel een van beide.")
    if fields["uitvoering"] == INSPANNING and not isinstance(fields["geleverd"], date):
        raise InputError(
            f"geleverd: verwacht bij inspanning een datum, want de dag telt; gevonden {show(data['geleverd'])}. "
            "Geef de dag van levering."
        )
    successor = data["opvolger"]
    if successor is not None:
        successor = _date("opvolger.ingangsdatum", _object("opvolger", successor, {"ingangsdatum"})["ingangsdatum"])
    afspraak = _one_of("2020", "2021", None)("afspraak", data["afspraak"])
    return Delivery(**fields, ingangsdatum=begin, einddatum=end, successor=successor, afspraak=afspraak)
