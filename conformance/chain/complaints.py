"""What parties do wrong, besides what their messages say: logged, with what it costs."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from migratietoets.conformance.catalogue.calendar import BEGIN
from migratietoets.conformance.chain.campaign import Campaign
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import ADAPTER, KIT, ErrorEvent
from migratietoets.istandaard.kalender import ONE_DAY

COMPLAINTS = 200
"""After so many different complaints, another message or notice that cannot be used is no news."""


class Complaints:
    """Logs what goes wrong with the parties of a campaign.

    Attributes:
        busy: the cases that ask something of somebody around a day.
        unheard: the roles that could not do their part of this step.
    """

    def __init__(self, campaign: Campaign, parties: Mapping[str, Party], log: EventLog) -> None:
        self._campaign = campaign
        self._parties = parties
        self._log = log
        self.busy: Callable[[date], Iterable[str]] = lambda _: ()
        self.unheard: set[str] = set()
        self._today = BEGIN
        self._carried: dict[str, date] = {}
        """Case -> the last day on which something was sent in it."""
        self._complained: set[tuple[str, str, str | None]] = set()

    def begin_day(self, today: date) -> None:
        """Another step begins."""
        self.unheard.clear()
        self._today = today

    def heard_of(self, case: str) -> None:
        """Something was sent in a case."""
        self._carried[case] = self._today

    def step_error(self, role: str, verb: str, text: str, now: datetime) -> None:
        """Log what a party did wrong in a step: it costs the cases that had something to do by then, and no others.

        Where the conversation is over, or where it is the kit that fails, it may have cost any.
        """
        self.unheard.add(role)
        if role not in self._campaign.systems or not self._parties[role].alive:
            self.error(role, verb, text, now, None)
            return
        recent = {case for case, day in self._carried.items() if day >= self._today - ONE_DAY}
        cases = sorted(recent.union(self.busy(self._today)))
        for case in cases:
            self.error(role, verb, text, now, case)
        if not cases:
            self.error(role, verb, text, now, None, alone=True)

    def error(self, role: str, verb: str, text: str, now: datetime, case: str | None, *, alone: bool = False) -> None:
        """Log what a party did wrong; the same complaint about the same case is logged once.

        Args:
            role: the party.
            verb: what it was asked.
            text: the complaint.
            now: the moment.
            case: whom it cost something, or None where nobody can say.
            alone: it cost one message or notice and nothing else.
        """
        if (role, text, case) in self._complained or (alone and len(self._complained) >= COMPLAINTS):
            return
        self._complained.add((role, text, case))
        kind = ADAPTER if role in self._campaign.systems else KIT
        self._log.write(
            ErrorEvent(
                campaign=self._campaign.id,
                case=case,
                at=now.isoformat(),
                party=role,
                verb=verb,
                kind=kind,
                text=text,
                alone=alone,
            )
        )
