"""How long a gemeente took to answer each request (OP274, OP346)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.rules.views.requests.answers import (
    INVESTIGATION,
    answer_due,
    answers_on,
    grants,
    naming,
    overtaken,
    rejects,
    said_about,
    told,
)
from migratietoets.conformance.rules.views.requests.asked import HONOUR
from migratietoets.conformance.rules.views.requests.verzoeken import Decision, Verzoek, verzoeken
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_ANSWER, after_silence, term_end
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.releases import Release


@dataclass(frozen=True, slots=True)
class LeadTime:
    """The day of an answer to a request beside the last day on which it may come; `day` is None when none came."""

    verzoek: Verzoek
    due: date
    day: date | None


def lead_times(trace: Trace) -> Iterator[LeadTime]:
    """Of each request: from its decision where the desk can be seen, else from its coming.

    A person decides at the desk, and a system cannot answer before. That no answer came at all is not judged there:
    the rule about the decision does.
    """
    for verzoek in verzoeken(trace):
        if trace.refused(verzoek.bericht):
            continue
        if trace.desk_visible:
            yield from _since_decisions(trace, verzoek)
        elif verzoek.bericht.release == Release.R30:
            yield from _since_receipt(trace, verzoek)


def _since_decisions(trace: Trace, verzoek: Verzoek) -> Iterator[LeadTime]:
    for decision in verzoek.decisions:
        days = _days(trace, verzoek, decision)
        if days and not overtaken(trace, verzoek, decision):
            yield LeadTime(verzoek, answer_due(trace, verzoek, decision), min(days))


def _days(trace: Trace, verzoek: Verzoek, decision: Decision) -> list[date]:
    """The days on which a decision was told."""
    if decision.what == HONOUR:
        lines = naming(trace, verzoek) if verzoek.bericht.kind == "317" else grants(trace, verzoek)
        return [max(one.change.after.sent, decision.day) for one in lines if one.bericht.at >= decision.at]
    if verzoek.bericht.release == Release.R30:
        return [bericht.day for bericht in answers_on(trace, verzoek, decision)]
    if verzoek.rejected_by is not None:
        return [verzoek.rejected_by.day]
    return [notice.day for notice in said_about(trace, verzoek, decision) if told([notice], decision)]


def _since_receipt(trace: Trace, verzoek: Verzoek) -> Iterator[LeadTime]:
    """The first answer, and where that was 'in onderzoek' the final one."""
    given = answers_on(trace, verzoek)
    final = [bericht.day for bericht in given if rejects(bericht)]
    final += [one.change.after.sent for one in naming(trace, verzoek)]
    investigated = [bericht.day for bericht in given if not rejects(bericht)]
    due = term_end(verzoek.bericht.day, WORKING_DAYS_ANSWER)
    yield LeadTime(verzoek, due, min(final + investigated, default=None))
    if investigated:
        due = after_silence(min(investigated) + INVESTIGATION)
        yield LeadTime(verzoek, due, min(final, default=None))
