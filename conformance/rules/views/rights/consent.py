"""A total or budget that is lowered under its own number: permitted with consent (OP033x1, OP298, OP299)."""

from collections.abc import Iterator
from dataclasses import replace

from migratietoets.conformance.rules.views.rights.balance import Rights
from migratietoets.conformance.rules.views.rights.comparison import compare, quantity_of
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import TOTAL
from migratietoets.istandaard.model import Content


def is_total(content: Content) -> bool:
    """Whether it is given as a whole: a budget, or a volume at frequentie 6."""
    omvang = quantity_of(content)
    return omvang is not None and omvang.frequentie == TOTAL


def lower_total(before: Content, after: Content) -> bool:
    """Whether a total or budget became lower, and nothing else of it changed."""
    old, new = quantity_of(before), quantity_of(after)
    if old is None or new is None or not (is_total(before) and is_total(after)) or old.eenheid != new.eenheid:
        return False
    return (new.volume or 0) < (old.volume or 0)


def consented(trace: Trace, history: History) -> bool:
    """Whether the aanbieder consented, as the record says; of what was issued since, that may be unseen (TW-08)."""
    return not trace.desk_visible if history.facts is None else history.facts.instemming


def lowered_since(trace: Trace, rights: Rights) -> Iterator[History]:
    """The successors that were right as they were issued, and lowered since, perhaps with consent."""
    if any(made.history.facts is not None and not made.history.facts.instemming for made in rights.promises):
        return
    raised = {one.history: before for one in rights.successors if (before := _before(trace, one.history)) is not None}
    if not raised:
        return
    as_issued = tuple(
        replace(one, state=raised[one.history]) if one.history in raised else one for one in rights.successors
    )
    wrong = {one.history for one in compare(replace(rights, successors=as_issued)) if one.verdict is Verdict.FAIL}
    yield from (history for history in raised if history not in wrong)


def _before(trace: Trace, history: History) -> State | None:
    """How it was issued, where its total was lowered since and consent may be unseen."""
    state = history.in_force(trace.end)
    lowered = state is not None and lower_total(history.first.content, state.content)
    return history.first if lowered and history.facts is None and consented(trace, history) else None
