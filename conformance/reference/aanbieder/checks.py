"""What the rules of 3.0 about earlier messages find in what comes in at the aanbieder."""

from collections.abc import Mapping, Sequence

from migratietoets.conformance.reference.intake import Check

CHECKS: Mapping[str, Sequence[Check]] = {}
"""Message -> what is looked at."""
