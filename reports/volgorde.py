"""The order of events in a case: messages, notices and commands, between the days on which everything turns."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from istandaard.berichten.kop import AGB_LENGTE, RETOUR_VAN, bsn
from istandaard.releases import EERSTE_DAG_30, STILTE_TOT, STILTE_VAN, Release
from reports.assess import zonder_bsn
from reports.berichttekst import zeg_bericht
from reports.inhoud import knip
from reports.opdrachttekst import zeg_opdracht
from reports.tijdlijn import SLEUTELDAGEN
from reports.voorraad import Event, Voorraad, aanbieder_van
from reports.woorden import moment, regel

BERICHT, RETOUR, KENNISGEVING, OPDRACHT = "bericht", "retour", "kennisgeving", "opdracht"
SLEUTELDAG, STILTE_BEGIN, STILTE_EINDE = "sleuteldag", "stilte-begin", "stilte-einde"

_VOOR_DE_DAG, _OP_DE_DAG, _NA_DE_DAG = 0, 1, 2
_ROLLEN = ("gemeente", "aanbieder")
KOPLENGTE = 12
"""No code or release that a party made up takes more characters than this."""


@dataclass(frozen=True, slots=True)
class Stap:
    """One thing that happened, or one key date.

    Attributes:
        soort: one of the constants above.
        dag: the day it stands on.
        tijd: "09:00", or "" for a key date.
        van: "gemeente" or "aanbieder"; for a command, who received it; "" for a key date.
        kop: code and release of a message.
        release: "2.4", "3.0", or "" where there is none.
        regels: what it says.
        fout: what is wrong with its form, or "".
        nummer: the number of the message in its campaign, or None.
    """

    soort: str
    dag: date
    tijd: str = ""
    van: str = ""
    kop: str = ""
    release: str = ""
    regels: tuple[str, ...] = ()
    fout: str = ""
    nummer: int | None = None


@dataclass(frozen=True, slots=True)
class _Namen:
    """Says whose a step is, where a case has more than one client or aanbieder."""

    letters: Mapping[str, str]
    meer_aanbieders: bool

    @property
    def bsns(self) -> frozenset[str]:
        """Every BSN of the case: none of them is shown."""
        return frozenset(self.letters)

    def voor(self, regels: tuple[str, ...], bsn_: object, aanbieder: object) -> tuple[str, ...]:
        """Lines with client and aanbieder in front."""
        letter = self.letters.get(str(bsn_), "") if len(self.letters) > 1 else ""
        wie = knip(regel(aanbieder), AGB_LENGTE) if self.meer_aanbieders and aanbieder else ""
        kop = ", ".join(filter(None, (letter, wie)))
        return tuple(f"{kop}: {tekst}" for tekst in regels) if kop else regels


def volgorde(events: Iterable[Event], voorraad: Voorraad, letters: Mapping[str, str]) -> tuple[Stap, ...]:
    """The steps of one case in the order they happened, with the key dates between them.

    Args:
        events: of this case only; what has no usable moment is left out.
        voorraad: the same events, folded.
        letters: BSN -> letter; with more than one client a step says whose it is.
    """
    namen = _Namen(letters, len({ding.sleutel.aanbieder for ding in voorraad.toewijzingen}) > 1)
    gedaan: list[tuple[tuple[date, int, datetime], Stap]] = []
    for event in events:
        op, lezer = _moment(event), _LEZERS.get(event["event"])
        if op is not None and lezer is not None:
            gedaan.append(((op.date(), _OP_DE_DAG, op), lezer(event, op, voorraad, namen)))
    if not gedaan:
        return ()
    zone = gedaan[0][0][2].tzinfo
    vast = [((dag, wanneer, datetime.min.replace(tzinfo=zone)), stap) for dag, wanneer, stap in _sleuteldagen()]
    return tuple(stap for _, stap in sorted([*vast, *gedaan], key=lambda paar: paar[0]))


def _sleuteldagen() -> Iterator[tuple[date, int, Stap]]:
    """Key dates: a deadline comes after what happened that day, a first day before it."""
    for dag, tekst, _ in SLEUTELDAGEN:
        wanneer = _VOOR_DE_DAG if dag == EERSTE_DAG_30 else _NA_DE_DAG
        yield dag, wanneer, Stap(SLEUTELDAG, dag, regels=(tekst,))
    stil = f"stille periode tot en met {STILTE_TOT:%d-%m-%Y}: niets verzenden"
    yield STILTE_VAN, _VOOR_DE_DAG, Stap(STILTE_BEGIN, STILTE_VAN, regels=(stil,))
    yield STILTE_TOT, _NA_DE_DAG, Stap(STILTE_EINDE, STILTE_TOT)


def _moment(event: Event) -> datetime | None:
    try:
        return moment(str(event.get("at")))
    except ValueError:
        return None


def _rol(event: Event, veld: str) -> str:
    return str(event[veld]) if event.get(veld) in _ROLLEN else _ROLLEN[0]


def _bericht(event: Event, op: datetime, voorraad: Voorraad, namen: _Namen) -> Stap:
    gelezen = voorraad.berichten.get(event["n"])
    regels = zeg_bericht(gelezen, voorraad.regels.get(event["n"], ()), event.get("summary"), namen.letters)
    if event.get("origin") == "kit":
        regels = tuple(f"door de toets: {tekst}" for tekst in regels)
    fouten = event.get("faults") or ()
    return Stap(
        RETOUR if event["code"] in RETOUR_VAN else BERICHT,
        op.date(),
        f"{op:%H:%M}",
        _rol(event, "from"),
        f"{knip(regel(event['code']), KOPLENGTE)} · {knip(regel(event['release']), KOPLENGTE)}",
        event["release"] if event["release"] in tuple(Release) else "",
        namen.voor(regels, bsn(gelezen) if gelezen else None, aanbieder_van(gelezen)),
        zonder_bsn(fouten[0], namen.bsns) if fouten else "",
        event["n"],
    )


def _kennisgeving(event: Event, op: datetime, _voorraad: Voorraad, namen: _Namen) -> Stap:
    partijen = (event.get("to"), event.get("from"))
    wie = next((str(p) for p in partijen if p not in _ROLLEN and len(str(p)) == AGB_LENGTE), None)
    regels = namen.voor((zonder_bsn(event.get("about"), namen.bsns),), event.get("bsn"), wie)
    return Stap(KENNISGEVING, op.date(), f"{op:%H:%M}", _rol(event, "from"), "kennisgeving", regels=regels)


def _opdracht(event: Event, op: datetime, _voorraad: Voorraad, namen: _Namen) -> Stap:
    params = event.get("params")
    if not isinstance(params, Mapping):
        params = {}
    toewijzing = params.get("toewijzing")
    over = toewijzing if isinstance(toewijzing, Mapping) else params
    tekst = zonder_bsn(zeg_opdracht(event.get("command"), params), namen.bsns)
    regels = namen.voor((tekst,), over.get("bsn"), over.get("aanbieder"))
    return Stap(OPDRACHT, op.date(), f"{op:%H:%M}", _rol(event, "to"), regels=regels)


_LEZERS: Mapping[str, Callable[[Event, datetime, Voorraad, _Namen], Stap]] = {
    "message": _bericht,
    "notice": _kennisgeving,
    "instruct": _opdracht,
}
