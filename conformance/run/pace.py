"""How many questions a run asks of a system, and how long that takes at the pace it is seen to have."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from migratietoets.conformance.adapters.jsonrpc import Remote
from migratietoets.conformance.catalogue.calendar import BEGIN
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.chain.chain import Chain
from migratietoets.conformance.chain.clock import days
from migratietoets.conformance.protocol.verbs import Adapter, AdapterError, JsonObject
from migratietoets.conformance.run.run import parties
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import ErrorEvent
from migratietoets.istandaard.model import InputError

TRIAL_DAYS, TRIAL_SECONDS = 20, 10.0
"""A trial ends after so many days of the calendar, or so long."""
Clock = Callable[[], float]


def questions(campaigns: Iterable[Campaign]) -> int:
    """About how many questions some campaigns ask of each system; what is said in answer decides on the rest.

    At each moment it is told the time and asked what it sent; once more where something happened, and each thing that
    happens takes a question, and about half the time a message that follows from it.
    """
    total = 0.0
    for campaign in campaigns:
        moments = [steps for _, of_day in days(campaign.to_play) for _, steps in of_day]
        total += 3 + 2 * len(moments) + 2 * sum(map(bool, moments)) + 1.5 * sum(map(len, moments))
    return round(total)


@dataclass(frozen=True)
class Pace:
    """What a trial shows: how many questions the systems answered, and in how many seconds."""

    asked: int
    seconds: float

    @property
    def each(self) -> float:
        """Seconds an answer."""
        return self.seconds / max(self.asked, 1)


class _Enough(Exception):  # noqa: N818  # it is no error
    """The trial took long enough."""


class _Timed(Remote):
    """A system whose answers are timed."""

    def __init__(self, adapter: Adapter, now: Clock) -> None:
        self._adapter, self._now = adapter, now
        self.asked, self.seconds = 0, 0.0

    def query(self, verb: str, params: JsonObject) -> JsonObject:
        """Ask it, and note how long that took."""
        began = self._now()
        try:
            answer: JsonObject = getattr(self._adapter, verb)(params)
            return answer
        finally:
            self.asked += 1
            self.seconds += self._now() - began


def trial(selection: Selection, now: Clock) -> Pace:
    """Play the first days of the first campaign, and forget what came of it.

    Args:
        selection: of the run.
        now: a clock, in seconds.

    Raises:
        InputError: nothing is asked.
        AdapterError: a system cannot be started, or cannot begin.
    """
    campaign = next(iter(selection.campaigns()), None)
    if campaign is None:
        raise InputError("Verwacht minstens één toets; gevonden geen. Verruim de keuze.")
    began, systems = now(), list[_Timed]()

    def around(adapter: Adapter) -> Adapter:
        systems.append(_Timed(adapter, now))
        return systems[-1]

    def until(day: date) -> None:
        if day >= BEGIN + timedelta(TRIAL_DAYS) or now() - began > TRIAL_SECONDS:
            raise _Enough

    log = EventLog()
    with suppress(_Enough):
        Chain(campaign, parties(selection, campaign.role, around), log, selection.xsd).play(until)
    errors = (event for event in log.events if isinstance(event, ErrorEvent) and event.verb in {"hello", "reset"})
    for error in errors:
        raise AdapterError(error.text)
    return Pace(sum(one.asked for one in systems), sum(one.seconds for one in systems))
