"""The system on the table: asked through the same checks as in a run, with a clock and a memory of what it sent."""

from datetime import date, datetime, time, timedelta
from typing import Any

from conformance.adapters.jsonrpc import OpAfstand
from conformance.dokter import stukken
from conformance.partij import Partij
from conformance.protocol import Adapter
from conformance.script import AMSTERDAM
from istandaard.model import Toewijzing
from istandaard.releases import Domein

ROLLEN = ("gemeente", "aanbieder")
BEGIN = datetime.combine(date(2020, 9, 1), time(8), tzinfo=AMSTERDAM)


class Klacht(Exception):  # noqa: N818  # a Dutch word for a Dutch reader
    """A check failed."""

    def __init__(self, verwacht: str, gevonden: str, advies: str) -> None:
        super().__init__(f"verwacht: {verwacht}; gevonden: {gevonden.rstrip('.')}")
        self.advies = advies


class Patient:
    """A system on the table, its clock, and what it has sent so far in this role and domain."""

    def __init__(self, naam: str, adapter: Adapter) -> None:
        self.adapter = adapter
        self.partij = Partij(naam, adapter)
        self.wie: dict[str, Any] = {}
        self.rol, self.domein = "", Domein.WMO
        self.vorige = self.nu = BEGIN
        self.buiten_de_stap: list[str] = []
        self.berichten = 0

    @property
    def dood(self) -> bool:
        """Whether no question can be asked any more."""
        return isinstance(self.adapter, OpAfstand) and self.adapter.dood is not None

    def plekken(self) -> list[tuple[str, str]]:
        """Every role and domain that it claims, in a fixed order."""
        return [(rol, domein) for rol in ROLLEN for domein in Domein if self._speelt(rol, domein)]

    def _speelt(self, rol: str, domein: Domein) -> bool:
        return rol in self.wie["roles"] and domein in self.wie["domains"]

    def begin(self, *voorraad: Toewijzing) -> None:
        """Reset, with this stock."""
        self.vorige = self.nu = BEGIN
        self.partij.vraag("reset", stukken.reset(self.rol, self.domein, BEGIN, list(voorraad)))

    def volgende_dag(self) -> None:
        """One day further."""
        self.vorige, self.nu = self.nu, self.nu + timedelta(days=1)
        self.partij.vraag("advance", {"to": self.nu.isoformat()})

    def haal_op(self) -> dict[str, Any]:
        """Collect, and remember what was sent outside the step."""
        opgehaald = self.partij.vraag("collect", {})
        stuks = [*opgehaald["messages"], *opgehaald["notices"]]
        self.berichten += len(stuks)
        self.buiten_de_stap += [
            s["sent_at"] for s in stuks if not self.vorige <= datetime.fromisoformat(s["sent_at"]) <= self.nu
        ]
        return opgehaald

    def opdracht(self, naam: str, params: dict[str, Any]) -> dict[str, Any]:
        """Press a button."""
        return self.partij.vraag("instruct", {"command": naam, "params": params})
