"""How the reports of an aanbieder stand to each other: what ran when a line was sent, and what it takes back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from migratietoets.conformance.rules.views.care.reports import Report, lines_on, reports, reports_on, standing
from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.naming import named
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Instruction, Trace, view
from migratietoets.istandaard.codelijsten.codes import TEMPORARY


@dataclass(frozen=True, slots=True)
class Care:
    """The care on one toewijzing as reports tell it.

    Attributes:
        said: what stands, in order of sending.
        from_stock: its start was reported before the trace began, on a day that the record does not tell.
    """

    said: tuple[Report, ...]
    from_stock: bool

    @property
    def last(self) -> Report | None:
        """The last start or stop that stands."""
        return self.said[-1] if self.said else None

    @property
    def running(self) -> bool:
        """A start was reported, and no stop since."""
        return self.last.starts if self.last is not None else self.from_stock

    @property
    def begun(self) -> datetime | None:
        """When the start that stands and came last was reported; None where that was before the trace."""
        return next((one.bericht.at for one in reversed(self.said) if one.starts), None)

    @property
    def begindata(self) -> frozenset[date]:
        """The first day of every start that stands and is known."""
        return frozenset(one.product.begindatum for one in self.said if one.starts)

    def resumed_since(self, stop: Report) -> date | None:
        """The first day of the care that a stop should have named: resumed after what it names was stopped (OP155).

        None where nothing was resumed by its einddatum: it may then correct or confirm the stop that was there.
        """
        named, known = stop.product.begindatum, self.begindata
        stopped = any(
            not one.starts and (one.product.begindatum == named or not {one.product.begindatum, named} & known)
            for one in self.said
        )
        later = [day for day in known if named < day <= (stop.product.einddatum or date.max)]
        return max(later, default=None) if stopped else None


def care(trace: Trace, history: History, before: Report | None = None) -> Care:
    """The care on a toewijzing in the end, or as its aanbieder had reported it before one line.

    What was refused counts for nothing; of the lines of one message the earlier come first.
    """
    said = (one for one in reports_on(trace, history) if before is None or one.n < before.n)
    facts = history.facts
    return Care(tuple(standing(said)), facts is not None and facts.gestart)


@view
def own_reports(trace: Trace) -> tuple[Report, ...]:
    """Every line the judged aanbieder sent itself."""
    return tuple(one for one in reports(trace) if trace.own(one.bericht))


def refused_before(trace: Trace, report: Report) -> Report | None:
    """The latest line that says the same and had been refused, which this one sends again."""
    found = None
    for one in lines_on(trace, report.history):
        if one.n < report.n and one.refused and (one.key, one.removes) == (report.key, report.removes):
            answer = trace.answer_to(one.bericht)
            found = one if answer is not None and knew(report.bericht, answer) else found
    return found


def asked(trace: Trace, history: History, command: str) -> Iterator[Instruction]:
    """What the desk of the aanbieder was asked to report of a toewijzing, in order."""
    return iter(_asked(trace).get((history, command), ()))


def corrected_before(trace: Trace, history: History, order: Instruction, bericht: SentMessage) -> bool:
    """Whether the desk said it otherwise after an order to start or stop, before a message: the later word goes first.

    Only the same once more: not what follows on it after a stop or a start, nor a stop later than a temporary one.
    """
    turn = "stop_zorg" if order.command == "start_zorg" else "start_zorg"
    until = min((one.at for one in asked(trace, history, turn) if one.at > order.at), default=bericht.at)
    return any(
        order.at < later.at < min(until, bericht.at) and later.params != order.params and not _follows(later, order)
        for later in asked(trace, history, order.command)
    )


def _follows(later: Instruction, order: Instruction) -> bool:
    """Whether a stop comes after a temporary one, that stays: the care was resumed, or did not come back."""
    one, other = order.params, later.params
    return one.get("reden") == TEMPORARY and other["einddatum"] > one["einddatum"]


def start_told(trace: Trace, history: History, order: Instruction) -> bool | None:
    """Whether a start that the desk told of was reported; None where nothing was left to report.

    After a stop of earlier care the care begins anew, and so does its report: a start from before that stop tells
    nothing of it, nor does one from after the next stop that the desk told of. On what day it was, AC-02 judges.
    """
    day, now = date.fromisoformat(order.params["begindatum"]), care(trace, history)
    stopped = max(_stops_before(trace, history, order, now), default=None)
    next_stop = next((one for one in asked(trace, history, "stop_zorg") if one.at > order.at), None)
    until = date.max if next_stop is None else date.fromisoformat(next_stop.params["einddatum"])
    if (stopped is None and now.from_stock) or any((stopped or date.min) < one <= until for one in now.begindata):
        return True
    state = history.in_force(trace.end)
    no_longer = stopped is not None and state is not None and state.last_day < day
    return None if until < day or no_longer else False


def _stops_before(trace: Trace, history: History, order: Instruction, now: Care) -> Iterator[date]:
    """The last days of earlier care, of which the stop stands; told by the desk or reported before it began anew."""
    day = date.fromisoformat(order.params["begindatum"])
    told = {one.params["einddatum"] for one in asked(trace, history, "stop_zorg") if one.at < order.at}
    for one in now.said:
        end = one.product.einddatum
        if one.starts or end is None or not one.product.begindatum <= end < day:
            continue
        if one.bericht.at <= order.at or end.isoformat() in told:
            yield end


@view
def _asked(trace: Trace) -> Mapping[tuple[History, str], list[Instruction]]:
    found: dict[tuple[History, str], list[Instruction]] = defaultdict(list)
    for one in trace.instructions:
        if one.command in {"start_zorg", "stop_zorg"}:
            history = named(trace, one.params["toewijzing"], one.day)
            if history is not None:
                found[history, one.command].append(one)
    return found
