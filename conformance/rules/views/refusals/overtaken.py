"""What happened since a 301 was refused, that makes a line of it needless (AC-09)."""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.views.care.reports import definite_stop
from migratietoets.conformance.rules.views.naming import Reference
from migratietoets.conformance.rules.views.requests.asked import HONOUR, decided
from migratietoets.conformance.rules.views.requests.verzoeken import Decision, Verzoek, verzoeken
from migratietoets.conformance.trace.message import Bericht301Line, SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct


def overtaken(trace: Trace, bericht: SentMessage, line: Bericht301Line, due: date) -> bool:
    """Whether another order about it came, the care stopped for good, or the request was decided otherwise in time.

    Args:
        trace: where that is looked for.
        bericht: the 301 that was refused.
        line: its line.
        due: the last day to send it again: a decision after that comes too late to make it needless.
    """
    history = trace.histories.get(line.key)
    if history is not None and definite_stop(trace, history) is not None:
        return True
    if any(
        one.at >= bericht.at
        and one.command in {"trek_in", "wijzig_einddatum"}
        and Reference.read(one.params["toewijzing"]).fits_but_for_the_day(line.key)
        for one in trace.instructions
    ):
        return True
    return any(_changed_since(bericht, due, decisions) for decisions in _decisions(trace, bericht, line))


def _changed_since(bericht: SentMessage, due: date, decisions: list[Decision]) -> bool:
    """It was honoured when the 301 was sent, and in the end it is not, as the desk decided in time."""
    before = [one for one in decisions if one.at <= bericht.at]
    since = [one for one in decisions if one.at > bericht.at and one.what != HONOUR]
    honoured = bool(before) and before[-1].what == HONOUR
    return honoured and decisions[-1].what != HONOUR and bool(since) and since[0].day <= due


def _decisions(trace: Trace, bericht: SentMessage, line: Bericht301Line) -> Iterator[list[Decision]]:
    """The decisions on each request, or change of 2020, that a line may be the result of, oldest first."""
    who = bericht.client
    for verzoek in verzoeken(trace):
        if verzoek.client == who and _answers(verzoek, line):
            yield list(verzoek.decisions)
    changes: dict[Reference, list[Decision]] = {}
    for one in decided(trace):
        change = one.change_2020
        if change is not None and change.client == who:
            new = (change.toewijzing.categorie, change.wish.ingangsdatum) == (line.key.categorie, line.key.ingangsdatum)
            if new or change.toewijzing.fits(line.key):
                changes.setdefault(change.toewijzing, []).append(Decision(one.at, one.what[0]))
    yield from changes.values()


def _answers(verzoek: Verzoek, line: Bericht301Line) -> bool:
    """Whether a line names a request; or names none, and is of what that asks."""
    named, wanted, key = line.product.referentie_aanbieder, verzoek.wanted, line.key
    if named is not None:
        return named == verzoek.referentie
    if isinstance(wanted, AangevraagdProduct):
        return (wanted.categorie, wanted.code) == (key.categorie, key.code)
    return key.toewijzingnummer in {one.toewijzingnummer for one in wanted.to_change}
