"""The transport `python:`: a class with a method per verb, in this process; for development and the reference."""

import sys
from importlib import import_module
from pathlib import Path

from conformance.protocol import WERKWOORDEN, Adapter, Adapterfout


def laad_klasse(plek: str) -> Adapter:
    """An instance of module:Class; modules in the current folder are found too.

    Raises:
        Adapterfout: the class cannot be imported, misses a verb, or raises when it is made.
    """
    module_naam, _, klasse_naam = plek.partition(":")
    hier = str(Path.cwd())
    if hier not in sys.path:
        sys.path.append(hier)
    try:
        klasse = getattr(import_module(module_naam), klasse_naam)
        systeem: Adapter = klasse()
    except Exception as fout:
        raise Adapterfout(
            f"De adapter python:{plek} kan niet worden geladen: {type(fout).__name__}: {str(fout)[:300]}. "
            "Verwacht: python:module:Klasse, te importeren vanaf de huidige map of uit een geïnstalleerd pakket."
        ) from fout
    ontbreekt = [verb for verb in WERKWOORDEN if not callable(getattr(systeem, verb, None))]
    if ontbreekt:
        raise Adapterfout(
            f"De adapter python:{plek} mist de methode(n) {', '.join(ontbreekt)}. "
            f"Verwacht: een methode per werkwoord ({', '.join(WERKWOORDEN)}), met een dict erin en een dict eruit."
        )
    return systeem
