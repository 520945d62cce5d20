"""Stand-ins for BSNs that come in from outside: the same one for the same one, never a real one in what is written."""

from collections.abc import Collection, Iterator
from itertools import chain, count

from generators.personen import test_bsns
from istandaard.bsn import elfproef

HOOGSTE_RESERVE = 999_000_000


class Schuilnamen:
    """Gives each outside BSN its stand-in: test BSNs from the top down, then numbers that fail the elfproef."""

    def __init__(self, bezet: Collection[str] = ()) -> None:
        """Start with no stand-in given.

        Args:
            bezet: BSNs that stand for somebody already; none of them becomes a stand-in.
        """
        self._gegeven: dict[str, str] = {}
        self._testreeks = frozenset(test_bsns())
        self._voorraad = _voorraad(frozenset(bezet))

    def voor(self, bsn: str) -> str:
        """The BSN itself when it is a test BSN, otherwise its stand-in."""
        if bsn in self._testreeks:
            return bsn
        if bsn not in self._gegeven:
            self._gegeven[bsn] = next(self._voorraad)
        return self._gegeven[bsn]


def _voorraad(bezet: frozenset[str]) -> Iterator[str]:
    reserve = (nummer for nummer in map(str, count(HOOGSTE_RESERVE, -1)) if not elfproef(nummer))
    return (bsn for bsn in chain(reversed(test_bsns()), reserve) if bsn not in bezet)
