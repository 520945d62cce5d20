"""Starts and stops: which 305 or 307 speaks of which toewijzing (IV051, IV096)."""

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.trace import Spoor, Verloop, Verzonden
from istandaard.berichten.regie import VERWIJDEREN, Regieproduct
from istandaard.berichten.retour import AFGEKEURD, GOED

TIJDELIJK = "20"
"""RedenBeeindiging of a stop that is not for good."""
DOOR_GEMEENTE = "36"
"""RedenBeeindiging, new in 3.0: the gemeente caused it."""
DOOR_WIJZIGINGSVERZOEK = "37"


@dataclass(frozen=True, slots=True)
class Melding:
    """One line of a 305 or 307 and the message that holds it."""

    bericht: Verzonden
    product: Regieproduct


def over(verloop: Verloop, product: Regieproduct) -> bool:
    """Whether a line of a 305 or 307 speaks of this toewijzing: by number, else by the other key fields (IV051).

    What a line with a number says of the other key fields may not contradict them.
    """
    sleutel = verloop.sleutel
    kenmerken = ((product.categorie, sleutel.categorie), (product.code, sleutel.code))
    if product.toewijzing_ingangsdatum not in {None, sleutel.ingangsdatum}:
        return False
    if product.toewijzingnummer is None:
        return all(eigen == ander for eigen, ander in kenmerken)
    return product.toewijzingnummer == sleutel.toewijzingnummer and all(
        eigen in {None, ander} for eigen, ander in kenmerken
    )


def _alle(spoor: Spoor, soort: str, verloop: Verloop) -> Iterator[Melding]:
    aanbieder, bsn = verloop.sleutel.aanbieder, verloop.sleutel.bsn
    for bericht in spoor.berichten:
        if (
            bericht.soort != soort
            or bericht.herkomst != "party"
            or (bericht.aanbieder, bericht.bsn) != (aanbieder, bsn)
        ):
            continue
        for product in bericht.regie:
            if over(verloop, product):
                yield Melding(bericht, product)


def _meldingen(spoor: Spoor, soort: str, verloop: Verloop) -> Iterator[Melding]:
    return (melding for melding in _alle(spoor, soort, verloop) if melding.product.status != VERWIJDEREN)


def gemeld(spoor: Spoor, soort: str, verloop: Verloop) -> list[Melding]:
    """What was reported by 305 or 307 and still stands: not taken back later, and not refused.

    A gemeente that is judged may not hide behind its own refusal.
    """
    staat: list[Melding] = []
    for melding in _alle(spoor, soort, verloop):
        antwoord = spoor.antwoord_op(melding.bericht)
        codes = set() if antwoord is None else set(antwoord.retourcodes)
        if melding.product.status == VERWIJDEREN:
            staat = [m for m in staat if m.product.begindatum != melding.product.begindatum]
            continue
        geweigerd = AFGEKEURD in codes or (len(melding.bericht.regie) == 1 and codes - {GOED})
        if not geweigerd or spoor.rol == "gemeente":
            staat.append(melding)
    return staat


def stops(spoor: Spoor, verloop: Verloop) -> Iterator[Melding]:
    """The stops (307) of a toewijzing that the aanbieder sent, in order of sending."""
    return _meldingen(spoor, "307", verloop)


def starts(spoor: Spoor, verloop: Verloop) -> Iterator[Melding]:
    """The starts (305) of a toewijzing that the aanbieder sent, in order of sending."""
    return _meldingen(spoor, "305", verloop)
