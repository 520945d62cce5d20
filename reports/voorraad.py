"""What a case tells of its toewijzingen: the stock and every 301, folded into the history of each toewijzing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from istandaard.berichten import Bericht, Berichtfout, lees
from istandaard.berichten.kop import RETOUR_VAN, bsn, kop
from istandaard.berichten.retour import AFGEKEURD, retourcodes
from istandaard.berichten.toewijzing import ToegewezenProduct, toegewezen_producten
from istandaard.model import Inhoud, Omvang, Sleutel, Toewijzing
from istandaard.releases import INGANG_30, Release
from reports.woorden import moment

Event = Mapping[str, Any]

CORRECTIE = "01"
AGB_LENGTE = 8
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


@dataclass(slots=True)
class Geschiedenis:
    """One toewijzing from first to last; `bestaand` when it stood in the stock."""

    sleutel: Sleutel
    bestaand: bool
    standen: list[Stand] = field(default_factory=list)

    @property
    def eerste(self) -> Stand:
        """How it stood in the stock, or was issued."""
        return self.standen[0]

    def op(self, dag: date = date.max) -> Stand | None:
        """How it stands at the end of a day: of what was sent, the latest Toewijzingsdatum and -tijd wins."""
        gezien = [stand for stand in self.standen if stand.verstuurd <= dag]
        return max(reversed(gezien), key=lambda stand: stand.moment, default=None)

    def geannuleerd(self, dag: date = date.max) -> bool:
        """Cancelled: einddatum equals ingangsdatum with RedenWijziging 01; in the stock the dates alone say it."""
        stand = self.op(dag)
        if stand is None or stand.einddatum != self.sleutel.ingangsdatum:
            return False
        return stand.bericht is None or stand.reden == CORRECTIE

    def ingekort(self, dag: date = date.max) -> bool:
        """Ended before its time; an einddatum in 2021 where there was none ends nothing (BS-01)."""
        stand = self.op(dag)
        einde = stand.einddatum if stand else None
        return einde is not None and einde < (self.eerste.einddatum or INGANG_30)


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
    if hoofd is None:
        return None
    return hoofd.afzender if len(hoofd.afzender) == AGB_LENGTE else hoofd.ontvanger


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
            telt = event.get("origin") != "kit" or _identiteit(bericht) in aanvaard
            regels[event["n"]] = tuple(_regels(event, bericht, per_sleutel, telt=telt))
    return Voorraad(tuple(per_sleutel.values()), regels, berichten)


def _neem_op(per_sleutel: dict[Sleutel, Geschiedenis], data: Mapping[str, Any]) -> None:
    try:
        record = Toewijzing.from_json(data)
    except (KeyError, TypeError, ValueError):
        return
    stand = Stand(record.inhoud, record.einddatum, None, _VOOR_ALLES, date.min, None, str(Release.R24))
    per_sleutel[record.sleutel] = Geschiedenis(record.sleutel, bestaand=True, standen=[stand])


def _regels(
    event: Event, bericht: Bericht, per_sleutel: dict[Sleutel, Geschiedenis], *, telt: bool
) -> Iterator[Regel301]:
    try:
        hoofd, producten = kop(bericht), toegewezen_producten(bericht)
    except Berichtfout:
        return
    for product in producten:
        sleutel = Sleutel(
            hoofd.afzender,
            bericht.domein,
            hoofd.ontvanger,
            bsn(bericht) or "",
            product.toewijzingnummer,
            product.categorie,
            product.code,
            product.ingangsdatum,
        )
        bekend = per_sleutel.get(sleutel)
        stand = _stand(product, event)
        yield Regel301(sleutel, stand, bekend.op() if bekend else None)
        if telt:
            per_sleutel.setdefault(sleutel, Geschiedenis(sleutel, bestaand=False)).standen.append(stand)


def _stand(product: ToegewezenProduct, event: Event) -> Stand:
    omvang = (
        Omvang(product.volume, product.eenheid, product.frequentie)
        if product.eenheid is not None and product.frequentie is not None
        else None
    )
    return Stand(
        Inhoud(product.categorie, product.code, omvang, product.budget),
        product.einddatum,
        product.reden_wijziging,
        datetime.combine(product.toewijzingsdatum, product.toewijzingstijd),
        moment(event["at"]).date(),
        event["n"],
        event["release"],
    )


def _identiteit(bericht: Bericht) -> tuple[str, str] | None:
    """What a retour repeats of the message it answers."""
    try:
        hoofd = kop(bericht)
    except Berichtfout:
        return None
    return hoofd.afzender, hoofd.identificatie


def _aanvaard(berichten: Iterable[Bericht]) -> Iterator[tuple[str, str] | None]:
    """The identity of every message that got an answer which did not reject it."""
    for bericht in berichten:
        if bericht.soort in RETOUR_VAN and AFGEKEURD not in retourcodes(bericht):
            yield _identiteit(bericht)
