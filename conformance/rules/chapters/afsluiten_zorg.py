"""Chapter afsluiten-zorg: old and new reasons, and the closing pair that straddles the transition (AF-01 .. AF-04)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, broken, passed
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.care import Report
from migratietoets.conformance.rules.views.closing import Pair, pairs
from migratietoets.conformance.rules.views.terms import release_in_force
from migratietoets.conformance.trace.history import State
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.codelijsten.codes import (
    BY_AANBIEDER,
    BY_GEMEENTE,
    BY_WIJZIGINGSVERZOEK,
    CORRECTION,
    DEATH,
)
from migratietoets.istandaard.releases import Release

REACTIONS = {BY_GEMEENTE: "geïnitieerd door de gemeente", BY_WIJZIGINGSVERZOEK: "in verband met wijzigingsverzoek"}


@rule("AF-01", Judges.MESSAGE)
def reaction_carries_the_new_reden(trace: Trace) -> Iterator[Finding]:
    """In 3.0 a reaction carries the new code; a withdrawal of one's own carries another, and 01 only cancels."""
    for pair in pairs(trace):
        if trace.role == "gemeente" and pair.intrekking is not None:
            yield _reden_intrekking(trace, pair, pair.intrekking)
        elif trace.role == "aanbieder" and pair.stop is not None:
            yield _reden_stop(trace, pair, pair.stop)


def _reden_intrekking(trace: Trace, pair: Pair, intrekking: State) -> Finding:
    bericht, reden = intrekking.bericht, intrekking.reden
    in_30 = bericht is not None and bericht.release == Release.R30
    reaction = in_30 and (pair.stop_first or pair.honours_change(trace))
    own = reden not in {None, BY_AANBIEDER, CORRECTION}
    right = reden == BY_AANBIEDER if reaction else own
    if reaction and not right:
        deceased = pair.stop is not None and pair.stop.product.reden_beeindiging == reden == DEATH
        to_migrate = own and pair.is_migration(trace) and not pair.honours_change(trace)
        right = deceased or to_migrate
    if right:
        return passed(pair.history, f"De intrekking draagt een passende reden ({reden}).", bericht)
    return broken(
        pair.history,
        "De intrekking draagt niet de reden die hoort.",
        expected="12 (geïnitieerd door de aanbieder)"
        if reaction
        else "een eigen reden, niet 12 en alleen bij annuleren 01",
        found=reden or "geen reden",
        bericht=bericht,
    )


def _reden_stop(trace: Trace, pair: Pair, stop: Report) -> Finding:
    reden = stop.product.reden_beeindiging
    reaction = pair.intrekking_first and stop.bericht.release == Release.R30
    due = BY_WIJZIGINGSVERZOEK if pair.honours_change(trace) else BY_GEMEENTE
    allowed = {due} if reaction else set()
    if reaction and pair.intrekking is not None and pair.intrekking.reden == DEATH:
        allowed.add(DEATH)
    own = not reaction and reden not in {None, BY_GEMEENTE, BY_WIJZIGINGSVERZOEK}
    if own or reden in allowed:
        return passed(pair.history, f"De stop draagt een passende reden ({reden}).", stop.bericht)
    return broken(
        pair.history,
        "De stop draagt niet de reden die hoort.",
        expected=f"{due} ({REACTIONS[due]})" if reaction else "een eigen reden, niet 36 of 37",
        found=reden or "geen reden",
        bericht=stop.bericht,
    )


@rule("AF-02", Judges.MESSAGE)
def intrekking_after_a_stop_in_24_carries_12(trace: Trace) -> Iterator[Finding]:
    """Stopped in 2.4 and withdrawn in 3.0: the withdrawal carries 12."""
    for pair in pairs(trace):
        bericht, stop = pair.intrekkingsbericht, pair.stop
        if not pair.stop_first or bericht is None or stop is None or pair.intrekking is None:
            continue
        if (stop.bericht.release, bericht.release) != (Release.R24, Release.R30):
            continue
        reden = pair.intrekking.reden
        if reden == BY_AANBIEDER or (reden not in {None, CORRECTION} and pair.is_migration(trace)):
            yield passed(pair.history, f"De intrekking in 3.0 na een stop in 2.4 draagt reden {reden}.", bericht)
        else:
            yield broken(
                pair.history,
                "De intrekking in 3.0 na een stop in 2.4 draagt niet de nieuwe reden.",
                expected="12 (geïnitieerd door de aanbieder)",
                found=reden or "geen reden",
                bericht=bericht,
            )


@rule("AF-03", Judges.MESSAGE)
def stop_after_an_intrekking_in_24_carries_36(trace: Trace) -> Iterator[Finding]:
    """Withdrawn in 2.4 and stopped in 3.0: the stop carries 36; after a withdrawal for death it may carry 02."""
    for pair in pairs(trace):
        bericht, stop = pair.intrekkingsbericht, pair.stop
        if not pair.intrekking_first or bericht is None or stop is None or pair.intrekking is None:
            continue
        if (bericht.release, stop.bericht.release) != (Release.R24, Release.R30):
            continue
        allowed = {BY_GEMEENTE, DEATH} if pair.intrekking.reden == DEATH else {BY_GEMEENTE}
        reden = stop.product.reden_beeindiging
        if reden in allowed:
            yield passed(pair.history, f"De stop in 3.0 na een intrekking in 2.4 draagt reden {reden}.", stop.bericht)
        else:
            yield broken(
                pair.history,
                "De stop in 3.0 na een intrekking in 2.4 draagt niet de nieuwe reden.",
                expected=" of ".join(sorted(allowed, reverse=True)),
                found=reden or "geen reden",
                bericht=stop.bericht,
            )


@rule("AF-04", Judges.MESSAGE)
def closing_may_straddle_the_transition(trace: Trace) -> Iterator[Finding]:
    """Either order and every pair of releases is fine; nothing goes in the quiet period or the wrong release."""
    for pair in pairs(trace):
        intrekking = pair.intrekkingsbericht
        if pair.stop is None or intrekking is None:
            continue
        bericht = intrekking if trace.role == "gemeente" else pair.stop.bericht
        first, second = sorted((intrekking, pair.stop.bericht), key=lambda b: b.at)
        order = f"{first.kind} in {first.release}, {second.kind} in {second.release}"
        if release_in_force(bericht):
            yield passed(pair.history, f"Het paar is volledig: {order}.", bericht)
        else:
            yield broken(
                pair.history,
                "Het afsluiten van de zorg valt in de stille periode of in de verkeerde release.",
                expected="2.4 tot en met 30-12-2020 of 3.0 vanaf 04-01-2021",
                found=f"{bericht.kind} in {bericht.release} op {bericht.day:%d-%m-%Y}",
                bericht=bericht,
            )
