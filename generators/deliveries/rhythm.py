"""What a week of care looks like: its fixed days, and how much a day and a week can hold (rhythm.yaml)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from migratietoets.generators.deliveries.successions import Link
from migratietoets.generators.deliveries.tariffs import MINUTES_PER_HOUR, Tarief
from migratietoets.istandaard.codelijsten.codes import DAYS_PER_FREQUENTIE, HOUR, MINUTE, PER_DAY
from migratietoets.istandaard.datafiles import read_yaml
from migratietoets.istandaard.kalender import ONE_DAY, Week, public_holidays, week

_TABLE = read_yaml("migratietoets.generators.deliveries", "rhythm.yaml")
_OPEN_TERM = 728
"""Days over which the total of an open-ended toewijzing is thought to be spread."""
_WEEK_0 = date(2020, 1, 6).toordinal()


@dataclass(frozen=True, slots=True)
class Hold:
    """What a day and a week can hold.

    Attributes:
        day: the most of one client in a day, all toewijzingen together.
        week: the most of one toewijzing in a week.
        step: volumes are a multiple of this.
    """

    day: int
    week: int
    step: int


HOLDS = {eenheid: Hold(row["dag"], row["week"], row["stap"]) for eenheid, row in _TABLE["eenheden"].items()}
"""By eenheid."""


@dataclass(frozen=True, slots=True)
class Habit:
    """When care of a product comes.

    Attributes:
        counts: how many days of a week, one of these.
        weekdays: the days on which it can come, monday 1.
        on_holidays: it comes on feestdagen too.
        day: the most of a day, by eenheid.
    """

    counts: tuple[int, ...]
    weekdays: tuple[int, ...]
    on_holidays: bool
    day: dict[str, int]

    def most_a_day(self, eenheid: str) -> int:
        """The most that a day holds, in an eenheid."""
        return min(self.day.get(eenheid, HOLDS[eenheid].day), HOLDS[eenheid].day)

    def most_a_week(self, eenheid: str) -> int:
        """The most that a week holds, in an eenheid."""
        return min(HOLDS[eenheid].week, len(self.weekdays) * self.most_a_day(eenheid))


@cache
def habit_of(code: str) -> Habit:
    """When care with this productcode comes: by code, else by categorie."""
    row = _TABLE["producten"].get(code) or _TABLE["producten"][code[:2]]
    return Habit(tuple(row["dagen"]), tuple(row["op"]), row.get("feestdag", False), row["dag"])


def due_a_week(link: Link, price: Tarief) -> tuple[int, int]:
    """What is due in a week, as a quotient, in the eenheid of the tarief; never more than a week can hold.

    A total and a budget are spread over the days of the toewijzing; without any omvang the product says what is usual.
    """
    times = 1 if price.per_hour is None else MINUTES_PER_HOUR
    term = _OPEN_TERM if link.einddatum is None else (link.einddatum - link.ingangsdatum).days + 1
    if link.budget is not None:
        above, below = link.budget * times * 7, (price.per_hour or price.per_eenheid or 1) * term
    elif link.volume is None:
        above, below = (link.product.week or (1,))[0] * times, 1
    elif link.frequentie in DAYS_PER_FREQUENTIE:
        days = DAYS_PER_FREQUENTIE[link.frequentie]
        above, below = link.volume * times * 7 * days.denominator, days.numerator
    else:
        above, below = link.volume * times * 7, term
    most = habit_of(link.product.code).most_a_week(price.eenheid)
    return (most, 1) if above > most * below else (above, below)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The week of one toewijzing: the same days each week, and what is due spread evenly over the weeks.

    Attributes:
        days: monday is 1.
        phase: where in the spread it begins, 0 .. 1.
    """

    habit: Habit
    days: tuple[int, ...]
    phase: float

    def volume(self, link: Link, price: Tarief, delivered_week: Week) -> int:
        """What is due in a week: whole steps; less than one a week comes once in so many weeks."""
        above, below = due_a_week(link, price)
        step = HOLDS[price.eenheid].step
        number = (week(*delivered_week)[0].toordinal() - _WEEK_0) // 7
        start = int(self.phase * below * step)
        before, after = ((n * above + start) // (below * step) for n in (number, number + 1))
        return int(after - before) * step

    def moments(self, delivered_week: Week) -> Sequence[date]:
        """The days of a week on which care comes."""
        monday = week(*delivered_week)[0]
        days = (monday + (n - 1) * ONE_DAY for n in self.days)
        return [day for day in days if self.habit.on_holidays or day not in public_holidays(day.year)]

    def shares(self, volume: int, days: int, eenheid: str) -> list[int]:
        """A volume over so many days, as equal as whole steps allow, and no day more than it holds."""
        step, most = HOLDS[eenheid].step, self.habit.most_a_day(eenheid)
        each, more = divmod(volume // step, days)
        return [min(most, (each + (n < more)) * step) for n in range(days)]


def rhythm(rng: Random, link: Link, price: Tarief) -> Rhythm:
    """A week that holds what is due: as many days as usual, more where a day would hold too much."""
    habit = habit_of(link.product.code)
    above, below = due_a_week(link, price)
    needed = -(-above // (below * habit.most_a_day(price.eenheid)))
    every_day = link.frequentie == PER_DAY
    count = len(habit.weekdays) if every_day else min(max(rng.choice(habit.counts), needed), len(habit.weekdays))
    return Rhythm(habit, tuple(sorted(rng.sample(habit.weekdays, count))), rng.random())


def day_of_client(eenheid: str) -> tuple[str, int, int]:
    """What of a day an eenheid takes, how much of that for each, and how much there is: hours are minutes."""
    of, times = (MINUTE, MINUTES_PER_HOUR) if eenheid == HOUR else (eenheid, 1)
    return of, times, HOLDS[of].day
