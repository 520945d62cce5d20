"""A run in progress: plays each campaign once, when its first verdict is asked for, and keeps the log."""

from collections.abc import Callable, Mapping
from datetime import date
from importlib.metadata import version
from typing import Any

from migratietoets.conformance.adapters.defaults import COUNTERPART, DEFAULT_ADAPTER
from migratietoets.conformance.adapters.discovery import load
from migratietoets.conformance.adapters.jsonrpc import Remote
from migratietoets.conformance.adapters.python import load_own
from migratietoets.conformance.catalogue.calendar import BEGIN
from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.clients import SEED
from migratietoets.conformance.catalogue.register import Rule, reading_versions
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.chain.chain import Chain
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.protocol.verbs import Adapter, AdapterError, JsonObject
from migratietoets.conformance.run.failure import KitFailure, again, in_full, told
from migratietoets.conformance.run.judging import Asked, judged, trimmed
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import (
    FORMAT,
    KIT,
    CaseEvent,
    ErrorEvent,
    Event,
    HeaderEvent,
    RuleEvent,
    VerdictEvent,
)
from migratietoets.istandaard.model import InputError

SAID = ("name", "version", "supplier", "roles", "domains", "processes")
"""What a system says of itself in hello, and holds to for the whole run."""
Progress = Callable[[Campaign, date], None]
Verdicts = dict[tuple[str | None, str], VerdictEvent]
"""What was said of a campaign, by case and rule; without a case: of the system itself."""
Earlier = Callable[[Campaign], list[Event] | None]
"""What is recorded of a campaign that was played before; None where it has to be played."""


def parties(
    selection: Selection, role: str, around: Callable[[Adapter], Adapter] = lambda adapter: adapter
) -> dict[str, Party]:
    """The system under test in its role, and another one or the reference in the other; the gemeente goes first.

    Args:
        selection: of the run.
        role: under test.
        around: what is put around each system.
    """
    systems = selection.systems if selection.pair else {role: selection.adapter}
    return {
        one: Party(systems[one], around(_started(systems[one], selection)))
        if one in systems
        else Party(DEFAULT_ADAPTER, load_own(COUNTERPART))
        for one in ROLES
    }


def _started(name: str, selection: Selection) -> Adapter:
    """An adapter; one that could be started at the beginning of the run and cannot any more, says so to every verb."""
    try:
        return load(name, timeout=selection.timeout, ca=selection.ca)
    except AdapterError as error:
        return _Absent(str(error))


class _Absent(Remote):
    """A system that is not there."""

    def __init__(self, why: str) -> None:
        self.dead = why

    def query(self, verb: str, params: JsonObject) -> JsonObject:  # noqa: ARG002  # whatever it is asked
        """Say why there is no answer."""
        raise AdapterError(self.dead)


def who(selection: Selection, name: str) -> dict[str, Any]:
    """Start an adapter of a run, ask who it is, and say goodbye.

    Raises:
        InputError: the name has no known form.
        AdapterError: the adapter cannot be imported, raises, or answers in the wrong shape.
    """
    party = Party(name, load(name, timeout=selection.timeout, ca=selection.ca))
    answer = party.query("hello", {})
    party.ask_quietly("stop", {})
    return {"spec": name} | {field: answer[field] for field in (*SAID, "capabilities")}


def header(selection: Selection, said: Mapping[str, Any]) -> HeaderEvent:
    """The first event of a log: who is tested by what; `said`: what each adapter says of itself, by its name."""
    adapters = {role: said[name] for role, name in selection.systems.items()}
    kit = version("migratietoets")
    return HeaderEvent(
        format=FORMAT,
        kit=kit,
        seed=SEED,
        adapters=adapters,
        command=selection.command,
        readings=reading_versions(),
    )


