"""What a report says of a run, apart from how it looks: verdict, parties, and the outcomes per rule and chapter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from reports.berichten import Sleutel, bericht_paden
from reports.logboek import Event, Log
from reports.woorden import DOMEINEN, OORDELEN, STERKTES, anker, datum, hoofdstuk, regel, schoon, tijdstip, volgorde

ERNST = tuple(OORDELEN)


@dataclass(frozen=True, slots=True)
class Vondst:
    """One finding, ready to show; `bericht` is a link relative to the page, or empty."""

    oordeel: str
    tekst: str
    onderwerp: str
    verwacht: str
    gevonden: str
    datum: str
    bericht: str
    berichtnaam: str


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What one rule said of one case in one campaign; `verhaal` is its key in `Log.verhalen`."""

    verhaal: tuple[str, str]
    oordeel: str
    casus: str
    titel: str
    waar: str
    vondsten: tuple[Vondst, ...]
    keren: int
    minimum: int
    opdracht: str


@dataclass(frozen=True, slots=True)
class Regelblok:
    """A rule with everything that was found about it."""

    id: str
    sterkte: str
    hoofdstuk: str
    tekst: str
    bron: str
    lezing: str
    gepland: bool
    uitkomsten: Mapping[str, tuple[Uitkomst, ...]]
    geteld: tuple[int, int] | None = None
    """How often advice was not followed, and how often it applied; that is no verdict."""

    @property
    def anker(self) -> str:
        """The id of this rule in the page."""
        return anker(self.id)

    @property
    def aantallen(self) -> Mapping[str, int]:
        """Outcomes per verdict; every verdict has a number."""
        return {oordeel: len(self.uitkomsten.get(oordeel, ())) for oordeel in ERNST}

    @property
    def slechtste(self) -> str:
        """The most serious verdict, or "" when there is none."""
        return next((oordeel for oordeel in ERNST if self.uitkomsten.get(oordeel)), "")


@dataclass(frozen=True, slots=True)
class Hoofdstukblok:
    """A chapter with its rules."""

    sleutel: str
    titel: str
    regels: tuple[Regelblok, ...]

    @property
    def aantallen(self) -> Mapping[str, int]:
        """Outcomes per verdict over the whole chapter."""
        return {oordeel: sum(blok.aantallen[oordeel] for blok in self.regels) for oordeel in ERNST}


@dataclass(frozen=True, slots=True)
class Partij:
    """A system in the chain, and the roles and domains it played."""

    naam: str
    versie: str
    leverancier: str
    onder_toets: bool
    rollen: tuple[str, ...]
    domeinen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Storing:
    """An error of an adapter or of the kit."""

    van_kit: bool
    tekst: str
    waar: str
    moment: str


@dataclass(frozen=True, slots=True)
class Overzicht:
    """A whole run; `aantallen` counts outcomes, `regels` distinct rules, per verdict."""

    partijen: tuple[Partij, ...]
    hoofdstukken: tuple[Hoofdstukblok, ...]
    checklijst: tuple[Regelblok, ...]
    aantallen: Mapping[str, int]
    regels: Mapping[str, int]
    storingen: tuple[Storing, ...]

    def met(self, oordeel: str) -> tuple[Regelblok, ...]:
        """The rules that have an outcome with this verdict, in the order of the chapters."""
        return tuple(blok for deel in self.hoofdstukken for blok in deel.regels if blok.uitkomsten.get(oordeel))

    @property
    def gepland(self) -> tuple[Regelblok, ...]:
        """The rules that this kit does not check yet."""
        return tuple(blok for deel in self.hoofdstukken for blok in deel.regels if blok.gepland)

    @property
    def onder_toets(self) -> tuple[Partij, ...]:
        """The systems this run is about."""
        return tuple(partij for partij in self.partijen if partij.onder_toets)


def overzicht(log: Log) -> Overzicht:
    """Gather a log into what a report shows."""
    per_regel: dict[str, dict[str, list[Uitkomst]]] = {}
    paden = bericht_paden(log)
    bekend = dict(log.rules)
    for event in log.verdicts:
        naam = event["rule"]
        bekend.setdefault(naam, {"id": naam, "strength": event["strength"], "chapter": event["chapter"], "text": naam})
        per_regel.setdefault(naam, {}).setdefault(event["verdict"], []).append(_uitkomst(event, log, paden))
    blokken = [
        _regelblok(event, per_regel.get(naam, {}), log.tellingen.get(naam))
        for naam, event in sorted(bekend.items(), key=lambda paar: volgorde(paar[0], paar[1]["chapter"]))
    ]
    toetsbaar = [blok for blok in blokken if blok.sterkte != STERKTES["info"] or blok.uitkomsten]
    delen = sorted({blok.hoofdstuk for blok in toetsbaar}, key=lambda sleutel: volgorde("", sleutel))
    return Overzicht(
        partijen=_partijen(log),
        hoofdstukken=tuple(
            Hoofdstukblok(sleutel, hoofdstuk(sleutel), tuple(blok for blok in toetsbaar if blok.hoofdstuk == sleutel))
            for sleutel in delen
        ),
        checklijst=tuple(blok for blok in blokken if blok.sterkte == STERKTES["info"] and not blok.uitkomsten),
        aantallen={oordeel: sum(blok.aantallen[oordeel] for blok in blokken) for oordeel in ERNST},
        regels={oordeel: sum(1 for blok in blokken if blok.aantallen[oordeel]) for oordeel in ERNST},
        storingen=tuple(_storing(event, log) for event in log.errors),
    )


