"""To which messages a rule of the information model is held, and how strictly."""

from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.modelregels import modelregels


def by_model(rule_id: str, trace: Trace, bericht: SentMessage) -> Verdict:
    """What it is when a message breaks a rule of the model: a warning where the model does not hold it to that rule."""
    applies = modelregels()[rule_id].applies_to(bericht.kind, bericht.release, trace.domein)
    return Verdict.FAIL if applies else Verdict.WARN
