"""What had taken the place of a toewijzing already, when the desk ordered something of it (AC-01, AC-10)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.views.desk import Ending, endings
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.trace.history import Change, History, State
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.succession import kinship

DAYS_BETWEEN = 31
"""A replacement that begins more than a month before or after the end of the old one replaces nothing."""


def adjoins(old: History, change: Change, new: History) -> bool:
    """Whether what is new begins about when the old one ends by a change of it, or instead of it."""
    end = change.after.last_day
    joins = old.ingangsdatum if old.is_cancellation(change.after) or end == date.max else end + ONE_DAY
    return abs((new.ingangsdatum - joins).days) <= DAYS_BETWEEN


def stand_at(order: Ending, history: History | None = None) -> State | None:
    """How the toewijzing, or another, stood when the desk ordered something of it."""
    at = order.instruction.at
    return (history or order.history).latest(lambda state: state.bericht is None or state.bericht.at < at)


def successors_at(trace: Trace, order: Ending) -> Iterator[History]:
    """What had been issued by then and adjoins it, and what adjoins that: from the day after its end, or instead."""
    seen = [order.history]
    for old in seen:
        stood = stand_at(order, old)
        if stood is None or stood.einddatum is None:
            continue
        begin = old.ingangsdatum if old.is_cancellation(stood) else stood.einddatum + ONE_DAY
        for one in of_client(trace, old.client):
            first = one.first.bericht
            issued = first is not None and first.at < order.instruction.at
            if issued and one not in seen and one.ingangsdatum == begin and kinship(old.key, one.key) is not None:
                seen.append(one)
                yield one


def order_on_predecessor(trace: Trace, bericht: SentMessage, history: History, state: State) -> Ending | None:
    """The order on what it had taken the place of that its last day does, where nothing else was ordered of it since.

    A day before its first one means that it never holds.
    """
    own = [one.instruction.at for one in endings(trace).get(history, ()) if one.instruction.given_before(bericht)]
    for old in of_client(trace, history.client):
        given = [one for one in endings(trace).get(old, ()) if one.instruction.given_before(bericht)]
        if old is history or not given or (own and own[-1] >= given[-1].instruction.at):
            continue
        last = given[-1]
        annuls = history.is_cancellation(state) and last.einddatum < history.ingangsdatum
        if (annuls or state.einddatum == last.einddatum) and history in successors_at(trace, last):
            return last
    return None
