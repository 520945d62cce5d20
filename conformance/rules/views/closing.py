"""How care is closed: each withdrawal and each stop, and what its sender knew of the other's (AF-01 .. AF-04)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.rules.views.care.reports import STOP, Report, definite_stop, reports
from migratietoets.conformance.rules.views.desk import changes_2020, endings
from migratietoets.conformance.rules.views.knowledge import knew, said_before
from migratietoets.conformance.rules.views.requests.granted import granted_on
from migratietoets.conformance.rules.views.rights.succession import successions
from migratietoets.conformance.trace.history import Change, History, Kind, State
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.berichten.verzoek import Wijzigingsverzoek
from migratietoets.istandaard.codelijsten.codes import EXTENSION, REACTIONS
from migratietoets.istandaard.history import CAUSED_BY_CLIENT
from migratietoets.istandaard.succession import kinship
from migratietoets.istandaard.varianten import einddatum_compulsory

BEGUN_BY_AANBIEDER = frozenset({"aanbieder", "wijzigingsverzoek"})
"""Occasions of a withdrawal that came from the aanbieder, outside the messages."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A line of a 301 that ends a toewijzing earlier, or says again, with another reason perhaps, that it does.

    Attributes:
        fills: it may not mean the end of the care: the einddatum that its form requires was missing, and no reason of
            the client or the aanbieder says that care ends (BS-01, CD076); or it was moved later as an extension (04).
        cancels: it counts as never sent.
    """

    history: History
    after: State
    bericht: SentMessage
    fills: bool
    cancels: bool

    @property
    def einddatum(self) -> date:
        """The last day since."""
        return self.after.last_day

    @property
    def reden(self) -> str | None:
        """RedenWijziging."""
        return self.after.reden


def _fills(change: Change) -> bool:
    content, before, after = change.after.content, change.before, change.after
    required = einddatum_compulsory(content.frequentie, budget=content.budget is not None)
    return before is not None and before.einddatum is None and required and after.reden not in CAUSED_BY_CLIENT


def _withdrawals(history: History, changes: Iterable[Change]) -> Iterator[Withdrawal | None]:
    """After each change the withdrawal that stands: the change itself, or the one before; None when it was undone.

    One that is moved to a later day still stands, until the toewijzing ends as late as it did before.
    """
    last: Withdrawal | None = None
    until = date.max
    for change in changes:
        bericht, kinds, after = change.after.bericht, change.kinds, change.after
        assert bericht is not None
        if kinds & {Kind.SHORTENED, Kind.CANCELLED} and change.before is not None:
            if last is None:
                until = change.before.last_day
            last = Withdrawal(history, after, bericht, _fills(change), Kind.CANCELLED in kinds)
        elif Kind.GRANTED in kinds or after.last_day >= until:
            last = None
        elif last is not None and not (kinds == {Kind.REPEATED} and after.reden in {None, last.reden}):
            either = last.fills or (Kind.EXTENDED in kinds and after.reden == EXTENSION)
            last = Withdrawal(history, after, bericht, either, last.cancels and Kind.EXTENDED not in kinds)
        yield last


@view
def withdrawals(trace: Trace) -> tuple[Withdrawal, ...]:
    """Every withdrawal in the trace, each against the stand before it; a cancelled new toewijzing was never there."""
    return tuple(
        one
        for history in trace.histories.values()
        for change, one in zip(history.changes, _withdrawals(history, history.changes), strict=True)
        if one is not None and one.after is change.after
    )


def extensions(trace: Trace) -> Iterator[Withdrawal]:
    """Every line that has a toewijzing end later, where no withdrawal or stop stood: the care just goes on."""
    for history in trace.histories.values():
        stood: Withdrawal | None = None
        for change, since in zip(history.changes, _withdrawals(history, history.changes), strict=True):
            bericht = change.after.bericht
            runs = bericht is not None and stood is None and definite_stop(trace, history, bericht) is None
            if bericht is not None and runs and change.kinds == {Kind.EXTENDED}:
                yield Withdrawal(history, change.after, bericht, fills=False, cancels=False)
            stood = since


def withdrawal_known(history: History, stop: SentMessage) -> Withdrawal | None:
    """The withdrawal that stood, as the sender of a stop knew it."""
    known = (change for change in history.changes if change.after.bericht and knew(stop, change.after.bericht))
    return next(reversed(list(_withdrawals(history, known))), None)


@view
def stops(trace: Trace) -> tuple[Report, ...]:
    """Every definite stop that counts; a temporary one closes nothing."""
    return tuple(
        one for one in reports(trace) if one.bericht.kind == STOP and not (one.refused or one.removes or one.temporary)
    )


def own_stop_known(trace: Trace, withdrawal: Withdrawal) -> Report | None:
    """The stop that stood, as the gemeente knew it when it withdrew, unless it only answered the gemeente itself."""
    stop = definite_stop(trace, withdrawal.history, withdrawal.bericht)
    return None if stop is None or stop.product.reden_beeindiging in REACTIONS else stop


def grants_change(trace: Trace, withdrawal: Withdrawal) -> bool:
    """The 301 grants a 317 that asked to change this toewijzing (IV093, TR363)."""
    return changes_as_asked(trace, withdrawal.history, withdrawal.bericht)


def changes_as_asked(trace: Trace, history: History, bericht: SentMessage) -> bool:
    """A 301 grants a 317 that asked to change a toewijzing."""
    return isinstance(granted_on(trace, history, bericht), Wijzigingsverzoek)


def grants_new(withdrawal: Withdrawal) -> bool:
    """The 301 that grants the change holds another toewijzing beside it: more than an einddatum was changed."""
    reference = {line.product.referentie_aanbieder for line in withdrawal.bericht.lines} - {None}
    return any(
        line.key != withdrawal.history.key and line.product.referentie_aanbieder in reference
        for line in withdrawal.bericht.lines
    )


def begun_outside(trace: Trace, withdrawal: Withdrawal) -> bool:
    """Something outside the messages says that the aanbieder began it: a change of 2020, a notice, the desk itself."""
    key, bericht = withdrawal.history.key, withdrawal.bericht
    orders = endings(trace).get(withdrawal.history, ())
    if any(one.occasion in BEGUN_BY_AANBIEDER and one.instruction.given_before(bericht) for one in orders):
        return True
    changes = (one for one in changes_2020(trace) if one.instruction.given_before(bericht))
    if any(one.asked.client.bsn == key.bsn for one in changes):
        return True
    return any(one.sender == "aanbieder" and one.bsn == key.bsn for one in said_before(trace, bericht))


def occasion(trace: Trace, withdrawal: Withdrawal) -> str | None:
    """What came before it, as the desk said that ordered it; None where it was not ordered so."""
    said = [
        one.occasion
        for one in endings(trace).get(withdrawal.history, ())
        if one.instruction.given_before(withdrawal.bericht)
        and (withdrawal.cancels or one.einddatum == withdrawal.einddatum)
    ]
    return said[-1] if said else None


def told_by_gemeente(trace: Trace, stop: Report) -> bool:
    """The gemeente had said something about this client outside the messages before the stop."""
    who = stop.bericht.bsn
    return any(one.sender == "gemeente" and one.bsn in {None, who} for one in said_before(trace, stop.bericht))


def is_migration(trace: Trace, withdrawal: Withdrawal) -> bool:
    """Another toewijzing took its place, or was granted for the same care in the same message, adjoining or not."""
    granted = (one for one in trace.histories.values() if one.first.bericht is withdrawal.bericht)
    beside = any(kinship(withdrawal.history.key, one.key) is not None for one in granted)
    return beside or bool(successions(trace).children(withdrawal.history))
