"""Chapter vot-vow, requests for a toewijzing that straddle the transition (VOT-01 .. VOT-08, VOT-10)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, check, passed
from migratietoets.conformance.rules.rule import NOTICE, Judges, counter, rule
from migratietoets.conformance.rules.shared.decisions import (
    VERZOEKANTWOORD,
    honoured,
    not_answered_by_bericht,
    outside_berichten,
    with_antwoordbericht,
)
from migratietoets.conformance.rules.views.knowledge import without_retour
from migratietoets.conformance.rules.views.requests.asked import HONOUR, INVESTIGATE, REJECT, WOONPLAATS
from migratietoets.conformance.rules.views.requests.verzoeken import decisions_on, verzoeken
from migratietoets.conformance.rules.views.terms import retour_deadline
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import LAST_DAY_24, START_30, Release


@rule("VOT-01", Judges.MESSAGE, looks_at=("315",))
def verzoek_in_24_is_permitted_in_2020(trace: Trace) -> Iterator[Finding]:
    """A verzoek om toewijzing may still be submitted in 2.4 at the end of 2020."""
    for bericht in trace.from_system("315", release=Release.R24):
        if bericht.day <= LAST_DAY_24:
            yield passed(bericht, "Een verzoek om toewijzing in 2.4, nog in 2020.", bericht)


@rule("VOT-02", Judges.STATE, looks_at=("316",))
def verzoek_in_24_gets_its_retour_in_24(trace: Trace) -> Iterator[Finding]:
    """Every retourbericht on a 2.4 request is sent in 2.4, also one that rejects."""
    for heen in trace.to_system("315", release=Release.R24):
        given = trace.answers.get(heen.n, ())
        wrong = [retour for retour in given if retour.release != Release.R24]
        yield check(
            trace,
            bool(given) and not wrong,
            heen,
            "Het retourbericht is in 2.4 verzonden.",
            "Op een verzoek in 2.4 hoort een retourbericht in 2.4.",
            expected="316 in 2.4",
            found=f"316 in {wrong[0].release}" if wrong else "geen retourbericht",
            bericht=next(iter([*wrong, *given]), None),
            due=None if given else retour_deadline(heen),
            otherwise=Verdict.FAIL if given else without_retour(trace),
        )


@rule("VOT-03", Judges.STATE, looks_at=("301",))
def honoured_verzoek_gets_a_toewijzing(trace: Trace) -> Iterator[Finding]:
    """An honoured request leads to a toewijzing that holds, in 2.4 or in 3.0."""
    for release in Release:
        for verzoek, decision in decisions_on(trace, "315", release):
            if decision.what == HONOUR:
                yield honoured(trace, verzoek, decision)


@rule("VOT-04", Judges.STATE, looks_at=(NOTICE,))
def rejection_in_24_goes_outside_berichten(trace: Trace) -> Iterator[Finding]:
    """Rejection of, or investigation into, a 2.4 request is communicated outside the messages."""
    for verzoek, decision in decisions_on(trace, "315", Release.R24):
        if decision.what in {REJECT, INVESTIGATE}:
            yield outside_berichten(trace, verzoek, decision)


@rule("VOT-05", Judges.MESSAGE, looks_at=("319",))
def only_a_verzoek_in_30_gets_a_319(trace: Trace) -> Iterator[Finding]:
    """An antwoordbericht answers only a request that was submitted in 3.0, and had come in."""
    in_30 = [verzoek for verzoek in verzoeken(trace) if verzoek.bericht.release == Release.R30]
    for bericht in trace.from_system("319"):
        if bericht.verzoekantwoord is None:
            continue
        yield check(
            trace,
            any(verzoek.named_in(bericht) for verzoek in in_30),
            bericht,
            "Het antwoord hoort bij een verzoek in 3.0.",
            "Een antwoordbericht op iets anders dan een verzoek in 3.0.",
            expected="de ReferentieAanbieder van een ontvangen 315 of 317 in 3.0",
            found=bericht.verzoekantwoord.referentie_aanbieder,
            bericht=bericht,
        )


@rule("VOT-06", Judges.STATE, looks_at=(NOTICE,))
def woonplaatsbeginsel_in_24_goes_outside_berichten(trace: Trace) -> Iterator[Finding]:
    """The same for the woonplaatsbeginsel (Jeugdwet): on a 2.4 request outside the messages."""
    for verzoek, decision in decisions_on(trace, "315", Release.R24):
        if decision.what == WOONPLAATS:
            yield outside_berichten(trace, verzoek, decision)


@rule("VOT-07", Judges.STATE, looks_at=("301", NOTICE))
def open_verzoek_in_24_is_settled_the_old_way(trace: Trace) -> Iterator[Finding]:
    """A 2.4 request still open under 3.0: an honoured product gets a 301, a rejected one no antwoordbericht."""
    for verzoek, decision in decisions_on(trace, "315", Release.R24):
        if decision.day >= START_30:
            judged = honoured if decision.what == HONOUR else not_answered_by_bericht
            yield judged(trace, verzoek, decision)


@rule("VOT-08", Judges.STATE, looks_at=("319",))
def rejection_in_30_goes_in_a_319(trace: Trace) -> Iterator[Finding]:
    """A 3.0 request that is rejected or investigated is answered with a 319."""
    for verzoek, decision in decisions_on(trace, "315", Release.R30):
        if decision.what in VERZOEKANTWOORD:
            yield with_antwoordbericht(trace, verzoek, decision)


@counter("VOT-10")
def open_verzoeken_from_2020(trace: Trace) -> tuple[int, int]:
    """How many of the products requested in 2.4 were still open when 2021 began."""
    in_24 = [verzoek for verzoek in verzoeken(trace) if verzoek.bericht.release == Release.R24]
    return sum(verzoek.open_on(START_30) for verzoek in in_24), len(in_24)
