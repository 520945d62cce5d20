"""What the desk orders is done (AC-10); what was ordered of requests, claims, starts and stops has rules of its own."""

from collections.abc import Iterable, Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, format_date, missing, state_text, unseen
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.desk import Ending, endings, standing_endings
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.orders.changes_2020 import (
    change_given,
    honoured_changes,
    lines_since,
    runs_on_beside,
)
from migratietoets.conformance.rules.views.orders.explanations import (
    ASKED,
    Why,
    explained_changes,
)
from migratietoets.conformance.rules.views.orders.followed import stand_at, successors_at
from migratietoets.conformance.rules.views.orders.grantings import Granting, grantings
from migratietoets.conformance.rules.views.requests.asked import AskedChange
from migratietoets.conformance.rules.views.rights.succession import successions
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, resend_due, term_end
from migratietoets.conformance.rules.words import content_text, days_text
from migratietoets.conformance.trace.history import Change, History, State
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import FIRST_DAY_30
from migratietoets.istandaard.succession import kinship

MAY_UNDO = ASKED | {Why.MIGRATION, Why.REPLACEMENT, Why.REPEAT}
"""What may come over what was ordered; whether that is as it should be, other rules say."""


@rule("AC-10", Judges.STATE, looks_at=("301",))
def what_was_ordered_is_done(trace: Trace) -> Iterator[Finding]:
    """Every order to grant or to end a toewijzing is followed by the 301 that does so, and holds; late is a warning."""
    for wish in grantings(trace) if trace.role == "gemeente" else ():
        yield _granted(trace, wish)
    for order in standing_endings(trace) if trace.role == "gemeente" else ():
        yield _ended(trace, order)
    for change in honoured_changes(trace):
        yield _carried_out(trace, change)


def _carried_out(trace: Trace, change: AskedChange) -> Finding:
    """A change of 2020 that was honoured is granted the old way, as it was asked; it may wait for 3.0 (VOW-02)."""
    number = change.toewijzing.number or "zonder nummer"
    subject = f"wijziging van toewijzing {number}, gehonoreerd op {format_date(change.day)}"
    wish, lines = change.wish, lines_since(trace, change)
    period = f"van {days_text(wish.ingangsdatum, wish.einddatum)}"
    expected = f"een 301 die geeft wat gevraagd is, {period}"
    given = change_given(change, lines)
    if given is None:
        return unseen(
            subject,
            "Of de toewijzing is wat er gevraagd werd, is niet te zeggen.",
            expected=expected,
            found=", ".join(map(str, dict.fromkeys(line.history for line in lines))),
        )
    sent = [one.change.after.sent for n, one in enumerate(lines, start=1) if change_given(change, lines[:n])]
    due = _due(trace, max(change.day, FIRST_DAY_30))
    beside = runs_on_beside(trace, change, lines) if given else None
    if beside is not None:
        text = "De wijziging vraagt een ander product, en de oude toewijzing loopt ernaast door."
        return _beside(trace, subject, text, beside, wish.ingangsdatum - ONE_DAY, due)
    return _followed(trace, subject, sent if given else (), due, expected, "niets")


def _beside(trace: Trace, subject: object, text: str, beside: History, last: date, due: date) -> Finding:
    return missing(
        trace,
        subject,
        text,
        expected=f"{beside} eindigt uiterlijk {format_date(last)}",
        found=state_text(beside, trace.end),
        due=due,
    )


def _granted(trace: Trace, order: Granting) -> Finding:
    asked = order.wish
    subject = f"opdracht van {format_date(order.instruction.day)} om toe te kennen"
    expected = f"{content_text(asked.content)}, van {days_text(asked.begin, asked.end)}"
    standings = order.standings()
    right = [state for state, verdict in standings if verdict is Verdict.PASS]
    perhaps = [state for state, verdict in standings if verdict is Verdict.NOT_VERIFIABLE]
    found = "; ".join(map(_issued_text, order.issued)) or "niets"
    if perhaps and not right:
        text = "Of dit is wat het bureau vroeg, is niet te vergelijken."
        return unseen(subject, text, expected=expected, found=found)
    if right and standings[-1][1] is Verdict.FAIL:
        undone = _undone(trace, order.issued, right[-1])
        if undone is not None:
            return _no_longer(trace, subject, undone, expected, found)
    due = _due(trace, order.sendable)
    return _followed(trace, subject, [state.sent for state in right], due, expected, found)


def _ended(trace: Trace, order: Ending) -> Finding:
    expected = f"een 301 met einddatum {format_date(order.einddatum)}"
    ends = list(_ends(trace, order))
    own = [state for history, state in ends if history is order.history]
    if own and not _as_ordered(order, order.history, order.history.at(trace.end)):
        undone = _undone(trace, (order.history,), own[-1])
        if undone is not None:
            found = f"einddatum {format_date(undone.after.einddatum)}"
            return _no_longer(trace, order.history, undone, expected, found)
    due = _due(trace, order.instruction.day)
    beside = _goes_on(trace, order) if own else None
    if beside is not None:
        text = "De toewijzing is beëindigd, maar wat haar plaats innam, loopt door."
        return _beside(trace, order.history, text, beside, order.einddatum, due)
    return _followed(trace, order.history, [state.sent for _, state in ends], due, expected, "niets")


