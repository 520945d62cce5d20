"""What was claimed: every prestatie in a trace with the message that holds it, and what the gemeente said of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from migratietoets.conformance.rules.views.claims.volumes import in_minutes
from migratietoets.conformance.rules.views.knowledge import knew, stand_before
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.berichten.bedrag import CREDIT
from migratietoets.istandaard.berichten.declaratie import FACTUUR
from migratietoets.istandaard.berichten.prestatie import Prestatie


class Fate(StrEnum):
    """What became of a prestatie."""

    OPEN = "onbeantwoord"
    APPROVED = "goedgekeurd"
    REJECTED = "afgekeurd"
    REFUSED = "met het hele bericht afgekeurd"


LOST = frozenset({Fate.REJECTED, Fate.REFUSED})
"""What does not count any more, and may be claimed again."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One prestatie of a 303 or 323.

    Attributes:
        answer: the 304 or 325 on its message, or None.
        fate: what that says of it; granted in part counts as approved.
        granted: what was granted, in euro cents without sign; None while there is no answer.
    """

    bericht: SentMessage
    prestatie: Prestatie
    answer: SentMessage | None
    fate: Fate
    granted: int | None

    @property
    def is_credit(self) -> bool:
        """It takes a debit back: it is marked so, or names the prestatie that it takes back (CD060)."""
        return self.prestatie.debet_credit == CREDIT or self.prestatie.previous_referentienummer is not None

    @property
    def is_factuur(self) -> bool:
        """It stands in a 303-F."""
        return self.bericht.declaratie is not None and self.bericht.declaratie.header.kind == FACTUUR

    @property
    def name(self) -> str:
        """The message as the field calls it: 303-D, 303-F or 323."""
        if self.bericht.kind == "323":
            return "323"
        return "303-F" if self.is_factuur else "303-D"

    @property
    def at(self) -> datetime:
        """When it was sent."""
        return self.bericht.at

    def fate_at(self, bericht: SentMessage) -> Fate:
        """What had become of it, as far as the sender of a message knew."""
        return self.fate if self.answer is not None and knew(bericht, self.answer) else Fate.OPEN

    def __str__(self) -> str:
        """As a reader names it, without the client."""
        p = self.prestatie
        what = "credit" if self.is_credit else "prestatie"
        return f"{what} {p.referentienummer} op toewijzing {p.toewijzingnummer or 'zonder nummer'} in de {self.name}"


def _claims_in(bericht: SentMessage, answer: SentMessage | None) -> Iterator[Claimed]:
    assert bericht.declaratie is not None
    says = answer.declaratieantwoord if answer is not None else None
    for prestatie in bericht.declaratie.prestaties:
        number = prestatie.referentienummer
        if says is None:
            fate, granted = Fate.OPEN, None
        elif says.refused:
            fate, granted = Fate.REFUSED, 0
        elif number in says.rejected:
            granted = abs(says.rejected[number])
            fate = Fate.APPROVED if granted else Fate.REJECTED
        else:
            fate, granted = Fate.APPROVED, prestatie.bedrag
        yield Claimed(bericht, prestatie, answer, fate, granted)


@view
def claimed(trace: Trace) -> tuple[Claimed, ...]:
    """Every prestatie that was sent and can be read, in the order of sending."""
    return tuple(
        one
        for bericht in trace.berichten
        if bericht.declaratie is not None
        for one in _claims_in(bericht, trace.answer_to(bericht))
    )


def own_claims(trace: Trace, *, credit: bool) -> Iterator[Claimed]:
    """The debits, or the credits, that the judged aanbieder sent."""
    for one in claimed(trace) if trace.role == "aanbieder" else ():
        if trace.own(one.bericht) and one.is_credit is credit:
            yield one


def volume_of(claims: Iterable[Claimed]) -> int:
    """How much some prestaties claim together, hours as minutes."""
    return sum(in_minutes(one.prestatie.volume, one.prestatie.eenheid) for one in claims)


def debit_of(trace: Trace, credit: Claimed) -> Claimed | None:
    """The debit that a credit takes back: the latest before it with that ReferentieNummer, of the same aanbieder.

    One in the same message counts, and one that was refused only where no other has that number.
    """
    sought = (credit.bericht.aanbieder, credit.prestatie.previous_referentienummer)
    earlier = [
        one
        for one in claimed(trace)
        if (one.bericht.aanbieder, one.prestatie.referentienummer) == sought
        and not one.is_credit
        and one.bericht.n <= credit.bericht.n
    ]
    return max(earlier, key=lambda one: (one.fate_at(credit.bericht) is not Fate.REFUSED, one.bericht.n), default=None)


@view
def credited(trace: Trace) -> dict[int, SentMessage]:
    """The debits that were credited, by identity, with the message that did so first.

    A credit that was refused does nothing; one beside its debit (TR316) leaves nothing of it, whatever becomes of both.
    """
    found: dict[int, SentMessage] = {}
    for one in claimed(trace):
        debit = debit_of(trace, one) if one.is_credit else None
        if debit is not None and (one.fate not in LOST or debit.bericht is one.bericht):
            found.setdefault(id(debit), one.bericht)
    return found


def known_state(history: History, when: SentMessage | datetime) -> State | None:
    """How the aanbieder knew a toewijzing when he sent a message, or at a moment (DC-10).

    None when he did not, or when it was cancelled.
    """
    if not isinstance(when, datetime):
        return stand_before(history, when)
    state = history.latest(lambda one: one.bericht is None or one.bericht.at <= when)
    return None if history.is_cancellation(state) else state


@view
def _toewijzingen(trace: Trace) -> dict[int, tuple[History, State]]:
    return {id(one): found for one in claimed(trace) if (found := _find(trace, one)) is not None}


def _find(trace: Trace, claim: Claimed) -> tuple[History, State] | None:
    p = claim.prestatie
    candidates = []
    for history in trace.histories.values():
        key = history.key
        who = (key.aanbieder, key.bsn, key.toewijzingnummer) == (claim.bericht.aanbieder, p.bsn, p.toewijzingnummer)
        state = stand_before(history, claim.bericht) if who else None
        if state is None:
            continue
        product = product_fits(history, claim)
        held = history.ingangsdatum <= p.einddatum and (state.einddatum or p.begindatum) >= p.begindatum
        if product or p.toewijzingnummer is not None:
            candidates.append((product, product and held, history, state))
    best = max(candidates, key=lambda candidate: candidate[:2], default=None)
    return None if best is None else best[2:]


def toewijzing_of(trace: Trace, claim: Claimed) -> tuple[History, State] | None:
    """The toewijzing a prestatie names, as the aanbieder knew it: by number, else by the other key fields (IV051).

    Of several with that number: one for this product that held in the productperiode, if there is one.
    """
    return _toewijzingen(trace).get(id(claim))


def history_of(trace: Trace, claim: Claimed) -> History | None:
    """The toewijzing a prestatie names, as `toewijzing_of` finds it."""
    found = toewijzing_of(trace, claim)
    return None if found is None else found[0]


def known_debits(trace: Trace, *kinds: str) -> Iterator[tuple[Claimed, tuple[History, State]]]:
    """The debits of the judged aanbieder on a toewijzing he knew, in these messages where any are named."""
    for one in own_claims(trace, credit=False):
        found = toewijzing_of(trace, one) if not kinds or one.bericht.kind in kinds else None
        if found is not None:
            yield one, found


def product_fits(history: History, claim: Claimed) -> bool:
    """Whether the product of a prestatie is, or refines, that of a toewijzing (OP266, OP302)."""
    key, p = history.key, claim.prestatie
    return key.categorie in {None, p.categorie} and key.code in {None, p.code}


def outstanding(trace: Trace, debit: Claimed) -> list[Claimed]:
    """The debits on the same toewijzing that stood when this one was sent, and itself.

    What was rejected or refused by then, or credited, does not use up the toewijzing.
    """
    target = history_of(trace, debit)
    earlier = [
        one
        for one in claimed(trace)
        if one is debit or (one.at <= debit.at and target is not None and history_of(trace, one) is target)
    ]
    credited = {id(debit_of(trace, one)) for one in earlier if one.is_credit and one.fate_at(debit.bericht) not in LOST}
    position = next(i for i, one in enumerate(earlier, start=1) if one is debit)
    return [
        one
        for one in earlier[:position]
        if not one.is_credit and id(one) not in credited and (one is debit or one.fate_at(debit.bericht) not in LOST)
    ]