def rule_event(r: Rule) -> RuleEvent:
    """A rule of the register as the log tells it."""
    return RuleEvent(
        id=r.id,
        strength=r.strength,
        binds=tuple(r.binds),
        chapter=r.chapter,
        text=r.text,
        source=r.source,
        reading=r.reading,
        status=r.status,
        checked=r.checked,
        reason=r.reason,
        entails=tuple(r.entails),
    )


def case_event(campaign: Campaign, case: Case) -> CaseEvent:
    """A case as the log tells it."""
    return CaseEvent(
        campaign=campaign.id,
        id=case.id,
        title=case.title,
        roles=case.roles,
        domains=[str(d) for d in case.domeinen],
        rules=case.expectation.rules,
        source=case.source,
    )


class Run:
    """Plays campaigns on demand; each writes its events to its own log."""

    def __init__(
        self,
        selection: Selection,
        make_log: Callable[[Campaign], EventLog],
        progress: Progress = lambda _campaign, _day: None,
        earlier: Earlier = lambda _campaign: None,
    ) -> None:
        self.selection = selection
        self.asked: Asked = None
        self._make_log = make_log
        self._progress = progress
        self._earlier = earlier
        self._verdicts: dict[str, Verdicts] = {}
        self._events: dict[str, list[Event]] = {}
        self._told: frozenset[str] = frozenset()
        self._failed: set[str] = set()

    def verdicts(self, campaign: Campaign) -> Verdicts:
        """Verdict events by (case, rule); the campaign is played once, at the first question.

        Raises:
            KitFailure: the kit itself failed on this campaign, at the first question and at every later one.
        """
        if campaign.id in self._failed:
            raise KitFailure(again(campaign.id))
        if campaign.id not in self._verdicts:
            recorded = self._recorded(campaign)
            self._verdicts[campaign.id] = self._played(campaign) if recorded is None else recorded
        return self._verdicts[campaign.id]

    def take_strays(self, campaign: Campaign) -> list[VerdictEvent]:
        """What was found in a campaign and belongs to none of its cases; told once, at the first question."""
        told, self._told = self._told, self._told | {campaign.id}
        if campaign.id in told:
            return []
        return [verdict for (case, _), verdict in self.verdicts(campaign).items() if case is None]

    def events(self, campaign: Campaign) -> list[Event]:
        """Everything logged of a campaign that was played, as it may be shown."""
        return self._events[campaign.id]

    def _recorded(self, campaign: Campaign) -> Verdicts | None:
        """What was said of a campaign that was played before; None where it has to be played."""
        events = self._earlier(campaign)
        if events is None:
            return None
        self._events[campaign.id] = events
        return {(each.case, each.rule): each for each in events if isinstance(each, VerdictEvent)}

    def _played(self, campaign: Campaign) -> Verdicts:
        """What is said of a campaign that is played now."""
        with self._make_log(campaign) as log:
            self._progress(campaign, BEGIN)
            try:
                return self._play(trimmed(campaign, self.asked), log)
            except (AdapterError, InputError) as error:
                raise type(error)(log.gate.text(str(error))) from None
            except Exception as error:  # noqa: BLE001  # it is told in full, once
                self._failed.add(campaign.id)
                log.write(ErrorEvent(campaign=campaign.id, kind=KIT, text=told(campaign.id, error)))
                raise KitFailure(log.gate.text(in_full(campaign.id, error))) from None

    def _play(self, campaign: Campaign, log: EventLog) -> Verdicts:
        out: Verdicts = {}
        for case in campaign.to_play:
            log.write(case_event(campaign, case))
        chain = Chain(campaign, parties(self.selection, campaign.role), log, self.selection.xsd)
        chain.play(lambda day: self._progress(campaign, day))
        for said in judged(log.events, campaign, self.selection, self.asked, log.written):
            safe = log.write(said)
            if isinstance(safe, VerdictEvent):
                out[safe.case, safe.rule] = safe
        log.sync()
        self._events[campaign.id] = log.written
        return out
