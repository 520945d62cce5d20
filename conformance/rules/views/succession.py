"""Which toewijzing follows which: the chain of successors, the days it covers and the quantity it gives (TW-06)."""

from dataclasses import dataclass, replace
from datetime import date

from migratietoets.conformance.rules.questions.reasons import Numbers, Reason, reasons, valid_in_2021, variant_reasons
from migratietoets.conformance.rules.questions.successor import successor
from migratietoets.conformance.rules.views.care import STOP, reports_on
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.codelijsten.codes import BY_GEMEENTE, BY_WIJZIGINGSVERZOEK, STUKS_INSPANNING, TEMPORARY
from migratietoets.istandaard.history import CAUSED_BY_CLIENT
from migratietoets.istandaard.model import Content, InputError, Toewijzing
from migratietoets.istandaard.releases import DEADLINE_30
from migratietoets.istandaard.succession import predecessors

NO_OWN_STOP = frozenset({TEMPORARY, BY_GEMEENTE, BY_WIJZIGINGSVERZOEK})
"""RedenBeeindiging of a stop that is temporary or a reaction: the aanbieder did not end the care himself."""


def reference_day(trace: Trace) -> date:
    """The day on which the result is judged: 31-01-2021, or the end of the trace."""
    return min(DEADLINE_30, trace.end)


@view
def stock_reasons(trace: Trace) -> dict[History, list[Reason]]:
    """Why each toewijzing of the stock had to migrate, judged on the stock as it was."""
    numbers = Numbers()
    for number in {one.key.toewijzingnummer for one in trace.histories.values() if one.facts}:
        for one in trace.holders.get(number or "", ()):
            if one.facts is not None and not one.facts.cancelled:
                numbers.add(one.key)
    return {one: reasons(_closed(trace, one, one.facts), numbers) for one in trace.histories.values() if one.facts}


def _closed(trace: Trace, history: History, facts: Toewijzing) -> Toewijzing:
    """The record, with its last day where the aanbieder stopped the care for good and the gemeente then withdrew it."""
    state = history.shortened(trace.end)
    if state is None or state.bericht is None or state.reden not in CAUSED_BY_CLIENT:
        return facts
    stopped = any(
        report.bericht.at < state.bericht.at and report.product.reden_beeindiging not in NO_OWN_STOP
        for report in reports_on(trace, history, STOP)
    )
    return replace(facts, einddatum=state.einddatum) if stopped else facts


@dataclass(frozen=True)
class Successions:
    """Per toewijzing that was ended before its time: the toewijzingen issued in its place, by ingangsdatum."""

    predecessor: dict[History, History]

    def children(self, old: History) -> list[History]:
        """Direct successors."""
        found = [new for new, predecessor in self.predecessor.items() if predecessor is old]
        return sorted(found, key=lambda one: (one.ingangsdatum, one.first.moment))

    def successors(self, old: History) -> list[History]:
        """Successors and their successors, by ingangsdatum."""
        out = []
        for child in self.children(old):
            out += [child, *self.successors(child)]
        return sorted(out, key=lambda one: (one.ingangsdatum, one.first.moment))

    def root(self, history: History) -> History:
        """The toewijzing at the start of the chain; itself when it follows nothing."""
        while history in self.predecessor:
            history = self.predecessor[history]
        return history


@view
def successions(trace: Trace) -> Successions:
    """Match each newly issued toewijzing to the ended one it replaces."""
    return Successions(dict(predecessors(trace.histories.values(), trace.end)))


def needs_30(history: History, new_ones: list[History]) -> bool | None:
    """Whether the successor needs release 3.0: from the facts, else from what was issued; None when nobody can know."""
    facts = history.facts
    if facts is not None:
        aspecifiek = facts.code is None and facts.omvang is not None
        if facts.vervanging is not None or not aspecifiek:
            try:
                return successor(facts, facts.vervanging).only_30
            except InputError:
                return None
    contents = [one.first.content for one in new_ones if valid_in_2021(one.first.einddatum)]
    return any(is_30(content) for content in contents) if contents else None


def is_30(content: Content) -> bool:
    """Content that release 2.4 cannot express: a budget, no product, or stuks (inspanning)."""
    stuks = content.omvang is not None and content.omvang.eenheid == STUKS_INSPANNING
    return content.budget is not None or content.categorie is None or stuks


def uitvoering_of(succession: Successions, history: History) -> str | None:
    """Inspanning or output as known at the start of the chain, while the product stays the same."""
    root = succession.root(history)
    same = root.key.code == history.key.code
    return root.facts.uitvoering if root.facts is not None and same else None


def defects(succession: Successions, history: History, day: date) -> list[Reason]:
    """Why a toewijzing, as it stands that day, is no permitted variant in 2021; empty when it is or has ended."""
    state = history.in_force(day)
    if state is None or not valid_in_2021(state.einddatum):
        return []
    return variant_reasons(state.content, state.einddatum, uitvoering_of(succession, history))
