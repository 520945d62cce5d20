"""One thing that is wrong with a message, and where."""

import re
from dataclasses import dataclass

from lxml import etree

from migratietoets.istandaard.berichten.bericht import short
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.modelregels import modelregels

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
    def retourcode(self) -> str:
        """What a retourbericht says of it: the code of the rule, or 0001 where the model gives none."""
        known = modelregels().get(self.code)
        return (known.retourcode if known is not None else None) or REJECTED


def path_of(element: etree._Element) -> str:
    """The path below the root, with a number where a name occurs more than once."""
    path = element.getroottree().getelementpath(element)
    return "" if path == "." else short(_NAMESPACE.sub("", path))
