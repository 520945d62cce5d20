"""From the name of an adapter to a system that answers: transports and discovery by entry point."""

import os
from collections.abc import Callable, Iterable
from importlib.metadata import entry_points
from pathlib import Path

from migratietoets.conformance.adapters.cli import load_program
from migratietoets.conformance.adapters.http.address import SCHEMES, read_address, without_secrets
from migratietoets.conformance.adapters.python import load_apart, load_inline, load_own
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.protocol.shape import safe
from migratietoets.conformance.protocol.verbs import Adapter, AdapterError
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.spelling import meant

GROUP = "migratietoets.adapters"
OWN = "migratietoets."
"""What the kit brings itself is imported from here."""
NORMAL = Timeout()
ELSEWHERE = ("cli", *SCHEMES)
"""What a text in place of a class may name."""
WORKERS = "PYTEST_XDIST_WORKER_COUNT"
HAND = ("hand", "hand-web")
"""What stands before the folder of a system that a person plays."""
KINDS = ("cli", "python", "python-inline", *HAND, *SCHEMES)
"""What may stand before the colon of a name."""


def known_adapters() -> dict[str, str]:
    """Adapters that installed packages offer: name -> module:Class; nobody takes the name of one of ours."""
    places = [(point.value.startswith(OWN), point.name, point.value) for point in entry_points(group=GROUP)]
    return {name: place for _, name, place in sorted(places)}


def load(name: str, *, timeout: Timeout = NORMAL, ca: Path | None = None) -> Adapter:
    """Start an adapter by its name, or find the one that runs already.

    That is `cli:command line`, `http://host:port/path` (or https), `python:module:Class`, `python-inline:module:Class`,
    `hand:folder` or `hand-web:folder` for a person, or the name of an entry point. What is started runs in a process of
    its own, but for what is asked inline and the reference of the kit.

    Args:
        name: which adapter.
        timeout: how long a system elsewhere has for one answer.
        ca: a file with the certificates that a system behind https may be known by, beside those of this machine.

    Raises:
        InputError: the name has no form we know.
        AdapterError: it is known but cannot be imported or started.
    """
    return _start(name, timeout, ca)()


def check_name(name: str, ca: Path | None = None) -> None:
    """See that an adapter could be meant by a name; nothing is started.

    Raises:
        InputError: it has no form we know, or its token or CA cannot be used.
    """
    _start(name, NORMAL, ca)


def over_http(name: str) -> bool:
    """Whether the system runs already, so that there is one of it, for one conversation at a time."""
    return name.partition(":")[0].lower() in SCHEMES and ":" in name


def hand_folder(name: str) -> Path | None:
    """The folder of a system that a person plays; None for any other."""
    kind, _, rest = name.partition(":")
    return Path(rest).expanduser() if kind in HAND and rest else None


def check_unattended(name: str, what: str) -> None:
    """See that a system needs nobody.

    Args:
        name: of its adapter.
        what: what needs nobody, in words.

    Raises:
        InputError: a person plays it.
    """
    if hand_folder(name) is not None:
        raise InputError(
            f"{name}: {what} verwacht een systeem dat zelf antwoordt; gevonden een dat iemand met de hand bedient. "
            f"Toets het met migratietoets run --adapter {name}."
        )


def one_system(name: str, other: str) -> bool:
    """Whether two names mean one system that runs already."""
    return over_http(name) and over_http(other) and read_address(name) == read_address(other)


def _start(name: str, timeout: Timeout, ca: Path | None) -> Callable[[], Adapter]:
    """How an adapter is started."""
    if over_http(name):
        from migratietoets.conformance.adapters.http.system import HttpSystem

        system = HttpSystem(name, timeout, ca)
        return lambda: system
    kind, colon, rest = name.partition(":")

    def elsewhere(meant: str) -> Adapter:
        shared = over_http(meant) and os.environ.get(WORKERS, "1") != "1"
        if meant.partition(":")[0] not in ELSEWHERE or shared:
            raise AdapterError(
                f"De adapter {name} noemt {safe(without_secrets(meant))}. Verwacht: een klasse, een "
                "'cli:opdrachtregel', of http://machine:poort/pad bij hoogstens één werker."
            )
        return load(meant, timeout=timeout, ca=ca)

    if kind == "cli" and colon:
        return lambda: load_program(rest, timeout)
    folder = hand_folder(name)
    if folder is not None:
        from migratietoets.conformance.adapters.hand.dialogues import load_hand

        return lambda: load_hand(kind, folder)
    if kind == "python" and rest:
        return lambda: load_apart(name, rest, timeout, elsewhere)
    if kind == "python-inline" and rest:
        return lambda: load_inline(name, rest)
    known = known_adapters()
    if name in known:
        place = known[name]
        return lambda: load_own(place) if place.startswith(OWN) else load_apart(name, place, timeout, elsewhere)
    raise InputError(
        f"Adapter {without_secrets(name)!r} is niet bekend.{_meant(name, known)} Verwacht: 'cli:opdrachtregel', "
        f"http://machine:poort/pad, python:module:Klasse, hand:MAP of een van {', '.join(sorted(known)) or 'geen'}. "
        "Controleer de spelling of installeer het pakket dat de adapter levert."
    )


def _meant(name: str, known: Iterable[str]) -> str:
    """A question about the name, or about the kind that stands before the colon."""
    kind, colon, _ = name.partition(":")
    return meant(kind, KINDS) if colon and kind not in KINDS else meant(name, known)
