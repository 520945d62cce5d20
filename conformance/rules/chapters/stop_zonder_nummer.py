"""The stop zorg on a toewijzing without a unique number: by 30-11-2020 (MT-02), and not in 3.0 any more (MT-03)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, broken, check, format_date, missing, passed, warned
from migratietoets.conformance.rules.questions.reasons import Reason
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.shared.refusal import refused
from migratietoets.conformance.rules.views.care.reports import (
    START,
    STOP,
    Report,
    definite_stops,
    lines_on,
    reports_on,
    speaks_of,
    standing,
)
from migratietoets.conformance.rules.views.rights.succession import stock_reasons
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.trace.history import History, Kind, State
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.start_stop import Regieproduct
from migratietoets.istandaard.releases import NUMBER_DEADLINE, Release


def _has_started(trace: Trace, history: History) -> bool:
    if history.facts is not None and history.facts.gestart and history.ingangsdatum <= NUMBER_DEADLINE:
        return True
    return any(report.starts for report in standing(reports_on(trace, history, START)))


def _withdrawn(history: History) -> State | None:
    """The change that ends it by the deadline, the first that still stands; None when none does, or it is cancelled."""
    ending: State | None = None
    for change in history.changes:
        state = change.after
        if change.kinds & {Kind.EXTENDED, Kind.GRANTED}:
            ending = None
        if ending is None and state.einddatum is not None and state.einddatum <= NUMBER_DEADLINE:
            ending = state
    return ending


@rule("MT-02", Judges.STATE, looks_at=("301", "307"), by=NUMBER_DEADLINE)
def without_number_is_stopped_in_time(trace: Trace) -> Iterator[Finding]:
    """Without a unique number and started: the whole process is finished by 30-11-2020, the stop zorg included."""
    for history, why in stock_reasons(trace).items():
        if Reason.NO_UNIQUE_NUMBER not in why or not _has_started(trace, history) or history.cancelled(trace.end):
            continue
        withdrawn = _withdrawn(history)
        if trace.role == "gemeente":
            yield _gemeente_in_time(trace, history, withdrawn)
        elif withdrawn is not None and withdrawn.sent <= NUMBER_DEADLINE:
            yield _stop_in_time(trace, history, withdrawn.sent)


def _gemeente_in_time(trace: Trace, history: History, withdrawn: State | None) -> Finding:
    if withdrawn is not None and withdrawn.sent == NUMBER_DEADLINE:
        return warned(
            history,
            "Pas op de laatste dag ingetrokken: de aanbieder moet dezelfde dag nog stoppen.",
            expected="een intrekking vóór 30-11-2020",
            found=format_date(withdrawn.sent),
            bericht=withdrawn.bericht,
        )
    return check(
        trace,
        withdrawn is not None and withdrawn.sent < NUMBER_DEADLINE,
        history,
        "Op tijd ingetrokken; de aanbieder kan de zorg nog stoppen.",
        "Het proces kan niet meer uiterlijk 30-11-2020 worden afgerond.",
        expected="een intrekking uiterlijk 30-11-2020",
        found=f"ingetrokken op {format_date(withdrawn.sent)}" if withdrawn else "niet ingetrokken",
        bericht=withdrawn.bericht if withdrawn else None,
        due=NUMBER_DEADLINE,
    )


def _first_stop(trace: Trace, history: History) -> tuple[Report | None, date | None]:
    """The first definite stop after which the care was not resumed, and the day it counts from.

    One that was refused counts for nothing; sent again within the time for it, it counts from the first time.
    """
    stop = next(iter(definite_stops(reports_on(trace, history))), None)
    if stop is None:
        return None, None
    earlier = (day for day in _refused(trace, history) if stop.bericht.day <= term_end(day, WORKING_DAYS_REACTION))
    return stop, min([stop.bericht.day, *earlier])


def _refused(trace: Trace, history: History) -> list[date]:
    """The days by the deadline on which a stop was sent that was refused."""
    return [
        one.bericht.day
        for one in lines_on(trace, history)
        if one.refused and one.bericht.kind == STOP and one.bericht.day <= NUMBER_DEADLINE
    ]


def _stop_in_time(trace: Trace, history: History, withdrawn: date) -> Finding:
    stop, day = _first_stop(trace, history)
    if stop is not None and day is not None and day <= NUMBER_DEADLINE:
        einddatum = stop.product.einddatum
        if einddatum is not None and einddatum > stop.bericht.day:
            return warned(
                history,
                "De stop zorg zegt een einde dat er bij het verzenden nog niet was.",
                expected="een einddatum tot en met de dag van verzenden",
                found=f"verzonden op {format_date(stop.bericht.day)}, per {format_date(einddatum)}",
                bericht=stop.bericht,
            )
        return passed(history, "De stop zorg is op tijd verzonden.", stop.bericht)
    if withdrawn == NUMBER_DEADLINE:
        return passed(history, "De intrekking kwam pas op 30-11-2020; een late stop wordt niet aangerekend.")
    return missing(
        trace,
        history,
        "De stop zorg (307) is niet uiterlijk 30-11-2020 verzonden.",
        expected="een blijvende stop in 2.4 die niet geweigerd is, uiterlijk 30-11-2020",
        found=f"307 op {format_date(day)}" if stop else "geen 307 die de zorg beëindigt",
        bericht=stop.bericht if stop else None,
        due=max([NUMBER_DEADLINE, *(term_end(day, WORKING_DAYS_REACTION) for day in _refused(trace, history))]),
    )


@rule("MT-03", Judges.MESSAGE, looks_at=("307", "308"))
def no_stop_without_unique_number(trace: Trace) -> Iterator[Finding]:
    """In 3.0 no stop zorg goes on a toewijzing without a unique number; one received is rejected."""
    for bericht in trace.berichten:
        if bericht.kind != "307" or bericht.release != Release.R30 or bericht.bericht is None:
            continue
        for product in bericht.regieproducten:
            holders = list(trace.holders.get(product.toewijzingnummer or "", ()))
            own = next((one for one in holders if speaks_of(one, product)), None)
            unique = product.toewijzingnummer is not None and own is not None and trace.unique(own)
            if trace.role == "aanbieder" and trace.own(bericht):
                yield _own_stop(bericht, product, unique=unique)
            elif trace.role == "gemeente" and bericht.receiver == "gemeente" and not unique:
                yield _received_stop(trace, bericht)


def _own_stop(bericht: SentMessage, product: Regieproduct, *, unique: bool) -> Finding:
    if unique:
        return passed(bericht, "De stop zorg noemt een uniek toewijzingnummer.", bericht)
    return broken(
        bericht,
        "Een stop zorg in 3.0 op een toewijzing zonder uniek nummer.",
        expected="geen 307 in 3.0 zonder uniek toewijzingnummer",
        found="geen nummer" if product.toewijzingnummer is None else "een nummer dat niet uniek of onbekend is",
        bericht=bericht,
    )


def _received_stop(trace: Trace, bericht: SentMessage) -> Finding:
    return refused(
        trace,
        bericht,
        unanswered=(
            "Op een stop zorg zonder uniek nummer hoort een afkeurend retourbericht te komen.",
            "308 met een retourcode die afkeurt",
            "geen retourbericht",
        ),
        approved=(
            "Een stop zorg in 3.0 zonder uniek nummer is goedgekeurd.",
            "308 met een retourcode die afkeurt, bijvoorbeeld 9019",
        ),
    )
