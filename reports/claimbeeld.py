"""Draw the claims of a client: deliveries as marks on a calendar, and beneath them the periods they were claimed in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from istandaard.codelijsten import EENHEID
from istandaard.releases import INGANG_30
from reports import tekenen as t
from reports.claims import Claim, Clientclaims, Levering, Periode, Zorg
from reports.declaratietekst import volume, wie
from reports.inhoud import LENGTE, knip, looptijd, zorg
from reports.tijdlijn import MAANDEN
from reports.woorden import aantal, euro, label, regel

BREEDTE = 640.0
DECLARATIE_3_0 = "323"
WEEK_53 = 53
MEEST_REGELS = 16
"""At most so many deliveries, and so many prestaties, of one product are drawn; the list beside it has them all."""
KERN = (date(2020, 12, 1), date(2021, 1, 31))
"""These days are always in the picture."""
_UITERSTE = (date(2020, 10, 1), date(2021, 3, 31))
_LINKS, _RECHTS = 10.0, 630.0
_DAG = timedelta(days=1)
_SMALST = 3.0
_WEEKBREEDTE = (22.0, 52.0)
_NAAST = 46.0


@dataclass(slots=True)
class _Vel:
    """Where the drawing is: the days it shows, the markup so far, and how far down it reaches."""

    venster: Periode
    bevonden: frozenset[int]
    bsns: frozenset[str]
    achter: list[str] = field(default_factory=list)
    voor: list[str] = field(default_factory=list)
    y: float = 0.0

    @property
    def per_dag(self) -> float:
        """How wide a day is."""
        return (_RECHTS - _LINKS) / ((self.venster[1] - self.venster[0]).days + 1)

    def plek(self, dagen: Periode) -> tuple[float, float]:
        """Left side and width of some days, as far as they lie in the picture."""
        van, na = ((dag - self.venster[0]).days * self.per_dag + _LINKS for dag in dagen)
        links, rechts = (min(max(x, _LINKS), _RECHTS) for x in (van, na + self.per_dag))
        return links, max(0.0, rechts - links)


def teken_claims(
    naam: str,
    client: Clientclaims,
    kop: str = "",
    bsns: frozenset[str] = frozenset(),
    bevonden: frozenset[int] = frozenset(),
) -> str:
    """The picture; `naam` is unique in the page, `kop` a heading, `bevonden` the messages with a finding."""
    vel = _Vel(_venster(client), bevonden, bsns)
    if kop:
        vel.voor.append(t.tekst(8, 20, knip(kop, 88), "kop"))
        vel.y = 28.0
    boven = vel.y + 30
    vel.y = boven + 8
    for ding in client.zorg:
        _zorg(vel, ding)
    kalender = list(_kalender(vel, boven))
    _legenda(vel)
    titel = f"Declaraties van cliënt {client.letter}{': ' + kop if kop else ''}"
    uitleg = " ".join(zin for zin, _ in zeg_claims(client, bsns, bevonden))
    return t.prent(naam, (BREEDTE, vel.y + 6), titel, uitleg, [*vel.achter, *kalender, *vel.voor])


def zeg_claims(
    client: Clientclaims, bsns: frozenset[str] = frozenset(), bevonden: frozenset[int] = frozenset()
) -> list[tuple[str, int | None]]:
    """The same as a list: a sentence per delivery and per prestatie, with the number of its message."""
    uit: list[tuple[str, int | None]] = []
    for ding in client.zorg:
        wat = _kop(ding)
        uit += [(f"{wat}: geleverd {_zeg_levering(levering)}.", None) for levering in ding.leveringen]
        for claim in ding.claims:
            over = f"{claim.soort} van {claim.verstuurd:%d-%m-%Y} over {looptijd(*claim.declaratieperiode)}"
            mis = "; bericht met een bevinding" if claim.bericht in bevonden else ""
            uit.append((f"{wat}: {over}, {_zeg_claim(claim, bsns)}{mis}.", claim.bericht))
    return uit


def _kop(ding: Zorg) -> str:
    return f"aanbieder {knip(regel(ding.sleutel.aanbieder), 12)}, {zorg(ding.sleutel)}"


def _zeg_levering(levering: Levering) -> str:
    """The days and what was delivered on them."""
    van, tot = levering.dagen
    return f"{_dagen(levering)}{f' ({looptijd(van, tot)})' if van != tot else ''}: {_wat(levering)}"


def _dagen(levering: Levering) -> str:
    van, tot = levering.dagen
    return f"{van:%d-%m-%Y}" if van == tot else f"week {van.isocalendar().week}"


def _wat(levering: Levering) -> str:
    """Volume and eenheid, whether it is output where the eenheid does not say so, and what was agreed on it."""
    wat = {naam: knip(regel(waarde), LENGTE) for naam, waarde in levering.params.items() if waarde is not None}
    eenheid = label(EENHEID, wat.get("eenheid")).lower() or wat.get("eenheid", "")
    hoe = wat.get("uitvoering", "")
    delen = (
        f"{wat.get('volume', '')} x {eenheid}",
        "" if hoe in eenheid else hoe,
        f"afgesproken: {wat['afspraak']}" if "afspraak" in wat else "",
    )
    return ", ".join(filter(None, delen))


def _zeg_claim(claim: Claim, bsns: frozenset[str]) -> str:
    """On which toewijzing, over which days, how much, and what became of it."""
    een = claim.prestatie
    delen = (
        "credit" if een.saldo < 0 or een.vorig_referentienummer else "",
        wie(een.toewijzingnummer, bsns),
        looptijd(*claim.dagen),
        volume(een, claim.release),
        euro(een.saldo),
        "door de toets" if claim.van_toets else "",
        "afgekeurd" if claim.afgekeurd else "",
    )
    return ", ".join(filter(None, dict.fromkeys(delen)))


def _venster(client: Clientclaims) -> Periode:
    """Whole months around everything there is to see."""
    stukken = [KERN]
    for ding in client.zorg:
        stukken += [levering.dagen for levering in ding.leveringen]
        stukken += [claim.dagen for claim in ding.claims]
    van = max(min(begin for begin, _ in stukken), _UITERSTE[0]).replace(day=1)
    tot = min(max(einde for _, einde in stukken), _UITERSTE[1])
    volgende = (tot.replace(day=28) + 4 * _DAG).replace(day=1)
    return van, volgende - _DAG


def _zorg(vel: _Vel, ding: Zorg) -> None:
    vel.y += 14
    vel.voor.append(t.tekst(_LINKS, vel.y, knip(_kop(ding), 80), "vet halo"))
    vel.y += 6
    boven = vel.y
    getoond = ding.leveringen[:MEEST_REGELS]
    for levering in getoond:
        _levering(vel, levering)
    _rest(vel, len(ding.leveringen), "levering", "leveringen")
    for claim in ding.claims[:MEEST_REGELS]:
        _claim(vel, claim)
    _rest(vel, len(ding.claims), "prestatie", "prestaties")
    if not ding.claims:
        vel.voor.append(t.tekst(_LINKS, vel.y + 12, "niet gedeclareerd", "zacht halo"))
        vel.y += 18
    vel.achter += _kolommen(vel, getoond, boven)
    vel.y += 6


def _rest(vel: _Vel, geteld: int, enkel: str, meer: str) -> None:
    if geteld > MEEST_REGELS:
        rest = aantal(geteld - MEEST_REGELS, enkel, meer)
        vel.voor.append(t.tekst(_LINKS, vel.y + 12, f"en nog {rest}; zie de lijst", "zacht halo"))
        vel.y += 18


def _kolommen(vel: _Vel, leveringen: Iterable[Levering], boven: float) -> Iterator[str]:
    """The days of each delivery down through the bars, to see which bars they meet."""
    for dagen in dict.fromkeys(levering.dagen for levering in leveringen):
        x, breedte = vel.plek(dagen)
        if breedte:
            yield t.vlak(x, boven, breedte, vel.y - boven, "leverdag")


def _levering(vel: _Vel, levering: Levering) -> None:
    """A diamond for a day, a beam with ends for a week; its words beside it."""
    x, breedte = vel.plek(levering.dagen)
    midden, y = x + breedte / 2, vel.y + 9
    if levering.dagen[0] == levering.dagen[1]:
        vel.voor.append(_ruit(midden, y))
        x, breedte = midden - 6, 12.0
    else:
        vel.voor += [t.vlak(x, y - 2, breedte, 4, "levering"), t.vlak(x, y - 6, 2, 12, "levering")]
        vel.voor.append(t.vlak(x + breedte - 2, y - 6, 2, 12, "levering"))
    wat = knip(f"{_dagen(levering)}: {_wat(levering)}", 48)
    if x - _LINKS > _RECHTS - x - breedte:
        vel.voor.append(t.tekst(x - 5, y + 4, wat, "halo", "end"))
    else:
        vel.voor.append(t.tekst(x + breedte + 5, y + 4, wat, "halo"))
    vel.y += 18


def _ruit(x: float, y: float, straal: float = 6) -> str:
    """A diamond around a point."""
    return t.pad([(x, y - straal), (x + straal, y), (x, y + straal), (x - straal, y)], "levering")


def _claim(vel: _Vel, claim: Claim) -> None:
    """A bar over the productperiode, within a dashed frame over the declaratieperiode; a credit is hatched."""
    fout = claim.bericht in vel.bevonden
    soort = "weg" if claim.afgekeurd else "zacht"
    zin = f"✕ {_zeg_claim(claim, vel.bsns)}, bevinding" if fout else _zeg_claim(claim, vel.bsns)
    vel.voor.append(t.tekst(_LINKS, vel.y + 12, knip(zin, 96), f"{'gat' if fout else soort} halo"))
    y, hoogte = vel.y + 18, 12.0
    kader, breed = vel.plek(claim.declaratieperiode)
    vel.voor.append(t.vlak(kader, y - 2, breed, hoogte + 4, "rand"))
    x, breedte = vel.plek(claim.dagen)
    breedte = max(breedte, _SMALST)
    if claim.prestatie.saldo < 0:
        vel.voor += [t.vlak(x, y, breedte, hoogte, "rand"), t.arcering(x, y, breedte, hoogte, "streep")]
    else:
        vel.voor.append(t.vlak(x, y, breedte, hoogte, "balk r30" if claim.soort == DECLARATIE_3_0 else "balk r24"))
    eind = max(kader + breed, x + breedte)
    if eind + _NAAST > _RECHTS:
        vel.voor.append(t.tekst(min(kader, x) - 4, y + 10, claim.soort, "vet halo", "end"))
    else:
        vel.voor.append(t.tekst(eind + 4, y + 10, claim.soort, "vet halo"))
    vel.y += 38


def _kalender(vel: _Vel, boven: float) -> Iterator[str]:
    """Months, the mondays of the weeks, and the turn of the year."""
    dag, kort, lang = vel.venster[0], *(vel.per_dag * 7 >= breedte for breedte in _WEEKBREEDTE)
    while dag <= vel.venster[1]:
        x, _ = vel.plek((dag, dag))
        if dag.day == 1:
            jaar = f" {dag.year}" if dag == vel.venster[0] or dag == INGANG_30 else ""
            yield t.lijn(x, boven - 20, x, vel.y, "sleuteldag" if dag == INGANG_30 else "raster")
            yield t.tekst(x + 3, boven - 18, f"{MAANDEN[dag.month - 1]}{jaar}", "klein")
        if dag.isoweekday() == 1:
            yield t.lijn(x, boven - 2, x, vel.y, "raster")
            if kort:
                nummer = dag.isocalendar().week
                yield t.tekst(x + 2, boven - 3, f"week {nummer}" if lang or nummer == WEEK_53 else str(nummer), "klein")
        dag += _DAG


def _legenda(vel: _Vel) -> None:
    """What marks and bars mean."""
    vel.y += 18
    y = vel.y - 4
    vel.voor += [
        _ruit(16, y, 5),
        t.tekst(26, vel.y, "levering", "klein"),
    ]
    x = 84.0
    for klasse, wat in (
        ("balk r24", "productperiode in een 303"),
        ("balk r30", "in een 323"),
        ("rand", "declaratieperiode"),
        ("streep", "credit"),
    ):
        if klasse == "streep":
            vel.voor += [t.vlak(x, vel.y - 9, 14, 10, "rand"), t.arcering(x, vel.y - 9, 14, 10, klasse)]
        else:
            vel.voor.append(t.vlak(x, vel.y - 9, 14, 10, klasse))
        vel.voor.append(t.tekst(x + 19, vel.y, wat, "klein"))
        x += 33 + 6.6 * len(wat)
    vel.y += 16
    vel.voor.append(t.tekst(_LINKS, vel.y, "doorgestreept: afgekeurd · licht vlak: de dagen van een levering", "klein"))
