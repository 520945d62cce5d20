"""What the rules say of one case, on a terminal (`judge`)."""

from collections.abc import Iterator, Sequence

from migratietoets.conformance.vocabulary.events import VerdictEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.reports.words.text import counted, one_line
from migratietoets.reports.words.verdicts import VERDICTS

SHOWN = frozenset({Verdict.FAIL, Verdict.WARN, Verdict.ADAPTER_ERROR, Verdict.KIT_ERROR, Verdict.NOT_VERIFIABLE})
"""The verdicts of which the findings are told."""


def judged_lines(case: str, verdicts: Sequence[VerdictEvent]) -> Iterator[str]:
    """A line for the case, and what it takes to see why a rule did not simply pass."""
    who = f"{one_line(case)} ({verdicts[0].role}, {verdicts[0].domain})" if verdicts else one_line(case)
    judged = counted(sum(bool(v.evaluations) for v in verdicts), "regel beoordeeld", "regels beoordeeld")
    told = sorted((v for v in verdicts if v.verdict in SHOWN), key=lambda v: v.verdict.severity)
    broken = sum(v.verdict is Verdict.FAIL for v in told)
    outcome = counted(broken, "regel overtreden", "regels overtreden") if broken else "niets overtreden"
    yield f"{who}: {outcome}; {judged}"
    for verdict in told:
        yield f"  {one_line(verdict.rule)} {VERDICTS[verdict.verdict].name}"
        for finding in verdict.findings:
            yield f"    {one_line(finding.subject)}: {one_line(finding.text)}"
            if finding.expected or finding.found:
                yield f"      verwacht: {one_line(finding.expected) or 'niets'}"
                yield f"      gevonden: {one_line(finding.found) or 'niets'}"
