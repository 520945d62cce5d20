"""Chapter nieuwe-toewijzingen: what is newly issued in 2.4 already fits 3.0 (NT-01 .. NT-08)."""

from collections.abc import Callable, Iterator

from migratietoets.conformance.rules.findings import Finding, broken, format_date, passed, warned
from migratietoets.conformance.rules.questions.reasons import shape_fits, valid_in_2021, variant_reasons
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.rights.succession import successions
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.codelijsten.codes import PER_DAY
from migratietoets.istandaard.model import Content
from migratietoets.istandaard.releases import Release
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
