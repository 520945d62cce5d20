"""What an aanbieder delivers on a toewijzing around the turn of the year: days or weeks, volumes and tarieven."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from generators.defecten import Gelabeld
from generators.ketens import Schakel, afloop
from generators.leveringen import AFSPRAKEN, INSPANNING, OUTPUT, WEEK_53, Declarant, Levering, naam_van
from generators.producten import DAG, MAAND, STUKS, WEEK
from generators.tarieven import MINUTEN_PER_UUR, Tarief, tarief
from generators.toeval import kans
from istandaard.kalender import Week, iso_week, week
from istandaard.model import Toewijzing

_DAG = timedelta(days=1)
JAARWISSELING = tuple(date(2020, 12, 21) + n * _DAG for n in range(21))
"""Every day of the weeks 52, 53 and 1."""
DAGEN = (
    *(date(2020, 11, 24), date(2020, 11, 30), date(2020, 12, 1), date(2020, 12, 6), date(2020, 12, 7)),
    *(date(2020, 12, 15), *JAARWISSELING, date(2021, 1, 19), date(2021, 1, 31), date(2021, 2, 1)),
)
WEKEN: tuple[Week, ...] = (*((2020, n) for n in range(48, 54)), *((2021, n) for n in range(1, 6)))
"""The days of inspanning and the weeks of output of which some, or all, are taken; week 53 always is."""
_PLAATS_53 = WEKEN.index(WEEK_53)
HOEVEEL = (1, 2, 3, 4)
AANDEEL_VOLUIT, AANDEEL_TE_LAAT, AANDEEL_MIJLPAAL, AANDEEL_VOL = 0.02, 0.3, 0.3, 0.5
"""Shares: with every day or week; still delivered after the end, of what could be; output that is a result on a day;
and as much as there is room for."""
TE_LAAT = timedelta(days=14)
"""So long after the end something is still delivered, by mistake."""


@dataclass(frozen=True, slots=True)
class Zorg:
    """One delivery and everything about it.

    Attributes:
        schakel: the toewijzing on which it is claimed; the old one where that can be chosen, or where nothing is.
        volume: whole, in the eenheid of the tarief.
    """

    levering: Levering
    toewijzing: Toewijzing
    schakel: Schakel
    tarief: Tarief
    volume: int

    def feiten(self, bestand: str | None) -> dict[str, Any]:
        """A line of leveringfeiten.jsonl; `bestand` is the file of the 303 that claims it."""
        toewijzing, product = self.toewijzing, self.schakel.product
        return {
            "id": self.levering.id,
            "toewijzing": toewijzing.id,
            "gemeente": toewijzing.gemeente,
            "aanbieder": toewijzing.aanbieder,
            "bsn": toewijzing.bsn,
            "categorie": product.categorie,
            "code": product.code,
            "volume": self.volume,
            "eenheid": self.tarief.eenheid,
            "tarief": self.tarief.per_eenheid,
            "uurtarief": self.tarief.per_uur,
            "bestand": bestand,
        }


@dataclass(frozen=True, slots=True)
class _Plan:
    """A delivery of which the volume is still to be decided."""

    levering: Levering
    schakel: Schakel
    tarief: Tarief
    ruimten: tuple[tuple[Hashable, int], ...]


def uitvoering_van(toewijzing: Toewijzing, schakel: Schakel) -> str:
    """How the care is bought; where nobody noted it, stuks mean output."""
    return toewijzing.uitvoering or schakel.product.uitvoering or OUTPUT


def ruimte(schakel: Schakel, prijs: Tarief, dag: date, uitvoering: str) -> tuple[Hashable, int]:
    """What may be delivered in all on a toewijzing, in a day, a week, a month, or in the whole of this time."""
    n, minuten = schakel.nummer, 1 if prijs.per_uur is None else MINUTEN_PER_UUR
    if schakel.budget is not None:
        return (n,), schakel.budget * minuten // (prijs.per_uur or prijs.per_eenheid or 1)
    if schakel.volume is None:
        return (n, iso_week(dag)), (schakel.product.week or (1,))[0] * minuten
    volume = schakel.volume * minuten
    if schakel.frequentie == DAG:
        return ((n, dag), volume) if uitvoering == INSPANNING else ((n, iso_week(dag)), volume * 7)
    if schakel.frequentie == WEEK:
        return (n, iso_week(dag)), volume
    return ((n, dag.year, dag.month) if schakel.frequentie == MAAND else (n,)), volume


def _momenten(rng: Random, uitvoering: str) -> Sequence[date | Week]:
    alle: tuple[date | Week, ...] = DAGEN if uitvoering == INSPANNING else WEKEN
    if kans(rng, AANDEEL_VOLUIT):
        return alle
    plaatsen = set(rng.sample(range(len(alle)), rng.choice(HOEVEEL)))
    if uitvoering == OUTPUT:
        plaatsen.add(_PLAATS_53)
    return [alle[plaats] for plaats in sorted(plaatsen)]


def _mijlpaal(rng: Random, van: Week, schakels: Sequence[Schakel]) -> date | Week:
    """A day of the week on which a result was reached, or the week when nothing holds in it."""
    maandag = week(*van)[0]
    dagen = [dag for dag in (maandag + n * _DAG for n in range(7)) if any(s.geldt_op(dag) for s in schakels)]
    return rng.choice(dagen) if dagen else van


def _gepland(
    rng: Random, toewijzing: Toewijzing, schakels: Sequence[Schakel], declarant: Declarant, uitvoering: str
) -> Iterator[_Plan]:
    in_stuks = schakels[0].eenheid_op(schakels[0].ingangsdatum) == STUKS
    mijlpalen = uitvoering == OUTPUT and in_stuks and kans(rng, AANDEEL_MIJLPAAL)
    einde = schakels[-1].einddatum
    for moment in _momenten(rng, uitvoering):
        geleverd = moment if isinstance(moment, date) or not mijlpalen else _mijlpaal(rng, moment, schakels)
        begin = moment if isinstance(moment, date) else week(*moment)[0]
        na_afloop = einde is not None and begin > einde
        if na_afloop and not (einde is not None and begin - einde <= TE_LAAT and kans(rng, AANDEEL_TE_LAAT)):
            continue
        wijze, paar = afloop(schakels, begin)
        afspraak = rng.choice(AFSPRAKEN) if uitvoering == OUTPUT and moment == WEEK_53 else None
        id_ = f"{toewijzing.id}:{naam_van(geleverd)}"
        levering = Levering(id_, toewijzing.domein, uitvoering, geleverd, wijze, declarant, afspraak)
        plekken = levering.label.plekken
        if not plekken and not na_afloop:
            continue
        op = [(paar[plek.op_opvolger], plek.dag) for plek in plekken] or [(paar[0], levering.dagen[0])]
        schakel, dag = op[0]
        code, eenheid = schakel.product.code, schakel.eenheid_op(dag)
        prijs = tarief(toewijzing.gemeente, toewijzing.aanbieder, code, eenheid)
        yield _Plan(levering, schakel, prijs, tuple(ruimte(ander, prijs, op_, uitvoering) for ander, op_ in op))


def zorg(rng: Random, gelabeld: Gelabeld, schakels: Sequence[Schakel], declarant: Declarant) -> Iterator[Zorg]:
    """What is delivered on a toewijzing and on what follows it, in the order of the days; nothing without a start.

    All volumes together stay within the omvang, or the budget, of each toewijzing (IV076, IV077, IV078): what there
    is no room for was not delivered.

    Args:
        rng: where chance comes from.
        gelabeld: a toewijzing with its label.
        schakels: its chain (generators.ketens).
        declarant: how the aanbieder claims.
    """
    toewijzing = gelabeld.toewijzing
    if not toewijzing.gestart or not schakels:
        return
    uitvoering = uitvoering_van(toewijzing, schakels[0])
    plannen = list(_gepland(rng, toewijzing, schakels, declarant, uitvoering))
    nog = Counter(sleutel for plan in plannen for sleutel, _ in plan.ruimten)
    over = {sleutel: hoogste for plan in plannen for sleutel, hoogste in plan.ruimten}
    for plan in plannen:
        deel = min(over[sleutel] // nog[sleutel] for sleutel, _ in plan.ruimten)
        volume = deel if deel < 1 or kans(rng, AANDEEL_VOL) else rng.randint(1, deel)
        for sleutel, _ in plan.ruimten:
            nog[sleutel] -= 1
            over[sleutel] -= volume
        if volume:
            yield Zorg(plan.levering, toewijzing, plan.schakel, plan.tarief, volume)
