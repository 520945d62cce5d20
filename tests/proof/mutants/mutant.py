"""What every mutant is: the reference with one fault, named in its docstring, that its own rule must find.

The fault is a desk of its own, in the place of the one it is a subclass of.
"""

from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.istandaard.releases import Domein


class Mutant(ReferenceParty):
    """The reference, with a rule it breaks."""

    rule = ""
    role_under_test = ""
    domeinen = tuple(Domein)


class GemeenteMutant(Mutant):
    """A known-bad gemeente."""

    role_under_test = "gemeente"


class AanbiederMutant(Mutant):
    """A known-bad aanbieder."""

    role_under_test = "aanbieder"
