"""Files that know their own digest: JSON lines, and a directory of messages."""

import hashlib
from collections.abc import Collection
from pathlib import Path

from migratietoets.istandaard.writing import json_text, writing


class JsonLines:
    """A JSON lines file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with writing(path):
            self._file = path.open("xb")
        self._digest = hashlib.sha256()

    def write(self, values: Collection[object]) -> None:
        """Add a line for each value."""
        data = "".join(f"{json_text(value)}\n" for value in values).encode()
        with writing(self._path):
            self._file.write(data)
        self._digest.update(data)

    def close(self) -> str:
        """Close the file; the SHA-256 of what is in it."""
        with writing(self._path):
            self._file.close()
        return self._digest.hexdigest()


class BerichtFolder:
    """A directory with a file for each message."""

    def __init__(self, path: Path) -> None:
        with writing(path):
            path.mkdir(parents=True)
        self._path = path
        self._digests: dict[str, str] = {}

    def __len__(self) -> int:
        """How many messages there are."""
        return len(self._digests)

    def write(self, name: str, data: bytes) -> None:
        """Add a message under a name of its own."""
        place = f"{self._path}/{name}"
        with writing(place), open(place, "xb") as file:  # noqa: PTH123  # a Path costs a fifth of the writing
            file.write(data)
        self._digests[name] = hashlib.sha256(data).hexdigest()

    def digest(self) -> str:
        """The SHA-256 over the lines "digest, two spaces, file name", sorted by name."""
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(self._digests.items()))
        return hashlib.sha256(lines.encode()).hexdigest()
