"""What the desk of a gemeente ordered, in types: to grant, to end, to tell (AC-10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.rules.views.orders.grounds import names
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.istandaard.codelijsten.codes import STUKS_INSPANNING
from migratietoets.istandaard.releases import FIRST_DAY_30


@dataclass(frozen=True, slots=True)
class GrantOrder:
    """ken_toe: a toewijzing that the client must get.

    Attributes:
        sendable: the first day on which a message can say it; in 2.4 days what only 3.0 knows has a part in 2.4 when
            it begins in 2020 (NT-06).
    """

    instruction: Instruction
    aanbieder: str
    bsn: str
    categorie: str | None
    begin: date
    sendable: date

    def met_by(self, history: History) -> bool:
        """Whether a toewijzing was issued for it."""
        key = history.key
        same = (key.aanbieder, key.bsn, key.ingangsdatum) == (self.aanbieder, self.bsn, self.begin)
        return same and not history.existing and (self.categorie is None or key.categorie in {None, self.categorie})


@dataclass(frozen=True, slots=True)
class EndOrder:
    """trek_in, wijzig_einddatum: a toewijzing that must end on another day."""

    instruction: Instruction
    history: History
    einddatum: date


def _of(trace: Trace, *commands: str) -> Iterator[Instruction]:
    for instruction in trace.instructions:
        if instruction.command in commands and instruction.addressee == trace.role == "gemeente":
            yield instruction


def grant_orders(trace: Trace) -> Iterator[GrantOrder]:
    """Every order to grant, in order."""
    for one in _of(trace, "ken_toe"):
        wish = one.params["gewenst"]
        begin = date.fromisoformat(wish["ingangsdatum"])
        only_30 = (
            wish["budget"] is not None or wish["eenheid"] == STUKS_INSPANNING or wish["categorie"] is None
        ) and begin.year > one.day.year
        sendable = max(one.day, FIRST_DAY_30) if only_30 else one.day
        yield GrantOrder(one, one.params["aanbieder"], one.params["bsn"], wish["categorie"], begin, sendable)


def end_orders(trace: Trace) -> Iterator[EndOrder]:
    """Every order to end a toewijzing that stood and did not end then, where no later order says otherwise."""
    orders: dict[History, EndOrder] = {}
    for one in _of(trace, "trek_in", "wijzig_einddatum"):
        for history in trace.histories.values():
            if names(one.params["toewijzing"], history.key):
                orders[history] = EndOrder(one, history, date.fromisoformat(one.params["einddatum"]))
    for order in orders.values():
        before = order.history.in_force(order.instruction.day)
        if before is not None and (before.einddatum != order.einddatum or _said(order)):
            yield order


def _said(order: EndOrder) -> bool:
    return any(change.after.sent == order.instruction.day for change in order.history.changes)
