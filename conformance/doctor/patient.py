"""The system on the table: asked through the same checks as in a run, with a clock and a memory of what it sent."""

from datetime import datetime, time
from time import monotonic
from typing import Any

from migratietoets.conformance.adapters.jsonrpc import Remote
from migratietoets.conformance.catalogue import calendar
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.doctor import samples
from migratietoets.conformance.protocol.control import ClockLevel, clock_of
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.protocol.verbs import Adapter
from migratietoets.istandaard.berichten import Bericht, build
from migratietoets.istandaard.kalender import AMSTERDAM, ONE_DAY
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein

BEGIN = datetime.combine(calendar.BEGIN, time(8), tzinfo=AMSTERDAM)


class Complaint(Exception):  # noqa: N818  # it says what is wrong
    """A check failed."""

    def __init__(self, expected: str, found: str, advice: str) -> None:
        super().__init__(f"verwacht: {expected}; gevonden: {found.rstrip('.')}")
        self.advice = advice


class Todo(Complaint):
    """Nothing is wrong with the adapter: it is the next thing to write.

    Attributes:
        verb: where it is written.
    """

    def __init__(self, expected: str, found: str, advice: str, verb: str) -> None:
        super().__init__(expected, found, advice)
        self.verb = verb


class Patient:
    """A system on the table, its clock, and what it has sent so far in this role and domain."""

    def __init__(self, name: str, adapter: Adapter, limit: float) -> None:
        self.adapter = adapter
        self.name, self.limit = name, limit
        self.party = Party(name, adapter)
        self.who: dict[str, Any] = {}
        self.role, self.domein = "", Domein.WMO
        self.previous = self.now = BEGIN
        self.outside_step: list[str] = []
        self.berichten = 0
        self.answers = False
        """Whether it answered a message in this role and domain as it should."""
        self.asked = "hello"
        """The verb that was asked last."""
        self.slowest = ("hello", 0.0)
        """The verb that took longest to answer, and its seconds."""

    @property
    def dead(self) -> bool:
        """Whether no question can be asked any more."""
        return isinstance(self.adapter, Remote) and self.adapter.dead is not None

    def places(self) -> list[tuple[str, str]]:
        """Every role and domain that it claims, in a fixed order."""
        return [(role, domein) for role in ROLES for domein in Domein if self._plays(role, domein)]

    def _plays(self, role: str, domein: Domein) -> bool:
        return role in self.who["roles"] and domein in self.who["domains"]

    @property
    def follows(self) -> bool:
        """Whether its time is that of the kit."""
        return clock_of(self.who["capabilities"]) is ClockLevel.VIRTUAL

    def ask(self, verb: str, params: dict[str, Any]) -> dict[str, Any]:
        """Ask a question, and know which was the last and which took longest."""
        self.asked, begin = verb, monotonic()
        try:
            return self.party.query(verb, params)
        finally:
            self.slowest = max(self.slowest, (verb, monotonic() - begin), key=lambda one: one[1])

    def begin(self, *stock: Toewijzing, at: datetime = BEGIN) -> None:
        """Reset, with this stock."""
        self.previous = self.now = at
        self.ask("reset", samples.reset(self.role, self.domein, at, list(stock)))

    def deliver(self, bericht: Bericht) -> dict[str, Any]:
        """Hand over a message."""
        query = {"code": bericht.kind, "release": str(bericht.release), "xml": build(bericht).decode()}
        return self.ask("deliver", query)

    def next_day(self) -> None:
        """One day further."""
        self.go_to(self.now + ONE_DAY)

    def go_to(self, moment: datetime) -> None:
        """It becomes this moment."""
        self.previous, self.now = self.now, moment
        self.ask("advance", {"to": self.now.isoformat()})

    def collect(self) -> dict[str, Any]:
        """Collect, and remember what was sent outside the step."""
        collected = self.ask("collect", {})
        items = [*collected["messages"], *collected["notices"]]
        self.berichten += len(items)
        self.outside_step += [
            s["sent_at"] for s in items if not self.previous <= datetime.fromisoformat(s["sent_at"]) <= self.now
        ]
        return collected

    def instruction(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        """Press a button."""
        return self.ask("instruct", {"command": name, "params": params})
