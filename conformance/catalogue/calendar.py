"""The calendar of the cases: from when to when they play, and the moment of a step."""

from datetime import date, datetime, time

from migratietoets.istandaard.kalender import AMSTERDAM

BEGIN = date(2020, 9, 1)
END = date(2021, 3, 8)
"""Five working days after the last steps, for who claims and answers as late as is permitted."""
DEFAULT_TIME = time(9)


def moment(at: str) -> datetime:
    """The instant of a step, in Europe/Amsterdam: its time there or at the offset it gives, or 09:00."""
    day, _, hour = at.partition("T")
    when = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour) if hour else DEFAULT_TIME)
    return when.replace(tzinfo=AMSTERDAM) if when.tzinfo is None else when.astimezone(AMSTERDAM)
