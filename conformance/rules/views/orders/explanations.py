"""Why each line of a 301 was sent: every change it makes has one explanation, from a closed list.

What is explained is not yet right: whether the step, the decision or the replacement is as it should be, other rules
say. What nothing explains nobody asked for; what comes a second time for the same order is one too many.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from migratietoets.conformance.rules.views.care.reports import STOP, definite_stop, reports_on
from migratietoets.conformance.rules.views.cover import overlap
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.orders.changes_2020 import taken_back
from migratietoets.conformance.rules.views.orders.followed import adjoins
from migratietoets.conformance.rules.views.orders.grounds import Order, change_order, grant_orders
from migratietoets.conformance.rules.views.orders.migrating import had_to_migrate, must_migrate
from migratietoets.conformance.rules.views.requests.granted import gives_what_was_rejected
from migratietoets.conformance.rules.views.rights.succession import successions
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.trace.history import Change, History, Kind, State
from migratietoets.conformance.trace.message import Client, SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.codelijsten.codes import DEATH
from migratietoets.istandaard.history import CAUSED_BY_CLIENT
from migratietoets.istandaard.releases import DEADLINE_30
from migratietoets.istandaard.succession import kinship


class Why(StrEnum):
    """Why a line was sent, in words of its reader."""

    REPEAT = "herhaling van wat al gold"
    ORDER = "opdracht van het bureau"
    REQUEST = "besluit op een verzoek"
    STOP = "reactie op een stop zorg"
    MIGRATION = "stap van de migratie"
    REPLACEMENT = "vervanging door een aansluitende toewijzing"
    UNDONE = "herstel van een eerdere stand"
    CORRECTION = "correctie van wat pas was toegekend"
    DEATH = "overlijden, door de aanbieder bevestigd"


ASKED = frozenset({Why.ORDER, Why.REQUEST, Why.STOP, Why.DEATH})
"""Somebody else than the migration asked for it: no successor is due."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One change of one toewijzing, with why it was made.

    Attributes:
        why: None where nothing explains it.
        order: what asked for it, where something did.
        twice: what the same order had led to before, of which this is a second.
    """

    history: History
    change: Change
    why: Why | None
    order: Order | None = None
    twice: History | None = None

    @property
    def bericht(self) -> SentMessage:
        """The 301 that made it."""
        assert self.change.after.bericht is not None
        return self.change.after.bericht


@view
def changes(trace: Trace) -> tuple[tuple[History, Change], ...]:
    """Every change that a 301 made, in the order of sending and of its lines; what was refused changed nothing."""
    found: list[tuple[int, int, History, Change]] = []
    for history in trace.histories.values():
        for change in history.changes:
            bericht = change.after.bericht
            assert bericht is not None
            place = next((i for i, line in enumerate(bericht.lines) if line.key == history.key), 0)
            found.append((bericht.n, place, history, change))
    return tuple((history, change) for _, _, history, change in sorted(found, key=lambda one: one[:2]))


@view
def explanations(trace: Trace) -> tuple[Explained, ...]:
    """Every change in the trace with its explanation; orders and requests go first, then what follows from those."""
    asked = [_asked(trace, history, change) for history, change in changes(trace)]
    asked = list(_without_doubles(trace, asked))
    beside: dict[Client, list[Explained]] = defaultdict(list)
    for one in asked:
        beside[one.history.client].append(one)
    return tuple(one if one.why else _of_itself(trace, beside[one.history.client], one) for one in asked)


@view
def explained_changes(trace: Trace) -> Mapping[History, tuple[Explained, ...]]:
    """The same by toewijzing."""
    out: dict[History, list[Explained]] = {}
    for one in explanations(trace):
        out.setdefault(one.history, []).append(one)
    return {history: tuple(given) for history, given in out.items()}


def ended_by(trace: Trace, history: History, day: date) -> Explained | None:
    """What gave a toewijzing the einddatum it has at the end of a day, where that is earlier than it had before."""
    found: Explained | None = None
    for one in explained_changes(trace).get(history, ()):
        if one.change.after.sent > day:
            continue
        if one.change.kinds & {Kind.SHORTENED, Kind.CANCELLED}:
            found = one
        elif one.change.kinds & {Kind.EXTENDED, Kind.GRANTED}:
            found = one if _shorter_than_first(history, one.change.after) else None
    return found


def _shorter_than_first(history: History, state: State) -> bool:
    return state.einddatum is not None and state.einddatum < history.first.last_day


def _asked(trace: Trace, history: History, change: Change) -> Explained:
    """A change with what somebody asked for, or what was there already."""
    bericht = change.after.bericht
    assert bericht is not None
    out_of_order = change.before is not None and change.after.moment < change.before.moment
    if change.kinds == {Kind.REPEATED} or out_of_order:
        return Explained(history, change, Why.REPEAT)
    order = change_order(trace, bericht, history, change) if change.before is not None else None
    if order is None and change.before is None:
        order = next(grant_orders(trace, bericht, history), None)
    if order is not None:
        return Explained(history, change, Why.ORDER if order.instruction else Why.REQUEST, order)
    if change.before is not None and definite_stop(trace, history, bericht) is not None:
        return Explained(history, change, Why.STOP)
    if change.after.reden == DEATH and _confirms_death(trace, history):
        return Explained(history, change, Why.DEATH)
    return Explained(history, change, None)


def _confirms_death(trace: Trace, history: History) -> bool:
    return any(report.product.reden_beeindiging == DEATH for report in reports_on(trace, history, STOP))


def _without_doubles(trace: Trace, asked: list[Explained]) -> Iterator[Explained]:
    """Each order leads to one toewijzing at a time: parts may follow each other, but not hold on the same day.

    Nor does a part lie outside the days that were asked, beside one that gives some of them.
    """
    given: dict[Client, list[tuple[Order, History]]] = defaultdict(list)
    inside = _on_the_days(trace, asked)
    for one in asked:
        if one.order is None or one.change.before is not None:
            yield one
            continue
        day = min(trace.end, term_end(one.bericht.day, WORKING_DAYS_REACTION))
        double = None
        for order in grant_orders(trace, one.bericht, one.history):
            before = given[one.history.client]
            same = (history for other, history in before if other == order and history is not one.history)
            double = next((history for history in same if _overlap(history, one.history, day)), None)
            if order.lies_outside(one.history):
                double = double or next((history for o, history in inside[one.history.client] if o == order), None)
            if double is None:
                before.append((order, one.history))
                yield Explained(one.history, one.change, Why.ORDER if order.instruction else Why.REQUEST, order)
                break
        else:
            yield Explained(one.history, one.change, None, None, double)


def _on_the_days(trace: Trace, asked: list[Explained]) -> Mapping[Client, list[tuple[Order, History]]]:
    """Of each order to grant: the toewijzingen for days that were asked."""
    found: dict[Client, list[tuple[Order, History]]] = defaultdict(list)
    for one in asked:
        if one.order is not None and one.change.before is None:
            orders = grant_orders(trace, one.bericht, one.history)
            found[one.history.client] += [(o, one.history) for o in orders if not o.lies_outside(one.history)]
    return found


def _overlap(one: History, other: History, day: date) -> bool:
    mine, theirs = one.in_force(day), other.in_force(day)
    if mine is None or theirs is None:
        return False
    return overlap((one.ingangsdatum, mine.last_day), (other.ingangsdatum, theirs.last_day)) is not None


def _of_itself(trace: Trace, asked: list[Explained], one: Explained) -> Explained:
    """A change that nobody asked for, with what the gemeente may have done it for of itself."""
    history, change = one.history, one.change
    why = None
    if Kind.GRANTED in change.kinds and change.before is None:
        why = _succeeds(trace, asked, history)
        if why is Why.REPLACEMENT and (one.twice is not None or gives_what_was_rejected(trace, one.bericht, history)):
            why = None
    elif Kind.CANCELLED in change.kinds and change.before is None:
        why = None
    elif _ended_for_client(change) and not _replaced(asked, history, change):
        why = Why.UNDONE if _undoes(trace, asked, one) else None
    elif must_migrate(trace, history) or had_to_migrate(trace, history, one.bericht):
        why = Why.MIGRATION
    elif change.kinds & {Kind.SHORTENED, Kind.CANCELLED} and _replaced(asked, history, change):
        why = Why.REPLACEMENT
    elif _undoes(trace, asked, one):
        why = Why.UNDONE
    elif _mends(trace, asked, one):
        why = Why.CORRECTION
    return Explained(history, change, why, twice=one.twice)


def _ended_for_client(change: Change) -> bool:
    return Kind.SHORTENED in change.kinds and change.after.reden in CAUSED_BY_CLIENT


def _undoes(trace: Trace, asked: list[Explained], one: Explained) -> bool:
    """Whether it brings back a stand that there was before, and not only what somebody asked for lies between.

    What was ordered, or asked in a request, stays, until the desk decides otherwise; who takes it back by mistake does
    it once more.
    """
    history, change = one.history, one.change
    earlier = history.states[: history.states.index(change.after)]
    stand = (change.after.content, change.after.einddatum)
    places = [n for n, s in enumerate(earlier) if (s.content, s.einddatum) == stand and s is not change.before]
    if not places:
        return False
    between = [state.bericht for state in earlier[places[-1] + 1 :]]
    own = [c for c in asked if c.history is history and c.order is not None and not _rejected(trace, c.order, one)]
    again = [c.order for c in own if c.bericht.n > one.bericht.n]
    return all(c.order in again for c in own if c.bericht in between)


def _rejected(trace: Trace, order: Order, one: Explained) -> bool:
    return taken_back(trace, order.instruction, one.bericht)


def _succeeds(trace: Trace, asked: list[Explained], new: History) -> Why | None:
    """Whether a new toewijzing takes the place of one that ended for no other reason."""
    found = None
    for old in of_client(trace, new.client):
        if (
            old is new
            or kinship(old.key, new.key) is None
            or (not old.existing and old.first.moment > new.first.moment)
        ):
            continue
        ending = [c for c in asked if c.history is old and c.change.kinds & {Kind.SHORTENED, Kind.CANCELLED}]
        if new.first.bericht is not None and had_to_migrate(trace, old, new.first.bericht):
            return Why.MIGRATION
        to_migrate = bool(ending) and ending[-1].order is not None and ending[-1].order.to_migrate
        if ending and ending[-1].why in {Why.ORDER, Why.REQUEST, Why.DEATH} and not to_migrate:
            continue
        if must_migrate(trace, old):
            return Why.MIGRATION
        if any(adjoins(old, c.change, new) for c in ending):
            found = Why.REPLACEMENT
    return found


def _replaced(asked: list[Explained], old: History, change: Change) -> bool:
    """Whether a toewijzing that nobody else asked for takes over from one that ends."""
    return any(
        one.why is None
        and one.change.before is None
        and Kind.GRANTED in one.change.kinds
        and one.history is not old
        and kinship(old.key, one.history.key) is not None
        and adjoins(old, change, one.history)
        for one in asked
    )


def _within_promise(trace: Trace, one: Explained) -> bool:
    """Whether it ends no later since than what it took the place of: that care is still due (TW-06)."""
    root = successions(trace).root(one.history)
    return root is not one.history and one.change.after.last_day <= root.first.last_day


def _mends(trace: Trace, asked: list[Explained], one: Explained) -> bool:
    """Whether it mends what was granted in the trace: a part of the migration, or the order it was granted for."""
    first = next((c for c in asked if c.history is one.history and c.change.before is None), None)
    if one.history.existing or first is None:
        return False
    if first.order is None:
        if one.change.kinds == {Kind.EXTENDED} and _within_promise(trace, one):
            return True
        return one.bericht.day <= max(DEADLINE_30, term_end(first.bericht.day, WORKING_DAYS_REACTION)) and (
            _succeeds(trace, asked, one.history) is not None
        )
    if one.change.kinds & {Kind.SHORTENED, Kind.CANCELLED} and any(
        c.history is not one.history and (c.order == first.order or c.twice is one.history) for c in asked
    ):
        return True
    wish = first.order.instruction.params.get("gewenst", {}) if first.order.instruction else {}
    einddatum = one.change.after.einddatum
    return Kind.CANCELLED not in one.change.kinds and wish.get("einddatum") == (einddatum and einddatum.isoformat())
