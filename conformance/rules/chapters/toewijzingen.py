"""Chapter toewijzingen: unique numbers (TW-01, TW-02), permitted variants (TW-03), rechtmatigheid (TW-06 .. TW-08)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, broken, format_date, passed, state_text, unseen, warned
from migratietoets.conformance.rules.questions.reasons import VARIANT_REASONS, Reason, in_scope, valid_in_2021
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.cover import covered_periods, gaps, overlaps, still_open, to_replace
from migratietoets.conformance.rules.views.quantity import expected_quantity
from migratietoets.conformance.rules.views.succession import (
    Successions,
    defects,
    needs_30,
    reference_day,
    stock_reasons,
    successions,
)
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import NewContent
from migratietoets.istandaard.releases import DEADLINE_30, NUMBER_DEADLINE
from migratietoets.istandaard.varianten import FREQUENTIES_WITH_EINDDATUM


@rule("TW-01", Judges.STATE)
def number_is_unique(trace: Trace) -> Iterator[Finding]:
    """Every toewijzing that is valid after 30-11-2020 has a number that no other toewijzing ever had."""
    day = reference_day(trace)
    for history in trace.histories.values():
        state = history.in_force(day)
        if state is None or not in_scope(state.einddatum):
            continue
        if trace.unique(history, at=day):
            yield passed(history, "Het toewijzingnummer is uniek.")
            continue
        finding = unseen if trace.end < NUMBER_DEADLINE else broken
        yield finding(
            history,
            "De toewijzing geldt na 30-11-2020 zonder uniek toewijzingnummer.",
            expected="een toewijzingnummer dat in gemeente en domein nooit eerder is uitgegeven",
            found=f"{'een nummer dat vaker is uitgegeven' if history.key.toewijzingnummer else 'geen nummer'}; "
            f"{state_text(history, day)}",
        )


@rule("TW-02", Judges.STATE)
def without_number_is_migrated(trace: Trace) -> Iterator[Finding]:
    """Without a unique number and valid after 30-11-2020: ended and sent anew with one."""
    day, succession = reference_day(trace), successions(trace)
    for history, why in stock_reasons(trace).items():
        if Reason.NO_UNIQUE_NUMBER not in why:
            continue
        state = history.at(day)
        gone = state is not None and (history.cancelled(day) or not in_scope(state.einddatum))
        new = [one for one in succession.successors(history) if one.at(day) is not None]
        if gone and new and all(trace.unique(one, at=day) for one in new):
            yield passed(history, "Ingetrokken en opnieuw verzonden met een uniek nummer.", new[0].first.bericht)
            continue
        finding = unseen if trace.end < NUMBER_DEADLINE else broken
        yield finding(
            history,
            "De toewijzing zonder uniek toewijzingnummer is niet gemigreerd.",
            expected="ingetrokken per 30-11-2020 en opnieuw verzonden met een uniek nummer",
            found=f"{state_text(history, day)}; {len(new)} opvolger(s)",
        )
    for history in trace.histories.values():
        if not history.existing and history.first.bericht is not None and history.first.bericht.release == "2.4":
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


@rule("TW-03", Judges.STATE)
def dropped_variant_is_migrated(trace: Trace) -> Iterator[Finding]:
    """Still valid in 2021 and no permitted variant: migrated."""
    day, succession = reference_day(trace), successions(trace)
    for history, why in stock_reasons(trace).items():
        if not VARIANT_REASONS & set(why):
            continue
        if not defects(succession, history, day):
            yield passed(history, f"Gemigreerd ({', '.join(why)}).")
            continue
        finding = unseen if trace.end < DEADLINE_30 else broken
        yield finding(
            history,
            "De toewijzing past niet in release 3.0 en is niet gemigreerd.",
            expected="beëindigd per 31-12-2020 of aangepast tot een toegestane variant",
            found=f"{state_text(history, day)}; {', '.join(defects(succession, history, day))}",
        )


@rule("TW-04", Judges.STATE)
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


def _rechtmatigheid(trace: Trace, succession: Successions, history: History) -> Iterator[Finding]:
    day = reference_day(trace)
    successors = [one for one in succession.successors(history) if one.at(day) is not None]
    cover = covered_periods([history, *successors], day)
    old_end = history.first.einddatum
    loose = gaps(cover, history.ingangsdatum, old_end or date.max)
    double = overlaps(cover)
    if double:
        yield broken(
            history,
            "Er is dubbele dekking: twee toewijzingen gelden op dezelfde dag.",
            expected="aansluitende toewijzingen",
            found=f"dubbel van {format_date(double[0][0])} tot en met {format_date(double[0][1])}",
        )
    elif not loose:
        yield passed(history, "Geen dag zonder dekking en geen dubbele dekking.")
    elif old_end is None and loose[0][1] == date.max and len(loose) == 1 and successors and loose[0][0] > day:
        last = successors[-1].at(day)
        required = last is not None and (
            last.content.budget is not None
            or (last.content.omvang is not None and last.content.omvang.frequentie in FREQUENTIES_WITH_EINDDATUM)
        )
        if required and last is not None and valid_in_2021(last.einddatum):
            yield passed(history, "De dekking loopt door; een einddatum is bij deze variant verplicht.")
        else:
            yield warned(
                history,
                "De opvolger heeft een einddatum die de oude toewijzing niet had.",
                expected="dekking zonder einddatum",
                found=f"tot {format_date(loose[0][0] - ONE_DAY)}",
            )
    elif still_open(trace, loose[0][0]):
        yield unseen(
            history,
            "Of de dekking doorloopt, blijkt pas op 31-01-2021.",
            expected="dekking vanaf 01-01-2021",
            found=f"opgenomen tot en met {format_date(trace.end)}",
        )
    else:
        end = "" if loose[0][1] == date.max else f" tot en met {format_date(loose[0][1])}"
        yield broken(
            history,
            "De cliënt heeft dagen zonder toewijzing.",
            expected=f"dekking vanaf {format_date(history.ingangsdatum)}, einddatum {format_date(old_end)}",
            found=f"geen dekking vanaf {format_date(loose[0][0])}{end}",
        )


def _quantity(history: History, successors: list[History], day: date) -> Iterator[Finding]:
    reassessed = history.facts is not None and history.facts.nieuw not in {None, NewContent()}
    for new in successors:
        state = new.in_force(day)
        if state is None or (reassessed and valid_in_2021(state.einddatum)):
            continue
        expectation = expected_quantity(history, new, day)
        if expectation is None or state.content.omvang is None or state.content.omvang.volume is None:
            continue
        volume = state.content.omvang.volume
        verdict = expectation.verdict(volume)
        if verdict is Verdict.PASS:
            yield passed(new, f"Dezelfde hoeveelheid zorg (volume {volume}).", new.first.bericht)
            continue
        finding = broken if verdict is Verdict.FAIL else warned
        yield finding(
            new,
            f"De opvolger geeft {'minder' if verdict is Verdict.FAIL else 'meer'} zorg dan de oude toewijzing.",
            expected=f"volume {float(expectation.volume):g} (eenheid {state.content.omvang.eenheid}, "
            f"frequentie {state.content.omvang.frequentie})",
            found=f"volume {volume}",
            bericht=new.first.bericht,
        )


@rule("TW-06", Judges.STATE)
def same_care_in_the_same_quantity(trace: Trace) -> Iterator[Finding]:
    """The same care in the same quantity: no day without cover, no double cover, not less."""
    day, succession = reference_day(trace), successions(trace)
    replaced = [one for one in to_replace(trace) if succession.root(one) is one]
    for history in replaced:
        yield from _rechtmatigheid(trace, succession, history)
        yield from _quantity(history, succession.successors(history), day)


@rule("TW-07", Judges.STATE)
def reassessment_is_permitted(trace: Trace) -> Iterator[Finding]:
    """The gemeente may reassess and issue another product or omvang; this is accepted."""
    succession = successions(trace)
    for history in trace.histories.values():
        if (
            history.facts is not None
            and history.facts.nieuw not in {None, NewContent()}
            and succession.children(history)
        ):
            yield passed(history, "De gemeente heeft de situatie opnieuw bekeken; de omvang mag afwijken.")


@rule("TW-08", Judges.MESSAGE)
def backdating_needs_instemming(trace: Trace) -> Iterator[Finding]:
    """A toewijzing shortened to before its sending day needs the consent of the aanbieder."""
    for history in trace.histories.values():
        previous = history.first.einddatum
        for state in history.states:
            shorter = state.einddatum is not None and (previous is None or state.einddatum < previous)
            if not shorter or state.bericht is None or state.einddatum is None:
                continue
            previous = state.einddatum
            if state.einddatum >= state.bericht.day:
                continue
            yield _instemming(history, state.einddatum, history.facts.instemming if history.facts else None)


def _instemming(history: History, einddatum: date, instemming: object) -> Finding:
    backdated = f"ingekort tot {format_date(einddatum)}, met terugwerkende kracht"
    if instemming is True:
        return passed(history, "De aanbieder stemde in met de terugwerkende kracht.")
    if instemming is False:
        return broken(
            history,
            "Met terugwerkende kracht ingekort zonder instemming van de aanbieder.",
            expected="instemming van de aanbieder",
            found=f"{backdated}; de aanbieder stemde niet in",
        )
    return warned(
        history,
        "Met terugwerkende kracht ingekort; of de aanbieder instemde is onbekend.",
        expected="instemming van de aanbieder",
        found=backdated,
    )


@rule("TW-10", Judges.STATE)
def plan_can_be_shared(trace: Trace) -> Iterator[Finding]:
    """The gemeente can share a migration plan with the aanbieders: the system yields one on request."""
    for instruction in trace.instructions:
        if instruction.command != "plan" or instruction.addressee != trace.role:
            continue
        lines = len(instruction.result.get("plan") or ())
        if lines:
            yield passed("plan", f"Het migratieplan telt {lines} regel(s).")
        else:
            yield broken(
                "plan",
                "Het systeem levert geen migratieplan.",
                expected="een plan om met de aanbieders te delen",
                found="een leeg antwoord",
                day=instruction.day,
            )
