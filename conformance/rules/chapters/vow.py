"""Chapter vot-vow, requests for a change: outside the messages in 2020, with a 317 from 3.0 on (VOW-01 .. VOW-06)."""

from collections.abc import Iterable, Iterator

from migratietoets.conformance.rules.findings import Finding, broken, check, passed, unseen
from migratietoets.conformance.rules.rule import NOTICE, Judges, counter, rule
from migratietoets.conformance.rules.shared.decisions import honoured, with_antwoordbericht
from migratietoets.conformance.rules.shared.granted_by_itself import granted_by_itself
from migratietoets.conformance.rules.shared.refusal_grounds import ground
from migratietoets.conformance.rules.views.knowledge import without_retour
from migratietoets.conformance.rules.views.requests.answers import referentie_of
from migratietoets.conformance.rules.views.requests.asked import (
    HONOUR,
    AskedChange,
    Decided,
    asked_changes,
    changes_of_2020,
)
from migratietoets.conformance.rules.views.requests.open_requests import sending_due
from migratietoets.conformance.rules.views.requests.package import asks_for, names_toewijzing
from migratietoets.conformance.rules.views.requests.verzoeken import change_decisions_2020, decisions_on, verzoeken
from migratietoets.conformance.rules.views.terms import retour_deadline
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.releases import FIRST_DAY_30, START_30, Release


@rule("VOW-01", Judges.STATE, looks_at=("301", "317", "318", "319", "320"))
def wijzigingsverzoek_works_from_30(trace: Trace) -> Iterator[Finding]:
    """The process verzoek om wijziging exists only from 3.0, and there it works."""
    if trace.role == "gemeente":
        yield from _processed(trace, trace.to_system("317", release=Release.R30), "318")
        for verzoek, decision in decisions_on(trace, "317", Release.R30):
            yield (honoured if decision.what == HONOUR else with_antwoordbericht)(trace, verzoek, decision)
        yield from granted_by_itself(trace)
        return
    for asked in asked_changes(trace):
        if asked.day >= FIRST_DAY_30:
            yield _asked_by_317(trace, asked)
        else:
            yield _asked_before_30(trace, asked)
    answers = trace.to_system("319", release=Release.R30)
    yield from _processed(trace, [one for one in answers if _answers_a_change(trace, one)], "320")
    for bericht in trace.from_system("317"):
        if bericht.day < FIRST_DAY_30:
            yield broken(
                bericht,
                "Een verzoek om wijziging voordat het proces bestond.",
                expected=f"vanaf {FIRST_DAY_30:%d-%m-%Y}, in 3.0",
                found=f"{bericht.day:%d-%m-%Y}",
                bericht=bericht,
            )


def _sent_since(trace: Trace, asked: AskedChange) -> list[SentMessage]:
    """The 317s about this toewijzing that were sent since a change was asked, and not refused."""
    return [
        bericht
        for bericht in trace.from_system("317")
        if bericht.at >= asked.at and not trace.refused(bericht) and names_toewijzing(trace, bericht, asked)
    ]


def _overtaken(trace: Trace, asked: AskedChange, bericht: SentMessage) -> bool:
    """The desk wanted something else of this toewijzing before the 317 went."""
    return any(
        other.at > asked.at
        and other.at <= bericht.at
        and (other.client, other.toewijzing.number) == (asked.client, asked.toewijzing.number)
        for other in asked_changes(trace)
    )


def _asked_by_317(trace: Trace, asked: AskedChange) -> Finding:
    """A change that is asked in 3.0 goes by 317, within its term; not while another request is open (TR374)."""
    sent = _sent_since(trace, asked)
    good = next((b for b in sent if asks_for(trace, b, asked) or _overtaken(trace, asked, b)), None)
    due = sending_due(trace, asked.client, asked.at)
    if good is None and not sent and due is None:
        return unseen(
            asked,
            "Er staat nog een verzoek open: de wijziging wacht.",
            expected="een 317 zodra dat is afgehandeld",
            found="geen 317",
        )
    return check(
        trace,
        good is not None,
        asked,
        "De wijziging is met een 317 gevraagd.",
        "Een wijziging vanaf 3.0 is niet met een 317 gevraagd.",
        expected="317 in 3.0 die deze wijziging vraagt",
        found="een 317 die van deze toewijzing iets anders vraagt" if sent else "geen 317 die deze toewijzing wijzigt",
        bericht=good,
        due=None if sent else due,
    )


def _asked_before_30(trace: Trace, asked: AskedChange) -> Finding:
    """A change that is asked before 3.0: a word outside the messages, or a 317 when the line is open (VOW-02)."""
    sent = next((b for b in _sent_since(trace, asked) if b.day >= FIRST_DAY_30), None)
    if sent is not None:
        return passed(asked, "De wijziging is met een 317 gevraagd.", sent)
    said = trace.notices_visible and any(
        notice.sender == "aanbieder" and notice.concerns(asked.client.bsn or "") and notice.at >= asked.at
        for notice in trace.notices
    )
    if said:
        return passed(asked, "De wijziging is buiten de berichten om gevraagd.")
    return unseen(
        asked,
        "Hoe de wijziging van voor 3.0 is gevraagd, is niet te zien.",
        expected="een kennisgeving, of een 317 in 3.0",
        found="geen van beide",
    )


