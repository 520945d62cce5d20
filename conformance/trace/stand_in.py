"""Stand-ins for BSNs that come in from outside: the same one for the same one, never a real one in what is written."""

from collections.abc import Collection, Iterator
from itertools import chain, count

from migratietoets.istandaard.bsn import bsns_for_tests, elfproef

HIGHEST_RESERVE = 999_000_000


class StandIns:
    """Gives each outside BSN its stand-in: test BSNs from the top down, then numbers that fail the elfproef."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        """Start with no stand-in given.

        Args:
            taken: BSNs that stand for somebody already; none of them becomes a stand-in.
        """
        self._given: dict[str, str] = {}
        self._test_range = frozenset(bsns_for_tests())
        self._stock = _stock(frozenset(taken))

    def of(self, bsn: str) -> str:
        """The BSN itself when it is a test BSN, otherwise its stand-in."""
        if bsn in self._test_range:
            return bsn
        if bsn not in self._given:
            self._given[bsn] = next(self._stock)
        return self._given[bsn]


def _stock(taken: frozenset[str]) -> Iterator[str]:
    reserve = (number for number in map(str, count(HIGHEST_RESERVE, -1)) if not elfproef(number))
    return (bsn for bsn in chain(reversed(bsns_for_tests()), reserve) if bsn not in taken)
