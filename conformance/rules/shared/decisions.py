"""What a decision on a request must lead to: a toewijzing, a 319, or a word outside the messages."""

from migratietoets.conformance.rules.findings import Finding, broken, notices_hidden, passed, unseen
from migratietoets.conformance.rules.views.requests import (
    INVESTIGATE,
    REJECT,
    WOONPLAATS,
    Decision,
    Verzoek,
    answers,
    granting_301,
    told,
)
from migratietoets.conformance.rules.views.terms import term_end
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.verzoekantwoord import DENIED, UNDER_REVIEW, WOONPLAATSBEGINSEL
from migratietoets.istandaard.kalender import day_of

WORKING_DAYS_DECISION = 5
"""Working days within which a decision on a request, or a request of the desk, is sent (OP274, OP346)."""
VERZOEKANTWOORD = {REJECT: DENIED, WOONPLAATS: DENIED, INVESTIGATE: UNDER_REVIEW}


def _still_running(trace: Trace, decision: Decision) -> bool:
    """The term of a decision had not passed at the end of the trace."""
    return trace.end < term_end(decision.day, WORKING_DAYS_DECISION)


def _overtaken(verzoek: Verzoek, decision: Decision) -> Finding | None:
    """A decision that the next one overtook within its term need not be told any more."""
    if decision.until is None or day_of(decision.until) > term_end(decision.day, WORKING_DAYS_DECISION):
        return None
    return passed(verzoek, f"Het besluit ({decision.what}) is binnen de termijn door het volgende ingehaald.")


def honoured(trace: Trace, verzoek: Verzoek, decision: Decision) -> Finding:
    """Whether a 301 followed on a request that was honoured."""
    bericht = granting_301(trace, verzoek)
    if bericht is not None:
        return passed(verzoek, f"Gehonoreerd met een toewijzing in {bericht.release}.", bericht)
    finding = unseen if _still_running(trace, decision) else broken
    return finding(
        verzoek,
        "Een gehonoreerd verzoek leidt niet tot een toewijzing.",
        expected="een 301 met de ReferentieAanbieder van het verzoek",
        found="geen 301 met die referentie",
    )


def outside_berichten(trace: Trace, verzoek: Verzoek, decision: Decision) -> Finding:
    """Whether a decision was told outside the messages, and not with a 319."""
    given = answers(trace, verzoek, decision)
    if given:
        return broken(
            verzoek,
            "Op een verzoek in 2.4 is een antwoordbericht gestuurd.",
            expected="een kennisgeving buiten het berichtenverkeer",
            found="319",
            bericht=given[0],
        )
    text = "Of het besluit buiten de berichten om is meegedeeld, laat dit systeem niet zien."
    if (hidden := notices_hidden(trace, verzoek, text)) is not None:
        return hidden
    if told(trace, verzoek, decision):
        return passed(verzoek, f"Het besluit ({decision.what}) is buiten de berichten om meegedeeld.")
    finding = unseen if _still_running(trace, decision) else broken
    return _overtaken(verzoek, decision) or finding(
        verzoek,
        f"Het besluit ({decision.what}) op een verzoek in 2.4 is niet meegedeeld.",
        expected="een kennisgeving aan de aanbieder",
        found="geen kennisgeving",
    )


def _fits(bericht: SentMessage, decision: Decision) -> bool:
    says = bericht.verzoekantwoord
    if says is None or says.answer != VERZOEKANTWOORD[decision.what]:
        return False
    return decision.what != WOONPLAATS or says.reden_afwijzing == WOONPLAATSBEGINSEL


def _says(bericht: SentMessage) -> str:
    says = bericht.verzoekantwoord
    if says is None:
        return str(bericht)
    return f"VerzoekAntwoord {says.answer}" + (f", reden {says.reden_afwijzing}" if says.reden_afwijzing else "")


def with_antwoordbericht(trace: Trace, verzoek: Verzoek, decision: Decision) -> Finding:
    """Whether a 319 says what was decided."""
    given = answers(trace, verzoek, decision)
    fitting = next((bericht for bericht in given if _fits(bericht, decision)), None)
    if fitting is not None:
        return passed(verzoek, f"Beantwoord met een 319 ({decision.what}).", fitting)
    reden = f" en reden {WOONPLAATSBEGINSEL}" if decision.what == WOONPLAATS else ""
    finding = unseen if not given and _still_running(trace, decision) else broken
    return (None if given else _overtaken(verzoek, decision)) or finding(
        verzoek,
        f"Een verzoek in 3.0 dat niet wordt gehonoreerd ({decision.what}), krijgt niet het juiste antwoordbericht.",
        expected=f"319 met VerzoekAntwoord {VERZOEKANTWOORD[decision.what]}{reden}",
        found=_says(given[0]) if given else "geen 319",
    )
