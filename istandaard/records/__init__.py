"""Read toewijzingen as records: JSON lines, CSV and 301 messages, from files, folders or standard input."""

from migratietoets.istandaard.records.facts import Supplement, read_facts, read_producten
from migratietoets.istandaard.records.fields import FIELDS, make_toewijzing
from migratietoets.istandaard.records.kept import Loaded
from migratietoets.istandaard.records.reading import Input, read_input

__all__ = [
    "FIELDS",
    "Input",
    "Loaded",
    "Supplement",
    "make_toewijzing",
    "read_facts",
    "read_input",
    "read_producten",
]
