"""To which messages a rule of the information model is held, and how strictly."""

from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Release


def strictly_in_30(bericht: SentMessage) -> Verdict:
    """What it is when a message breaks a rule of the model of 3.0: a warning in 2.4, of which no model is known."""
    return Verdict.WARN if bericht.release == Release.R24 else Verdict.FAIL
