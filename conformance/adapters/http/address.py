"""Where a system is: http://host:port/path or https://host:port/path, and nothing secret in it."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from migratietoets.istandaard.model import InputError

SCHEMES = ("http", "https")
EXAMPLE = "http://localhost:8080/ of https://toets.voorbeeld.nl/migratietoets"
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Address:
    """Where a system is.

    Attributes:
        secure: over TLS.
        path: from the first slash.
    """

    secure: bool
    host: str
    port: int
    path: str

    @property
    def own_machine(self) -> bool:
        """Whether what is sent there stays on this machine."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def read_address(name: str) -> Address:
    """The address in the name of an adapter; http:http://…, http:host:port and https:host are understood too.

    Raises:
        InputError: it has none. What could be a secret in it is not repeated.
    """
    spelled = re.sub(r"(?i)^http:(?=https?:)", "", name)
    spelled = re.sub(r"(?i)^(https?):/{0,2}(?=[^/])", r"\1://", spelled)
    if not spelled.isascii() or not spelled.isprintable() or " " in spelled:
        raise _wrong("alleen letters, cijfers en leestekens, zonder spaties", "iets anders")
    try:
        parts = urlsplit(spelled)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _wrong(EXAMPLE, "een adres dat niet te lezen is") from None
    if parts.username is not None or parts.password is not None:
        raise _wrong("een adres zonder naam en wachtwoord", "die staan erin", "Zet een token in MIGRATIETOETS_TOKEN.")
    if parts.query or parts.fragment:
        raise _wrong("een adres zonder ? en #", "een daarvan", "Zet een sleutel in MIGRATIETOETS_TOKEN.")
    if not host or port == 0:
        raise _wrong(EXAMPLE, "een adres zonder machine, of met poort 0")
    return Address(parts.scheme == "https", host, port or PORTS[parts.scheme], parts.path or "/")


def without_secrets(name: str) -> str:
    """A name that could not be read, without what may be a password in it."""
    return re.sub(r"//[^/@]*@", "//…@", name)


def _wrong(expected: str, found: str, advice: str = "Controleer --adapter.") -> InputError:
    return InputError(f"Adapter http: verwacht {expected}; gevonden {found}. {advice}")
