"""Names for what a message says that show nothing of it."""

from dataclasses import dataclass, field
from hashlib import blake2b
from secrets import token_bytes


@dataclass(frozen=True, slots=True)
class Names:
    """Gives names that show nothing of what they are for: the same for the same, under a key that is nowhere else."""

    _key: bytes = field(default_factory=lambda: token_bytes(32), repr=False)

    def of(self, *parts: object) -> bytes:
        """The name of something."""
        text = "\0".join(map(str, parts))
        return blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=12).digest()
