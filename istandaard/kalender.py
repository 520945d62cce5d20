"""Weeks, months, the 4-week calendar of 2020 and working days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import holidays

from istandaard.releases import EINDE_2020

_DAG = timedelta(days=1)
_VIER_WEKEN = timedelta(weeks=4)
_ZATERDAG = 5

Week = tuple[int, int]
"""An ISO week: year and number."""


def iso_week(dag: date) -> Week:
    """The ISO week a day lies in: 2021-01-03 is in (2020, 53)."""
    jaar, nummer, _ = dag.isocalendar()
    return jaar, nummer


def week(jaar: int, nummer: int) -> tuple[date, date]:
    """Monday and sunday of an ISO week.

    Raises:
        ValueError: that year has no such week.
    """
    return date.fromisocalendar(jaar, nummer, 1), date.fromisocalendar(jaar, nummer, 7)


def dagen_van(geleverd: str) -> tuple[date, date]:
    """First and last day of what a delivery names: a day as 2020-12-31, or an ISO week as 2020-W53.

    Raises:
        ValueError: neither of these.
    """
    jaar, streep, nummer = geleverd.partition("-W")
    return week(int(jaar), int(nummer)) if streep else (date.fromisoformat(geleverd),) * 2


def zondag(van: Week) -> date:
    """The sunday that ends an ISO week; with output it decides where the week is declared (DC-10)."""
    return week(*van)[1]


def maand(dag: date) -> tuple[date, date]:
    """First and last day of the calendar month a day lies in."""
    return dag.replace(day=1), dag.replace(day=monthrange(dag.year, dag.month)[1])


@dataclass(frozen=True, slots=True)
class Periode:
    """A period of the 4-week calendar of 2020, both days included."""

    nummer: int
    begindatum: date
    einddatum: date

    @property
    def naam(self) -> str:
        """The name used in reports and in `declare`: "2020-P13"."""
        return f"2020-P{self.nummer:02d}"


@dataclass(frozen=True, slots=True)
class Kalender:
    """One reading of the 4-week calendar of 2020.

    Attributes:
        omschrijving: the reading, in Dutch.
        ritme: the day from which periods of 28 days are counted.
        eerste: the day on which period 1 begins.
    """

    omschrijving: str
    ritme: date
    eerste: date


KALENDERS: MappingProxyType[str, Kalender] = MappingProxyType(
    {
        "A": Kalender("dertien keer 28 dagen, teruggeteld vanaf 03-01-2021", date(2020, 1, 6), date(2020, 1, 6)),
        "B": Kalender("per vier ISO-weken vanaf week 1", date(2019, 12, 30), date(2019, 12, 30)),
        "C": Kalender("als B, begonnen op nieuwjaarsdag", date(2019, 12, 30), date(2020, 1, 1)),
        "D": Kalender("als A, begonnen op nieuwjaarsdag", date(2020, 1, 6), date(2020, 1, 1)),
    }
)
"""The readings of a calendar that was never found. All agree that period 13 ends on 31-12-2020 and holds week 53
of that year as far as it lies in 2020 (DC-04); from 07-12-2020 they agree on every day."""
STANDAARDKALENDER = "A"
ZEKER_VANAF = date(2020, 12, 7)
"""From this day all readings give the same period."""
_AANTAL = 13


@cache
def vierwekenperioden(kalender: str = STANDAARDKALENDER) -> tuple[Periode, ...]:
    """The 13 periods of 2020 in one reading; they join, and the last is cut off at 31-12-2020.

    Raises:
        KeyError: no such reading.
    """
    soort = KALENDERS[kalender]
    begin = [soort.eerste, *(soort.ritme + i * _VIER_WEKEN for i in range(1, _AANTAL))]
    eind = [*(dag - _DAG for dag in begin[1:]), EINDE_2020]
    return tuple(Periode(i, van, tot) for i, (van, tot) in enumerate(zip(begin, eind, strict=True), 1))


def vierwekenperiode(dag: date, kalender: str = STANDAARDKALENDER) -> Periode | None:
    """The period of 2020 a day lies in; None outside the calendar, as for every day of 2021.

    Raises:
        KeyError: no such reading.
    """
    perioden = vierwekenperioden(kalender)
    return next((periode for periode in perioden if periode.begindatum <= dag <= periode.einddatum), None)


@cache
def feestdagen(jaar: int) -> frozenset[date]:
    """The days of a year that count as feestdag in the Algemene termijnenwet (article 3).

    These are nieuwjaarsdag, Goede Vrijdag (put on a par there), tweede paasdag, Koningsdag, 5 mei (each year, not
    only in jubilee years), Hemelvaartsdag, tweede pinksterdag and both kerstdagen. That law fixes how terms in
    working days run for authorities, and the standard does not define its own.
    """
    return frozenset(holidays.country_holidays("NL", years=jaar, categories=("public", "optional")))


def werkdag(dag: date) -> bool:
    """Tell whether a day is a working day: monday to friday and no feestdag."""
    return dag.weekday() < _ZATERDAG and dag not in feestdagen(dag.year)


def werkdagen_na(dag: date, aantal: int) -> date:
    """The day that lies a number of working days after a day; that day itself does not count.

    With 0: the day itself. A message of friday answered within three working days: wednesday.
    """
    while aantal > 0:
        dag += _DAG
        aantal -= werkdag(dag)
    return dag
