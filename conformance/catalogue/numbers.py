"""The numbers and references of a case: symbols made unlike those of any other case."""

from migratietoets.conformance.catalogue.case.case import Case

NUMBERS_PER_CASE = 100


def toewijzingnummer(case: Case, symbol: int | None) -> str | None:
    """The toewijzingnummer for a symbolic one."""
    return None if symbol is None else str(case.number * NUMBERS_PER_CASE + symbol)


def referentie(case: Case, symbol: str) -> str:
    """The reference of the aanbieder for a symbolic one."""
    return f"K{case.number:04d}{symbol}"


def identificatie(case: Case, step: int) -> str:
    """The identification of the message of step number `step`."""
    return f"K{case.number:04d}{step:03d}"
