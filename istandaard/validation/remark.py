"""One thing that is wrong with a message, and where."""

import re
from dataclasses import dataclass

from lxml import etree

from migratietoets.istandaard.berichten.bericht import short
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.modelregels import modelregels

_FILE_RULES = frozenset({"OP179", "OP192"})
_NAMESPACE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is wrong with a message.

    Attributes:
        element: the path below the root: "Client/ToegewezenProducten/ToegewezenProduct[2]/Einddatum"; empty: the file.
        line: line in the file; 0 when it concerns the whole file.
        code: the rule: RS.., CS.., CD.., TR.., OP192, OP179; "XSD" for the schema itself, "XML" when nothing can be
            read.
        text: a Dutch sentence of at most 300 characters; shows no BSN.
        assumed: in this release the rule is only assumed to hold, so it warns.
    """

    element: str
    line: int
    code: str
    text: str
    assumed: bool = False

    @property
    def retourcode(self) -> str | None:
        """What a retourbericht says of it: 0001 of what the schema or file rules out; None where the model has none."""
        known = modelregels().get(self.code)
        if known is None or known.kind == "CS" or self.code in _FILE_RULES:
            return (known and known.retourcode) or REJECTED
        return known.retourcode


def path_of(element: etree._Element) -> str:
    """The path below the root, with a number where a name occurs more than once."""
    path = element.getroottree().getelementpath(element)
    return "" if path == "." else short(_NAMESPACE.sub("", path))
