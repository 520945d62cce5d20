"""Stand-ins for BSNs that come in from outside: the same one for the same one, never a real one in what is written."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, count

from migratietoets.istandaard.bsn import TEST_RANGE, bsns_for_tests, elfproef

HIGHEST_RESERVE = 999_000_000
_NINE = 9


class StandIns:
    """Gives each outside BSN its stand-in: test BSNs from the top down, then numbers that fail the elfproef."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._taken: set[str] = set()
        self._stock = _stock()

    @property
    def given(self) -> Collection[str]:
        """The BSNs that have a stand-in."""
        return self._given.keys()

    def keep(self, bsns: Iterable[str]) -> None:
        """Know that these stand for somebody: none of them becomes a stand-in from here on."""
        self._taken.update(bsns)

    def is_test(self, bsn: str) -> bool:
        """Whether it lies in the test range, and so belongs to nobody, whether it passes the elfproef or not."""
        return len(bsn) == _NINE and bsn.isascii() and bsn.isdigit() and int(bsn) in TEST_RANGE

    def of(self, bsn: str) -> str:
        """The BSN itself when it is a test BSN, otherwise its stand-in."""
        if self.is_test(bsn):
            return bsn
        if bsn not in self._given:
            taken = (self._taken, self._given)
            self._given[bsn] = next(number for number in self._stock if not any(number in one for one in taken))
        return self._given[bsn]


def _stock() -> Iterator[str]:
    reserve = (number for number in map(str, count(HIGHEST_RESERVE, -1)) if not elfproef(number))
    return chain(reversed(bsns_for_tests()), reserve)
