"""How the rules name what is granted, and a stretch of days, to a Dutch reader."""

from datetime import date

from migratietoets.conformance.rules.findings import format_date
from migratietoets.conformance.trace.history import product_text
from migratietoets.istandaard.model import Content


def days_text(start: date, end: date | None) -> str:
    """A stretch of days, both included."""
    return f"{format_date(start)} tot en met {format_date(end)}"


def omvang_text(content: Content) -> str:
    """The omvang, the budget, or that there is neither."""
    omvang = content.omvang
    budget = [] if content.budget is None else [f"budget {content.budget}"]
    if omvang is None:
        return "".join(budget) or "zonder omvang"
    much = "" if omvang.volume is None else f"volume {omvang.volume}, "
    return ", ".join([f"{much}eenheid {omvang.eenheid}, frequentie {omvang.frequentie}", *budget])


def content_text(content: Content) -> str:
    """The product with its omvang or budget."""
    return f"{product_text(content)}, {omvang_text(content)}"
