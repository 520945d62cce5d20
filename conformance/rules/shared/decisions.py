"""What a decision on a request must lead to: a toewijzing, a 319, or a word outside the messages."""

from collections.abc import Mapping

from migratietoets.conformance.rules.findings import Finding, broken, check, notices_hidden, passed, unseen
from migratietoets.conformance.rules.views.desk import endings
from migratietoets.conformance.rules.views.requests.answers import (
    Named,
    answers_on,
    fits,
    grants,
    naming,
    refused_naming,
    rejects,
    said_about,
    told,
)
from migratietoets.conformance.rules.views.requests.asked import INVESTIGATE, REJECT, WOONPLAATS
from migratietoets.conformance.rules.views.requests.fulfilled import granted_as_asked
from migratietoets.conformance.rules.views.requests.lead_times import answer_due, overtaken
from migratietoets.conformance.rules.views.requests.verzoeken import Decision, Verzoek
from migratietoets.conformance.rules.views.terms import resend_due
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.verzoekantwoord import DENIED, UNDER_REVIEW, WOONPLAATSBEGINSEL

VERZOEKANTWOORD: Mapping[str, str] = {REJECT: DENIED, WOONPLAATS: DENIED, INVESTIGATE: UNDER_REVIEW}
"""A decision -> the VerzoekAntwoord that says it."""


def honoured(trace: Trace, verzoek: Verzoek, decision: Decision) -> Finding:
    """Whether a toewijzing that holds followed on a request that was honoured."""
    due = max(answer_due(trace, verzoek, decision), resend_due(trace, refused_naming(trace, verzoek)))
    since = [one for one in naming(trace, verzoek) if one.bericht.at >= decision.at]
    lines = [one for one in since if one.holds_on(due) or _annulled_by_order(trace, one)]
    given = [one for one in lines if one.gives or verzoek.bericht.kind == "317"]
    if not lines and overtaken(trace, verzoek, decision, refused_naming(trace, verzoek)):
        return _overtaken(verzoek, decision)
    fitting = [one for one in given if fits(verzoek, one.history.key)]
    good = granted_as_asked(trace, verzoek, fitting) if fitting else False
    if good is None or (not good and any(fits(verzoek, one.history.key) is None for one in given)):
        return unseen(
            verzoek,
            "Of de toewijzing is wat er gevraagd werd, is niet te zeggen.",
            expected="een toewijzing van het gevraagde product",
            found=str(given[-1].history),
        )
    bericht = fitting[0].bericht if fitting else None
    return check(
        trace,
        good,
        verzoek,
        f"Gehonoreerd met een toewijzing in {bericht.release if bericht else ''}.",
        "Een gehonoreerd verzoek leidt niet tot een toewijzing die geldt.",
        expected="na het besluit een 301 met de ReferentieAanbieder van het verzoek, van wat gevraagd is",
        found=_missing(trace, verzoek, decision, lines),
        bericht=bericht,
        due=due,
    )


def _annulled_by_order(trace: Trace, one: Named) -> bool:
    """The desk asked for a toewijzing to be withdrawn that it had given: what was granted had been."""
    return any(order.instruction.at > one.bericht.at for order in endings(trace).get(one.history, ()))


def _missing(trace: Trace, verzoek: Verzoek, decision: Decision, lines: list[Named]) -> str:
    """Why what there is grants nothing."""
    every = naming(trace, verzoek)
    if lines:
        return "een 301 die verwijst, maar iets anders toewijst of intrekt"
    if refused_naming(trace, verzoek):
        return "een 301 die is geweigerd en niet opnieuw kwam"
    if any(one.bericht.at >= decision.at for one in every):
        return "een geannuleerde toewijzing"
    return "alleen een 301 van voor het besluit" if every else "geen 301 met die referentie"


def granted_after(trace: Trace, verzoek: Verzoek, decision: Decision) -> SentMessage | None:
    """The 301 that grants what had been decided not to grant, or None."""
    if decision.what == INVESTIGATE:
        return None
    return next((one.bericht for one in grants(trace, verzoek) if decision.holds_at(one.bericht.at)), None)


def _granted(verzoek: Verzoek, decision: Decision, bericht: SentMessage) -> Finding:
    return broken(
        verzoek,
        "Een product dat niet is gehonoreerd, is toch toegewezen.",
        expected=f"geen toewijzing na het besluit ({decision.what})",
        found=str(bericht),
        bericht=bericht,
    )


def outside_berichten(trace: Trace, verzoek: Verzoek, decision: Decision) -> Finding:
    """Whether a decision was told outside the messages, and not with a 319 or contradicted by a toewijzing."""
    if given := answers_on(trace, verzoek, decision):
        return broken(
            verzoek,
            "Op een verzoek in 2.4 is een antwoordbericht gestuurd.",
            expected="een kennisgeving buiten het berichtenverkeer",
            found="319",
            bericht=given[0],
        )
    if bericht := granted_after(trace, verzoek, decision):
        return _granted(verzoek, decision, bericht)
    if verzoek.rejected_by is not None and decision.what != INVESTIGATE:
        return passed(verzoek, "De afwijzing staat in het retourbericht.", verzoek.rejected_by)
    text = "Of het besluit buiten de berichten om is meegedeeld, laat dit systeem niet zien."
    if (hidden := notices_hidden(trace, verzoek, text)) is not None:
        return hidden
    return _overtaken(verzoek, decision) if overtaken(trace, verzoek, decision) else _said(trace, verzoek, decision)


