"""The tests of the suite: one per case and rule, and one per case for every rule it does not name."""

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.gevallen import Geval
from conformance.keten import Campagne
from conformance.keuze import OVERIGE, Keuze
from conformance.logboek import Event
from conformance.register import register
from reports.allure import melding

SLECHT = frozenset({"fail", "not_exercised", "adapter_error", "kit_error"})
"""Verdicts that fail a test."""


@dataclass(frozen=True)
class Toets:
    """One test: a rule (or the rules a case does not name) on a case in a campaign."""

    campagne: Campagne
    geval: Geval
    regel: str

    @property
    def naam(self) -> str:
        """Reads as a path: toewijzingen/per-4-weken-specifiek[MT-04-wmo]."""
        return f"{self.geval.id}[{self.regel}-{self.campagne.domein}]"


def toetsen(keuze: Keuze, rol: str) -> Iterator[Toets]:
    """Every test for one role, in a fixed order."""
    for campagne in keuze.campagnes():
        if campagne.rol != rol:
            continue
        for geval in campagne.gevallen:
            for regel_id in geval.regels:
                if keuze.regel_telt(regel_id) and register()[regel_id].bindt_rol(rol):
                    yield Toets(campagne, geval, regel_id)
            if not keuze.regels:
                yield Toets(campagne, geval, OVERIGE)


def vonnis_van(toets: Toets, vonnissen: dict[tuple[str, str], Event]) -> list[Event]:
    """The verdicts a test stands for: its own rule, or every other rule that was broken."""
    if toets.regel != OVERIGE:
        return [vonnissen[toets.geval.id, toets.regel]]
    return [v for (geval, regel), v in vonnissen.items() if geval == toets.geval.id and regel not in toets.geval.regels]


def zin(vonnis: Event) -> str:
    """A verdict as a reader needs it: what, expected, found, the command that shows it again, and the source."""
    return f"{melding(vonnis)}\nBron: {vonnis['source']}"
