"""Refusals: what was refused and is still needed goes again (AC-09)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, check, format_date, unseen
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.refusals.refused import refused_parts
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict


@rule("AC-09", Judges.STATE)
def what_was_refused_goes_again(trace: Trace) -> Iterator[Finding]:
    """What was refused technically and is still needed is sent again; that it comes late is a warning."""
    tried: set[tuple[int, str]] = set()
    for bericht, part in refused_parts(trace):
        repeats = (bericht.n, part.subject) in tried
        tried |= {(one.n, part.subject) for one in part.again}
        again = next(iter(part.again), None)
        if again is None and part.needed is False:
            continue
        if again is None and (repeats or part.needed is None or part.due is None):
            yield unseen(
                part.subject,
                "Of dit nog een keer had moeten gaan, is hier niet te zien.",
                expected="het geweigerde nog nodig, en niets wat het ophoudt",
                found="opnieuw verstuurd en opnieuw geweigerd" if repeats else "niemand die er zichtbaar om vroeg",
            )
            continue
        yield check(
            trace,
            again is not None and (part.due is None or again.day <= part.due),
            part.subject,
            "Wat geweigerd was, is opnieuw verstuurd.",
            "Wat geweigerd was, is niet opnieuw verstuurd." if again is None else "Het geweigerde ging laat opnieuw.",
            expected=f"opnieuw een {bericht.kind}"
            + (f", uiterlijk {format_date(part.due)}" if part.due is not None else ""),
            found="niets" if again is None else format_date(again.day),
            bericht=again or bericht,
            due=part.due if again is None else None,
            otherwise=Verdict.FAIL if again is None else Verdict.WARN,
        )
