"""Which toewijzing somebody points at, and which stand beside it at the same aanbieder."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import Client
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.model import Key


@dataclass(frozen=True, slots=True)
class Reference:
    """How a person points at a toewijzing.

    Attributes:
        number: None when it was absent, or not known to who points.
    """

    aanbieder: str
    bsn: str
    number: str | None
    categorie: str | None
    code: str | None
    ingangsdatum: date

    @classmethod
    def read(cls, params: Mapping[str, Any]) -> Self:
        """From the fields of an instruction or a notice."""
        return cls(
            params["aanbieder"],
            params["bsn"],
            params["toewijzingnummer"],
            params["categorie"],
            params["code"],
            date.fromisoformat(params["ingangsdatum"]),
        )

    @property
    def client(self) -> Client:
        """Whose it is, at which aanbieder."""
        return Client(self.aanbieder, self.bsn)

    def fits(self, key: Key) -> bool:
        """Whether it may be this one."""
        return self.ingangsdatum == key.ingangsdatum and self.fits_but_for_the_day(key)

    def fits_but_for_the_day(self, key: Key) -> bool:
        """The same where the message may have been wrong about its first day."""
        mine, its = ((one.aanbieder, one.bsn, one.categorie, one.code) for one in (self, key))
        return mine == its and self.number in {None, key.toewijzingnummer}

    def find(self, trace: Trace, day: date) -> History | None:
        """The toewijzing itself; None where there is none.

        Without a number one that has none goes first, and of the rest one that was not cancelled on that day.
        """
        fitting = [one for one in of_client(trace, self.client) if self.fits(one.key)]
        return min(fitting, key=lambda one: (one.key.toewijzingnummer != self.number, one.cancelled(day)), default=None)


@view
def _by_client(trace: Trace) -> Mapping[Client, tuple[History, ...]]:
    found: dict[Client, list[History]] = defaultdict(list)
    for history in trace.histories.values():
        found[history.client].append(history)
    return {who: tuple(some) for who, some in found.items()}


def of_client(trace: Trace, client: Client) -> tuple[History, ...]:
    """What one client has at one aanbieder, in the order in which it came."""
    return _by_client(trace).get(client, ())


def named(trace: Trace, reference: Mapping[str, Any] | None, day: date) -> History | None:
    """The toewijzing that an instruction or a notice points at; None where there is none."""
    return None if reference is None else Reference.read(reference).find(trace, day)
