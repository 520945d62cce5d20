"""The cover of each client of a case: which toewijzing runs when, and on which days there is none or one too many."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from migratietoets.conformance.vocabulary.events import InstructEvent, StoryEvent
from migratietoets.istandaard.history import CAUSED_BY_CLIENT
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Key
from migratietoets.istandaard.releases import DEADLINE_30, END_OF_2020, START_30
from migratietoets.istandaard.succession import kinship, predecessors
from migratietoets.reports.log.instants import moment
from migratietoets.reports.log.stock import Stock, StockHistory

WINDOW = (date(2020, 10, 1), date(2021, 2, 28))
"""The days of a picture of cover."""
HORIZON = date(2030, 12, 31)
"""Cover is not followed any further; a piece that reaches this day has no end."""
APPROVED, GAP, DOUBLE, OPEN = "good", "gap", "double", "open"
"""Covered once; promised and not covered; covered once too often; not covered, and the run ended too early to tell."""

Period = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """Days on end with the same cover, from the first day of the picture; it may lie beyond the picture."""

    kind: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Group:
    """Toewijzingen at one aanbieder that stand for the same care, old before new, with the days they cover."""

    aanbieder: str
    toewijzingen: tuple[StockHistory, ...]
    pieces: tuple[Piece, ...]

    def with_(self, kind: str) -> tuple[Piece, ...]:
        """The pieces of one kind."""
        return tuple(piece for piece in self.pieces if piece.kind == kind)


@dataclass(frozen=True, slots=True)
class ClientCover:
    """All cover of one client, who is only known by a letter."""

    letter: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """Care the gemeente was told on `at` to grant (the command ken_toe)."""

    at: date
    aanbieder: str
    bsn: str
    categorie: str | None
    code: str | None
    period: Period


def cover(stock: Stock, letters: Mapping[str, str], promises: Iterable[Promise], end: date) -> tuple[ClientCover, ...]:
    """The cover per client, in the order of their letters.

    Args:
        stock: the folded case.
        letters: BSN -> letter.
        promises: what the gemeente was told to grant.
        end: the last day the run has seen; before 31-01-2021 a gap in 2021 may still be filled.
    """
    promised = list(promises)
    out = []
    for bsn, letter in letters.items():
        own = [t for t in stock.toewijzingen if t.key.bsn == bsn]
        groups = tuple(_groups(own, [promise for promise in promised if promise.bsn == bsn], end))
        if groups:
            out.append(ClientCover(letter, groups))
    return tuple(out)


def promises(events: Iterable[StoryEvent]) -> list[Promise]:
    """What the commands of a case promise; a command in another shape promises nothing."""
    out = []
    for event in events:
        if not isinstance(event, InstructEvent) or event.command != "ken_toe":
            continue
        try:
            params, wanted = event.params, event.params["gewenst"]
            begin, end = date.fromisoformat(wanted["ingangsdatum"]), wanted.get("einddatum")
            out.append(
                Promise(
                    moment(event.at).date(),
                    params["aanbieder"],
                    params["bsn"],
                    wanted["categorie"],
                    wanted["code"],
                    (begin, None if end is None else date.fromisoformat(end)),
                )
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            continue
    return out


def _groups(histories: Sequence[StockHistory], promised: Sequence[Promise], end: date) -> Iterable[Group]:
    """Toewijzingen for the same product, that follow one another, or that were asked for at once, stand together."""
    before = {new.key: old for new, old in predecessors(histories)}
    buckets: list[list[StockHistory]] = []
    for item in histories:
        due = [bucket for bucket in buckets if any(_together(item, other, before, promised) for other in bucket)]
        buckets = [bucket for bucket in buckets if bucket not in due]
        buckets.append([*(t for bucket in due for t in bucket), item])
    for bucket in sorted(buckets, key=lambda bucket: _order(bucket[0])):
        ordered = tuple(sorted(bucket, key=lambda t: (not t.existing, t.first.moment, t.key.ingangsdatum)))
        roots = [t for t in ordered if t.key not in before]
        reference_day = min(DEADLINE_30, end)
        own = [b.period for b in promised if b.at <= reference_day and any(_belongs_to(b, t.key) for t in ordered)]
        yield Group(bucket[0].key.aanbieder, ordered, tuple(_pieces(ordered, roots, own, end)))


def _together(
    one: StockHistory, other: StockHistory, before: Mapping[Key, StockHistory], promised: Sequence[Promise]
) -> bool:
    if kinship(one.key, other.key) == 0:
        return True
    if before.get(one.key) is other or before.get(other.key) is one:
        return True
    new = not one.existing and not other.existing
    return new and any(_belongs_to(b, one.key) and _belongs_to(b, other.key) for b in promised)


def _order(item: StockHistory) -> tuple[str, str, str]:
    return item.key.aanbieder, item.key.categorie or "", item.key.code or ""


def _belongs_to(promise: Promise, key: Key) -> bool:
    """Whether a toewijzing can be what was asked for, or a part of it."""
    pairs = ((promise.categorie, key.categorie), (promise.code, key.code))
    return promise.aanbieder == key.aanbieder and all(a == b or None in {a, b} for a, b in pairs)


def _pieces(
    histories: Sequence[StockHistory], roots: Sequence[StockHistory], promised: Sequence[Period], end: date
) -> Iterable[Piece]:
    """Compare, between one change and the next, how many toewijzingen hold with how many were promised.

    What was sent after 31-01-2021 comes too late to fill a gap (MT-05); care that was asked for later counts as usual.
    """
    reference_day = min(DEADLINE_30, end)
    later = () if promised else tuple(t for t in roots if t.at(reference_day) is None)
    covered = [
        (t.key.ingangsdatum, state.einddatum)
        for t in histories
        if (state := t.at(date.max if t in later else reference_day)) is not None and not t.cancelled(state.sent)
    ]
    closing = max((last_day or date.max for _, last_day in covered), default=date.min)
    replaced = len(histories) > len(roots)
    merged = _merged(histories, roots, reference_day)
    old, new = (
        [
            (p[0], merged.get(t.key, p[1]))
            for t in roots
            if t.existing is existed and (p := _promise(t, reference_day, closing, replaced=replaced))
        ]
        for existed in (True, False)
    )
    expected = ([*old, *new] if promised else old, new, promised)
    limits = {WINDOW[0], START_30}
    for first, last in (*covered, *old, *new, *promised):
        limits |= {first} if last is None or last >= HORIZON else {first, last + ONE_DAY}
    begin = sorted(day for day in limits if WINDOW[0] <= day <= HORIZON)
    runs = [(kind, list(days)) for kind, days in groupby(begin, key=lambda day: _kind(day, covered, expected, end))]
    next_one = [days[0] - ONE_DAY for _, days in runs[1:]]
    for (kind, days), last in zip(runs, [*next_one, HORIZON], strict=True):
        if kind:
            yield Piece(kind, days[0], last)


def _merged(histories: Sequence[StockHistory], roots: Sequence[StockHistory], day: date) -> dict[Key, date]:
    """Old toewijzingen that became one with others, with their last day: more ended than begin on the next (OP259)."""
    begun = Counter(t.key.ingangsdatum for t in histories if not t.existing)
    ended: dict[date, list[StockHistory]] = {}
    for root in sorted(roots, key=lambda t: t.first.einddatum or date.max, reverse=True):
        state = root.shortened(day) if root.existing else None
        if state is not None and state.einddatum is not None and state.reden not in CAUSED_BY_CLIENT:
            ended.setdefault(state.einddatum + ONE_DAY, []).append(root)
    return {t.key: at - ONE_DAY for at, olds in ended.items() if begun[at] for t in olds[begun[at] :]}


def _promise(root: StockHistory, reference_day: date, closing: date, *, replaced: bool) -> Period | None:
    """The days a toewijzing at the start of a chain promised; None when it counts as never sent."""
    first, state = root.first, root.at(reference_day)
    begin = root.key.ingangsdatum
    if state is None or (root.cancelled(reference_day) and (not root.existing or first.einddatum == begin)):
        return None
    if state.reden in CAUSED_BY_CLIENT and not replaced:
        return begin, state.einddatum
    if first.einddatum is None and closing >= START_30:
        return begin, closing
    return begin, first.einddatum


def _kind(day: date, covered: Sequence[Period], expected: Iterable[Sequence[Period]], end: date) -> str:
    count, needed = _count(day, covered), max(_count(day, covered_periods) for covered_periods in expected)
    if count < needed:
        return OPEN if end < DEADLINE_30 and day > END_OF_2020 else GAP
    if count > max(needed, 1):
        return DOUBLE
    return APPROVED if count else ""


def _count(day: date, covered_periods: Iterable[Period]) -> int:
    return sum(first <= day and (last is None or day <= last) for first, last in covered_periods)
