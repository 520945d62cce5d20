"""Stand-ins for BSNs that come in from outside: the same one for the same one, never a real one in what is written."""

from generators.personen import test_bsns
from istandaard.bsn import elfproef

CIJFERS = 9


class Schuilnamen:
    """Gives each outside BSN its stand-in: test BSNs from the top down, then numbers that fail the elfproef."""

    def __init__(self) -> None:
        self._gegeven: dict[str, str] = {}
        self._testreeks = frozenset(test_bsns())

    def voor(self, bsn: str) -> str:
        """The BSN itself when it is a test BSN, otherwise its stand-in."""
        if bsn in self._testreeks:
            return bsn
        if bsn not in self._gegeven:
            self._gegeven[bsn] = self._volgende(len(self._gegeven))
        return self._gegeven[bsn]

    @staticmethod
    def _volgende(positie: int) -> str:
        reeks = test_bsns()
        if positie < len(reeks):
            return reeks[-1 - positie]
        nummer = 999_000_000 - positie * 2
        return str(nummer if not elfproef(str(nummer)) else nummer - 1)
