"""Which toewijzing somebody points at, and which stand beside it at the same aanbieder."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.istandaard.model import Key


@view
def _by_client(trace: Trace) -> Mapping[tuple[str | None, str | None], tuple[History, ...]]:
    found: dict[tuple[str | None, str | None], list[History]] = defaultdict(list)
    for history in trace.histories.values():
        found[history.key.aanbieder, history.key.bsn].append(history)
    return {who: tuple(some) for who, some in found.items()}


def of_client(trace: Trace, aanbieder: str | None, bsn: str | None) -> tuple[History, ...]:
    """What one client has at one aanbieder, in the order in which it came."""
    return _by_client(trace).get((aanbieder, bsn), ())


def named(trace: Trace, reference: Mapping[str, Any] | None, day: date) -> History | None:
    """The toewijzing that an instruction or a notice points at; None where there is none.

    A number that is None was absent, or not known to who points: then one without number goes first, and of the rest
    one that was not cancelled on that day.
    """
    if reference is None:
        return None
    product = (reference["categorie"], reference["code"], date.fromisoformat(reference["ingangsdatum"]))
    number = reference["toewijzingnummer"]
    fitting = [
        one
        for one in of_client(trace, reference["aanbieder"], reference["bsn"])
        if _product(one.key) == product and number in {None, one.key.toewijzingnummer}
    ]
    return min(fitting, key=lambda one: (one.key.toewijzingnummer != number, one.cancelled(day)), default=None)


def _product(key: Key) -> tuple[str | None, str | None, date]:
    return key.categorie, key.code, key.ingangsdatum
