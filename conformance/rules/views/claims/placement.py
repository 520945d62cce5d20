"""In which period each delivery was claimed, whole or in part, and whether it had to be."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from migratietoets.conformance.rules.views.claims.deliveries import (
    Delivered,
    Possible,
    deliveries,
    end_of,
    possible,
    span_of,
)
from migratietoets.conformance.rules.views.claims.ledger import ClaimGroup, Part, groups
from migratietoets.conformance.rules.views.claims.orders import claim_orders
from migratietoets.conformance.rules.views.claims.prestaties import (
    LOST,
    Claimed,
    claimed,
    credited,
    history_of,
    known_state,
    volume_of,
)
from migratietoets.conformance.rules.views.claims.volumes import at_most, comparable, in_minutes, in_total
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.rules.words import days_text
from migratietoets.conformance.trace.history import History, State
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.kalender import day_of, four_week_periods, month_name
from migratietoets.istandaard.releases import END_OF_2020, START_30

PERIODS_WEEK_53 = (four_week_periods()[-1].name, month_name(END_OF_2020), month_name(START_30))
"""Where output of week 53 may be claimed, by whatever division of 2020."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a delivery was claimed.

    Attributes:
        possible: where that may be, as things stood when it was claimed.
        period: the name of the period in which it, or the part that is in the wrong place, was; None when it was not
            claimed.
        well_placed: all of it that was claimed was claimed where it may be.
        claims: the prestaties in that period that may hold it.
        asked: when the desk asked to claim the period in which it belongs; None when that was not asked.
        missing: what of it was never claimed, hours as minutes.
        exempt: what is missing need not be claimed: the toewijzing leaves no room for it, or has no number.
        double: of output of week 53: in the periods that could hold it more was claimed than belongs there, or one part
            in each.
    """

    delivery: Delivered
    possible: Possible
    period: str | None
    well_placed: bool
    claims: tuple[Claimed, ...]
    asked: datetime | None
    missing: int
    exempt: bool
    double: bool

    @property
    def berichten(self) -> frozenset[str]:
        """The messages that may hold it: 303-D, 303-F, 323."""
        return frozenset(claim.name for claim in self.claims)

    def stands_in(self, *berichten: str) -> bool:
        """A prestatie in its period that may hold it stands in one of these messages: 303-D, 303-F, 323."""
        return not self.berichten.isdisjoint(berichten)

    @property
    def found(self) -> str:
        """Where it was found, for a reader."""
        if self.period is None:
            return "niet gedeclareerd"
        where = f"{' en '.join(sorted(self.berichten))} over {self.period}"
        if self.misses_the_day:
            p = self.claims[0].prestatie
            where = f"{where}, productperiode {days_text(p.begindatum, p.einddatum)}"
        return f"maar voor een deel in een {where}" if self.missing and self.well_placed else where

    @property
    def misses_the_day(self) -> bool:
        """It was claimed in the right period, on days to which it does not belong: those of another toewijzing."""
        return self.period in self.possible.periods and not self.well_placed

    def was_due(self, trace: Trace) -> bool:
        """It was asked to claim it, and there was time enough to do so before the end of the trace."""
        return self.asked is not None and term_end(day_of(self.asked), WORKING_DAYS_REACTION) <= trace.end


@view
def placements(trace: Trace) -> tuple[Placed, ...]:
    """Where each registered delivery was claimed, in the order of registration."""
    out = {id(one): _placed(group, one) for group in groups(trace) for one in group.deliveries}
    return tuple(out[id(one)] for one in deliveries(trace))


def _placed(group: ClaimGroup, one: Delivered) -> Placed:
    parts = [part for part in group.parts if part.delivery is one]
    shown = next((part for part in parts if not part.well_placed), next(iter(parts), None))
    options = _possible_now(group, one) if shown is None else shown.possible
    missing = in_minutes(one.volume, one.eenheid) - sum(part.volume for part in parts)
    missing = max(0, missing - sum({id(p.bundle): max(0, p.bundle.rounding - 1) for p in parts}.values()))
    if not group.measurable and parts:
        missing = 0
    return Placed(
        one,
        options,
        None if shown is None else shown.bundle.period,
        shown is not None and shown.well_placed,
        () if shown is None else _claims_of(parts, shown),
        asked_to_claim(group.trace, one, options),
        missing,
        exempt=bool(missing) and _exempt(group, one, options, missing),
        double=one.is_week_53 and (_claimed_too_much(group) or _in_both(parts)),
    )


def _claimed_too_much(group: ClaimGroup) -> bool:
    return any(bundle.period in PERIODS_WEEK_53 and group.unexplained(bundle) for bundle in group.bundles)


def _in_both(parts: list[Part]) -> bool:
    """Whether parts of one delivery stood in two periods at once, each of which might have held it."""
    right = [part for part in parts if part.well_placed]
    return any(
        one.bundle.period != other.bundle.period and one.bundle.stands_at(other.bundle.bericht)
        for one in right
        for other in right
    )


def _claims_of(parts: list[Part], shown: Part) -> tuple[Claimed, ...]:
    """The prestaties that hold parts of it in the same place, right or wrong."""
    return tuple(
        claim for p in parts if p.well_placed is shown.well_placed and p.bundle.period == shown.bundle.period
        for claim in p.bundle.claims
    )  # fmt: skip


def _possible_now(group: ClaimGroup, delivery: Delivered) -> Possible:
    """Where what was not claimed may be, as things stood when it could have been for the last time."""
    trace = group.trace
    orders = claim_orders(trace, delivery.history.key.aanbieder)
    moments = [c.bericht.at for c in group.debits] or [order.at for order in orders]
    return possible(trace, delivery, max([delivery.at, *moments]))


def asked_to_claim(trace: Trace, delivery: Delivered, options: Possible) -> datetime | None:
    """When the desk first asked, after its registration, for a period in which a delivery may be claimed."""
    first = min(map(end_of, options.periods), default=date.max)
    for order in claim_orders(trace, delivery.history.key.aanbieder):
        if order.at >= delivery.at and order.until >= first:
            return order.at
    return None


def no_room_left(group: ClaimGroup, delivery: Delivered, then: Possible, missing: int) -> bool:
    """In the end nothing of a delivery has a place any more, or that leaves no room for what is missing."""
    now = possible(group.trace, delivery, _last_moment(group.trace))
    return not set(then.periods) & set(now.periods) or _exempt(group, delivery, now, missing, in_the_end=True)


def _last_moment(trace: Trace) -> datetime:
    return max(bericht.at for bericht in trace.berichten)


def _exempt(
    group: ClaimGroup, delivery: Delivered, options: Possible, missing: int, *, in_the_end: bool = False
) -> bool:
    """No toewijzing leaves room for what is missing of a delivery, or the 323 cannot name it: it has no number."""
    for period in options.periods:
        history = options.toewijzing(period)
        if history is None:
            continue
        in_323 = any(place.message == "323" for place in options.places if place.period == period)
        unnamed = in_323 and history.key.toewijzingnummer is None
        if unnamed or _too_large(group, delivery, period, history, missing, in_the_end=in_the_end):
            return True
    return False


def _too_large(  # all of it says whether something fits
    group: ClaimGroup, delivery: Delivered, period: str, history: History, missing: int, *, in_the_end: bool
) -> bool:
    """It does not fit in what is left: in its period, in all, or of the budget; there is no duty to claim a part."""
    trace = group.trace
    claims = _standing(group, history, in_the_end=in_the_end)
    then = claims[-1].bericht if claims else max(delivery.at, _last_order(trace, delivery))
    state = known_state(history, _last_moment(trace) if in_the_end else then)
    if state is None:
        return in_the_end
    content = state.content
    if content.budget is not None:
        worth = Fraction(missing, in_minutes(1, delivery.eenheid)) * (delivery.tarief or 1)
        return content.budget - sum(c.prestatie.bedrag for c in claims) < worth
    if content.omvang is None or not comparable(content.omvang.eenheid, delivery.eenheid):
        return False
    here = [c for c in claims if group.period(c) == period]
    return any(
        limit is not None and volume_of(some) + missing > in_minutes(limit, content.omvang.eenheid)
        for some, limit in (
            (claims, in_total(content.omvang, history.ingangsdatum, state.einddatum)),
            (here, _most_in(period, history, state, delivery)),
        )
    )


def _standing(group: ClaimGroup, history: History, *, in_the_end: bool) -> list[Claimed]:
    """The debits on a toewijzing that counted when the last of them was sent, as far as the aanbieder knew; or count.

    One of the product that names no toewijzing he knew takes up room as well: what is wrong with it OP276 says.
    """
    trace, own = group.trace, set(map(id, group.debits))
    every = [
        c
        for c in claimed(trace)
        if not c.is_credit and ((found := history_of(trace, c)) is history or (found is None and id(c) in own))
    ]
    gone = credited(trace)
    return [
        c for c in every if id(c) not in gone and (c.fate if in_the_end else c.fate_at(every[-1].bericht)) not in LOST
    ]


def _last_order(trace: Trace, delivery: Delivered) -> datetime:
    return max((order.at for order in claim_orders(trace, delivery.history.key.aanbieder)), default=delivery.at)


def _most_in(period: str, history: History, state: State, delivery: Delivered) -> int | None:
    """The most of a toewijzing in a period."""
    start, end = span_of(period)
    start, end = max(start, history.ingangsdatum), min(end, state.einddatum or end)
    omvang = state.content.omvang
    if omvang is None or start > end:
        return None
    return at_most(omvang, start, end, state.einddatum, delivery.uitvoering)
