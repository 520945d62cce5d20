"""Which toewijzingen took the place of which: of every possible choice the one that gives the client most (TW-06)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from migratietoets.conformance.rules.questions.reasons import variant_reasons
from migratietoets.conformance.rules.views.care.reports import care_ended
from migratietoets.conformance.rules.views.cover import Days, gaps, overlap
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.rights.balance import Given, Rights, given, prolonged
from migratietoets.conformance.rules.views.rights.comparison import GRAVITY, compare, double_days
from migratietoets.conformance.rules.views.rights.consent import consented, is_total, lower_total
from migratietoets.conformance.rules.views.rights.norms import may_change_product, norm
from migratietoets.conformance.rules.views.rights.promise import Promise, lost, ordered, promise
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import Client
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import DEADLINE_30, NUMBER_DEADLINE, START_30
from migratietoets.istandaard.succession import kinship

SOON = timedelta(days=31)
"""What begins later than this after the aanbieder stopped is new care; before, it may have been meant to adjoin."""
MOST = 6
"""Of more candidates than this nobody chooses: all of them take part."""


def reference_day(trace: Trace) -> date:
    """The day on which the migration is judged: 31-01-2021, or the end of the trace."""
    return min(DEADLINE_30, trace.end)


def replacements(trace: Trace) -> tuple[Rights, ...]:
    """What was lost and what came in its place, by what was sent up to and including 31-01-2021."""
    return replacements_by(trace, reference_day(trace))


def replacements_by(trace: Trace, day: date) -> tuple[Rights, ...]:
    """The same by what was sent up to and including a day, or until the end."""
    day, known = min(day, trace.end), _replacements(trace)
    if day not in known:
        known[day] = _Day(trace, day).rights()
    return known[day]


@view
def _replacements(_trace: Trace) -> dict[date, tuple[Rights, ...]]:
    """What was asked before."""
    return {}


class _Day:
    """Toewijzingen as they stand on a day, and which of them are not laid at any other yet."""

    def __init__(self, trace: Trace, day: date) -> None:
        """Nothing is laid at anything yet."""
        self._trace, self._day = trace, day
        self._free = defaultdict[Client, list[Given]](list)
        for history in trace.histories.values():
            if not history.existing and (one := given(trace, history, day)) is not None:
                self._free[history.client].append(one)

    def rights(self) -> tuple[Rights, ...]:
        """First what stood in the stock, then what was issued since and took the place of nothing."""
        histories = self._trace.histories.values()
        found = self._lay([one for one in histories if one.existing])
        taken = {one.history for rights in found for one in rights.successors}
        loose = [one for one in histories if not one.existing and one not in taken and not self._never_sent(one)]
        for history in sorted(loose, key=lambda one: one.first.moment):
            if history not in taken:
                new = self._lay([history])
                taken |= {one.history for rights in new for one in rights.successors}
                found += new
        return tuple(found)

    def _never_sent(self, history: History) -> bool:
        state = history.at(self._day)
        return state is None or history.is_cancellation(state)

    def _lay(self, histories: Iterable[History]) -> list[Rights]:
        made = [self._due(self._lowered(promise(self._trace, one, self._day))) for one in histories]
        wanting = [one for one in made if self._is_lost(one) and not self._goes_on(one.history)]
        groups: dict[object, list[Promise]] = {}
        for one in wanting:
            groups.setdefault(_group(one), []).append(one)
        ordered_groups = sorted(groups.values(), key=lambda group: may_change_product(group[0]))
        found = [self._choose(group, most=1 if may_change_product(group[0]) else 0) for group in ordered_groups]
        return [self._last_resort(rights) for rights in found]

    def _is_lost(self, made: Promise) -> bool:
        return lost(made, made.history.at(self._day))

    def _lowered(self, made: Promise) -> Promise:
        """What is due of a total or budget that was lowered with consent, and of which nothing else gives a part.

        Nothing migrates then (OP033x1, OP298): what must migrate, or gets a total beside it, gives the whole together.
        """
        history, state = made.history, made.history.in_force(self._day)
        if state is None or not lower_total(made.content, state.content) or not consented(self._trace, history):
            return made
        facts = history.facts
        if facts is not None and (
            norm(facts) is not None
            or variant_reasons(facts.content, facts.einddatum, facts.uitvoering)
            or not self._trace.unique(history)
        ):
            return made
        shared = any(
            kinship(history.key, one.history.key) == 0
            and is_total(one.state.content)
            and not one.ordered
            and overlap(one.days, (made.begin, made.latest))
            for one in self._free[history.client]
            if one.history is not history
        )
        return made if shared else replace(made, content=state.content)

    def _due(self, made: Promise) -> Promise:
        """What is due; where something adjoining came in its place, though the aanbieder had stopped, more of it.

        What was sent when that was known, need give no more than it does; what was sent before, had to give the whole.
        """
        whole = replace(made, end=made.latest)
        if made.end == made.latest or not self._is_lost(whole):
            return made
        rights, most = Rights(self._day, (whole,), ()), int(may_change_product(whole))
        begin = rights.join(whole)
        follows = [
            one
            for one in self._free[made.history.client]
            if begin <= one.days[0] <= begin + SOON and not one.ordered and self._may_follow(rights, one, most)
        ]
        if not all(self._knew_it_had_ended(made, one) for one in follows):
            return whole
        return replace(made, end=min(made.latest, max([made.end, *(one.days[1] for one in follows)])))

    def _knew_it_had_ended(self, made: Promise, one: Given) -> bool:
        """Whether the gemeente knew that the care had ended when it granted what came in its place."""
        bericht = one.history.first.bericht
        return bericht is not None and care_ended(self._trace, made.history, bericht)

    def _goes_on(self, history: History) -> bool:
        """Whether it is the first part of an order of which another part follows: that is for the order to say."""
        asked = ordered(self._trace)
        return history in asked and any(
            other is not history and asked[other] == asked[history] and other.ingangsdatum > history.ingangsdatum
            for other in asked
        )

    def _choose(self, group: Sequence[Promise], most: int) -> Rights:
        """The candidates that do best together, and what is left of the same product."""
        bare = Rights(self._day, tuple(group), ())
        free = self._free[group[0].history.client]
        candidates = [one for one in free if not one.ordered and self._may_follow(bare, one, most)]
        sizes = range(len(candidates) + 1) if len(candidates) <= MOST else [len(candidates)]
        choices = [
            replace(bare, successors=tuple(sorted(chosen, key=lambda one: one.days)))
            for size in sizes
            for chosen in combinations(candidates, size)
        ]
        best = min(choices, key=_worth)
        self._take(best.successors)
        surplus = tuple(one for one in candidates if one not in best.successors and _beside(best, one))
        self._take(surplus)
        return replace(best, surplus=surplus)

    def _last_resort(self, rights: Rights) -> Rights:
        """Where days stay open: what was ordered of the same product, or another product that came instead."""
        if rights.perhaps_for_client:
            return rights
        for made in rights.promises:
            while (chosen := self._filling(rights, made)) is not None:
                self._take([chosen])
                together = sorted([*rights.successors, chosen], key=lambda one: one.days)
                rights = replace(rights, successors=tuple(together))
            rights = self._prolonged(rights, made)
        return rights

    def _prolonged(self, rights: Rights, made: Promise) -> Rights:
        """With what was there already of the same product, where it was extended over days that stay open (OP259)."""
        taking_part = {*(one.history for one in rights.promises), *(one.history for one in rights.successors)}
        for history in of_client(self._trace, made.history.client):
            one = prolonged(history, self._day)
            if one is None or history in taking_part or kinship(made.history.key, history.key) != 0:
                continue
            if any(overlap(days, one.days) for days in open_days(rights, made)):
                together = sorted([*rights.successors, one], key=lambda one: one.days)
                rights = replace(rights, successors=tuple(together))
        return rights

    def _filling(self, rights: Rights, made: Promise) -> Given | None:
        """The first that holds on days of a promise that stay open."""
        loose = open_days(rights, made)
        filling = [
            one
            for one in self._free[made.history.client]
            if self._may_follow(rights, one, 0 if one.ordered else 2) and any(overlap(days, one.days) for days in loose)
        ]
        return min(filling, key=lambda one: one.days, default=None)

    def _take(self, chosen: Iterable[Given]) -> None:
        for one in list(chosen):
            self._free[one.history.client].remove(one)

    def _may_follow(self, rights: Rights, one: Given, most: int) -> bool:
        """Whether it was issued after one of them, for the same days, with a product that is near enough."""
        for made in rights.promises:
            old = made.history
            later = old.existing or old.first.moment < one.history.first.moment
            degree = kinship(old.key, one.history.key)
            near = degree is not None and degree <= (2 if most and _generiek(made, one) else most)
            if later and near and one.history is not old and overlap((rights.join(made), made.latest), one.days):
                return True
        return False


def _generiek(made: Promise, one: Given) -> bool:
    return one.history.key.categorie is None and may_change_product(made)


def _group(made: Promise) -> object:
    """What stands for each other: the same product of one client at one aanbieder."""
    key = made.history.key
    return key.gemeente, key.domein, key.aanbieder, key.bsn, key.categorie, key.code


def _beside(rights: Rights, one: Given) -> bool:
    """Whether what is left of the same product holds on the same days as what was chosen."""
    same = any(kinship(made.history.key, one.history.key) == 0 for made in rights.promises)
    return same and any(overlap(one.days, other.days) for other in rights.successors)


def _worth(rights: Rights) -> tuple[int, int, int]:
    """How a choice of successors does: the better choice is the smaller."""
    compared = [GRAVITY.index(one.verdict) for one in compare(rights)]
    uncovered = sum(bool(open_days(rights, made)) for made in rights.promises)
    doubled = sum(double_days(rights, made) is not None for made in rights.promises)
    fail = GRAVITY.index(Verdict.FAIL)
    worst = max(*compared, fail if uncovered or doubled else 0, 0)
    return worst, uncovered + doubled + compared.count(fail), -len(rights.successors)


def open_days(rights: Rights, made: Promise) -> list[Days]:
    """The days of a promise on which nothing holds; an einddatum that 3.0 demands opens nothing."""
    left = rights.left(made)
    cover = [one.days for one in rights.successors] + ([left.days] if left is not None else [])
    loose = gaps(cover, rights.join(made) if left is None else made.begin, made.end)
    return loose[:-1] if einddatum_added(rights, made) is not None else loose


def still_open(trace: Trace, made: Promise, days: Days) -> Days | None:
    """What of some days without cover is open in the end: those that nothing held by the time they came.

    A day is judged by what holds for it in the end, so what was filled before the first of them came is no gap.
    """
    begin, end = days
    while True:
        seen = min(max(begin, DEADLINE_30), trace.end)
        left = next((shared for gap in _gaps_on(trace, made, seen) if (shared := overlap(gap, (begin, end)))), None)
        if left is None or left[0] <= seen or seen == trace.end:
            return left
        begin = left[0]


def _gaps_on(trace: Trace, made: Promise, day: date) -> list[Days]:
    """The days without cover of a toewijzing, by what was sent up to and including a day."""
    return [
        gap
        for rights in _Day(trace, day).rights()
        for other in rights.promises
        if other.history is made.history
        for gap in open_days(rights, other)
    ]


def withdrawn(rights: Rights, made: Promise) -> bool:
    """Whether an old toewijzing ended before its time, or was cancelled; one that was changed in place was not."""
    left = rights.left(made)
    return left is None or left.days[1] < made.end


def open_until(rights: Rights, begin: date) -> date:
    """The last day on which days without cover, from that day on, could still be filled."""
    taking_part = [*(made.history for made in rights.promises), *(one.history for one in rights.successors)]
    last = max((change.after.sent for history in taking_part for change in history.changes), default=date.min)
    if last > DEADLINE_30:
        return term_end(last, WORKING_DAYS_REACTION)
    return DEADLINE_30 if begin >= START_30 else max(begin - ONE_DAY, NUMBER_DEADLINE)


def einddatum_added(rights: Rights, made: Promise) -> date | None:
    """The last day of what came in the place of a toewijzing without einddatum; None when it runs on, or stopped."""
    last = max((one.days[1] for one in rights.successors), default=date.max)
    return last if made.end == date.max and DEADLINE_30 < last < date.max else None
