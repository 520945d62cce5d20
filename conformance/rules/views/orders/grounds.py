"""What asks a gemeente to grant or change something: orders of its own desk and requests of an aanbieder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from migratietoets.conformance.rules.views.cover import Days, overlap
from migratietoets.conformance.rules.views.desk import (
    Ending,
    GrantOrder,
    annulled_since,
    changed_unissued,
    changes_2020,
    endings,
    granting_orders,
)
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.orders.followed import order_on_predecessor
from migratietoets.conformance.rules.views.requests.granted import requests_known
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.trace.history import Change, History, Kind, State
from migratietoets.conformance.trace.message import Client, SentMessage
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    Wijzigingsverzoek,
)
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Key

Product = tuple[str | None, str | None]
"""Categorie and code."""


@dataclass(frozen=True, slots=True)
class Order:
    """What asked for a change.

    Attributes:
        instruction: the order of the desk, or None.
        referentie: the ReferentieAanbieder of a request, or None.
        product: of a request for several products: which one.
        days: of a new toewijzing: the first and last day that were asked; None where nobody can say.
    """

    instruction: Instruction | None = None
    referentie: str | None = None
    product: Product | None = None
    days: Days | None = field(default=None, compare=False)

    def lies_outside(self, history: History) -> bool:
        """Whether a toewijzing was issued for other days than those that were asked, all of them."""
        issued = (history.ingangsdatum, history.first.last_day)
        return self.days is not None and overlap(issued, self.days) is None

    @property
    def to_migrate(self) -> bool:
        """Whether the desk had a toewijzing withdrawn for the migration, so that a successor is due."""
        return self.instruction is not None and self.instruction.params.get("aanleiding") == Occasion.MIGRATIE


def _named(bericht: SentMessage, history: History) -> set[str | None]:
    """The references on the lines about a toewijzing."""
    return {line.product.referentie_aanbieder for line in bericht.lines if line.key == history.key}


def grant_orders(trace: Trace, bericht: SentMessage, history: History) -> Iterator[Order]:
    """What asked for a new toewijzing before it was sent: a wish of its own desk, a 315 or a 317."""
    key = history.key
    for order in granting_orders(trace):
        if order.fits(key) and order.asks(bericht) and not _taken_back(trace, order, bericht):
            days = _until_its_end(trace, bericht, key, [(order.wish.ingangsdatum, order.wish.einddatum)])
            yield Order(order.instruction, days=days)
    named, product = _named(bericht, history), (key.categorie, key.code)
    for asked in requests_known(trace, bericht):
        if isinstance(asked, AangevraagdProduct):
            if _asks(asked, key):
                days = _until_its_end(trace, bericht, key, [(asked.ingangsdatum, asked.einddatum)])
                yield Order(referentie=asked.referentie_aanbieder, days=days)
        elif asked.referentie_aanbieder in named or _changes_product(trace, asked, key):
            days = _until_its_end(trace, bericht, key, _days_asked(trace, asked, key))
            yield Order(referentie=asked.referentie_aanbieder, product=product, days=days)


def _until_its_end(
    trace: Trace, bericht: SentMessage, key: Key, asked: Sequence[tuple[date, date | None]]
) -> Days | None:
    """The first and last day of what was asked, or of what the desk made of it since; None where nothing was."""
    if not asked:
        return None
    ordered = [
        order.einddatum
        for one in of_client(trace, Client(key.aanbieder, key.bsn))
        if (one.key.categorie, one.key.code) == (key.categorie, key.code)
        for order in endings(trace).get(one, ())
        if order.instruction.given_before(bericht)
    ]
    return min(begin for begin, _ in asked), max([*ordered, *(end or date.max for _, end in asked)])


def _days_asked(trace: Trace, query: Wijzigingsverzoek, key: Key) -> list[tuple[date, date | None]]:
    """The days for which a 317 asks a product."""
    numbers = _numbers_of(trace, key)
    changed = [(one.wanted_ingangsdatum, one.einddatum) for one in query.to_change if one.toewijzingnummer in numbers]
    return changed + [(one.wanted_ingangsdatum, one.einddatum) for one in query.nieuw if _asks(one, key)]


def _numbers_of(trace: Trace, key: Key) -> set[str | None]:
    """The toewijzingnummers of a client for a product."""
    product = (key.bsn, key.categorie, key.code)
    return {one.toewijzingnummer for one in trace.histories if (one.bsn, one.categorie, one.code) == product}


def _taken_back(trace: Trace, order: GrantOrder, bericht: SentMessage) -> bool:
    """Whether the desk had it annulled before a message was sent, what had come over of it or before anything had."""
    known = (one for one in changed_unissued(trace, order) if one.given_before(bericht))
    if any(date.fromisoformat(one.params["einddatum"]) <= order.wish.ingangsdatum for one in known):
        return True
    return any(one.instruction.given_before(bericht) for one in annulled_since(trace, order))


def _asks(asked: AangevraagdProduct | NieuwProduct, key: Key) -> bool:
    return (asked.categorie, asked.code) == (key.categorie, key.code)


def _changes_product(trace: Trace, query: Wijzigingsverzoek, key: Key) -> bool:
    """Whether a 317 asks for this product: as a new one, or as another omvang of one there is."""
    if any(_asks(new, key) for new in query.nieuw):
        return True
    return not _numbers_of(trace, key).isdisjoint(one.toewijzingnummer for one in query.to_change)


def change_order(trace: Trace, bericht: SentMessage, history: History, change: Change) -> Order | None:
    """What asked for a change of this toewijzing before it was sent."""
    key = history.key
    given = [one for one in endings(trace).get(history, ()) if one.instruction.given_before(bericht)]
    for order in given:
        if _as_asked(order, change.after) and not _undoes(given[-1], change):
            return Order(order.instruction)
    since = order_on_predecessor(trace, bericht, history, change.after)
    if since is not None:
        return Order(since.instruction)
    for one in changes_2020(trace):
        wish = one.asked.wish
        asks = one.history is history and one.asks(bericht)
        if asks and _as_wanted(wish.ingangsdatum, wish.einddatum, history, change):
            return Order(one.instruction)
    named = _named(bericht, history)
    for query in requests_known(trace, bericht):
        if not isinstance(query, Wijzigingsverzoek):
            continue
        asked_of_it = next((one for one in query.to_change if one.toewijzingnummer == key.toewijzingnummer), None)
        left = key.toewijzingnummer in {one.toewijzingnummer for one in query.unchanged}
        named_here = query.referentie_aanbieder in named and not left
        if asked_of_it is None:
            granted = named_here
        else:
            granted = _as_wanted(asked_of_it.wanted_ingangsdatum, asked_of_it.einddatum, history, change)
        if granted:
            return Order(referentie=query.referentie_aanbieder)
    return None


def _as_wanted(begin: date, end: date | None, history: History, change: Change) -> bool:
    """Whether a toewijzing ends as the change of it asks: where the new content begins, or on the day that was asked.

    With retroactive effect the days may be others (OP348); a mistake may be mended within five working days.
    """
    bericht = change.after.bericht
    assert bericht is not None
    retroactive = min(begin, end or date.max) <= bericht.day
    if retroactive or change.kinds.isdisjoint({Kind.CANCELLED, Kind.SHORTENED, Kind.EXTENDED}):
        return True
    last = term_end(bericht.day, WORKING_DAYS_REACTION)
    since = history.states[history.states.index(change.after) :]
    return any(_ends_as_wanted(begin, end, history, state) for state in since if state.sent <= last)


def _ends_as_wanted(begin: date, end: date | None, history: History, state: State) -> bool:
    if history.is_cancellation(state):
        return begin <= history.ingangsdatum
    return state.einddatum in {begin - ONE_DAY, end}


def _undoes(last: Ending, change: Change) -> bool:
    """Whether a change undoes what was ordered last, when that had been done already; nor is it mended in time."""
    states, bericht = last.history.states, change.after.bericht
    assert bericht is not None
    place, due = states.index(change.after), term_end(bericht.day, WORKING_DAYS_REACTION)
    done = [one for one in states[:place] if one is change.before or one.sent >= last.instruction.day]
    since = [one for one in states[place:] if one.sent <= due]
    return any(_as_asked(last, one) for one in done) and not any(_as_asked(last, one) for one in since)


def _as_asked(order: Ending, state: State) -> bool:
    """Whether the einddatum is the one that was asked; one before its first day means that it never held."""
    end = state.einddatum
    return end == order.einddatum or order.einddatum <= order.history.ingangsdatum == end
