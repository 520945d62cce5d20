"""The changes of 2020 that were honoured, and what became of them (AC-10)."""

from collections.abc import Iterator, Sequence

from migratietoets.conformance.rules.views.cover import overlap
from migratietoets.conformance.rules.views.desk import changes_2020, endings
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.requests.answers import Named
from migratietoets.conformance.rules.views.requests.asked import AskedChange
from migratietoets.conformance.rules.views.requests.fulfilled import Wanted
from migratietoets.conformance.rules.views.rights.promise import stopped_on
from migratietoets.conformance.rules.views.rights.succession import successions
from migratietoets.conformance.trace.history import History, Kind
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.istandaard.model import Content
from migratietoets.istandaard.succession import kinship


def honoured_changes(trace: Trace) -> Iterator[AskedChange]:
    """Every one, on the day of that decision, that nothing else overtook since."""
    standing = [one for one in changes_2020(trace) if one.until is None] if trace.role == "gemeente" else []
    for one in {one.asked.toewijzing: one for one in standing}.values():
        ordered = () if one.history is None else endings(trace).get(one.history, ())
        stopped = one.history is not None and stopped_on(trace, one.history) is not None
        if not stopped and not any(order.instruction.at > one.instruction.at for order in ordered):
            yield one.asked


def taken_back(trace: Trace, instruction: Instruction | None, bericht: SentMessage) -> bool:
    """Whether the desk had decided otherwise of a change of 2020 that it honoured, when a message was sent."""
    every = changes_2020(trace)
    own = next((one for one in every if one.instruction is instruction), None)
    return own is not None and not any(
        one.asked.toewijzing == own.asked.toewijzing and one.asks(bericht) for one in every
    )


def lines_since(trace: Trace, asked: AskedChange) -> list[Named]:
    """What 301s made of toewijzingen of its product since a change of 2020 was decided on, and holds, in order."""
    product = (asked.wish.content.categorie, asked.wish.content.code)
    lines = [
        Named(bericht, history, change)
        for history in of_client(trace, asked.client)
        if (history.key.categorie, history.key.code) == product and not history.cancelled(trace.end)
        for change in history.changes
        if (bericht := change.after.bericht) is not None and change.after.sent >= asked.day
    ]
    return sorted(lines, key=lambda line: line.bericht.n)


def runs_on_beside(trace: Trace, asked: AskedChange, lines: Sequence[Named]) -> History | None:
    """What a change to another product should have ended, and holds on the same days as what was given (OP257).

    With retroactive effect it may end on another day (OP348).
    """
    old, content = asked.toewijzing.find(trace, asked.day), asked.wish.content
    if old is None or (old.key.categorie, old.key.code) == (content.categorie, content.code):
        return None
    given = [line for line in lines if line.change.before is None and line.change.after.content == content]
    for one in (old, *successions(trace).successors(old)):
        state = one.in_force(trace.end)
        if state is None or kinship(one.key, old.key) != 0:
            continue
        ended = any(Kind.SHORTENED in change.kinds and change.after.sent >= asked.day for change in one.changes)
        for line in given:
            back = line.history.ingangsdatum <= line.bericht.day
            days = (line.history.ingangsdatum, line.change.after.last_day)
            if overlap((one.ingangsdatum, state.last_day), days) is not None and not (back and ended):
                return one
    return None


def change_given(asked: AskedChange, lines: Sequence[Named]) -> bool | None:
    """Whether they give what a change of 2020 asked; None where they say it in another eenheid or frequentie."""
    wish = asked.wish
    given = Wanted(wish.content, wish.ingangsdatum, wish.einddatum, asked.toewijzing.number).given_by(lines)
    return None if given is False and any(_in_another_form(wish.content, line) for line in lines) else given


def _in_another_form(content: Content, line: Named) -> bool:
    """It gives the product anew, in terms that cannot be laid beside what was asked."""
    anew = line.change.kinds & {Kind.GRANTED, Kind.REFILLED}
    return bool(anew) and _form(line.change.after.content) != _form(content)


def _form(content: Content) -> tuple[object, ...]:
    omvang = content.omvang
    return (content.budget is None, omvang and (omvang.eenheid, omvang.frequentie))
