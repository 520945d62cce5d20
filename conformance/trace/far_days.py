"""Days that nobody can mean: what a system sends is judged by days between which there is arithmetic.

A day before 1900 is read as the first one, a day after 2199 as the last one. The very last day of the calendar stays:
a system may write it for a toewijzing without an end.
"""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from migratietoets.istandaard.kalender import EARLIEST, LATEST

OPEN_ENDED = frozenset({"einddatum"})
"""The fields that may hold the very last day of the calendar."""


def within_reach(value: Any, *, open_ended: bool) -> Any:  # noqa: ANN401  # whatever a message says
    """What a message says with every day so that it can be calculated with; itself where that is so already.

    Args:
        value: a record that may hold days, records and tuples of them.
        open_ended: whether an einddatum may be the very last day.
    """
    if type(value) is tuple:
        parts = tuple(within_reach(one, open_ended=open_ended) for one in value)
        return value if parts == value else parts
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for name in _names(type(value)):
        found: Any = getattr(value, name)
        near: Any
        if type(found) is date:
            stays = open_ended and found == date.max and name in OPEN_ENDED
            near = found if stays else min(max(found, EARLIEST), LATEST)
        else:
            near = within_reach(found, open_ended=open_ended)
        if near is not found and near != found:
            changed[name] = near
    return replace(value, **changed) if changed else value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
