"""What the standard leaves to the gemeente, and what this gemeente chooses; each choice has its own method.

An assessment leaves these open and names them in a remark; a gemeente that sends a message has to choose.
"""

from dataclasses import replace
from datetime import date, timedelta

from conformance.reference.omzetting import ASPECIFIEK, MET_BUDGET, PER_MAAND, SPECIFIEKE, TOTAAL, Omzetting
from istandaard.model import Omvang, Toewijzing

UUR = "04"
CONTRACTWIJZIGING = "03"
CORRECTIE = "01"
VERLENGING = "04"
VERKORTING = "05"
DOOR_AANBIEDER = "12"
EERSTE_CODE = "A01"
BUDGET_IN_CENTEN = 100_000


class Keuzes(Omzetting):
    """The choices of the reference gemeente."""

    def kies_vorm(self, toewijzing: Toewijzing) -> str:
        """Aspecifiek with omvang becomes aspecifiek without budget, unless the gemeente wants otherwise (BS-09)."""
        return self.gewenste_vorm(toewijzing) or ASPECIFIEK

    def kies_einddatum(self, toewijzing: Toewijzing) -> date:
        """31-12-2021, or the end of the year in which the toewijzing has run for at least a day."""
        jaar = (toewijzing.ingangsdatum + timedelta(days=1)).year
        return date(max(2021, jaar), 12, 31)

    def kies_omvang(self, toewijzing: Toewijzing) -> Omvang:
        """An omvang that was never given: one hour a month; what is known of it is kept."""
        volume = 1 if toewijzing.volume is None else toewijzing.volume
        return Omvang(volume, toewijzing.eenheid or UUR, toewijzing.frequentie or PER_MAAND)

    def kies_budget(self, toewijzing: Toewijzing) -> int:
        """A budget that was never given, in euro cents: 1,000 euro."""
        return BUDGET_IN_CENTEN if toewijzing.budget is None else toewijzing.budget

    def kies_code(self, toewijzing: Toewijzing) -> str:
        """A product that was never named: the first of its categorie."""
        return toewijzing.code or f"{toewijzing.categorie}{EERSTE_CODE}"

    def reden_migratie(self, *, annulering: bool) -> str:
        """RedenWijziging of what is withdrawn only to migrate: contractwijziging (03), or 01 to cancel (AF-01)."""
        return CORRECTIE if annulering else CONTRACTWIJZIGING

    def reden_einddatum(self, oud: date | None, nieuw: date) -> str:
        """RedenWijziging of another einddatum: 04 for later, 05 for earlier."""
        return VERLENGING if oud is not None and nieuw > oud else VERKORTING

    def voorbereid(self, toewijzing: Toewijzing) -> Toewijzing:
        """Give an open toewijzing its einddatum where its volume has to be shared by days."""
        if toewijzing.frequentie == TOTAAL and toewijzing.einddatum is None:
            return replace(toewijzing, einddatum=self.kies_einddatum(toewijzing))
        return toewijzing

    def volledig(self, opvolger: Toewijzing, vorm: str) -> Toewijzing:
        """Fill in whatever is still open, so that the message is a permitted variant."""
        if vorm in SPECIFIEKE:
            omvang = self.kies_omvang(opvolger)
            opvolger = replace(
                opvolger,
                code=self.kies_code(opvolger),
                volume=omvang.volume,
                eenheid=omvang.eenheid,
                frequentie=omvang.frequentie,
            )
        if vorm in MET_BUDGET:
            opvolger = replace(opvolger, budget=self.kies_budget(opvolger))
        if opvolger.einddatum is None and self.einddatum_nodig(opvolger, vorm):
            opvolger = replace(opvolger, einddatum=self.kies_einddatum(opvolger))
        return opvolger
