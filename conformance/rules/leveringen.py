"""What was delivered, as it was registered at the desk, and where `declare` says it may be claimed (DC-03 .. DC-14)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from conformance.rules.declaratieplek import WEEK_53, Levering, Plek, plekken
from conformance.rules.prestaties import bekend
from conformance.rules.volumes import OUTPUT
from conformance.trace import Opdracht, Spoor, Stand, Verloop
from istandaard.kalender import KALENDERS, dagen_van, iso_week, maand, vierwekenperiode, vierwekenperioden, week
from istandaard.model import Sleutel
from istandaard.releases import EINDE_2020, INGANG_30, Domein
from istandaard.verloop import verwantschap

VIER_WEKEN = "vier_weken"


@dataclass(frozen=True, slots=True)
class Geleverd:
    """One delivery, as it was registered.

    Attributes:
        op: when it was registered.
        verloop: the toewijzing on which that was done.
        van, tot: the day of delivery, or the monday and the sunday of the week of the output.
        volume: in eenheid.
        tarief: euro cents for one eenheid; None for eenheid 83.
        afspraak: "2020" or "2021", or None.
    """

    op: datetime
    verloop: Verloop
    geleverd: str
    van: date
    tot: date
    uitvoering: str
    categorie: str
    code: str
    volume: int
    eenheid: str
    tarief: int | None
    afspraak: str | None

    @property
    def is_output(self) -> bool:
        """It is claimed by the week."""
        return self.uitvoering == OUTPUT

    @property
    def is_week_53(self) -> bool:
        """Output of the week that holds both years."""
        return self.is_output and iso_week(self.tot) == WEEK_53

    def __str__(self) -> str:
        """As a reader names it, without the client."""
        dag = self.geleverd if "W" in self.geleverd else f"{date.fromisoformat(self.geleverd):%d-%m-%Y}"
        return f"{self.uitvoering} van {dag} ({self.volume} x {self.eenheid}, {self.categorie}/{self.code})"


@dataclass(frozen=True, slots=True)
class Afspraken:
    """How the aanbieder claims 2020: the message and the periods."""

    bericht: str
    indeling: str


@dataclass(frozen=True, slots=True)
class Mogelijk:
    """Where a delivery may be claimed, as things stood at a moment.

    Attributes:
        plekken: as `declare` has them.
        toewijzingen: "oude" and "opvolger" in these -> the toewijzing that is meant.
        regels: the rules that say so.
    """

    plekken: tuple[Plek, ...]
    toewijzingen: Mapping[str, Verloop]
    regels: frozenset[str]

    @property
    def perioden(self) -> tuple[str, ...]:
        """The names of the periods, each once."""
        return tuple(dict.fromkeys(plek.periode for plek in self.plekken))

    def toewijzing(self, periode: str) -> Verloop | None:
        """On which toewijzing it is claimed in a period."""
        return next((self.toewijzingen[p.toewijzing] for p in self.plekken if p.periode == periode), None)


def _dagen(geleverd: str, uitvoering: str) -> tuple[date, date]:
    van, tot = dagen_van(geleverd)
    return week(*iso_week(tot)) if uitvoering == OUTPUT else (van, tot)


def _verloop(spoor: Spoor, ref: Mapping[str, Any]) -> Verloop | None:
    """The toewijzing a command points at: exactly, else the one with that product and ingangsdatum."""
    kenmerken = (ref["aanbieder"], ref["bsn"], ref["categorie"], ref["code"], date.fromisoformat(ref["ingangsdatum"]))

    def van(s: Sleutel) -> tuple[object, ...]:
        return s.aanbieder, s.bsn, s.categorie, s.code, s.ingangsdatum

    passend = [v for v in spoor.verlopen.values() if van(v.sleutel) == kenmerken]
    exact = [v for v in passend if v.sleutel.toewijzingnummer == ref["toewijzingnummer"]]
    return next(iter(exact or passend), None)


@lru_cache(maxsize=4)
def leveringen(spoor: Spoor) -> tuple[Geleverd, ...]:
    """Every delivery that was registered at the judged aanbieder, in order."""
    return tuple(_leveringen(spoor))


def _leveringen(spoor: Spoor) -> Iterator[Geleverd]:
    for opdracht in spoor.opdrachten:
        if opdracht.commando != "registreer_levering":
            continue
        p = opdracht.params
        verloop = _verloop(spoor, p["toewijzing"])
        if verloop is not None:
            van, tot = _dagen(p["geleverd"], p["uitvoering"])
            eigen = ("geleverd", "uitvoering", "categorie", "code", "volume", "eenheid", "tarief", "afspraak")
            yield Geleverd(opdracht.op, verloop, van=van, tot=tot, **{veld: p[veld] for veld in eigen})


def declareeropdrachten(spoor: Spoor, aanbieder: str) -> list[Opdracht]:
    """What the desk of an aanbieder asked to claim, in order."""
    return [o for o in spoor.opdrachten if o.commando == "declareer" and o.params["aanbieder"] == aanbieder]


def afspraken(spoor: Spoor, aanbieder: str, op: datetime) -> Afspraken | None:
    """How an aanbieder claimed 2020 at a moment; None where nothing in the trace says it."""
    opdrachten = declareeropdrachten(spoor, aanbieder)
    eerder = [o for o in opdrachten if o.op <= op] or opdrachten[:1]
    return Afspraken(eerder[-1].params["bericht_2020"], eerder[-1].params["periode_2020"]) if eerder else None


def _verwanten(spoor: Spoor, levering: Geleverd, op: datetime) -> list[tuple[Verloop, Stand]]:
    """The toewijzingen that can bear a delivery, its own first, then the nearest product."""
    uit = []
    for verloop in spoor.verlopen.values():
        graad = -1 if verloop is levering.verloop else verwantschap(levering.verloop.sleutel, verloop.sleutel)
        stand = bekend(spoor, verloop, op)
        s = verloop.sleutel
        past = s.categorie in {None, levering.categorie} and s.code in {None, levering.code}
        if graad is not None and stand is not None and past:
            uit.append((graad, verloop.ingangsdatum, verloop, stand))
    return [(verloop, stand) for *_, verloop, stand in sorted(uit, key=lambda rij: rij[:2])]


def _geldig(verloop: Verloop, stand: Stand, van: date, tot: date) -> bool:
    return verloop.ingangsdatum <= tot and (stand.einddatum is None or stand.einddatum >= van)


def _houder(verwanten: list[tuple[Verloop, Stand]], levering: Geleverd) -> tuple[Verloop, Stand] | None:
    """The toewijzing a delivery belongs to: for output of week 53 the one that held in 2020, where there is one.

    Otherwise its own where that held on the day, or the sunday; or one that began after its own had ended.
    """
    reeks = [(levering.tot, levering.tot), (levering.van, levering.tot)]
    if levering.is_week_53:
        reeks = [(levering.van, EINDE_2020), (levering.van, levering.tot)]
    eigen = next((stand for verloop, stand in verwanten if verloop is levering.verloop), None)
    einde = date.min if eigen is None else eigen.einddatum or date.max
    for van, tot in reeks:
        geldig = [
            (verloop, stand)
            for verloop, stand in verwanten
            if (verloop is levering.verloop or verloop.ingangsdatum > einde or einde < levering.van)
            and _geldig(verloop, stand, van, tot)
        ]
        if geldig and not levering.is_week_53:
            return max(geldig, key=lambda paar: paar[0].ingangsdatum if paar[0].ingangsdatum > einde else date.min)
        if geldig:
            return geldig[0]
    return None


def _opvolger(verwanten: list[tuple[Verloop, Stand]], einddatum: date | None) -> Verloop | None:
    """The first toewijzing that begins after another ended, on 01-01-2021 where one does (DC-11)."""
    later = [v for v, _ in verwanten if einddatum is not None and v.ingangsdatum > einddatum]
    return min(later, key=lambda v: (v.ingangsdatum != INGANG_30, v.ingangsdatum), default=None)


def mogelijk(spoor: Spoor, levering: Geleverd, op: datetime) -> Mogelijk:
    """Where a delivery may be claimed in a message that is sent at a moment."""
    verwanten = _verwanten(spoor, levering, op)
    gevonden = _houder(verwanten, levering)
    hoe = afspraken(spoor, levering.verloop.sleutel.aanbieder, op) or Afspraken("303-D", "maand")
    if gevonden is None:
        return Mogelijk((), {}, frozenset())
    houder, stand = gevonden
    opvolger = _opvolger(verwanten, stand.einddatum) if levering.is_week_53 else None
    antwoord = plekken(
        Levering(
            id="",
            domein=str(Domein(spoor.domein)),
            uitvoering=levering.uitvoering,
            geleverd=iso_week(levering.tot) if levering.is_output else levering.van,
            ingangsdatum=houder.ingangsdatum,
            einddatum=stand.einddatum,
            opvolger=opvolger.ingangsdatum if opvolger else None,
            bericht_2020=hoe.bericht,
            periode_2020=hoe.indeling,
            afspraak=levering.afspraak,
        )
    )
    waar = tuple(Plek(p["message"], p["period"], p["toewijzing"]) for p in antwoord["allowed"])
    if hoe.indeling == VIER_WEKEN:
        waar += tuple(_andere_lezingen(levering, stand, waar))
    toewijzingen = {"oude": houder} | ({"opvolger": opvolger} if opvolger else {})
    return Mogelijk(waar, toewijzingen, frozenset(antwoord["rules"]))


def _andere_lezingen(levering: Geleverd, stand: Stand, waar: tuple[Plek, ...]) -> Iterator[Plek]:
    """The same day in the other readings of the 4-week calendar, none of which may be held against an aanbieder."""
    dag = min(levering.tot, stand.einddatum or levering.tot, EINDE_2020)
    for plek in waar:
        if "-P" in plek.periode:
            for kalender in KALENDERS:
                periode = vierwekenperiode(dag, kalender)
                if periode is not None and periode.naam != plek.periode:
                    yield Plek(plek.bericht, periode.naam, plek.toewijzing)


def periode_van(begin: date, eind: date, indeling: str) -> str:
    """The name of the period that a productperiode lies in; for four weeks in the reading in which it fits."""
    if begin >= INGANG_30 or indeling != VIER_WEKEN:
        return f"{begin:%Y-%m}"
    for kalender in KALENDERS:
        periode = vierwekenperiode(begin, kalender)
        if periode is not None and eind <= periode.einddatum:
            return periode.naam
    periode = vierwekenperiode(begin)
    return periode.naam if periode is not None else f"{begin:%Y-%m}"


def einde_van(periode: str) -> date:
    """The last day of a period by its name."""
    jaar, _, deel = periode.partition("-")
    if deel.startswith("P"):
        return vierwekenperioden()[int(deel[1:]) - 1].einddatum
    return maand(date(int(jaar), int(deel), 1))[1]
