"""When a gemeente sends what: the day of each action, for a gemeente that is early, on time, late, or stops halfway."""

from collections.abc import Callable, Mapping
from datetime import date

from migratietoets.generators.chance import integer
from migratietoets.generators.stock.label import Action
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import FIRST_DAY_30, NUMBER_DEADLINE, Release

EARLY, ON_TIME, TOO_LATE, HALFWAY, OTHER_ROUTE = "vroeg", "op_tijd", "te_laat", "halverwege", "andere_route"
NEW_IN_NOVEMBER, NEW_IN_DECEMBER = "nieuw_in_november", "nieuw_in_december"

_WORKING_DAYS_PER_WEEK = 5


def _working_days(start: date, end: date) -> tuple[date, ...]:
    days = (start + n * ONE_DAY for n in range((end - start).days + 1))
    return tuple(day for day in days if day.weekday() < _WORKING_DAYS_PER_WEEK)


OCTOBER = _working_days(date(2020, 10, 5), date(2020, 10, 30))
NOVEMBER = _working_days(date(2020, 11, 9), date(2020, 11, 20))
DECEMBER = _working_days(date(2020, 12, 7), date(2020, 12, 18))
JANUARY = _working_days(FIRST_DAY_30, date(2021, 1, 22))
"""Weekdays on which a gemeente that is early, or as most are, sends."""

PickDay = Callable[[Toewijzing, Action], date | None]
"""The day on which an action of a toewijzing is carried out; None: never."""


def day_for(days: tuple[date, ...], *parts: object) -> date:
    """One of these days, the same for the same parts."""
    return days[integer("dag", *parts) % len(days)]


def _early(toewijzing: Toewijzing, action: Action) -> date:
    """As soon as the release and the action allow."""
    return action.earliest or day_for(OCTOBER, toewijzing.gemeente, toewijzing.bsn)


def _in_time(_toewijzing: Toewijzing, action: Action) -> date:
    """On the last day."""
    return action.latest


def _too_late(_toewijzing: Toewijzing, action: Action) -> date:
    """The day after the last day."""
    return action.latest + ONE_DAY


def _ordinary(toewijzing: Toewijzing, action: Action) -> date:
    """Some weeks before the last day; all of a client on the same day."""
    if action.earliest == action.latest:
        return action.latest
    in_24 = NOVEMBER if action.latest <= NUMBER_DEADLINE else DECEMBER
    days = JANUARY if action.release == Release.R30 else in_24
    return day_for(days, toewijzing.gemeente, toewijzing.bsn)


def _halfway(toewijzing: Toewijzing, action: Action) -> date | None:
    """As usual up to the withdrawals and the stops; nothing new is sent any more, and nothing is changed."""
    return None if action.action in {"nieuwe_toewijzing", "wijzig_einddatum"} else _ordinary(toewijzing, action)


AGENDA: Mapping[str, PickDay] = {
    EARLY: _early,
    ON_TIME: _in_time,
    TOO_LATE: _too_late,
    HALFWAY: _halfway,
    OTHER_ROUTE: _ordinary,
    NEW_IN_NOVEMBER: _ordinary,
    NEW_IN_DECEMBER: _ordinary,
}
"""The day of each action, by timeline."""
