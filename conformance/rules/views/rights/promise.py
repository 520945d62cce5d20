"""What a client was still to receive on one toewijzing, after what was ordered, asked and stopped (TW-06)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from migratietoets.conformance.rules.views.care.reports import deaths, definite_stop
from migratietoets.conformance.rules.views.cover import Days
from migratietoets.conformance.rules.views.desk import Change2020, GrantOrder, changes_2020, endings, granting_orders
from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.requests.granted import granted_by, granted_on
from migratietoets.conformance.trace.history import Change, History, Kind, State
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.istandaard.codelijsten.codes import (
    REACTIONS,
    SHORTENING,
)
from migratietoets.istandaard.history import CAUSED_BY_CLIENT
from migratietoets.istandaard.kalender import ONE_DAY, day_of
from migratietoets.istandaard.model import Content
from migratietoets.istandaard.releases import DECEMBER_START, END_OF_2020, START_30, Release
from migratietoets.istandaard.succession import kinship
from migratietoets.istandaard.varianten import einddatum_compulsory

SPEAKS_OF_CLIENT = CAUSED_BY_CLIENT | {SHORTENING}
"""RedenWijziging of a withdrawal after which nothing has to follow, if what it says is so."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What a toewijzing promised the client.

    Attributes:
        content: product and quantity.
        end: the last day that is still due, after what was ordered, asked or stopped; date.max without one.
        latest: the last day that was ever promised: what runs on to it is not longer than it was.
    """

    history: History
    content: Content
    end: date
    latest: date

    @property
    def begin(self) -> date:
        """Its first day."""
        return self.history.ingangsdatum


def _explained(trace: Trace, history: History, change: Change, day: date) -> bool:
    """Whether a change was asked for by the aanbieder, in a message or outside, as far as a day shows."""
    bericht = change.after.bericht
    assert bericht is not None
    if granted_on(trace, history, bericht) is not None:
        return True
    return any(
        one.history is history and one.asks(bericht) and not _half_undone(trace, one, day)
        for one in changes_2020(trace)
    )


def _half_undone(trace: Trace, change: Change2020, day: date) -> bool:
    """Whether the desk decided otherwise since, and what the change had given was cancelled: it ends nothing more."""
    every = changes_2020(trace)
    stands = any(one.until is None and one.asked.toewijzing == change.asked.toewijzing for one in every)
    if change.until is None or stands or day_of(change.until) > day:
        return False
    orders = (order for order in granting_orders(trace) if order.instruction is change.instruction)
    given = [one for order in orders for one in _made_for(trace, order)]
    return bool(given) and all(one.cancelled(day) for one in given)


def _ordered_ends(trace: Trace, history: History, day: date) -> Iterator[tuple[datetime, Days]]:
    """When the desk gave it which last day; the day before the first to cancel it.

    What bridges it to 2021 stands for it, and may run on as it was issued. What the desk withdrew only to migrate is
    still due.
    """
    for part in (history, *_bridges(trace).get(history, ())):
        for one in endings(trace).get(part, ()):
            if one.occasion != Occasion.MIGRATIE and one.instruction.day <= day:
                end = one.einddatum - ONE_DAY if one.occasion == Occasion.ANNULEREN else one.einddatum
                yield one.instruction.at, (end, end if part is history else max(end, part.first.last_day))


@view
def _bridges(trace: Trace) -> Mapping[History, list[History]]:
    """What was issued in 2.4 in the place of a toewijzing, for days of 2020 alone (BS-06)."""
    found: dict[History, list[History]] = {}
    for one in trace.histories.values():
        bericht = one.first.bericht
        if bericht is None or bericht.release != Release.R24 or one.first.last_day > END_OF_2020:
            continue
        adjoining = [old for old in of_client(trace, one.client) if one not in ordered(trace) and _adjoins(old, one)]
        same = [old for old in adjoining if old.first.content == one.first.content]
        for old in [old for old in same if old not in found][:1] or same or adjoining:
            found.setdefault(old, []).append(one)
    return found


def _adjoins(old: History, new: History) -> bool:
    """Whether a toewijzing of the same product was ended, or cancelled, where another begins."""
    state = old.at(new.first.sent)
    if old is new or state is None or kinship(old.key, new.key) != 0:
        return False
    if old.is_cancellation(state):
        return old.ingangsdatum == new.ingangsdatum
    return state.einddatum == new.ingangsdatum - ONE_DAY


def promise(trace: Trace, history: History, day: date) -> Promise:
    """What is still due on a toewijzing, by what was ordered, asked and sent up to and including a day.

    What was ordered and never granted is no right yet.
    """
    first = history.first
    end = first.last_day
    made = Promise(history, first.content, end, end)
    events: list[tuple[datetime, Days | Change]] = [
        (change.after.bericht.at, change)
        for change in history.changes
        if change.after.bericht is not None and change.after.sent <= day and change.before is not None
    ]
    events += _ordered_ends(trace, history, day)
    for _, event in sorted(events, key=lambda one: one[0]):
        if isinstance(event, Change):
            made = _after(trace, made, event, day)
        else:
            made = replace(made, end=event[0], latest=event[1])
    granted = max(state.last_day for state in history.states if state.sent <= day)
    stopped = stopped_on(trace, history) or date.max
    return replace(made, end=min(made.end, granted, stopped))


def _after(trace: Trace, made: Promise, change: Change, day: date) -> Promise:
    """The promise after one message: what the aanbieder asked replaces it, what is only longer stretches it."""
    end = change.after.last_day
    if _explained(trace, made.history, change, day):
        if Kind.CANCELLED in change.kinds:
            end = made.begin - ONE_DAY
        return replace(made, content=change.after.content, end=end, latest=end)
    if change.kinds & {Kind.EXTENDED, Kind.GRANTED}:
        return replace(made, latest=max(made.latest, end))
    return made


def stopped_on(trace: Trace, history: History) -> date | None:
    """The day on which the care ended for the client: the aanbieder stopped it himself, or the client died.

    A stop that only follows a withdrawal says nothing of the client, unless that withdrawal does.
    """
    days = [*deaths(trace, history)]
    stop = definite_stop(trace, history)
    if stop is not None and stop.product.einddatum is not None and stop.product.reden_beeindiging not in REACTIONS:
        answered = [
            change.after.reden
            for change in history.changes
            if change.kinds & {Kind.SHORTENED, Kind.CANCELLED}
            and change.after.bericht is not None
            and knew(stop.bericht, change.after.bericht)
        ]
        if not answered or answered[-1] in CAUSED_BY_CLIENT:
            days.append(stop.product.einddatum)
    return min(days, default=None)


def lost(made: Promise, state: State | None) -> bool:
    """Whether a toewijzing, as it stands, no longer gives what it promised, so that something must take its place.

    What ended for the client before 01-12-2020 needs nothing. Filling in an einddatum that 3.0 demands takes nothing
    away (BS-01).
    """
    if made.end < max(DECEMBER_START, made.begin) or made.history.is_cancellation(made.history.first):
        return False
    if state is None or made.history.is_cancellation(state) or state.content != made.content:
        return True
    if state.einddatum is None or state.einddatum >= made.end:
        return False
    return not filled_in(made, state)


def filled_in(made: Promise, state: State | None) -> bool:
    """Whether a toewijzing without einddatum got one because 3.0 demands it."""
    if made.end != date.max or state is None or state.einddatum is None or state.einddatum < START_30:
        return False
    return needs_einddatum(state.content)


def needs_einddatum(content: Content) -> bool:
    """Whether 3.0 demands an einddatum of this content (CD075, CD076)."""
    return einddatum_compulsory(content.frequentie, budget=content.budget is not None)


def perhaps_for_client(history: History, day: date) -> bool:
    """Whether a withdrawal that stands names a reason after which nothing has to follow."""
    named, longest = False, history.first.last_day
    for state in history.states:
        if state.sent <= day and state.bericht is not None:
            longest = max(longest, state.last_day)
            withdrawn = history.is_cancellation(state) or state.last_day < longest
            named = withdrawn and (named or state.reden in SPEAKS_OF_CLIENT)
    return named


@view
def ordered(trace: Trace) -> Mapping[History, object]:
    """Toewijzingen that were issued because somebody asked for them, and what asked: they take the place of nothing."""
    found: dict[History, object] = {}
    for one in trace.histories.values():
        reference = _granted_reference(trace, one)
        if reference is not None:
            found[one] = reference
    for n, wish in enumerate(granting_orders(trace)):
        found |= dict.fromkeys(_made_for(trace, wish), n)
    return found


def _granted_reference(trace: Trace, history: History) -> str | None:
    """The request that it grants, by the ReferentieAanbieder of the line that issued it."""
    bericht = history.first.bericht
    if bericht is None:
        return None
    own = (granted_by(trace, bericht, line) for line in bericht.lines if line.key == history.key)
    return next((one.referentie_aanbieder for one in own if one is not None), None)


def _made_for(trace: Trace, order: GrantOrder) -> set[History]:
    """What was issued for a wish of the desk, in one part or, around the turn of the year, in two.

    Of several that could be it, those with just what was ordered.
    """
    wish, begin = order.wish.content, order.wish.ingangsdatum
    starts = {begin, START_30} if begin <= END_OF_2020 else {begin}
    fitting = [
        one
        for one in of_client(trace, order.client)
        if one.first.bericht is not None
        and one.first.bericht.at >= order.instruction.at
        and one.ingangsdatum in starts
        and (one.key.categorie, one.key.code) == (wish.categorie, wish.code)
    ]
    amount = (wish.omvang, wish.budget)
    exact = {one for one in fitting if (one.first.content.omvang, one.first.content.budget) == amount}
    sure = {one.ingangsdatum for one in exact}
    return exact | {one for one in fitting if one.ingangsdatum not in sure}


def own_initiative(trace: Trace, history: History, change: Change) -> bool:
    """Whether the aanbieder had asked for a change, or had stopped the care by then, before it was sent."""
    bericht = change.after.bericht
    assert bericht is not None
    if _explained(trace, history, change, bericht.day):
        return True
    stop = definite_stop(trace, history, bericht)
    if stop is None or stop.product.einddatum is None or stop.product.reden_beeindiging in REACTIONS:
        return False
    return change.after.einddatum is not None and change.after.einddatum >= stop.product.einddatum
