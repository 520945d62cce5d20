"""What the desk orders is done (AC-10); what was ordered of requests, claims, starts and stops has rules of its own."""

from collections.abc import Iterable, Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, format_date, unseen
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.desk import Ending, granting_orders, standing_endings
from migratietoets.conformance.rules.views.orders.changes_2020 import change_given, honoured_changes, lines_since
from migratietoets.conformance.rules.views.requests.asked import AskedChange
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import FIRST_DAY_30
from migratietoets.istandaard.succession import kinship


@rule("AC-10", Judges.STATE, looks_at=("301",))
def what_was_ordered_is_done(trace: Trace) -> Iterator[Finding]:
    """Every order to grant or to end a toewijzing is followed by the 301 that does so; late is a warning."""
    orders = (
        one for one in granting_orders(trace) if trace.role == "gemeente" and one.instruction.command == "ken_toe"
    )
    for wish in orders:
        sent = [one.first.sent for one in trace.histories.values() if wish.met_by(one)]
        due = term_end(wish.sendable, WORKING_DAYS_REACTION)
        yield _followed(trace, f"opdracht van {format_date(wish.instruction.day)} om toe te kennen", sent, due,
                        f"een toewijzing vanaf {format_date(wish.begin)}")  # fmt: skip
    for order in standing_endings(trace) if trace.role == "gemeente" else ():
        due = term_end(order.instruction.day, WORKING_DAYS_REACTION)
        expected = f"een 301 met einddatum {format_date(order.einddatum)}"
        yield _followed(trace, order.history, _ends(trace, order), due, expected)
    for change in honoured_changes(trace):
        yield _carried_out(trace, change)


def _carried_out(trace: Trace, change: AskedChange) -> Finding:
    """A change of 2020 that was honoured is granted the old way, as it was asked; it may wait for 3.0 (VOW-02)."""
    subject = f"wijziging van toewijzing {change.number or 'zonder nummer'}, gehonoreerd op {format_date(change.day)}"
    wish, lines = change.wish, lines_since(trace, change)
    period = f"van {format_date(wish.ingangsdatum)} tot en met {format_date(wish.einddatum)}"
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
    due = term_end(max(change.day, FIRST_DAY_30), WORKING_DAYS_REACTION)
    return _followed(trace, subject, sent if given else (), due, expected)


def _ends(trace: Trace, order: Ending) -> Iterator[date]:
    """When a 301 gave the toewijzing, or what took its place meanwhile, that last day."""
    for history in trace.histories.values():
        if history is order.history or kinship(order.history.key, history.key) is not None:
            for change in history.changes:
                ends = {change.after.einddatum, *({order.einddatum} if history.is_cancellation(change.after) else ())}
                if order.einddatum in ends and change.after.sent >= order.instruction.day:
                    yield change.after.sent


def _followed(trace: Trace, subject: object, sent: Iterable[date], due: date, expected: str) -> Finding:
    first = min(sent, default=None)
    return check(
        trace,
        first is not None and first <= due,
        subject,
        "Wat het bureau opdroeg, is gedaan.",
        "Wat het bureau opdroeg, is niet gedaan." if first is None else "Wat het bureau opdroeg, is laat gedaan.",
        expected=f"{expected}, uiterlijk {format_date(due)}",
        found="niets" if first is None else format_date(first),
        due=due,
        otherwise=Verdict.FAIL if first is None else Verdict.WARN,
    )
