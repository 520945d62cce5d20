"""When a recorded message was sent or received: a moment, or only a day."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from migratietoets.istandaard.kalender import AMSTERDAM, EARLIEST, LATEST, day_of

_NOON = time(12)
_SHAPE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


@dataclass(frozen=True, slots=True)
class When:
    """A moment, or a day of which no more is known.

    Attributes:
        at: the moment; noon of a day.
        exact: the moment itself is known, not the day alone.
    """

    at: datetime
    exact: bool

    @property
    def day(self) -> date:
        """The day in Europe/Amsterdam."""
        return day_of(self.at)


def on(day: date) -> When:
    """A day."""
    return When(datetime.combine(day, _NOON, AMSTERDAM), exact=False)


def read_when(text: str) -> When:
    """What stands in an index or an envelope: 2020-12-01, 2020-12-01T09:30 (in Amsterdam) or with an offset.

    Raises:
        ValueError: it is something else, or lies outside the calendar.
    """
    if not _SHAPE.fullmatch(text):
        raise ValueError(text)
    if len(text) == len("2020-12-01"):
        when = on(date.fromisoformat(text))
    else:
        at = datetime.fromisoformat(text.replace(",", "."))
        when = When(at if at.tzinfo is not None else at.replace(tzinfo=AMSTERDAM), exact=True)
    try:
        if not EARLIEST <= when.day <= LATEST:
            raise ValueError(text)
    except OverflowError:
        raise ValueError(text) from None
    return when
