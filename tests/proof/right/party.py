"""What every other right party is: the reference that takes one other permitted way, named in its docstring."""

from migratietoets.conformance.reference.party import ReferenceParty


class Right(ReferenceParty):
    """The reference, in another permitted way.

    Attributes:
        allowed_by: the rule, reading or sentence that permits it.
        roles: the roles in which it is judged.
    """

    allowed_by = ""
    roles: tuple[str, ...] = ("gemeente", "aanbieder")
