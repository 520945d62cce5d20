"""Files that know their own digest: JSON lines, and a directory of messages."""

import hashlib
import json
from collections.abc import Collection
from pathlib import Path

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Regels:
    """A JSON lines file."""

    def __init__(self, pad: Path) -> None:
        self._bestand = pad.open("xb")
        self._digest = hashlib.sha256()

    def schrijf(self, waarden: Collection[object]) -> None:
        """Add a line for each value."""
        data = "".join(f"{_JSON.encode(waarde)}\n" for waarde in waarden).encode()
        self._bestand.write(data)
        self._digest.update(data)

    def sluit(self) -> str:
        """Close the file; the SHA-256 of what is in it."""
        self._bestand.close()
        return self._digest.hexdigest()


class Berichtenmap:
    """A directory with a file for each message."""

    def __init__(self, pad: Path) -> None:
        pad.mkdir(parents=True)
        self._pad = pad
        self._digests: dict[str, str] = {}

    def __len__(self) -> int:
        """How many messages there are."""
        return len(self._digests)

    def schrijf(self, naam: str, data: bytes) -> None:
        """Add a message under a name of its own."""
        with open(f"{self._pad}/{naam}", "xb") as bestand:  # noqa: PTH123  # a Path costs a fifth of the writing
            bestand.write(data)
        self._digests[naam] = hashlib.sha256(data).hexdigest()

    def digest(self) -> str:
        """The SHA-256 over the lines "digest, two spaces, file name", sorted by name."""
        regels = "".join(f"{digest}  {naam}\n" for naam, digest in sorted(self._digests.items()))
        return hashlib.sha256(regels.encode()).hexdigest()
