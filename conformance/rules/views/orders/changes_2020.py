"""The changes of 2020 that were honoured, and what became of them (AC-10)."""

from collections.abc import Iterator, Sequence

from migratietoets.conformance.rules.views.desk import endings
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.requests.answers import Named
from migratietoets.conformance.rules.views.requests.asked import HONOUR, AskedChange, decided
from migratietoets.conformance.rules.views.requests.fulfilled import Wanted
from migratietoets.conformance.rules.views.rights.promise import stopped_on
from migratietoets.conformance.trace.history import Kind
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.model import Content


def honoured_changes(trace: Trace) -> Iterator[AskedChange]:
    """Every one, on the day of that decision, that nothing else overtook since."""
    last: dict[tuple[object, ...], AskedChange] = {}
    for one in decided(trace) if trace.role == "gemeente" else ():
        if (change := one.change_2020) is not None:
            last.pop(change.toewijzing, None)
            if HONOUR in one.what:
                last[change.toewijzing] = change
    for change in last.values():
        known = [h for h in of_client(trace, change.client.aanbieder, change.client.bsn) if change.is_of(h.key)]
        ended = any(one.instruction.at > change.at for h in known for one in endings(trace).get(h, ()))
        if not ended and not any(stopped_on(trace, history) for history in known):
            yield change


def lines_since(trace: Trace, asked: AskedChange) -> list[Named]:
    """What 301s made of toewijzingen of its product since a change of 2020 was decided on, and holds, in order."""
    product = (asked.wish.content.categorie, asked.wish.content.code)
    lines = [
        Named(bericht, history, change)
        for history in of_client(trace, asked.client.aanbieder, asked.client.bsn)
        if (history.key.categorie, history.key.code) == product and not history.cancelled(trace.end)
        for change in history.changes
        if (bericht := change.after.bericht) is not None and change.after.sent >= asked.day
    ]
    return sorted(lines, key=lambda line: line.bericht.n)


def change_given(asked: AskedChange, lines: Sequence[Named]) -> bool | None:
    """Whether they give what a change of 2020 asked; None where they say it in another eenheid or frequentie."""
    wish = asked.wish
    given = Wanted(wish.content, wish.ingangsdatum, wish.einddatum, asked.number).given_by(lines)
    return None if given is False and any(_in_another_form(wish.content, line) for line in lines) else given


def _in_another_form(content: Content, line: Named) -> bool:
    """It gives the product anew, in terms that cannot be laid beside what was asked."""
    anew = line.change.kinds & {Kind.GRANTED, Kind.REFILLED}
    return bool(anew) and _form(line.change.after.content) != _form(content)


def _form(content: Content) -> tuple[object, ...]:
    omvang = content.omvang
    return (content.budget is None, omvang and (omvang.eenheid, omvang.frequentie))
