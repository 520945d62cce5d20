"""What the standard leaves to the gemeente, and what this gemeente chooses; each choice has its own method.

An assessment leaves these open and names them in a remark; a gemeente that sends a message has to choose.
"""

from dataclasses import replace
from datetime import date

from migratietoets.conformance.reference.gemeente.conversion import (
    SPECIFIEK_FORMS,
    WITH_BUDGET,
    needs_einddatum,
    wanted_form,
)
from migratietoets.istandaard.codelijsten.codes import (
    CONTRACTWIJZIGING,
    CORRECTION,
    EXTENSION,
    HOUR,
    PER_MONTH,
    SHORTENING,
    TOTAL,
)
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Omvang, Toewijzing
from migratietoets.istandaard.vervangingen import ASPECIFIEK

FIRST_CODE = "A01"
BUDGET_IN_CENTS = 100_000


def choose_form(toewijzing: Toewijzing) -> str:
    """Aspecifiek with omvang becomes aspecifiek without budget, unless the gemeente wants otherwise (BS-09)."""
    return wanted_form(toewijzing) or ASPECIFIEK


def choose_einddatum(toewijzing: Toewijzing) -> date:
    """31-12-2021, or the end of the year in which the toewijzing has run for at least a day."""
    year = (toewijzing.ingangsdatum + ONE_DAY).year
    return date(max(2021, year), 12, 31)


def choose_omvang(toewijzing: Toewijzing) -> Omvang:
    """An omvang that was never given: one hour a month; what is known of it is kept."""
    volume = 1 if toewijzing.volume is None else toewijzing.volume
    return Omvang(volume, toewijzing.eenheid or HOUR, toewijzing.frequentie or PER_MONTH)


def choose_budget(toewijzing: Toewijzing) -> int:
    """A budget that was never given, in euro cents: 1,000 euro."""
    return BUDGET_IN_CENTS if toewijzing.budget is None else toewijzing.budget


def choose_code(toewijzing: Toewijzing) -> str:
    """A product that was never named: the first of its categorie."""
    return toewijzing.code or f"{toewijzing.categorie}{FIRST_CODE}"


def migration_reden(*, cancellation: bool) -> str:
    """RedenWijziging of what is withdrawn only to migrate: contractwijziging (03), or 01 to cancel (AF-01)."""
    return CORRECTION if cancellation else CONTRACTWIJZIGING


def einddatum_reden(old: date | None, new: date) -> str:
    """RedenWijziging of another einddatum: 04 for later, 05 for earlier."""
    return EXTENSION if old is not None and new > old else SHORTENING


def prepared(toewijzing: Toewijzing) -> Toewijzing:
    """Give an open toewijzing its einddatum where its volume has to be shared by days."""
    if toewijzing.frequentie == TOTAL and toewijzing.einddatum is None:
        return replace(toewijzing, einddatum=choose_einddatum(toewijzing))
    return toewijzing


def filled(successor: Toewijzing, shape: str) -> Toewijzing:
    """Fill in whatever is still open, so that the message is a permitted variant."""
    if shape in SPECIFIEK_FORMS:
        omvang = choose_omvang(successor)
        successor = replace(
            successor,
            code=choose_code(successor),
            volume=omvang.volume,
            eenheid=omvang.eenheid,
            frequentie=omvang.frequentie,
        )
    if shape in WITH_BUDGET:
        successor = replace(successor, budget=choose_budget(successor))
    if successor.einddatum is None and needs_einddatum(successor, shape):
        successor = replace(successor, einddatum=choose_einddatum(successor))
    return successor
