"""Refusals: what was refused and is needed goes again, and a refusal has a ground (AC-09, AC-11)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, check, format_date, strictness, unseen
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.shared.refusal_grounds import ground, lines_with
from migratietoets.conformance.rules.shared.refused_claims import refused_claims
from migratietoets.conformance.rules.views.refusals.refused import refused_parts
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.retour import APPROVED

RETOUREN = ("302", "306", "308", "316", "318", "320")
"""The retourberichten; the answers to claims have rules of their own (AC-12, CR-03)."""


@rule("AC-09", Judges.STATE, looks_at=("301", "303", "305", "307", "315", "317", "319", "323"))
def what_was_refused_goes_again(trace: Trace) -> Iterator[Finding]:
    """What was refused technically and is still needed is sent again; that it comes late is a warning."""
    tried: set[tuple[int, str]] = set()
    for bericht, part in (*refused_parts(trace), *refused_claims(trace)):
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


@rule("AC-11", Judges.MESSAGE, looks_at=RETOUREN, today=True)
def a_refusal_has_a_ground(trace: Trace) -> Iterator[Finding]:
    """Each retourcode that refuses names a rule that was broken, where that can be seen from here."""
    for retour in trace.from_system(*RETOUREN):
        heen = next((one for one in trace.berichten if retour in trace.answers.get(one.n, ())), None)
        for code in dict.fromkeys(retour.retourcodes):
            if heen is None or code == APPROVED:
                continue
            true = ground(trace, heen, retour, code, lines_with(retour, code))
            if true is None:
                yield unseen(
                    retour,
                    f"Of {code} terecht is, is van buiten niet te zien.",
                    expected="een regel die hier na te gaan is",
                    found=code,
                )
                continue
            yield check(
                trace,
                true,
                retour,
                f"De regel van {code} was geschonden.",
                f"De regel van {code} was niet geschonden.",
                expected=f"geen afkeuring met {code} van de {heen}",
                found=code,
                bericht=retour,
                otherwise=strictness(heen.release),
            )
