"""What holds for a client from day to day once a label is carried out: a chain of toewijzingen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from migratietoets.generators.deliveries.endings import Ending
from migratietoets.generators.stock.choices import product_for
from migratietoets.generators.stock.defects.names import Labelled
from migratietoets.generators.stock.products import Product
from migratietoets.generators.stock.successors import eenheid_30
from migratietoets.generators.timelines.agenda import ON_TIME
from migratietoets.generators.timelines.steps import CHANGE, NEW, WITHDRAW
from migratietoets.generators.timelines.timeline import case
from migratietoets.istandaard.releases import END_OF_2020


@dataclass(frozen=True, slots=True)
class Link:
    """A toewijzing as it holds in the end, both days included.

    Attributes:
        number: its place in the chain; 0 is the toewijzing of the record, unless that was cancelled.
        product: what is delivered on it.
        volume: euro cents when eenheid is 83.
        budget: euro cents.
    """

    number: int
    toewijzingnummer: str | None
    ingangsdatum: date
    einddatum: date | None
    product: Product
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget: int | None

    def holds_on(self, day: date) -> bool:
        """It covers the day."""
        return self.ingangsdatum <= day and (self.einddatum is None or day <= self.einddatum)

    def eenheid_on(self, day: date) -> str:
        """The eenheid in which is delivered: its own, else that of the product in the release that holds by then."""
        if self.eenheid is not None:
            return self.eenheid
        return self.product.eenheid if day <= END_OF_2020 else eenheid_30(self.product)


def chain(labelled: Labelled, number: Callable[[], str]) -> tuple[Link, ...]:
    """The toewijzing, ended where its label says so, and what follows it; nothing when it is cancelled.

    What only the gemeente can choose is chosen as in a timeline.

    Args:
        labelled: a toewijzing with its label.
        number: gives a toewijzingnummer that nobody has, for each successor.
    """
    old = labelled.toewijzing
    actions = case(ON_TIME, labelled).actions
    einddatum = next((action.einddatum for action in actions if action.action in {WITHDRAW, CHANGE}), old.einddatum)
    rest = [(action, number()) for action in actions if action.action == NEW]
    parts = [*(() if einddatum == old.ingangsdatum else ((old, old.toewijzingnummer),)), *rest]
    out = []
    for location, (part, toewijzingnummer) in enumerate(parts):
        begin = part.ingangsdatum
        assert begin is not None
        product = product_for(old.domein, part.categorie or old.categorie, part.code, part.eenheid or old.eenheid)
        out.append(
            Link(
                location,
                toewijzingnummer,
                begin,
                einddatum if part is old else part.einddatum,
                product,
                part.volume,
                part.eenheid,
                part.frequentie,
                part.budget,
            )
        )
    return tuple(out)


def ending(links: Sequence[Link], at: date) -> tuple[Ending, tuple[Link, ...]]:
    """The toewijzing that was running on a day, or at the end of 2020 for a day of 2021, and its successor.

    Args:
        links: a chain, at least one.
        at: the first day on which something was delivered.

    Returns:
        The afloop, and the links that it speaks of: one or two.
    """
    begun = [n for n, link in enumerate(links) if link.ingangsdatum <= min(at, END_OF_2020)]
    location = begun[-1] if begun else 0
    pair = tuple(links[location : location + 2])
    if len(pair) > 1 and pair[1].einddatum is not None and pair[1].einddatum < at:
        pair = pair[1:]
    successor = pair[1].ingangsdatum if len(pair) > 1 else None
    return Ending(pair[0].ingangsdatum, pair[0].einddatum, successor), pair
