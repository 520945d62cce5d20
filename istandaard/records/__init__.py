"""Read toewijzingen as records: JSON lines, CSV and 301 messages, from files, folders or standard input."""

from istandaard.records.feiten import Aanvulling, lees_feiten, lees_producten
from istandaard.records.invoer import Gelezen, Invoer, lees_invoer
from istandaard.records.velden import VELDEN, maak_toewijzing

__all__ = [
    "VELDEN",
    "Aanvulling",
    "Gelezen",
    "Invoer",
    "lees_feiten",
    "lees_invoer",
    "lees_producten",
    "maak_toewijzing",
]
