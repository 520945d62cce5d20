"""The days on which a system does something that nobody asked, so that its clock must be set to them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from migratietoets.istandaard.kalender import AMSTERDAM, EARLIEST, LATEST, working_days_after
from migratietoets.istandaard.releases import (
    DEADLINE_30,
    FIRST_DAY_30,
    NUMBER_DEADLINE,
    SILENCE_START,
    VARIANT_DEADLINE,
)

FIXED: Mapping[str, tuple[date, ...]] = {
    "gemeente": (NUMBER_DEADLINE, VARIANT_DEADLINE, FIRST_DAY_30, DEADLINE_30),
    "aanbieder": (NUMBER_DEADLINE, FIRST_DAY_30),
}
"""Role -> the last days for what migrates, and the first after the silent days."""
ANSWERED_WITHIN = {"303": 20, "323": 10}
"""Kind of message -> the working days within which a gemeente answers it without an order."""
END_OF_DAY = time(17)
NEVER = datetime.combine(date(2199, 12, 31), END_OF_DAY, tzinfo=AMSTERDAM)
_BOUND = re.compile(r"<(?:\w+:)?(?:Einddatum|Ingangsdatum)>(\d{4}-\d{2}-\d{2})<")


def first_days(role: str, stock: Iterable[Mapping[str, object]]) -> set[date]:
    """The days that are known when a system begins.

    An aanbieder reports the end of a toewijzing, and the start that was not reported yet, within days of it.
    """
    bounds = {str(record["einddatum"]) for record in stock if record["einddatum"]}
    bounds |= {str(record["ingangsdatum"]) for record in stock if not record["gestart"]}
    return {*FIXED[role], *(_soon_after(bounds) if role == "aanbieder" else ())}


def days_of_message(role: str, code: str, xml: str, day: date) -> set[date]:
    """The days that a message which comes in on a day, adds."""
    if role == "gemeente" and code in ANSWERED_WITHIN:
        due = working_days_after(day, ANSWERED_WITHIN[code])
        return {working_days_after(due, 1) if day < SILENCE_START <= due else due}
    if role == "gemeente":
        return set()
    return _soon_after(set(_BOUND.findall(xml))) if code == "301" else set()


def next_of(days: Iterable[date], after: date) -> datetime:
    """The end of the first of these days after a day."""
    day = min((one for one in days if one > after), default=None)
    return NEVER if day is None else datetime.combine(day, END_OF_DAY, tzinfo=AMSTERDAM)


def _soon_after(bounds: Iterable[str]) -> set[date]:
    """The next working day after each of these, where it is a day."""
    found = set()
    for bound in bounds:
        try:
            day = date.fromisoformat(bound)
        except ValueError:
            continue
        if EARLIEST < day < LATEST - timedelta(days=30):
            found.add(working_days_after(day, 1))
    return found
