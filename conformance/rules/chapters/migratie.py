"""Chapter migratie: the deadlines of the migratietabel (MT-01, MT-04 .. MT-06) and how it stands in the end (MS-01)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, format_date, state_text
from migratietoets.conformance.rules.questions.reasons import (
    VARIANT_REASONS,
    Reason,
    in_scope,
    in_words,
    valid_in_2021,
    variant_reasons,
)
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.rights.replacements import reference_day
from migratietoets.conformance.rules.views.rights.succession import (
    Successions,
    needs_30,
    reasons_by,
    settled,
    successions,
    successions_by,
    took_over,
    uitvoering_of,
)
from migratietoets.conformance.trace.history import History, Kind, State
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.releases import (
    DEADLINE_30,
    END_OF_2020,
    FIRST_DAY_30,
    NUMBER_DEADLINE,
    VARIANT_DEADLINE,
    Release,
)


@rule("MS-01", Judges.STATE, looks_at=("301",), by=DEADLINE_30)
def every_toewijzing_complies(trace: Trace) -> Iterator[Finding]:
    """In the end, and after every later change, each toewijzing valid on or after 01-01-2021 is a permitted variant."""
    day, succession = reference_day(trace), successions(trace)
    for history in trace.histories.values():
        for state in (history.in_force(day), *changed_later(history)):
            if state is None or not valid_in_2021(state.einddatum):
                continue
            found = variant_reasons(state.content, state.einddatum, uitvoering_of(succession, history))
            yield check(
                trace,
                not found,
                history,
                "De toewijzing voldoet aan release 3.0.",
                "De toewijzing geldt in 2021 en voldoet niet aan release 3.0.",
                expected="vanaf 31-01-2021 een toegestane variant",
                found=f"{in_words(found)}; {state_text(history, max(day, state.sent))}",
                bericht=state.bericht,
                due=DEADLINE_30,
            )


def changed_later(history: History) -> Iterator[State]:
    """How a toewijzing stood after each change that was sent after 31-01-2021."""
    for change in history.changes:
        if change.after.sent > DEADLINE_30 and not change.kinds & {Kind.REPEATED, Kind.CANCELLED}:
            yield change.after


def _first_successor(succession: Successions, history: History, day: date) -> SentMessage | None:
    sent = [state for one in succession.children(history) if (state := took_over(one)) and state.sent <= day]
    return sent[0].bericht if sent else None


@rule("MT-01", Judges.STATE, looks_at=("301",), by=NUMBER_DEADLINE)
def without_number_is_migrated_in_time(trace: Trace) -> Iterator[Finding]:
    """Without a unique number: withdrawn and sent anew by 30-11-2020."""
    succession, then = successions(trace), successions_by(trace, NUMBER_DEADLINE)
    for history, why in reasons_by(trace, NUMBER_DEADLINE).items():
        if Reason.NO_UNIQUE_NUMBER not in why:
            continue
        state = history.at(NUMBER_DEADLINE)
        gone = history.cancelled(NUMBER_DEADLINE) or (state is not None and not in_scope(state.einddatum))
        anew = _first_successor(then, history, NUMBER_DEADLINE)
        waits = history.ingangsdatum > END_OF_2020 and needs_30(history, succession.successors(history))
        yield check(
            trace,
            gone and (anew is not None or bool(waits)),
            history,
            "Op tijd ingetrokken en opnieuw verzonden.",
            "De toewijzing zonder uniek nummer is niet uiterlijk 30-11-2020 gemigreerd.",
            expected="intrekking en opvolger, verzonden uiterlijk 30-11-2020",
            found=f"{state_text(history, NUMBER_DEADLINE)}; {'een opvolger' if anew else 'geen opvolger'}",
            bericht=anew or (state.bericht if state else None),
            due=NUMBER_DEADLINE,
        )


def _in_time(trace: Trace, *, in_30: bool, latest: date, expected: str) -> Iterator[Finding]:
    in_the_end, then = successions(trace), successions_by(trace, latest)
    for history, why in reasons_by(trace, latest).items():
        if not VARIANT_REASONS & set(why):
            continue
        needs = needs_30(history, then.successors(history) or in_the_end.successors(history))
        if (needs is None or needs) is not in_30:
            continue
        yield check(
            trace,
            settled(then, history, latest),
            history,
            f"Gemigreerd, uiterlijk {format_date(latest)}.",
            f"De toewijzing is niet uiterlijk {format_date(latest)} gemigreerd.",
            expected=expected,
            found=state_text(history, latest),
            due=latest,
        )


@rule("MT-04", Judges.STATE, looks_at=("301",), by=VARIANT_DEADLINE)
def migrated_in_24_in_time(trace: Trace) -> Iterator[Finding]:
    """What 2.4 can express is migrated by 30-12-2020."""
    return _in_time(
        trace,
        in_30=False,
        latest=VARIANT_DEADLINE,
        expected="intrekking en opvolger in 2.4, verzonden uiterlijk 30-12-2020",
    )


@rule("MT-05", Judges.STATE, looks_at=("301",), by=DEADLINE_30)
def migrated_in_30_in_time(trace: Trace) -> Iterator[Finding]:
    """A successor with a budget or stuks (inspanning) is sent from 04-01-2021 and by 31-01-2021."""
    return _in_time(
        trace,
        in_30=True,
        latest=DEADLINE_30,
        expected="opvolger in 3.0, verzonden van 04-01-2021 tot en met 31-01-2021",
    )


@rule("MT-06", Judges.MESSAGE, looks_at=("301",), today=True)
def no_30_toewijzing_before_4_january(trace: Trace) -> Iterator[Finding]:
    """A 3.0 toewijzing cannot be created before 04-01-2021."""
    for bericht in trace.from_system("301", release=Release.R30):
        yield check(
            trace,
            bericht.day >= FIRST_DAY_30,
            bericht,
            "De 3.0-toewijzing is vanaf 04-01-2021 verzonden.",
            "Een 3.0-toewijzing is vóór 04-01-2021 verzonden.",
            expected="vanaf 04-01-2021",
            found=format_date(bericht.day),
            bericht=bericht,
        )
