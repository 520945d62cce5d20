"""From the name of an adapter to a system that answers: transports and discovery by entry point."""

from importlib.metadata import entry_points

from conformance.adapters.python import laad_klasse
from conformance.protocol import Adapter
from istandaard.model import Invoerfout

STANDAARD = "referentie"
GROEP = "migratietoets.adapters"


def bekende_adapters() -> dict[str, str]:
    """Adapters that installed packages offer: name -> module:Class."""
    return {punt.name: punt.value for punt in entry_points(group=GROEP)}


def laad(naam: str) -> Adapter:
    """Start an adapter by its name: `python:module:Class` or the name of an entry point.

    Raises:
        Invoerfout: the name has no form we know.
        Adapterfout: it is known but cannot be imported or started.
    """
    soort, _, rest = naam.partition(":")
    if soort == "python" and rest:
        return laad_klasse(rest)
    bekend = bekende_adapters()
    if naam in bekend:
        return laad_klasse(bekend[naam])
    raise Invoerfout(
        f"Adapter {naam!r} is niet bekend. Verwacht: python:module:Klasse "
        f"of een van {', '.join(sorted(bekend)) or 'geen'}. "
        "Controleer de spelling of installeer het pakket dat de adapter levert."
    )
