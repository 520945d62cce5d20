"""Every start, stop and removal has one occasion (AC-02)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, format_date, missing
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.care.reports import Report, lines_on
from migratietoets.conformance.rules.views.care.starts import (
    asked,
    care,
    corrected_before,
    own_reports,
    refused_before,
)
from migratietoets.conformance.rules.views.closing import withdrawal_known
from migratietoets.conformance.rules.views.knowledge import cancelled_before, knew, stand_before
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.rules.words import days_text
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import DEATH, REACTIONS, TEMPORARY
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.succession import kinship

ASKED = "het bureau vroeg het"
WITHDRAWN = "de toewijzing eindigt dan"
GOES_ON = "de zorg gaat door onder deze toewijzing"
CORRECTS = "het neemt een eerdere melding terug"


def _ordered(trace: Trace, one: Report, history: History) -> bool:
    """The desk asked for this start or stop, on this day and for this reason, before it was sent."""
    command, field = ("start_zorg", "begindatum") if one.starts else ("stop_zorg", "einddatum")
    day = one.product.begindatum if one.starts else one.product.einddatum
    return any(
        order.given_before(one.bericht)
        and date.fromisoformat(order.params[field]) == day
        and (one.starts or _for_that_reason(order, one, history))
        and (not corrected_before(trace, history, order, one.bericht) or _taken_back(trace, one))
        for order in asked(trace, history, command)
    )


def _taken_back(trace: Trace, one: Report) -> bool:
    """Whether it was taken back since: what the desk corrected meanwhile, was corrected too."""
    return any(other.removes and other.key == one.key and other.n > one.n for other in lines_on(trace, one.history))


def _for_that_reason(order: Instruction, one: Report, history: History) -> bool:
    """Whether a stop says why as its desk did; that the gemeente began it, its system may know better (AF-01)."""
    reden, said = one.product.reden_beeindiging, order.params["reden"]
    if reden == said:
        return True
    if TEMPORARY in {reden, said}:
        return False
    if reden == DEATH:
        withdrawal = withdrawal_known(history, one.bericht)
        return withdrawal is not None and withdrawal.reden == DEATH
    return reden in REACTIONS or said in REACTIONS


def _goes_on(trace: Trace, one: Report, history: History) -> bool:
    """Care ran on another toewijzing up to the day before, or on one that was cancelled for this one."""
    begin = one.product.begindatum
    for other in of_client(trace, history.client):
        state = stand_before(other, one.bericht)
        if other is history or kinship(other.key, history.key) is None or begin != history.ingangsdatum:
            continue
        ran = care(trace, other, one)
        if ran.begindata or ran.from_stock:
            if state is None and other.ingangsdatum == begin:
                return True
            if state is not None and state.einddatum is not None and begin - state.einddatum == ONE_DAY:
                return True
    return False


def _ends_then(one: Report, history: History) -> bool:
    """The toewijzing ends on the day of the stop, or before the care had begun, as the aanbieder knew it."""
    state = stand_before(history, one.bericht)
    if state is None:
        return True
    return one.product.einddatum in {state.einddatum, one.product.begindatum} and state.einddatum is not None


def _corrected(trace: Trace, removal: Report) -> bool:
    """What was taken back is reported again, rightly this time, or its term to do so has not passed."""
    again = (
        other.bericht.kind == removal.bericht.kind and not other.removes
        for other in lines_on(trace, removal.history)
        if knew(other.bericht, removal.bericht)
    )
    return any(again) or trace.end < term_end(removal.bericht.day, WORKING_DAYS_REACTION)


def occasion(trace: Trace, one: Report, history: History) -> str | None:
    """Why a line was sent; None when nothing explains it."""
    if one.removes:
        stood = one.key in {other.key for other in care(trace, history, one).said}
        return CORRECTS if stood and (not trace.desk_visible or _corrected(trace, one)) else None
    if _ordered(trace, one, history):
        return ASKED
    if one.starts:
        return GOES_ON if _goes_on(trace, one, history) else None
    return WITHDRAWN if _ends_then(one, history) else None


@rule("AC-02", Judges.MESSAGE, looks_at=("305", "307"))
def a_start_or_stop_has_one_occasion(trace: Trace) -> Iterator[Finding]:
    """Each line has an occasion, and says what was not said already.

    What happened after the first day of the trace cannot have been reported before it, so what takes it back is judged
    without a desk.
    """
    for one in own_reports(trace):
        history = one.history
        never_sent = history is not None and one.starts and not one.removes and cancelled_before(history, one.bericht)
        if history is None or never_sent:
            yield missing(
                trace,
                one,
                f"De melding gaat over een toewijzing die {'geannuleerd is' if never_sent else 'niemand kent'}.",
                expected="de sleutel van een ontvangen toewijzing",
                found=f"nummer {one.product.toewijzingnummer or 'geen'}",
                bericht=one.bericht,
            )
            continue
        said = {other.key for other in care(trace, history, one).said}
        again = not one.removes and one.key in said and refused_before(trace, one) is None
        why = occasion(trace, one, history)
        day = one.product.begindatum if one.starts else one.product.einddatum
        never = one.removes and day is not None and day > trace.first_day
        yield check(
            trace,
            why is not None and not again,
            one,
            f"De melding heeft een aanleiding: {why}.",
            "De melding herhaalt een eerdere." if again else "De melding heeft geen aanleiding.",
            expected="niets, want dit is al gemeld" if again else _expected(trace, one, history),
            found=days_text(one.product.begindatum, one.product.einddatum)
            if not one.starts
            else f"begindatum {format_date(one.product.begindatum)}",
            bericht=one.bericht,
            otherwise=Verdict.FAIL if again or never or trace.desk_visible else Verdict.NOT_VERIFIABLE,
        )


def _expected(trace: Trace, one: Report, history: History) -> str:
    command, field = ("start_zorg", "begindatum") if one.starts else ("stop_zorg", "einddatum")
    orders = [date.fromisoformat(order.params[field]) for order in asked(trace, history, command)]
    if one.removes:
        return "een eerdere melding om terug te nemen"
    days = " of ".join(map(format_date, sorted(set(orders)))) or "geen"
    return f"wat het bureau vroeg ({days}) of {GOES_ON if one.starts else 'het einde van de toewijzing'}"
