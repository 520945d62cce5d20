"""What was delivered to each client of a case and in which claims it was put: the data behind the claim picture."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from migratietoets.conformance.vocabulary.events import InstructEvent, MessageEvent, StoryEvent
from migratietoets.istandaard.berichten import Bericht, BerichtError
from migratietoets.istandaard.berichten.declaratie import declaratie_header, prestaties
from migratietoets.istandaard.berichten.declaratieantwoord import refused, rejected_prestaties
from migratietoets.istandaard.berichten.header import identity
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.kalender import days_of
from migratietoets.istandaard.model import Key
from migratietoets.istandaard.releases import Domein, Release
from migratietoets.reports.log.instants import moment
from migratietoets.reports.log.stock import Stock, aanbieder_of
from migratietoets.reports.words.declaratie import kind_name

DECLARATIES = frozenset({"303", "323"})
ANSWERS = frozenset({"304", "325"})

Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class DrawnDelivery:
    """What an aanbieder was told to record: a day, or a whole ISO week; `params` as in the command."""

    days: Period
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """One prestatie in a claim.

    Attributes:
        bericht: the number of its message.
        kind: 303-D, 303-F or 323.
        sent: the day of sending.
        declaratieperiode: of the whole claim.
        rejected: not, or not wholly, granted in an answer.
        from_kit: the message was made by the kit.
    """

    bericht: int
    kind: str
    release: Release
    sent: date
    declaratieperiode: Period
    prestatie: Prestatie
    rejected: bool
    from_kit: bool

    @property
    def days(self) -> Period:
        """The productperiode."""
        return self.prestatie.begindatum, self.prestatie.einddatum


@dataclass(slots=True)
class CareItem:
    """All that was delivered and claimed of one product by one aanbieder; `key` names them."""

    key: Key
    deliveries: list[DrawnDelivery] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ClientClaims:
    """All care of one client, who is only known by a letter."""

    letter: str
    care: tuple[CareItem, ...]


def claims(events: Iterable[StoryEvent], stock: Stock, letters: Mapping[str, str]) -> tuple[ClientClaims, ...]:
    """What was delivered and claimed per client, in the order of their letters; what cannot be read is left out.

    Args:
        events: of one case, in their order.
        stock: the same events, folded.
        letters: BSN -> letter.
    """
    own = list(events)
    domein = next((bericht.domein for bericht in stock.berichten.values()), Domein.WMO)
    per_client: dict[str, dict[tuple[str, str, str], CareItem]] = {bsn: {} for bsn in letters}

    def place(bsn: str, aanbieder: str, categorie: str, code: str) -> CareItem | None:
        if bsn not in per_client:
            return None
        key = Key("", domein, aanbieder, "", None, categorie, code, date.min)
        return per_client[bsn].setdefault((aanbieder, categorie, code), CareItem(key))

    for who, delivery in _deliveries(own):
        if care := place(*who):
            care.deliveries.append(delivery)
    for aanbieder, claim in _claims(own, stock):
        one = claim.prestatie
        if care := place(one.bsn, aanbieder, one.categorie, one.code):
            care.claims.append(claim)
    return tuple(
        ClientClaims(letters[bsn], tuple(care for _, care in sorted(care_items.items())))
        for bsn, care_items in per_client.items()
        if care_items
    )


def _deliveries(events: Iterable[StoryEvent]) -> Iterator[tuple[tuple[str, str, str, str], DrawnDelivery]]:
    """Every delivery with BSN, aanbieder, categorie and code; a command in another shape records nothing."""
    for event in events:
        if not isinstance(event, InstructEvent) or event.command != "registreer_levering":
            continue
        try:
            params, toewijzing = event.params, event.params["toewijzing"]
            who = (toewijzing["bsn"], toewijzing["aanbieder"], params["categorie"] or "", params["code"] or "")
            days = days_of(params["geleverd"])
        except (AttributeError, KeyError, TypeError, ValueError):
            continue
        if all(isinstance(part, str) for part in who):
            yield who, DrawnDelivery(days, params)


def _claims(events: Iterable[StoryEvent], stock: Stock) -> Iterator[tuple[str, Claim]]:
    """Every prestatie with its aanbieder, in the order of the messages."""
    own = [
        (event, stock.berichten[event.n])
        for event in events
        if isinstance(event, MessageEvent) and event.n in stock.berichten
    ]
    not_granted = {pair for _, bericht in own if bericht.kind in ANSWERS for pair in _rejected(bericht)}
    for event, bericht in own:
        if bericht.kind not in DECLARATIES:
            continue
        try:
            head, lines = declaratie_header(bericht), prestaties(bericht)
        except BerichtError:
            continue
        who = identity(bericht)
        for one in lines:
            yield (
                aanbieder_of(bericht) or "",
                Claim(
                    event.n,
                    kind_name(bericht),
                    bericht.release,
                    moment(event.at).date(),
                    (head.begindatum, head.einddatum),
                    one,
                    bool(not_granted & {(who, one.referentienummer), (who, None)}),
                    event.from_kit,
                ),
            )


def _rejected(bericht: Bericht) -> list[tuple[tuple[str, str] | None, str | None]]:
    """The claim an answer is about with each prestatie it does not grant; None means all of them."""
    who = identity(bericht)
    try:
        if refused(bericht):
            return [(who, None)]
        return [(who, one.prestatie.referentienummer) for one in rejected_prestaties(bericht)]
    except BerichtError:
        return []
