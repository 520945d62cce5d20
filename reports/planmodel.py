"""A migration plan as data: the steps of one gemeente and one aanbieder, in the order in which they fall due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from istandaard.model import Toewijzing
from istandaard.releases import Domein
from reports.assess import REDENEN, Actie, Beoordeling, Verwijzing, verwijs, zonder_bsn
from reports.woorden import regel


@dataclass(frozen=True, slots=True)
class Stap:
    """One action on one toewijzing."""

    uiterlijk: date
    vroegst: date | None
    actie: Actie
    toewijzing: Toewijzing
    verwijzing: Verwijzing
    redenen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keuze:
    """A toewijzing whose successor only the gemeente can choose; `routes` are the names of the possibilities."""

    uiterlijk: date
    toewijzing: Toewijzing
    verwijzing: Verwijzing
    redenen: tuple[str, ...]
    routes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opmerking:
    """A remark of the assessment."""

    verwijzing: Verwijzing
    tekst: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What one gemeente and one aanbieder have to do.

    Attributes:
        bekeken, over: how many toewijzingen were assessed, and how many of them migrate.
        stappen, keuzes: by deadline, and within it in the order of the input.
    """

    gemeente: str
    aanbieder: str
    domeinen: tuple[Domein, ...]
    bekeken: int
    over: int
    stappen: tuple[Stap, ...]
    keuzes: tuple[Keuze, ...]
    opmerkingen: tuple[Opmerking, ...]

    @property
    def momenten(self) -> tuple[date, ...]:
        """The deadlines of the plan, the first one first."""
        return tuple(sorted({stap.uiterlijk for stap in self.stappen}))

    def op(self, moment: date) -> tuple[Stap, ...]:
        """The steps due on one deadline."""
        return tuple(stap for stap in self.stappen if stap.uiterlijk == moment)


def maak_plannen(beoordelingen: Iterable[tuple[Toewijzing, Beoordeling]]) -> tuple[Plan, ...]:
    """One plan per gemeente and aanbieder, in the order of their codes."""
    alle = list(beoordelingen)
    bsns = frozenset(toewijzing.bsn for toewijzing, _ in alle)
    groepen: dict[tuple[str, str], list[tuple[Toewijzing, Beoordeling]]] = {}
    for toewijzing, beoordeling in alle:
        groepen.setdefault((toewijzing.gemeente, toewijzing.aanbieder), []).append((toewijzing, beoordeling))
    return tuple(_plan(groepen[sleutel], bsns) for sleutel in sorted(groepen))


def _plan(leden: Sequence[tuple[Toewijzing, Beoordeling]], bsns: frozenset[str]) -> Plan:
    stappen: list[Stap] = []
    keuzes: list[Keuze] = []
    opmerkingen: list[Opmerking] = []
    rang = 0
    for toewijzing, beoordeling in leden:
        wie = verwijs(toewijzing, rang + 1, bsns)
        rang += not wie.nummer
        redenen = tuple(REDENEN.get(reden, regel(reden)) for reden in beoordeling["reasons"])
        opmerkingen.extend(Opmerking(wie, zonder_bsn(tekst, bsns)) for tekst in beoordeling["remarks"])
        if not beoordeling["must_migrate"]:
            continue
        termijn = date.fromisoformat(beoordeling["deadline"])
        if not beoordeling["actions"]:
            routes = tuple(mogelijk["route"] for mogelijk in beoordeling["alternatives"])
            keuzes.append(Keuze(termijn, toewijzing, wie, redenen, routes))
        for actie in beoordeling["actions"]:
            uiterlijk = date.fromisoformat(actie["latest"]) if actie.get("latest") else termijn
            vroegst = date.fromisoformat(actie["earliest"]) if actie.get("earliest") else None
            stappen.append(Stap(uiterlijk, vroegst, actie, toewijzing, wie, redenen))
    eerste = leden[0][0]
    return Plan(
        gemeente=eerste.gemeente,
        aanbieder=eerste.aanbieder,
        domeinen=tuple(sorted({toewijzing.domein for toewijzing, _ in leden})),
        bekeken=len(leden),
        over=sum(1 for _, beoordeling in leden if beoordeling["must_migrate"]),
        stappen=tuple(sorted(stappen, key=lambda stap: stap.uiterlijk)),
        keuzes=tuple(sorted(keuzes, key=lambda keuze: keuze.uiterlijk)),
        opmerkingen=tuple(opmerkingen),
    )
