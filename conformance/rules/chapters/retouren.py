"""Retourberichten: one on each message that was received, in time (OP090, AC-08)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, check, format_date, missing, unseen
from migratietoets.conformance.rules.rule import ANY_RETOUR, Judges, rule
from migratietoets.conformance.rules.views.knowledge import retouren_visible
from migratietoets.conformance.rules.views.terms import retour_deadline
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.header import RETOUR_OF


@rule("OP090", Judges.STATE, looks_at=(ANY_RETOUR,))
def answered_in_time(trace: Trace) -> Iterator[Finding]:
    """Every message that was delivered gets its retourbericht within the working days of its kind."""
    for heen in trace.to_system(*RETOUR_OF.values()):
        if heen.header is None:
            continue
        answer = trace.answer_to(heen)
        due = retour_deadline(heen)
        expected = f"een retourbericht uiterlijk {format_date(due)}"
        if answer is None and not retouren_visible(trace):
            yield unseen(heen, "Retourberichten zijn hier niet te zien.", expected=expected, found="geen retourbericht")
            continue
        yield check(
            trace,
            answer is not None and answer.day <= due,
            heen,
            "Het bericht is op tijd beantwoord.",
            "Het bericht is niet op tijd beantwoord.",
            expected=expected,
            found=f"geen retourbericht tot en met {format_date(trace.end)}" if answer is None else str(answer),
            bericht=heen,
            day=answer.day if answer else due,
            due=None if answer else due,
        )


@rule("AC-08", Judges.MESSAGE, looks_at=(ANY_RETOUR,))
def one_answer_to_what_was_received(trace: Trace) -> Iterator[Finding]:
    """Each retourbericht answers a message that was received before, and is the only one on it."""
    place = {retour.n: nth for given in trace.answers.values() for nth, retour in enumerate(given)}
    for retour in trace.from_system(*RETOUR_OF):
        if retour.header is None:
            continue
        if retour.n not in place and not _sent_later(trace, retour):
            yield missing(
                trace,
                retour,
                "Er is geen bericht dat dit retourbericht beantwoordt.",
                expected=f"een {RETOUR_OF[retour.kind]} met deze identificatie",
                found="geen",
                bericht=retour,
                otherwise=Verdict.FAIL if _never_came(trace, retour) else Verdict.NOT_VERIFIABLE,
            )
            continue
        yield check(
            trace,
            place.get(retour.n) == 0,
            retour,
            "Het retourbericht beantwoordt een ontvangen bericht, als enige.",
            "Het bericht was al beantwoord." if retour.n in place else "Het beantwoordt een bericht van later.",
            expected="één retourbericht, na ontvangst van het bericht",
            found="nog een retourbericht" if retour.n in place else "een retourbericht vooraf",
            bericht=retour,
        )


def _sent_later(trace: Trace, retour: SentMessage) -> bool:
    """Whether what a retourbericht answers was sent after it."""
    return any(
        heen.header is not None
        and retour.header is not None
        and heen.n > retour.n
        and (heen.header.identificatie, heen.header.afzender) == (retour.header.identificatie, retour.header.afzender)
        for heen in trace.to_system(RETOUR_OF[retour.kind])
    )


def _never_came(trace: Trace, retour: SentMessage) -> bool:
    """Whether nobody sent what it answers: all that came in is seen, but the toewijzingen of the start (302)."""
    assert retour.header is not None
    named = (RETOUR_OF[retour.kind], retour.header.afzender, retour.header.identificatie)
    return trace.desk_visible and retour.kind != "302" and named not in trace.identifications
