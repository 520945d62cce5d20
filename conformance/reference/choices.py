"""What the standard leaves to the gemeente, and what this gemeente chooses; each choice has its own method.

An assessment leaves these open and names them in a remark; a gemeente that sends a message has to choose.
"""

from dataclasses import replace
from datetime import date, timedelta

from migratietoets.conformance.reference.conversion import (
    ASPECIFIEK,
    PER_MONTH,
    SPECIFIEK_FORMS,
    TOTAL,
    WITH_BUDGET,
    Conversion,
)
from migratietoets.istandaard.model import Omvang, Toewijzing

HOUR = "04"
CONTRACTWIJZIGING = "03"
CORRECTION = "01"
EXTENSION = "04"
SHORTENING = "05"
BY_AANBIEDER = "12"
FIRST_CODE = "A01"
BUDGET_IN_CENTS = 100_000


class Choices(Conversion):
    """The choices of the reference gemeente."""

    def choose_form(self, toewijzing: Toewijzing) -> str:
        """Aspecifiek with omvang becomes aspecifiek without budget, unless the gemeente wants otherwise (BS-09)."""
        return self.wanted_form(toewijzing) or ASPECIFIEK

    def choose_einddatum(self, toewijzing: Toewijzing) -> date:
        """31-12-2021, or the end of the year in which the toewijzing has run for at least a day."""
        year = (toewijzing.ingangsdatum + timedelta(days=1)).year
        return date(max(2021, year), 12, 31)

    def choose_omvang(self, toewijzing: Toewijzing) -> Omvang:
        """An omvang that was never given: one hour a month; what is known of it is kept."""
        volume = 1 if toewijzing.volume is None else toewijzing.volume
        return Omvang(volume, toewijzing.eenheid or HOUR, toewijzing.frequentie or PER_MONTH)

    def choose_budget(self, toewijzing: Toewijzing) -> int:
        """A budget that was never given, in euro cents: 1,000 euro."""
        return BUDGET_IN_CENTS if toewijzing.budget is None else toewijzing.budget

    def choose_code(self, toewijzing: Toewijzing) -> str:
        """A product that was never named: the first of its categorie."""
        return toewijzing.code or f"{toewijzing.categorie}{FIRST_CODE}"

    def migration_reden(self, *, cancellation: bool) -> str:
        """RedenWijziging of what is withdrawn only to migrate: contractwijziging (03), or 01 to cancel (AF-01)."""
        return CORRECTION if cancellation else CONTRACTWIJZIGING

    def einddatum_reden(self, old: date | None, new: date) -> str:
        """RedenWijziging of another einddatum: 04 for later, 05 for earlier."""
        return EXTENSION if old is not None and new > old else SHORTENING

    def prepared(self, toewijzing: Toewijzing) -> Toewijzing:
        """Give an open toewijzing its einddatum where its volume has to be shared by days."""
        if toewijzing.frequentie == TOTAL and toewijzing.einddatum is None:
            return replace(toewijzing, einddatum=self.choose_einddatum(toewijzing))
        return toewijzing

    def full(self, successor: Toewijzing, shape: str) -> Toewijzing:
        """Fill in whatever is still open, so that the message is a permitted variant."""
        if shape in SPECIFIEK_FORMS:
            omvang = self.choose_omvang(successor)
            successor = replace(
                successor,
                code=self.choose_code(successor),
                volume=omvang.volume,
                eenheid=omvang.eenheid,
                frequentie=omvang.frequentie,
            )
        if shape in WITH_BUDGET:
            successor = replace(successor, budget=self.choose_budget(successor))
        if successor.einddatum is None and self.needs_einddatum(successor, shape):
            successor = replace(successor, einddatum=self.choose_einddatum(successor))
        return successor
