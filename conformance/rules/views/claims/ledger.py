"""The ledger of claims: which deliveries each prestatie holds, by quantity, and what stands at each moment.

A prestatie holds a volume, not the deliveries in it. So per client, aanbieder and product each message is laid beside
what was delivered and not claimed yet: first where that may be claimed in its period, then, for what is left of it,
anything nearest. What was rejected, refused or credited by then may be claimed again.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations

from migratietoets.conformance.rules.views.claims.deliveries import (
    Delivered,
    Possible,
    afspraken,
    deliveries,
    end_of,
    period_of,
    possible,
)
from migratietoets.conformance.rules.views.claims.prestaties import LOST, Claimed, Fate, claimed, credited
from migratietoets.conformance.rules.views.claims.volumes import MINUTES_PER_HOUR, comparable, in_minutes
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.codelijsten.codes import HOUR, MINUTE
from migratietoets.istandaard.kalender import MONTHLY

HALF_HOUR = 30
MAX_MATCHED = 12
"""With more deliveries in one period their volumes are not matched exactly: that would take too long."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The debits of one product in one message and productperiode, of which the same became.

    Attributes:
        credited: the message that takes them back, or None.
        volume: together, hours as minutes.
        rounding: what whole hours may hide of it (IV079).
    """

    bericht: SentMessage
    period: str
    claims: tuple[Claimed, ...]
    credited: SentMessage | None
    volume: int
    rounding: int

    def may_hold(self, delivery: Delivered, options: Possible) -> bool:
        """Whether a delivery may be claimed here: in its period, and on one of the days that it names itself (IV084).

        Where 4 weeks begin nobody can hold against an aanbieder; that they hold the day is for himself to say. Of
        output it is enough that a day of its week is named; when that goes in a 303, the parties agree on themselves.
        """
        if self.period not in options.periods:
            return False
        start, end = self.productperiode
        if delivery.is_output:
            return self.bericht.kind == "303" or (start <= delivery.end and delivery.start <= end)
        return start <= delivery.start <= end

    @property
    def productperiode(self) -> tuple[date, date]:
        """The first and the last day it is about, as its prestaties say."""
        p = self.claims[0].prestatie
        return p.begindatum, p.einddatum

    def stands_at(self, bericht: SentMessage) -> bool:
        """Whether it was sent by then and counts: not rejected, refused or credited, as far as the sender knew."""
        taken_back = self.credited is not None and self.credited.n <= bericht.n
        return self.bericht.n <= bericht.n and not taken_back and self.claims[0].fate_at(bericht) not in LOST


@dataclass(frozen=True, slots=True)
class Part:
    """What a bundle holds of a delivery; `possible` is where that might be claimed then."""

    delivery: Delivered
    bundle: Bundle
    volume: int
    possible: Possible

    @property
    def well_placed(self) -> bool:
        """It is claimed in a period where it may be."""
        return self.bundle.may_hold(self.delivery, self.possible)


@dataclass(eq=False)
class ClaimGroup:
    """What was delivered and claimed of one product, for one client at one aanbieder."""

    trace: Trace
    deliveries: tuple[Delivered, ...]
    claims: tuple[Claimed, ...]
    _parts: list[Part] = field(default_factory=list)

    @property
    def debits(self) -> list[Claimed]:
        """What was claimed, without the credits."""
        return [one for one in self.claims if not one.is_credit]

    @cached_property
    def measurable(self) -> bool:
        """What was delivered and claimed can be laid side by side."""
        eenheden = {d.eenheid for d in self.deliveries} | {c.prestatie.eenheid for c in self.debits}
        return all(comparable(one, other) for one in eenheden for other in eenheden)

    def period(self, claim: Claimed) -> str:
        """The period of a prestatie."""
        p = claim.prestatie
        how = afspraken(self.trace, claim.bericht.aanbieder or "", claim.bericht.at)
        return period_of(p.begindatum, p.einddatum, how.division if how else MONTHLY)

    @cached_property
    def bundles(self) -> tuple[Bundle, ...]:
        """What was claimed, in the order of sending."""
        gone = credited(self.trace)
        together: dict[tuple[int, date, date, Fate, int], list[Claimed]] = defaultdict(list)
        for one in self.debits:
            p, taken_back = one.prestatie, gone.get(id(one))
            what = one.bericht.n, p.begindatum, p.einddatum, one.fate, taken_back.n if taken_back else -1
            together[what].append(one)
        return tuple(
            Bundle(some[0].bericht, self.period(some[0]), tuple(some), gone.get(id(some[0])), *self._volume(some))
            for some in together.values()
        )

    def _volume(self, claims: Sequence[Claimed]) -> tuple[int, int]:
        by_minute = any(one.eenheid == MINUTE for one in self.deliveries)
        hours = sum(by_minute and one.prestatie.eenheid == HOUR for one in claims)
        return sum(in_minutes(c.prestatie.volume, c.prestatie.eenheid) for c in claims), HALF_HOUR * hours

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Which deliveries each bundle holds; what is taken back in its own message holds none (TR316)."""
        for well_placed in (True, False):
            for bundle in (one for one in self.bundles if one.stands_at(one.bericht)):
                self._lay(bundle, well_placed=well_placed)
        return tuple(self._parts)

    def _lay(self, bundle: Bundle, *, well_placed: bool) -> None:
        left = bundle.volume - sum(part.volume for part in self._parts if part.bundle is bundle)
        if left <= 0:
            return
        candidates: list[tuple[Delivered, int, Possible]] = []
        for one in self.deliveries:
            rest = self.rest(one, bundle)
            if rest > 0 and one.at <= bundle.bericht.at:
                options = possible(self.trace, one, bundle.bericht)
                if bundle.may_hold(one, options) is well_placed:
                    candidates.append((one, rest, options))
        if well_placed:
            candidates.sort(key=lambda row: (len(row[2].periods), self._places_for(row[0], row[2])))
        else:
            candidates.sort(key=lambda row: abs((end_of(bundle.period) - row[0].end).days))
        for place, volume in staying([rest for _, rest, _ in candidates], left, bundle.rounding):
            one, _, options = candidates[place]
            self._parts.append(Part(one, bundle, volume, options))

    def _places_for(self, delivery: Delivered, options: Possible) -> int:
        """How many bundles may hold a delivery: what fits in fewest is laid first."""
        return sum(bundle.may_hold(delivery, options) for bundle in self.bundles)

    def rest(self, delivery: Delivered, bundle: Bundle) -> int:
        """What of a delivery is not claimed elsewhere as long as a bundle stands."""
        parts = [part for part in self._parts if part.delivery is delivery]
        moments = [bundle.bericht, *(p.bundle.bericht for p in parts if bundle.stands_at(p.bundle.bericht))]
        most = max(sum(p.volume for p in parts if p.bundle.stands_at(moment)) for moment in moments)
        return in_minutes(delivery.volume, delivery.eenheid) - most

    def unexplained(self, bundle: Bundle) -> int:
        """What a bundle claims that no delivery accounts for; whole hours may be rounded up, to one at least."""
        if not bundle.stands_at(bundle.bericht):
            return 0
        held = sum(part.volume for part in self.parts if part.bundle is bundle)
        at_least_one = sum(one.prestatie.volume == 1 for one in bundle.claims) if bundle.rounding else 0
        hidden = bundle.rounding + (MINUTES_PER_HOUR - 1 - HALF_HOUR) * at_least_one
        return max(0, bundle.volume - held - hidden)


