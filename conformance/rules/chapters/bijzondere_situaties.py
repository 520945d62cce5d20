"""Chapter bijzondere-situaties: einddatum only, adjoining successors, what only 3.0 can express (BS-01 .. BS-07)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, format_date, notices_hidden, state_text
from migratietoets.conformance.rules.questions.reasons import Reason, valid_in_2021, variant_reasons
from migratietoets.conformance.rules.rule import NOTICE, Judges, rule
from migratietoets.conformance.rules.views.knowledge import asked_before, said_before
from migratietoets.conformance.rules.views.naming import named
from migratietoets.conformance.rules.views.orders.explanations import ASKED, ended_by, explained_changes
from migratietoets.conformance.rules.views.rights.comparison import double_days
from migratietoets.conformance.rules.views.rights.old_content import old_content
from migratietoets.conformance.rules.views.rights.replacements import open_until, reference_day, replacements, withdrawn
from migratietoets.conformance.rules.views.rights.succession import (
    Successions,
    closed_by,
    needs_30,
    reasons_by,
    stock_reasons,
    successions,
    successions_by,
)
from migratietoets.conformance.trace.history import History, Kind
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import DEADLINE_30, END_OF_2020, FIRST_DAY_30, NUMBER_DEADLINE, START_30, Release
from migratietoets.istandaard.vervangingen import SAME

BEFOREHAND = "vooraf_intrekken"
"""The route of an order to migrate that wants the withdrawal in 2.4."""


@rule("BS-01", Judges.STATE, looks_at=("301",))
def missing_einddatum_is_filled_in(trace: Trace) -> Iterator[Finding]:
    """Where only the einddatum is missing, the same toewijzing is changed: no withdrawal, no new number."""
    day = reference_day(trace)
    for history, why in stock_reasons(trace).items():
        state = history.at(day)
        if why != [Reason.EINDDATUM_ONTBREEKT] or state is None or state.bericht is None or state.einddatum is None:
            continue
        if history.facts is not None and history.facts.vervanging not in {None, SAME}:
            continue
        ending = ended_by(trace, history, day)
        if ending is not None and ending.why in ASKED and not valid_in_2021(state.einddatum):
            continue
        yield check(
            trace,
            valid_in_2021(state.einddatum),
            history,
            "De einddatum is gevuld in dezelfde toewijzing.",
            "Alleen de einddatum ontbrak, maar de toewijzing is ingetrokken en vervangen.",
            expected="een wijziging van dezelfde toewijzing",
            found=state_text(history, day),
            bericht=state.bericht,
        )


@rule("BS-02", Judges.STATE, looks_at=("301",))
def successor_adjoins(trace: Trace) -> Iterator[Finding]:
    """Where the old toewijzing is withdrawn, a successor adjoins: no gap and no overlap between old and new."""
    for rights in replacements(trace):
        for made in rights.promises:
            if not withdrawn(rights, made) or rights.perhaps_for_client:
                continue
            join_day = rights.join(made)
            first = min(rights.successors, key=lambda one: one.days, default=None)
            starts = [one.days[0] for one in rights.successors]
            yield check(
                trace,
                ok=any(one.days[0] <= join_day <= one.days[1] for one in rights.successors)
                and double_days(rights, made) is None,
                subject=made.history,
                good="De opvolger sluit aan op de intrekking.",
                bad="De opvolger sluit niet aan op de ingetrokken toewijzing.",
                expected=f"een opvolger vanaf {format_date(join_day)}",
                found=f"vanaf {format_date(min(starts))}" if starts else "geen opvolger",
                bericht=first.history.first.bericht if first is not None else None,
                due=open_until(rights, join_day) if not starts else None,
            )


def _only_30(trace: Trace, succession: Successions, *, with_number: bool, by: date = date.max) -> Iterator[History]:
    """Toewijzingen of the stock whose successor only 3.0 can express, with or without a unique number.

    What was ordered or asked after the day counts not.
    """
    closed = closed_by(trace, by)
    for history, why in reasons_by(trace, by).items():
        if (Reason.NO_UNIQUE_NUMBER not in why) is not with_number or not why:
            continue
        if not valid_in_2021(closed[history].einddatum):
            continue
        if needs_30(history, succession.successors(history)):
            yield history


def _withdrawals(trace: Trace, history: History) -> Iterator[tuple[SentMessage, date]]:
    """Every message that ended a toewijzing by 31-12-2020, or cancelled it, for the sake of the migration."""
    for one in explained_changes(trace).get(history, ()):
        einddatum = one.change.after.einddatum
        ends = one.change.kinds & {Kind.SHORTENED, Kind.CANCELLED}
        if not ends or one.why in ASKED or einddatum is None:
            continue
        if Kind.CANCELLED in one.change.kinds or not valid_in_2021(einddatum):
            yield one.bericht, einddatum


@rule("BS-03", Judges.MESSAGE, looks_at=(NOTICE, "301"))
def aanbieder_is_informed_beforehand(trace: Trace) -> Iterator[Finding]:
    """Withdrawn in 2.4 with a successor only 3.0 can express: the aanbieder is told, not later than the withdrawal."""
    succession = successions(trace)
    cancelled = (one for one in _only_30(trace, succession, with_number=False) if one.ingangsdatum > END_OF_2020)
    for history in (*_only_30(trace, succession, with_number=True), *cancelled):
        for bericht, _ in _withdrawals(trace, history):
            if bericht.release == Release.R24:
                yield _informed(trace, history, bericht)


def _informed(trace: Trace, history: History, bericht: SentMessage) -> Finding:
    text = "Of de aanbieder vooraf is ingelicht, laat dit systeem niet zien."
    if (hidden := notices_hidden(trace, history, text)) is not None:
        return hidden
    told = [
        one
        for one in said_before(trace, bericht)
        if (one.sender, one.receiver) == ("gemeente", history.key.aanbieder) and one.concerns(history.key.bsn)
    ]
    right = [
        one
        for one in told
        if one.code is NoticeCode.TOEWIJZING_VOLGT
        and (not one.toewijzing or named(trace, one.toewijzing, one.day) is history)
    ]
    planned = [order.at for order in asked_before(trace, bericht, "plan", "migreer") if _about(order, history)]
    in_time = any(not planned or one.at >= min(planned) for one in right)
    doubtful = bool(right) or any(one.code is None for one in told)
    return check(
        trace,
        in_time,
        history,
        "De aanbieder is vooraf ingelicht dat er een toewijzing volgt.",
        "Ingetrokken in 2.4 zonder de aanbieder vooraf te zeggen dat er een toewijzing volgt.",
        expected=f"een kennisgeving (toewijzing_volgt) na het plan en uiterlijk {format_date(bericht.day)}",
        found=", ".join(f"{one.code or 'zonder code'} op {format_date(one.day)}" for one in told)
        or "geen kennisgeving",
        bericht=bericht,
        otherwise=Verdict.NOT_VERIFIABLE if doubtful else Verdict.FAIL,
    )


def _about(order: Instruction, history: History) -> bool:
    """Whether an order to plan or to migrate is about this client, or about all."""
    return order.params.get("bsn") in {None, history.key.bsn}


def _could_run_on(history: History) -> bool:
    facts = history.facts
    if facts is None or not facts.instemming or facts.ingangsdatum > END_OF_2020:
        return False
    return Reason.GEEN_TOEGESTANE_VARIANT not in variant_reasons(facts.content, END_OF_2020, facts.uitvoering)


def _other_route_asked(trace: Trace, history: History, bericht: SentMessage) -> bool:
    """Whether the desk wanted it withdrawn beforehand."""
    orders = [one for one in asked_before(trace, bericht, "migreer") if _about(one, history)]
    return bool(orders) and orders[-1].params["route"] == BEFOREHAND


@rule("BS-04", Judges.MESSAGE, looks_at=("301",))
def runs_on_until_its_successor_comes(trace: Trace) -> Iterator[Finding]:
    """Preferred where possible: withdrawal per 31-12-2020 and successor in one 3.0 message."""
    succession = successions(trace)
    for history in _only_30(trace, succession, with_number=True):
        for bericht, _ in _withdrawals(trace, history):
            if not _could_run_on(history) or _other_route_asked(trace, history, bericht):
                continue
            children = succession.children(history)
            together = any(one.first.bericht is bericht for one in children)
            yield check(
                trace,
                bericht.release == Release.R30 and together,
                history,
                "Intrekking en opvolger staan in één 3.0-bericht.",
                "De toewijzing had kunnen doorlopen tot de opvolger er was.",
                expected="één 301 in 3.0 met de intrekking per 31-12-2020 en de opvolger",
                found=f"{bericht}" + ("" if together else "; de opvolger in een ander bericht"),
                bericht=bericht,
                otherwise=Verdict.FAIL if trace.desk_visible else Verdict.NOT_VERIFIABLE,
            )


@rule("BS-05", Judges.MESSAGE, looks_at=("301",), today=True)
def without_number_is_withdrawn_per_30_november(trace: Trace) -> Iterator[Finding]:
    """Without a unique number and only expressible in 3.0: withdrawn per 30-11-2020, in 2.4."""
    succession = successions(trace)
    for history in _only_30(trace, succession, with_number=False):
        for bericht, einddatum in list(_withdrawals(trace, history))[-1:]:
            cancelled = history.cancelled(trace.end) and history.ingangsdatum > NUMBER_DEADLINE
            yield check(
                trace,
                bericht.release == Release.R24 and (cancelled or einddatum <= NUMBER_DEADLINE),
                history,
                "Ingetrokken in 2.4, uiterlijk per 30-11-2020.",
                "Niet in 2.4 per 30-11-2020 ingetrokken.",
                expected="intrekking in 2.4 per 30-11-2020",
                found=f"{bericht.release}, per {format_date(einddatum)}",
                bericht=bericht,
            )


def _december(succession: Successions, history: History) -> list[History]:
    """What was sent in 2.4 by 30-11-2020 as its bridge to 31-12-2020."""
    return [
        one
        for one in succession.successors(history)
        if one.first.bericht is not None
        and one.first.bericht.release == Release.R24
        and (state := one.in_force(NUMBER_DEADLINE)) is not None
        and state.einddatum == END_OF_2020
    ]


@rule("BS-06", Judges.STATE, looks_at=("301",), by=NUMBER_DEADLINE)
def december_is_bridged(trace: Trace) -> Iterator[Finding]:
    """A december toewijzing in 2.4 bridges to 31-12-2020: old content, unique number, sent by 30-11-2020."""
    succession, then = successions(trace), successions_by(trace, NUMBER_DEADLINE)
    for history in _only_30(trace, succession, with_number=False, by=NUMBER_DEADLINE):
        if history.ingangsdatum > END_OF_2020:
            continue
        state = history.at(trace.end)
        gone = state is not None and state.einddatum is not None and not valid_in_2021(state.einddatum)
        begin = state.einddatum + ONE_DAY if state and state.einddatum and gone else None
        begin = history.ingangsdatum if history.cancelled(trace.end) else begin
        sent = dict.fromkeys([*_december(then, history), *_december(succession, history)])
        parts = [one for one in sent if one.ingangsdatum == begin]
        bridges = [
            verdict for one in parts if (verdict := old_content(history, one, NUMBER_DEADLINE)) is not Verdict.FAIL
        ]
        yield check(
            trace,
            Verdict.PASS in bridges,
            parts[0] if parts else history,
            "De decembertoewijzing overbrugt met de oude inhoud tot en met 31-12-2020.",
            "Een decembertoewijzing die aansluit met de oude inhoud, ontbreekt of is te laat.",
            expected="een 2.4-toewijzing met de oude inhoud tot en met 31-12-2020, verzonden uiterlijk 30-11-2020",
            found=_found_december(then, history),
            bericht=parts[0].first.bericht if parts else None,
            due=NUMBER_DEADLINE,
            otherwise=Verdict.WARN if bridges else Verdict.FAIL,
        )


def _found_december(succession: Successions, history: History) -> str:
    in_24 = [one for one in succession.successors(history) if one.first.bericht and one.first.bericht.release == "2.4"]
    texts = (f"{one}, tot en met {format_date(one.first.einddatum)}, {one.first.bericht}" for one in in_24)
    return "; ".join(texts) or "geen"


@rule("BS-07", Judges.STATE, looks_at=("301",), by=DEADLINE_30)
def right_toewijzing_follows_in_january(trace: Trace) -> Iterator[Finding]:
    """Withdrawn without a unique number: the right toewijzing follows in 3.0, from 01-01-2021, by 31-01-2021."""
    succession, then = successions(trace), successions_by(trace, DEADLINE_30)
    for history in _only_30(trace, succession, with_number=False, by=DEADLINE_30):
        if not any(_withdrawals(trace, history)):
            continue
        begin = max(START_30, history.ingangsdatum)
        right_ones = [
            one
            for one in then.successors(history)
            if one.ingangsdatum == begin
            and one.in_force(DEADLINE_30) is not None
            and one.first.bericht is not None
            and one.first.bericht.release == Release.R30
            and one.first.bericht.day >= FIRST_DAY_30
        ]
        yield check(
            trace,
            bool(right_ones),
            right_ones[0] if right_ones else history,
            "De juiste toewijzing volgt in 3.0 vanaf 01-01-2021.",
            "De juiste toewijzing in 3.0 volgt niet of niet op tijd op de ingetrokken toewijzing.",
            expected=f"een 3.0-toewijzing vanaf {format_date(begin)}, verzonden van 04-01-2021 tot en met 31-01-2021",
            found="geen",
            bericht=right_ones[0].first.bericht if right_ones else None,
            due=DEADLINE_30,
        )
