"""The log of a run: one file, and of a run with workers first a part for each campaign."""

import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from migratietoets.conformance.catalogue.clients import clients
from migratietoets.conformance.catalogue.parties import aanbieders
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.protocol.verbs import AdapterError
from migratietoets.conformance.run import by_hand
from migratietoets.conformance.run.beforehand import unseen_beforehand
from migratietoets.conformance.run.folder import RunFolder, Tell
from migratietoets.conformance.run.judging import is_said_again
from migratietoets.conformance.run.outcome import make_footer
from migratietoets.conformance.run.question import Question
from migratietoets.conformance.run.resume import asked_of, check_unfinished, finished, prepare, remember, whole_lines
from migratietoets.conformance.run.run import SAID, header, rule_event, who
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
)
from migratietoets.conformance.vocabulary.outcomes import Stop
from migratietoets.istandaard.bsn import NINE_DIGITS
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.writing import writing

NOBODY = "000000000"
"""A number that is no test BSN: its stand-in is the first that a gate gives."""


class RunLog:
    """Writes log.jsonl of a run, once there is something to write.

    Attributes:
        folder: where it stands.
        hand_locks: on the folders of the systems that a person plays.
        log: None until it is opened.
        no_start: why nothing can be played, where the system could not be greeted; the log says so.
    """

    def __init__(self, selection: Selection, tell: Tell = lambda _text: None) -> None:
        self.folder = RunFolder(selection.out)
        self.log: EventLog | None = None
        self.no_start = ""
        self.hand_locks = by_hand.locks(selection)
        self._absent = ""
        self._selection = selection
        self._tell = tell
        self._begun: set[str] = set()
        self._taken_over: set[str] = set()

    def open(self, asked: Collection[Question] = ()) -> EventLog:
        """The log; at the first question the system is greeted, room is made, and the header and the rules are written.

        Args:
            asked: what the run is asked.

        Raises:
            InputError: the name of the adapter has no known form, or the folder is somebody else's or cannot be used.
            AdapterError: the system of a run to go on with cannot be greeted; nothing was changed then.
        """
        if self.log is None:
            for lock in (self.folder.lock, *self.hand_locks):
                lock.take()
            if self._selection.resume:
                check_unfinished(self.folder)
            said = self._greeted()
            told, first = self._told(gate()), header(self._selection, said)
            question = asked_of(self._selection, asked, told.event(first)[0].adapters)
            for folder in self._selection.by_hand:
                by_hand.hold_to(folder, question)
            if self._selection.resume:
                questions = frozenset(asked)
                prepare(self.folder, question, lambda campaign, lines: self._keeps(campaign, lines, questions))
            else:
                self.folder.make_room(self._tell, keep=not self._selection.force)
            log = EventLog(self.folder.log, told)
            for event in (first, *map(rule_event, register().values())):
                log.write(event)
            if self.no_start:
                self.no_start = log.write(_no_start(self._absent, self.no_start)).text
            for role, name in () if self.no_start else self._selection.systems.items():
                for line in unseen_beforehand(said[name], role, asked, isolated=self._selection.isolated):
                    self._tell(line)
            log.sync()
            remember(self.folder, question)
            self.log = log
        return self.log

    def _keeps(self, name: str, lines: Sequence[bytes], asked: Collection[Question]) -> bool:
        """Whether what is recorded of a campaign is gone on with.

        Where a number has a stand-in, what is recorded is not what was judged: then it is played again.

        Raises:
            InputError: it says of the campaign what does not follow from what happened in it.
        """
        campaign = next((one for one in self._selection.campaigns() if one.id == name), None)
        stand_in = self._told(Gate()).bsn(NOBODY).encode()
        if campaign is None or any(stand_in in line for line in lines):
            return False
        if not is_said_again(lines, campaign, self._selection, asked):
            raise InputError(
                f"--resume: verwacht in {self.folder.path} oordelen die volgen uit wat daar is vastgelegd; gevonden in "
                f"campagne {name} andere. Er is niets gewijzigd. Laat --resume weg om opnieuw te beginnen."
            )
        return True

    def _greeted(self) -> dict[str, dict[str, Any]]:
        """What each system says of itself; of one that cannot be greeted only how it is called, and why is kept."""
        said: dict[str, dict[str, Any]] = {}
        for role, name in self._selection.systems.items():
            if name in said:
                continue
            try:
                said[name] = who(self._selection, name)
            except AdapterError as error:
                if self._selection.resume:
                    raise
                self.no_start, self._absent = self.no_start or str(error), self._absent or role
                said[name] = {"spec": name} | dict.fromkeys(SAID[:3], "")
        return said

    def of_campaign(self) -> EventLog:
        """The log of one campaign: its own events, also written to the log of the run.

        Its gate is its own, as that of a worker is: which stand-in a number gets, depends on no other campaign.

        Raises:
            InputError, AdapterError: as `open`.
        """
        return _PassThrough(self.open(), self._told(Gate()))

    def part(self, campaign: Campaign) -> EventLog:
        """The log of one campaign in a worker: a file of its own, which `settle` takes over."""
        path = self.folder.campaign_file(campaign.id)
        with writing(path):
            path.unlink(missing_ok=True)
        return EventLog(path, self._told(Gate()))

    def earlier(self, campaign: Campaign) -> list[Event] | None:
        """What an earlier session recorded of a campaign, when this run goes on with it; then it is in the log too."""
        events = finished(self.folder.campaign_file(campaign.id)) if self._selection.resume else None
        if events is not None and self.log is not None:
            self._take_over(self.log, campaign)
        return events

    def settle(self, kit_errors: Iterable[str] = ()) -> None:
        """Take over what the workers wrote, and write what can only be known at the end.

        Args:
            kit_errors: what of the kit broke outside a campaign, in words.
        """
        log = self._opened
        for campaign in self._selection.campaigns():
            self._take_over(log, campaign)
        for text in kit_errors:
            log.write(ErrorEvent(kind=KIT, text=text))
        for error in list(_contradictions(log.written)):
            log.write(error)

    def footer(self, asked: Collection[Question], stop: Stop | None = None) -> FooterEvent:
        """What the run comes to, by what is in the log.

        Args:
            asked: what the run was asked.
            stop: what ended it before its end; None when it came to its end.
        """
        events = self._opened.events
        said = {} if self.no_start else _header(events).adapters
        return make_footer(events, self._selection, said, asked, stop)

    def end(self, footer: FooterEvent) -> None:
        """Write the outcome, close the log, and show what waited for it.

        What is needed to go on stays, where the run did not come to its end.
        """
        log = self._opened
        log.write(footer)
        log.sync()
        log.close()
        self.folder.publish()
        with writing(self.folder.path):
            for campaign in self._taken_over:
                self.folder.campaign_file(campaign).unlink(missing_ok=True)
            if not footer.stop:
                shutil.rmtree(self.folder.asked.parent, ignore_errors=True)

    @property
    def _opened(self) -> EventLog:
        """The log of a run that began."""
        assert self.log is not None
        return self.log

    def _told(self, gate: Gate) -> Gate:
        """A gate that knows the clients and the aanbieders of this run."""
        aanbieders, bsns = self._known
        gate.allow(aanbieders)
        gate.keep(bsns)
        return gate

    @cached_property
    def _known(self) -> tuple[list[str], list[str]]:
        """The codes of the aanbieders and the BSNs of the clients of this run."""
        codes: list[str] = []
        bsns: list[str] = []
        for campaign in self._selection.campaigns():
            codes += aanbieders(campaign.to_play)
            bsns += (client.bsn for case in campaign.to_play for client in clients(case, campaign.domein).values())
        return codes, bsns

    def _take_over(self, log: EventLog, campaign: Campaign) -> None:
        path = self.folder.campaign_file(campaign.id)
        if campaign.id in self._begun or not path.exists():
            return
        self._begun.add(campaign.id)  # what is stopped halfway keeps its part, and is never taken over twice
        for line in whole_lines(path):
            log.take_line(read_line(line), line.decode().removesuffix("\n"))
        self._taken_over.add(campaign.id)


def _no_start(role: str, text: str) -> ErrorEvent:
    return ErrorEvent(party=role, verb="hello", kind=ADAPTER, text=text)


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

    def __init__(self, target: EventLog, gate: Gate) -> None:
        super().__init__(gate=gate)
        self._target = target

    def _put(self, event: Event, safe: Event, line: str) -> None:
        super()._put(event, safe, line)
        self._target.take_line(safe, line)

    def sync(self) -> None:
        """See that the log of the run survives a power cut."""
        self._target.sync()
