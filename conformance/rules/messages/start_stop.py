"""Rules of the model about starts and stops, by line (TR069, TR074, TR326, CS023, OP271, OP272, OP288)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, format_date, strictness
from migratietoets.conformance.rules.messages.within import judged
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.care.claimed_starts import claimed_starts
from migratietoets.conformance.rules.views.care.reports import Report, definite_stop
from migratietoets.conformance.rules.views.care.starts import Care, asked, care, own_reports, refused_before, start_told
from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REPORT, term_end
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import TEMPORARY
from migratietoets.istandaard.releases import LAST_DAY_24, Release


def _lines(trace: Trace, *, starts: bool) -> Iterator[tuple[Report, History]]:
    for one in own_reports(trace):
        if one.history is not None and one.starts is starts and not one.removes:
            yield one, one.history


def _key_text(one: Report) -> str:
    p = one.product
    end = "" if one.starts else f" tot en met {format_date(p.einddatum)}"
    return f"{one} vanaf {format_date(p.begindatum)}{end}"


@rule("TR326", Judges.MESSAGE, looks_at=("305",))
def no_start_while_one_runs(trace: Trace) -> Iterator[Finding]:
    """A start goes only on a toewijzing that has no running start."""
    for one, history in _lines(trace, starts=True):
        before = care(trace, history, one)
        yield check(
            trace,
            not before.running,
            one,
            "Er liep nog geen start op deze toewijzing.",
            "Op deze toewijzing liep al een start.",
            expected="geen start zolang er een loopt",
            found=f"de start van {format_date(max(before.begindata, default=history.ingangsdatum))} loopt",
            bericht=one.bericht,
        )


@rule("TR074", Judges.MESSAGE, looks_at=("305", "307"))
def a_key_is_reported_once(trace: Trace) -> Iterator[Finding]:
    """The key of a new start or stop stands in no line that was received before, or earlier in its message."""
    for starts in (True, False):
        for one, history in _lines(trace, starts=starts):
            double = one.key in {other.key for other in care(trace, history, one).said}
            yield check(
                trace,
                not double,
                one,
                "Deze start of stop was nog niet gemeld.",
                "Dezelfde start of stop is al gemeld.",
                expected="een nieuwe sleutel, of eerst de eerdere melding terugnemen (status 3)",
                found=f"nog eens de {_key_text(one)}",
                bericht=one.bericht,
            )


@rule("TR069", Judges.MESSAGE, looks_at=("307",), today=True)
def a_stop_repeats_the_key_of_its_start(trace: Trace) -> Iterator[Finding]:
    """A stop takes over the key of the start it ends; where the start came before the trace, its day is not known."""
    for one, history in _lines(trace, starts=False):
        before = care(trace, history, one)
        resumed = before.resumed_since(one)
        if resumed is None and before.from_stock and one.product.begindatum not in before.begindata:
            yield check(
                trace,
                one.product.begindatum == history.ingangsdatum,
                one,
                "De stop noemt de eerste dag van de toewijzing, waarvan de start al gemeld was.",
                "De stop noemt een andere eerste dag dan de toewijzing; de start zelf is niet te zien.",
                expected=f"begindatum {format_date(history.ingangsdatum)}",
                found=format_date(one.product.begindatum),
                bericht=one.bericht,
                otherwise=Verdict.NOT_VERIFIABLE,
            )
            continue
        yield check(
            trace,
            resumed is None and one.product.begindatum in before.begindata,
            one,
            "De stop neemt de sleutel van de start over.",
            "De stop noemt een eerdere start dan de laatste." if resumed else "De stop hoort bij geen gemelde start.",
            expected=f"begindatum {format_date(resumed)}"
            if resumed
            else " of ".join(map(format_date, sorted(before.begindata))) or "eerst een start (305)",
            found=f"begindatum {format_date(one.product.begindatum)}",
            bericht=one.bericht,
        )


@rule("TR071", Judges.MESSAGE, looks_at=("305", "307"))
def a_start_with_a_stop_stays(trace: Trace) -> Iterator[Finding]:
    """A start is not taken back while a stop on it stands; judged at each stop, and at what takes its start back."""
    for one, history in _lines(trace, starts=False):
        taken_back = [
            other
            for other in own_reports(trace)
            if other.starts
            and other.removes
            and other.history is history
            and other.product.begindatum == one.product.begindatum
            and one in care(trace, history, other).said
        ]
        removal = next(iter(taken_back), None)
        yield check(
            trace,
            removal is None,
            one,
            "De start van deze stop is niet teruggenomen.",
            "De start is teruggenomen terwijl er een stop op staat.",
            expected="eerst de stop terugnemen",
            found="" if removal is None else str(removal.bericht),
            bericht=one.bericht if removal is None else removal.bericht,
        )


@rule("CS023", Judges.MESSAGE, looks_at=("301", "305", "307", "315"), today=True)
def nothing_is_reported_before_it_happened(trace: Trace) -> Iterator[Finding]:
    """A start or stop carries no day after the one on which it is sent; nor does a birth or a decision."""
    yield from judged("CS023", trace, "301", "315")
    for starts in (True, False):
        for one, _ in _lines(trace, starts=starts):
            day = one.product.begindatum if starts else one.product.einddatum
            yield check(
                trace,
                day is None or day <= one.bericht.day,
                one,
                "Er is gemeld wat al gebeurd was.",
                "Er is iets gemeld dat nog niet gebeurd was.",
                expected=f"een dag tot en met {format_date(one.bericht.day)}",
                found=format_date(day),
                bericht=one.bericht,
            )


def _due(trace: Trace, one: Report, history: History, happened: date, command: str) -> date:
    """The last day to report something: after it happened, was known, was asked, or came back refused."""
    told = [change.after for change in history.changes if (b := change.after.bericht) and knew(one.bericht, b)]
    known = [happened, *(state.sent for state in told)]
    known += [
        instruction.day for instruction in asked(trace, history, command) if instruction.given_before(one.bericht)
    ]
    if (earlier := refused_before(trace, one)) is not None and (answer := trace.answer_to(earlier.bericht)) is not None:
        known.append(answer.day)
    return term_end(max(known), WORKING_DAYS_REPORT)


def _reported_in_time(trace: Trace, *, starts: bool) -> Iterator[Finding]:
    command = "start_zorg" if starts else "stop_zorg"
    for one, history in _lines(trace, starts=starts):
        day = one.product.begindatum if starts else one.product.einddatum
        if day is None:
            continue
        latest = _due(trace, one, history, day, command)
        yield check(
            trace,
            one.bericht.day <= latest,
            one,
            "Gemeld binnen vijf werkdagen.",
            "Gemeld na meer dan vijf werkdagen.",
            expected=f"uiterlijk {format_date(latest)}",
            found=format_date(one.bericht.day),
            bericht=one.bericht,
        )


def _told(  # what is looked for, and how surely
    trace: Trace, history: History, due: date, what: str, *, told: bool, unsure: bool = False
) -> Finding:
    """Whether something was reported that should have been; unseen where it may have been before the trace."""
    release = Release.R24 if due <= LAST_DAY_24 else Release.R30
    return check(
        trace,
        told,
        history,
        f"De {what} van de zorg is gemeld.",
        f"De {what} van de zorg is niet gemeld.",
        expected=f"een {'305' if what == 'start' else '307'}, uiterlijk {format_date(due)}",
        found=f"niets tot en met {format_date(trace.end)}",
        due=due,
        otherwise=Verdict.NOT_VERIFIABLE if unsure else strictness(release),
    )


def _reportable(trace: Trace) -> Iterator[History]:
    """What the aanbieder may speak of: it holds, and in 3.0 it has a number of its own (MT-03)."""
    for history in trace.histories.values() if trace.role == "aanbieder" else ():
        if history.in_force(trace.end) is not None and trace.unique(history):
            yield history


@rule("OP271", Judges.MESSAGE, looks_at=("305",), today=True)
def starts_are_reported_in_time(trace: Trace) -> Iterator[Finding]:
    """A start is reported within five working days after it, or after the toewijzing or the word of the desk came.

    What is claimed was delivered, so the care on that toewijzing had begun: its start is reported by then.
    """
    yield from _reported_in_time(trace, starts=True)
    for history in _reportable(trace):
        for order in asked(trace, history, "start_zorg"):
            due = term_end(max(order.day, date.fromisoformat(order.params["begindatum"])), WORKING_DAYS_REPORT)
            told = start_told(trace, history, order)
            if told is not None:
                yield _told(trace, history, due, "start", told=told)
    for one in claimed_starts(trace):
        due = term_end(one.day, WORKING_DAYS_REPORT)
        yield _told(trace, one.history, due, "start", told=one.told, unsure=one.unsure)


@rule("OP272", Judges.MESSAGE, looks_at=("307",), today=True)
def stops_are_reported_in_time(trace: Trace) -> Iterator[Finding]:
    """A stop is reported within five working days after the care ended, or after the word of it came."""
    return _reported_in_time(trace, starts=False)


@rule("OP288", Judges.STATE, looks_at=("307",))
def what_was_started_is_stopped(trace: Trace) -> Iterator[Finding]:
    """Of care whose start was reported the end is reported too: as the desk asks, and when the toewijzing ends.

    A temporary stop is no end: where the care is not resumed, a definite one follows (flow E of the model). Where the
    start came before the trace and the desk says nothing, the care may have been stopped before it as well.
    """
    for history in _reportable(trace):
        now, state = care(trace, history), history.in_force(trace.end)
        if state is None or not (now.begindata or now.from_stock):
            continue
        stop = _final_stop(trace, history)
        orders = _orders_to_stop(trace, history, now, stop)
        lasting = [one for one in orders if one.params["reden"] != TEMPORARY]
        if orders:
            ends = [state.last_day, *(date.fromisoformat(one.params["einddatum"]) for one in orders)]
            due = term_end(max(min(ends), *(one.day for one in orders)), WORKING_DAYS_REPORT)
            yield _told(trace, history, due, "stop", told=stop is not None or not (now.running or lasting))
        if not lasting:
            yield from _stopped_at_the_end(trace, history, state, now, stop)


def _final_stop(trace: Trace, history: History) -> Report | None:
    """The stop that ended the care; one that names an earlier start leaves what was resumed without (OP155)."""
    stop = definite_stop(trace, history)
    return None if stop is None or care(trace, history, stop).resumed_since(stop) else stop


def _orders_to_stop(trace: Trace, history: History, now: Care, stop: Report | None) -> list[Instruction]:
    """What the desk asked since the care last began; all it asked where it has ended."""
    since = now.begun if stop is None else None
    return [one for one in asked(trace, history, "stop_zorg") if since is None or one.at >= since]


def _stopped_at_the_end(
    trace: Trace, history: History, state: State, now: Care, stop: Report | None
) -> Iterator[Finding]:
    """A toewijzing that has ended: a definite stop says so, also where the care was only interrupted before.

    An interruption up to its last day may be meant as that: a second stop would have the same key (TR074).
    """
    if state.einddatum is None or (not now.said and state.einddatum < trace.first_day):
        return
    due = term_end(max(state.einddatum, state.sent), WORKING_DAYS_REPORT)
    if stop is not None or due <= trace.end:
        unsure = not now.said or (
            now.last is not None and now.last.temporary and now.last.product.einddatum == state.einddatum
        )
        yield _told(trace, history, due, "stop", told=stop is not None, unsure=unsure)
