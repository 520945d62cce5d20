"""Draw the order of events in a case: two lanes, time downwards, the key dates across."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from istandaard.releases import EERSTE_DAG_30
from reports import tekenen as t
from reports.inhoud import knip
from reports.volgorde import (
    BERICHT,
    KENNISGEVING,
    OPDRACHT,
    RETOUR,
    SLEUTELDAG,
    STILTE_BEGIN,
    STILTE_EINDE,
    Stap,
)
from reports.woorden import aantal

BREEDTE = 640.0
MEEST_STAPPEN = 60
"""At most so many messages, notices and commands are drawn; the list beside the picture has them all."""
MEEST_REGELS = 5
"""At most so many lines of one message are drawn."""
_LINKS, _RECHTS, _TEKST = 96.0, 630.0, 106.0
_REGEL, _TEKENS = 15.0, 76
_KLASSE = {"2.4": "r24", "3.0": "r30"}
_NAAR = {"gemeente": "aanbieder", "aanbieder": "gemeente"}
_BAAN = {"gemeente": _LINKS, "aanbieder": _RECHTS}


@dataclass(slots=True)
class _Vel:
    """Where the drawing is: markup so far, and how far down it reaches."""

    achter: list[str]
    voor: list[str]
    y: float
    stilte_van: float | None = None


def teken_volgorde(naam: str, stappen: Sequence[Stap], kop: str = "") -> str:
    """The picture; `naam` is unique in the page, `kop` a heading within the picture."""
    getekend, weg = _beperkt(stappen)
    vel = _Vel([], [], 14.0)
    if kop:
        vel.voor.append(t.tekst(8, 20, knip(kop, 88), "kop"))
        vel.y = 42.0
    vel.voor.append(t.tekst(_LINKS, vel.y, "gemeente", "vet", "middle"))
    vel.voor.append(t.tekst(_RECHTS, vel.y, "aanbieder", "vet", "end"))
    vel.y += 8
    vorige: Stap | None = None
    for stap in getekend:
        if vorige is None or stap.dag != vorige.dag:
            _nieuwe_dag(vel, vorige, stap)
        _stap(vel, stap)
        vorige = stap
    vel.y += 10
    _banen(vel, vel.y - 10, vel.y, sprong=False)
    if weg:
        vel.voor.append(t.tekst(_TEKST, vel.y + 14, f"en nog {aantal(weg, 'stap', 'stappen')}; zie de lijst", "zacht"))
        vel.y += 20
    _legenda(vel)
    titel = f"Volgorde van berichten{': ' + kop if kop else ''}"
    berichten = sum(stap.soort in {BERICHT, RETOUR} for stap in stappen)
    wat = f"{aantal(berichten, 'bericht', 'berichten')} tussen gemeente en aanbieder. De lijst ernaast zegt hetzelfde."
    return t.prent(naam, (BREEDTE, vel.y + 6), titel, wat, [*vel.achter, *vel.voor])


def zeg_stappen(stappen: Sequence[Stap]) -> list[tuple[str, int | None]]:
    """The same as a list: per step a sentence, and the number of its message."""
    return [(_zin(stap), stap.nummer) for stap in stappen if stap.soort != STILTE_EINDE]


def _zin(stap: Stap) -> str:
    dag = f"{stap.dag:%d-%m-%Y}"
    wat = "; ".join(stap.regels)
    if stap.soort in {SLEUTELDAG, STILTE_BEGIN}:
        return f"{dag}: {wat}"
    if stap.soort == OPDRACHT:
        return f"{dag} {stap.tijd} {stap.van}: {wat}"
    mis = f" Onjuist: {stap.fout}" if stap.fout else ""
    return f"{dag} {stap.tijd} {stap.van} → {_NAAR[stap.van]}, {stap.kop}: {wat}.{mis}"


def _beperkt(stappen: Sequence[Stap]) -> tuple[list[Stap], int]:
    """The steps to draw, and how many were left out at the end; key dates always stay."""
    uit, geteld = [], 0
    for stap in stappen:
        vast = stap.soort in {SLEUTELDAG, STILTE_BEGIN, STILTE_EINDE}
        geteld += not vast
        if vast or geteld <= MEEST_STAPPEN:
            uit.append(stap)
    return uit, max(0, geteld - MEEST_STAPPEN)


def _legenda(vel: _Vel) -> None:
    """What colours and lines mean."""
    vel.y += 16
    x = 8.0
    for kleur, wat in (("r24", "release 2.4"), ("r30", "release 3.0")):
        vel.voor.append(t.lijn(x, vel.y - 4, x + 22, vel.y - 4, f"pijl {kleur}"))
        vel.voor.append(t.tekst(x + 27, vel.y, wat, "klein"))
        x += 105
    lijnen = "dun: retour · gestreept: kennisgeving · gestippelde baan: tijd ingekort"
    vel.voor.append(t.tekst(x, vel.y, lijnen, "klein"))


def _nieuwe_dag(vel: _Vel, vorige: Stap | None, stap: Stap) -> None:
    dagen = (stap.dag - vorige.dag).days if vorige else 0
    hoogte = 6.0 if dagen <= 1 else 20.0
    _banen(vel, vel.y, vel.y + hoogte, sprong=dagen > 1)
    if dagen > 1:
        vel.voor.append(t.tekst(_LINKS - 10, vel.y + 14, f"{dagen} dagen", "klein", "end"))
    vel.y += hoogte
    if stap.soort != STILTE_EINDE:
        vel.voor.append(t.tekst(_LINKS - 10, vel.y + 14, f"{stap.dag:%d-%m-%Y}", "vet", "end"))


def _banen(vel: _Vel, van: float, tot: float, *, sprong: bool) -> None:
    klasse = "baan sprong" if sprong else "baan"
    vel.voor += [t.lijn(x, van, x, tot, klasse) for x in (_LINKS, _RECHTS)]


def _stap(vel: _Vel, stap: Stap) -> None:
    boven = vel.y
    if stap.soort == SLEUTELDAG:
        vel.voor.append(t.tekst(_TEKST, vel.y + 14, stap.regels[0], "zacht"))
        grens = vel.y if stap.dag == EERSTE_DAG_30 else vel.y + 20
        vel.voor.append(t.lijn(8, grens, BREEDTE - 8, grens, "sleuteldag"))
        vel.y += 20
    elif stap.soort == STILTE_BEGIN:
        vel.stilte_van = vel.y
        vel.voor.append(t.tekst(_TEKST, vel.y + 14, stap.regels[0], "zacht"))
        vel.y += 20
    elif stap.soort == STILTE_EINDE:
        if vel.stilte_van is not None:
            vel.achter.append(t.vlak(0, vel.stilte_van, BREEDTE, vel.y - vel.stilte_van, "stilte"))
    elif stap.soort == OPDRACHT:
        x = _BAAN[stap.van]
        vel.voor.append(t.vlak(x - 4, vel.y + 6, 8, 8, "punt los"))
        anker = "start" if stap.van == "gemeente" else "end"
        regels = _vouw(stap.regels[0], _TEKENS)
        for nummer, wat in enumerate(regels):
            hoogte = vel.y + 14 + nummer * _REGEL
            vel.voor.append(t.tekst(x + (10 if anker == "start" else -10), hoogte, wat, "zacht", anker))
        vel.y += 5 + _REGEL * len(regels)
    else:
        _pijl(vel, stap)
    _banen(vel, boven, vel.y, sprong=False)


def _vouw(wat: str, ruimte: int) -> list[str]:
    """At most two lines; an amount stays in one piece."""
    return wrap(knip(wat, 2 * ruimte).replace("€ ", "€\u00a0"), ruimte)


def _pijl(vel: _Vel, stap: Stap) -> None:
    kleur = _KLASSE.get(stap.release, "los")
    ruimte = _TEKENS - len(stap.kop) - 2
    inhoud = [deel for wat in stap.regels[:MEEST_REGELS] for deel in _vouw(wat, ruimte)]
    if len(stap.regels) > MEEST_REGELS:
        inhoud.append(f"en nog {aantal(len(stap.regels) - MEEST_REGELS, 'regel', 'regels')}")
    inspring = 10 + 7.3 * len(stap.kop)
    vel.voor.append(t.tekst(_TEKST, vel.y + 14, stap.kop, kleur if kleur != "los" else "zacht vet"))
    for nummer, wat in enumerate(inhoud):
        soort = "zacht" if stap.soort == RETOUR else ""
        vel.voor.append(t.tekst(_TEKST + inspring, vel.y + 14 + nummer * _REGEL, wat, soort))
    vel.y += _REGEL * max(1, len(inhoud)) + 6
    if stap.fout:
        vel.voor.append(t.tekst(_TEKST, vel.y + 8, knip(f"onjuist: {stap.fout}", _TEKENS), "gat"))
        vel.y += _REGEL
    van, naar = _BAAN[stap.van], _BAAN[_NAAR[stap.van]]
    kant = 1 if naar > van else -1
    licht = " retour" if stap.soort == RETOUR else ""
    streep = "los" if stap.soort == KENNISGEVING else kleur
    vel.voor.append(t.lijn(van, vel.y, naar - kant * 8, vel.y, f"pijl {streep}{licht}"))
    punt = [(naar - kant, vel.y), (naar - kant * 10, vel.y - 4.5), (naar - kant * 10, vel.y + 4.5)]
    vel.voor.append(t.pad(punt, f"punt {streep}{licht}"))
    vel.y += 7
