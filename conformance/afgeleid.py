"""Metamorphic cases: a case derived from another by one change that should not matter."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

Data = dict[str, Any]


def _later(data: Data, verandering: Mapping[str, Any]) -> Data:
    """Give every instruction a number of days later (still in time)."""
    uitstel = timedelta(days=verandering["dagen"])
    stappen = []
    for stap in data["verloop"]:
        dag, _, uur = stap["op"].partition("T")
        verschoven = (date.fromisoformat(dag) + uitstel).isoformat()
        stappen.append(stap | {"op": f"{verschoven}T{uur}" if uur else verschoven})
    return data | {"verloop": stappen}


def _met_gegeven(data: Data, toewijzingen: list[Data]) -> Data:
    return data | {"gegeven": {"toewijzingen": toewijzingen}}


def _omgekeerde_volgorde(data: Data, _: Mapping[str, Any]) -> Data:
    """Give the stock in the opposite order."""
    return _met_gegeven(data, data["gegeven"]["toewijzingen"][::-1])


def _andere_nummers(data: Data, _: Mapping[str, Any]) -> Data:
    """Give every toewijzing that has a number another one; who shared a number still does."""
    return _met_gegeven(
        data,
        [t | {"nummer": None if t["nummer"] is None else 99 - t["nummer"]} for t in data["gegeven"]["toewijzingen"]],
    )


def _tweemaal(data: Data, _: Mapping[str, Any]) -> Data:
    """Give every instruction twice, the second time an hour later."""
    dubbel = [stap | {"op": f"{stap['op'].partition('T')[0]}T10:00"} for stap in data["verloop"]]
    return data | {"verloop": [*data["verloop"], *dubbel]}


def _nooit_gestart(data: Data, _: Mapping[str, Any]) -> Data:
    """Care was never started: what the gemeente grants stays the same."""
    return _met_gegeven(data, [t | {"gestart": False} for t in data["gegeven"]["toewijzingen"]])


VERANDERINGEN: dict[str, Callable[[Data, Mapping[str, Any]], Data]] = {
    "later": _later,
    "omgekeerde_volgorde": _omgekeerde_volgorde,
    "andere_nummers": _andere_nummers,
    "tweemaal": _tweemaal,
    "nooit_gestart": _nooit_gestart,
}
"""The changes, as named in cases/case.schema.json."""


def leid_af(basis: Mapping[str, Any], data: Mapping[str, Any]) -> Data:
    """The derived case in full: given and steps of the basis, changed; roles and domains of the basis."""
    verandering = data["verandering"]
    uit = VERANDERINGEN[verandering["soort"]](dict(basis), verandering)
    return uit | {veld: data[veld] for veld in data if veld != "verandering"} | {"verandering": verandering}
