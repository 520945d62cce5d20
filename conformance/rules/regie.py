"""Starts and stops: which 305 or 307 speaks of which toewijzing (IV051, IV096)."""

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.trace import Spoor, Verloop, Verzonden
from istandaard.berichten.regie import Regieproduct

VERWIJDEREN = "3"
"""StatusAanlevering of a line that takes an earlier one back."""


@dataclass(frozen=True, slots=True)
class Melding:
    """One line of a 305 or 307 and the message that holds it."""

    bericht: Verzonden
    product: Regieproduct


def over(verloop: Verloop, product: Regieproduct) -> bool:
    """Whether a line of a 305 or 307 speaks of this toewijzing: by number, else by the other key fields (IV051)."""
    sleutel = verloop.sleutel
    if product.toewijzing_ingangsdatum not in {None, sleutel.ingangsdatum}:
        return False
    if (product.categorie, product.code) != (sleutel.categorie, sleutel.code):
        return False
    return product.toewijzingnummer in {None, sleutel.toewijzingnummer}


def _meldingen(spoor: Spoor, soort: str, verloop: Verloop) -> Iterator[Melding]:
    aanbieder, bsn = verloop.sleutel.aanbieder, verloop.sleutel.bsn
    for bericht in spoor.berichten:
        if (
            bericht.soort != soort
            or bericht.herkomst != "party"
            or (bericht.aanbieder, bericht.bsn) != (aanbieder, bsn)
        ):
            continue
        for product in bericht.regie:
            if over(verloop, product) and product.status != VERWIJDEREN:
                yield Melding(bericht, product)


def stops(spoor: Spoor, verloop: Verloop) -> Iterator[Melding]:
    """The stops (307) of a toewijzing that the aanbieder sent, in order of sending."""
    return _meldingen(spoor, "307", verloop)


def starts(spoor: Spoor, verloop: Verloop) -> Iterator[Melding]:
    """The starts (305) of a toewijzing that the aanbieder sent, in order of sending."""
    return _meldingen(spoor, "305", verloop)
