"""What the rules say of one case, on a terminal (`judge`)."""

from collections.abc import Iterator, Sequence

from migratietoets.conformance.vocabulary.events import VerdictEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.words.text import counted, one_line
from migratietoets.reports.words.verdicts import VERDICTS

SHOWN = frozenset({Verdict.FAIL, Verdict.WARN, Verdict.ADAPTER_ERROR, Verdict.KIT_ERROR, Verdict.NOT_VERIFIABLE})
"""The verdicts of which the findings are told; a rule that was not exercised only where the case asks for it."""

DESK_HIDDEN = (
    "  Het bureau is hier niet te zien: het verloop heeft geen opdracht aan deze rol. Wat niemand verklaart, kan dan "
    "gevraagd zijn."
)
"""Said where something could not be seen, and that may be why."""


def judged_lines(case: str, verdicts: Sequence[VerdictEvent], *, desk_visible: bool = True) -> Iterator[str]:
    """A line for the case, and what it takes to see why a rule did not simply pass."""
    who = f"{one_line(case)} ({verdicts[0].role}, {verdicts[0].domain})" if verdicts else one_line(case)
    judged = counted(sum(bool(v.evaluations) for v in verdicts), "regel beoordeeld", "regels beoordeeld")
    told = sorted((v for v in verdicts if _shown(v)), key=lambda v: v.verdict.severity)
    untouched = sum(v.verdict is Verdict.NOT_EXERCISED for v in verdicts if v not in told)
    broken = sum(v.verdict is Verdict.FAIL for v in told)
    evaluated = any(v.evaluations for v in verdicts)
    outcome = "niets overtreden" if evaluated else "niets te beoordelen"
    outcome = counted(broken, "regel overtreden", "regels overtreden") if broken else outcome
    yield f"{who}: {outcome}; {judged}"
    for verdict in told:
        yield f"  {one_line(verdict.rule)} {VERDICTS[verdict.verdict].name}"
        for finding in verdict.findings:
            yield f"    {one_line(finding.subject)}: {one_line(finding.text)}"
            if finding.expected or finding.found:
                yield f"      verwacht: {one_line(finding.expected) or 'niets'}"
                yield f"      gevonden: {one_line(finding.found) or 'niets'}"
    if untouched:
        yield f"  Niet geraakt: {counted(untouched, 'regel', 'regels')}; --format json zegt bij elke waarom."
    if not desk_visible and any(v.verdict is Verdict.NOT_VERIFIABLE for v in told):
        yield DESK_HIDDEN


def _shown(verdict: VerdictEvent) -> bool:
    return verdict.verdict in SHOWN or (verdict.verdict is Verdict.NOT_EXERCISED and verdict.minimum > 0)
