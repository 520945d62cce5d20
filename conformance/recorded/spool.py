"""Where messages wait to be judged: on disk, unreadable for whoever finds the file, since its key is nowhere."""

import tempfile
import zlib
from hashlib import shake_256
from secrets import token_bytes
from typing import Self


class Spool:
    """A file without a name, of which what is put comes back by its place.

    Messages may name somebody, so nothing of them is written as it is: each is compressed and hidden under a stream
    that follows from a key in memory and from its place, used once.
    """

    def __init__(self) -> None:
        self._key = token_bytes(32)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as this
        self._size = 0

    def put(self, data: bytes) -> tuple[int, int]:
        """Keep something; its place and size, to ask it back."""
        packed = zlib.compress(data, 1)
        place = self._size
        self._file.seek(place)
        self._file.write(self._hidden(packed, place))
        self._size += len(packed)
        return place, len(packed)

    def get(self, place: int, size: int) -> bytes:
        """What was put there."""
        self._file.seek(place)
        return zlib.decompress(self._hidden(self._file.read(size), place))

    def _hidden(self, data: bytes, place: int) -> bytes:
        stream = shake_256(self._key + place.to_bytes(8, "big")).digest(len(data))
        return (int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(data), "big")

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the file."""
        self._file.close()
