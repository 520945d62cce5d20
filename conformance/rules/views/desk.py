"""What the desk of a gemeente ordered, in types: to grant a toewijzing, to end one, to change one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from migratietoets.conformance.rules.views.naming import Reference, named
from migratietoets.conformance.rules.views.requests.asked import HONOUR, AskedChange, Wish, decided, read_wish
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.message import Client, SentMessage
from migratietoets.conformance.trace.trace import Instruction, Trace, view
from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.istandaard.model import Key
from migratietoets.istandaard.releases import Release
from migratietoets.istandaard.varianten import only_in_30


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an instruction asks.

    Attributes:
        until: when the desk decided otherwise: what comes after that is not for this instruction.
    """

    instruction: Instruction
    until: datetime | None = field(default=None, kw_only=True)

    def asks(self, bericht: SentMessage) -> bool:
        """Whether it was given, and nothing else decided yet, when a message was sent."""
        return self.instruction.given_before(bericht) and (self.until is None or bericht.at <= self.until)


@dataclass(frozen=True, slots=True)
class GrantOrder(_Asked):
    """ken_toe, or a change of 2020 that was honoured: what the client must get.

    Attributes:
        wish: product, quantity and days.
        changes: the categorie of the toewijzing that it changes, as 2.4 has it; None of ken_toe.
    """

    client: Client
    wish: Wish
    changes: str | None = None

    @property
    def care(self) -> tuple[object, ...]:
        """Which product, for which client at which aanbieder."""
        return self.client, self.wish.content.categorie, self.wish.content.code

    def fits(self, key: Key) -> bool:
        """Whether a toewijzing is of the client and the product, or of its categorie; generiek has one in 2.4."""
        content = self.wish.content
        if Client(key.aanbieder, key.bsn) != self.client:
            return False
        if content.categorie is None:
            return self.changes is None or key.categorie in {None, self.changes}
        return key.categorie == content.categorie and key.code in {None, content.code}


@dataclass(frozen=True, slots=True)
class Ending:
    """trek_in, wijzig_einddatum: it must end on another day.

    Attributes:
        occasion: what came before it, as the desk says; None where it says nothing.
    """

    instruction: Instruction
    history: History
    einddatum: date
    occasion: str | None

    def done_by(self, state: State) -> bool:
        """Whether a stand of it is what was ordered: who has it cancelled, wants no toewijzing of one day."""
        if self.history.is_cancellation(state):
            return True
        cancels = self.occasion == Occasion.ANNULEREN and self.einddatum <= self.history.ingangsdatum
        return state.einddatum == self.einddatum and not cancels


@dataclass(frozen=True, slots=True)
class Change2020(_Asked):
    """beantwoord_verzoek: a change that was asked in 2020, outside the messages, was honoured.

    Attributes:
        history: the toewijzing that changes; None where the trace knows none.
    """

    history: History | None
    asked: AskedChange


@view
def granting_orders(trace: Trace) -> tuple[GrantOrder, ...]:
    """Everything that the desk of a gemeente wants to be granted, in order."""
    found = [
        GrantOrder(one, Client(one.params["aanbieder"], one.params["bsn"]), read_wish(one.params["gewenst"]))
        for one in trace.instructions
        if one.command == "ken_toe"
    ]
    for one in changes_2020(trace):
        asked = one.asked
        found.append(GrantOrder(one.instruction, asked.client, asked.wish, asked.toewijzing.categorie, until=one.until))
    return tuple(sorted(found, key=lambda one: one.instruction.at))


@view
def endings(trace: Trace) -> Mapping[History, tuple[Ending, ...]]:
    """What was ordered of each toewijzing, in order."""
    found: dict[History, list[Ending]] = {}
    for one in trace.instructions:
        if one.command in {"trek_in", "wijzig_einddatum"}:
            history = named(trace, one.params["toewijzing"], one.day)
            if history is not None:
                end = date.fromisoformat(one.params["einddatum"])
                found.setdefault(history, []).append(Ending(one, history, end, one.params.get("aanleiding")))
    return {history: tuple(some) for history, some in found.items()}


@view
def changes_2020(trace: Trace) -> tuple[Change2020, ...]:
    """Every change of 2020 that was honoured, in order."""
    found: list[Change2020] = []
    for one in decided(trace):
        asked = one.change_2020
        if asked is None:
            continue
        if HONOUR in one.what:
            found.append(Change2020(one.instruction, asked.toewijzing.find(trace, one.day), asked))
        else:
            found = [
                replace(it, until=one.at) if it.until is None and it.asked.toewijzing == asked.toewijzing else it
                for it in found
            ]
    return tuple(found)


def changed_unissued(trace: Trace, order: GrantOrder) -> Iterator[Instruction]:
    """What the desk ordered since of a toewijzing that did not come over: to annul it, or to end it on another day."""
    wanted = (*order.care, order.wish.ingangsdatum)
    for one in trace.instructions:
        if one.command not in {"trek_in", "wijzig_einddatum"} or one.at < order.instruction.at:
            continue
        asked = Reference.read(one.params["toewijzing"])
        history = asked.find(trace, one.day)
        first = None if history is None else history.first.bericht
        unissued = history is None or (first is not None and first.at >= one.at)
        if unissued and wanted == (asked.client, asked.categorie, asked.code, asked.ingangsdatum):
            yield one


def annulled_since(trace: Trace, order: GrantOrder) -> Iterator[Ending]:
    """What the desk ordered since of what came over as it was asked, from the first day of it: that it never held.

    Of what only 3.0 can say, 2.4 has a part of another content.
    """
    wish = order.wish
    only_30 = only_in_30(wish.content.categorie, wish.content.eenheid, budget=wish.content.budget is not None)
    for history, given in endings(trace).items():
        first = history.first.bericht
        if first is None or first.at < order.instruction.at or history.ingangsdatum != wish.ingangsdatum:
            continue
        in_part = first.release == Release.R24 and only_30
        if order.fits(history.key) and (in_part or history.first.content == wish.content):
            yield from (one for one in given if one.einddatum <= history.ingangsdatum)


def standing_endings(trace: Trace) -> Iterator[Ending]:
    """The last order to end each toewijzing, where it stood then and did not end on that day yet."""
    for orders in endings(trace).values():
        order = orders[-1]
        before = order.history.in_force(order.instruction.day)
        if before is not None and (before.einddatum != order.einddatum or _said(order)):
            yield order


def _said(order: Ending) -> bool:
    return any(change.after.sent == order.instruction.day for change in order.history.changes)
