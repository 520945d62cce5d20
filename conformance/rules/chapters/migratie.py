"""Chapter migratie: the deadlines of the migratietabel (MT-01 .. MT-06) and the state in the end (MS-01, MS-04)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, broken, format_date, passed, state_text, unseen, warned
from migratietoets.conformance.rules.questions.reasons import VARIANT_REASONS, Reason, in_scope, valid_in_2021
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.shared.refusal import refused
from migratietoets.conformance.rules.views.care import START, STOP, reports_on, speaks_of
from migratietoets.conformance.rules.views.succession import (
    Successions,
    defects,
    needs_30,
    reference_day,
    stock_reasons,
    successions,
)
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.start_stop import Regieproduct
from migratietoets.istandaard.releases import (
    DEADLINE_30,
    END_OF_2020,
    FIRST_DAY_30,
    NUMBER_DEADLINE,
    VARIANT_DEADLINE,
    Release,
)


@rule("MS-01", Judges.STATE)
def every_toewijzing_complies(trace: Trace) -> Iterator[Finding]:
    """In the end every toewijzing valid on or after 01-01-2021 is a permitted variant."""
    day, succession = reference_day(trace), successions(trace)
    for history in trace.histories.values():
        state = history.in_force(day)
        if state is None or not valid_in_2021(state.einddatum):
            continue
        found = defects(succession, history, day)
        if not found:
            yield passed(history, "De toewijzing voldoet aan release 3.0.", state.bericht)
            continue
        finding = unseen if trace.end < DEADLINE_30 else broken
        yield finding(
            history,
            "De toewijzing geldt in 2021 en voldoet niet aan release 3.0.",
            expected="op 31-01-2021 een toegestane variant",
            found=f"{', '.join(found)}; {state_text(history, day)}",
        )


@rule("MS-04", Judges.MESSAGE)
def changes_of_one_client_go_together(trace: Trace) -> Iterator[Finding]:
    """All changes of one client go to the aanbieder in one 301 per release and day."""
    per_day: dict[tuple[str, str, str, date], list[SentMessage]] = {}
    for bericht in trace.from_system("301"):
        if bericht.lines:
            key = bericht.lines[0].key
            per_day.setdefault((key.bsn, key.aanbieder, bericht.release, bericht.day), []).append(bericht)
    for (_, aanbieder, release, day), berichten in per_day.items():
        subject = f"301 ({release}) aan {aanbieder} op {format_date(day)}"
        if len(berichten) == 1:
            yield passed(subject, "Alle wijzigingen van de cliënt gaan in één bericht.", berichten[0])
        else:
            yield broken(
                subject,
                "De wijzigingen van één cliënt zijn over meer berichten verdeeld.",
                expected="één 301 per cliënt, aanbieder, release en dag",
                found=f"{len(berichten)} berichten",
                bericht=berichten[-1],
            )


def _first_successor(succession: Successions, history: History) -> SentMessage | None:
    children = succession.children(history)
    return children[0].first.bericht if children else None


@rule("MT-01", Judges.STATE)
def without_number_is_migrated_in_time(trace: Trace) -> Iterator[Finding]:
    """Without a unique number: withdrawn and sent anew by 30-11-2020."""
    succession = successions(trace)
    for history, why in stock_reasons(trace).items():
        if Reason.NO_UNIQUE_NUMBER not in why:
            continue
        state = history.shortened(trace.end)
        new = _first_successor(succession, history)
        outside = state is not None and (history.cancelled(trace.end) or not in_scope(state.einddatum))
        if new is not None and new.release == Release.R30 and history.ingangsdatum > END_OF_2020 and state:
            new = state.bericht
        last_day = max((b.day for b in (state.bericht if state else None, new) if b is not None), default=None)
        if outside and new is not None and last_day is not None and last_day <= NUMBER_DEADLINE:
            yield passed(history, "Op tijd ingetrokken en opnieuw verzonden.", new)
            continue
        finding = unseen if trace.end < NUMBER_DEADLINE else broken
        yield finding(
            history,
            "De toewijzing zonder uniek nummer is niet uiterlijk 30-11-2020 gemigreerd.",
            expected="intrekking en opvolger, verzonden uiterlijk 30-11-2020",
            found=f"laatste bericht op {format_date(last_day)}; {state_text(history, trace.end)}",
        )


def _has_started(trace: Trace, history: History) -> bool:
    if history.facts is not None and history.facts.gestart and history.ingangsdatum <= NUMBER_DEADLINE:
        return True
    return any(not report.removes for report in reports_on(trace, history, START))


@rule("MT-02", Judges.STATE)
def without_number_is_stopped_in_time(trace: Trace) -> Iterator[Finding]:
    """Without a unique number and started: the whole process is finished by 30-11-2020, the stop zorg included."""
    for history, why in stock_reasons(trace).items():
        if Reason.NO_UNIQUE_NUMBER not in why or not _has_started(trace, history):
            continue
        state = history.shortened(trace.end)
        withdrawn = state.bericht.day if state is not None and state.bericht is not None else None
        if withdrawn is not None and history.cancelled(trace.end):
            continue
        if trace.role == "gemeente":
            yield _gemeente_in_time(trace, history, withdrawn)
        elif withdrawn is not None and withdrawn <= NUMBER_DEADLINE:
            yield _stop_in_time(trace, history, withdrawn)


def _gemeente_in_time(trace: Trace, history: History, withdrawn: date | None) -> Finding:
    if withdrawn is not None and withdrawn < NUMBER_DEADLINE:
        return passed(history, "Op tijd ingetrokken; de aanbieder kan de zorg nog stoppen.")
    if withdrawn == NUMBER_DEADLINE:
        return warned(
            history,
            "Pas op de laatste dag ingetrokken: de aanbieder moet dezelfde dag nog stoppen.",
            expected="een intrekking vóór 30-11-2020",
            found=format_date(withdrawn),
        )
    finding = unseen if trace.end < NUMBER_DEADLINE else broken
    return finding(
        history,
        "Het proces kan niet meer uiterlijk 30-11-2020 worden afgerond.",
        expected="een intrekking uiterlijk 30-11-2020",
        found=f"ingetrokken op {format_date(withdrawn)}" if withdrawn else "niet ingetrokken",
    )


def _stop_in_time(trace: Trace, history: History, withdrawn: date) -> Finding:
    stop = next((report.bericht for report in reports_on(trace, history, STOP) if not report.removes), None)
    if stop is not None and stop.day <= NUMBER_DEADLINE:
        return passed(history, "De stop zorg is op tijd verzonden.", stop)
    if withdrawn == NUMBER_DEADLINE:
        return passed(history, "De intrekking kwam pas op 30-11-2020; een late stop wordt niet aangerekend.", stop)
    finding = unseen if trace.end < NUMBER_DEADLINE else broken
    return finding(
        history,
        "De stop zorg (307) is niet uiterlijk 30-11-2020 verzonden.",
        expected="307 in 2.4, uiterlijk 30-11-2020",
        found=f"307 op {format_date(stop.day)}" if stop else "geen 307",
    )


@rule("MT-03", Judges.MESSAGE)
def no_stop_without_unique_number(trace: Trace) -> Iterator[Finding]:
    """In 3.0 no stop zorg goes on a toewijzing without a unique number; one received is rejected."""
    for bericht in trace.berichten:
        if bericht.kind != "307" or bericht.release != Release.R30 or bericht.bericht is None:
            continue
        for product in bericht.regieproducten:
            holders = list(trace.holders.get(product.toewijzingnummer or "", ()))
            own = next((one for one in holders if speaks_of(one, product)), None)
            unique = product.toewijzingnummer is not None and own is not None and trace.unique(own)
            if trace.role == "aanbieder" and bericht.sender == "aanbieder" and not bericht.from_kit:
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


def _settled(succession: Successions, history: History, day: date) -> tuple[bool, date | None]:
    """Whether by a day the defect is gone and a sound successor or change was sent; and the last day of sending."""
    new_ones = [one for one in succession.successors(history) if valid_in_2021(one.first.einddatum)]
    berichten = [s.bericht for one in (history, *new_ones) for s in one.states if s.bericht is not None]
    own = history.in_force(day)
    adjusted = own is not None and own.bericht is not None and valid_in_2021(own.einddatum)
    gone = not defects(succession, history, day)
    succeeded = any(one.at(day) is not None and not defects(succession, one, day) for one in new_ones)
    return gone and (adjusted or succeeded), max((b.day for b in berichten), default=None)


def _in_time(trace: Trace, *, in_30: bool, latest: date, expected: str) -> Iterator[Finding]:
    succession = successions(trace)
    for history, why in stock_reasons(trace).items():
        if not VARIANT_REASONS & set(why):
            continue
        needs = needs_30(history, succession.successors(history))
        if (needs is None or needs) is not in_30:
            continue
        done, last_day = _settled(succession, history, latest)
        if done:
            yield passed(history, f"Gemigreerd, uiterlijk {format_date(latest)}.")
            continue
        finding = unseen if trace.end < latest else broken
        yield finding(
            history,
            f"De toewijzing is niet uiterlijk {format_date(latest)} gemigreerd.",
            expected=expected,
            found=f"laatste bericht op {format_date(last_day)}; {state_text(history, latest)}",
        )


@rule("MT-04", Judges.STATE)
def migrated_in_24_in_time(trace: Trace) -> Iterator[Finding]:
    """What 2.4 can express is migrated by 30-12-2020."""
    return _in_time(
        trace,
        in_30=False,
        latest=VARIANT_DEADLINE,
        expected="intrekking en opvolger in 2.4, verzonden uiterlijk 30-12-2020",
    )


@rule("MT-05", Judges.STATE)
def migrated_in_30_in_time(trace: Trace) -> Iterator[Finding]:
    """A successor with a budget or stuks (inspanning) is sent from 04-01-2021 and by 31-01-2021."""
    return _in_time(
        trace,
        in_30=True,
        latest=DEADLINE_30,
        expected="opvolger in 3.0, verzonden van 04-01-2021 tot en met 31-01-2021",
    )


@rule("MT-06", Judges.MESSAGE)
def no_30_toewijzing_before_4_january(trace: Trace) -> Iterator[Finding]:
    """A 3.0 toewijzing cannot be created before 04-01-2021."""
    for bericht in trace.from_system("301", release=Release.R30):
        if bericht.day >= FIRST_DAY_30:
            yield passed(bericht, "De 3.0-toewijzing is vanaf 04-01-2021 verzonden.", bericht)
        else:
            yield broken(
                bericht,
                "Een 3.0-toewijzing is vóór 04-01-2021 verzonden.",
                expected="vanaf 04-01-2021",
                found=format_date(bericht.day),
                bericht=bericht,
            )
