"""Starts and stops: every line of a 305 or 307, of which toewijzing it speaks, and what of it stands (IV051, IV096)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.rules.views.knowledge import cancelled_before, knew
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import Client, SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.berichten.start_stop import REMOVAL, Regieproduct
from migratietoets.istandaard.codelijsten.codes import DEATH, TEMPORARY

START, STOP = "305", "307"


@dataclass(frozen=True, slots=True)
class Report:
    """One line of a 305 or 307.

    Attributes:
        n: its place among all of them, in order of sending.
        history: the toewijzing it speaks of; None where the trace knows none.
        refused: it, or its whole message, was refused: nothing follows from it.
    """

    n: int
    bericht: SentMessage
    product: Regieproduct
    history: History | None
    refused: bool

    @property
    def removes(self) -> bool:
        """It takes back an earlier one."""
        return self.product.status == REMOVAL

    @property
    def starts(self) -> bool:
        """It stands in a 305."""
        return self.bericht.kind == START

    @property
    def temporary(self) -> bool:
        """It is a stop after which the care is resumed."""
        return self.product.reden_beeindiging == TEMPORARY

    @property
    def key(self) -> tuple[str, date, date | None]:
        """What tells it from the others of its toewijzing: a removal has the key of what it takes back (TR074)."""
        return self.bericht.kind, self.product.begindatum, self.product.einddatum

    def __str__(self) -> str:
        """As a reader names it, without the client."""
        what = "start zorg" if self.starts else "stop zorg"
        return f"{'verwijdering van ' if self.removes else ''}{what} op {self.history or 'een onbekende toewijzing'}"


def speaks_of(history: History, product: Regieproduct) -> bool:
    """Whether a line of a 305 or 307 speaks of this toewijzing: by number, else by the other key fields (IV051).

    What a line with a number says of the other key fields may not contradict them.
    """
    key = history.key
    traits = ((product.categorie, key.categorie), (product.code, key.code))
    if product.toewijzing_ingangsdatum not in {None, key.ingangsdatum}:
        return False
    if product.toewijzingnummer is None:
        return all(own == other for own, other in traits)
    return product.toewijzingnummer == key.toewijzingnummer and all(own in {None, other} for own, other in traits)


@view
def reports(trace: Trace) -> tuple[Report, ...]:
    """Every line of every 305 and 307, in order of sending."""
    lines = (line for bericht in trace.berichten if bericht.regieproducten for line in _lines(trace, bericht))
    return tuple(Report(n, *line) for n, line in enumerate(lines))


@view
def _by_history(trace: Trace) -> Mapping[History | None, tuple[Report, ...]]:
    found: dict[History | None, list[Report]] = defaultdict(list)
    for one in reports(trace):
        found[one.history].append(one)
    return {history: tuple(some) for history, some in found.items()}


def lines_on(trace: Trace, history: History | None) -> tuple[Report, ...]:
    """Every line about a toewijzing, also what was refused, in order of sending."""
    return _by_history(trace).get(history, ())


def _lines(trace: Trace, bericht: SentMessage) -> Iterator[tuple[SentMessage, Regieproduct, History | None, bool]]:
    answer = trace.answer_to(bericht)
    lost = bericht.from_kit and (answer is None or not answer.accepts)
    refused = trace.refused_lines(bericht)
    for place, product in enumerate(bericht.regieproducten):
        yield bericht, product, _meant(trace, bericht, product), lost or place in refused


def _meant(trace: Trace, bericht: SentMessage, product: Regieproduct) -> History | None:
    """The toewijzing a line speaks of; of several one with just its number, but no start on what was cancelled."""
    fitting = [one for one in of_client(trace, bericht.client) if speaks_of(one, product)]
    return min(
        fitting,
        key=lambda one: (
            bericht.kind == START and cancelled_before(one, bericht),
            one.key.toewijzingnummer != product.toewijzingnummer,
        ),
        default=None,
    )


def reports_on(trace: Trace, history: History, kind: str | None = None) -> Iterator[Report]:
    """What was reported of a toewijzing and not refused, removals too, in order of sending."""
    for report in lines_on(trace, history):
        if not report.refused and kind in {None, report.bericht.kind}:
            yield report


def standing(said: Iterable[Report]) -> list[Report]:
    """The starts and stops that stand after some reports: without what was taken back."""
    left: list[Report] = []
    for report in said:
        if report.removes:
            left = [one for one in left if one.key != report.key]
        else:
            left.append(report)
    return left


@view
def _deaths(trace: Trace) -> Mapping[Client, tuple[date, ...]]:
    found: dict[Client, list[date]] = defaultdict(list)
    for one in reports(trace):
        if one.product.reden_beeindiging == DEATH and not one.refused and one.product.einddatum is not None:
            found[one.bericht.client].append(one.product.einddatum)
    return {who: tuple(days) for who, days in found.items()}


def deaths(trace: Trace, history: History) -> tuple[date, ...]:
    """Each day on which the client of a toewijzing died, as this aanbieder reported it on any toewijzing of his."""
    return _deaths(trace).get(history.client, ())


def care_ended(trace: Trace, history: History, by: SentMessage) -> bool:
    """Whether the sender of a message knew that the care had ended for good: it was stopped, or the client died."""
    dead = any(
        one.product.reden_beeindiging == DEATH and one.bericht.client == history.client and knew(by, one.bericht)
        for one in reports(trace)
        if not one.refused
    )
    return dead or definite_stop(trace, history, by) is not None


def definite_stop(trace: Trace, history: History, by: SentMessage | None = None) -> Report | None:
    """The stop that ended the care for good; None while it runs, was resumed, or stopped for a time.

    Args:
        trace: what happened.
        history: the toewijzing.
        by: only what the sender of this message knew when he sent it; None: all there is.
    """
    said = (one for one in reports_on(trace, history) if by is None or knew(by, one.bericht))
    stops = definite_stops(said)
    return stops[-1] if stops else None


def definite_stops(said: Iterable[Report]) -> list[Report]:
    """The stops of some reports that stand and end the care for good, since it was last resumed or interrupted."""
    stops: list[Report] = []
    for one in standing(said):
        if not one.starts:
            stops = [] if one.temporary else [*stops, one]
        elif stops and one.product.begindatum > (stops[-1].product.einddatum or date.min):
            stops = []
    return stops
