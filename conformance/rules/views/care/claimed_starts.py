"""Which starts of care a claim tells of: who claims on a toewijzing delivered, so the care on it had begun (OP295)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.rules.views.care.starts import care
from migratietoets.conformance.rules.views.claims.deliveries import deliveries
from migratietoets.conformance.rules.views.claims.prestaties import LOST, Claimed, credited, known_debits
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.codelijsten.codes import REACTIONS


@dataclass(frozen=True, slots=True)
class ClaimedStart:
    """A start of care that a claim tells of.

    Attributes:
        day: that of the claim.
        told: it was reported.
        unsure: another stop may have put right the one after which the care should have begun anew.
    """

    history: History
    day: date
    told: bool
    unsure: bool = False


def claimed_starts(trace: Trace) -> Iterator[ClaimedStart]:
    """The first start on each toewijzing on which was claimed, and the one after each stop that stands."""
    first: dict[History, ClaimedStart] = {}
    again: dict[tuple[History, date], ClaimedStart] = {}
    seen_from = trace.first_day if _starts_seen(trace) else date.max
    for claim, (history, state) in known_debits(trace):
        if claim.fate in LOST or id(claim) in credited(trace):
            continue
        if history.facts is None and history.ingangsdatum >= seen_from:
            told = bool(care(trace, history).begindata)
            first.setdefault(history, ClaimedStart(history, claim.bericht.day, told))
        after = _after_stop(trace, claim, history, state)
        if after is not None:
            stop, one = after
            again.setdefault((history, stop), one)
    yield from first.values()
    yield from again.values()


def _starts_seen(trace: Trace) -> bool:
    """Whether starts are seen: a script may leave them out."""
    return any(b.known is not None or b.kind == "305" for b in trace.from_system())


def _after_stop(trace: Trace, claim: Claimed, history: History, state: State) -> tuple[date, ClaimedStart] | None:
    """What is claimed of care after a stop that was reported and stands, by the last day of that stop.

    One that only answers what the gemeente did ends a toewijzing, and not the care.
    """
    said = care(trace, history).said
    own = (one.product for one in said if not one.starts and one.product.reden_beeindiging not in REACTIONS)
    stops = [end for product in own if (end := product.einddatum) is not None]
    if not stops:
        return None
    begin, end = _delivered(trace, claim, history)
    before = max((stop for stop in stops if stop < begin), default=None)
    if before is None or begin > state.last_day:
        return None
    told = any(one.starts and before <= one.product.begindatum <= end for one in said)
    return before, ClaimedStart(history, claim.bericht.day, told, unsure=max(stops) >= begin)


def _delivered(trace: Trace, claim: Claimed, history: History) -> tuple[date, date]:
    """The first and last day on which it can have been delivered, as late as what was registered allows."""
    p = claim.prestatie
    registered = [one for one in deliveries(trace) if one.history is history]
    claimed = [one for one in registered if p.begindatum <= one.end <= p.einddatum and one.at <= claim.at]
    if not registered:
        return p.begindatum, p.einddatum
    return max(((one.start, one.end) for one in claimed), default=(date.min, date.min))
