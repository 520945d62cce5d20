"""What the desks asked and decided about requests, read once from the parameters of their instructions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from migratietoets.conformance.rules.views.naming import Reference
from migratietoets.conformance.trace.message import Client
from migratietoets.conformance.trace.trace import Instruction, Trace, view
from migratietoets.istandaard.kalender import day_of
from migratietoets.istandaard.model import CONTENT_FIELDS, Content, ContentFields
from migratietoets.istandaard.releases import START_30

HONOUR, REJECT, INVESTIGATE, WOONPLAATS = "honoreren", "afwijzen", "onderzoeken", "woonplaatsbeginsel"
"""What the desk of a gemeente can decide on a request."""
NO = frozenset({REJECT, WOONPLAATS})
"""The decisions that grant nothing."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants: product, quantity and days."""

    content: Content
    ingangsdatum: date
    einddatum: date | None


@dataclass(frozen=True, slots=True)
class AskedProducts:
    """The desk of an aanbieder asked for new toewijzingen (`vraag_toewijzing_aan`)."""

    at: datetime
    client: Client
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class AskedChange:
    """The desk of an aanbieder asked for a change of a toewijzing (`vraag_wijziging_aan`)."""

    at: datetime
    toewijzing: Reference
    wish: Wish

    @property
    def client(self) -> Client:
        """Whose it is."""
        return self.toewijzing.client

    @property
    def day(self) -> date:
        """The day it was asked, in Europe/Amsterdam."""
        return day_of(self.at)

    def __str__(self) -> str:
        """As a reader names it, without the client."""
        return f"wijziging van toewijzing {self.toewijzing.number or 'zonder nummer'}, gevraagd op {self.day:%d-%m-%Y}"


@dataclass(frozen=True, slots=True)
class Decided:
    """The desk of a gemeente decided (`beantwoord_verzoek`), product by product.

    Attributes:
        change_2020: the change of 2020 that it decides on, made outside the messages; None for a 315 or 317.
    """

    instruction: Instruction
    client: Client
    what: tuple[str, ...]
    change_2020: AskedChange | None = None

    @property
    def at(self) -> datetime:
        """When it was taken."""
        return self.instruction.at

    @property
    def day(self) -> date:
        """The day it was taken, in Europe/Amsterdam."""
        return self.instruction.day


def read_wish(params: Mapping[str, Any]) -> Wish:
    """What an instruction says of what somebody wants."""
    end = params["einddatum"]
    fields = ContentFields(**{name: params[name] for name in CONTENT_FIELDS})
    return Wish(fields.content, date.fromisoformat(params["ingangsdatum"]), end and date.fromisoformat(end))


def _change(at: datetime, params: Mapping[str, Any]) -> AskedChange:
    return AskedChange(at, Reference.read(params["toewijzing"]), read_wish(params["gewenst"]))


def _decided(one: Instruction) -> Decided:
    change = one.params["wijziging_2020"]
    return Decided(
        one,
        Client(one.params["aanbieder"], one.params["bsn"]),
        tuple(one.params["besluiten"]),
        None if change is None else _change(one.at, change),
    )


@view
def decided(trace: Trace) -> tuple[Decided, ...]:
    """Every decision of the desk of the gemeente on a request, in order."""
    return tuple(_decided(one) for one in trace.instructions if one.command == "beantwoord_verzoek")


@view
def asked_changes(trace: Trace) -> tuple[AskedChange, ...]:
    """Every change that the desk of the aanbieder asked for, in order."""
    return tuple(_change(one.at, one.params) for one in trace.instructions if one.command == "vraag_wijziging_aan")


@view
def asked_products(trace: Trace) -> tuple[AskedProducts, ...]:
    """Every new toewijzing that the desk of the aanbieder asked for, in order."""
    return tuple(
        AskedProducts(
            one.at, Client(one.params["aanbieder"], one.params["bsn"]), tuple(map(read_wish, one.params["producten"]))
        )
        for one in trace.instructions
        if one.command == "vraag_toewijzing_aan"
    )


def changes_of_2020(trace: Trace) -> list[date | None]:
    """Of each toewijzing for which a change was asked in 2020: the day of the last decision, None while it is open."""
    days: dict[Reference, date | None] = {}
    for asked in asked_changes(trace):
        if asked.day < START_30:
            days.setdefault(asked.toewijzing)
    for one in decided(trace):
        if one.change_2020 is not None:
            days[one.change_2020.toewijzing] = None if INVESTIGATE in one.what else one.day
    return list(days.values())
