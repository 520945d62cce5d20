"""What a case tells of its toewijzingen: the stock and every 301, folded into the history of each toewijzing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from istandaard.berichten import Bericht, Berichtfout, lees
from istandaard.berichten.kop import RETOUR_VAN, identiteit, kop
from istandaard.berichten.retour import AFGEKEURD, retourcodes
from istandaard.berichten.toewijzing import ToegewezenProduct, regels_301
from istandaard.model import Inhoud, Sleutel, Toewijzing
from istandaard.releases import Release
from istandaard.verloop import Geschiedenis as Verloop
from reports.woorden import moment

Event = Mapping[str, Any]

_VOOR_ALLES = datetime.min  # noqa: DTZ901  # toewijzingsdatum and -tijd have no zone


@dataclass(frozen=True, slots=True)
class Stand:
    """What a toewijzing says after one message, or in the stock (`bericht` is then None)."""

    inhoud: Inhoud
    einddatum: date | None
    reden: str | None
    moment: datetime
    verstuurd: date
    bericht: int | None
    release: str


@dataclass
class Geschiedenis(Verloop[Stand]):
    """One toewijzing from first to last."""

    sleutel: Sleutel
    standen: list[Stand] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Regel301:
    """One line of a 301 as it changed a toewijzing; `vorige` is None for one that was unknown."""

    sleutel: Sleutel
    nu: Stand
    vorige: Stand | None


@dataclass(frozen=True, slots=True)
class Voorraad:
    """The toewijzingen of a case in order of appearance, and per message number the lines of a 301."""

    toewijzingen: tuple[Geschiedenis, ...]
    regels: Mapping[int, tuple[Regel301, ...]]
    berichten: Mapping[int, Bericht]


def lees_veilig(event: Event) -> Bericht | None:
    """The message of an event, or None when it cannot be read."""
    try:
        return lees(event["xml"].encode("utf-8", "surrogatepass"))
    except (Berichtfout, UnicodeError):
        return None


def aanbieder_van(bericht: Bericht | None) -> str | None:
    """The AGB code in the header of a message, whichever side sent it."""
    try:
        hoofd = kop(bericht) if bericht else None
    except Berichtfout:
        return None
    return None if hoofd is None else hoofd.aanbieder


def vouw(events: Iterable[Event]) -> Voorraad:
    """Fold the events of one case.

    What the kit delivered itself counts once the party did not refuse it; what cannot be read counts for nothing.
    """
    eigen = list(events)
    berichten = {e["n"]: bericht for e in eigen if e["event"] == "message" and (bericht := lees_veilig(e))}
    aanvaard = set(_aanvaard(berichten.values()))
    per_sleutel: dict[Sleutel, Geschiedenis] = {}
    regels: dict[int, tuple[Regel301, ...]] = {}
    for event in eigen:
        if event["event"] == "stock":
            _neem_op(per_sleutel, event["toewijzing"])
        elif event["event"] == "message" and event["code"] == "301" and event["n"] in berichten:
            bericht = berichten[event["n"]]
            telt = event.get("origin") != "kit" or identiteit(bericht) in aanvaard
            regels[event["n"]] = tuple(_regels(event, bericht, per_sleutel, telt=telt))
    return Voorraad(tuple(per_sleutel.values()), regels, berichten)


def _neem_op(per_sleutel: dict[Sleutel, Geschiedenis], data: Mapping[str, Any]) -> None:
    try:
        record = Toewijzing.from_json(data)
    except (KeyError, TypeError, ValueError):
        return
    stand = Stand(record.inhoud, record.einddatum, None, _VOOR_ALLES, date.min, None, str(Release.R24))
    per_sleutel[record.sleutel] = Geschiedenis(record.sleutel, [stand])


def _regels(
    event: Event, bericht: Bericht, per_sleutel: dict[Sleutel, Geschiedenis], *, telt: bool
) -> Iterator[Regel301]:
    try:
        regels = regels_301(bericht)
    except Berichtfout:
        return
    for sleutel, product in regels:
        bekend = per_sleutel.get(sleutel)
        stand = _stand(product, event)
        yield Regel301(sleutel, stand, bekend.op() if bekend else None)
        if telt:
            per_sleutel.setdefault(sleutel, Geschiedenis(sleutel)).standen.append(stand)


def _stand(product: ToegewezenProduct, event: Event) -> Stand:
    return Stand(
        product.inhoud,
        product.einddatum,
        product.reden_wijziging,
        product.moment,
        moment(event["at"]).date(),
        event["n"],
        event["release"],
    )


def _aanvaard(berichten: Iterable[Bericht]) -> Iterator[tuple[str, str] | None]:
    """The identity of every message that got an answer which did not reject it."""
    for bericht in berichten:
        if bericht.soort in RETOUR_VAN and AFGEKEURD not in retourcodes(bericht):
            yield identiteit(bericht)
