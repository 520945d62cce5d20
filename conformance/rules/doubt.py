"""What nobody can say: which line of a 301 was refused where its retour says only that one was."""

from dataclasses import replace

from migratietoets.conformance.rules.findings import Finding
from migratietoets.conformance.rules.rule import ABOUT, Judges
from migratietoets.conformance.trace.answers import refuses_some_line
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.conformance.vocabulary.verdicts import Verdict

TEXT = "Een regel van de 301 is geweigerd; welke, zegt het retourbericht niet."


@view
def _perhaps_refused(trace: Trace) -> frozenset[str]:
    """The toewijzingen whose last stand comes from a line that may have been refused."""
    found = []
    for history in trace.histories.values() if trace.role == "gemeente" else ():
        last = history.at(trace.end)
        bericht = last.bericht if last is not None else None
        if bericht is not None and refuses_some_line(bericht, trace.answer_to(bericht)):
            found.append(str(history))
    return frozenset(found)


def seen_for_sure(rule_id: str, trace: Trace, found: Finding) -> Finding:
    """A finding about a state that was kept only if that line was received is not seen."""
    if found.verdict is not Verdict.PASS or ABOUT[rule_id].judges is not Judges.STATE:
        return found
    if found.subject not in _perhaps_refused(trace):
        return found
    expected = "alle regels ontvangen, of opnieuw gestuurd"
    return replace(found, verdict=Verdict.NOT_VERIFIABLE, text=TEXT, expected=expected, found="een regel geweigerd")
