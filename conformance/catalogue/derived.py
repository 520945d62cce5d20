"""Metamorphic cases: a case derived from another by one change that should not matter."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

Data = dict[str, Any]


def _later(data: Data, change: Mapping[str, Any]) -> Data:
    """Give every instruction a number of days later (still in time)."""
    delay = timedelta(days=change["dagen"])
    steps = []
    for step in data["verloop"]:
        day, _, hour = step["op"].partition("T")
        shifted = (date.fromisoformat(day) + delay).isoformat()
        steps.append(step | {"op": f"{shifted}T{hour}" if hour else shifted})
    return data | {"verloop": steps}


def _with_given(data: Data, toewijzingen: list[Data]) -> Data:
    return data | {"gegeven": {"toewijzingen": toewijzingen}}


def _reversed_order(data: Data, _: Mapping[str, Any]) -> Data:
    """Give the stock in the opposite order."""
    return _with_given(data, data["gegeven"]["toewijzingen"][::-1])


def _other_numbers(data: Data, _: Mapping[str, Any]) -> Data:
    """Give every toewijzing that has a number another one; who shared a number still does."""
    return _with_given(
        data,
        [t | {"nummer": None if t["nummer"] is None else 99 - t["nummer"]} for t in data["gegeven"]["toewijzingen"]],
    )


def _twice(data: Data, _: Mapping[str, Any]) -> Data:
    """Give every instruction twice, the second time an hour later."""
    double = [step | {"op": f"{step['op'].partition('T')[0]}T10:00"} for step in data["verloop"]]
    return data | {"verloop": [*data["verloop"], *double]}


def _never_started(data: Data, _: Mapping[str, Any]) -> Data:
    """Care was never started: what the gemeente grants stays the same."""
    return _with_given(data, [t | {"gestart": False} for t in data["gegeven"]["toewijzingen"]])


CHANGES: dict[str, Callable[[Data, Mapping[str, Any]], Data]] = {
    "later": _later,
    "omgekeerde_volgorde": _reversed_order,
    "andere_nummers": _other_numbers,
    "tweemaal": _twice,
    "nooit_gestart": _never_started,
}
"""The changes, as named in cases/case.schema.json."""


def derive(base: Mapping[str, Any], data: Mapping[str, Any]) -> Data:
    """The derived case in full: given and steps of the basis, changed; roles and domains of the basis."""
    change = data["verandering"]
    out = CHANGES[change["soort"]](dict(base), change)
    return out | {field: data[field] for field in data if field != "verandering"} | {"verandering": change}
