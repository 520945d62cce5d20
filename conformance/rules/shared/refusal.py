"""Whether a message that must be refused was refused."""

from migratietoets.conformance.rules.findings import Finding, broken, missing, passed
from migratietoets.conformance.rules.views.knowledge import without_retour
from migratietoets.conformance.rules.views.terms import retour_deadline
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.retour import APPROVED


def refused(trace: Trace, heen: SentMessage, *, unanswered: tuple[str, str, str], approved: tuple[str, str]) -> Finding:
    """Whether a message that must be refused was answered with a retourcode that refuses it.

    Args:
        trace: where the answer is looked for.
        heen: the message that must be refused.
        unanswered: text, what was expected and what was found when no answer can be read.
        approved: text and what was expected when the answer refuses nothing.
    """
    answer = trace.answer_to(heen)
    if answer is None or answer.bericht is None:
        text, expected, found = unanswered
        otherwise = without_retour(trace) if answer is None else Verdict.FAIL
        due = retour_deadline(heen)
        return missing(trace, heen, text, expected=expected, found=found, due=due, otherwise=otherwise)
    codes = answer.retourcodes
    if set(codes) - {APPROVED}:
        return passed(heen, f"Geweigerd met retourcode {', '.join(codes)}.", answer)
    text, expected = approved
    return broken(heen, text, expected=expected, found=", ".join(codes) or "geen retourcode", bericht=answer)
