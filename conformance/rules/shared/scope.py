"""To which messages a rule of the information model is held: it may fail those alone (law of its own scope)."""

from collections.abc import Mapping
from types import MappingProxyType

from migratietoets.conformance.trace.message import SentMessage
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.releases import Domein

IN_303: Mapping[str, str] = MappingProxyType(
    {"TR358": "TR312", "TR342": "TR320", "IV091": "IV054", "TR333": "TR324", "TR341": "TR309"}
)
"""What the model says of the 323 and 325 -> what it says alike, under another id, of the 303 and 304."""


def in_scope(rule_id: str, bericht: SentMessage, domein: Domein) -> bool:
    """Whether the model holds a message to a rule; to a rule of our own every message is held."""
    said_as = IN_303.get(rule_id, rule_id) if bericht.kind in {"303", "304"} else rule_id
    of_the_model = modelregels().get(said_as)
    return of_the_model is None or of_the_model.applies_to(bericht.kind, bericht.release, domein)
