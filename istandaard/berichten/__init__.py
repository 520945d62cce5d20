"""Messages and their XML: build, parse safely, validate."""

from istandaard.berichten.bericht import Bericht, Berichtfout
from istandaard.berichten.bouwen import bouw
from istandaard.berichten.lezen import boom, lees, lees_gedeeld
from istandaard.berichten.valideren import Schemafout, valideer

__all__ = ["Bericht", "Berichtfout", "Schemafout", "boom", "bouw", "lees", "lees_gedeeld", "valideer"]
