"""Deliveries as JSON lines: the input of `declare`, checked field by field."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from conformance.rules.declaratieplek import Levering
from istandaard.kalender import week
from istandaard.model import Invoerfout
from istandaard.records.tonen import toon

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def _een_van(*waarden: str | None) -> Callable[[str, object], Any]:
    namen = " of ".join("niets" if w is None else w for w in waarden)

    def lees(veld: str, waarde: object) -> Any:  # noqa: ANN401  # one of the values
        if waarde not in waarden:
            raise Invoerfout(f"{veld}: verwacht {namen}; gevonden {toon(waarde)}. Kies een van deze waarden.")
        return waarde

    return lees


def _tekst(veld: str, waarde: object) -> str:
    if not isinstance(waarde, str) or not waarde:
        raise Invoerfout(f"{veld}: verwacht een tekst; gevonden {toon(waarde)}. Geef elke levering een eigen naam.")
    return waarde


def _datum(veld: str, waarde: object) -> date:
    try:
        return date.fromisoformat(waarde)  # type: ignore[arg-type]  # any other type raises as well
    except (TypeError, ValueError):
        raise Invoerfout(
            f"{veld}: verwacht een datum als 2020-12-31; gevonden {toon(waarde)}. Herstel de datum."
        ) from None


def _geleverd(veld: str, waarde: object) -> date | tuple[int, int]:
    """A day, or an ISO week as 2020-W53."""
    gevonden = _WEEK.fullmatch(waarde) if isinstance(waarde, str) else None
    if gevonden is None:
        return _datum(veld, waarde)
    jaar, nummer = int(gevonden[1]), int(gevonden[2])
    try:
        week(jaar, nummer)
    except ValueError:
        raise Invoerfout(
            f"{veld}: verwacht een bestaande week; gevonden {toon(waarde)}. Herstel het weeknummer."
        ) from None
    return jaar, nummer


def _object(veld: str, waarde: object, sleutels: set[str]) -> Mapping[str, Any]:
    if not isinstance(waarde, dict):
        raise Invoerfout(f"{veld}: verwacht een object met {', '.join(sorted(sleutels))}; gevonden {toon(waarde)}.")
    vreemd, mist = sorted(waarde.keys() - sleutels), sorted(sleutels - waarde.keys())
    if vreemd:
        raise Invoerfout(f"{veld}: onbekende sleutel {toon(vreemd[0])}. Verwacht: {', '.join(sorted(sleutels))}.")
    if mist:
        raise Invoerfout(f"{veld}: {mist[0]} ontbreekt. Verwacht: {', '.join(sorted(sleutels))}.")
    return waarde


EENVOUDIG: dict[str, Callable[[str, object], Any]] = {
    "id": _tekst,
    "domein": _een_van("wmo", "jw"),
    "uitvoering": _een_van("inspanning", "output"),
    "geleverd": _geleverd,
    "bericht_2020": _een_van("303-D", "303-F"),
    "periode_2020": _een_van("vier_weken", "maand"),
}
VELDEN = {*EENVOUDIG, "toewijzing", "opvolger", "afspraak"}


def maak_levering(waarde: object) -> Levering:
    """One delivery.

    Raises:
        Invoerfout: a field is missing, unknown or wrong; the text says what was expected and found.
    """
    data = _object(
        "levering", {"opvolger": None, "afspraak": None} | waarde if isinstance(waarde, dict) else waarde, VELDEN
    )
    velden = {veld: lees(veld, data[veld]) for veld, lees in EENVOUDIG.items()}
    toewijzing = _object("toewijzing", data["toewijzing"], {"ingangsdatum", "einddatum"})
    begin = _datum("toewijzing.ingangsdatum", toewijzing["ingangsdatum"])
    eind = toewijzing["einddatum"]
    eind = None if eind is None else _datum("toewijzing.einddatum", eind)
    if eind is not None and eind < begin:
        raise Invoerfout(f"toewijzing.einddatum: verwacht {begin} of later; gevonden {eind}. Herstel een van beide.")
    if velden["uitvoering"] == "inspanning" and not isinstance(velden["geleverd"], date):
        raise Invoerfout(
            f"geleverd: verwacht bij inspanning een datum, want de dag telt; gevonden {toon(data['geleverd'])}. "
            "Geef de dag van levering."
        )
    opvolger = data["opvolger"]
    if opvolger is not None:
        opvolger = _datum("opvolger.ingangsdatum", _object("opvolger", opvolger, {"ingangsdatum"})["ingangsdatum"])
    afspraak = _een_van("2020", "2021", None)("afspraak", data["afspraak"])
    return Levering(**velden, ingangsdatum=begin, einddatum=eind, opvolger=opvolger, afspraak=afspraak)
