"""What a gemeente answered to a request: toewijzingen that name it, 319s, and what it said outside the messages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.requests.asked import INVESTIGATE, REJECT, WOONPLAATS
from migratietoets.conformance.rules.views.requests.verzoeken import Decision, Verzoek, refused_before, verzoeken
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.trace.history import Change, History, Kind
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Notice, Trace, view
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct
from migratietoets.istandaard.berichten.verzoekantwoord import UNDER_REVIEW
from migratietoets.istandaard.model import Key

SAYS = {
    NoticeCode.VERZOEK_AFGEWEZEN: frozenset({REJECT, WOONPLAATS}),
    NoticeCode.VERZOEK_IN_ONDERZOEK: frozenset({INVESTIGATE}),
    NoticeCode.WOONPLAATSBEGINSEL: frozenset({WOONPLAATS}),
}
"""Code of a notice about a request -> the decisions of which it is the word."""


@dataclass(frozen=True, slots=True)
class Named:
    """A line of a 301 that names a request, and what it made of its toewijzing."""

    bericht: SentMessage
    history: History
    change: Change

    @property
    def gives(self) -> bool:
        """It leaves the client something: neither withdrawn nor cancelled by this line."""
        return self.change.kinds.isdisjoint({Kind.CANCELLED, Kind.SHORTENED})

    def holds_on(self, day: date) -> bool:
        """The toewijzing had not been cancelled by the end of a day, nor by this line itself."""
        return not self.history.cancelled(max(day, self.bericht.day))


def referentie_of(bericht: SentMessage, key: Key) -> str | None:
    """The ReferentieAanbieder at the line of a toewijzing in a 301."""
    named = (line.product.referentie_aanbieder for line in bericht.lines if line.key == key)
    return next(filter(None, named), None)


@view
def named_lines(trace: Trace) -> tuple[tuple[str, Named], ...]:
    """Each line of a 301 with a ReferentieAanbieder, in the order of sending; what was refused was not received."""
    found = [
        (referentie, Named(bericht, history, change))
        for history in trace.histories.values()
        for change in history.changes
        if (bericht := change.after.bericht) is not None and (referentie := referentie_of(bericht, history.key))
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].bericht.n))


def naming(trace: Trace, verzoek: Verzoek) -> list[Named]:
    """The lines that name a request: to its aanbieder, about its client, sent after it came."""
    who = verzoek.client
    return [
        one
        for referentie, one in named_lines(trace)
        if referentie == verzoek.referentie
        and one.history.client == who
        and knew(one.bericht, verzoek.bericht)
        and not _sent_anew(trace, verzoek, one.bericht)
    ]


def _sent_anew(trace: Trace, verzoek: Verzoek, bericht: SentMessage) -> bool:
    """It had been refused when a message named its reference, and another request had come under that one since."""
    rejection = verzoek.rejected_by
    closed = knew(bericht, rejection) if rejection is not None else refused_before(trace, verzoek, bericht)
    return closed and any(
        (later.referentie, later.client) == (verzoek.referentie, verzoek.client)
        and later.bericht.n > verzoek.bericht.n
        and knew(bericht, later.bericht)
        for later in verzoeken(trace)
    )


def refused_naming(trace: Trace, verzoek: Verzoek) -> list[SentMessage]:
    """The 301s that name a request, of which the line or the whole was refused."""
    return [
        bericht
        for bericht in trace.from_system("301")
        if bericht.client == verzoek.client
        and any(
            line.product.referentie_aanbieder == verzoek.referentie
            for place, line in enumerate(bericht.lines)
            if place in trace.refused_lines(bericht)
        )
    ]


def fits(verzoek: Verzoek, key: Key) -> bool | None:
    """Whether a toewijzing is of the product that a 315 asked for; None where it may stand for it."""
    wanted = verzoek.wanted
    if not isinstance(wanted, AangevraagdProduct):
        return True
    if key.categorie is None:
        return None
    if key.categorie != wanted.categorie:
        return False
    return True if None in {key.code, wanted.code} or key.code == wanted.code else None


def grants(trace: Trace, verzoek: Verzoek) -> list[Named]:
    """The lines that grant what was asked, whether or not they hold in the end."""
    return [one for one in naming(trace, verzoek) if one.gives and fits(verzoek, one.history.key) is not False]


@view
def answers(trace: Trace) -> tuple[SentMessage, ...]:
    """Every 319 of the gemeente that was not refused."""
    return tuple(b for b in trace.from_system("319") if b.verzoekantwoord is not None and not trace.refused(b))


def answers_on(trace: Trace, verzoek: Verzoek, decision: Decision | None = None) -> list[SentMessage]:
    """The 319s on one request, or those on one decision."""
    return [
        bericht
        for bericht in answers(trace)
        if verzoek.named_in(bericht)
        and (decision is None or decision.holds_at(bericht.at))
        and not _sent_anew(trace, verzoek, bericht)
    ]


def rejects(answer: SentMessage) -> bool:
    """It is a 319 that says no."""
    return answer.verzoekantwoord is not None and answer.verzoekantwoord.answer != UNDER_REVIEW


def counts_from(trace: Trace, answer: SentMessage) -> date:
    """The day from which a 319 counts: of the first one that said the same, was refused, and came back in time."""
    earlier = (
        one.day
        for one in trace.from_system("319")
        if trace.refused(one)
        and (one.aanbieder, one.verzoekantwoord) == (answer.aanbieder, answer.verzoekantwoord)
        and one.n < answer.n
        and answer.day <= term_end(one.day, WORKING_DAYS_REACTION)
    )
    return min(earlier, default=answer.day)


def said_about(trace: Trace, verzoek: Verzoek, decision: Decision | None = None) -> Iterator[Notice]:
    """What the gemeente said outside the messages that may be about a request, after it came, or on one decision."""
    for notice in trace.notices:
        if (
            (notice.sender, notice.receiver) == ("gemeente", verzoek.client.aanbieder)
            and notice.concerns(verzoek.client.bsn or "")
            and notice.verzoek in {None, verzoek.referentie}
            and notice.at >= verzoek.bericht.at
            and (decision is None or decision.holds_at(notice.at))
        ):
            yield notice


def told(notices: Sequence[Notice], decision: Decision) -> bool | None:
    """Whether one of them is the word of a decision; None where one may be: without a code, or less exact."""
    codes = [notice.code for notice in notices]
    if any(code is not None and decision.what in SAYS.get(code, ()) for code in codes):
        exact = decision.what != WOONPLAATS or NoticeCode.WOONPLAATSBEGINSEL in codes
        return True if exact else None
    return None if None in codes else False