def _goes_on(trace: Trace, order: Ending) -> History | None:
    """What was issued in its place, and goes on though the desk ended the care before that; nobody asked since."""
    stood = stand_at(order)
    if order.occasion == Occasion.MIGRATIE or stood is None or order.einddatum >= stood.last_day:
        return None
    then = [one for one in successors_at(trace, order) if one.in_force(trace.end) is not None]
    if len(then) <= len({rival for one in then for rival in _rivals(trace, order, one)}):
        then = []
    since = [one for one in successions(trace).successors(order.history) if _issued_after(one, order)]
    since = [one for one in since if (state := one.in_force(trace.end)) and state.last_day > order.einddatum]
    for one in (*then, *since):
        explained = explained_changes(trace).get(one, ())
        own = explained[0].why in {Why.MIGRATION, Why.REPLACEMENT}
        asked = any(each.why in ASKED and each.bericht.at > order.instruction.at for each in explained)
        if own and not asked:
            return one
    return None


def _rivals(trace: Trace, order: Ending, successor: History) -> Iterator[History]:
    """The others of the same product that a successor may have taken the place of, and that nobody ended."""
    for old in of_client(trace, successor.client):
        stood = stand_at(order, old)
        if old in {order.history, successor} or stood is None or stood.einddatum is None or old in endings(trace):
            continue
        begin = old.ingangsdatum if old.is_cancellation(stood) else stood.einddatum + ONE_DAY
        if kinship(old.key, successor.key) == 0 and begin == successor.ingangsdatum:
            yield old


def _issued_after(history: History, order: Ending) -> bool:
    bericht = history.first.bericht
    return bericht is not None and bericht.at > order.instruction.at


def _due(trace: Trace, since: date) -> date:
    """The last day of the term; what was refused meanwhile has its own to go again (AC-09)."""
    refused = [one for one in trace.from_system("301") if one.day >= since and trace.refused(one)]
    return max(term_end(since, WORKING_DAYS_REACTION), resend_due(trace, refused))


def _ends(trace: Trace, order: Ending) -> Iterator[tuple[History, State]]:
    """What gave the toewijzing, or what took its place, that last day; that may have it already."""
    for history in successors_at(trace, order):
        state = stand_at(order, history)
        if state is not None and state.einddatum == order.einddatum:
            yield history, state
    for history in trace.histories.values():
        if history is order.history or kinship(order.history.key, history.key) is not None:
            for change in history.changes:
                if _as_ordered(order, history, change.after) and change.after.sent >= order.instruction.day:
                    yield history, change.after


def _as_ordered(order: Ending, history: History, state: State | None) -> bool:
    """Whether it ends as was ordered, or counts as never sent; what took its place has no other first day to cancel."""
    if state is None or history is order.history:
        return state is not None and order.done_by(state)
    return state.einddatum == order.einddatum or history.is_cancellation(state)


def _undone(trace: Trace, histories: Iterable[History], since: State) -> Change | None:
    """What changed after a stand that was ordered, while nobody asked for it."""
    assert since.bericht is not None
    for history in histories:
        for one in explained_changes(trace).get(history, ()):
            if one.bericht.n > since.bericht.n and one.why not in MAY_UNDO:
                return one.change
    return None


def _no_longer(trace: Trace, subject: object, undone: Change, expected: str, found: str) -> Finding:
    return missing(
        trace,
        subject,
        "Wat het bureau opdroeg, is gedaan en weer ongedaan gemaakt.",
        expected=expected,
        found=found,
        bericht=undone.after.bericht,
        due=term_end(undone.after.sent, WORKING_DAYS_REACTION),
    )


def _followed(trace: Trace, subject: object, sent: Iterable[date], due: date, expected: str, otherwise: str) -> Finding:
    first = min(sent, default=None)
    return check(
        trace,
        first is not None and first <= due,
        subject,
        "Wat het bureau opdroeg, is gedaan.",
        "Wat het bureau opdroeg, is niet gedaan." if first is None else "Wat het bureau opdroeg, is laat gedaan.",
        expected=f"{expected}, uiterlijk {format_date(due)}",
        found=otherwise if first is None else format_date(first),
        due=due,
        otherwise=Verdict.FAIL if first is None else Verdict.WARN,
    )


def _issued_text(history: History) -> str:
    state = history.at()
    assert state is not None
    return f"{content_text(state.content)}, van {format_date(history.ingangsdatum)} tot en met " + (
        "geannuleerd" if history.cancelled() else format_date(state.einddatum)
    )
