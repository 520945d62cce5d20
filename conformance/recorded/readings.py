"""In which orders messages may have been sent and received, where nobody recorded that.

Of a day alone the order within it is unknown; of a moment of sending, when the other side received it. What is broken
in one order and not in another is not broken for sure, so every order here is judged and only what all say is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from migratietoets.conformance.recorded.store import Stored
from migratietoets.istandaard.kalender import AMSTERDAM, working_days_after
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF

_BEGIN = time(8)
_STEP = timedelta(milliseconds=1)
UNDER_WAY = 3
"""So many working days a message may be under way: a retourbericht is due by then (OP090)."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A message at its place in one order.

    Attributes:
        n: its number in that order.
        at: the moment that belongs to that place.
        known: what its sender had been delivered: everything up to this number; None: what was sent before it.
    """

    message: Stored
    n: int
    at: datetime
    known: int | None = None


Reading = tuple[Placed, ...]


def readings(messages: Sequence[Stored], answered: Mapping[int, int]) -> list[Reading]:
    """The orders in which these may have been sent; the first is the plainest.

    Args:
        messages: of one client.
        answered: id of a retourbericht -> id of the message that it answers.
    """
    plain = _ordered(messages, answered, gemeente_first=True)
    if messages and all(one.when.exact and one.received is not None and one.received.exact for one in messages):
        return list(dict.fromkeys(_received(plain, at_once=at_once) for at_once in (True, False)))
    found = [plain, _delayed(plain, answered)]
    if len({one.when.at for one in messages}) < len(messages):
        found += [
            _ordered(messages, answered, gemeente_first=False, last_first=True),
            _ordered(messages, answered, gemeente_first=True, at_once=True),
            _ordered(messages, answered, gemeente_first=False, at_once=True),
        ]
    return found


def _ordered(
    messages: Sequence[Stored],
    answered: Mapping[int, int],
    *,
    gemeente_first: bool,
    last_first: bool = False,
    at_once: bool = False,
) -> Reading:
    """One order: within a day by side, then as they were read, answers last or right behind what they answer."""
    by_id = {one.id: one for one in messages}

    def within_day(one: Stored) -> tuple[object, ...]:
        heen = by_id.get(answered.get(one.id, 0))
        beside = heen if at_once and heen is not None and heen.when.day == one.when.day else one
        place = -beside.id if last_first else beside.id
        is_answer = one.kind in RETOUR_OF
        late = is_answer and (not at_once or beside is one)
        return late, (beside.sender == "gemeente") is not gemeente_first, place, is_answer

    def key(one: Stored) -> tuple[object, ...]:
        moment = one.when.at if one.when.exact else datetime.combine(one.when.day, _BEGIN, AMSTERDAM)
        return one.when.day, one.when.exact, moment.timestamp(), within_day(one)

    out: list[Placed] = []
    for n, one in enumerate(sorted(messages, key=key), start=1):
        at = one.when.at if one.when.exact else datetime.combine(one.when.day, _BEGIN, AMSTERDAM)
        if out and out[-1].at >= at:
            at = out[-1].at + _STEP
        out.append(Placed(one, n, at))
    return tuple(out)


def _delayed(reading: Reading, answered: Mapping[int, int]) -> Reading:
    """The same order, where what the other side sent is known only when it was answered, or lay long enough."""
    out = []
    known = {"gemeente": 0, "aanbieder": 0}
    place = {one.message.id: one.n for one in reading}
    waiting: dict[str, list[Placed]] = {"gemeente": [], "aanbieder": []}
    for one in reading:
        sender = one.message.sender
        queue = waiting[sender]
        while queue and _arrived(queue[0].message.when.day) < one.message.when.day:
            known[sender] = max(known[sender], queue.pop(0).n)
        known[sender] = max(known[sender], place.get(answered.get(one.message.id, 0), 0))
        out.append(replace(one, known=known[sender]))
        waiting["aanbieder" if sender == "gemeente" else "gemeente"].append(one)
    return tuple(out)


@lru_cache
def _arrived(sent: date) -> date:
    """The last day on which a message may still have been under way."""
    return working_days_after(sent, UNDER_WAY)


def _received(reading: Reading, *, at_once: bool) -> Reading:
    """The order where each moment is known; what came at the moment itself was seen by then, or was not."""
    out = []
    for one in reading:
        late = [
            other.n
            for other in reading
            if other.message.sender != one.message.sender
            and (received := other.message.received) is not None
            and (received.at > one.message.when.at or (received.at == one.message.when.at and not at_once))
        ]
        out.append(replace(one, known=min(late, default=len(reading) + 1) - 1))
    return tuple(out)
