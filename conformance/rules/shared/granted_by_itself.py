"""What a 301 says of a 317 that it names, where no desk says what was decided: it grants all of it (OP344, OP348)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, unseen
from migratietoets.conformance.rules.views.care.reports import care_ended
from migratietoets.conformance.rules.views.cover import gaps
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.requests.answers import Named, naming, refused_naming
from migratietoets.conformance.rules.views.requests.fulfilled import granted_as_asked
from migratietoets.conformance.rules.views.requests.verzoeken import Verzoek, verzoeken
from migratietoets.conformance.rules.views.terms import (
    WORKING_DAYS_ANSWER,
    WORKING_DAYS_REACTION,
    resend_due,
    term_end,
)
from migratietoets.conformance.trace.history import History, Kind, State
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.verzoek import TeWijzigenProduct, Wijzigingsverzoek
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import Release
from migratietoets.istandaard.succession import kinship


def granted_by_itself(trace: Trace) -> Iterator[Finding]:
    """Each 317 that a 301 names while the desk is hidden: a decision to grant it, and so of the whole."""
    if trace.desk_visible:
        return
    for verzoek in verzoeken(trace):
        if (verzoek.bericht.kind, verzoek.bericht.release) == ("317", Release.R30) and not verzoek.refused:
            named = naming(trace, verzoek)
            if named:
                yield _granted(trace, verzoek, named)


def _granted(trace: Trace, verzoek: Verzoek, named: list[Named]) -> Finding:
    """Given as asked by what was sent within the term, or while a mistake could be mended."""
    first = named[0].bericht
    due = max(
        term_end(verzoek.bericht.day, WORKING_DAYS_ANSWER),
        term_end(first.day, WORKING_DAYS_REACTION),
        resend_due(trace, refused_naming(trace, verzoek)),
    )
    sent = [
        one
        for one in trace.from_system("301")
        if one.client == verzoek.client and first.n <= one.n and (one is first or one.day <= due)
    ]
    given = [_given(trace, verzoek, named, bericht) for bericht in sent]
    if True not in given and None in given:
        return unseen(
            verzoek,
            "Of de toewijzing is wat er gevraagd werd, is niet te zeggen.",
            expected="een toewijzing van wat gevraagd is",
            found=str(first),
        )
    return check(
        trace,
        True in given,
        verzoek,
        "De 301 die naar het verzoek verwijst, geeft wat er gevraagd is.",
        "De 301 die naar het verzoek verwijst, geeft niet alles wat er gevraagd is.",
        expected="alles wat de 317 vraagt, aansluitend op wat er was",
        found=", ".join(dict.fromkeys(str(one.history) for one in named)),
        bericht=first,
        due=due,
    )


def _given(trace: Trace, verzoek: Verzoek, named: list[Named], bericht: SentMessage) -> bool | None:
    """Whether all of it was given by the time a message had been sent; None where that cannot be said."""
    lines = [
        one
        for one in named
        if one.bericht.n <= bericht.n and not one.history.is_cancellation(one.history.after(bericht))
    ]
    put_right = any(Kind.CANCELLED in one.change.kinds for one in named if one.bericht.n <= bericht.n)
    given = granted_as_asked(trace, verzoek, lines, put_right=put_right)
    package = verzoek.wanted
    assert isinstance(package, Wijzigingsverzoek)
    if given and any(_days_open(trace, verzoek, one, lines, bericht) for one in package.to_change):
        return False
    return given


def _days_open(
    trace: Trace, verzoek: Verzoek, one: TeWijzigenProduct, lines: list[Named], bericht: SentMessage
) -> bool:
    """Whether the old toewijzing was ended earlier than on the day before the new one, and nothing holds between."""
    known = of_client(trace, verzoek.client)
    old = next((history for history in known if history.key.toewijzingnummer == one.toewijzingnummer), None)
    if old is None or care_ended(trace, old, bericht):
        return False
    anew = [
        line.history.ingangsdatum
        for line in lines
        if line.history is not old and kinship(old.key, line.history.key) == 0 and line.change.before is None
    ]
    first = lines[0].bericht if lines else bericht
    was = _last_day(old, old.latest(lambda state: state.bericht is None or state.bericht.n < first.n))
    last = _last_day(old, old.after(bericht))
    if not anew or min(was, min(anew) - ONE_DAY) <= last:
        return False
    cover = [
        (history.ingangsdatum, _last_day(history, history.after(bericht)))
        for history in known
        if kinship(old.key, history.key) == 0
    ]
    return bool(gaps(cover, last + ONE_DAY, min(was, min(anew) - ONE_DAY)))


def _last_day(history: History, state: State | None) -> date:
    """The last day on which it holds; the one before its first where it does not."""
    return history.ingangsdatum - ONE_DAY if state is None or history.is_cancellation(state) else state.last_day
