"""What the rules of 3.0 about earlier messages find in what comes in at the gemeente."""

from collections.abc import Mapping, Sequence

from migratietoets.conformance.reference.gemeente.claim_checks import CLAIM_CHECKS
from migratietoets.conformance.reference.gemeente.reports import wrong_reports
from migratietoets.conformance.reference.gemeente.verzoek_checks import VERZOEK_CHECKS
from migratietoets.conformance.reference.intake import Check

CHECKS: Mapping[str, Sequence[Check]] = {
    "305": (wrong_reports,),
    "307": (wrong_reports,),
    **CLAIM_CHECKS,
    **VERZOEK_CHECKS,
}
"""Message -> what is looked at."""
