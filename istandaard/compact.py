"""A map from hashes to numbers that takes little memory, for what is asked about millions of records."""

from array import array

_SMALLEST = 8
_FULL = 0.7
_ALL_BITS = 2**64 - 1


class HashMap:
    """From the hash of something to a whole number below 2**64, in two flat arrays.

    It keeps the 64 bits of a hash and not what was hashed: a dict would take ten times as much. Two things that differ
    share a hash once in 10**19; whoever cannot live with that compares what he found.
    """

    def __init__(self) -> None:
        self._count = 0
        self._clear(_SMALLEST)

    def get(self, hashed: int) -> int | None:
        """The number that belongs to a hash, or None."""
        slot = self._slot(_key(hashed))
        return self._values[slot] if self._keys[slot] else None

    def put(self, hashed: int, value: int) -> None:
        """Give a hash its number; the earlier one is forgotten."""
        key = _key(hashed)
        slot = self._slot(key)
        if not self._keys[slot]:
            if self._count >= _FULL * (self._mask + 1):
                self._grow()
                slot = self._slot(key)
            self._keys[slot] = key
            self._count += 1
        self._values[slot] = value

    def _slot(self, key: int) -> int:
        """Where a key stands, or would stand."""
        keys, mask = self._keys, self._mask
        slot = key & mask
        while (found := keys[slot]) and found != key:
            slot = (slot + 1) & mask
        return slot

    def _clear(self, size: int) -> None:
        self._mask = size - 1
        self._keys, self._values = array("Q", bytes(8 * size)), array("Q", bytes(8 * size))

    def _grow(self) -> None:
        keys, values = self._keys, self._values
        self._clear(2 * len(keys))
        for key, value in zip(keys, values, strict=True):
            if key:
                slot = self._slot(key)
                self._keys[slot], self._values[slot] = key, value


def _key(hashed: int) -> int:
    """A hash without its sign; nothing is zero, which means empty."""
    return hashed & _ALL_BITS or 1
