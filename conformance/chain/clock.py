"""The clock of a campaign: the moments it passes, and what the cases have happen at each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from migratietoets.conformance.catalogue.calendar import BEGIN, END, moment
from migratietoets.conformance.catalogue.cases import Case
from migratietoets.istandaard.kalender import AMSTERDAM

MIDNIGHT = datetime.combine(BEGIN, time(0), tzinfo=AMSTERDAM)
"""Where the clock starts."""
CLOSING_TIME = time(17)
"""The chain advances both parties at least once a day, to this hour."""


@dataclass(frozen=True)
class CaseStep:
    """One step of one case at its moment."""

    at: datetime
    case: Case
    number: int
    data: Mapping[str, Any]


def days(cases: Iterable[Case]) -> Iterator[tuple[date, list[tuple[datetime, list[CaseStep]]]]]:
    """Every day of the calendar, with its moments in order and the steps of each, those of the first case first."""
    agenda: dict[datetime, list[CaseStep]] = defaultdict(list)
    for case in cases:
        for number, data in enumerate(case.steps, start=1):
            at = moment(data["op"])
            agenda[at].append(CaseStep(at, case, number, data))
    day = BEGIN
    while day <= END:
        moments = {at for at in agenda if at.date() == day} | {datetime.combine(day, CLOSING_TIME, tzinfo=AMSTERDAM)}
        yield day, [(at, agenda.get(at, [])) for at in sorted(moments)]
        day += timedelta(days=1)
