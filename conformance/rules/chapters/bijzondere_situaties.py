"""Chapter bijzondere-situaties: einddatum only, adjoining successors, what only 3.0 can express (BS-01 .. BS-10)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import (
    Finding,
    broken,
    check,
    format_date,
    notices_hidden,
    passed,
    state_text,
    unseen,
)
from migratietoets.conformance.rules.questions.reasons import Reason, valid_in_2021, variant_reasons
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.comparison import double_days
from migratietoets.conformance.rules.views.replacements import open_until, reference_day, replacements, withdrawn
from migratietoets.conformance.rules.views.succession import (
    Successions,
    is_30,
    needs_30,
    stock_reasons,
    successions,
)
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.kalender import ONE_DAY, day_of
from migratietoets.istandaard.releases import DEADLINE_30, END_OF_2020, FIRST_DAY_30, NUMBER_DEADLINE, START_30, Release
from migratietoets.istandaard.vervangingen import SAME


@rule("BS-01", Judges.STATE)
def missing_einddatum_is_filled_in(trace: Trace) -> Iterator[Finding]:
    """Where only the einddatum is missing, the same toewijzing is changed: no withdrawal, no new number."""
    day = reference_day(trace)
    for history, why in stock_reasons(trace).items():
        state = history.at(day)
        if why != [Reason.EINDDATUM_ONTBREEKT] or state is None or state.bericht is None or state.einddatum is None:
            continue
        if history.facts is not None and history.facts.vervanging not in {None, SAME}:
            continue
        if valid_in_2021(state.einddatum):
            yield passed(history, "De einddatum is gevuld in dezelfde toewijzing.", state.bericht)
        else:
            yield broken(
                history,
                "Alleen de einddatum ontbrak, maar de toewijzing is ingetrokken en vervangen.",
                expected="een wijziging van dezelfde toewijzing",
                found=state_text(history, day),
                bericht=state.bericht,
            )


@rule("BS-02", Judges.STATE)
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


def _only_30(trace: Trace, succession: Successions, *, with_number: bool) -> Iterator[History]:
    """Toewijzingen of the stock whose successor only 3.0 can express, with or without a unique number."""
    for history, why in stock_reasons(trace).items():
        if (Reason.NO_UNIQUE_NUMBER not in why) is not with_number or history.facts is None:
            continue
        if not valid_in_2021(history.facts.einddatum) or not why:
            continue
        if needs_30(history, succession.successors(history)):
            yield history


def _intrekking(trace: Trace, history: History) -> SentMessage | None:
    state = history.shortened(trace.end)
    return state.bericht if state is not None else None


@rule("BS-03", Judges.STATE)
def aanbieder_is_informed_beforehand(trace: Trace) -> Iterator[Finding]:
    """Withdrawn in 2.4 with a successor only 3.0 can express: the aanbieder is told, not later than the withdrawal."""
    succession = successions(trace)
    for history in _only_30(trace, succession, with_number=True):
        bericht = _intrekking(trace, history)
        if bericht is None or bericht.release != Release.R24:
            continue
        text = "Of de aanbieder vooraf is ingelicht, laat dit systeem niet zien."
        if (hidden := notices_hidden(trace, history, text)) is not None:
            yield hidden
            continue
        own = [
            notice
            for notice in trace.notices
            if notice.sender == "gemeente"
            and notice.receiver == history.key.aanbieder
            and notice.bsn == history.key.bsn
        ]
        first = min((notice.at for notice in own), default=None)
        if first is not None and first <= bericht.at:
            yield passed(history, "De aanbieder is vooraf ingelicht.", bericht)
        else:
            yield broken(
                history,
                "Ingetrokken in 2.4 zonder de aanbieder vooraf in te lichten.",
                expected=f"een kennisgeving uiterlijk {format_date(bericht.day)}",
                found=f"kennisgeving op {format_date(day_of(first))}" if first else "geen kennisgeving",
                bericht=bericht,
            )


def _could_run_on(history: History) -> bool:
    facts = history.facts
    if facts is None or not facts.instemming or facts.ingangsdatum > END_OF_2020:
        return False
    return Reason.GEEN_TOEGESTANE_VARIANT not in variant_reasons(facts.content, END_OF_2020, facts.uitvoering)


@rule("BS-04", Judges.STATE)
def runs_on_until_its_successor_comes(trace: Trace) -> Iterator[Finding]:
    """Preferred where possible: withdrawal per 31-12-2020 and successor in one 3.0 message."""
    succession = successions(trace)
    for history in _only_30(trace, succession, with_number=True):
        bericht = _intrekking(trace, history)
        children = succession.children(history)
        if bericht is None or not _could_run_on(history):
            continue
        together = bool(children) and children[0].first.bericht is bericht
        if bericht.release == Release.R30 and together:
            yield passed(history, "Intrekking en opvolger staan in één 3.0-bericht.", bericht)
        else:
            yield broken(
                history,
                "De toewijzing had kunnen doorlopen tot de opvolger er was.",
                expected="één 301 in 3.0 met de intrekking per 31-12-2020 en de opvolger",
                found=f"{bericht}" + ("" if together else "; de opvolger in een ander bericht"),
                bericht=bericht,
            )


@rule("BS-05", Judges.STATE)
def without_number_is_withdrawn_per_30_november(trace: Trace) -> Iterator[Finding]:
    """Without a unique number and only expressible in 3.0: withdrawn per 30-11-2020, in 2.4."""
    succession = successions(trace)
    for history in _only_30(trace, succession, with_number=False):
        state = history.shortened(trace.end)
        if state is None or state.bericht is None or state.einddatum is None:
            continue
        cancelled = history.cancelled(trace.end) and history.ingangsdatum > NUMBER_DEADLINE
        if state.bericht.release == Release.R24 and (cancelled or state.einddatum <= NUMBER_DEADLINE):
            yield passed(history, "Ingetrokken in 2.4, uiterlijk per 30-11-2020.", state.bericht)
        else:
            yield broken(
                history,
                "Niet in 2.4 per 30-11-2020 ingetrokken.",
                expected="intrekking in 2.4 per 30-11-2020",
                found=f"{state.bericht.release}, per {format_date(state.einddatum)}",
                bericht=state.bericht,
            )


def _december(trace: Trace, succession: Successions, history: History) -> list[History]:
    return [
        one
        for one in succession.successors(history)
        if one.first.bericht is not None
        and one.first.bericht.release == Release.R24
        and one.first.einddatum == END_OF_2020
        and not one.cancelled(trace.end)
    ]


@rule("BS-06", Judges.STATE)
def december_is_bridged(trace: Trace) -> Iterator[Finding]:
    """A december toewijzing in 2.4 bridges to 31-12-2020: old content, unique number, sent by 30-11-2020."""
    succession = successions(trace)
    for history in _only_30(trace, succession, with_number=False):
        if history.ingangsdatum > END_OF_2020:
            continue
        state = history.shortened(trace.end)
        earliest = state.einddatum + ONE_DAY if state is not None and state.einddatum is not None else None
        begin = history.ingangsdatum if history.cancelled(trace.end) else earliest
        parts = _december(trace, succession, history)
        bericht = parts[0].first.bericht if parts else None
        if (
            parts
            and bericht is not None
            and parts[0].ingangsdatum == begin
            and bericht.day <= NUMBER_DEADLINE
            and (parts[0].key.categorie, parts[0].key.code) == (history.key.categorie, history.key.code)
        ):
            yield passed(parts[0], "De decembertoewijzing overbrugt tot en met 31-12-2020.", bericht)
            continue
        finding = unseen if trace.end < NUMBER_DEADLINE else broken
        yield finding(
            history,
            "Een decembertoewijzing die aansluit, ontbreekt of is te laat.",
            expected="een 2.4-toewijzing met de oude inhoud tot en met 31-12-2020, verzonden uiterlijk 30-11-2020",
            found=f"vanaf {format_date(parts[0].ingangsdatum)}, verzonden op {format_date(bericht.day)}"
            if bericht
            else "geen",
        )


@rule("BS-07", Judges.STATE)
def right_toewijzing_follows_in_january(trace: Trace) -> Iterator[Finding]:
    """Withdrawn without a unique number: the right toewijzing follows in 3.0, from 01-01-2021, by 31-01-2021."""
    succession = successions(trace)
    for history in _only_30(trace, succession, with_number=False):
        if history.shortened(trace.end) is None:
            continue
        right_ones = [
            one
            for one in succession.successors(history)
            if one.ingangsdatum == max(START_30, history.ingangsdatum)
            and one.first.bericht is not None
            and one.first.bericht.release == Release.R30
            and FIRST_DAY_30 <= one.first.bericht.day <= DEADLINE_30
        ]
        if right_ones:
            yield passed(
                right_ones[0], "De juiste toewijzing volgt in 3.0 vanaf 01-01-2021.", right_ones[0].first.bericht
            )
            continue
        finding = unseen if trace.end < DEADLINE_30 else broken
        yield finding(
            history,
            "De juiste toewijzing in 3.0 volgt niet of niet op tijd op de ingetrokken toewijzing.",
            expected=f"een 3.0-toewijzing vanaf {format_date(max(START_30, history.ingangsdatum))}, verzonden van "
            "04-01-2021 tot en met 31-01-2021",
            found="geen",
        )


def _became(trace: Trace) -> Iterator[tuple[History, History]]:
    """Aspecifieke toewijzingen with omvang and their successor in 2021."""
    succession = successions(trace)
    for history, why in stock_reasons(trace).items():
        if Reason.ASPECIFIEK_MET_OMVANG not in why:
            continue
        for new in succession.successors(history):
            if valid_in_2021(new.first.einddatum):
                yield history, new


@rule("BS-08", Judges.STATE)
def aspecifiek_may_become_specifiek(trace: Trace) -> Iterator[Finding]:
    """Aspecifiek with omvang may become specifiek with omvang."""
    for old, new in _became(trace):
        if new.first.content.code is not None and new.first.content.omvang is not None:
            yield passed(old, "Geworden: specifiek met omvang.", new.first.bericht)


@rule("BS-09", Judges.STATE)
def omvang_may_be_dropped(trace: Trace) -> Iterator[Finding]:
    """Aspecifiek with omvang may become aspecifiek without omvang and budget."""
    for old, new in _became(trace):
        content = new.first.content
        if content.code is None and content.omvang is None and not is_30(content):
            yield passed(old, "Geworden: aspecifiek zonder omvang en budget.", new.first.bericht)


@rule("BS-10", Judges.STATE)
def omvang_may_become_a_budget(trace: Trace) -> Iterator[Finding]:
    """Aspecifiek with omvang may become aspecifiek with budget, which only 3.0 can express."""
    for old, new in _became(trace):
        if new.first.content.budget is not None:
            yield passed(old, "Geworden: aspecifiek met budget.", new.first.bericht)