def _said(trace: Trace, verzoek: Verzoek, decision: Decision) -> Finding:
    """Whether a notice is the word of a decision."""
    said = told(list(said_about(trace, verzoek, decision)), decision)
    if said is None:
        return unseen(
            verzoek,
            "De kennisgeving zegt niet met haar code dat zij over dit besluit gaat.",
            expected="een kennisgeving met de code van het besluit",
            found="een kennisgeving zonder die code",
        )
    return check(
        trace,
        said,
        verzoek,
        f"Het besluit ({decision.what}) is buiten de berichten om meegedeeld.",
        f"Het besluit ({decision.what}) op een verzoek in 2.4 is niet meegedeeld.",
        expected="een kennisgeving aan de aanbieder over dit besluit",
        found="geen kennisgeving daarover",
        due=answer_due(trace, verzoek, decision),
    )


def _overtaken(verzoek: Verzoek, decision: Decision) -> Finding:
    """A decision that the next one overtook within its term need not be told any more."""
    return passed(verzoek, f"Het besluit ({decision.what}) is binnen de termijn door het volgende ingehaald.")


def says_decision(bericht: SentMessage, decision: Decision) -> bool:
    """Whether a 319 says what was decided."""
    says = bericht.verzoekantwoord
    if says is None or says.answer != VERZOEKANTWOORD.get(decision.what):
        return False
    return decision.what != WOONPLAATS or says.reden_afwijzing == WOONPLAATSBEGINSEL


def answer_text(bericht: SentMessage) -> str:
    """What a 319 says, for the field `found`."""
    says = bericht.verzoekantwoord
    if says is None:
        return str(bericht)
    return f"319 met VerzoekAntwoord {says.answer}" + (
        f", reden {says.reden_afwijzing}" if says.reden_afwijzing else ""
    )


def _standing(trace: Trace, verzoek: Verzoek, decision: Decision) -> SentMessage | None:
    """The 319 that said this before it was decided once more, where nothing has said otherwise since (TR365)."""
    earlier = [bericht for bericht in answers_on(trace, verzoek) if bericht.at < decision.at]
    if not earlier or not says_decision(earlier[-1], decision):
        return None
    return None if any(one.bericht.n > earlier[-1].n for one in naming(trace, verzoek)) else earlier[-1]


def with_antwoordbericht(trace: Trace, verzoek: Verzoek, decision: Decision) -> Finding:
    """Whether a 319 says what was decided, and no toewijzing says otherwise."""
    if bericht := granted_after(trace, verzoek, decision):
        return _granted(verzoek, decision, bericht)
    given = answers_on(trace, verzoek, decision)
    fitting = next((bericht for bericht in given if says_decision(bericht, decision)), None)
    if not given and (earlier := _standing(trace, verzoek, decision)) is not None:
        return passed(verzoek, f"De 319 van eerder zegt dit al ({decision.what}).", earlier)
    refused = [b for b in trace.from_system("319") if trace.refused(b) and verzoek.named_in(b)]
    if fitting is None and not given and overtaken(trace, verzoek, decision, refused):
        return _overtaken(verzoek, decision)
    reden = f" en reden {WOONPLAATSBEGINSEL}" if decision.what == WOONPLAATS else ""
    return check(
        trace,
        fitting is not None,
        verzoek,
        f"Beantwoord met een 319 ({decision.what}).",
        f"Een verzoek in 3.0 dat niet wordt gehonoreerd ({decision.what}), krijgt niet het juiste antwoordbericht.",
        expected=f"319 met VerzoekAntwoord {VERZOEKANTWOORD[decision.what]}{reden}",
        found=answer_text(given[0]) if given else "geen 319",
        bericht=fitting,
        due=None
        if any(map(rejects, given))  # after 'in onderzoek' the right one may still come (TR365)
        else max(answer_due(trace, verzoek, decision), resend_due(trace, refused)),
    )


def not_answered_by_bericht(trace: Trace, verzoek: Verzoek, decision: Decision) -> Finding:
    """Whether a product that was not honoured got neither a 319 nor a toewijzing."""
    given = answers_on(trace, verzoek, decision)
    if bericht := granted_after(trace, verzoek, decision):
        return _granted(verzoek, decision, bericht)
    return check(
        trace,
        not given,
        verzoek,
        "Het product dat niet is gehonoreerd, kreeg geen antwoordbericht.",
        "Een product dat niet is gehonoreerd, kreeg een antwoordbericht.",
        expected="geen 319, en geen 301 die het toewijst",
        found=str(given[0]) if given else "",
        bericht=given[0] if given else None,
    )
