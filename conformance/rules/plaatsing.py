"""In which period each delivery was claimed: what was claimed per period, laid beside what was delivered.

A prestatie holds a volume, not the deliveries in it. So per client, aanbieder and product the deliveries are laid in
the periods where they belong; where less was claimed there, the deliveries nearest to a period in which more was
claimed than belongs there are found in that one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import combinations

from conformance.rules.leveringen import (
    Geleverd,
    Mogelijk,
    afspraken,
    declareeropdrachten,
    einde_van,
    leveringen,
    mogelijk,
    periode_van,
)
from conformance.rules.overzicht import termijn
from conformance.rules.prestaties import Geclaimd, Lot, bekend, debet_van, geclaimd, verloop_van, volume_van
from conformance.rules.volumes import MINUUT, UUR, hoogstens, in_minuten, in_totaal
from conformance.trace import Spoor, Verloop

HALF_UUR = 30
MEEST_TE_PASSEN = 12
"""With more deliveries in one period their volumes are not matched exactly: that would take too long."""
PERIODEN_WEEK_53 = ("2020-P13", "2020-12", "2021-01")
WERKDAGEN_DECLAREREN = 5
"""Working days after which a claim that the desk asked for is missed; the standard gives no term."""


@dataclass(frozen=True, slots=True)
class Geplaatst:
    """Where a delivery was claimed.

    Attributes:
        mogelijk: where that may be, as things stood when it was claimed.
        periode: the name of the period in which it was; None when it was not claimed.
        claims: the prestaties in that period that may hold it.
        gevraagd: when the desk asked to claim the period in which it belongs; None when that was not asked.
        vol: it was not claimed because the toewijzing was used up.
        dubbel: of output of week 53: in the periods that could hold it more was claimed than belongs there.
    """

    levering: Geleverd
    mogelijk: Mogelijk
    periode: str | None
    claims: tuple[Geclaimd, ...]
    gevraagd: datetime | None
    vol: bool
    dubbel: bool

    @property
    def goed_geplaatst(self) -> bool:
        """It was claimed in a period where it may be."""
        return self.periode in self.mogelijk.perioden

    @property
    def berichten(self) -> frozenset[str]:
        """The messages that may hold it: 303-D, 303-F, 323."""
        return frozenset(claim.naam for claim in self.claims)

    def staat_in(self, *berichten: str) -> bool:
        """A prestatie in its period that may hold it stands in one of these messages: 303-D, 303-F, 323."""
        return not self.berichten.isdisjoint(berichten)

    @property
    def gevonden(self) -> str:
        """Where it was found, for a reader."""
        if self.periode is None:
            return "niet gedeclareerd"
        return f"{' en '.join(sorted(self.berichten))} over {self.periode}"

    def had_gemoeten(self, spoor: Spoor) -> bool:
        """It was asked to claim it, and there was time enough to do so before the end of the trace."""
        return self.gevraagd is not None and termijn(self.gevraagd.date(), WERKDAGEN_DECLAREREN) <= spoor.einde


@dataclass(eq=False)
class Groep:
    """What was delivered and claimed of one product, for one client at one aanbieder, in volumes of one eenheid."""

    spoor: Spoor
    leveringen: list[Geleverd]
    claims: list[Geclaimd]

    def periode(self, claim: Geclaimd) -> str:
        """The period of a prestatie."""
        p = claim.prestatie
        hoe = afspraken(self.spoor, claim.bericht.aanbieder or "", claim.bericht.op)
        return periode_van(p.begindatum, p.einddatum, hoe.indeling if hoe else "maand")


def groepen(spoor: Spoor) -> Iterator[Groep]:
    """Deliveries with the prestaties of the same client, aanbieder and product."""
    per: dict[tuple[object, ...], Groep] = defaultdict(lambda: Groep(spoor, [], []))
    for een in leveringen(spoor):
        s = een.verloop.sleutel
        per[s.aanbieder, s.bsn, een.categorie, een.code].leveringen.append(een)
    for claim in geclaimd(spoor):
        p = claim.prestatie
        sleutel = (claim.bericht.aanbieder, p.bsn, p.categorie, p.code)
        if sleutel in per:
            per[sleutel].claims.append(claim)
    yield from per.values()


@lru_cache(maxsize=4)
def plaatsingen(spoor: Spoor) -> tuple[Geplaatst, ...]:
    """Where each registered delivery was claimed, in the order of registration."""
    uit = {een: geplaatst for groep in groepen(spoor) for een, geplaatst in _plaats(groep).items()}
    return tuple(uit[een] for een in leveringen(spoor))


def _volumes(groep: Groep) -> tuple[dict[str, int], dict[str, int]]:
    """Per period what was ever claimed, and what still stands: without refused messages and credited prestaties."""
    ooit: dict[str, int] = defaultdict(int)
    staat: dict[str, int] = defaultdict(int)
    for claim in groep.claims:
        p = claim.prestatie
        volume = in_minuten(p.volume, p.eenheid)
        if not claim.is_credit:
            ooit[groep.periode(claim)] += volume
            staat[groep.periode(claim)] += volume * (claim.lot is not Lot.GEWEIGERD)
        elif claim.lot is not Lot.GEWEIGERD:
            debet = debet_van(groep.spoor, claim)
            staat[groep.periode(debet or claim)] -= volume
    return ooit, staat


def _mogelijk_toen(groep: Groep, levering: Geleverd) -> Mogelijk:
    """Where it may be claimed: in each message as things stood when that was sent, else as they stood in the end."""
    spoor, aanbieder = groep.spoor, levering.verloop.sleutel.aanbieder
    for claim in groep.claims:
        dan = mogelijk(spoor, levering, claim.bericht.op)
        if groep.periode(claim) in dan.perioden and not claim.is_credit:
            return dan
    opdrachten = declareeropdrachten(spoor, aanbieder)
    momenten = [c.bericht.op for c in groep.claims] or [o.op for o in opdrachten]
    return mogelijk(spoor, levering, max([levering.op, *momenten]))


def _gevraagd(spoor: Spoor, levering: Geleverd, dan: Mogelijk) -> datetime | None:
    """When the desk first asked, after its registration, for a period in which a delivery may be claimed."""
    eerste = min(map(einde_van, dan.perioden), default=date.max)
    for opdracht in declareeropdrachten(spoor, levering.verloop.sleutel.aanbieder):
        if opdracht.op >= levering.op and date.fromisoformat(opdracht.params["tot_en_met"]) >= eerste:
            return opdracht.op
    return None


def _vol(groep: Groep, levering: Geleverd, dan: Mogelijk) -> bool:
    """What is claimed on the toewijzing leaves nothing for a delivery: in its period, in all, or of the budget."""
    for periode in dan.perioden:
        verloop = dan.toewijzing(periode)
        if verloop is not None and _vol_in(groep, levering, periode, verloop):
            return True
    return False


def _vol_in(groep: Groep, levering: Geleverd, periode: str, verloop: Verloop) -> bool:
    claims = [c for c in groep.claims if not c.is_credit and verloop_van(groep.spoor, c) is verloop]
    stand = bekend(groep.spoor, verloop, claims[-1].op) if claims else None
    if stand is None:
        return False
    omvang, budget = stand.inhoud.omvang, stand.inhoud.budget
    if budget is not None and budget - sum(c.prestatie.bedrag for c in claims) < (levering.tarief or 1):
        return True
    if omvang is None:
        return False
    grenzen = [(claims, in_totaal(omvang, verloop.ingangsdatum, stand.einddatum))]
    hier = [c for c in claims if groep.periode(c) == periode]
    if hier:
        van = max(hier[0].prestatie.begindatum, verloop.ingangsdatum)
        tot = min(hier[0].prestatie.einddatum, stand.einddatum or date.max)
        grenzen.append((hier, hoogstens(omvang, van, tot, stand.einddatum, levering.uitvoering)))
    return any(grens is not None and volume_van(deel) >= in_minuten(grens, omvang.eenheid) for deel, grens in grenzen)


def _afstand(levering: Geleverd, perioden: Iterable[str]) -> int:
    """How near a delivery lies to the nearest of some periods, in days."""
    return min((abs((einde_van(p) - levering.tot).days) for p in perioden), default=0)


def _speling(groep: Groep, periode: str) -> int:
    """How many minutes whole hours may hide in a period (IV079); nothing where no minutes were delivered."""
    if all(een.eenheid != MINUUT for een in groep.leveringen):
        return 0
    hier = [c for c in groep.claims if groep.periode(c) == periode and c.prestatie.eenheid == UUR]
    return HALF_UUR * len(hier)


def _blijvers(hier: list[Geleverd], geclaimd_volume: int, speling: int = 0) -> list[Geleverd]:
    """Which deliveries of a period are in what was claimed there, those that should go last at the end of the list.

    Where less was claimed than was delivered: those that make up exactly that volume, otherwise as many as it holds.
    Volumes may differ by what rounding hides.
    """
    volumes = {een: in_minuten(een.volume, een.eenheid) for een in hier}
    if sum(volumes.values()) <= geclaimd_volume + speling:
        return hier
    if len(hier) <= MEEST_TE_PASSEN:
        for aantal in range(len(hier) - 1, 0, -1):
            for deel in combinations(hier, aantal):
                if abs(sum(volumes[een] for een in deel) - geclaimd_volume) <= speling:
                    return list(deel)
    blijft, rest = [], geclaimd_volume
    for een in hier:
        if rest > 0:
            blijft.append(een)
            rest -= volumes[een]
    return blijft


def _plaats(groep: Groep) -> dict[Geleverd, Geplaatst]:
    ooit, over = _volumes(groep)
    toen = {een: _mogelijk_toen(groep, een) for een in groep.leveringen}
    elders = {een: [p for p in ooit if p not in toen[een].perioden] for een in groep.leveringen}
    vast: dict[str, list[Geleverd]] = defaultdict(list)
    keus: list[Geleverd] = []
    for een in sorted(groep.leveringen, key=lambda een: -_afstand(een, elders[een])):
        perioden = [p for p in toen[een].perioden if ooit.get(p)]
        if len(perioden) == 1:
            vast[perioden[0]].append(een)
        else:
            keus.append(een)
    waar: dict[Geleverd, str] = {}
    for periode, hier in vast.items():
        waar |= dict.fromkeys(_blijvers(hier, ooit[periode], _speling(groep, periode)), periode)
    for periode in over:
        over[periode] -= 2 * _speling(groep, periode)
    for een, periode in waar.items():
        ooit[periode] -= in_minuten(een.volume, een.eenheid)
        over[periode] -= in_minuten(een.volume, een.eenheid)
    keus.sort(key=lambda een: not toen[een].perioden)
    for een in [*(een for hier in vast.values() for een in hier if een not in waar), *keus]:
        passend = [p for p in toen[een].perioden if ooit.get(p, 0) > 0] or [p for p in elders[een] if over[p] > 0]
        if passend:
            waar[een] = max(
                passend, key=lambda p: (min(over[p], in_minuten(een.volume, een.eenheid)), -_afstand(een, [p]))
            )
            ooit[waar[een]] -= in_minuten(een.volume, een.eenheid)
            over[waar[een]] -= in_minuten(een.volume, een.eenheid)
    return {
        een: Geplaatst(
            een,
            toen[een],
            waar.get(een),
            tuple(c for c in groep.claims if not c.is_credit and groep.periode(c) == waar.get(een)),
            _gevraagd(groep.spoor, een, toen[een]),
            vol=een not in waar and _vol(groep, een, toen[een]),
            dubbel=een.is_week_53 and any(over.get(p, 0) > 0 for p in PERIODEN_WEEK_53),
        )
        for een in groep.leveringen
    }
