"""Chapter nieuwe-toewijzingen: what is newly issued in 2.4 already fits 3.0 (NT-01 .. NT-08)."""

from collections.abc import Callable, Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, format_date
from migratietoets.conformance.rules.questions.reasons import Reason, shape_fits, valid_in_2021, variant_reasons
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.rights.succession import (
    migrated_by,
    settled,
    stock_reasons,
    successions,
)
from migratietoets.conformance.rules.words import omvang_text
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import PER_DAY
from migratietoets.istandaard.model import Omvang
from migratietoets.istandaard.releases import Release
from migratietoets.istandaard.varianten import ALLOWED, DROPPED_EENHEDEN_PER_DAY, DROPPED_FREQUENTIES


def _new(trace: Trace, *releases: Release) -> Iterator[tuple[History, State]]:
    """Toewijzingen newly issued in the trace, as they were first sent, in one of the releases."""
    for history in trace.histories.values():
        state = history.first
        if not history.existing and state.bericht is not None and state.bericht.release in releases:
            yield history, state


def _mended_by(trace: Trace, history: History) -> date | None:
    """Of a reissue that repairs the number first (TW-04): the day by which the variant must follow; None of others."""
    succession = successions(trace)
    root = succession.root(history)
    if root is history or Reason.NO_UNIQUE_NUMBER not in stock_reasons(trace).get(root, ()):
        return None
    return migrated_by(succession, history)


def _judge(
    trace: Trace,
    fits: Callable[[State], bool],
    bad: str,
    *,
    expected: str,
    found: Callable[[State], str] = lambda state: omvang_text(state.content),
    releases: tuple[Release, ...] = (Release.R24,),
    only_2021: bool = False,
) -> Iterator[Finding]:
    """Judge every new toewijzing: must when it is valid in 2021, a warning otherwise; steps of a migration are exempt.

    A step is what ends in 2020 and takes the place of another, and what repaired only a number while the variant
    follows in time (TW-04).
    """
    succession = successions(trace)
    for history, state in _new(trace, *releases):
        in_2021, ok = valid_in_2021(state.einddatum), fits(state)
        if not in_2021 and (only_2021 or history in succession.predecessor):
            continue
        due = None if ok else _mended_by(trace, history)
        if due is not None and settled(succession, history, due):
            continue
        yield check(
            trace,
            ok,
            history,
            "De nieuwe toewijzing gebruikt niets wat in 3.0 vervalt.",
            bad,
            expected=expected,
            found=found(state),
            bericht=state.bericht,
            due=due,
            otherwise=Verdict.FAIL if in_2021 else Verdict.WARN,
        )


def _reasons(state: State) -> list[Reason]:
    """Why it is no permitted variant of 2021."""
    return variant_reasons(state.content, state.einddatum, None)


@rule("NT-01", Judges.MESSAGE, looks_at=("301",))
def new_toewijzing_fits_30(trace: Trace) -> Iterator[Finding]:
    """Newly issued in 2.4 and valid in 2021: already a permitted variant, as far as 2.4 can express it."""
    return _judge(
        trace,
        lambda state: not _reasons(state),
        "Een nieuwe toewijzing in 2.4 die in 2021 geldt, past niet in release 3.0.",
        expected="een toegestane variant van 3.0",
        found=lambda state: (
            f"{', '.join(_reasons(state))}: {omvang_text(state.content)}, einddatum {format_date(state.einddatum)}"
        ),
        only_2021=True,
    )


@rule("NT-02", Judges.MESSAGE, looks_at=("301",))
def no_dropped_frequentie(trace: Trace) -> Iterator[Finding]:
    """Per 4 weken and per jaar are no longer used."""
    return _judge(
        trace,
        lambda state: state.content.omvang is None or state.content.omvang.frequentie not in DROPPED_FREQUENTIES,
        "Een nieuwe toewijzing gebruikt een frequentie die vervalt.",
        expected="geen frequentie per 4 weken (3) of per jaar (5)",
    )


@rule("NT-03", Judges.MESSAGE, looks_at=("301",))
def aspecifiek_has_no_omvang(trace: Trace) -> Iterator[Finding]:
    """An aspecifieke toewijzing carries no omvang."""
    return _judge(
        trace,
        lambda state: state.content.code is not None or state.content.omvang is None,
        "Een nieuwe aspecifieke toewijzing heeft een omvang.",
        expected="aspecifiek zonder omvang",
    )


def _is_kept(omvang: Omvang | None) -> bool:
    """Whether 3.0 keeps this pair of eenheid and frequentie."""
    if omvang is None:
        return True
    dropped = omvang.frequentie == PER_DAY and omvang.eenheid in DROPPED_EENHEDEN_PER_DAY
    return omvang.eenheid in ALLOWED and not dropped


@rule("NT-04", Judges.MESSAGE, looks_at=("301",))
def no_dropped_combination(trace: Trace) -> Iterator[Finding]:
    """Pairs of eenheid and frequentie that 3.0 drops are not used."""
    return _judge(
        trace,
        lambda state: _is_kept(state.content.omvang),
        "Een nieuwe toewijzing gebruikt een combinatie van eenheid en frequentie die vervalt.",
        expected="etmaal, dagdeel en euro's niet per dag",
    )


@rule("NT-05", Judges.MESSAGE, looks_at=("301",))
def has_one_of_the_six_variants(trace: Trace) -> Iterator[Finding]:
    """The shape is that of one of the six variants; traject shares its shape with another one."""
    return _judge(
        trace,
        lambda state: shape_fits(state.content),
        "De toewijzing heeft de vorm van geen enkele toegestane variant.",
        expected="specifiek, aspecifiek zonder of met budget, generiek met budget, of een traject daarvan",
        found=lambda state: (
            f"{'specifiek' if state.content.code else 'zonder productcode'}, {omvang_text(state.content)}"
        ),
        releases=(Release.R24, Release.R30),
        only_2021=True,
    )


@rule("NT-08", Judges.MESSAGE, looks_at=("301",))
def new_has_unique_number(trace: Trace) -> Iterator[Finding]:
    """A toewijzing newly issued in 2.4 carries a unique number."""
    for history, state in _new(trace, Release.R24):
        yield check(
            trace,
            trace.unique(history) or history.cancelled(trace.end),
            history,
            "De nieuwe toewijzing heeft een uniek nummer.",
            "Een nieuwe toewijzing in 2.4 heeft geen uniek toewijzingnummer.",
            expected="een nummer dat nooit eerder is uitgegeven",
            found=(history.key.toewijzingnummer and "een nummer dat al is uitgegeven") or "geen nummer",
            bericht=state.bericht,
        )
