"""The days that toewijzingen cover: gaps, double cover, and which toewijzingen need a successor (TW-06, BS-02)."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from conformance.rules.keten import DAG, peildag, stockredenen
from conformance.trace import Spoor, Verloop
from istandaard.releases import EINDE_2020, UITERLIJK_30
from istandaard.verloop import AANLEIDING_CLIENT


def periodes(verlopen: list[Verloop], dag: date) -> list[tuple[date, date]]:
    """The periods that hold on a day, by ingangsdatum; open ones run to date.max, cancelled ones are left out."""
    uit = []
    for v in verlopen:
        stand = v.geldend(dag)
        if stand is not None:
            uit.append((v.ingangsdatum, stand.einddatum or date.max))
    return sorted(uit)


def gaten(dekking: list[tuple[date, date]], van: date, tot: date) -> list[tuple[date, date]]:
    """The days in van..tot that no period covers."""
    uit, volgende = [], van
    for begin, eind in dekking:
        if begin > volgende:
            uit.append((volgende, min(begin - DAG, tot)))
        if eind == date.max or eind >= tot:
            return [g for g in uit if g[0] <= g[1]]
        volgende = max(volgende, eind + DAG)
    return [g for g in [*uit, (volgende, tot)] if g[0] <= g[1]]


def overlappingen(dekking: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """The days that two periods cover."""
    return [(later[0], min(eerder[1], later[1])) for eerder, later in pairwise(dekking) if later[0] <= eerder[1]]


def _beeindigd_door_client(verloop: Verloop, waarom: list[str], dag: date) -> bool:
    stand = verloop.ingekort(dag)
    return not waarom and stand is not None and stand.reden in AANLEIDING_CLIENT


def te_vervangen(spoor: Spoor) -> Iterator[Verloop]:
    """Toewijzingen that were ended before their time, and so need an adjoining successor.

    One that was issued and cancelled within the trace counts as never sent.
    """
    dag, waarom = peildag(spoor), stockredenen(spoor)
    for verloop in spoor.verlopen.values():
        if not verloop.bestaand and verloop.geannuleerd(dag):
            continue
        if verloop.ingekort(dag) is not None and not _beeindigd_door_client(verloop, waarom.get(verloop, []), dag):
            yield verloop


def nog_open(spoor: Spoor, begin: date) -> bool:
    """A gap from 01-01-2021 may still be filled in release 3.0 while the trace has not reached 31-01-2021."""
    return spoor.einde < UITERLIJK_30 and begin > EINDE_2020
