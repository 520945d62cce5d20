"""The clock of a party: what day it is, in which release one speaks, and when the line is open (PL-01)."""

from datetime import date, datetime, time, timedelta

from migratietoets.istandaard.kalender import AMSTERDAM, ONE_DAY, is_working_day
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import FIRST_DAY_30, LAST_DAY_24, SILENCE_END, SILENCE_START, Release

WORKING_HOUR = time(9)
"""When the work of a day is done."""


class Clock:
    """The moment it is, and what the calendar of the transition says of it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    @property
    def today(self) -> date:
        """The day in Europe/Amsterdam."""
        return self.now.date()

    def may_send(self) -> bool:
        """PL-01: from 31-12-2020 until 04-01-2021 09:00 nothing is sent."""
        opening = datetime.combine(FIRST_DAY_30, WORKING_HOUR, tzinfo=AMSTERDAM)
        return self.today <= LAST_DAY_24 or self.now >= opening

    def current_release(self) -> Release:
        """PL-01: the release of a message that goes out now, or as soon as the line opens."""
        return Release.R24 if self.today <= LAST_DAY_24 else Release.R30

    def working_days_after(self, day: date, count: int) -> date:
        """PL-01: the day that lies a number of working days later; terms stand still in the quiet period."""
        while count > 0:
            day += ONE_DAY
            count -= is_working_day(day) and not SILENCE_START <= day <= SILENCE_END
        return day


def moment(what: str, text: str) -> datetime:
    """An instant with an offset, as it is in Europe/Amsterdam.

    Raises:
        InputError: no instant, or one without offset.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.min  # noqa: DTZ901  # stands for: no instant
    if found.tzinfo is None:
        raise InputError(f"{what}: verwacht een tijdstip als 2020-12-30T09:00:00+01:00; gevonden {text!r}.")
    return found.astimezone(AMSTERDAM)


def working_moments(from_: datetime, until: datetime) -> list[datetime]:
    """09:00 of every day that is reached between two moments, the last included."""
    days = (from_.date() + timedelta(days=i) for i in range((until.date() - from_.date()).days + 1))
    moments = (datetime.combine(day, WORKING_HOUR, tzinfo=AMSTERDAM) for day in days)
    return [at for at in moments if from_ < at <= until]
