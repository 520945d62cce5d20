"""The days that toewijzingen cover: gaps, double cover, and which toewijzingen need a successor (TW-06, BS-02)."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from migratietoets.conformance.rules.questions.reasons import Reason
from migratietoets.conformance.rules.views.succession import reference_day, stock_reasons
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.history import CAUSED_BY_CLIENT
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import DEADLINE_30, END_OF_2020


def covered_periods(histories: list[History], day: date) -> list[tuple[date, date]]:
    """The periods that hold on a day, by ingangsdatum; open ones run to date.max, cancelled ones are left out."""
    out = []
    for history in histories:
        state = history.in_force(day)
        if state is not None:
            out.append((history.ingangsdatum, state.einddatum or date.max))
    return sorted(out)


def gaps(cover: list[tuple[date, date]], start: date, end: date) -> list[tuple[date, date]]:
    """The days in start..end that no period covers."""
    out, uncovered = [], start
    for first, last in cover:
        if first > uncovered:
            out.append((uncovered, min(first - ONE_DAY, end)))
        if last >= end:
            return [gap for gap in out if gap[0] <= gap[1]]
        uncovered = max(uncovered, last + ONE_DAY)
    return [gap for gap in [*out, (uncovered, end)] if gap[0] <= gap[1]]


def overlaps(cover: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """The days that two periods cover."""
    return [(later[0], min(earlier[1], later[1])) for earlier, later in pairwise(cover) if later[0] <= earlier[1]]


def _ended_by_client(history: History, why: list[Reason], day: date) -> bool:
    state = history.shortened(day)
    return not why and state is not None and state.reden in CAUSED_BY_CLIENT


def to_replace(trace: Trace) -> Iterator[History]:
    """Toewijzingen that were ended before their time, and so need an adjoining successor.

    One that was issued and cancelled within the trace counts as never sent.
    """
    day, why = reference_day(trace), stock_reasons(trace)
    for history in trace.histories.values():
        if not history.existing and history.cancelled(day):
            continue
        if history.shortened(day) is not None and not _ended_by_client(history, why.get(history, []), day):
            yield history


def still_open(trace: Trace, begin: date) -> bool:
    """A gap from 01-01-2021 may still be filled in release 3.0 while the trace has not reached 31-01-2021."""
    return trace.end < DEADLINE_30 and begin > END_OF_2020
