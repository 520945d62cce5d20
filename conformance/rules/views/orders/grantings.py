"""What the desk of a gemeente ordered to grant, and what stands for it after each message (AC-10)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from migratietoets.conformance.rules.views.desk import changed_unissued, endings, granting_orders
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.orders.wishes import Part, Wish, given, wish
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.message import Client, SentMessage
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import FIRST_DAY_30, START_30


@dataclass(frozen=True, slots=True)
class Granting:
    """ken_toe: what the client must get.

    Attributes:
        sendable: the first day on which a message can say it; in 2.4 days what only 3.0 knows has a part in 2.4 when
            it begins in 2020 (NT-06).
        issued: what may be granted for it.
    """

    instruction: Instruction
    wish: Wish
    sendable: date
    issued: tuple[History, ...]

    def standings(self) -> list[tuple[State, Verdict]]:
        """After each change of what was issued: whether all that stands then gives what was asked."""
        made = {bericht.n: (bericht, change.after) for one in self.issued for change in one.changes
                if (bericht := change.after.bericht) is not None}  # fmt: skip
        return [(state, self._given(bericht)) for _, (bericht, state) in sorted(made.items())]

    def _given(self, bericht: SentMessage) -> Verdict:
        """Whether what stands after a message is what was asked; the parts of NT-06 and NT-07 those judge."""
        parts = [part for one in self.issued if (part := _part(one, bericht)) is not None]
        if self.wish.parted(self.instruction.day):
            return Verdict.PASS if any(part.begin == self.wish.begin for part in parts) else Verdict.FAIL
        return given(self.wish, parts)


def _part(history: History, bericht: SentMessage) -> Part | None:
    """A toewijzing as it stands after a message; None when it was not sent by then, or was cancelled."""
    state, first = history.after(bericht), history.first.bericht
    if state is None or first is None or history.is_cancellation(state):
        return None
    return Part(history.ingangsdatum, state.einddatum, state.content, first.release)


def grantings(trace: Trace) -> Iterator[Granting]:
    """Every order to grant, in order; one for the same care from the same day takes the place of an earlier one."""
    wanted = [one for one in granting_orders(trace) if one.instruction.command == "ken_toe"]
    for place, order in enumerate(wanted):
        one, asked = order.instruction, wish(order.instruction.params)
        later = [other.wish.ingangsdatum for other in wanted[place + 1 :] if other.care == order.care]
        ends = {date.fromisoformat(other.params["einddatum"]) for other in changed_unissued(trace, order)}
        if asked.begin in later or any(end <= asked.begin for end in ends):
            continue
        sendable = max(one.day, FIRST_DAY_30) if asked.only_30 and asked.begin.year > one.day.year else one.day
        cut = frozenset({begin - ONE_DAY for begin in later if begin > asked.begin} | ends)
        yield Granting(one, replace(asked, cut=cut), sendable, issued_for(trace, one, asked))


def ends_since(trace: Trace, order: Instruction, asked: Wish) -> list[date]:
    """Each last day that the desk gave what it had ordered to grant, in order; before its first day: it never holds."""
    wanted = [one for one in granting_orders(trace) if one.instruction is order]
    found = [
        (one.at, asked.begin, date.fromisoformat(one.params["einddatum"]))
        for each in wanted
        for one in changed_unissued(trace, each)
    ]
    found += [
        (one.instruction.at, history.ingangsdatum, one.einddatum)
        for history in issued_for(trace, order, asked)
        if history.key.code == asked.content.code and history.ingangsdatum in {asked.begin, START_30}
        for one in endings(trace).get(history, ())
    ]
    return [end if end > begin else begin - ONE_DAY for _, begin, end in sorted(found)]


def issued_for(trace: Trace, order: Instruction, asked: Wish) -> tuple[History, ...]:
    """What was granted at the aanbieder for the client in the categorie of an order, from the first day it asks."""
    categorie = asked.content.categorie
    return tuple(
        one
        for one in of_client(trace, Client(order.params["aanbieder"], order.params["bsn"]))
        if (categorie is None or one.key.categorie in {None, categorie})
        and one.ingangsdatum >= asked.begin
        and not one.existing
    )
