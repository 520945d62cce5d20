"""The cover of each client of a case: which toewijzing runs when, and on which days there is none or one too many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from istandaard.model import Sleutel
from istandaard.releases import EINDE_2020, INGANG_30, UITERLIJK_30
from istandaard.verloop import AANLEIDING_CLIENT, verwantschap, voorgangers
from reports.voorraad import Geschiedenis, Voorraad
from reports.woorden import moment

VENSTER = (date(2020, 10, 1), date(2021, 2, 28))
"""The days of a picture of cover."""
HORIZON = date(2030, 12, 31)
"""Cover is not followed any further; a piece that reaches this day has no end."""
GOED, GAT, DUBBEL, OPEN = "goed", "gat", "dubbel", "open"
"""Covered once; promised and not covered; covered once too often; not covered, and the run ended too early to tell."""

_DAG = timedelta(days=1)
Periode = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Stuk:
    """Days on end with the same cover, from the first day of the picture; it may lie beyond the picture."""

    soort: str
    van: date
    tot: date

    @property
    def dagen(self) -> int:
        """How many days."""
        return (self.tot - self.van).days + 1


@dataclass(frozen=True, slots=True)
class Groep:
    """Toewijzingen at one aanbieder that stand for the same care, old before new, with the days they cover."""

    aanbieder: str
    toewijzingen: tuple[Geschiedenis, ...]
    stukken: tuple[Stuk, ...]

    def met(self, soort: str) -> tuple[Stuk, ...]:
        """The pieces of one kind."""
        return tuple(stuk for stuk in self.stukken if stuk.soort == soort)


@dataclass(frozen=True, slots=True)
class Clientdekking:
    """All cover of one client, who is only known by a letter."""

    letter: str
    groepen: tuple[Groep, ...]


@dataclass(frozen=True, slots=True)
class Toezegging:
    """Care the gemeente was told on `op` to grant (the command ken_toe)."""

    op: date
    aanbieder: str
    bsn: str
    categorie: str | None
    code: str | None
    periode: Periode


def dekking(
    voorraad: Voorraad, letters: Mapping[str, str], toezeggingen: Iterable[Toezegging], einde: date
) -> tuple[Clientdekking, ...]:
    """The cover per client, in the order of their letters.

    Args:
        voorraad: the folded case.
        letters: BSN -> letter.
        toezeggingen: what the gemeente was told to grant.
        einde: the last day the run has seen; before 31-01-2021 a gap in 2021 may still be filled.
    """
    beloofd = list(toezeggingen)
    uit = []
    for bsn, letter in letters.items():
        eigen = [t for t in voorraad.toewijzingen if t.sleutel.bsn == bsn]
        groepen = tuple(_groepen(eigen, [belofte for belofte in beloofd if belofte.bsn == bsn], einde))
        if groepen:
            uit.append(Clientdekking(letter, groepen))
    return tuple(uit)


def toezeggingen(events: Iterable[Mapping[str, Any]]) -> list[Toezegging]:
    """What the commands of a case promise; a command in another shape promises nothing."""
    uit = []
    for event in events:
        if event["event"] != "instruct" or event.get("command") != "ken_toe":
            continue
        try:
            params, gewenst = event["params"], event["params"]["gewenst"]
            begin, einde = date.fromisoformat(gewenst["ingangsdatum"]), gewenst.get("einddatum")
            uit.append(
                Toezegging(
                    moment(event["at"]).date(),
                    params["aanbieder"],
                    params["bsn"],
                    gewenst.get("categorie_2_4") or gewenst["categorie"],
                    gewenst["code"],
                    (begin, None if einde is None else date.fromisoformat(einde)),
                )
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            continue
    return uit


def _groepen(alle: Sequence[Geschiedenis], beloofd: Sequence[Toezegging], einde: date) -> Iterable[Groep]:
    """Toewijzingen for the same product, that follow one another, or that were asked for at once, stand together."""
    voor = {nieuw.sleutel: oud for nieuw, oud in voorgangers(alle)}
    bakken: list[list[Geschiedenis]] = []
    for ding in alle:
        hoort = [bak for bak in bakken if any(_samen(ding, ander, voor, beloofd) for ander in bak)]
        bakken = [bak for bak in bakken if bak not in hoort]
        bakken.append([*(t for bak in hoort for t in bak), ding])
    for bak in sorted(bakken, key=lambda bak: _volgorde(bak[0])):
        geordend = tuple(sorted(bak, key=lambda t: (not t.bestaand, t.eerste.moment, t.sleutel.ingangsdatum)))
        wortels = [t for t in geordend if t.sleutel not in voor]
        peildag = min(UITERLIJK_30, einde)
        eigen = [b.periode for b in beloofd if b.op <= peildag and any(_hoort_bij(b, t.sleutel) for t in geordend)]
        yield Groep(bak[0].sleutel.aanbieder, geordend, tuple(_stukken(geordend, wortels, eigen, einde)))


def _samen(
    een: Geschiedenis, ander: Geschiedenis, voor: Mapping[Sleutel, Geschiedenis], beloofd: Sequence[Toezegging]
) -> bool:
    if verwantschap(een.sleutel, ander.sleutel) == 0:
        return True
    if voor.get(een.sleutel) is ander or voor.get(ander.sleutel) is een:
        return True
    nieuw = not een.bestaand and not ander.bestaand
    return nieuw and any(_hoort_bij(b, een.sleutel) and _hoort_bij(b, ander.sleutel) for b in beloofd)


def _volgorde(ding: Geschiedenis) -> tuple[str, str, str]:
    return ding.sleutel.aanbieder, ding.sleutel.categorie or "", ding.sleutel.code or ""


def _hoort_bij(belofte: Toezegging, sleutel: Sleutel) -> bool:
    """Whether a toewijzing can be what was asked for, or a part of it."""
    paren = ((belofte.categorie, sleutel.categorie), (belofte.code, sleutel.code))
    return belofte.aanbieder == sleutel.aanbieder and all(a == b or None in {a, b} for a, b in paren)


def _stukken(
    alle: Sequence[Geschiedenis], wortels: Sequence[Geschiedenis], beloofd: Sequence[Periode], einde: date
) -> Iterable[Stuk]:
    """Compare, between one change and the next, how many toewijzingen hold with how many were promised.

    What was sent after 31-01-2021 comes too late to fill a gap (MT-05); care that was asked for later counts as usual.
    """
    peildag = min(UITERLIJK_30, einde)
    later = () if beloofd else tuple(t for t in wortels if t.op(peildag) is None)
    gedekt = [
        (t.sleutel.ingangsdatum, stand.einddatum)
        for t in alle
        if (stand := t.op(date.max if t in later else peildag)) is not None and not t.geannuleerd(stand.verstuurd)
    ]
    slot = max((eind or date.max for _, eind in gedekt), default=date.min)
    vervangen = len(alle) > len(wortels)
    oud, nieuw = (
        [p for t in wortels if t.bestaand is stond and (p := _belofte(t, peildag, slot, vervangen=vervangen))]
        for stond in (True, False)
    )
    verwacht = ([*oud, *nieuw] if beloofd else oud, nieuw, beloofd)
    grenzen = {VENSTER[0], INGANG_30}
    for van, tot in (*gedekt, *oud, *nieuw, *beloofd):
        grenzen |= {van} if tot is None or tot >= HORIZON else {van, tot + _DAG}
    begin = sorted(dag for dag in grenzen if VENSTER[0] <= dag <= HORIZON)
    reeksen = [
        (soort, list(dagen)) for soort, dagen in groupby(begin, key=lambda dag: _soort(dag, gedekt, verwacht, einde))
    ]
    volgende = [dagen[0] - _DAG for _, dagen in reeksen[1:]]
    for (soort, dagen), tot in zip(reeksen, [*volgende, HORIZON], strict=True):
        if soort:
            yield Stuk(soort, dagen[0], tot)


def _belofte(wortel: Geschiedenis, peildag: date, slot: date, *, vervangen: bool) -> Periode | None:
    """The days a toewijzing at the start of a chain promised; None when it counts as never sent."""
    eerste, stand = wortel.eerste, wortel.op(peildag)
    van = wortel.sleutel.ingangsdatum
    if stand is None or (wortel.geannuleerd(peildag) and (not wortel.bestaand or eerste.einddatum == van)):
        return None
    if stand.reden in AANLEIDING_CLIENT and not vervangen:
        return van, stand.einddatum
    if eerste.einddatum is None and slot >= INGANG_30:
        return van, slot
    return van, eerste.einddatum


def _soort(dag: date, gedekt: Sequence[Periode], verwacht: Iterable[Sequence[Periode]], einde: date) -> str:
    aantal, nodig = _tel(dag, gedekt), max(_tel(dag, periodes) for periodes in verwacht)
    if aantal < nodig:
        return OPEN if einde < UITERLIJK_30 and dag > EINDE_2020 else GAT
    if aantal > max(nodig, 1):
        return DUBBEL
    return GOED if aantal else ""


def _tel(dag: date, periodes: Iterable[Periode]) -> int:
    return sum(van <= dag and (tot is None or dag <= tot) for van, tot in periodes)
