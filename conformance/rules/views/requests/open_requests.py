"""Which requests of an aanbieder stood open, as far as he knew (OP350, TR374)."""

from datetime import date, datetime

from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.requests.answers import SAYS, said_about
from migratietoets.conformance.rules.views.requests.asked import REJECT
from migratietoets.conformance.rules.views.requests.verzoeken import Verzoek, verzoeken
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_ANSWER, term_end
from migratietoets.conformance.trace.message import Client, SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.verzoekantwoord import UNDER_REVIEW
from migratietoets.istandaard.kalender import day_of


def closing_berichten(trace: Trace, verzoek: Verzoek) -> list[SentMessage]:
    """The messages after which a request is no longer open: a toewijzing, a rejection, or a retour that refuses it."""
    place = verzoek.bericht.verzoeken.index(verzoek.wanted)
    out = [
        bericht
        for bericht in trace.berichten
        if bericht.n > verzoek.bericht.n
        and bericht.aanbieder == verzoek.client.aanbieder
        and _closes(trace, bericht, verzoek)
    ]
    if place in trace.refused_lines(verzoek.bericht):
        answer = trace.answer_to(verzoek.bericht)
        out += [] if answer is None else [answer]
    return out


def _closes(trace: Trace, bericht: SentMessage, verzoek: Verzoek) -> bool:
    if bericht.kind == "319" and (says := bericht.verzoekantwoord) is not None and not trace.refused(bericht):
        return says.referentie_aanbieder == verzoek.referentie and says.answer != UNDER_REVIEW
    if bericht.kind != "301" or bericht.bsn != verzoek.client.bsn:
        return False
    lost = trace.refused_lines(bericht)
    return any(
        line.product.referentie_aanbieder == verzoek.referentie and place not in lost
        for place, line in enumerate(bericht.lines)
    )


def told_no(trace: Trace, verzoek: Verzoek) -> list[date]:
    """The days on which a request was rejected, or may have been, outside the messages: that is how it goes in 2.4."""
    said = said_about(trace, verzoek)
    return [notice.day for notice in said if notice.code is None or REJECT in SAYS.get(notice.code, ())]


def open_before(trace: Trace, bericht: SentMessage) -> list[Verzoek]:
    """The requests for the same client that stood open as far as the sender of a request knew."""
    return [
        verzoek
        for verzoek in verzoeken(trace)
        if verzoek.bericht.n < bericht.n
        and verzoek.client == bericht.client
        and not any(knew(bericht, one) for one in closing_berichten(trace, verzoek))
        and not any(day <= bericht.day for day in told_no(trace, verzoek))
    ]


def sending_due(trace: Trace, client: Client, at: datetime) -> date | None:
    """The last day of the request that the desk asked for; None while another one stays open, so that it waits."""
    begin = day_of(at)
    for verzoek in verzoeken(trace):
        if verzoek.client != client or verzoek.bericht.at > at:
            continue
        closed = [one.day for one in closing_berichten(trace, verzoek)] + told_no(trace, verzoek)
        if not closed:
            return None
        begin = max(begin, min(closed))
    refusals = [
        answer.day
        for bericht in trace.from_system("315", "317")
        if bericht.at >= at and (answer := trace.answer_to(bericht)) is not None and answer.rejects
    ]
    return term_end(max([begin, *refusals]), WORKING_DAYS_ANSWER)
