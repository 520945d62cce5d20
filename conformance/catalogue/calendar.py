"""The calendar of the cases: from when to when they play, and the moment of a step."""

from datetime import date, datetime, time

from migratietoets.istandaard.kalender import AMSTERDAM

BEGIN = date(2020, 9, 1)
END = date(2021, 2, 28)
DEFAULT_TIME = time(9)


def moment(at: str) -> datetime:
    """The instant of a step: its time, or 09:00 Europe/Amsterdam."""
    day, _, hour = at.partition("T")
    return datetime.combine(
        date.fromisoformat(day), time.fromisoformat(hour) if hour else DEFAULT_TIME, tzinfo=AMSTERDAM
    )
