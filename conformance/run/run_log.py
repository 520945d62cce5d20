"""The log of a run: one file, and of a run with workers first a part for each campaign."""

import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from migratietoets.conformance.catalogue.clients import clients
from migratietoets.conformance.catalogue.parties import aanbieders
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.run.part import Question, part
from migratietoets.conformance.run.run import SAID, header
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.gate import Gate, gate
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.event_json import read_line
from migratietoets.conformance.vocabulary.events import (
    ADAPTER,
    KIT,
    ErrorEvent,
    Event,
    FooterEvent,
    HeaderEvent,
    HelloEvent,
    VerdictEvent,
)
from migratietoets.conformance.vocabulary.outcomes import Account, Stop
from migratietoets.istandaard.bsn import NINE_DIGITS


class RunLog:
    """Writes log.jsonl of a run, once there is something to write.

    Attributes:
        log: None until it is opened.
    """

    def __init__(self, selection: Selection) -> None:
        self.log: EventLog | None = None
        self._selection = selection

    def open(self) -> EventLog:
        """The log; at the first question the system is greeted, and the header and the rules are written.

        Raises:
            InputError: the name of the adapter has no known form.
            AdapterError: the adapter cannot be imported, raises, or answers in the wrong shape.
        """
        if self.log is None:
            path = self._selection.out / "log.jsonl"
            path.unlink(missing_ok=True)
            self.log = EventLog(path, self._told(gate()))
            for event in header(self._selection):
                self.log.write(event)
        return self.log

    def of_campaign(self) -> EventLog:
        """The log of one campaign: its own events, also written to the log of the run.

        Raises:
            InputError, AdapterError: as `open`.
        """
        return _PassThrough(self.open())

    def part(self, campaign: Campaign) -> EventLog:
        """The log of one campaign in a worker: a file of its own, which `end` takes over."""
        path = self._part(campaign)
        path.unlink(missing_ok=True)
        return EventLog(path, self._told(Gate()))

    def end(self, asked: Collection[Question], stop: Stop | None = None, kit_errors: Iterable[str] = ()) -> FooterEvent:
        """Take over what the workers wrote, write the outcome, and close the log.

        Args:
            asked: what the run was asked.
            stop: what ended it before its end; None when it came to its end.
            kit_errors: what of the kit broke outside a campaign, in words.

        Raises:
            InputError, AdapterError: as `open`.
        """
        log = self.open()
        self._take_over_parts(log)
        for text in kit_errors:
            log.write(ErrorEvent(kind=KIT, text=text))
        for error in list(_contradictions(log.written)):
            log.write(error)
        verdicts = [event.verdict for event in log.events if isinstance(event, VerdictEvent)]
        errors = [event.verdict for event in log.events if isinstance(event, ErrorEvent)]
        (who, *_) = _header(log.events).adapters.values()
        strict, asked_part = self._selection.strict, part(asked, who)
        account = Account.of([*verdicts, *errors], strict=strict, stop=stop, part=asked_part)
        first, *others = account.outcomes
        footer = FooterEvent(
            counts=dict(sorted(Counter(verdicts).items())),
            exit=account.exit_code,
            verdict=first,
            beside=others,
            stop=stop or "",
            part=asked_part,
            strict=strict,
        )
        log.write(footer)
        log.close()
        return footer

    def _told(self, gate: Gate) -> Gate:
        """A gate that knows the clients and the aanbieders of this run."""
        for campaign in self._selection.campaigns():
            gate.allow(aanbieders(campaign.to_play))
            for case in campaign.to_play:
                gate.keep(client.bsn for client in clients(case, campaign.domein).values())
        return gate

    def _part(self, campaign: Campaign) -> Path:
        return self._selection.out / "delen" / f"{campaign.id}.jsonl"

    def _take_over_parts(self, log: EventLog) -> None:
        for campaign in self._selection.campaigns():
            path = self._part(campaign)
            if path.exists():
                # A text may hold U+2028 or U+0085, which no event ends at; after the last line end stands what a
                # worker that was stopped could not finish.
                lines = path.read_text("utf-8").split("\n")[:-1]
                log.take_over(read_line(line) for line in lines)
        shutil.rmtree(self._selection.out / "delen", ignore_errors=True)


def _header(events: Iterable[Event]) -> HeaderEvent:
    return next(event for event in events if isinstance(event, HeaderEvent))


def _contradictions(events: Iterable[Event]) -> Iterator[ErrorEvent]:
    """Where a system says something else of itself in a campaign than at the beginning of the run."""
    adapters = _header(events).adapters
    for event in events:
        first = adapters.get(event.role) if isinstance(event, HelloEvent) and event.under_test else None
        if not isinstance(event, HelloEvent) or first is None:
            continue
        for field in SAID:
            if _without_numbers(event.party[field]) != _without_numbers(first[field]):
                yield ErrorEvent(
                    campaign=event.campaign,
                    party=event.role,
                    verb="hello",
                    kind=ADAPTER,
                    text=f"hello zegt in deze campagne bij {field} iets anders dan aan het begin van de run. "
                    f"Verwacht: {first[field]!r}; gevonden: {event.party[field]!r}. "
                    "Laat het systeem op hello steeds hetzelfde antwoorden.",
                )


def _without_numbers(said: object) -> str:
    """What a system said, apart from stand-ins: a worker gives its own."""
    return NINE_DIGITS.sub("", str(said))


class _PassThrough(EventLog):
    """The log of one campaign inside the log of the run: keeps its own events, writes through."""

    def __init__(self, target: EventLog) -> None:
        super().__init__(gate=target.gate)
        self._target = target

    def _put(self, event: Event, safe: Event, line: str) -> None:
        super()._put(event, safe, line)
        self._target.take_line(safe, line)
