"""From the name of an adapter to a system that answers: transports and discovery by entry point."""

from importlib.metadata import entry_points

from conformance.adapters.cli import laad_programma
from conformance.adapters.python import laad_klasse
from conformance.protocol import Adapter
from istandaard.model import Invoerfout

STANDAARD = "referentie"
GROEP = "migratietoets.adapters"
TIMEOUT = 10.0
"""Seconds a system elsewhere has for one answer."""
MAX_TIMEOUT = 3600.0


def bekende_adapters() -> dict[str, str]:
    """Adapters that installed packages offer: name -> module:Class."""
    return {punt.name: punt.value for punt in entry_points(group=GROEP)}


def laad(naam: str, *, timeout: float = TIMEOUT) -> Adapter:
    """Start an adapter by its name: `cli:command line`, `python:module:Class` or the name of an entry point.

    Args:
        naam: which adapter.
        timeout: seconds for one answer; a class in this process is waited for without end.

    Raises:
        Invoerfout: the name has no form we know, or the time-out is no time.
        Adapterfout: it is known but cannot be imported or started.
    """
    if not 0 < timeout <= MAX_TIMEOUT:
        raise Invoerfout(
            f"--timeout: verwacht een aantal seconden boven 0 en hoogstens {MAX_TIMEOUT:g}; gevonden {timeout:g}. "
            "Kies een andere tijd."
        )
    soort, dubbelepunt, rest = naam.partition(":")
    if soort == "cli" and dubbelepunt:
        return laad_programma(rest, timeout)
    if soort == "python" and rest:
        return laad_klasse(rest)
    bekend = bekende_adapters()
    if naam in bekend:
        return laad_klasse(bekend[naam])
    raise Invoerfout(
        f"Adapter {naam!r} is niet bekend. Verwacht: 'cli:opdrachtregel', python:module:Klasse "
        f"of een van {', '.join(sorted(bekend)) or 'geen'}. "
        "Controleer de spelling of installeer het pakket dat de adapter levert."
    )