def staying(volumes: Sequence[int], claimed_volume: int, slack: int = 0) -> list[tuple[int, int]]:
    """Which of some volumes are in what was claimed, and how much of each; those that should go last stand last.

    Where less was claimed than all of them: those that make up exactly that, otherwise as far as it goes. Volumes may
    differ by what rounding hides: less than half an hour down, half an hour up.
    """
    places, more = range(len(volumes)), sum(volumes) - claimed_volume
    if more <= 0 or more < slack:
        return list(enumerate(volumes))
    if len(volumes) <= MAX_MATCHED:
        for count in range(len(volumes) - 1, 0, -1):
            for some in combinations(places, count):
                more = sum(volumes[place] for place in some) - claimed_volume
                if more == 0 or -slack <= more < slack:
                    return [(place, volumes[place]) for place in some]
    kept, rest = [], claimed_volume
    for place in places:
        if rest > 0:
            kept.append((place, min(rest, volumes[place])))
            rest -= volumes[place]
    return kept


@view
def groups(trace: Trace) -> tuple[ClaimGroup, ...]:
    """What was delivered or claimed, by product, in the order of registration; then what was only claimed."""
    delivered: dict[tuple[str | None, str, str, str], list[Delivered]] = defaultdict(list)
    claims: dict[tuple[str | None, str, str, str], list[Claimed]] = defaultdict(list)
    for one in deliveries(trace):
        delivered[one.history.key.aanbieder, one.history.key.bsn, one.categorie, one.code].append(one)
    for claim in claimed(trace):
        p = claim.prestatie
        claims[claim.bericht.aanbieder, p.bsn, p.categorie, p.code].append(claim)
    return tuple(
        ClaimGroup(trace, tuple(delivered.get(who, ())), tuple(claims.get(who, ()))) for who in {**delivered, **claims}
    )
