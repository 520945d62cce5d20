"""Many dossiers judged at once: in several processes, with what is told in order and never many at a time."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from migratietoets.conformance.recorded.dossier import Dossier
from migratietoets.conformance.recorded.told import Asked, Told, told
from migratietoets.conformance.validation.processes import in_processes

ALONE = 50
"""So few dossiers are judged here: another process costs more than it brings."""
BATCH = 20
HEAVY = 2_000_000
"""A batch ends at so many dossiers, or so many characters."""


def tell_all(found: Iterable[Dossier], asked: Asked, workers: int) -> Iterator[Told]:
    """What is told of every dossier, in their order.

    Args:
        found: the dossiers; taken no faster than they are judged.
        asked: what is asked of each.
        workers: how many processes; 1 means this one.
    """
    dossiers = iter(found)
    first = list(islice(dossiers, ALONE if workers > 1 else 0))
    if len(first) < ALONE:
        for one in (*first, *dossiers):
            yield told(one, asked)
        return
    for several in in_processes(_batches(chain(first, dossiers)), _tell, workers, _begin, asked):
        yield from several


def _batches(dossiers: Iterable[Dossier]) -> Iterator[list[Dossier]]:
    batch: list[Dossier] = []
    weight = 0
    for one in dossiers:
        batch.append(one)
        weight += sum(len(text) for _, text in one.files.values())
        if len(batch) >= BATCH or weight >= HEAVY:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


_asked = Asked((), (), {}, story=False)


def _begin(asked: Asked) -> None:
    global _asked  # noqa: PLW0603  # one question a process
    _asked = asked


def _tell(batch: list[Dossier]) -> list[Told]:
    return [told(one, _asked) for one in batch]
