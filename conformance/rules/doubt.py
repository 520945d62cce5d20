"""What nobody can say: which line of a 301 was refused, which of two stands holds, and when something was done."""

from dataclasses import replace
from itertools import pairwise

from migratietoets.conformance.protocol.control import ClockLevel
from migratietoets.conformance.rules.findings import Finding
from migratietoets.conformance.rules.rule import ABOUT, Judges
from migratietoets.conformance.trace.answers import refuses_some_line
from migratietoets.conformance.trace.trace import Trace, view
from migratietoets.conformance.vocabulary.verdicts import Verdict

TEXT = "Een regel van de 301 is geweigerd; welke, zegt het retourbericht niet."

SAME_MOMENT = "Een wijziging draagt hetzelfde moment als wat zij wijzigt; welke van de twee geldt, is niet te zeggen."

NO_CLOCK = "Deze regel gaat over een dag; het systeem heeft een eigen tijd, dus wanneer het iets deed, is niet te zien."


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


@view
def _tied(trace: Trace) -> frozenset[str]:
    """The toewijzingen that another party than the kit changed under the moment of what it changed (IV030)."""
    return frozenset(
        str(history)
        for history in trace.histories.values()
        for old, new in pairwise(history.states)
        if new.bericht is not None
        and not new.bericht.from_kit
        and new.moment == old.moment
        and (new.content, new.einddatum) != (old.content, old.einddatum)
    )


def of_known_stand(trace: Trace, found: Finding) -> Finding:
    """A fault of an aanbieder is not seen where nobody can say which stand of a toewijzing it had to go by."""
    if found.verdict is not Verdict.FAIL or trace.role != "aanbieder" or not _tied(trace):
        return found
    expected = "een Toewijzingsdatum en -tijd die later is dan die van de toewijzing die zij wijzigt (IV030)"
    tied = ", ".join(sorted(_tied(trace)))
    return replace(found, verdict=Verdict.NOT_VERIFIABLE, text=SAME_MOMENT, expected=expected, found=tied)


def datable(rule_id: str, trace: Trace, found: Finding) -> Finding:
    """What a rule about a day finds, where the system has a time of its own: only what it did on a day they share."""
    certain = found.any_day or found.verdict is Verdict.NOT_VERIFIABLE
    if certain or not ABOUT[rule_id].dated or _on_shared_day(trace, found):
        return found
    return replace(
        found,
        verdict=Verdict.NOT_VERIFIABLE,
        text=NO_CLOCK,
        expected="een systeem dat de klok van de keten volgt (virtual)",
        found=f"clock: {trace.clock}",
    )


def _on_shared_day(trace: Trace, found: Finding) -> bool:
    """Whether all that a finding rests on was done while the time of the system was that of the chain."""
    if trace.clock is ClockLevel.VIRTUAL:
        return True
    if found.bericht is not None:
        return trace.knows_day(found.bericht.day)
    own = trace.from_system()
    return found.verdict is Verdict.PASS and bool(own) and all(trace.knows_day(one.day) for one in own)
