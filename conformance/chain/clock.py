"""The clock of a campaign: the moments it passes, and what the cases have happen at each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from migratietoets.conformance.catalogue.calendar import BEGIN, END
from migratietoets.conformance.catalogue.case.case import Case, Step
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.istandaard.kalender import AMSTERDAM, ONE_DAY

MIDNIGHT = datetime.combine(BEGIN, time(0), tzinfo=AMSTERDAM)
"""Where the clock starts."""
CLOSING_TIME = time(17)
"""The chain advances both parties at least once a day, to this hour."""


@dataclass(frozen=True)
class CaseStep:
    """Step number `number` (from 1) of a case."""

    case: Case
    number: int
    step: Step


def first_day(cases: Iterable[Case]) -> datetime:
    """Where the clock starts when it is set on the day of the first step."""
    first = min((step.at for case in cases for step in case.steps), default=MIDNIGHT)
    return datetime.combine(first.date(), time(0), tzinfo=AMSTERDAM)


def days(cases: Iterable[Case], first: date = BEGIN) -> Iterator[tuple[date, list[tuple[datetime, list[CaseStep]]]]]:
    """Every day from the first, with its moments in order and the steps of each, those of the first case first."""
    agenda: dict[datetime, list[CaseStep]] = defaultdict(list)
    for case in cases:
        for number, step in enumerate(case.steps, start=1):
            agenda[step.at].append(CaseStep(case, number, step))
    day = first
    while day <= END:
        moments = {at for at in agenda if at.date() == day} | {datetime.combine(day, CLOSING_TIME, tzinfo=AMSTERDAM)}
        yield day, [(at, agenda.get(at, [])) for at in sorted(moments)]
        day += ONE_DAY


def busy(played: Mapping[str, Symbols]) -> Callable[[date], Iterable[str]]:
    """Which cases have something happen on a day or the day before it: a step, or a toewijzing that begins or ends.

    Args:
        played: the cases of a campaign, with their values.
    """
    found: dict[date, set[str]] = defaultdict(set)
    for name, symbols in played.items():
        days = {step.at.date() for step in symbols.case.steps}
        days |= {day for record in symbols.stock.values() for day in (record.ingangsdatum, record.einddatum) if day}
        for day in days:
            found[day].add(name)
    return lambda day: found[day] | found[day - ONE_DAY]
