"""The bearer token of a system: from the environment alone, to that system alone, and shown nowhere."""

import re
from collections.abc import Mapping

from migratietoets.conformance.adapters.http.address import Address
from migratietoets.istandaard.model import InputError

VARIABLE = "MIGRATIETOETS_TOKEN"
"""The token of the system; with _HOST behind it (dots and dashes as _), of the system on that host."""
HIDDEN = "[token]"
SHORTEST, LONGEST = 16, 8192
ALLOWED = re.compile(r"[A-Za-z0-9._~+/=-]+")
ESCAPED = re.compile(rb"\\(?:u00([2-7][0-9A-Fa-f])|/)")
"""How JSON may spell a character of a token otherwise."""


class Token:
    """A secret that says nothing of itself.

    Attributes:
        variable: where it came from.
    """

    def __init__(self, value: str, variable: str) -> None:
        self._value, self.variable = value, variable

    def __repr__(self) -> str:
        """Nothing of it."""
        return HIDDEN

    @property
    def header(self) -> str:
        """What goes to the system."""
        return f"Bearer {self._value}"

    def hide(self, text: str) -> str:
        """A text without it."""
        return text.replace(self._value, HIDDEN)

    def is_in(self, answer: bytes) -> bool:
        """Whether an answer tells it, in whatever way JSON can spell it."""
        value = self._value.encode("ascii")
        return value in answer or (b"\\" in answer and value in ESCAPED.sub(_unescaped, answer))


def read_token(address: Address, environment: Mapping[str, str]) -> Token | None:
    """The token for the system at this address; the one that is for its host goes before the one for all.

    Raises:
        InputError: it cannot be a token, or would go over the line for all to read.
    """
    own = f"{VARIABLE}_{re.sub(r'[^A-Z0-9]', '_', address.host.upper())}"
    per_host = any(name.startswith(f"{VARIABLE}_") and value for name, value in environment.items())
    variable = own if per_host else VARIABLE
    value = environment.get(variable, "")
    if not value:
        return None
    if not SHORTEST <= len(value) <= LONGEST or not ALLOWED.fullmatch(value):
        raise InputError(
            f"{variable}: verwacht een token van {SHORTEST} tot {LONGEST} letters, cijfers en tekens uit "
            "- . _ ~ + / =; gevonden iets anders. Zet alleen het token erin, zonder Bearer en zonder regeleinde."
        )
    if not address.secure and not address.own_machine:
        raise InputError(
            f"{variable}: verwacht https bij een systeem op een andere machine; gevonden http naar {address.host}, "
            "waarover iedereen onderweg het token kan lezen. Gebruik https, of laat het token weg."
        )
    return Token(value, variable)


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)]) if found[1] else b"/"
