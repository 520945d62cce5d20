"""What asks a gemeente to grant or change something: orders of its own desk and requests of an aanbieder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.rules.views.desk import Ending, changes_2020, endings, granting_orders
from migratietoets.conformance.rules.views.requests.granted import requests_known
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.trace.history import Change, History, Kind, State
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.istandaard.berichten.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    TeWijzigenProduct,
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
    """

    instruction: Instruction | None = None
    referentie: str | None = None
    product: Product | None = None


def _named(bericht: SentMessage, history: History) -> set[str | None]:
    """The references on the lines about a toewijzing."""
    return {line.product.referentie_aanbieder for line in bericht.lines if line.key == history.key}


def grant_orders(trace: Trace, bericht: SentMessage, history: History) -> Iterator[Order]:
    """What asked for a new toewijzing before it was sent: a wish of its own desk, a 315 or a 317."""
    key = history.key
    for wish in granting_orders(trace):
        if wish.fits(key) and wish.instruction.given_before(bericht):
            yield Order(wish.instruction)
    named, product = _named(bericht, history), (key.categorie, key.code)
    for asked in requests_known(trace, bericht):
        if isinstance(asked, AangevraagdProduct):
            if _asks(asked, key):
                yield Order(referentie=asked.referentie_aanbieder)
        elif asked.referentie_aanbieder in named or _changes_product(trace, asked, key):
            yield Order(referentie=asked.referentie_aanbieder, product=product)


def _asks(asked: AangevraagdProduct | NieuwProduct, key: Key) -> bool:
    return (asked.categorie, asked.code) == (key.categorie, key.code)


def _changes_product(trace: Trace, query: Wijzigingsverzoek, key: Key) -> bool:
    """Whether a 317 asks for this product: as a new one, or as another omvang of one there is."""
    if any(_asks(new, key) for new in query.nieuw):
        return True
    numbers = {one.toewijzingnummer for one in query.to_change}
    return any(
        other.toewijzingnummer in numbers
        and (other.bsn, other.categorie, other.code) == (key.bsn, key.categorie, key.code)
        for other in trace.histories
    )


def change_order(trace: Trace, bericht: SentMessage, history: History, change: Change) -> Order | None:
    """What asked for a change of this toewijzing before it was sent."""
    key = history.key
    for order in endings(trace).get(history, ()):
        if order.instruction.given_before(bericht) and _as_asked(order, change):
            return Order(order.instruction)
    for asked in changes_2020(trace):
        if asked.history is history and asked.instruction.given_before(bericht):
            return Order(asked.instruction)
    named = _named(bericht, history)
    for query in requests_known(trace, bericht):
        if not isinstance(query, Wijzigingsverzoek):
            continue
        asked_of_it = next((one for one in query.to_change if one.toewijzingnummer == key.toewijzingnummer), None)
        left = key.toewijzingnummer in {one.toewijzingnummer for one in query.unchanged}
        named_here = query.referentie_aanbieder in named and not left
        if named_here if asked_of_it is None else _as_requested(asked_of_it, history, change):
            return Order(referentie=query.referentie_aanbieder)
    return None


def _as_requested(asked: TeWijzigenProduct, history: History, change: Change) -> bool:
    """Whether a toewijzing ends as the change of it asks: where the new content begins, or on the day that was asked.

    With retroactive effect the days may be others (OP348); a mistake may be mended within five working days.
    """
    bericht = change.after.bericht
    assert bericht is not None
    retroactive = min(asked.wanted_ingangsdatum, asked.einddatum or date.max) <= bericht.day
    if retroactive or change.kinds.isdisjoint({Kind.CANCELLED, Kind.SHORTENED, Kind.EXTENDED}):
        return True
    last = term_end(bericht.day, WORKING_DAYS_REACTION)
    since = history.states[history.states.index(change.after) :]
    return any(_ends_as_requested(asked, history, state) for state in since if state.sent <= last)


def _ends_as_requested(asked: TeWijzigenProduct, history: History, state: State) -> bool:
    if history.is_cancellation(state):
        return asked.wanted_ingangsdatum <= history.ingangsdatum
    return state.einddatum in {asked.wanted_ingangsdatum - ONE_DAY, asked.einddatum}


def _as_asked(order: Ending, change: Change) -> bool:
    """Whether the einddatum is the one that was asked; one before its first day means that it never held."""
    end = change.after.einddatum
    return end == order.einddatum or order.einddatum <= order.history.ingangsdatum == end
