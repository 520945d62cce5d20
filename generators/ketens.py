"""What holds for a client from day to day once a label is carried out: a chain of toewijzingen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from generators.aflopen import Afloop
from generators.agenda import OP_TIJD
from generators.defecten import Gelabeld
from generators.keuzes import product_bij
from generators.opvolgers import eenheid_30
from generators.producten import Product
from generators.stappen import INTREKKEN, NIEUW, WIJZIG
from generators.tijdlijnen import geval
from istandaard.releases import EINDE_2020


@dataclass(frozen=True, slots=True)
class Schakel:
    """A toewijzing as it holds in the end, both days included.

    Attributes:
        nummer: its place in the chain; 0 is the toewijzing of the record, unless that was cancelled.
        product: what is delivered on it.
        volume: euro cents when eenheid is 83.
        budget: euro cents.
    """

    nummer: int
    toewijzingnummer: str | None
    ingangsdatum: date
    einddatum: date | None
    product: Product
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget: int | None

    def geldt_op(self, dag: date) -> bool:
        """It covers the day."""
        return self.ingangsdatum <= dag and (self.einddatum is None or dag <= self.einddatum)

    def eenheid_op(self, dag: date) -> str:
        """The eenheid in which is delivered: its own, else that of the product in the release that holds by then."""
        if self.eenheid is not None:
            return self.eenheid
        return self.product.eenheid if dag <= EINDE_2020 else eenheid_30(self.product)


def keten(gelabeld: Gelabeld, nummer: Callable[[], str]) -> tuple[Schakel, ...]:
    """The toewijzing, ended where its label says so, and what follows it; nothing when it is cancelled.

    What only the gemeente can choose is chosen as in a timeline.

    Args:
        gelabeld: a toewijzing with its label.
        nummer: gives a toewijzingnummer that nobody has, for each successor.
    """
    oud = gelabeld.toewijzing
    acties = geval(OP_TIJD, gelabeld).acties
    einddatum = next((actie.einddatum for actie in acties if actie.action in {INTREKKEN, WIJZIG}), oud.einddatum)
    rest = [(actie, nummer()) for actie in acties if actie.action == NIEUW]
    delen = [*(() if einddatum == oud.ingangsdatum else ((oud, oud.toewijzingnummer),)), *rest]
    uit = []
    for plaats, (deel, toewijzingnummer) in enumerate(delen):
        van = deel.ingangsdatum
        assert van is not None
        product = product_bij(oud.domein, deel.categorie or oud.categorie, deel.code, deel.eenheid or oud.eenheid)
        uit.append(
            Schakel(
                plaats,
                toewijzingnummer,
                van,
                einddatum if deel is oud else deel.einddatum,
                product,
                deel.volume,
                deel.eenheid,
                deel.frequentie,
                deel.budget,
            )
        )
    return tuple(uit)


def afloop(schakels: Sequence[Schakel], op: date) -> tuple[Afloop, tuple[Schakel, ...]]:
    """The toewijzing that was running on a day, or at the end of 2020 for a day of 2021, and its successor.

    Args:
        schakels: a chain, at least one.
        op: the first day on which something was delivered.

    Returns:
        The afloop, and the links that it speaks of: one or two.
    """
    begonnen = [n for n, schakel in enumerate(schakels) if schakel.ingangsdatum <= min(op, EINDE_2020)]
    plaats = begonnen[-1] if begonnen else 0
    paar = tuple(schakels[plaats : plaats + 2])
    if len(paar) > 1 and paar[1].einddatum is not None and paar[1].einddatum < op:
        paar = paar[1:]
    opvolger = paar[1].ingangsdatum if len(paar) > 1 else None
    return Afloop(paar[0].ingangsdatum, paar[0].einddatum, opvolger), paar
