"""Which cases a page shows in pictures, and where: the broken ones first, each once, as many as fit."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from reports.beelden import EINDE, Beeld, beelden
from reports.berichten import Sleutel
from reports.logboek import Log
from reports.overzicht import Overzicht, waar
from reports.woorden import moment, regel

MEEST = 40
"""At most so many cases are drawn in one page."""
RUIMTE = 1_500_000
"""All pictures of a page together take about so many characters at most."""
SOORTEN = ("fail", "warn")
"""The verdicts whose cases are drawn where they are told."""

Verhaal = tuple[str, str]
"""A case in a campaign, as in `Log.verhalen`."""
Plaats = tuple[str, str, int]
"""Where the page tells of a case: rule, verdict, and which of the outcomes."""


@dataclass(frozen=True, slots=True)
class Plaat:
    """A picture as the page shows it; each sentence of its list has a link to a message, or "" ."""

    kop: str
    svg: str
    mis: tuple[str, ...]
    lijst: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Platen:
    """All pictures of one case; `open` when they need not be folded."""

    anker: str
    titel: str
    waar: str
    platen: tuple[Plaat, ...]
    open: bool

    @property
    def mis(self) -> tuple[str, ...]:
        """What is wrong in them."""
        return tuple(dict.fromkeys(tekst for plaat in self.platen for tekst in plaat.mis))


@dataclass(frozen=True, slots=True)
class Galerij:
    """The pictures of a page.

    Attributes:
        hier: drawn where the case is told.
        elders: told here, drawn at this anchor.
        overige: cases without anything wrong that are drawn too.
        getekend, totaal: how many cases are drawn, and how many there are.
    """

    hier: Mapping[Plaats, Platen]
    elders: Mapping[Plaats, str]
    overige: tuple[Platen, ...]
    getekend: int
    totaal: int


def galerij(log: Log, geheel: Overzicht, paden: Mapping[Sleutel, str]) -> Galerij:
    """Choose and draw.

    Of every broken rule the first case comes before the second case of any; a case that breaks more rules is drawn
    once. What room is left goes to the other cases, each in one domain before any in both.
    """
    plaatsen = [
        ((blok.id, soort, rang), uitkomst.verhaal)
        for soort in SOORTEN
        for blok in geheel.met(soort)
        for rang, uitkomst in enumerate(blok.uitkomsten[soort])
        if uitkomst.verhaal in log.verhalen
    ]
    urgent = sorted(plaatsen, key=lambda paar: (SOORTEN.index(paar[0][1]), paar[0][2]))
    getekend = dict(_teken(log, [*(verhaal for _, verhaal in urgent), *_rest(log)], paden))
    hier: dict[Plaats, Platen] = {}
    elders: dict[Plaats, str] = {}
    gezien: set[Verhaal] = set()
    regels: set[tuple[str, str]] = set()
    for plaats, verhaal in plaatsen:
        if verhaal not in getekend:
            continue
        anker, platen = getekend[verhaal]
        if verhaal in gezien:
            elders[plaats] = anker
            continue
        hier[plaats] = _platen(log, verhaal, anker, platen, open_=plaats[:2] not in regels)
        gezien.add(verhaal)
        regels.add(plaats[:2])
    overige = tuple(
        _platen(log, verhaal, anker, platen, open_=False)
        for verhaal, (anker, platen) in getekend.items()
        if verhaal not in gezien
    )
    return Galerij(hier, elders, overige, len(getekend), len(log.verhalen))


def _rest(log: Log) -> list[Verhaal]:
    keer: Counter[str] = Counter()
    volgorde = []
    for rang, verhaal in enumerate(log.verhalen):
        keer[verhaal[1]] += 1
        volgorde.append((keer[verhaal[1]], rang, verhaal))
    return [verhaal for _, _, verhaal in sorted(volgorde)]


def _teken(
    log: Log, verhalen: Iterable[Verhaal], paden: Mapping[Sleutel, str]
) -> Iterator[tuple[Verhaal, tuple[str, tuple[Plaat, ...]]]]:
    ruimte, per_verhaal = RUIMTE, _bevonden(log)
    uniek = dict.fromkeys(verhalen)
    for nummer, verhaal in enumerate(list(uniek)[:MEEST], start=1):
        anker = f"beeld-{nummer}"
        bevonden = frozenset(per_verhaal.get(verhaal, ()))
        gemaakt = beelden(log.verhalen[verhaal], anker, einde=_einde(log, verhaal[0]), bevonden=bevonden)
        ruimte -= sum(len(beeld.svg) for beeld in gemaakt)
        if ruimte < 0:
            return
        if gemaakt:
            yield verhaal, (anker, tuple(_plaat(beeld, verhaal[0], paden) for beeld in gemaakt))


def _bevonden(log: Log) -> dict[Verhaal, set[int]]:
    """Per case the numbers of the messages that a finding against the system is about."""
    uit: dict[Verhaal, set[int]] = {}
    for vonnis in log.verdicts:
        if vonnis["verdict"] in SOORTEN and vonnis["case"] is not None:
            nummers = (vondst.get("message") for vondst in vonnis["findings"] if vondst.get("verdict") in SOORTEN)
            uit.setdefault((vonnis["campaign"], vonnis["case"]), set()).update(n for n in nummers if isinstance(n, int))
    return uit


def _einde(log: Log, campagne: str) -> date:
    """The last day a campaign saw; of one that broke off, the day of its last message."""
    if campagne in log.einden:
        return log.einden[campagne]
    if log.footer is not None:
        return EINDE
    dagen = [moment(event["at"]).date() for event in log.messages if event["campaign"] == campagne]
    return max(dagen, default=EINDE)


def _plaat(beeld: Beeld, campagne: str, paden: Mapping[Sleutel, str]) -> Plaat:
    lijst = tuple(
        (zin, "" if nummer is None else quote(paden.get((campagne, nummer), ""))) for zin, nummer in beeld.lijst
    )
    return Plaat(beeld.kop, beeld.svg, beeld.mis, lijst)


def _platen(log: Log, verhaal: Verhaal, anker: str, platen: tuple[Plaat, ...], *, open_: bool) -> Platen:
    campagne, casus = verhaal
    titel = regel(log.cases.get(casus, {}).get("title") or casus)
    return Platen(anker, titel, waar(log, campagne), platen, open_)
