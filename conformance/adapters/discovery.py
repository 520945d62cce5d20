"""From the name of an adapter to a system that answers: transports and discovery by entry point."""

from collections.abc import Callable, Iterable
from importlib.metadata import entry_points

from migratietoets.conformance.adapters.cli import load_program
from migratietoets.conformance.adapters.python import load_apart, load_inline, load_own
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.verbs import Adapter
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.spelling import meant

GROUP = "migratietoets.adapters"
OWN = "migratietoets."
"""What the kit brings itself is imported from here."""
NORMAL = Timeout()
KINDS = ("cli", "python", "python-inline")
"""What may stand before the colon of a name."""


def known_adapters() -> dict[str, str]:
    """Adapters that installed packages offer: name -> module:Class; nobody takes the name of one of ours."""
    places = [(point.value.startswith(OWN), point.name, point.value) for point in entry_points(group=GROUP)]
    return {name: place for _, name, place in sorted(places)}


def load(name: str, *, timeout: Timeout = NORMAL) -> Adapter:
    """Start an adapter by its name.

    That is `cli:command line`, `python:module:Class`, `python-inline:module:Class` or the name of an entry point.
    Each runs in a process of its own, but for what is asked inline and the reference of the kit.

    Args:
        name: which adapter.
        timeout: how long a system elsewhere has for one answer.

    Raises:
        InputError: the name has no form we know.
        AdapterError: it is known but cannot be imported or started.
    """
    return _start(name, timeout)()


def check_name(name: str) -> None:
    """See that an adapter could be meant by a name; nothing is started.

    Raises:
        InputError: it has no form we know.
    """
    _start(name, NORMAL)


def _start(name: str, timeout: Timeout) -> Callable[[], Adapter]:
    """How an adapter is started."""
    kind, colon, rest = name.partition(":")
    if kind == "cli" and colon:
        return lambda: load_program(rest, timeout)
    if kind == "python" and rest:
        return lambda: load_apart(name, rest, timeout)
    if kind == "python-inline" and rest:
        return lambda: load_inline(name, rest)
    known = known_adapters()
    if name in known:
        place = known[name]
        return lambda: load_own(place) if place.startswith(OWN) else load_apart(name, place, timeout)
    raise InputError(
        f"Adapter {name!r} is niet bekend.{_meant(name, known)} Verwacht: 'cli:opdrachtregel', python:module:Klasse "
        f"of een van {', '.join(sorted(known)) or 'geen'}. "
        "Controleer de spelling of installeer het pakket dat de adapter levert."
    )


def _meant(name: str, known: Iterable[str]) -> str:
    """A question about the name, or about the kind that stands before the colon."""
    kind, colon, _ = name.partition(":")
    return meant(kind, KINDS) if colon and kind not in KINDS else meant(name, known)
