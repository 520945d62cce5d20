"""What asks a gemeente to grant or change something: orders of its own desk and requests of an aanbieder."""

from collections.abc import Iterator
from dataclasses import dataclass

from migratietoets.conformance.rules.views.desk import Ending, changes_2020, endings, granting_orders
from migratietoets.conformance.rules.views.requests.granted import requests_known
from migratietoets.conformance.trace.history import Change, History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct, NieuwProduct, Wijzigingsverzoek
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


def _named(bericht: SentMessage, history: History) -> set[str]:
    """The references on the lines about a toewijzing; those of the whole message where its own lines have none."""
    lines = [line for line in bericht.lines if line.product.referentie_aanbieder is not None]
    own = {line.product.referentie_aanbieder for line in lines if line.key == history.key}
    return {found for found in own or {line.product.referentie_aanbieder for line in lines} if found is not None}


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
        changed = {one.toewijzingnummer for one in query.to_change}
        if query.referentie_aanbieder in named or key.toewijzingnummer in changed:
            return Order(referentie=query.referentie_aanbieder)
    return None


def _as_asked(order: Ending, change: Change) -> bool:
    """Whether the einddatum is the one that was asked; one before its first day means that it never held."""
    end = change.after.einddatum
    return end == order.einddatum or order.einddatum <= order.history.ingangsdatum == end
