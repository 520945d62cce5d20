"""Which toewijzing follows which: the chain of successors, the days it covers and the quantity it gives (TW-06)."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from migratietoets.conformance.rules.questions.reasons import Numbers, Reason, reasons, valid_in_2021, variant_reasons
from migratietoets.conformance.rules.questions.successor import successor
from migratietoets.conformance.rules.views.cover import overlap
from migratietoets.conformance.rules.views.rights.promise import perhaps_for_client, promise
from migratietoets.conformance.rules.views.rights.replacements import replacements_by
from migratietoets.conformance.trace.history import History, Kind, State
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.model import Content, InputError, Toewijzing
from migratietoets.istandaard.releases import DEADLINE_30, VARIANT_DEADLINE
from migratietoets.istandaard.succession import predecessors
from migratietoets.istandaard.varianten import only_in_30


@view
def stock_reasons(trace: Trace) -> dict[History, list[Reason]]:
    """Why each toewijzing of the stock had to migrate, judged on the stock as it was."""
    numbers = _numbers(trace)
    return {one: reasons(facts, numbers) for one, facts in closed_by(trace, trace.end).items()}


def reasons_by(trace: Trace, day: date) -> dict[History, list[Reason]]:
    """The same, without what was ordered or asked after a day: that undoes no duty that was to be done by then."""
    if day >= trace.end:
        return stock_reasons(trace)
    numbers = _numbers(trace)
    return {one: reasons(facts, numbers) for one, facts in closed_by(trace, day).items()}


def closed_by(trace: Trace, day: date) -> dict[History, Toewijzing]:
    """Each toewijzing of the stock as it was, with the last day that is still due by what was known on a day."""
    return {one: _closed(trace, one, one.facts, day) for one in trace.histories.values() if one.facts}


@view
def unclosed_reasons(trace: Trace) -> dict[History, list[Reason]]:
    """The same, without what was ordered, asked or stopped since."""
    numbers = _numbers(trace)
    return {one: reasons(one.facts, numbers) for one in trace.histories.values() if one.facts}


@view
def _numbers(trace: Trace) -> Numbers:
    numbers = Numbers()
    for number in {one.key.toewijzingnummer for one in trace.histories.values() if one.facts}:
        for one in trace.holders.get(number or "", ()):
            if one.facts is not None and not one.facts.cancelled:
                numbers.add(one.key)
    return numbers


def _closed(trace: Trace, history: History, facts: Toewijzing, day: date) -> Toewijzing:
    """The record with the last day that is still due: what was ordered, asked or stopped earlier needs no migration.

    Where the desk cannot be seen, a withdrawal for a reason of the client that nothing followed may have been ordered.
    """
    end = promise(trace, history, min(day, trace.end)).end
    came_back = _came_back_until(trace).get(history, date.min)
    if valid_in_2021(came_back) and came_back > end:
        return facts
    end = max(end, came_back)
    end = min(end, _perhaps_until(trace).get(history, end))
    if valid_in_2021(end) and end >= facts.ingangsdatum:
        return facts
    return replace(facts, einddatum=max(end, facts.ingangsdatum))


@view
def _came_back_until(trace: Trace) -> dict[History, date]:
    """The last day of what came in its place, and not in that of another of the same product.

    Beyond the day on which it was to end that is migration, whatever the desk or the aanbieder did.
    """
    succession = successions(trace)
    found: dict[History, date] = {}
    for rights in replacements_by(trace, trace.end):
        for made in rights.promises:
            own = succession.successors(made.history)
            came = [one for one in rights.successors if one.prolonged or one.history in own]
            ends = (min(one.days[1], promise(trace, one.history, trace.end).end) for one in came)
            found[made.history] = max(ends, default=date.min)
    return found


@view
def _perhaps_until(trace: Trace) -> dict[History, date]:
    """The last day of what perhaps ended for the client, or of the last thing that came in its place."""
    found: dict[History, date] = {}
    for rights in () if trace.desk_visible else replacements_by(trace, trace.end):
        for made in rights.promises:
            parts = [made.history, *(one.history for one in rights.successors)]
            last = max(parts, key=lambda one: one.ingangsdatum)
            state = last.at(trace.end)
            if state is not None and state.einddatum is not None and perhaps_for_client(last, trace.end):
                found[made.history] = state.einddatum
    return found


@dataclass(frozen=True)
class Successions:
    """Per toewijzing that was ended before its time: the toewijzingen issued in its place, by ingangsdatum."""

    predecessor: dict[History, History]
    merged: dict[History, tuple[History, ...]]
    """Of an old one that became one with another: what took the place of both."""

    @cached_property
    def _children(self) -> dict[History, list[History]]:
        found: dict[History, list[History]] = {}
        for new, old in self.predecessor.items():
            found.setdefault(old, []).append(new)
        return found

    def children(self, old: History) -> list[History]:
        """Direct successors."""
        found = (*self._children.get(old, ()), *self.merged.get(old, ()))
        return sorted(found, key=lambda one: (one.ingangsdatum, one.first.moment))

    def successors(self, old: History) -> list[History]:
        """Successors and their successors, by ingangsdatum."""
        out = []
        for child in self.children(old):
            out += [child, *self.successors(child)]
        return sorted(out, key=lambda one: (one.ingangsdatum, one.first.moment))

    def root(self, history: History) -> History:
        """The toewijzing at the start of the chain; itself when it follows nothing."""
        while history in self.predecessor:
            history = self.predecessor[history]
        return history


def successions(trace: Trace) -> Successions:
    """Match each newly issued toewijzing to the ended one it replaces."""
    return successions_by(trace, trace.end)


def successions_by(trace: Trace, day: date) -> Successions:
    """The same by what was sent up to and including a day: what was undone since was there then."""
    day, known = min(day, trace.end), _successions(trace)
    if day not in known:
        known[day] = _matched(trace, day)
    return known[day]


@view
def _successions(_trace: Trace) -> dict[date, Successions]:
    """What was asked before."""
    return {}


def _matched(trace: Trace, day: date) -> Successions:
    found: dict[History, History] = {}
    merged: dict[History, tuple[History, ...]] = {}
    for rights in replacements_by(trace, day):
        new_ones = [one.history for one in rights.successors if not one.prolonged]
        taking_part = [*(made.history for made in rights.promises), *new_ones]
        due = {made.history: made.end for made in rights.promises}
        pairs = dict(predecessors(taking_part, day, due.get))
        found |= pairs
        for made in rights.promises:
            if made.history not in pairs.values():
                days = (rights.join(made), made.latest)
                merged[made.history] = tuple(one.history for one in rights.successors if overlap(days, one.days))
    return Successions(found, merged)


def needs_30(history: History, new_ones: list[History]) -> bool | None:
    """Whether the successor needs release 3.0: from the facts, else from what was issued; None when nobody can know."""
    facts = history.facts
    if facts is not None:
        aspecifiek = facts.code is None and facts.omvang is not None
        if facts.vervanging is not None or not aspecifiek:
            try:
                return successor(facts, facts.vervanging).only_30
            except InputError:
                return None
    contents = [one.first.content for one in new_ones if valid_in_2021(one.first.einddatum)]
    return any(is_30(content) for content in contents) if contents else None


def is_30(content: Content) -> bool:
    """Content that release 2.4 cannot express."""
    return only_in_30(content.categorie, content.eenheid, budget=content.budget is not None)


def uitvoering_of(succession: Successions, history: History) -> str | None:
    """Inspanning or output as known at the start of the chain, while the product stays the same."""
    root = succession.root(history)
    same = root.key.code == history.key.code
    return root.facts.uitvoering if root.facts is not None and same else None


def defects(succession: Successions, history: History, day: date) -> list[Reason]:
    """Why a toewijzing, as it stands that day, is no permitted variant in 2021; empty when it is or has ended."""
    state = history.in_force(day)
    if state is None or not valid_in_2021(state.einddatum):
        return []
    return variant_reasons(state.content, state.einddatum, uitvoering_of(succession, history))


def settled(succession: Successions, history: History, day: date) -> bool:
    """Whether by a day the defect is gone, and a sound successor or change was sent."""
    new_ones = [one for one in succession.successors(history) if valid_in_2021(_taking_over(one).einddatum)]
    own = history.in_force(day)
    adjusted = own is not None and own.bericht is not None and valid_in_2021(own.einddatum)
    succeeded = any(_taking_over(one).sent <= day and not defects(succession, one, day) for one in new_ones)
    return not defects(succession, history, day) and (adjusted or succeeded)


def _taking_over(one: History) -> State:
    """The state with which a successor took over: how it was issued, or what extended it where it was there already."""
    return took_over(one) or one.first


def took_over(one: History) -> State | None:
    """The state of a message with which a successor took over; None where none did."""
    if not one.existing:
        return one.first
    extended = (change.after for change in one.changes if Kind.EXTENDED in change.kinds)
    return next(extended, None)


def migrated_by(succession: Successions, history: History) -> date:
    """The last day to mend its variant: 31-01-2021 where the successor needs 3.0, else 30-12-2020 (MT-04, MT-05)."""
    return DEADLINE_30 if needs_30(history, succession.successors(history)) else VARIANT_DEADLINE
