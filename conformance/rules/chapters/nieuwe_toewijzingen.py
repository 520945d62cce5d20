"""Chapter nieuwe-toewijzingen: what is newly issued in 2.4 already fits 3.0 (NT-01 .. NT-08)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from migratietoets.conformance.rules.findings import Finding, broken, format_date, passed, state_text, unseen, warned
from migratietoets.conformance.rules.questions.reasons import shape_fits, valid_in_2021, variant_reasons
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.replacements import reference_day
from migratietoets.conformance.rules.views.succession import successions
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.trace import Instruction, Trace
from migratietoets.istandaard.codelijsten.codes import PER_DAY, STUKS_INSPANNING, TOTAL
from migratietoets.istandaard.model import Content
from migratietoets.istandaard.releases import DEADLINE_30, END_OF_2020, LAST_DAY_24, START_30, Release
from migratietoets.istandaard.varianten import ALLOWED, DROPPED_EENHEDEN_PER_DAY, DROPPED_FREQUENTIES


def _new(trace: Trace, *releases: Release) -> Iterator[tuple[History, State]]:
    """Toewijzingen newly issued in the trace, as they were first sent, in one of the releases."""
    for history in trace.histories.values():
        state = history.first
        if not history.existing and state.bericht is not None and state.bericht.release in releases:
            yield history, state


def _omvang_text(content: Content) -> str:
    omvang = content.omvang
    if omvang is None:
        return "zonder omvang" if content.budget is None else f"budget {content.budget}"
    return f"volume {omvang.volume}, eenheid {omvang.eenheid}, frequentie {omvang.frequentie}"


def _check(trace: Trace, allowed: Callable[[Content], bool], text: str, expected: str) -> Iterator[Finding]:
    """Judge every new 2.4 toewijzing: must when valid in 2021, a warning otherwise; parts of a migration are exempt."""
    predecessor = successions(trace).predecessor
    for history, state in _new(trace, Release.R24):
        in_2021 = valid_in_2021(state.einddatum)
        if not in_2021 and history in predecessor:
            continue
        if allowed(state.content):
            yield passed(history, "De nieuwe toewijzing gebruikt niets wat in 3.0 vervalt.", state.bericht)
            continue
        finding = broken if in_2021 else warned
        yield finding(history, text, expected=expected, found=_omvang_text(state.content), bericht=state.bericht)


@rule("NT-01", Judges.MESSAGE)
def new_toewijzing_fits_30(trace: Trace) -> Iterator[Finding]:
    """Newly issued in 2.4 and valid in 2021: already a permitted variant, as far as 2.4 can express it."""
    for history, state in _new(trace, Release.R24):
        if not valid_in_2021(state.einddatum):
            continue
        found = variant_reasons(state.content, state.einddatum, None)
        if found:
            yield broken(
                history,
                "Een nieuwe toewijzing in 2.4 die in 2021 geldt, past niet in release 3.0.",
                expected="een toegestane variant van 3.0",
                found=f"{', '.join(found)}: {_omvang_text(state.content)}, einddatum {format_date(state.einddatum)}",
                bericht=state.bericht,
            )
        else:
            yield passed(history, "De nieuwe toewijzing is een toegestane variant van 3.0.", state.bericht)


@rule("NT-02", Judges.MESSAGE)
def no_dropped_frequentie(trace: Trace) -> Iterator[Finding]:
    """Per 4 weken and per jaar are no longer used."""
    return _check(
        trace,
        lambda content: content.omvang is None or content.omvang.frequentie not in DROPPED_FREQUENTIES,
        "Een nieuwe toewijzing gebruikt een frequentie die vervalt.",
        "geen frequentie per 4 weken (3) of per jaar (5)",
    )


@rule("NT-03", Judges.MESSAGE)
def aspecifiek_has_no_omvang(trace: Trace) -> Iterator[Finding]:
    """An aspecifieke toewijzing carries no omvang."""
    return _check(
        trace,
        lambda content: content.code is not None or content.omvang is None,
        "Een nieuwe aspecifieke toewijzing heeft een omvang.",
        "aspecifiek zonder omvang",
    )


@rule("NT-04", Judges.MESSAGE)
def no_dropped_combination(trace: Trace) -> Iterator[Finding]:
    """Pairs of eenheid and frequentie that 3.0 drops are not used."""
    return _check(
        trace,
        lambda content: (
            content.omvang is None
            or (
                content.omvang.eenheid in ALLOWED
                and not (content.omvang.frequentie == PER_DAY and content.omvang.eenheid in DROPPED_EENHEDEN_PER_DAY)
            )
        ),
        "Een nieuwe toewijzing gebruikt een combinatie van eenheid en frequentie die vervalt.",
        "etmaal, dagdeel en euro's niet per dag",
    )


@rule("NT-05", Judges.MESSAGE)
def has_one_of_the_six_variants(trace: Trace) -> Iterator[Finding]:
    """The shape is that of one of the six variants; traject shares its shape with another one."""
    for history, state in _new(trace, Release.R24, Release.R30):
        if not valid_in_2021(state.einddatum):
            continue
        if shape_fits(state.content):
            yield passed(history, "De toewijzing heeft de vorm van een toegestane variant.", state.bericht)
        else:
            yield broken(
                history,
                "De toewijzing heeft de vorm van geen enkele toegestane variant.",
                expected="specifiek, aspecifiek zonder of met budget, generiek met budget, of een traject daarvan",
                found=f"{'specifiek' if state.content.code else 'zonder productcode'}, {_omvang_text(state.content)}",
                bericht=state.bericht,
            )


def _wishes_for_30(trace: Trace) -> Iterator[tuple[Instruction, date, date | None]]:
    """Requests (ken_toe) made in the days of 2.4 for content that only 3.0 can express, starting in 2020."""
    for instruction in trace.instructions:
        wish = instruction.params.get("gewenst")
        if instruction.command != "ken_toe" or not wish or instruction.day > LAST_DAY_24:
            continue
        begin = date.fromisoformat(wish["ingangsdatum"])
        end = date.fromisoformat(wish["einddatum"]) if wish.get("einddatum") else None
        only_30 = (
            wish.get("budget") is not None or wish.get("eenheid") == STUKS_INSPANNING or wish.get("categorie") is None
        )
        if only_30 and begin <= END_OF_2020 and valid_in_2021(end):
            yield instruction, begin, end


def _issued_for(instruction: Instruction, history: History) -> bool:
    """Whether a toewijzing was issued for this request."""
    key, wish = history.key, instruction.params["gewenst"]
    same = wish.get("categorie") is None or key.categorie in {wish["categorie"], None}
    parties = (key.aanbieder, key.bsn) == (instruction.params["aanbieder"], instruction.params["bsn"])
    return same and parties and not history.existing


@rule("NT-06", Judges.MESSAGE)
def part_in_24_ends_in_2020(trace: Trace) -> Iterator[Finding]:
    """What 2.4 cannot express gets a 2.4 toewijzing that ends on 31-12-2020."""
    for instruction, begin, _ in _wishes_for_30(trace):
        parts = [
            one for one, _ in _new(trace, Release.R24) if _issued_for(instruction, one) and one.ingangsdatum == begin
        ]
        if not parts:
            finding = unseen if trace.end <= LAST_DAY_24 else broken
            yield finding(
                "nieuwe toewijzing",
                "Voor de zorg in 2020 is geen toewijzing in 2.4 afgegeven.",
                expected=f"een 2.4-toewijzing van {format_date(begin)} tot en met 31-12-2020",
                found="geen",
            )
        for part in parts:
            if part.first.einddatum == END_OF_2020:
                yield passed(part, "De 2.4-toewijzing eindigt op 31-12-2020.", part.first.bericht)
            else:
                yield broken(
                    part,
                    "De 2.4-toewijzing eindigt niet op 31-12-2020, terwijl 2.4 de inhoud niet kent.",
                    expected="einddatum 31-12-2020",
                    found=f"einddatum {format_date(part.first.einddatum)}",
                    bericht=part.first.bericht,
                )


@rule("NT-07", Judges.STATE)
def sequel_follows_in_30(trace: Trace) -> Iterator[Finding]:
    """It is followed by an adjoining 3.0 toewijzing from 01-01-2021 in the right variant, by 31-01-2021."""
    for instruction, _, end in _wishes_for_30(trace):
        wish = instruction.params["gewenst"]
        sequel = [
            one for one, _ in _new(trace, Release.R30) if _issued_for(instruction, one) and one.ingangsdatum == START_30
        ]
        fitting = [one for one in sequel if _fits(wish, one.first.content) and one.first.einddatum == end]
        in_time = [one for one in fitting if one.first.bericht is not None and one.first.bericht.day <= DEADLINE_30]
        if in_time:
            yield passed(
                in_time[0], "De aansluitende toewijzing in 3.0 is op tijd verzonden.", in_time[0].first.bericht
            )
            continue
        finding = unseen if trace.end < DEADLINE_30 else broken
        yield finding(
            "nieuwe toewijzing",
            "De aansluitende toewijzing in 3.0 ontbreekt, is te laat of heeft een andere inhoud.",
            expected="een 3.0-toewijzing vanaf 01-01-2021, verzonden van 04-01-2021 tot en met 31-01-2021",
            found=state_text(sequel[0], reference_day(trace)) + f", verzonden als {sequel[0].first.bericht}"
            if sequel
            else "geen",
        )


def _fits(wish: Mapping[str, Any], content: Content) -> bool:
    """Whether the content is what was asked for; a total may have been shared over the two parts."""
    if wish.get("budget") is not None:
        return bool(content.budget == wish["budget"])
    omvang = content.omvang
    if omvang is None or (omvang.eenheid, omvang.frequentie) != (wish["eenheid"], wish["frequentie"]):
        return False
    return bool(omvang.frequentie == TOTAL or omvang.volume == wish["volume"])


@rule("NT-08", Judges.MESSAGE)
def new_has_unique_number(trace: Trace) -> Iterator[Finding]:
    """A toewijzing newly issued in 2.4 carries a unique number."""
    for history, state in _new(trace, Release.R24):
        if trace.unique(history) or history.cancelled(trace.end):
            yield passed(history, "De nieuwe toewijzing heeft een uniek nummer.", state.bericht)
        else:
            yield broken(
                history,
                "Een nieuwe toewijzing in 2.4 heeft geen uniek toewijzingnummer.",
                expected="een nummer dat nooit eerder is uitgegeven",
                found=(history.key.toewijzingnummer and "een nummer dat al is uitgegeven") or "geen nummer",
                bericht=state.bericht,
            )