def waar(log: Log, campagne: str) -> str:
    """Role and domain of a campaign in words."""
    gevonden = log.campaigns.get(campagne)
    if gevonden is None:
        return regel(campagne)
    return f"{regel(gevonden['role'])}, {DOMEINEN.get(gevonden['domain'], regel(gevonden['domain']))}"


def _regelblok(event: Event, uitkomsten: Mapping[str, list[Uitkomst]], geteld: tuple[int, int] | None) -> Regelblok:
    return Regelblok(
        id=regel(event["id"]),
        sterkte=STERKTES.get(event["strength"], regel(event["strength"])),
        hoofdstuk=event["chapter"],
        tekst=regel(event["text"]),
        bron=regel(event.get("source")),
        lezing=regel(event.get("reading")),
        gepland=event.get("status") == "planned",
        uitkomsten={oordeel: tuple(uitkomsten[oordeel]) for oordeel in ERNST if oordeel in uitkomsten},
        geteld=geteld,
    )


def _uitkomst(event: Event, log: Log, paden: Mapping[Sleutel, str]) -> Uitkomst:
    naam = event["case"] or ""
    casus = log.cases.get(naam, {})
    getoond = [_vondst(vondst, event, paden) for vondst in event["findings"] if vondst.get("verdict") != "pass"]
    return Uitkomst(
        verhaal=(event["campaign"], naam),
        oordeel=event["verdict"],
        casus=regel(naam),
        titel=regel(casus.get("title") or naam or "De hele run"),
        waar=waar(log, event["campaign"]),
        vondsten=tuple(sorted(getoond, key=lambda vondst: _ernst(vondst.oordeel))),
        keren=_getal(event.get("evaluations")),
        minimum=_getal(event.get("minimum")),
        opdracht=schoon(event.get("reproduce")),
    )


def _vondst(vondst: Event, event: Event, paden: Mapping[Sleutel, str]) -> Vondst:
    nummer = vondst.get("message")
    pad = paden.get((event["campaign"], nummer), "") if isinstance(nummer, int) else ""
    return Vondst(
        oordeel=regel(vondst.get("verdict") or event["verdict"]),
        tekst=schoon(vondst.get("text")),
        onderwerp=regel(vondst.get("subject")),
        verwacht=schoon(vondst.get("expected")),
        gevonden=schoon(vondst.get("found")),
        datum=datum(vondst.get("at")),
        bericht=quote(pad),
        berichtnaam=pad.rpartition("/")[2],
    )


def _storing(event: Event, log: Log) -> Storing:
    casus = event.get("case")
    delen = (
        regel(event.get("party")),
        regel(event.get("verb")),
        waar(log, str(event.get("campaign") or "")),
        regel(log.cases.get(str(casus), {}).get("title") or casus),
    )
    return Storing(
        van_kit=event["kind"] == "kit",
        tekst=schoon(event["text"]),
        waar=" · ".join(deel for deel in delen if deel),
        moment=tijdstip(event.get("at")),
    )


def _partijen(log: Log) -> tuple[Partij, ...]:
    """The parties that said hello, each system once, those under test first."""
    groepen: dict[tuple[bool, str, str, str], list[tuple[Event, str, str]]] = {}
    for event in log.hellos:
        party, onder_toets, rol = event["party"], event["under_test"], event["role"]
        domein = log.campaigns.get(event["campaign"], {}).get("domain", "")
        wie = (onder_toets, *(regel(party.get(veld)) or "onbekend" for veld in ("name", "version", "supplier")))
        groepen.setdefault(wie, []).append((party, rol, domein))
    return tuple(
        Partij(
            naam=naam,
            versie=versie,
            leverancier=leverancier,
            onder_toets=onder_toets,
            rollen=_uniek(rol for _, rol, _ in leden),
            domeinen=_uniek(DOMEINEN.get(domein, domein) for _, _, domein in leden),
        )
        for (onder_toets, naam, versie, leverancier), leden in sorted(
            groepen.items(), key=lambda paar: (not paar[0][0], paar[0])
        )
    )


def _uniek(teksten: Iterable[str]) -> tuple[str, ...]:
    """Without empty and double ones, in the order they came."""
    return tuple(dict.fromkeys(schone for tekst in teksten if (schone := regel(tekst))))


def _ernst(oordeel: str) -> int:
    return ERNST.index(oordeel) if oordeel in ERNST else len(ERNST)


def _getal(waarde: object) -> int:
    return waarde if isinstance(waarde, int) else 0
