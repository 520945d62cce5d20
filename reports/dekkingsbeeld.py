"""Draw the cover of a client: toewijzingen as bars on a calendar, and beneath them the days they cover."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from istandaard.releases import EERSTE_DAG_30, STILTE_TOT, STILTE_VAN, UITERLIJK_30
from reports import tekenen as t
from reports.dekking import DUBBEL, GAT, GOED, HORIZON, OPEN, VENSTER, Clientdekking, Groep, Stuk
from reports.inhoud import hoeveel, knip, looptijd, naam, product, zorg
from reports.tijdlijn import MAANDEN, SLEUTELDAGEN
from reports.voorraad import Geschiedenis
from reports.woorden import aantal, regel

BREEDTE = 640.0
MEEST_BALKEN = 24
"""At most so many toewijzingen of one client are drawn; the list beside the picture has them all."""
_LINKS, _RECHTS = 10.0, 630.0
_PER_DAG = (_RECHTS - _LINKS) / ((VENSTER[1] - VENSTER[0]).days + 1)
_DAG = timedelta(days=1)
_SMALST = 8.0
_KLASSE = {"2.4": "r24", "3.0": "r30"}
_WOORD = {GAT: "gat", DUBBEL: "dubbel", OPEN: "nog niet te zien"}
_HELFT = (_LINKS + _RECHTS) / 2


@dataclass(slots=True)
class _Vel:
    """Where the drawing is: markup so far, and how far down it reaches."""

    achter: list[str] = field(default_factory=list)
    voor: list[str] = field(default_factory=list)
    y: float = 0.0


def teken_dekking(naam_: str, client: Clientdekking, kop: str = "", bsns: frozenset[str] = frozenset()) -> str:
    """The picture; `naam_` is unique in the page, `kop` a heading within the picture."""
    vel = _Vel()
    if kop:
        vel.voor.append(t.tekst(8, 20, knip(kop, 88), "kop"))
        vel.y = 28.0
    boven = vel.y + 30
    vel.y = boven + 8
    over = MEEST_BALKEN
    for groep in client.groepen:
        _groep(vel, groep, over, bsns)
        over = max(0, over - len(groep.toewijzingen))
    kalender = list(_kalender(boven, vel.y))
    _legenda(vel)
    titel = f"Dekking van cliënt {client.letter}{': ' + kop if kop else ''}"
    uitleg = " ".join(zin for groep in client.groepen for zin in _oordeel(groep))
    return t.prent(naam_, (BREEDTE, vel.y + 6), titel, uitleg, [*kalender, *vel.achter, *vel.voor])


def zeg_dekking(client: Clientdekking, bsns: frozenset[str] = frozenset()) -> list[str]:
    """The same as a list of sentences."""
    uit = []
    for groep in client.groepen:
        uit += [f"{_wie(groep)}: {_label(ding, bsns, _gemengd(groep))}." for ding in groep.toewijzingen]
        uit += _oordeel(groep)
    return uit


def zeg_mis(client: Clientdekking) -> list[str]:
    """Every gap and every double day in a few words; empty when there is none."""
    return [_zeg_stuk(stuk) for groep in client.groepen for stuk in groep.stukken if stuk.soort in {GAT, DUBBEL}]


def _oordeel(groep: Groep) -> list[str]:
    mis = [f"{_wie(groep)}: {_zeg_stuk(stuk)}." for soort in (GAT, DUBBEL, OPEN) for stuk in groep.met(soort)]
    return mis or [f"{_wie(groep)}: geen gat en geen dubbele dag."]


def _wie(groep: Groep) -> str:
    return f"aanbieder {knip(regel(groep.aanbieder), 12)}, {zorg(groep.toewijzingen[0].sleutel)}"


def _gemengd(groep: Groep) -> bool:
    """Whether the bars must say which product they are."""
    return len({(ding.sleutel.categorie, ding.sleutel.code) for ding in groep.toewijzingen}) > 1


def _zeg_stuk(stuk: Stuk) -> str:
    """The name of a piece with its days."""
    woord = _WOORD[stuk.soort]
    if stuk.tot == HORIZON:
        return f"{woord} vanaf {stuk.van:%d-%m-%Y}"
    if stuk.van == VENSTER[0]:
        return f"{woord} tot en met {stuk.tot:%d-%m-%Y}"
    if stuk.dagen == 1:
        return f"{woord}: 1 dag, {stuk.van:%d-%m-%Y}"
    return f"{woord}: {stuk.dagen} dagen, {looptijd(stuk.van, stuk.tot)}"


def _x(dag: date) -> float:
    """Where a day begins, kept within the picture."""
    return min(max(_LINKS + (dag - VENSTER[0]).days * _PER_DAG, _LINKS), _RECHTS)


def _legenda(vel: _Vel) -> None:
    """What colours mean."""
    vel.y += 16
    x = _LINKS
    soorten = (
        ("balk r24", "release 2.4"),
        ("balk r30", "release 3.0"),
        ("", "ingetrokken"),
        ("goed", "gedekt"),
        ("blok gat", "gat"),
        ("blok dubbel", "dubbel"),
        ("stilte", "stille periode"),
    )
    for klasse, wat in soorten:
        if klasse:
            vel.voor.append(t.vlak(x, vel.y - 9, 14, 10, klasse))
        else:
            vel.voor += [t.vlak(x, vel.y - 9, 14, 10, "rand"), t.arcering(x, vel.y - 9, 14, 10, "streep")]
        vel.voor.append(t.tekst(x + 19, vel.y, wat, "klein"))
        x += 33 + 6.8 * len(wat)


def _kalender(boven: float, onder: float) -> Iterator[str]:
    """Months, key dates and the stille periode, behind everything."""
    yield t.vlak(_x(STILTE_VAN), boven, _x(STILTE_TOT + _DAG) - _x(STILTE_VAN), onder - boven, "stilte")
    dag = VENSTER[0]
    while dag <= VENSTER[1]:
        if dag.day == 1:
            jaar = f" {dag.year}" if dag in {VENSTER[0], date(2021, 1, 1)} else ""
            yield t.lijn(_x(dag), boven - 14, _x(dag), onder, "raster")
            yield t.tekst(_x(dag) + 3, boven - 18, f"{MAANDEN[dag.month - 1]}{jaar}", "klein")
        dag += _DAG
    for dag, _, _ in SLEUTELDAGEN:
        x = _x(dag if dag == EERSTE_DAG_30 else dag + _DAG)
        anker, opzij = ("start", 3) if dag == EERSTE_DAG_30 else ("end", -3)
        yield t.lijn(x, boven - 10, x, onder, "sleuteldag")
        yield t.tekst(x + opzij, boven - 3, f"{dag:%d-%m}", "klein", anker)


def _groep(vel: _Vel, groep: Groep, ruimte: int, bsns: frozenset[str]) -> None:
    vel.y += 14
    vel.voor.append(t.tekst(_LINKS, vel.y, knip(_wie(groep), 80), "vet halo"))
    vel.y += 8
    boven = vel.y
    for ding in groep.toewijzingen[:ruimte]:
        _balk(vel, ding, _label(ding, bsns, _gemengd(groep)))
    if len(groep.toewijzingen) > ruimte:
        rest = aantal(len(groep.toewijzingen) - ruimte, "toewijzing", "toewijzingen")
        vel.voor.append(t.tekst(_LINKS, vel.y + 12, f"en nog {rest}; zie de lijst", "zacht"))
        vel.y += 18
    _telrij(vel, groep, boven)
    vel.y += 10


def _label(ding: Geschiedenis, bsns: frozenset[str], met_product: bool) -> str:  # noqa: FBT001  # of the group
    """Number, product, omvang, release, days; and what became of it."""
    stand, eerste = ding.op() or ding.eerste, ding.eerste
    wie = naam(ding.sleutel, bsns) if ding.sleutel.toewijzingnummer else "zonder nummer"
    delen = [
        wie,
        *([product(ding.sleutel.categorie, ding.sleutel.code)] if met_product else []),
        hoeveel(stand.inhoud, stand.release),
        knip(regel(eerste.release), 12),
    ]
    if ding.geannuleerd():
        delen.append("geannuleerd")
    elif ding.ingekort():
        was = f"was t/m {eerste.einddatum:%d-%m-%Y}" if eerste.einddatum else "was zonder einddatum"
        delen.append(f"t/m {stand.einddatum:%d-%m-%Y} ({was})")
    else:
        delen.append(looptijd(ding.sleutel.ingangsdatum, stand.einddatum))
    if not ding.bestaand and eerste.verstuurd > UITERLIJK_30:
        delen.append(f"verstuurd {eerste.verstuurd:%d-%m-%Y}")
    return " · ".join(delen)


def _balk(vel: _Vel, ding: Geschiedenis, label: str) -> None:
    stand, eerste, weg = ding.op() or ding.eerste, ding.eerste, ding.geannuleerd()
    vel.voor.append(t.tekst(_LINKS, vel.y + 12, knip(label, 86), "weg" if weg else "zacht halo"))
    kleur = _KLASSE.get(eerste.release, "r24")
    y, hoogte = (vel.y + 19, 5.0) if weg else (vel.y + 16, 12.0)
    begin = ding.sleutel.ingangsdatum
    einde = eerste.einddatum if weg else stand.einddatum
    x, breedte = _plek(begin, einde)
    if weg:
        vel.voor.append(t.vlak(x, y, breedte, hoogte, "rand"))
        vel.voor.append(t.lijn(x, y + hoogte / 2, x + breedte, y + hoogte / 2, "streep"))
    elif breedte:
        vel.voor.append(t.vlak(x, y, breedte, hoogte, f"balk {kleur}"))
        vel.voor += _doorloop(begin, einde, y, hoogte)
    if not weg and ding.ingekort() and einde is not None:
        x, breedte = _plek(einde + _DAG, eerste.einddatum)
        if breedte:
            vel.voor.append(t.vlak(x, y, breedte, hoogte, "rand"))
            vel.voor.append(t.arcering(x, y, breedte, hoogte, "streep"))
    vel.y += 34


def _plek(van: date, tot: date | None) -> tuple[float, float]:
    """Left side and width of some days; no width when they lie outside the picture."""
    begin, einde = _x(van), _RECHTS if tot is None else _x(tot + _DAG) if tot < date.max else _RECHTS
    return begin, max(0.0, einde - begin)


def _doorloop(van: date, tot: date | None, y: float, hoogte: float) -> Iterator[str]:
    """An arrow head, cut out of the bar, where it runs on outside the picture."""
    midden, diep = y + hoogte / 2, hoogte / 2
    if van < VENSTER[0]:
        hoek = [(_LINKS + 3 + diep, y + 2), (_LINKS + 3, midden), (_LINKS + 3 + diep, y + hoogte - 2)]
        yield t.element("polyline", klasse="kier", points=_punten(hoek))
    if tot is None or tot > VENSTER[1]:
        hoek = [(_RECHTS - 3 - diep, y + 2), (_RECHTS - 3, midden), (_RECHTS - 3 - diep, y + hoogte - 2)]
        yield t.element("polyline", klasse="kier", points=_punten(hoek))


def _punten(hoek: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{round(x, 1):g},{round(y, 1):g}" for x, y in hoek)


def _telrij(vel: _Vel, groep: Groep, boven: float) -> None:
    """The row that counts, and the mark and label of everything wrong in it."""
    y = vel.y + 16
    vel.voor.append(t.tekst(_LINKS, vel.y + 12, "dekking", "zacht halo"))
    for stuk in groep.met(GOED):
        x, breedte = _plek(stuk.van, stuk.tot)
        if breedte:
            vel.voor.append(t.vlak(x, y, breedte, 12, "goed"))
    vel.y = y + 12
    for stuk in groep.stukken:
        if stuk.soort == GOED:
            continue
        vel.y += 16
        _mis(vel, stuk, y, boven)
    vel.y += 6


def _mis(vel: _Vel, stuk: Stuk, y: float, boven: float) -> None:
    """A mark in the counting row, a light column up to the bars, and a label that points at it."""
    klasse, zin = "zacht halo" if stuk.soort == OPEN else f"{stuk.soort} halo", _zeg_stuk(stuk)
    if stuk.van > VENSTER[1]:
        vel.voor.append(t.tekst(_RECHTS, vel.y + 4, f"{zin} ▶", klasse, "end"))
        return
    x, breedte = _plek(stuk.van, stuk.tot)
    if breedte < _SMALST:
        x, breedte = x + breedte / 2 - _SMALST / 2, _SMALST
    if stuk.soort != OPEN:
        vel.achter.append(t.vlak(x, boven, breedte, y - boven, f"baanvlak {stuk.soort}"))
    vel.voor.append(t.vlak(x, y - 3, breedte, 18, f"blok {stuk.soort}"))
    if x + breedte / 2 > _HELFT:
        vel.voor.append(t.tekst(x + breedte, vel.y + 4, f"{zin} ▲", klasse, "end"))
    else:
        vel.voor.append(t.tekst(x, vel.y + 4, f"▲ {zin}", klasse))
