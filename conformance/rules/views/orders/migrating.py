"""Whether the migration asks something of a toewijzing: in the end, and as its gemeente saw it on the way (AC-01)."""

from migratietoets.conformance.rules.views.care.reports import care_ended
from migratietoets.conformance.rules.views.desk import endings
from migratietoets.conformance.rules.views.rights.succession import stock_reasons, unclosed_reasons
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.codelijsten.codes import STUKS


def must_migrate(trace: Trace, history: History) -> bool:
    """Whether the migration, or a wish of the gemeente, may ask for another form: certain, or as far as can be seen.

    Stuks of which nobody knows whether they are inspanning may have to (OP305).
    """
    facts = history.facts
    if facts is None:
        return False
    unknown = facts.eenheid == STUKS and facts.uitvoering is None
    wished = facts.vervanging is not None or facts.nieuw is not None
    return bool(stock_reasons(trace).get(history)) or unknown or wished


def had_to_migrate(trace: Trace, history: History, bericht: SentMessage) -> bool:
    """Whether it had to when a message was sent: nothing had ended its care for another reason yet."""
    if not unclosed_reasons(trace).get(history):
        return False
    ordered = any(order.instruction.given_before(bericht) for order in endings(trace).get(history, ()))
    return not ordered and not care_ended(trace, history, bericht)
