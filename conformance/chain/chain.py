"""The simulated chain: a clock, two parties, a post office that records everything it carries."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from migratietoets.conformance.catalogue.calendar import BEGIN, END
from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.case.instructions import AboutToewijzing, Instruction
from migratietoets.conformance.catalogue.case.messages import Message
from migratietoets.conformance.catalogue.clients import SEED
from migratietoets.conformance.catalogue.parties import GEMEENTE, OWN_AANBIEDER, aanbieders, agb
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.chain.clock import MIDNIGHT, CaseStep, busy, days, first_day
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.chain.post_office import PostOffice
from migratietoets.conformance.protocol.control import ClockLevel, clock_of
from migratietoets.conformance.protocol.processes import plays
from migratietoets.conformance.protocol.verbs import AdapterError, CannotError
from migratietoets.conformance.script.instructions import parameters
from migratietoets.conformance.script.messages import can_be_said, make_message, on_purpose
from migratietoets.conformance.script.symbols import Symbols
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import (
    CANNOT,
    CampaignEvent,
    ClientEvent,
    EndEvent,
    ErrorEvent,
    HelloEvent,
    InstructEvent,
    StockEvent,
)
from migratietoets.istandaard.berichten import build

TIMES = 2
"""How often a party is told the same moment."""


def _hello(campaign: Campaign, role: str, who: dict[str, Any], day: date) -> HelloEvent:
    """What a party says of itself; the orders that persons give it are those of the chain, so they are all seen.

    `day`: on which a clock that is set at a reset, is set.
    """
    shown = who | {"capabilities": who["capabilities"] | {"desk": True, "clock_set": str(day)}}
    return HelloEvent(campaign=campaign.id, role=role, under_test=role in campaign.systems, party=shown)


class Chain:
    """One campaign in progress. `play` plays the calendar of the cases and logs what happened."""

    def __init__(
        self, campaign: Campaign, parties: Mapping[str, Party], log: EventLog, xsd: Path | None = None
    ) -> None:
        self.campaign = campaign
        self.parties = parties
        self.log = log
        self.cases: tuple[Case, ...] = ()
        """The cases whose process the system under test claims."""
        self.symbols: dict[str, Symbols] = {}
        self.case_of: dict[str, str] = {}
        self.mail = PostOffice(campaign, parties, log, self.case_of, self.symbols, xsd)
        self.mail.wake = self._advance
        self.now = MIDNIGHT
        self._idle_until: dict[str, datetime] = {}
        """Role -> until when its system does nothing by itself, as it says."""

    def play(self, progress: Callable[[date], None] = lambda _: None) -> None:
        """Play the calendar; what a system does wrong is logged, and only a failed start stops the campaign."""
        c = self.campaign
        self.log.write(
            CampaignEvent(campaign=self.campaign.id, role=c.role, domain=str(c.domein), begin=str(BEGIN), end=str(END))
        )
        try:
            if self._begin():
                self._walk_calendar(progress)
        finally:
            wrong: list[str] = []
            for party in self.parties.values():
                party.attempt("stop", {}, wrong.append)
        self.log.write(EndEvent(campaign=self.campaign.id, at=self.now.isoformat(), remark=self._remark(wrong)))

    def _remark(self, wrong: Sequence[str]) -> str:
        """What went wrong in the goodbye, in a sentence; a system that was gone already is no news."""
        known = {event.text for event in self.log.events if isinstance(event, ErrorEvent)}
        texts = [text.partition("\n")[0] for text in wrong if text not in known]
        return (
            f"Bij stop ging iets mis; dat telt niet mee, want alles was al gespeeld. {' '.join(texts)}" if texts else ""
        )

    def _begin(self) -> bool:
        """Greet both parties and give them their stock; False when they cannot, or play none of the cases."""
        c = self.campaign
        playable: Sequence[Case] = c.to_play
        for role in self.parties:
            who = self._start(role, "hello", {})
            if who is None:
                return False
            if role in c.systems:
                playable = [case for case in playable if plays(who, role, c.domein, case.chapter)]
                if c.isolated and clock_of(who["capabilities"]) is ClockLevel.AT_RESET:
                    self.now = first_day(playable)
            self.log.write(_hello(c, role, who, self.now.date()))
            if not playable and not c.pair:
                return False
        self._allot(playable)
        clients, stock = self._log_stock()
        return bool(self.cases) and all(
            self._start(
                role,
                "reset",
                {
                    "role": role,
                    "domain": str(c.domein),
                    "now": self.now.isoformat(),
                    "seed": SEED,
                    "case": c.id,
                    "gemeente": GEMEENTE,
                    "aanbieders": aanbieders(self.cases),
                    "stock": stock,
                    "clients": clients,
                },
            )
            is not None
            for role in self.parties
        )

    def _start(self, role: str, verb: str, params: dict[str, Any]) -> dict[str, Any] | None:
        """The answer of a party to one of the first questions, without which the campaign cannot be played."""
        try:
            return self.parties[role].query(verb, params)
        except AdapterError as error:
            self.mail.complaints.error(role, verb, str(error), self.now, None)
            return None

    def _allot(self, cases: Sequence[Case]) -> None:
        """Give every case that is played its values, and know what is whose."""
        self.cases = tuple(cases)
        self.symbols |= {case.id: Symbols(case, self.campaign.domein) for case in cases}
        self.case_of |= {client.bsn: case for case, own in self.symbols.items() for client in own.clients.values()}
        self.case_of |= {agb(case, 1): case.id for case in cases if case.chapter in OWN_AANBIEDER}
        self.mail.complaints.busy = busy(self.symbols)
        self.mail.addressees = {"gemeente": frozenset(aanbieders(cases)), "aanbieder": frozenset({GEMEENTE})}
        self.mail.to_damage |= {(case.id, kind) for case in cases for kind in case.damaged}

    def _log_stock(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Log the clients and the stock, and give them."""
        clients, stock = [], []
        for case, symbols in self.symbols.items():
            for client in symbols.clients.values():
                self.log.write(ClientEvent(campaign=self.campaign.id, case=case, bsn=client.bsn))
                clients.append(client.to_json())
            for record in symbols.stock.values():
                stock.append(record.to_json())
                self.log.write(StockEvent(campaign=self.campaign.id, case=case, toewijzing=stock[-1]))
        return clients, stock

    def _walk_calendar(self, progress: Callable[[date], None]) -> None:
        for day, moments in days(self.cases, self.now.date()):
            for at, steps in moments:
                self._go_to(at)
                for step in steps:
                    self._do(step)
                if steps:
                    self.mail.deliver_until_quiet(self.now)
            progress(day)

    def _go_to(self, at: datetime) -> None:
        self.mail.begin_step(self.now, at)
        self.now = at
        for role in self.parties:
            if self._idle_until.get(role, at) > at:
                self.mail.asleep.add(role)
            else:
                self._advance(role)
        self.mail.deliver_until_quiet(at)

    def _advance(self, role: str) -> None:
        """Tell a party how late it is; one that answers with an error is told once more, then at the next moment."""
        self.mail.asleep.discard(role)
        self._idle_until.pop(role, None)
        for _ in range(TIMES):
            try:
                answer = self.parties[role].query("advance", {"to": self.now.isoformat()})
            except AdapterError as error:
                self.mail.complaints.step_error(role, "advance", str(error), self.now)
            else:
                if until := answer.get("idle_until"):
                    self._idle_until[role] = datetime.fromisoformat(until)
                return

    def _do(self, one: CaseStep) -> None:
        case, step, symbols = one.case.id, one.step, self.symbols[one.case.id]
        match step.action:
            case Message() as message if can_be_said(symbols, message):
                bericht = make_message(symbols, one.number, step.at, message)
                self.mail.send_for_kit(message.sender, bericht, build(bericht), case, step.at, **on_purpose(message))
            case AboutToewijzing(successor_from=begin) as about if begin is not None:
                if symbols.successor(about.toewijzing, begin) is not None:
                    self._instruct(case, about, parameters(symbols, about))
            case Instruction() as instruction:
                self._instruct(case, instruction, parameters(symbols, instruction))

    def _lacks(self, role: str, case: str, text: str) -> None:
        """Log that a party could not be asked what a case asks."""
        name, at = self.campaign.id, self.now.isoformat()
        self.log.write(ErrorEvent(campaign=name, case=case, at=at, party=role, verb="instruct", kind=CANNOT, text=text))

    def _instruct(self, case: str, instruction: Instruction, params: dict[str, Any]) -> None:
        role, command, answer = instruction.to, instruction.command, {}
        self.mail.rouse(role)
        try:
            answer = self.parties[role].query("instruct", {"command": command, "params": params})
        except CannotError as error:
            self._lacks(role, case, str(error))
            return
        except AdapterError as error:
            self.mail.complaints.error(role, "instruct", str(error), self.now, case)
        self.log.write(
            InstructEvent(
                campaign=self.campaign.id,
                case=case,
                n=self.mail.number,
                at=self.now.isoformat(),
                to=role,
                command=command,
                params=params,
                result=answer,
            )
        )
