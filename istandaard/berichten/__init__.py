"""Messages and their XML: build, parse safely."""

from migratietoets.istandaard.berichten.bericht import Bericht, BerichtError
from migratietoets.istandaard.berichten.xml.elements import without
from migratietoets.istandaard.berichten.xml.parser import read, read_shared, tree
from migratietoets.istandaard.berichten.xml.writer import build

__all__ = ["Bericht", "BerichtError", "build", "read", "read_shared", "tree", "without"]