def _answers_a_change(trace: Trace, answer: SentMessage) -> bool:
    """A 319 answers a 315 as well; that one is no part of this process."""
    return any(verzoek.bericht.kind == "317" and verzoek.named_in(answer) for verzoek in verzoeken(trace))


def _processed(trace: Trace, berichten: Iterable[SentMessage], retour: str) -> Iterator[Finding]:
    """A valid message of the new process is answered, and not refused as unreadable."""
    for heen in berichten:
        if heen.errors or heen.day < FIRST_DAY_30:
            continue
        answer = trace.answer_to(heen)
        just = ground(trace, heen, answer, REJECTED, ()) if answer is not None and answer.rejects else False
        if just:
            continue
        if just is None:
            yield unseen(
                heen,
                "Of dit bericht terecht is geweigerd, is van buiten niet te zien.",
                expected=f"een {heen.kind} die de regels van 0001 volgt",
                found=f"{answer}, met 0001",
            )
            continue
        yield check(
            trace,
            answer is not None and answer.accepts,
            heen,
            f"De {heen.kind} is verwerkt.",
            f"Een geldige {heen.kind} in 3.0 is niet verwerkt.",
            expected=f"{retour} zonder technische afkeur (0001)",
            found=f"{answer}, met 0001" if answer else "geen retourbericht",
            bericht=answer,
            due=None if answer else retour_deadline(heen),
            otherwise=without_retour(trace) if answer is None else Verdict.FAIL,
        )


@rule("VOW-03", Judges.MESSAGE, looks_at=("301", NOTICE))
def change_of_2020_gets_no_319(trace: Trace) -> Iterator[Finding]:
    """A change request of 2020 stays outside the messages: no 319."""
    known = verzoeken(trace)
    loose = [b for b in trace.from_system("319") if not any(verzoek.named_in(b) for verzoek in known)]
    for one in change_decisions_2020(trace):
        after = [b for b in loose if b.at >= one.at and b.aanbieder == one.client.aanbieder]
        if after:
            yield broken(
                "wijzigingsverzoek uit 2020",
                "Op een wijzigingsverzoek uit 2020 is een antwoordbericht gestuurd.",
                expected="geen 319",
                found=str(after[0]),
                bericht=after[0],
            )
        elif _something_done(trace, one):
            yield passed("wijzigingsverzoek uit 2020", "Afgehandeld zonder antwoordbericht.")
        else:
            yield unseen(
                "wijzigingsverzoek uit 2020",
                "Van de afhandeling van een wijzigingsverzoek uit 2020 is niets te zien.",
                expected="een toewijzing of een kennisgeving, en geen 319",
                found="geen van drieën",
            )


def _something_done(trace: Trace, one: Decided) -> bool:
    """Whether the client's aanbieder heard anything since a decision."""
    granted = any(b.at >= one.at and b.client == one.client for b in trace.from_system("301"))
    return granted or any(
        (notice.sender, notice.receiver) == ("gemeente", one.client.aanbieder)
        and notice.at >= one.at
        and notice.concerns(one.client.bsn or "")
        for notice in trace.notices
    )


@rule("VOW-04", Judges.MESSAGE, looks_at=("301",))
def change_of_2020_names_no_verzoek(trace: Trace) -> Iterator[Finding]:
    """The 301 that honours it refers to no request; one that honours a request may."""
    for one in change_decisions_2020(trace):
        if HONOUR not in one.what:
            continue
        for bericht in trace.from_system("301"):
            if bericht.client != one.client or bericht.at < one.at:
                continue
            own = _honoured_by(trace, bericht)
            named = filter(None, (referentie_of(bericht, line.key) for line in bericht.lines))
            strange = next((referentie for referentie in named if referentie not in own), None)
            yield check(
                trace,
                strange is None,
                bericht,
                "De toewijzing verwijst naar geen wijzigingsverzoek uit 2020.",
                "De toewijzing verwijst naar een verzoek dat zij niet honoreert.",
                expected="geen ReferentieAanbieder",
                found=strange or "",
                bericht=bericht,
            )


def _honoured_by(trace: Trace, bericht: SentMessage) -> set[str]:
    """The references of the requests of this client that had been honoured when a 301 was sent."""
    return {
        verzoek.referentie
        for verzoek in verzoeken(trace)
        if verzoek.client == bericht.client
        and (decision := verzoek.decision_at(bericht.at)) is not None
        and decision.what == HONOUR
    }


@counter("VOW-06")
def open_changes_from_2020(trace: Trace) -> tuple[int, int]:
    """How many of the change requests of 2020 were still open when 2021 began."""
    days = changes_of_2020(trace)
    return sum(decided is None or decided >= START_30 for decided in days), len(days)
