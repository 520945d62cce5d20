"""What every other right party is: the reference that takes one other permitted way, named in its docstring."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from migratietoets.conformance.reference.clock import Clock
from migratietoets.conformance.reference.party import ReferenceParty


@dataclass
class Waiting:
    """What lies on a desk until it is some working days old."""

    working_days: int
    lying: list[tuple[date, Any]] = field(default_factory=list)

    def ready(self, clock: Clock, new: Iterable[Any]) -> list[Any]:
        """What may go today, in order of arrival; what is new is put with the rest."""
        day = clock.working_days_after(clock.today, self.working_days)
        self.lying += [(day, one) for one in new]
        done = [one for when, one in self.lying if when <= clock.today]
        self.lying = [row for row in self.lying if row[0] > clock.today]
        return done


class Right(ReferenceParty):
    """The reference, in another permitted way.

    Attributes:
        allowed_by: the rule, reading or sentence that permits it.
        roles: the roles in which it is judged.
    """

    allowed_by = ""
    roles: tuple[str, ...] = ("gemeente", "aanbieder")
