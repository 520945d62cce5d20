"""What the rules of 3.0 about earlier messages find in what comes in at the gemeente."""

from collections.abc import Mapping, Sequence

from migratietoets.conformance.reference.gemeente.claim_checks import CLAIM_CHECKS
from migratietoets.conformance.reference.gemeente.reports import wrong_reports
from migratietoets.conformance.reference.gemeente.verzoek_checks import verzoek_checks
from migratietoets.conformance.reference.gemeente.verzoeken import Verzoek
from migratietoets.conformance.reference.intake import Check


def checks(received: Sequence[Verzoek]) -> Mapping[str, Sequence[Check]]:
    """Message -> what is looked at, beside the requests that were received so far."""
    return {"305": (wrong_reports,), "307": (wrong_reports,), **CLAIM_CHECKS, **verzoek_checks(received)}
