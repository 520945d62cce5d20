"""What was claimed or credited in a message that was refused technically: whether it still has to come through (AC-09).

What counts is what the desk asked. A refusal that may be right, because a rule finds something wrong with the message,
asks for nothing here: that rule says it. Nor does one that the gemeente decided at its desk.
"""

from collections.abc import Iterator
from datetime import date

from migratietoets.conformance.rules.rule import ABOUT, ANY, RULES
from migratietoets.conformance.rules.shared.technical import technically_wrong
from migratietoets.conformance.rules.views.claims.deliveries import Delivered, end_of
from migratietoets.conformance.rules.views.claims.ledger import ClaimGroup, Part, groups
from migratietoets.conformance.rules.views.claims.orders import CreditOrder, credit_orders, judgements
from migratietoets.conformance.rules.views.claims.placement import asked_to_claim, no_room_left
from migratietoets.conformance.rules.views.claims.prestaties import LOST, Claimed, Fate, debit_of, own_claims
from migratietoets.conformance.rules.views.refusals.refused import Refused
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, resend_due, term_end
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.kalender import day_of

AC_09 = "AC-09"
REJECT_BERICHT = "bericht_afkeuren"
FAULTS = frozenset({Verdict.FAIL, Verdict.WARN})
CLAIMS = frozenset({"303", "323", ANY})
"""What a rule about claims says that it looks at."""


def refused_claims(trace: Trace) -> Iterator[tuple[SentMessage, Refused]]:
    """Every delivery and every credit of the judged aanbieder in a message that was refused, in order of sending."""
    for bericht in trace.from_system("303", "323"):
        if trace.refused(bericht):
            needless = _decided(trace, bericht) or _faulty(trace, bericht)
            for part in (*_deliveries(trace, bericht, needless=needless), *_credits(trace, bericht, needless=needless)):
                yield bericht, part


def _decided(trace: Trace, bericht: SentMessage) -> bool:
    """Whether the gemeente refused it because somebody at its desk said so: what he wants instead is not known."""
    answer = trace.answer_to(bericht)
    return any(
        (one.aanbieder, one.decision) == (bericht.aanbieder, REJECT_BERICHT)
        and bericht.at <= one.order.at
        and (answer is None or one.order.at <= answer.at)
        for one in judgements(trace)
    )


def _faulty(trace: Trace, bericht: SentMessage) -> bool:
    """Whether a rule about claims finds something wrong with it, so that the refusal may be right."""
    return technically_wrong(bericht) or bericht.n in _found_faulty(trace)


@view
def _found_faulty(trace: Trace) -> frozenset[int]:
    """The claims with which a rule that looks at them finds something wrong, by their number."""
    return frozenset(
        finding.bericht.n
        for rule_id, about in ABOUT.items()
        if rule_id != AC_09 and not CLAIMS.isdisjoint(about.looks_at)
        for finding in RULES[rule_id](trace)
        if finding.verdict in FAULTS and finding.bericht is not None
        if not {finding.bericht.kind, ANY}.isdisjoint(about.looks_at)
    )


def _term(trace: Trace, bericht: SentMessage, *others: date) -> date:
    """Five working days, counted from the refusal or from a later day on which it could first be done."""
    return max([resend_due(trace, [bericht]), *(term_end(day, WORKING_DAYS_REACTION) for day in others)])


def _deliveries(trace: Trace, bericht: SentMessage, *, needless: bool) -> Iterator[Refused]:
    for group in groups(trace):
        lost = [part for part in group.parts if _is_lost(part.bundle.claims[0], bericht) and group.measurable]
        again = {id(part.delivery): _claimed_again(group, part) for part in lost}
        rests = {id(part): _rest(group, part) if again[id(part.delivery)] else part.volume for part in lost}
        for part in lost:
            one, came = part.delivery, again[id(part.delivery)]
            beside = sum(rests[id(other)] for other in lost if _place(other) is _place(part))
            asked = asked_to_claim(trace, one, part.possible)
            gone = needless or not part.well_placed or any(_is_about(order, one) for order in credit_orders(trace))
            wanted = True if trace.desk_visible and asked is not None else None
            needed = False if gone or no_room_left(group, one, part.possible, beside) else wanted
            asked_on = [] if asked is None else [day_of(asked)]
            due = _term(trace, bericht, *asked_on, *map(end_of, part.possible.periods))
            yield Refused(f"{one} op {one.history}", came, needed, due)
            if came and rests[id(part)]:
                rest = f"wat nog ontbreekt ({rests[id(part)]}, uren als minuten geteld) van {one} op {one.history}"
                yield Refused(rest, (), needed, due)


def _rest(group: ClaimGroup, lost: Part) -> int:
    """What of a refused delivery did not go again with the part that did; nothing where that cannot be said.

    That is so where something else is claimed beyond what was delivered, and where it had been refused before: whether
    the sender has anything left to mend then, a refusal does not say.
    """
    sent = lost.bundle.bericht.n
    others = [part for part in group.parts if part.delivery is lost.delivery and part.bundle is not lost.bundle]
    before = any(part.bundle.bericht.n < sent and part.bundle.claims[0].fate in LOST for part in others)
    if before or any(bundle.period == lost.bundle.period and group.unexplained(bundle) for bundle in group.bundles):
        return 0
    later = [part for part in others if part.bundle.bericht.n > sent]
    hidden = sum(max(0, part.bundle.rounding - 1) for part in (lost, *later))
    return max(0, lost.volume - sum(part.volume for part in later) - hidden)


def _is_lost(claim: Claimed, bericht: SentMessage) -> bool:
    return claim.bericht is bericht and claim.fate is Fate.REFUSED


def _place(part: Part) -> History | None:
    """On which toewijzing it was claimed."""
    return part.possible.toewijzing(part.bundle.period)


def _is_about(order: CreditOrder, delivery: Delivered) -> bool:
    return order.history is delivery.history and order.geleverd == delivery.geleverd


def _claimed_again(group: ClaimGroup, lost: Part) -> tuple[SentMessage, ...]:
    """The messages that hold the delivery after all, or may: they claim more of its period than was left to claim."""
    found = {
        bundle.bericht.n: bundle.bericht
        for bundle in group.bundles
        if bundle.bericht is not lost.bundle.bericht
        and (
            (
                any(part.delivery is lost.delivery and part.bundle is bundle for part in group.parts)
                and bundle.bericht.n > lost.bundle.bericht.n
            )
            or (bundle.period == lost.bundle.period and group.unexplained(bundle))
        )
    }
    return tuple(found[n] for n in sorted(found))


def _credits(trace: Trace, bericht: SentMessage, *, needless: bool) -> Iterator[Refused]:
    every = list(own_claims(trace, credit=True))
    for credit in (one for one in every if _is_lost(one, bericht)):
        debit = debit_of(trace, credit)
        if debit is None:
            continue
        again = [one.bericht for one in every if one.bericht is not bericht and debit_of(trace, one) is debit]
        orders = [order for order in credit_orders(trace) if order.at <= bericht.at and _asks(trace, order, debit)]
        wanted = True if trace.desk_visible and orders else None
        yield Refused(f"credit van {debit}", tuple(again), False if needless else wanted, _term(trace, bericht))


def _asks(trace: Trace, order: CreditOrder, debit: Claimed) -> bool:
    """Whether an order asks to credit the prestatie that holds a delivery."""
    return any(
        _is_about(order, part.delivery) and any(claim is debit for claim in part.bundle.claims)
        for group in groups(trace)
        for part in group.parts
    )
