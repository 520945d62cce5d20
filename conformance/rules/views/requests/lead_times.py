"""How long a gemeente took to answer each request, and until when it may take (OP274, OP346)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from migratietoets.conformance.rules.views.requests.answers import (
    Named,
    answers_on,
    counts_from,
    grants,
    naming,
    rejects,
    said_about,
    told,
)
from migratietoets.conformance.rules.views.requests.asked import HONOUR, INVESTIGATE
from migratietoets.conformance.rules.views.requests.verzoeken import Decision, Verzoek, verzoeken
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_ANSWER, after_silence, resend_due, term_end
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.releases import Release

INVESTIGATION = timedelta(weeks=8)
"""Within this after 'in onderzoek' a request has its toewijzing or its rejection."""


@dataclass(frozen=True, slots=True)
class LeadTime:
    """The day of an answer to a request beside the last day on which it may come.

    Attributes:
        term: the last day that the model gives.
        due: the same, or, where the desk decided only after it, as many working days after that decision: a system
            cannot answer before a person decides.
        day: None when no answer came.
    """

    verzoek: Verzoek
    term: date
    due: date
    day: date | None


def lead_times(trace: Trace) -> Iterator[LeadTime]:
    """Of each request that was not refused: of one in 3.0 since it came, of one in 2.4 since each decision on it.

    That no answer came at all is not judged where the desk can be seen: the rule about the decision does, but not of
    one that was refused for a rule that it breaks.
    """
    for verzoek in verzoeken(trace):
        if trace.refused(verzoek.bericht):
            continue
        if verzoek.bericht.release == Release.R30:
            yield from _since_receipt(trace, verzoek)
        elif trace.desk_visible:
            yield from _since_decisions(trace, verzoek)


def _since_receipt(trace: Trace, verzoek: Verzoek) -> Iterator[LeadTime]:
    """The first answer, and where one was 'in onderzoek' the final one."""
    given = answers_on(trace, verzoek)
    final = [counts_from(trace, bericht) for bericht in given if rejects(bericht)]
    final += [_granted_on(trace, verzoek, one) for one in naming(trace, verzoek)]
    investigated = [counts_from(trace, bericht) for bericht in given if not rejects(bericht)]
    term = term_end(verzoek.bericht.day, WORKING_DAYS_ANSWER)
    yield from _part(trace, verzoek, term, final + investigated, verzoek.decisions)
    if investigated:
        decisions = [one for one in verzoek.decisions if one.what != INVESTIGATE]
        yield from _part(trace, verzoek, after_silence(min(investigated) + INVESTIGATION), final, decisions)


def _granted_on(trace: Trace, verzoek: Verzoek, line: Named) -> date:
    """The day a toewijzing counts from: of a 319 that was refused, where the desk revised it before it went again."""
    refused = [
        bericht
        for bericht in trace.from_system("319")
        if trace.refused(bericht)
        and verzoek.named_in(bericht)
        and any(bericht.at < decision.at <= line.bericht.at for decision in verzoek.decisions)
    ]
    sent = line.change.after.sent
    return min([sent, *(bericht.day for bericht in refused)]) if sent <= resend_due(trace, refused) else sent


def _part(
    trace: Trace, verzoek: Verzoek, term: date, days: Sequence[date], decisions: Sequence[Decision]
) -> Iterator[LeadTime]:
    if days or verzoek.refused or not trace.desk_visible:
        decided = [term_end(one.day, WORKING_DAYS_ANSWER) for one in decisions[:1] if one.day > term]
        yield LeadTime(verzoek, term, max([term, *decided]), min(days, default=None))


def _since_decisions(trace: Trace, verzoek: Verzoek) -> Iterator[LeadTime]:
    """2.4 has no term of its own, and a request stays open in it as long as people take."""
    for decision in verzoek.decisions:
        days = _told_in_24(trace, verzoek, decision)
        if days and not overtaken(trace, verzoek, decision):
            due = answer_due(trace, verzoek, decision)
            yield LeadTime(verzoek, due, due, min(days))


def _told_in_24(trace: Trace, verzoek: Verzoek, decision: Decision) -> list[date]:
    if decision.what == HONOUR:
        lines = grants(trace, verzoek)
        return [max(one.change.after.sent, decision.day) for one in lines if one.bericht.at >= decision.at]
    if verzoek.rejected_by is not None:
        return [verzoek.rejected_by.day]
    return [notice.day for notice in said_about(trace, verzoek, decision) if told([notice], decision)]


def answer_due(trace: Trace, verzoek: Verzoek, decision: Decision) -> date:
    """The last day on which a decision is told: the term of the request, or since a decision that came after it."""
    term = _term(trace, verzoek, decision.at)
    if verzoek.bericht.release == Release.R30 and decision.day <= term:
        return term
    return max(term, term_end(decision.day, WORKING_DAYS_ANSWER))


def _term(trace: Trace, verzoek: Verzoek, at: datetime) -> date:
    """Five working days since a request came; eight weeks since 'in onderzoek' was told, or at least decided."""
    said = [one.day for one in answers_on(trace, verzoek) if not rejects(one) and one.at < at]
    decided = [one.day for one in verzoek.decisions if one.what == INVESTIGATE and one.at < at]
    if not said and not decided:
        return term_end(verzoek.bericht.day, WORKING_DAYS_ANSWER)
    return after_silence(min(said or decided) + INVESTIGATION)


def overtaken(trace: Trace, verzoek: Verzoek, decision: Decision, refused: Sequence[SentMessage] = ()) -> bool:
    """The next decision came within the term of this one, which then need not be told any more.

    Where what told it was refused, the term is that of sending it again.
    """
    following = next((one for one in verzoek.decisions if one.at == decision.until), None)
    due = max(answer_due(trace, verzoek, decision), resend_due(trace, refused))
    return following is not None and following.day <= due
