"""Chapter toewijzingen: unique numbers (TW-01, TW-02), permitted variants (TW-03), one go (TW-04), a plan (TW-10)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, broken, check, format_date, passed, state_text
from migratietoets.conformance.rules.questions.reasons import VARIANT_REASONS, Reason, in_scope, in_words, valid_in_2021
from migratietoets.conformance.rules.rule import PLAN, Judges, rule
from migratietoets.conformance.rules.views.rights.replacements import reference_day, replacements_by
from migratietoets.conformance.rules.views.rights.succession import (
    defects,
    needs_30,
    stock_reasons,
    successions,
)
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.releases import DEADLINE_30, NUMBER_DEADLINE, Release


@rule("TW-01", Judges.STATE, looks_at=("301",), by=NUMBER_DEADLINE)
def number_is_unique(trace: Trace) -> Iterator[Finding]:
    """Every toewijzing that is valid after 30-11-2020 has a number that no other toewijzing ever had."""
    for history in trace.histories.values():
        day = max(reference_day(trace), min(history.first.sent, trace.end))
        state = history.in_force(day)
        if state is None or not in_scope(state.einddatum):
            continue
        yield check(
            trace,
            trace.unique(history, at=day),
            history,
            "Het toewijzingnummer is uniek.",
            "De toewijzing geldt na 30-11-2020 zonder uniek toewijzingnummer.",
            expected="een toewijzingnummer dat in gemeente en domein nooit eerder is uitgegeven",
            found=f"{'een nummer dat vaker is uitgegeven' if history.key.toewijzingnummer else 'geen nummer'}; "
            f"{state_text(history, day)}",
            due=NUMBER_DEADLINE,
        )


@rule("TW-02", Judges.STATE, looks_at=("301",), by=NUMBER_DEADLINE)
def without_number_is_migrated(trace: Trace) -> Iterator[Finding]:
    """Without a unique number and valid after 30-11-2020: ended and sent anew with one."""
    day, succession = reference_day(trace), successions(trace)
    for history, why in stock_reasons(trace).items():
        if Reason.NO_UNIQUE_NUMBER not in why:
            continue
        state = history.at(day)
        gone = state is not None and (history.cancelled(day) or not in_scope(state.einddatum))
        new = [one for one in succession.successors(history) if one.at(day) is not None]
        yield check(
            trace,
            gone and bool(new) and all(trace.unique(one, at=day) for one in new),
            history,
            "Ingetrokken en opnieuw verzonden met een uniek nummer.",
            "De toewijzing zonder uniek toewijzingnummer is niet gemigreerd.",
            expected="ingetrokken per 30-11-2020 en opnieuw verzonden met een uniek nummer",
            found=f"{state_text(history, day)}; {len(new)} opvolger(s)",
            bericht=new[0].first.bericht if new else None,
            due=NUMBER_DEADLINE,
        )
        yield from _begins_early(trace, history)
    for history in trace.histories.values():
        bericht = history.first.bericht
        if not history.existing and bericht is not None and bericht.release == Release.R24:
            yield from _new_without_number(trace, history, day)


def _new_without_number(trace: Trace, history: History, day: date) -> Iterator[Finding]:
    """A newly issued toewijzing without a unique number would have to migrate at once (NT-08)."""
    state = history.in_force(day)
    if state is None or not in_scope(state.einddatum) or trace.unique(history, at=day):
        return
    yield broken(
        history,
        "Een nieuwe toewijzing zonder uniek toewijzingnummer moet zelf weer migreren.",
        expected="een uniek toewijzingnummer",
        found=state_text(history, day),
        bericht=history.first.bericht,
    )


@rule("TW-03", Judges.STATE, looks_at=("301",), by=DEADLINE_30)
def dropped_variant_is_migrated(trace: Trace) -> Iterator[Finding]:
    """Still valid in 2021 and no permitted variant: migrated."""
    day, succession = reference_day(trace), successions(trace)
    for history, why in stock_reasons(trace).items():
        if not VARIANT_REASONS & set(why):
            continue
        left = defects(succession, history, day)
        yield check(
            trace,
            not left,
            history,
            f"Gemigreerd: {in_words(why)}.",
            "De toewijzing past niet in release 3.0 en is niet gemigreerd.",
            expected="beëindigd per 31-12-2020 of aangepast tot een toegestane variant",
            found=f"{state_text(history, day)}; {in_words(left)}",
            due=DEADLINE_30,
        )
        yield from _begins_early(trace, history)


def _begins_early(trace: Trace, history: History) -> Iterator[Finding]:
    """What was still to begin and was cancelled, is sent anew from its own first day; a later one leaves days open."""
    if not history.cancelled(trace.end):
        return
    for rights in replacements_by(trace, trace.end):
        if not any(made.history is history for made in rights.promises):
            continue
        for one in rights.successors:
            if one.days[0] < rights.begin and not one.ordered:
                yield broken(
                    one.history,
                    "De opvolger begint eerder dan de geannuleerde toewijzing zou beginnen.",
                    expected=f"een opvolger vanaf {format_date(history.ingangsdatum)}, de oorspronkelijke ingangsdatum",
                    found=f"vanaf {format_date(one.days[0])}",
                    bericht=one.history.first.bericht,
                )


@rule("TW-04", Judges.STATE, looks_at=("301",))
def defects_are_repaired_in_one_go(trace: Trace) -> Iterator[Finding]:
    """A number and a variant defect of one toewijzing are repaired in one go."""
    day, succession = reference_day(trace), successions(trace)
    for history, why in stock_reasons(trace).items():
        if Reason.NO_UNIQUE_NUMBER not in why or not VARIANT_REASONS & set(why) or history.shortened(day) is None:
            continue
        children = succession.children(history)
        between = [one for one in children if succession.children(one)]
        if not needs_30(history, succession.successors(history)) and any(
            valid_in_2021(one.first.einddatum) for one in children
        ):
            between += [one for one in children if not valid_in_2021(one.first.einddatum)]
        if between:
            yield broken(
                history,
                "Het nummer en de variant zijn na elkaar hersteld in plaats van in één keer.",
                expected="één intrekking en één opvolger (met zo nodig een decembertoewijzing)",
                found=f"eerst {between[0]}, daarna opnieuw vervangen",
                bericht=between[0].first.bericht,
            )
        else:
            yield passed(history, "Alle gebreken zijn in één keer hersteld.")


@rule("TW-10", Judges.STATE, looks_at=(PLAN,))
def plan_can_be_shared(trace: Trace) -> Iterator[Finding]:
    """The gemeente can share a migration plan with the aanbieders: the system yields one on request."""
    for instruction in trace.instructions:
        if instruction.command != "plan" or instruction.addressee != trace.role:
            continue
        lines = len(instruction.result.get("plan") or ())
        yield check(
            trace,
            bool(lines),
            "plan",
            f"Het migratieplan telt {lines} regel(s).",
            "Het systeem levert geen migratieplan.",
            expected="een plan om met de aanbieders te delen",
            found="een leeg antwoord",
            day=instruction.day,
        )
