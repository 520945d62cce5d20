"""In which period each delivery was claimed: what was claimed per period, laid beside what was delivered.

A prestatie holds a volume, not the deliveries in it. So per client, aanbieder and product the deliveries are laid in
the periods where they belong; where less was claimed there, the deliveries nearest to a period in which more was
claimed than belongs there are found in that one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from migratietoets.conformance.rules.views.claims import (
    Claimed,
    Fate,
    claimed,
    debit_of,
    history_of,
    known_state,
    volume_of,
)
from migratietoets.conformance.rules.views.deliveries import (
    Delivered,
    Possible,
    afspraken,
    claim_instructions,
    deliveries,
    end_of,
    period_of,
    possible,
)
from migratietoets.conformance.rules.views.terms import term_end
from migratietoets.conformance.rules.views.volumes import at_most, in_minutes, in_total
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.codelijsten.codes import HOUR, MINUTE
from migratietoets.istandaard.kalender import MONTHLY, day_of, four_week_periods, month_name
from migratietoets.istandaard.releases import END_OF_2020, START_30

HALF_HOUR = 30
MAX_MATCHED = 12
"""With more deliveries in one period their volumes are not matched exactly: that would take too long."""
PERIODS_WEEK_53 = (four_week_periods()[-1].name, month_name(END_OF_2020), month_name(START_30))
"""Where output of week 53 may be claimed, by whatever division of 2020."""
WORKING_DAYS_CLAIM = 5
"""Working days after which a claim that the desk asked for is missed; the standard gives no term."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a delivery was claimed.

    Attributes:
        possible: where that may be, as things stood when it was claimed.
        period: the name of the period in which it was; None when it was not claimed.
        claims: the prestaties in that period that may hold it.
        asked: when the desk asked to claim the period in which it belongs; None when that was not asked.
        used_up: it was not claimed because the toewijzing was used up.
        double: of output of week 53: in the periods that could hold it more was claimed than belongs there.
    """

    delivery: Delivered
    possible: Possible
    period: str | None
    claims: tuple[Claimed, ...]
    asked: datetime | None
    used_up: bool
    double: bool

    @property
    def well_placed(self) -> bool:
        """It was claimed in a period where it may be."""
        return self.period in self.possible.periods

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
        return f"{' en '.join(sorted(self.berichten))} over {self.period}"

    def was_due(self, trace: Trace) -> bool:
        """It was asked to claim it, and there was time enough to do so before the end of the trace."""
        return self.asked is not None and term_end(day_of(self.asked), WORKING_DAYS_CLAIM) <= trace.end


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """What was delivered and claimed of one product, for one client at one aanbieder, in volumes of one eenheid."""

    trace: Trace
    deliveries: tuple[Delivered, ...]
    claims: tuple[Claimed, ...]

    def period(self, claim: Claimed) -> str:
        """The period of a prestatie."""
        p = claim.prestatie
        how = afspraken(self.trace, claim.bericht.aanbieder or "", claim.bericht.at)
        return period_of(p.begindatum, p.einddatum, how.division if how else MONTHLY)


@view
def groups(trace: Trace) -> tuple[ClaimGroup, ...]:
    """Deliveries with the prestaties of the same client, aanbieder and product."""
    delivered: dict[tuple[object, ...], list[Delivered]] = defaultdict(list)
    for one in deliveries(trace):
        key = one.history.key
        delivered[key.aanbieder, key.bsn, one.categorie, one.code].append(one)
    claims: dict[tuple[object, ...], list[Claimed]] = defaultdict(list)
    for claim in claimed(trace):
        p = claim.prestatie
        claims[claim.bericht.aanbieder, p.bsn, p.categorie, p.code].append(claim)
    return tuple(ClaimGroup(trace, tuple(parts), tuple(claims[who])) for who, parts in delivered.items())


@view
def placements(trace: Trace) -> tuple[Placed, ...]:
    """Where each registered delivery was claimed, in the order of registration."""
    out = {one: placed for group in groups(trace) for one, placed in _place(group).items()}
    return tuple(out[one] for one in deliveries(trace))


def _volumes(group: ClaimGroup) -> tuple[dict[str, int], dict[str, int]]:
    """Per period what was ever claimed, and what still stands: without refused messages and credited prestaties."""
    ever: dict[str, int] = defaultdict(int)
    stands: dict[str, int] = defaultdict(int)
    for claim in group.claims:
        p = claim.prestatie
        volume = in_minutes(p.volume, p.eenheid)
        if not claim.is_credit:
            ever[group.period(claim)] += volume
            stands[group.period(claim)] += volume * (claim.fate is not Fate.REFUSED)
        elif claim.fate is not Fate.REFUSED:
            debit = debit_of(group.trace, claim)
            stands[group.period(debit or claim)] -= volume
    return ever, stands


def _possible_then(group: ClaimGroup, delivery: Delivered) -> Possible:
    """Where it may be claimed: in each message as things stood when that was sent, else as they stood in the end."""
    trace, aanbieder = group.trace, delivery.history.key.aanbieder
    for claim in group.claims:
        options = possible(trace, delivery, claim.bericht.at)
        if group.period(claim) in options.periods and not claim.is_credit:
            return options
    instructions = claim_instructions(trace, aanbieder)
    moments = [c.bericht.at for c in group.claims] or [instruction.at for instruction in instructions]
    return possible(trace, delivery, max([delivery.at, *moments]))


def _asked(trace: Trace, delivery: Delivered, options: Possible) -> datetime | None:
    """When the desk first asked, after its registration, for a period in which a delivery may be claimed."""
    first = min(map(end_of, options.periods), default=date.max)
    for instruction in claim_instructions(trace, delivery.history.key.aanbieder):
        if instruction.at >= delivery.at and date.fromisoformat(instruction.params["tot_en_met"]) >= first:
            return instruction.at
    return None


def _used_up(group: ClaimGroup, delivery: Delivered, options: Possible) -> bool:
    """What is claimed on the toewijzing leaves nothing for a delivery: in its period, in all, or of the budget."""
    for period in options.periods:
        history = options.toewijzing(period)
        if history is not None and _used_up_in(group, delivery, period, history):
            return True
    return False


def _used_up_in(group: ClaimGroup, delivery: Delivered, period: str, history: History) -> bool:
    claims = [c for c in group.claims if not c.is_credit and history_of(group.trace, c) is history]
    state = known_state(group.trace, history, claims[-1].at) if claims else None
    if state is None:
        return False
    omvang, budget = state.content.omvang, state.content.budget
    if budget is not None and budget - sum(c.prestatie.bedrag for c in claims) < (delivery.tarief or 1):
        return True
    if omvang is None:
        return False
    limits = [(claims, in_total(omvang, history.ingangsdatum, state.einddatum))]
    here = [c for c in claims if group.period(c) == period]
    if here:
        start = max(here[0].prestatie.begindatum, history.ingangsdatum)
        end = min(here[0].prestatie.einddatum, state.einddatum or date.max)
        limits.append((here, at_most(omvang, start, end, state.einddatum, delivery.uitvoering)))
    return any(limit is not None and volume_of(part) >= in_minutes(limit, omvang.eenheid) for part, limit in limits)


def _distance(delivery: Delivered, periods: Iterable[str]) -> int:
    """How near a delivery lies to the nearest of some periods, in days."""
    return min((abs((end_of(p) - delivery.end).days) for p in periods), default=0)


def _slack(group: ClaimGroup, period: str) -> int:
    """How many minutes whole hours may hide in a period (IV079); nothing where no minutes were delivered."""
    if all(one.eenheid != MINUTE for one in group.deliveries):
        return 0
    here = [c for c in group.claims if group.period(c) == period and c.prestatie.eenheid == HOUR]
    return HALF_HOUR * len(here)


def _staying(here: list[Delivered], claimed_volume: int, slack: int = 0) -> list[Delivered]:
    """Which deliveries of a period are in what was claimed there, those that should go last at the end of the list.

    Where less was claimed than was delivered: those that make up exactly that volume, otherwise as many as it holds.
    Volumes may differ by what rounding hides.
    """
    volumes = {one: in_minutes(one.volume, one.eenheid) for one in here}
    if sum(volumes.values()) <= claimed_volume + slack:
        return here
    if len(here) <= MAX_MATCHED:
        for count in range(len(here) - 1, 0, -1):
            for part in combinations(here, count):
                if abs(sum(volumes[one] for one in part) - claimed_volume) <= slack:
                    return list(part)
    kept, rest = [], claimed_volume
    for one in here:
        if rest > 0:
            kept.append(one)
            rest -= volumes[one]
    return kept


def _place(group: ClaimGroup) -> dict[Delivered, Placed]:
    ever, left = _volumes(group)
    options_of = {one: _possible_then(group, one) for one in group.deliveries}
    elsewhere = {one: [p for p in ever if p not in options_of[one].periods] for one in group.deliveries}
    fixed: dict[str, list[Delivered]] = defaultdict(list)
    undecided: list[Delivered] = []
    for one in sorted(group.deliveries, key=lambda one: -_distance(one, elsewhere[one])):
        periods = [p for p in options_of[one].periods if ever.get(p)]
        if len(periods) == 1:
            fixed[periods[0]].append(one)
        else:
            undecided.append(one)
    where: dict[Delivered, str] = {}
    for period, here in fixed.items():
        where |= dict.fromkeys(_staying(here, ever[period], _slack(group, period)), period)
    for period in left:
        left[period] -= 2 * _slack(group, period)
    for one, period in where.items():
        ever[period] -= in_minutes(one.volume, one.eenheid)
        left[period] -= in_minutes(one.volume, one.eenheid)
    undecided.sort(key=lambda one: not options_of[one].periods)
    for one in [*(one for here in fixed.values() for one in here if one not in where), *undecided]:
        fitting = [p for p in options_of[one].periods if ever.get(p, 0) > 0] or [
            p for p in elsewhere[one] if left[p] > 0
        ]
        if fitting:
            where[one] = max(
                fitting, key=lambda p: (min(left[p], in_minutes(one.volume, one.eenheid)), -_distance(one, [p]))
            )
            ever[where[one]] -= in_minutes(one.volume, one.eenheid)
            left[where[one]] -= in_minutes(one.volume, one.eenheid)
    return {
        one: Placed(
            one,
            options_of[one],
            where.get(one),
            tuple(c for c in group.claims if not c.is_credit and group.period(c) == where.get(one)),
            _asked(group.trace, one, options_of[one]),
            used_up=one not in where and _used_up(group, one, options_of[one]),
            double=one.is_week_53 and any(left.get(p, 0) > 0 for p in PERIODS_WEEK_53),
        )
        for one in group.deliveries
    }
