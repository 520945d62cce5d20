"""The system on the table: asked through the same checks as in a run, with a clock and a memory of what it sent."""

from datetime import datetime, time
from typing import Any

from migratietoets.conformance.adapters.jsonrpc import Remote
from migratietoets.conformance.catalogue import calendar
from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.doctor import samples
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.protocol.verbs import Adapter
from migratietoets.istandaard.kalender import AMSTERDAM, ONE_DAY
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein

BEGIN = datetime.combine(calendar.BEGIN, time(8), tzinfo=AMSTERDAM)


class Complaint(Exception):  # noqa: N818  # it says what is wrong
    """A check failed."""

    def __init__(self, expected: str, found: str, advice: str) -> None:
        super().__init__(f"verwacht: {expected}; gevonden: {found.rstrip('.')}")
        self.advice = advice


class Patient:
    """A system on the table, its clock, and what it has sent so far in this role and domain."""

    def __init__(self, name: str, adapter: Adapter) -> None:
        self.adapter = adapter
        self.party = Party(name, adapter)
        self.who: dict[str, Any] = {}
        self.role, self.domein = "", Domein.WMO
        self.previous = self.now = BEGIN
        self.outside_step: list[str] = []
        self.berichten = 0

    @property
    def dead(self) -> bool:
        """Whether no question can be asked any more."""
        return isinstance(self.adapter, Remote) and self.adapter.dead is not None

    def places(self) -> list[tuple[str, str]]:
        """Every role and domain that it claims, in a fixed order."""
        return [(role, domein) for role in ROLES for domein in Domein if self._plays(role, domein)]

    def _plays(self, role: str, domein: Domein) -> bool:
        return role in self.who["roles"] and domein in self.who["domains"]

    def begin(self, *stock: Toewijzing) -> None:
        """Reset, with this stock."""
        self.previous = self.now = BEGIN
        self.party.query("reset", samples.reset(self.role, self.domein, BEGIN, list(stock)))

    def next_day(self) -> None:
        """One day further."""
        self.previous, self.now = self.now, self.now + ONE_DAY
        self.party.query("advance", {"to": self.now.isoformat()})

    def collect(self) -> dict[str, Any]:
        """Collect, and remember what was sent outside the step."""
        collected = self.party.query("collect", {})
        items = [*collected["messages"], *collected["notices"]]
        self.berichten += len(items)
        self.outside_step += [
            s["sent_at"] for s in items if not self.previous <= datetime.fromisoformat(s["sent_at"]) <= self.now
        ]
        return collected

    def instruction(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        """Press a button."""
        return self.party.query("instruct", {"command": name, "params": params})
