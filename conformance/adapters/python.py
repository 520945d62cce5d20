"""The transport `python:`: a class with a method per verb, in this process; for development and the reference."""

import sys
from importlib import import_module
from pathlib import Path

from migratietoets.conformance.protocol.verbs import VERBS, Adapter, AdapterError


def load_class(place: str) -> Adapter:
    """An instance of module:Class; modules in the current folder are found too.

    Raises:
        AdapterError: the class cannot be imported, misses a verb, or raises when it is made.
    """
    module_name, _, class_name = place.partition(":")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.append(here)
    try:
        klass = getattr(import_module(module_name), class_name)
        system: Adapter = klass()
    except Exception as error:
        raise AdapterError(
            f"De adapter python:{place} kan niet worden geladen: {type(error).__name__}: {str(error)[:300]}. "
            "Verwacht: python:module:Klasse, te importeren vanaf de huidige map of uit een geïnstalleerd pakket."
        ) from error
    missing = [verb for verb in VERBS if not callable(getattr(system, verb, None))]
    if missing:
        raise AdapterError(
            f"De adapter python:{place} mist de methode(n) {', '.join(missing)}. "
            f"Verwacht: een methode per werkwoord ({', '.join(VERBS)}), met een dict erin en een dict eruit."
        )
    return system
