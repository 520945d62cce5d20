"""Which toewijzing follows which: the chain of successors, the days it covers and the quantity it gives (TW-06)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from conformance.rules.migratieschema import (
    Nummers,
    geldig_in_2021,
    redenen,
    variantredenen,
)
from conformance.rules.opvolging import opvolger
from conformance.rules.regie import DOOR_GEMEENTE, DOOR_WIJZIGINGSVERZOEK, TIJDELIJK, gemeld
from conformance.trace import Spoor, Verloop
from istandaard.model import Inhoud, Invoerfout, Toewijzing
from istandaard.releases import UITERLIJK_30
from istandaard.verloop import AANLEIDING_CLIENT, voorgangers

DAG = timedelta(days=1)
GEEN_EIGEN_STOP = frozenset({TIJDELIJK, DOOR_GEMEENTE, DOOR_WIJZIGINGSVERZOEK})
"""RedenBeeindiging of a stop that is temporary or a reaction: the aanbieder did not end the care himself."""


def peildag(spoor: Spoor) -> date:
    """The day on which the result is judged: 31-01-2021, or the end of the trace."""
    return min(UITERLIJK_30, spoor.einde)


@lru_cache(maxsize=4)
def stockredenen(spoor: Spoor) -> dict[Verloop, list[str]]:
    """Why each toewijzing of the stock had to migrate, judged on the stock as it was."""
    nummers = Nummers()
    for nummer in {v.sleutel.toewijzingnummer for v in spoor.verlopen.values() if v.feiten}:
        for v in spoor.houders.get(nummer or "", ()):
            if v.feiten is not None and not v.feiten.geannuleerd:
                nummers.voeg_toe(v.sleutel)
    return {v: redenen(_afgesloten(spoor, v, v.feiten), nummers) for v in spoor.verlopen.values() if v.feiten}


def _afgesloten(spoor: Spoor, verloop: Verloop, feiten: Toewijzing) -> Toewijzing:
    """The record, with its last day where the aanbieder stopped the care for good and the gemeente then withdrew it."""
    stand = verloop.ingekort(spoor.einde)
    if stand is None or stand.bericht is None or stand.reden not in AANLEIDING_CLIENT:
        return feiten
    gestopt = any(
        melding.bericht.op < stand.bericht.op and melding.product.reden_beeindiging not in GEEN_EIGEN_STOP
        for melding in gemeld(spoor, "307", verloop)
    )
    return replace(feiten, einddatum=stand.einddatum) if gestopt else feiten


@dataclass(frozen=True)
class Ketens:
    """Per toewijzing that was ended before its time: the toewijzingen issued in its place, by ingangsdatum."""

    voorganger: dict[Verloop, Verloop]

    def kinderen(self, oud: Verloop) -> list[Verloop]:
        """Direct successors."""
        gevonden = [nieuw for nieuw, van in self.voorganger.items() if van is oud]
        return sorted(gevonden, key=lambda v: (v.ingangsdatum, v.eerste.moment))

    def opvolgers(self, oud: Verloop) -> list[Verloop]:
        """Successors and their successors, by ingangsdatum."""
        uit = []
        for kind in self.kinderen(oud):
            uit += [kind, *self.opvolgers(kind)]
        return sorted(uit, key=lambda v: (v.ingangsdatum, v.eerste.moment))

    def wortel(self, verloop: Verloop) -> Verloop:
        """The toewijzing at the start of the chain; itself when it follows nothing."""
        while verloop in self.voorganger:
            verloop = self.voorganger[verloop]
        return verloop


@lru_cache(maxsize=4)
def ketens(spoor: Spoor) -> Ketens:
    """Match each newly issued toewijzing to the ended one it replaces."""
    return Ketens(dict(voorgangers(spoor.verlopen.values(), spoor.einde)))


def vraagt_30(verloop: Verloop, nieuwe: list[Verloop]) -> bool | None:
    """Whether the successor needs release 3.0: from the facts, else from what was issued; None when nobody can know."""
    feiten = verloop.feiten
    if feiten is not None:
        aspecifiek = feiten.code is None and feiten.omvang is not None
        if feiten.vervanging is not None or not aspecifiek:
            try:
                return opvolger(feiten, feiten.vervanging).alleen_30
            except Invoerfout:
                return None
    inhouden = [v.eerste.inhoud for v in nieuwe if geldig_in_2021(v.eerste.einddatum)]
    return any(is_30(i) for i in inhouden) if inhouden else None


def is_30(inhoud: Inhoud) -> bool:
    """Content that release 2.4 cannot express: a budget, no product, or stuks (inspanning)."""
    stuks = inhoud.omvang is not None and inhoud.omvang.eenheid == "84"
    return inhoud.budget is not None or inhoud.categorie is None or stuks


def uitvoering_van(keten: Ketens, verloop: Verloop) -> str | None:
    """Inspanning or output as known at the start of the chain, while the product stays the same."""
    wortel = keten.wortel(verloop)
    zelfde = wortel.sleutel.code == verloop.sleutel.code
    return wortel.feiten.uitvoering if wortel.feiten is not None and zelfde else None


def gebreken(keten: Ketens, verloop: Verloop, dag: date) -> list[str]:
    """Why a toewijzing, as it stands that day, is no permitted variant in 2021; empty when it is or has ended."""
    stand = verloop.geldend(dag)
    if stand is None or not geldig_in_2021(stand.einddatum):
        return []
    return variantredenen(stand.inhoud, stand.einddatum, uitvoering_van(keten, verloop))
